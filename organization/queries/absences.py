"""Who is away, and who may act meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from core.periods import end_of_day
from identity.queries import names_of
from organization.choices import VACATING, AbsenceKind
from organization.models import Absence
from organization.rules import structure


@dataclass(frozen=True)
class AbsenceRow:
    """An absence as a list shows it."""

    absence_id: UUID
    person_id: UUID
    person: str
    deputy_id: UUID | None
    deputy: str
    kind: str
    reason: str
    scope: tuple[str, ...]
    from_at: datetime
    to_at: datetime
    is_in_force: bool


def absences(at: datetime, person_id: UUID | None = None) -> list[AbsenceRow]:
    """Absences not over at that moment (of one person when given), the nearest first."""
    rows = absence_rows().filter(until_at__gt=at).exclude(until_at=F("from_at")).order_by("from_at")
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    found = list(rows)
    names = names_of([row.person_id for row in found] + [row.deputy_id for row in found])
    return [
        AbsenceRow(
            absence_id=row.pk,
            person_id=row.person_id,
            person=names.get(row.person_id, ""),
            deputy_id=row.deputy_id,
            deputy=names.get(row.deputy_id, "") if row.deputy_id else "",
            kind=str(AbsenceKind(row.kind).label),
            reason=row.reason,
            scope=tuple(row.scope),
            from_at=row.from_at,
            to_at=row.until_at,
            is_in_force=row.from_at <= at,
        )
        for row in found
    ]


def covering(at: datetime) -> tuple[structure.Absence, ...]:
    """Absences that cover this moment."""
    rows = absence_rows().filter(from_at__lte=at, until_at__gt=at)
    return tuple(absence_fact(row) for row in rows)


def absences_around(at: datetime) -> tuple[structure.Absence, ...]:
    """Absences near this moment as plain values: those that cover it, and lately ended or coming ones."""
    near = timedelta(days=60)
    rows = Absence.objects.filter(from_at__lte=at + near, to_at__gt=at - near)
    return tuple(absence_fact(row) for row in rows)


def away_on(person_ids: Iterable[UUID], on: date) -> dict[UUID, str]:
    """People away at some time of that day with the name of the deputy; empty where none was named."""
    start, end = end_of_day(on.fromordinal(on.toordinal() - 1)), end_of_day(on)
    rows = (
        absence_rows()
        .filter(person_id__in=set(person_ids), from_at__lt=end, until_at__gt=start)
        .exclude(until_at=F("from_at"))
        .order_by("deputy__name")
    )
    found: dict[UUID, str] = {}
    for person_id, deputy in rows.values_list("person_id", "deputy__name"):
        found[person_id] = found.get(person_id) or deputy or ""
    return found


def acts_for(deputy_id: UUID, at: datetime) -> list[UUID]:
    """People away now who named this person as deputy."""
    rows = absence_rows().filter(deputy_id=deputy_id, from_at__lte=at, until_at__gt=at)
    return list(rows.values_list("person_id", flat=True))


def absence_rows() -> QuerySet[Any, Any]:
    """Absences with the moment they really end, for lists of this app's edge."""
    return Absence.objects.annotate(until_at=Coalesce("ended_at", "to_at"))


def absence_fact(row: Absence) -> structure.Absence:
    """One row as a plain value."""
    return structure.Absence(
        person_id=row.person_id,
        from_at=row.from_at,
        to_at=row.to_at,
        deputy_id=row.deputy_id,
        scope=frozenset(row.scope),
        ended_at=row.ended_at,
        kind=row.kind,
        vacates=row.kind in VACATING,
        absence_id=row.pk,
    )
