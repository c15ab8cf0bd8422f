"""One day of attendance from schedule, clock records and approved papers (handbook 2.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from attendance.choices import ClockKind, DayClass, DayException
from attendance.rules.intervals import Interval, common, merged, total, without
from attendance.rules.leave_cost import Shift
from attendance.rules.overtime import PremiumMinutes, premium_minutes
from attendance.rules.working_time import break_deducted, break_due

CHOICE = Interval(6 * 60, 22 * 60)


@dataclass(frozen=True)
class Punch:
    """A clock record in minutes since midnight of the day it belongs to."""

    at: int
    kind: ClockKind


@dataclass(frozen=True)
class DayInput:
    """Everything one day is calculated from. `shift` is None on days without work due.

    A shift on a holiday is holiday work that the published roster orders. Under 선택근로 (`is_selective`) people
    choose their hours between 06:00 and 22:00.
    """

    day_class: DayClass
    shift: Shift | None
    punches: Sequence[Punch] = ()
    leaves: Sequence[Interval] = ()
    trips: Sequence[Interval] = ()
    orders: Sequence[Interval] = ()
    is_deemed: bool = False
    is_selective: bool = False
    grace: int = 0
    unordered_from: int = 30


@dataclass(frozen=True)
class DayResult:
    """Minutes of one day and what somebody has to look at."""

    worked: int = 0
    late: int = 0
    early: int = 0
    out: int = 0
    absent: int = 0
    ordered: int = 0
    unordered: int = 0
    premium: PremiumMinutes = field(default_factory=PremiumMinutes)
    exceptions: tuple[DayException, ...] = ()


def calculate(day: DayInput) -> DayResult:
    """Expected time is the schedule without leave and trips; what lies outside it is overtime, ordered or not.

    Arriving early is not work. A trip counts as work of the scheduled time. A record that is missing is an
    exception and never guessed.
    """
    if day.is_deemed and day.shift is not None:
        return DayResult(worked=day.shift.minutes - total(common(day.leaves, day.shift.work)))
    presence, missing = _presence(day.punches)
    expected = _expected(day)
    chosen = _chosen(day, presence) if day.is_selective and day.shift else None
    regular = _regular(day, presence, expected) if chosen is None else _without_break(day, chosen)
    on_trip = total(common(day.trips, day.shift.work)) if day.shift else 0
    beyond = without(presence, _scheduled(day) if chosen is None else [*_busy(day), CHOICE])
    ordered = common(beyond, list(day.orders))
    unordered = total(beyond) - total(ordered)
    measured = not missing and chosen is None
    late, early, out = _shortfalls(day, presence, expected) if measured else (0, 0, 0)
    absent = total(expected) if expected and not day.punches else 0
    result = DayResult(
        worked=regular + on_trip + total(ordered),
        late=late,
        early=early,
        out=out,
        absent=absent,
        ordered=total(ordered),
        unordered=unordered if unordered >= day.unordered_from else 0,
        premium=premium_minutes(day.day_class, ordered, merged([*common(presence, expected), *ordered])),
    )
    return _with_exceptions(result, missing, day)


def _busy(day: DayInput) -> list[Interval]:
    return [*day.leaves, *day.trips]


def _chosen(day: DayInput, presence: list[Interval]) -> list[Interval]:
    """Work under 선택근로: presence at the hours one may choose, without breaks of the schedule."""
    breaks = day.shift.breaks if day.shift else ()
    return without(common(presence, [CHOICE]), [*breaks, *_busy(day)])


def _without_break(day: DayInput, chosen: list[Interval]) -> int:
    if day.shift is not None and day.shift.breaks:
        return total(chosen)
    return break_deducted(total(chosen))


def _scheduled(day: DayInput) -> list[Interval]:
    busy = _busy(day)
    return merged([*busy, day.shift.span] if day.shift else busy)


def _expected(day: DayInput) -> list[Interval]:
    if day.shift is None:
        return []
    return without(day.shift.work, [*day.leaves, *day.trips])


def _regular(day: DayInput, presence: list[Interval], expected: list[Interval]) -> int:
    """Work inside the schedule; where the schedule names no break the law's is taken off."""
    inside = total(common(presence, expected))
    if day.shift is None or day.shift.breaks:
        return inside
    return break_deducted(inside)


def _presence(punches: Sequence[Punch]) -> tuple[list[Interval], DayException | None]:
    """Intervals between coming and going, without the time outside; and which end of a pair is missing."""
    came: int | None = None
    left: int | None = None
    found: list[Interval] = []
    outside: list[Interval] = []
    for punch in sorted(punches, key=lambda one: one.at):
        if punch.kind == ClockKind.IN:
            came = punch.at if came is None else came
        elif punch.kind == ClockKind.OUT:
            if came is None:
                return [], DayException.MISSING_IN
            found.append(Interval(came, punch.at))
            came = None
        elif punch.kind == ClockKind.OUT_START:
            left = punch.at
        elif left is not None:
            outside.append(Interval(left, punch.at))
            left = None
    if came is not None:
        return without(found, outside), DayException.MISSING_OUT
    return without(found, outside), None


def _shortfalls(day: DayInput, presence: list[Interval], expected: list[Interval]) -> tuple[int, int, int]:
    if not expected or not presence:
        return 0, 0, 0
    missing = without(expected, presence)
    first, last = presence[0].start, presence[-1].end
    late = total(part for part in missing if part.end <= first or part.start < first)
    early = total(part for part in missing if part.start >= last)
    out = total(missing) - late - early
    return (late if late > day.grace else 0), early, out


def _with_exceptions(result: DayResult, missing: DayException | None, day: DayInput) -> DayResult:
    breaks = total(day.shift.breaks) if day.shift else 0
    checks = (
        (missing is not None, missing),
        (result.absent > 0, DayException.NO_RECORD),
        (result.late > 0, DayException.LATE),
        (result.early > 0, DayException.EARLY),
        (result.out > 0, DayException.OUT),
        (result.unordered > 0, DayException.UNORDERED),
        (
            bool(breaks) and breaks < break_due(day.shift.minutes if day.shift else 0),
            DayException.BREAK_SHORT,
        ),
    )
    found = tuple(code for holds, code in checks if holds and code is not None)
    return DayResult(**(vars(result) | {"exceptions": found}))
