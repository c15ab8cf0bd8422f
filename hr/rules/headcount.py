"""Who counts in 현원 (handbook 1.4); the table of what counts is data of the institution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from core.periods import months_and_days


class Counted(StrEnum):
    """How a person stands against the headcount plan."""

    IN = "IN"
    SEPARATE = "SEPARATE"
    OUT = "OUT"


@dataclass(frozen=True)
class Standing:
    """What counting needs to know of a person on a day; `away_*`: leave or secondment with its planned end.

    `away_from` reaches back over sick or maternity leave that runs into the leave of absence.
    """

    status: str
    employment_type: str
    away_from: date | None = None
    away_until: date | None = None
    is_replacement: bool = False


@dataclass(frozen=True)
class PlanLine:
    """Posts allowed, people counted and set apart, and what is left."""

    allowed: int
    actual: int
    separate: int

    @property
    def vacancy(self) -> int:
        return max(self.allowed - self.actual, 0)

    @property
    def surplus(self) -> int:
        return max(self.actual - self.allowed, 0)


def counted(person: Standing, table: Mapping[str, Mapping[str, Any]]) -> Counted:
    """In the headcount, set apart from it (별도정원), or outside."""
    if person.is_replacement and not table.get("REPLACEMENT", {}).get("counts", False):
        return Counted.OUT
    if not table.get(person.employment_type, {"counts": True}).get("counts", True):
        return Counted.OUT
    rule = table.get(person.status)
    if rule is None or not rule.get("counts"):
        return Counted.OUT
    apart = rule.get("separate_from_months")
    if apart is not None and person.away_from and person.away_until:
        months, _days = months_and_days(person.away_from, person.away_until)
        if months >= int(apart):
            return Counted.SEPARATE
    return Counted.IN
