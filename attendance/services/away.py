"""Time that papers take: nobody is on leave, travelling and ordered to work at the same moment (E-ATT-003)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from attendance.choices import AwayKind
from attendance.errors import AlreadyAway
from attendance.models import CalendarEntry, LongAbsence
from attendance.rules.moments import moment
from core.access import SYSTEM
from core.models.ranges import overlapping
from organization.choices import AbsenceKind
from organization.errors import AbsenceOver, AbsenceOverlaps, DeputyAway, MomentsReversed
from organization.services import AbsenceData, end_absence, set_absence


@dataclass(frozen=True)
class Span:
    """Minutes of a day, counted from its midnight."""

    on: date
    start: int
    end: int

    @property
    def from_at(self) -> datetime:
        return moment(self.on, self.start)

    @property
    def to_at(self) -> datetime:
        return moment(self.on, self.end)


def conflict_with(
    staff_id: UUID, spans: Collection[Span], ignore: Collection[UUID] = ()
) -> AlreadyAway | None:
    """The first other paper that takes a minute of these spans, or the leave of absence around them."""
    if not spans:
        return None
    days = sorted(span.on for span in spans)
    long = overlapping(LongAbsence.objects.filter(staff_id=staff_id), days[0], days[-1] + timedelta(days=1))
    for row in long:
        if any(row.from_on <= on and (row.until_on is None or on < row.until_on) for on in days):
            return AlreadyAway(kind=row.name, doc=f"{row.from_on} ~")
    shared = Q()
    for span in spans:
        shared |= Q(from_at__lt=span.to_at, to_at__gt=span.from_at)
    rows = CalendarEntry.objects.filter(shared, staff_id=staff_id).exclude(paper_id__in=ignore)
    found = rows.order_by("from_at").first()
    if found is None:
        return None
    return AlreadyAway(kind=str(AwayKind(found.kind).label), doc=f"{found.on} {found.label}")


@dataclass(frozen=True)
class Claim:
    """Who takes which time for what paper."""

    staff_id: UUID
    kind: AwayKind
    paper_id: UUID
    label: str
    spans: tuple[Span, ...]
    is_private: bool = False


def take_time(claim: Claim, *, firm: bool = False) -> None:
    """Put the time into the calendar; the database refuses a moment that is taken."""
    CalendarEntry.objects.bulk_create(
        CalendarEntry(
            staff_id=claim.staff_id,
            kind=claim.kind,
            paper_id=claim.paper_id,
            label=claim.label[:60],
            on=span.on,
            from_at=span.from_at,
            to_at=span.to_at,
            is_firm=firm,
            is_private=claim.is_private,
        )
        for span in claim.spans
    )


def make_firm(paper_id: UUID) -> None:
    """The paper was approved."""
    CalendarEntry.objects.filter(paper_id=paper_id).update(is_firm=True)


def give_time_back(paper_id: UUID, on: Iterable[date] | None = None) -> None:
    """Take the paper's time (of some days) out of the calendar."""
    rows = CalendarEntry.objects.filter(paper_id=paper_id)
    if on is not None:
        rows = rows.filter(on__in=list(on))
    rows.delete()


@dataclass(frozen=True)
class Absent:
    """An approved absence as the approvals see it: one deputy acts from the first to the last moment."""

    person_id: UUID
    kind: AbsenceKind
    from_at: datetime
    to_at: datetime
    deputy_id: UUID | None
    reason: str


def record_absences(absences: Iterable[Absent], at: datetime) -> list[str]:
    """Tell the organisation, so that the deputy may act; ids of the absences made.

    An absence that is over, or one recorded by hand at the same time, is left as it is. A deputy who is away
    too is left out.
    """
    return [str(made.pk) for one in absences if (made := _set(one, at)) is not None]


def _set(one: Absent, at: datetime) -> Any:
    data = AbsenceData(one.person_id, one.kind, one.from_at, one.to_at, one.deputy_id, one.reason)
    try:
        return set_absence(actor=SYSTEM, data=data, at=at)
    except (AbsenceOverlaps, MomentsReversed):
        return None
    except DeputyAway:
        return set_absence(
            actor=SYSTEM,
            data=AbsenceData(one.person_id, one.kind, one.from_at, one.to_at, None, one.reason),
            at=at,
        )


def withdraw_absences(absence_ids: Iterable[str], at: datetime) -> None:
    """End the absences a paper made; those over already stay."""
    for absence_id in absence_ids:
        try:
            end_absence(actor=SYSTEM, absence_id=UUID(absence_id), at=at)
        except AbsenceOver:
            continue
