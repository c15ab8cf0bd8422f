"""Steps (호봉) as a function of events (지방공무원 보수규정 제12조~제14조 by analogy); never counted up by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from core.periods import months_and_days, period_over
from hr.rules.careers import MONTHS_OF_YEAR, first_of_month_from
from hr.rules.discipline import Sanction, stop_periods

LOOK_AHEAD_MONTHS = 240


@dataclass(frozen=True)
class Leave:
    """A leave of absence in [from_on, until_on); `child` tells leaves for the same child apart."""

    kind: str
    from_on: date
    until_on: date
    child: str = ""
    is_third_child: bool = False
    is_extended: bool = False


@dataclass(frozen=True)
class Gap:
    """Time in [from_on, until_on) that does not count; credited back from `credited_on` on."""

    from_on: date
    until_on: date
    credited_on: date | None = None


@dataclass(frozen=True)
class StepStart:
    """A step that was fixed on a day, with months already counted towards the next one."""

    on: date
    step: int
    carried_months: int = 0


@dataclass(frozen=True)
class StepAt:
    """The step on a day, since when, and the day of the next one (None: none in sight)."""

    step: int
    since: date
    next_on: date | None


@dataclass(frozen=True)
class StepHistory:
    """Everything steps depend on after the start."""

    start: StepStart
    gaps: Sequence[Gap] = field(default_factory=tuple)


def gaps_of(
    leaves: Sequence[Leave],
    sanctions: Sequence[Sanction],
    leave_rules: Mapping[str, Mapping[str, Any]],
    stop_rules: Mapping[str, Mapping[str, Any]],
    removals: Sequence[tuple[date, date]] = (),
) -> tuple[Gap, ...]:
    """Time that does not count: leaves by their kind, removals, execution and stop periods of discipline."""
    found = [Gap(start, until) for start, until in removals]
    used: dict[str, tuple[int, int]] = {}
    for leave in sorted(leaves, key=lambda one: one.from_on):
        found += _gaps_of_leave(leave, leave_rules.get(leave.kind, {}), used)
    for sanction in sanctions:
        if sanction.from_on < sanction.executed_until:
            found.append(Gap(sanction.from_on, sanction.executed_until))
    for stop in stop_periods(sanctions, stop_rules):
        found.append(Gap(stop.from_on, stop.until_on, stop.credited_on))
    return tuple(found)


def step_at(history: StepHistory, on: date) -> StepAt:
    """Step on that day and the first day of the next one."""
    start = history.start
    step, since = start.step, start.on
    day = first_of_month_from(start.on)
    last = _months_after(on, LOOK_AHEAD_MONTHS)
    while day <= last:
        reached = start.step + _years_counted(history, day)
        if reached > step:
            if day > on:
                return StepAt(step, since, day)
            step, since = reached, day
        day = first_of_month_from(day + timedelta(days=1))
    return StepAt(step, since, None)


def carried_at(history: StepHistory, on: date) -> int:
    """Whole months counted since the last step, which a promotion carries on (제10조제7항)."""
    months, _days = _counted(history, on)
    return (history.start.carried_months + months) % MONTHS_OF_YEAR


def due_on_return(due_on: date, away: Sequence[tuple[date, date]]) -> date:
    """A step that falls due while away (leave, removal, suspension) is issued with the return date."""
    for start, until in sorted(away):
        if start <= due_on < until:
            due_on = until
    return due_on


def _years_counted(history: StepHistory, on: date) -> int:
    """Full years by that day: a step is full when its day, put off by what does not count, has come."""
    lost_months, lost_days = _lost(history, on)
    years = 0
    while True:
        wanted = MONTHS_OF_YEAR * (years + 1) - history.start.carried_months + lost_months
        if period_over(history.start.on, wanted) + timedelta(days=lost_days) > on:
            return years
        years += 1


def _counted(history: StepHistory, on: date) -> tuple[int, int]:
    lost_months, lost_days = _lost(history, on)
    since = period_over(history.start.on, lost_months) + timedelta(days=lost_days)
    return months_and_days(since, on)


def _lost(history: StepHistory, on: date) -> tuple[int, int]:
    """Months and days of [start, on) that do not count."""
    months = days = 0
    for begin, end in _merged(history, on):
        more_months, more_days = months_and_days(begin, end)
        months, days = months + more_months, days + more_days
    return months, days


def _merged(history: StepHistory, on: date) -> list[tuple[date, date]]:
    start = history.start.on
    spans = sorted(
        (max(gap.from_on, start), min(gap.until_on, on))
        for gap in history.gaps
        if gap.credited_on is None or on < gap.credited_on
    )
    found: list[tuple[date, date]] = []
    for begin, end in spans:
        if begin >= end:
            continue
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def _gaps_of_leave(leave: Leave, rule: Mapping[str, Any], used: dict[str, tuple[int, int]]) -> list[Gap]:
    if rule.get("counts") or (leave.is_third_child and rule.get("third_child_all")):
        return []
    counts_until = leave.from_on
    if "counts_months_per_child" in rule:
        limit = rule["extended_months"] if leave.is_extended else rule["counts_months_per_child"]
        months, days = used.get(leave.child, (0, 0))
        counts_until = period_over(leave.from_on, max(limit - months, 0)) if months < limit else leave.from_on
        counts_until -= timedelta(days=days) if months < limit else timedelta(0)
        more = months_and_days(leave.from_on, leave.until_on)
        used[leave.child] = (months + more[0], days + more[1])
    elif "counts_days" in rule:
        counts_until = leave.from_on + timedelta(days=int(rule["counts_days"]))
    return [Gap(max(counts_until, leave.from_on), leave.until_on)] if counts_until < leave.until_on else []


def _months_after(day: date, months: int) -> date:
    return period_over(day, months)
