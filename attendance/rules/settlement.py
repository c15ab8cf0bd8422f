"""탄력·선택근로 정산: settlement periods and what their hours come to (근로기준법 제51조~제52조, 제53조; handbook 2.2)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from attendance.choices import FLEX_KINDS, ScheduleKind
from attendance.rules.working_time import DAY, FLEX_RULES, WEEK, WEEK_LIMIT, selective_total
from core.periods import first_day, period_of, period_over

USUAL = {
    ScheduleKind.FLEX_2W: 2,
    ScheduleKind.FLEX_3M: 12,
    ScheduleKind.FLEX_6M: 24,
    ScheduleKind.SELECTIVE: 1,
}
MOST_MONTHS = 3


def longest_settlement(kind: str) -> int:
    """Longest period of a system: weeks of a flexible one, months of 선택근로; 0 where nothing is averaged."""
    if kind == ScheduleKind.SELECTIVE:
        return MOST_MONTHS
    return FLEX_RULES[ScheduleKind(kind)].weeks if kind in FLEX_KINDS else 0


@dataclass(frozen=True)
class Averaging:
    """By which system somebody works in [from_on, until_on), and over which length it is averaged."""

    kind: ScheduleKind
    from_on: date
    until_on: date | None
    length: int = 0

    @property
    def units(self) -> int:
        return self.length or USUAL[self.kind]


def settlement_period(terms: Averaging, on: date) -> tuple[date, date]:
    """[from, until) of the settlement period that holds a day, cut where the system begins or ends for somebody.

    Flexible systems count weeks from the first day of the assignment, 선택근로 months of the calendar from its
    first month on.
    """
    if terms.kind == ScheduleKind.SELECTIVE:
        first = first_day(period_of(terms.from_on))
        months = (on.year - first.year) * 12 + on.month - first.month
        begun = months - months % terms.units
        start, until = period_over(first, begun), period_over(first, begun + terms.units)
    else:
        length = 7 * terms.units
        begun = (on - terms.from_on).days // length
        start = terms.from_on + timedelta(days=begun * length)
        until = start + timedelta(days=length)
    return max(start, terms.from_on), min(until, terms.until_on or until)


@dataclass(frozen=True)
class SettledDay:
    """A day of a settlement period: planned and worked minutes, the cost of leave; holiday work is not in it."""

    on: date
    planned: int
    worked: int
    leave: int = 0
    holiday_work: int = 0


@dataclass(frozen=True)
class SettlementLine:
    """One line of the explanation: which step (DAY, WEEK, TOTAL), minutes against which measure.

    What a day or a week earns is due with its week, the rest with the end of the period.
    """

    step: str
    from_on: date
    due_on: date
    minutes: int
    measure: int
    premium: int


@dataclass(frozen=True)
class Settlement:
    """What a period came to: premium minutes with their lines, and minutes above the average of 52 hours."""

    worked: int
    leave: int
    standard: int
    premium: int
    over_limit: int
    lines: tuple[SettlementLine, ...]


def settle(
    kind: ScheduleKind, days: Sequence[SettledDay], away: Collection[date] = frozenset()
) -> Settlement:
    """Premium of a whole settlement period.

    `days` are all its days in order; `away` those of a leave of absence, which shorten the measure. Leave counts
    in the total with its cost, for the limit with 0 (handbook 7.3). The limit is 12 hours a week on the average.
    """
    counted = [day for day in days if day.on not in away]
    standard = selective_total(len(counted))
    lines = _flexible(days, counted, standard) if kind in FLEX_KINDS else _selective(counted, standard)
    worked = sum(day.worked for day in counted)
    real = worked + sum(day.holiday_work for day in counted)
    limit = (WEEK + WEEK_LIMIT) * len(counted) // 7
    return Settlement(
        worked=worked,
        leave=sum(day.leave for day in counted),
        standard=standard,
        premium=sum(line.premium for line in lines),
        over_limit=max(0, real - limit),
        lines=tuple(lines),
    )


def _selective(days: Sequence[SettledDay], standard: int) -> list[SettlementLine]:
    """Only the total counts: 40 hours × days ÷ 7 (제52조)."""
    if not days:
        return []
    total = sum(day.worked + day.leave for day in days)
    return [SettlementLine("TOTAL", days[0].on, days[-1].on, total, standard, max(0, total - standard))]


def _flexible(
    every: Sequence[SettledDay], counted: Sequence[SettledDay], standard: int
) -> list[SettlementLine]:
    """Above the plan of the day, then above the plan of the week, then above 40 hours on the average.

    Each minute earns the premium once. A day (week) planned below 8 (40) hours is measured by 8 (40).
    """
    lines: list[SettlementLine] = []
    kept_total = 0
    for due_on, week in _weeks(every, counted):
        kept = 0
        for day in week:
            measure = max(DAY, day.planned)
            over = max(0, day.worked - measure)
            if over:
                lines.append(SettlementLine("DAY", day.on, due_on, day.worked, measure, over))
            kept += day.worked - over
        whole = max(WEEK * len(week) // 7, sum(day.planned for day in week))
        over = max(0, kept - whole)
        if over:
            lines.append(SettlementLine("WEEK", week[0].on, due_on, kept, whole, over))
        kept_total += kept - over + sum(day.leave for day in week)
    if counted:
        over = max(0, kept_total - standard)
        lines.append(SettlementLine("TOTAL", every[0].on, every[-1].on, kept_total, standard, over))
    return lines


def _weeks(
    every: Sequence[SettledDay], counted: Sequence[SettledDay]
) -> list[tuple[date, Sequence[SettledDay]]]:
    """Sevens of days from the first day of the period on, each with its last day."""
    found: dict[int, list[SettledDay]] = {}
    for day in counted:
        found.setdefault((day.on - every[0].on).days // 7, []).append(day)
    return [
        (min(every[0].on + timedelta(days=7 * place + 6), every[-1].on), week)
        for place, week in sorted(found.items())
    ]


def week_allowed(
    kind: ScheduleKind, days_of_period: int, planned_week: int, worked_elsewhere: int, days_of_week: int
) -> int:
    """Minutes that may be worked in a week under an averaged system.

    선택근로: what is left of 52 hours a week on the average of the period. 탄력근로: 12 hours above the week's
    plan, and no more than the average leaves.
    """
    left = max(0, (WEEK + WEEK_LIMIT) * days_of_period // 7 - worked_elsewhere)
    if kind not in FLEX_KINDS:
        return left
    return min(left, max(WEEK * days_of_week // 7, planned_week) + WEEK_LIMIT)
