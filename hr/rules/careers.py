"""Earlier careers and the step they give (지방공무원 보수규정 제8조 by analogy)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from core.periods import months_and_days, period_over

MONTHS_OF_YEAR = 12
DAYS_OF_MONTH = 30
WHOLE = 100


@dataclass(frozen=True)
class CareerSpan:
    """A career in [from_on, until_on) that counts by so many percent.

    `hours_percent`: weekly hours against full time; under 100 it is part-time work.
    """

    from_on: date
    until_on: date
    percent: int
    hours_percent: int = WHOLE


@dataclass(frozen=True)
class CountedCareer:
    """Whole months that count, of which whole years make steps and the rest is carried."""

    months: int

    @property
    def steps(self) -> int:
        return self.months // MONTHS_OF_YEAR

    @property
    def carried_months(self) -> int:
        return self.months % MONTHS_OF_YEAR


@dataclass(frozen=True)
class InitialStep:
    """The step at hiring, the months carried to the next one, and the day of that one."""

    step: int
    carried_months: int
    next_on: date


def counted_career(careers: Sequence[CareerSpan], *, full_part_time_months: int = 12) -> CountedCareer:
    """Months of all careers together; at a time of two the better one counts.

    Part-time work counts in full up to `full_part_time_months`, beyond that by its hours.
    """
    full = _rest_of_full_part_time(full_part_time_months)
    total = Fraction(0)
    for span in _without_overlaps(careers):
        total += full.weigh(span)
    return CountedCareer(int(total))


def initial_step(careers: Sequence[CareerSpan], *, hired_on: date, first_step: int = 1) -> InitialStep:
    """Step at hiring (초임호봉 획정); the next one comes on the first of the month after the year is full."""
    counted = counted_career(careers)
    wait = MONTHS_OF_YEAR - counted.carried_months
    return InitialStep(
        step=first_step + counted.steps,
        carried_months=counted.carried_months,
        next_on=first_of_month_from(period_over(hired_on, wait)),
    )


def first_of_month_from(day: date) -> date:
    """The day itself when it is the first of a month, else the next first."""
    if day.day == 1:
        return day
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


@dataclass
class _FullPartTime:
    left: Fraction

    def weigh(self, span: CareerSpan) -> Fraction:
        months, days = months_and_days(span.from_on, span.until_on)
        length = Fraction(months) + Fraction(days, DAYS_OF_MONTH)
        if span.hours_percent < WHOLE:
            in_full = min(length, self.left)
            self.left -= in_full
            length = in_full + (length - in_full) * span.hours_percent / WHOLE
        return length * span.percent / WHOLE


def _rest_of_full_part_time(months: int) -> _FullPartTime:
    return _FullPartTime(Fraction(months))


def _without_overlaps(careers: Sequence[CareerSpan]) -> list[CareerSpan]:
    """The careers in order of time with the better one where two meet; spans of one career stay whole."""
    edges = sorted({one.from_on for one in careers} | {one.until_on for one in careers})
    found: list[CareerSpan] = []
    source: CareerSpan | None = None
    for begin, end in zip(edges, edges[1:], strict=False):
        running = [one for one in careers if one.from_on <= begin and end <= one.until_on]
        best = max(running, key=lambda one: (one.percent * one.hours_percent, one == source), default=None)
        if best is not None and best is source:
            found[-1] = CareerSpan(found[-1].from_on, end, best.percent, best.hours_percent)
        elif best is not None:
            found.append(CareerSpan(begin, end, best.percent, best.hours_percent))
        source = best
    return found
