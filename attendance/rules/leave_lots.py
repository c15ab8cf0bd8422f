"""Which lots a leave takes its minutes from (handbook 7.2, order of use)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class OpenLot:
    """A lot with what is still free in it; `lot_id` is None for a grant that is only expected."""

    lot_id: UUID | None
    granted_on: date
    expires_on: date
    available: int
    is_advance: bool = False

    def is_valid_on(self, on: date) -> bool:
        return self.granted_on <= on <= self.expires_on


@dataclass(frozen=True)
class DayNeed:
    """Minutes one day of leave costs."""

    on: date
    minutes: int


@dataclass(frozen=True)
class Taken:
    """Minutes of one day from one lot; an expected grant is named by the day it will arise."""

    on: date
    minutes: int
    lot_id: UUID | None
    granted_on: date
    is_advance: bool = False


@dataclass(frozen=True)
class Allocation:
    """Where the minutes come from, and how many nothing is left for."""

    parts: tuple[Taken, ...]
    short: int


def allocate(needs: Iterable[DayNeed], lots: Sequence[OpenLot]) -> Allocation:
    """Each day on its own from the lots valid on it: expiring first, then granted first, then id; advances last.

    A day beyond every lot takes from the expected grant; a shortage is what the whole request misses.
    """
    left = {index: lot for index, lot in enumerate(sorted(lots, key=_order))}
    parts: list[Taken] = []
    short = 0
    for need in sorted(needs, key=lambda one: one.on):
        wanted = need.minutes
        for index, lot in left.items():
            if wanted and lot.available and lot.is_valid_on(need.on):
                minutes = min(wanted, lot.available)
                left[index] = replace(lot, available=lot.available - minutes)
                parts.append(Taken(need.on, minutes, lot.lot_id, lot.granted_on, lot.is_advance))
                wanted -= minutes
        short += wanted
    return Allocation(tuple(parts), short)


def _order(lot: OpenLot) -> tuple[bool, date, date, str]:
    return lot.is_advance, lot.expires_on, lot.granted_on, str(lot.lot_id or "")
