"""Shade of a matrix cell: distance of the execution rate from the elapsed part of the year."""

from __future__ import annotations

import calendar
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

_STEPS: Final = (
    (Decimal(-25), "h-m3"),
    (Decimal(-15), "h-m2"),
    (Decimal(-5), "h-m1"),
    (Decimal(3), "h-0"),
    (Decimal(5), "h-p1"),
    (Decimal("7.5"), "h-p2"),
)
_HIGHEST: Final = "h-p3"
NOT_RATED: Final = "h-na"
LATE_BY: Final = Decimal(-15)
NEVER_RATED: Final = frozenset({"600", "700", "800"})


def elapsed(fiscal_year: int, on: date) -> Decimal:
    """Part of the fiscal year gone by at the end of a day, in per cent."""
    if on.year != fiscal_year:
        return Decimal("100.00") if on.year > fiscal_year else Decimal("0.00")
    days = 366 if calendar.isleap(fiscal_year) else 365
    gone = (on - date(fiscal_year, 1, 1)).days + 1
    return (Decimal(gone) * 100 / days).quantize(Decimal("0.01"), ROUND_HALF_UP)


def shade(rate: Decimal | None, benchmark: Decimal, *, is_rated: bool = True) -> str:
    """Class of the cell; reserves and refunds follow no calendar and stay grey."""
    if rate is None or not is_rated:
        return NOT_RATED
    distance = rate - benchmark
    for limit, name in _STEPS:
        if distance < limit:
            return name
    return _HIGHEST


def is_late(rate: Decimal | None, benchmark: Decimal, *, is_rated: bool = True) -> bool:
    """Whether the cell carries ▼."""
    return is_rated and rate is not None and rate - benchmark < LATE_BY
