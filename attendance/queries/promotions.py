"""Use promotion: whom to write to, what was written, which leave need not be paid for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from attendance.models import AttendanceDay, LaborRefusal, LeaveLot, UsePromotionNotice
from attendance.rules.use_promotion import (
    PromotionDates,
    PromotionDone,
    answer_until,
    day_stays_payable,
    first_year_promotion,
    frees_from_paying,
    yearly_promotion,
)
from core.periods import day_of

FIRST, LATE, YEARLY = "FIRST_YEAR", "FIRST_LATE", "YEARLY"
ANNUAL = "ANNUAL"


@dataclass(frozen=True)
class PromotionCase:
    """Unused leave of one person that a notice of this step should name."""

    staff_id: UUID
    person: str
    part: str
    ends_on: date
    minutes: int
    dates: PromotionDates
    notice: UsePromotionNotice | None

    @property
    def answer_until(self) -> date | None:
        if self.notice is None:
            return None
        read = self.notice.read_at or self.notice.sent_at
        return answer_until(day_of(read))


def part_of(rule: str, granted_on: date, ends_on: date) -> tuple[str, PromotionDates]:
    """Which dates a lot follows: yearly leave, or the monthly days of a first year, early or late."""
    if not rule.startswith("MONTHLY"):
        return YEARLY, yearly_promotion(ends_on)
    early, late = first_year_promotion(ends_on)
    return (FIRST, early) if granted_on <= early.notice_from else (LATE, late)


def promotion_cases(on: date) -> list[PromotionCase]:
    """Everybody with unused annual leave whose first notice is due or was sent, and whose use ends later."""
    lots = LeaveLot.objects.filter(
        pool=ANNUAL, is_advance=False, balance__gt=0, expires_on__gte=on, staff__last_on__isnull=True
    ).select_related("staff__person")
    sums: dict[tuple[UUID, str, date], list[Any]] = {}
    for lot in lots:
        part, dates = part_of(lot.rule, lot.granted_on, lot.expires_on)
        if dates.notice_from <= on:
            known = sums.setdefault((lot.staff_id, part, lot.expires_on), [lot.staff.person.name, 0, dates])
            known[1] += lot.balance - lot.held
    notices = _notices({staff_id for staff_id, _, _ in sums})
    found = [
        PromotionCase(staff_id, name, part, ends_on, minutes, dates, notices.get((staff_id, part, ends_on)))
        for (staff_id, part, ends_on), (name, minutes, dates) in sums.items()
    ]
    return sorted(found, key=lambda case: (case.dates.notice_until, case.person))


def freed_lots(lots: Iterable[LeaveLot]) -> set[UUID]:
    """Lots whose unused rest need not be paid for."""
    every = [lot for lot in lots if lot.pool == ANNUAL]
    people = {lot.staff_id for lot in every}
    notices = _all_notices(people)
    worked = _worked_on_fixed_days(people)
    freed = set()
    for lot in every:
        part, dates = part_of(lot.rule, lot.granted_on, lot.expires_on)
        written = notices.get((lot.staff_id, part, lot.expires_on), [])
        if frees_from_paying(dates, done_of(written)) and not _stays(lot.staff_id, written, worked):
            freed.add(lot.pk)
    return freed


def done_of(notices: Iterable[UsePromotionNotice]) -> PromotionDone:
    """What the notices of a case come to."""
    first = next((one for one in notices if one.step == 1), None)
    second = next((one for one in notices if one.step == 2 and one.fixed_days), None)
    return PromotionDone(
        day_of(first.sent_at) if first else None,
        bool(first and first.planned_days),
        day_of(second.sent_at) if second else None,
    )


def fixed_days(staff_id: UUID, on: date) -> list[tuple[date, datetime]]:
    """Days the employer fixed that lie ahead, with the moment of the notice."""
    rows = UsePromotionNotice.objects.filter(staff_id=staff_id, step=2, ends_on__gte=on)
    return sorted(
        (date.fromisoformat(day), row.sent_at)
        for row in rows
        for day in row.fixed_days
        if date.fromisoformat(day) >= on
    )


def notices_of(staff_id: UUID) -> list[UsePromotionNotice]:
    """Every notice to a person, the newest first."""
    return list(UsePromotionNotice.objects.filter(staff_id=staff_id))


def _stays(
    staff_id: UUID, notices: Iterable[UsePromotionNotice], worked: dict[UUID, dict[date, bool]]
) -> bool:
    fixed = {date.fromisoformat(day) for one in notices for day in one.fixed_days}
    found = worked.get(staff_id, {})
    return any(day_stays_payable(day in found, found.get(day, False)) for day in fixed)


def _worked_on_fixed_days(people: set[UUID]) -> dict[UUID, dict[date, bool]]:
    refused = set(LaborRefusal.objects.filter(staff_id__in=people).values_list("staff_id", "on"))
    found: dict[UUID, dict[date, bool]] = defaultdict(dict)
    rows = AttendanceDay.objects.filter(staff_id__in=people, came_at__isnull=False)
    fixed = {
        (row.staff_id, date.fromisoformat(day))
        for row in UsePromotionNotice.objects.filter(staff_id__in=people, step=2)
        for day in row.fixed_days
    }
    for staff_id, on in rows.filter(on__in={day for _, day in fixed}).values_list("staff_id", "on"):
        if (staff_id, on) in fixed:
            found[staff_id][on] = (staff_id, on) in refused
    return found


def _all_notices(people: set[UUID]) -> dict[tuple[UUID, str, date], list[UsePromotionNotice]]:
    found: dict[tuple[UUID, str, date], list[UsePromotionNotice]] = defaultdict(list)
    for row in UsePromotionNotice.objects.filter(staff_id__in=people):
        found[row.staff_id, row.part, row.ends_on].append(row)
    return found


def _notices(people: set[UUID]) -> dict[tuple[UUID, str, date], UsePromotionNotice]:
    rows = UsePromotionNotice.objects.filter(staff_id__in=people).order_by("step")
    return {(row.staff_id, row.part, row.ends_on): row for row in rows}
