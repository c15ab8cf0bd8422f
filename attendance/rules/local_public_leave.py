"""연가 as copied from the rules of local officials (지방공무원 복무규정 제7조~제7조의4), with the legal floor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.money import round_half_up

DAY = 480
_SPAN = re.compile(r"(\d+)\s*(month|year)s?")


@dataclass(frozen=True)
class ServiceRow:
    """Days for a service of [from_months, below_months); no upper end when below is None."""

    from_months: int
    below_months: int | None
    days: int

    def holds(self, months: int) -> bool:
        return self.from_months <= months and (self.below_months is None or months < self.below_months)


@dataclass(frozen=True)
class LocalPublicTables:
    """Days by 재직기간, and how much may be borrowed from next year (연가 당겨쓰기)."""

    days: Sequence[ServiceRow]
    advance: Sequence[ServiceRow]


def months_of(text: str) -> int:
    """ "1 month" → 1, "3 years" → 36, "0" → 0, as the table writes service."""
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        return int(text)
    return int(found[1]) * (12 if found[2] == "year" else 1)


def table_days(service_months: int, rows: Sequence[ServiceRow]) -> int:
    """Days of the row that holds the service; 0 below the first row."""
    return next((row.days for row in rows if row.holds(service_months)), 0)


def prorated_days(days: int, months_worked: int) -> int:
    """Days of a year with months not really worked: half up to whole days (제7조의2제2항)."""
    return round_half_up(Fraction(days * months_worked, 12))


@dataclass(frozen=True)
class LocalPublicGrant:
    """What the table gives, what labour law gives for the same 1 January, and what is granted: the larger."""

    by_table: int
    by_law: int

    @property
    def minutes(self) -> int:
        return max(self.by_table, self.by_law)

    @property
    def is_lifted(self) -> bool:
        """Whether the law lifted a copied rule; the screen says so."""
        return self.by_law > self.by_table


def grant_with_floor(
    days: int, months_worked: int, law_minutes: int, bonus_days: int = 0
) -> LocalPublicGrant:
    """Grant of 1 January under "P with floor"; `bonus_days` for a year without sick leave or with rest (제7조제3항)."""
    return LocalPublicGrant((prorated_days(days, months_worked) + bonus_days) * DAY, law_minutes)


def advance_left(service_months: int, unsettled: int, rows: Sequence[ServiceRow]) -> int:
    """Minutes that may still be borrowed: all unsettled advances together count against the table (제7조의3)."""
    return max(0, table_days(service_months, rows) * DAY - unsettled)
