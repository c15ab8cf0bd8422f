"""Years in grade before a promotion (지방공무원 임용령 제33조 by analogy)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.periods import months_and_days, period_over

MONTHS_OF_YEAR = 12


@dataclass(frozen=True)
class YearsInGrade:
    """What is needed and what is there, in months, and the first day on which it is enough."""

    needed_months: int
    have_months: int
    enough_on: date

    @property
    def is_enough(self) -> bool:
        return self.have_months >= self.needed_months


def years_in_grade(
    since: date, on: date, years: int, left_out: Sequence[tuple[date, date]] = ()
) -> YearsInGrade:
    """Time in the grade without leave, removal, discipline and stop periods."""
    months = days = 0
    for begin, end in _merged(left_out, since, on):
        more = months_and_days(begin, end)
        months, days = months + more[0], days + more[1]
    counted_from = period_over(since, months) + timedelta(days=days)
    have, _rest = months_and_days(counted_from, on)
    needed = years * MONTHS_OF_YEAR
    return YearsInGrade(needed, have, period_over(since, needed + months) + timedelta(days=days))


def _merged(spans: Sequence[tuple[date, date]], since: date, on: date) -> list[tuple[date, date]]:
    found: list[tuple[date, date]] = []
    for begin, end in sorted((max(a, since), min(b, on)) for a, b in spans):
        if begin >= end:
            continue
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found
