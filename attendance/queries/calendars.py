"""Holidays of the institution and the schedule of a person on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from attendance.choices import DayClass, Weekday
from attendance.models import Holiday, HolidayExchange, RosterDay, ScheduleAssignment
from attendance.rules.calendar import WorkCalendar
from attendance.rules.intervals import Interval
from attendance.rules.leave_cost import Shift
from core.models.ranges import overlapping


@dataclass(frozen=True)
class HolidayRow:
    """A holiday as lists show it."""

    holiday_id: UUID
    on: date
    name: str
    kind: str
    is_office: bool
    is_labour: bool
    source: str
    reason: str


def holidays_between(from_on: date, until_on: date) -> list[HolidayRow]:
    """Holidays in [from_on, until_on) that were not withdrawn."""
    rows = Holiday.objects.filter(on__gte=from_on, on__lt=until_on, withdrawn_at__isnull=True)
    return [
        HolidayRow(row.pk, row.on, row.name, row.kind, row.is_office, row.is_labour, row.source, row.reason)
        for row in rows
    ]


def institution_calendar(from_on: date, until_on: date) -> WorkCalendar:
    """Holidays and exchanges around a range, for the plain week."""
    rows = holidays_between(from_on, until_on)
    moved = dict(HolidayExchange.objects.values_list("original_on", "moved_to"))
    return WorkCalendar(
        office=frozenset(row.on for row in rows if row.is_office),
        paid=frozenset(row.on for row in rows if row.is_labour),
        moved=moved,
    )


@dataclass(frozen=True)
class WeekPlan:
    """A schedule as calculations read it."""

    schedule_id: UUID | None
    name: str
    kind: str
    shifts: Mapping[int, Shift]
    weekly_holiday: int
    grace: int

    @property
    def weekly_minutes(self) -> int:
        """Contracted minutes of a week."""
        return sum(shift.minutes for shift in self.shifts.values())


_LUNCH = (Interval(720, 780),)
OFFICE_WEEK = WeekPlan(
    None, "", "FIXED", {day: Shift(540, 1080, _LUNCH) for day in range(5)}, Weekday.SUNDAY, 0
)


@dataclass(frozen=True)
class RosterEntry:
    """What a published roster says of a day."""

    shift: Shift | None
    is_weekly_holiday: bool
    on_holiday: bool


@dataclass
class Plans:
    """Schedules, rosters and holidays of some people over a range, read with three statements."""

    calendar: WorkCalendar
    assigned: dict[UUID, list[tuple[date, date | None, WeekPlan]]] = field(default_factory=dict)
    roster: dict[tuple[UUID, date], RosterEntry] = field(default_factory=dict)
    _calendars: dict[tuple[int, frozenset[int]], WorkCalendar] = field(default_factory=dict)

    def week_of(self, staff_id: UUID, on: date) -> WeekPlan:
        """The schedule of a person on a day; the office week where none is assigned."""
        for from_on, until_on, plan in self.assigned.get(staff_id, ()):
            if from_on <= on and (until_on is None or on < until_on):
                return plan
        return OFFICE_WEEK

    def calendar_of(self, staff_id: UUID, on: date) -> WorkCalendar:
        """Holidays with the person's own weekly pattern."""
        plan = self.week_of(staff_id, on)
        free = frozenset(day for day in range(7) if day not in plan.shifts and day != plan.weekly_holiday)
        key = (plan.weekly_holiday, free)
        if key not in self._calendars:
            base = self.calendar
            self._calendars[key] = WorkCalendar(base.office, base.paid, plan.weekly_holiday, free, base.moved)
        return self._calendars[key]

    def class_of(self, staff_id: UUID, on: date) -> DayClass:
        """Public holiday, weekly holiday, off day or working day; a published roster says which of the others."""
        entry = self.roster.get((staff_id, on))
        if entry is None or self.calendar.is_public_holiday(on):
            return self.calendar_of(staff_id, on).class_of(on)
        if entry.shift is not None:
            return DayClass.WORKING
        return DayClass.WEEKLY_HOLIDAY if entry.is_weekly_holiday else DayClass.OFF

    def shift_of(self, staff_id: UUID, on: date) -> Shift | None:
        """Planned work of a day; None when nothing is due.

        A rostered shift stands on a public holiday only when the roster was published with it as holiday work; a
        holiday declared later cancels it (handbook 7.3).
        """
        entry = self.roster.get((staff_id, on))
        if entry is not None:
            is_off = self.calendar.is_public_holiday(on) and not entry.on_holiday
            return None if is_off else entry.shift
        if not self.calendar_of(staff_id, on).is_working_day(on):
            return None
        return self.week_of(staff_id, on).shifts.get(on.weekday())


def plans_for(staff_ids: Collection[UUID], from_on: date, until_on: date) -> Plans:
    """Plans of these people over [from_on, until_on)."""
    found = Plans(institution_calendar(from_on, until_on))
    rows = overlapping(ScheduleAssignment.objects.filter(staff_id__in=staff_ids), from_on, until_on)
    weeks: dict[UUID, WeekPlan] = {}
    for row in rows.select_related("schedule"):
        plan = weeks.setdefault(row.schedule_id, week_plan(row.schedule))
        found.assigned.setdefault(row.staff_id, []).append((row.from_on, row.until_on, plan))
    days = RosterDay.objects.filter(staff_id__in=staff_ids, on__gte=from_on, on__lt=until_on)
    for day in days:
        shift = (
            Shift(day.start, day.end, intervals_of(day.breaks))
            if day.start is not None and day.end is not None
            else None
        )
        found.roster[day.staff_id, day.on] = RosterEntry(shift, day.is_weekly_holiday, day.on_holiday)
    return found


def week_plan(schedule: Any) -> WeekPlan:
    """A stored schedule as a plain value."""
    shifts = {
        int(day): Shift(row["start"], row["end"], intervals_of(row.get("breaks", ())))
        for day, row in schedule.week.items()
    }
    return WeekPlan(
        schedule.pk, schedule.name, schedule.kind, shifts, schedule.weekly_holiday, schedule.grace_minutes
    )


def intervals_of(pairs: Iterable[Iterable[int]]) -> tuple[Interval, ...]:
    """Stored pairs of minutes as intervals."""
    return tuple(Interval(*pair) for pair in pairs)


def holiday_rows() -> QuerySet[Any, Any]:
    """Holidays that were not withdrawn, for lists of this app's edge."""
    return Holiday.objects.filter(withdrawn_at__isnull=True)
