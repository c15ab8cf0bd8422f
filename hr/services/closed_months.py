"""Months that attendance and payroll have closed; the floors above name themselves in erp/wiring.py."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

ClosedSince = Callable[[date], Collection[int]]


class ClosedMonths:
    """Who knows which months (YYYYMM) from a day on are closed."""

    def __init__(self) -> None:
        self._sources: list[ClosedSince] = []

    def register(self, source: ClosedSince) -> None:
        """Name one more source."""
        self._sources.append(source)

    def forget(self, source: ClosedSince) -> None:
        """Take a source away again."""
        self._sources.remove(source)

    def since(self, on: date) -> tuple[int, ...]:
        """Closed months that hold that day or later ones, in order."""
        return tuple(sorted({month for source in self._sources for month in source(on)}))


sources = ClosedMonths()


def closed_months(since: date) -> tuple[int, ...]:
    """Closed months a change from that day on touches."""
    return sources.since(since)
