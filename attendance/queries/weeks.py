"""Working time of a week: worked so far, planned for the rest, ordered (52-hour monitor, handbook 2.9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from attendance.choices import OVERTIME_STANDING, DayState
from attendance.models import AttendanceDay, CalendarEntry, OvertimeOrder
from attendance.queries.averaging import averaged_terms
from attendance.queries.calendars import Plans, plans_for
from attendance.rules.calendar import days, week_start
from attendance.rules.intervals import Interval, common, total
from attendance.rules.moments import minute_of
from attendance.rules.settlement import settlement_period, week_allowed
from attendance.rules.working_time import minutes_still_possible

YELLOW, RED = 45 * 60, 50 * 60
LIMIT = 52 * 60


@dataclass(frozen=True)
class WeekLoad:
    """Minutes of one person's week: really worked, expected in all, ordered overtime, and what is allowed.

    The limit is 52 hours; under an averaged system what the average of the settlement period leaves.
    """

    staff_id: UUID
    from_on: date
    worked: int
    planned: int
    ordered: int
    limit: int = LIMIT

    @property
    def left(self) -> int:
        return minutes_still_possible(self.planned, self.limit)

    @property
    def tone(self) -> str:
        """Colour of the monitor at 45, 50 and 52 hours, or as near to the limit of an averaged system."""
        if self.planned > self.limit:
            return "danger"
        if self.planned >= self.limit - LIMIT + RED:
            return "warning"
        return "info" if self.planned >= self.limit - LIMIT + YELLOW else ""


def planned_week(staff_id: UUID, on: date, first_weekday: int = 0, *, ignore: UUID | None = None) -> WeekLoad:
    """The week around a day for one person."""
    return week_loads([staff_id], on, first_weekday, ignore=ignore)[staff_id]


def week_loads(
    staff_ids: Collection[UUID], on: date, first_weekday: int = 0, *, ignore: UUID | None = None
) -> dict[UUID, WeekLoad]:
    """The week around a day for many: days that are over as worked, the rest as planned without leave."""
    first = week_start(on, first_weekday)
    until = first + timedelta(days=7)
    facts = _facts(staff_ids, first, until, ignore)
    limits = _averaged_limits(staff_ids, on, first, ignore)
    found = {}
    for staff_id in staff_ids:
        loads = [facts.load(staff_id, day) for day in days(first, until)]
        found[staff_id] = WeekLoad(
            staff_id,
            first,
            sum(load.worked for load in loads),
            sum(load.planned for load in loads),
            sum(load.ordered for load in loads),
            limits.get(staff_id, LIMIT),
        )
    return found


@dataclass(frozen=True)
class _Load:
    worked: int
    planned: int
    ordered: int


@dataclass(frozen=True)
class _Facts:
    """What decides over the load of some days, read with four statements."""

    plans: Plans
    done: dict[tuple[UUID, date], int]
    leave: dict[tuple[UUID, date], list[Interval]]
    orders: dict[tuple[UUID, date], list[Interval]]

    def load(self, staff_id: UUID, day: date) -> _Load:
        asked = sum(one.minutes for one in self.orders.get((staff_id, day), ()))
        if (staff_id, day) in self.done:
            worked = self.done[staff_id, day]
            return _Load(worked, worked, asked)
        shift = self.plans.shift_of(staff_id, day)
        due = shift.minutes - total(common(shift.work, self.leave.get((staff_id, day), []))) if shift else 0
        return _Load(0, due + asked, asked)


def _facts(staff_ids: Collection[UUID], first: date, until: date, ignore: UUID | None) -> _Facts:
    return _Facts(
        plans_for(staff_ids, first, until),
        _done(staff_ids, first, until),
        _leave(staff_ids, first, until),
        _orders(staff_ids, first, until, ignore),
    )


def _averaged_limits(
    staff_ids: Collection[UUID], on: date, first: date, ignore: UUID | None
) -> dict[UUID, int]:
    """What the average of their settlement period leaves for the week, for who works by an averaged system."""
    found: dict[UUID, int] = {}
    for staff_id, every in averaged_terms(staff_ids, on, on + timedelta(days=1)).items():
        terms = every[0]
        start, until = settlement_period(terms, on)
        facts = _facts([staff_id], min(start, first), max(until, first + timedelta(days=7)), ignore)
        week = [day for day in days(max(start, first), min(until, first + timedelta(days=7)))]
        elsewhere = sum(facts.load(staff_id, day).planned for day in days(start, until) if day not in week)
        shifts = [facts.plans.shift_of(staff_id, day) for day in week]
        planned = sum(shift.minutes for shift in shifts if shift)
        outside = (7 - len(week)) * LIMIT // 7
        found[staff_id] = outside + week_allowed(
            terms.kind, (until - start).days, planned, elsewhere, len(week)
        )
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
