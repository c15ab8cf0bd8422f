"""Counts of registered records by year, institution and class of disclosure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

OPEN: Final = "OPEN"
PARTIAL: Final = "PARTIAL"
CLOSED: Final = "CLOSED"


@dataclass(frozen=True, slots=True)
class RegisterCount:
    """Records of a year; an empty institution means all of them."""

    year: int
    institution_code: str
    opened: int = 0
    partly: int = 0
    closed: int = 0

    @property
    def total(self) -> int:
        return self.opened + self.partly + self.closed

    def plus(self, other: RegisterCount) -> RegisterCount:
        """Both together, under the year and institution of this one."""
        return replace(
            self,
            opened=self.opened + other.opened,
            partly=self.partly + other.partly,
            closed=self.closed + other.closed,
        )


def counted(rows: Iterable[tuple[int, str, str, int]]) -> list[RegisterCount]:
    """One count for each (year, institution) of rows (year, institution, class, number)."""
    parts = (
        RegisterCount(
            year,
            institution,
            opened=number if disclosure == OPEN else 0,
            partly=number if disclosure == PARTIAL else 0,
            closed=number if disclosure == CLOSED else 0,
        )
        for year, institution, disclosure, number in rows
    )
    return _together(parts)


def by_year(counts: Iterable[RegisterCount]) -> list[RegisterCount]:
    """The same counts over all institutions, one for each year in the order they come."""
    return _together(replace(count, institution_code="") for count in counts)


def whole(counts: Iterable[RegisterCount]) -> RegisterCount:
    """Everything together, of no year and no institution."""
    found = RegisterCount(0, "")
    for count in counts:
        found = found.plus(count)
    return found


def _together(parts: Iterable[RegisterCount]) -> list[RegisterCount]:
    found: dict[tuple[int, str], RegisterCount] = {}
    for part in parts:
        key = (part.year, part.institution_code)
        found[key] = found[key].plus(part) if key in found else part
    return list(found.values())
