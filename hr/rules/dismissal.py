"""When nobody may be dismissed (근로기준법 제23조제2항, 남녀고용평등법 제19조제3항), and the notice before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from core.periods import months_and_days

DISMISSALS = frozenset({"DISMISS", "DISMISS_HEAVY", "EXIT_EX_OFFICIO"})


@dataclass(frozen=True)
class Barred:
    """Dismissal is barred for this reason; `until` is the last barred day."""

    reason: str
    until: date


@dataclass(frozen=True)
class Protected:
    """A leave of the kind in [from_on, until_on)."""

    kind: str
    from_on: date
    until_on: date


def dismissal_bar(on: date, leaves: Iterable[Protected], days_after: Mapping[str, int]) -> Barred | None:
    """The bar on a day, the longest of several; None when dismissal is not barred."""
    found = []
    for leave in leaves:
        if leave.kind in days_after:
            end = leave.until_on + timedelta(days=days_after[leave.kind])
            if leave.from_on <= on < end:
                found.append(Barred(leave.kind, end - timedelta(days=1)))
    return max(found, key=lambda one: one.until, default=None)


def needs_notice(hired_on: date, on: date, *, exempt_service_months: int = 3) -> bool:
    """Thirty days of notice or of pay, unless the service is shorter than the exemption (제26조)."""
    months, _days = months_and_days(hired_on, on + timedelta(days=1))
    return months >= exempt_service_months
