"""Limits and premiums of working time (근로기준법 제50조~제56조, 기간제법 제6조; handbook 2.2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from attendance.choices import DayClass, ScheduleKind

DAY, WEEK, WEEK_LIMIT = 480, 2400, 720
PAID_AS_HOLIDAY = frozenset({DayClass.HOLIDAY, DayClass.WEEKLY_HOLIDAY})


@dataclass(frozen=True)
class WorkedDay:
    """Minutes really worked on a day. Leave and paid holidays are 0, a deemed day its contracted minutes."""

    on: date
    minutes: int
    day_class: DayClass


@dataclass(frozen=True)
class WeekTotals:
    """The two counters of a week: against the limit of 12 hours, and for the premium."""

    worked: int
    limit_overtime: int
    premium_overtime: int

    @property
    def is_over_limit(self) -> bool:
        return self.limit_overtime > WEEK_LIMIT


def week_totals(days: Iterable[WorkedDay]) -> WeekTotals:
    """Both counters of one week (제53조; 대법원 2020도15393).

    The limit looks at the sum of seven days, holidays included; the premium at the excess of each day and of the
    week, whichever earns more, outside holidays, which are paid by their own classes.
    """
    every = list(days)
    worked = sum(day.minutes for day in every)
    plain = [day.minutes for day in every if day.day_class not in PAID_AS_HOLIDAY]
    daily = sum(max(0, minutes - DAY) for minutes in plain)
    weekly = max(0, sum(min(minutes, DAY) for minutes in plain) - WEEK)
    return WeekTotals(worked, max(0, worked - WEEK), daily + weekly)


def minutes_still_possible(worked: int, limit: int = WEEK + WEEK_LIMIT) -> int:
    """How much more of this week may be ordered before 52 hours (or an averaged system's limit) are full."""
    return max(0, limit - worked)


def part_time_premium(days: Sequence[tuple[int, int]]) -> int:
    """Minutes of a part-timer that earn the premium: (worked, contracted) of each day of the week (기간제법 제6조).

    From the first minute above what was agreed, by day or by week, whichever is more.
    """
    daily = sum(max(0, worked - agreed) for worked, agreed in days)
    weekly = sum(worked for worked, _ in days) - sum(agreed for _, agreed in days)
    return max(daily, weekly, 0)


def break_deducted(presence: int) -> int:
    """Work in a presence of that many minutes where the schedule has no break (제54조: 30 min at 4 h, 60 at 8 h)."""
    if presence < 270:
        return min(presence, 240)
    if presence < 510:
        return presence - 30
    return 480 if presence < 540 else presence - 60


def break_due(worked: int) -> int:
    """Minutes of break the law asks for within that much work."""
    if worked < 240:
        return 0
    return 30 if worked < DAY else 60


def selective_total(days: int) -> int:
    """Minutes of a settlement period under 선택근로: 40 hours × days ÷ 7, floor to the minute (제52조)."""
    return WEEK * days // 7


@dataclass(frozen=True)
class PlannedShift:
    """A day of a plan: work minutes, and the moments of begin and end in minutes since the first day's midnight."""

    minutes: int
    begins: int
    ends: int


@dataclass(frozen=True)
class FlexRule:
    """Limits of one flexible system: minutes of a week and of a day, rest between shifts, longest period in weeks."""

    week: int
    day: int
    rest: int
    weeks: int


FLEX_RULES = {
    ScheduleKind.FLEX_2W: FlexRule(48 * 60, 0, 0, 2),
    ScheduleKind.FLEX_3M: FlexRule(52 * 60, 12 * 60, 0, 13),
    ScheduleKind.FLEX_6M: FlexRule(52 * 60, 12 * 60, 11 * 60, 26),
}


def flex_faults(kind: ScheduleKind, weeks: Sequence[Sequence[PlannedShift]]) -> list[str]:
    """What a plan under a flexible system may not have: WEEK, DAY, REST, AVERAGE, LENGTH (제51조, 제51조의2)."""
    rule = FLEX_RULES[kind]
    faults: list[str] = []
    if len(weeks) > rule.weeks:
        faults.append("LENGTH")
    if any(sum(shift.minutes for shift in week) > rule.week for week in weeks):
        faults.append("WEEK")
    every = [shift for week in weeks for shift in week]
    if rule.day and any(shift.minutes > rule.day for shift in every):
        faults.append("DAY")
    if any(later.begins - earlier.ends < rule.rest for earlier, later in zip(every, every[1:], strict=False)):
        faults.append("REST")
    if sum(shift.minutes for shift in every) > WEEK * len(weeks):
        faults.append("AVERAGE")
    return faults


@dataclass(frozen=True)
class MaternityFacts:
    """What limits overtime of a pregnant employee, and within one year of a birth (제71조, 제74조제5항)."""

    is_pregnant: bool
    is_within_year_of_birth: bool
    day: int
    week: int
    year: int


def maternity_refuses(facts: MaternityFacts, ordered: int) -> bool:
    """Whether that many more minutes of overtime may not be ordered: none; or 2 h a day, 6 h a week, 150 h a year."""
    if facts.is_pregnant:
        return ordered > 0
    if not facts.is_within_year_of_birth:
        return False
    limits = ((facts.day, 120), (facts.week, 360), (facts.year, 9000))
    return any(done + ordered > most for done, most in limits)
