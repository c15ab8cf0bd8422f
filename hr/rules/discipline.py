"""Stop periods after discipline and the expunging of its record (지방공무원 임용령 제34조, 인사기록규칙 제7조)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from core.periods import period_over

WEIGHT = {"DEMOTE": 4, "SUSPEND": 3, "PAY_CUT": 2, "REPRIMAND": 1}
MONTHS_OF_YEAR = 12


@dataclass(frozen=True)
class Sanction:
    """A discipline with its execution in [from_on, executed_until); a reprimand is executed at once.

    `is_grave`: money, sexual misconduct or drunk driving, which makes the stop longer. `is_halved`: halved when it was
    decided, the heaviest one only. `is_awarded`: halved by an award received afterwards.
    """

    key: str
    kind: str
    from_on: date
    executed_until: date
    is_grave: bool = False
    is_halved: bool = False
    is_awarded: bool = False


@dataclass(frozen=True)
class Stop:
    """Step-ups and promotions stand still in [from_on, until_on); the time is credited back on `credited_on`."""

    key: str
    from_on: date
    until_on: date
    credited_on: date


@dataclass(frozen=True)
class Expunged:
    """The first day on which a record is no longer shown."""

    key: str
    on: date


def stop_periods(sanctions: Sequence[Sanction], rules: Mapping[str, Mapping[str, Any]]) -> list[Stop]:
    """Stop periods in order; one that arises during another begins when that is over (보수규정 제13조제2항)."""
    ordered = sorted((one for one in sanctions if one.kind in rules), key=lambda one: one.executed_until)
    ordered = _with_one_halved(ordered)
    found: list[Stop] = []
    for place, sanction in enumerate(ordered):
        rule = rules[sanction.kind]
        months = int(rule["months"]) + (int(rule["extra_months"]) if sanction.is_grave else 0)
        months = months // 2 if sanction.is_halved or sanction.is_awarded else months
        begin = sanction.executed_until
        if found and found[-1].until_on > begin:
            begin = found[-1].until_on
        years = int(rule["credited_back_after_years"])
        later = ordered[place + 1 :]
        credited = _credited_on(sanction, years, later)
        found.append(Stop(sanction.key, begin, period_over(begin, months), credited))
    return found


def with_awards(sanctions: Sequence[Sanction], award_days: Sequence[date]) -> list[Sanction]:
    """Each award of the listed kinds halves the heaviest sanction received before it (보수규정 제13조제3항)."""
    awarded = set()
    for day in award_days:
        before = [one for one in sanctions if one.kind in WEIGHT and one.from_on <= day]
        if before:
            awarded.add(_heaviest(before).key)
    return [replace(one, is_awarded=one.key in awarded) for one in sanctions]


def stopped_until(
    sanctions: Sequence[Sanction], rules: Mapping[str, Mapping[str, Any]], on: date
) -> date | None:
    """First day after the stop in which `on` lies; None when nothing stands still."""
    ends = [stop.until_on for stop in stop_periods(sanctions, rules) if stop.from_on <= on < stop.until_on]
    running = [one.executed_until for one in sanctions if one.from_on <= on < one.executed_until]
    return max([*ends, *running], default=None)


def expunged_days(sanctions: Sequence[Sanction], years: Mapping[str, int]) -> list[Expunged]:
    """When each record is expunged; periods add up when a new sanction falls inside one (제7조)."""
    ordered = sorted((one for one in sanctions if one.kind in years), key=lambda one: one.executed_until)
    found: list[Expunged] = []
    group: list[Sanction] = []
    end: date | None = None
    for sanction in ordered:
        own = period_over(sanction.executed_until, years[sanction.kind] * MONTHS_OF_YEAR)
        if end is not None and sanction.from_on < end:
            group.append(sanction)
            total = sum(years[one.kind] for one in group) * MONTHS_OF_YEAR
            end = max(period_over(group[0].executed_until, total), own)
        else:
            found += [Expunged(one.key, end) for one in group if end is not None]
            group, end = [sanction], own
    return found + [Expunged(one.key, end) for one in group if end is not None]


def _credited_on(sanction: Sanction, years: int, later: Sequence[Sanction]) -> date:
    """Years after the end of execution without a new discipline; a new one begins them anew."""
    end = period_over(sanction.executed_until, years * MONTHS_OF_YEAR)
    for one in later:
        if one.from_on < end:
            end = max(end, period_over(one.executed_until, years * MONTHS_OF_YEAR))
    return end


def _with_one_halved(sanctions: list[Sanction]) -> list[Sanction]:
    """An award halves the heaviest of them only."""
    halved = [one for one in sanctions if one.is_halved]
    if not halved:
        return sanctions
    heaviest = _heaviest(sanctions)
    return [replace(one, is_halved=one.key == heaviest.key) for one in sanctions]


def _heaviest(sanctions: Sequence[Sanction]) -> Sanction:
    return max(sanctions, key=lambda one: (WEIGHT.get(one.kind, 0), one.executed_until))
