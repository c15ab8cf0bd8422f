"""What leave costs: a day, a half, a quarter, hours; and which time of the day it takes (handbook 2.4, 7.2)."""

from __future__ import annotations

from dataclasses import dataclass

from attendance.choices import AVERAGED_KINDS, LeaveUnit, ScheduleKind
from attendance.rules.intervals import Interval, common, total, without

STANDARD_DAY, HOUR = 480, 60
HALVES = frozenset({LeaveUnit.HALF_AM, LeaveUnit.HALF_PM})


@dataclass(frozen=True)
class Shift:
    """One planned day: from start to end with its breaks, in minutes since midnight."""

    start: int
    end: int
    breaks: tuple[Interval, ...] = ()

    @property
    def span(self) -> Interval:
        return Interval(self.start, self.end)

    @property
    def work(self) -> list[Interval]:
        """The shift without its breaks."""
        return without([self.span], self.breaks)

    @property
    def minutes(self) -> int:
        """Contracted minutes of the day."""
        return total(self.work)


def day_cost(kind: str, shift: Shift) -> int:
    """Minutes that a whole day costs: the contracted minutes of that date; 480 under averaged systems."""
    return STANDARD_DAY if kind in AVERAGED_KINDS else shift.minutes


def half_point(shift: Shift) -> int:
    """When half of the contracted minutes have passed; the end of a break that begins just then."""
    left = shift.minutes // 2
    for part in shift.work:
        if left < part.minutes:
            return part.start + left
        left -= part.minutes
    return shift.end


def taken_interval(unit: str, shift: Shift, start: int = 0, end: int = 0) -> Interval:
    """Which time of the day a leave takes: all, up to the half point, from it, a quarter from `start`, hours."""
    if unit == LeaveUnit.DAY:
        return shift.span
    if unit == LeaveUnit.HALF_AM:
        return Interval(shift.start, half_point(shift))
    if unit == LeaveUnit.HALF_PM:
        return Interval(half_point(shift), shift.end)
    if unit == LeaveUnit.QUARTER:
        return Interval(start, _after_work(shift, start, shift.minutes // 4))
    return Interval(start, end)


def cost(unit: str, kind: str, shift: Shift, taken: Interval) -> int:
    """Minutes a leave of that unit costs on that day; hours cost the scheduled minutes inside, without breaks."""
    if unit == LeaveUnit.DAY:
        return day_cost(kind, shift)
    if unit in HALVES:
        return day_cost(kind, shift) // 2
    if unit == LeaveUnit.QUARTER:
        return day_cost(kind, shift) // 4
    return total(common([taken], shift.work))


def is_whole_hours(minutes: int) -> bool:
    """Leave by the hour is taken in whole hours of 60 minutes for everybody."""
    return minutes > 0 and minutes % HOUR == 0


def deemed_kind(kind: str) -> bool:
    """Systems whose days count with their contracted minutes, whatever the clock says (제58조)."""
    return kind in {ScheduleKind.DEEMED_OUTSIDE, ScheduleKind.DISCRETIONARY}


def _after_work(shift: Shift, start: int, minutes: int) -> int:
    left = minutes
    for part in without(shift.work, [Interval(0, start)] if start else []):
        if left <= part.minutes:
            return part.start + left
        left -= part.minutes
    return shift.end
