"""What kind of day a day is for somebody: holidays, weekly holiday, off days (근로기준법 제55조; handbook 7.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from attendance.choices import DayClass, Regime, Weekday


@dataclass(frozen=True)
class WorkCalendar:
    """Holidays of the institution and the weekly pattern of one person.

    `office`: days on which offices are closed; `paid`: paid holidays of labour law. A day is off when it is
    either (1 May of 2024 and 2025 is paid, but a working day for the rules of officials). `moved`: a public
    holiday exchanged for a working day by agreement (휴일대체), original day → the day that is free instead.
    """

    office: frozenset[date] = frozenset()
    paid: frozenset[date] = frozenset()
    weekly_holiday: int = Weekday.SUNDAY
    off_weekdays: frozenset[int] = frozenset({int(Weekday.SATURDAY)})
    moved: dict[date, date] = field(default_factory=dict)

    def is_public_holiday(self, on: date) -> bool:
        """Holiday of either kind, after exchanges."""
        if on in self.moved:
            return False
        return on in self.office or on in self.paid or on in self.moved.values()

    def class_of(self, on: date) -> DayClass:
        """Public holiday, weekly holiday, off day, working day: the first that fits."""
        if self.is_public_holiday(on):
            return DayClass.HOLIDAY
        if on.weekday() == self.weekly_holiday:
            return DayClass.WEEKLY_HOLIDAY
        return DayClass.OFF if on.weekday() in self.off_weekdays else DayClass.WORKING

    def is_working_day(self, on: date) -> bool:
        """Whether work is due on that day."""
        return self.class_of(on) == DayClass.WORKING

    def counts_as_day(self, on: date, regime: str) -> bool:
        """Whether a day inside a leave counts as a day of leave by the rules of that regime."""
        if regime != Regime.LOCAL_PUBLIC:
            return self.is_working_day(on)
        free = {self.weekly_holiday} | self.off_weekdays
        return on.weekday() not in free and on not in self.office

    def working_days(self, from_on: date, until_on: date) -> list[date]:
        """Working days of the half-open range."""
        return [on for on in days(from_on, until_on) if self.is_working_day(on)]


def days(from_on: date, until_on: date) -> Iterator[date]:
    """Every day of the half-open range [from_on, until_on)."""
    for ordinal in range(from_on.toordinal(), until_on.toordinal()):
        yield date.fromordinal(ordinal)


def week_start(on: date, first_weekday: int = Weekday.MONDAY) -> date:
    """First day of the week of seven days that holds `on` (근로기준법 제2조제1항제7호)."""
    return on - timedelta(days=(on.weekday() - first_weekday) % 7)


def next_working_day(on: date, calendar: WorkCalendar) -> date:
    """`on` itself, or the next day for a deadline that falls on Saturday or a holiday (민법 제161조)."""
    while not calendar.is_working_day(on):
        on += timedelta(days=1)
    return on
