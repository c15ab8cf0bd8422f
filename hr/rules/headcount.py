"""Who counts in 현원 (handbook 1.4); the table of what counts is data of the institution."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from core.periods import months_and_days

P = TypeVar("P", bound=Hashable)
K = TypeVar("K", bound=Hashable)


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


@dataclass(frozen=True)
class Place:
    """What a plan allows posts for, or what somebody is: empty parts of a plan take everybody."""

    grade: str
    employment_type: str
    job_series: str = ""
    department: Hashable | None = None

    def takes(self, who: Place) -> bool:
        """Whether somebody fills a post of this plan."""
        return (
            self.grade == who.grade
            and self.employment_type == who.employment_type
            and self.job_series in ("", who.job_series)
            and self.department in (None, who.department)
        )

    @property
    def is_wide(self) -> tuple[bool, bool]:
        """Order in which plans are filled: those of a department first, then those of a series."""
        return self.department is None, self.job_series == ""


def filled(plans: Mapping[P, Place], people: Mapping[K, Place]) -> tuple[dict[P, list[K]], list[K]]:
    """Who fills which plan, the narrowest plan first and everybody once; and whom no plan takes."""
    left = dict(people)
    found: dict[P, list[K]] = {}
    for plan in sorted(plans, key=lambda key: plans[key].is_wide):
        found[plan] = [key for key, place in left.items() if plans[plan].takes(place)]
        for key in found[plan]:
            del left[key]
    return found, list(left)


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
