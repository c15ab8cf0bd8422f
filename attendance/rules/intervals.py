"""Times of a day as half-open intervals of minutes since its midnight; more than 1440 is the next day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

NIGHT_FROM, NIGHT_UNTIL, DAY = 22 * 60, 6 * 60, 24 * 60


@dataclass(frozen=True, order=True)
class Interval:
    """[start, end) in minutes since midnight of the day it belongs to."""

    start: int
    end: int

    @property
    def minutes(self) -> int:
        return max(0, self.end - self.start)

    def within(self, other: Interval) -> Interval:
        """What both have in common; empty when nothing."""
        start = max(self.start, other.start)
        return Interval(start, max(start, min(self.end, other.end)))

    def overlaps(self, other: Interval) -> bool:
        """Whether they share a minute; touching is not overlapping (handbook 7.3)."""
        return self.within(other).minutes > 0


def total(parts: Iterable[Interval]) -> int:
    """Minutes of intervals that do not overlap."""
    return sum(part.minutes for part in parts)


def merged(parts: Iterable[Interval]) -> list[Interval]:
    """The same time without overlaps, in order."""
    found: list[Interval] = []
    for part in sorted(part for part in parts if part.minutes):
        if found and part.start <= found[-1].end:
            found[-1] = Interval(found[-1].start, max(found[-1].end, part.end))
        else:
            found.append(part)
    return found


def without(parts: Iterable[Interval], taken: Iterable[Interval]) -> list[Interval]:
    """What is left of `parts` when `taken` is cut out."""
    left = merged(parts)
    for cut in merged(taken):
        left = [piece for part in left for piece in _cut(part, cut) if piece.minutes]
    return left


def common(parts: Iterable[Interval], others: Sequence[Interval]) -> list[Interval]:
    """Time that lies in both."""
    found = [part.within(other) for part in parts for other in others]
    return merged(found)


def night_minutes(parts: Iterable[Interval]) -> int:
    """Minutes between 22:00 and 06:00 (근로기준법 제56조제3항), of this day and the next."""
    nights = [Interval(day * DAY + NIGHT_FROM, (day + 1) * DAY + NIGHT_UNTIL) for day in (-1, 0, 1)]
    return total(common(parts, nights))


def _cut(part: Interval, cut: Interval) -> tuple[Interval, Interval]:
    before = Interval(part.start, min(part.end, max(part.start, cut.start)))
    after = Interval(max(part.start, min(part.end, cut.end)), part.end)
    return before, after
