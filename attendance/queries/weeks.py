"""Working time of a week: worked so far, planned for the rest, ordered (52-hour monitor, handbook 2.9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from attendance.choices import OVERTIME_STANDING, DayState
from attendance.models import AttendanceDay, CalendarEntry, OvertimeOrder
from attendance.queries.calendars import plans_for
from attendance.rules.calendar import days, week_start
from attendance.rules.intervals import Interval, common, total
from attendance.rules.moments import minute_of

YELLOW, RED = 45 * 60, 50 * 60
LIMIT = 52 * 60


@dataclass(frozen=True)
class WeekLoad:
    """Minutes of one person's week: really worked, expected in all, ordered overtime."""

    staff_id: UUID
    from_on: date
    worked: int
    planned: int
    ordered: int

    @property
    def left(self) -> int:
        return max(0, LIMIT - self.planned)

    @property
    def tone(self) -> str:
        """Colour of the monitor at 45, 50 and 52 hours."""
        if self.planned > LIMIT:
            return "danger"
        if self.planned >= RED:
            return "warning"
        return "info" if self.planned >= YELLOW else ""


def planned_week(staff_id: UUID, on: date, first_weekday: int = 0, *, ignore: UUID | None = None) -> WeekLoad:
    """The week around a day for one person."""
    return week_loads([staff_id], on, first_weekday, ignore=ignore)[staff_id]


def week_loads(
    staff_ids: Collection[UUID], on: date, first_weekday: int = 0, *, ignore: UUID | None = None
) -> dict[UUID, WeekLoad]:
    """The week around a day for many: days that are over as worked, the rest as planned without leave."""
    first = week_start(on, first_weekday)
    until = first + timedelta(days=7)
    plans = plans_for(staff_ids, first, until)
    done = _done(staff_ids, first, until)
    leave = _leave(staff_ids, first, until)
    orders = _orders(staff_ids, first, until, ignore)
    found = {}
    for staff_id in staff_ids:
        worked = planned = ordered = 0
        for day in days(first, until):
            asked = sum(one.minutes for one in orders.get((staff_id, day), ()))
            ordered += asked
            if (staff_id, day) in done:
                worked += done[staff_id, day]
                planned += done[staff_id, day]
                continue
            shift = plans.shift_of(staff_id, day)
            due = shift.minutes - total(common(shift.work, leave.get((staff_id, day), []))) if shift else 0
            planned += due + asked
        found[staff_id] = WeekLoad(staff_id, first, worked, planned, ordered)
    return found


def _done(staff_ids: Collection[UUID], first: date, until: date) -> dict[tuple[UUID, date], int]:
    rows = AttendanceDay.objects.filter(staff_id__in=staff_ids, on__gte=first, on__lt=until).exclude(
        state=DayState.OPEN
    )
    return {(row.staff_id, row.on): row.worked + row.unordered for row in rows}


def _leave(staff_ids: Collection[UUID], first: date, until: date) -> dict[tuple[UUID, date], list[Interval]]:
    found: dict[tuple[UUID, date], list[Interval]] = defaultdict(list)
    rows = CalendarEntry.objects.filter(staff_id__in=staff_ids, kind="LEAVE", on__gte=first, on__lt=until)
    for row in rows:
        span = Interval(minute_of(row.on, row.from_at), minute_of(row.on, row.to_at))
        found[row.staff_id, row.on].append(span)
    return found


def _orders(
    staff_ids: Collection[UUID], first: date, until: date, ignore: UUID | None
) -> dict[tuple[UUID, date], list[Interval]]:
    found: dict[tuple[UUID, date], list[Interval]] = defaultdict(list)
    rows = OvertimeOrder.objects.filter(
        staff_id__in=staff_ids, on__gte=first, on__lt=until, state__in=OVERTIME_STANDING
    )
    for row in rows if ignore is None else rows.exclude(pk=ignore):
        found[row.staff_id, row.on].append(Interval(row.start, row.end))
    return found
