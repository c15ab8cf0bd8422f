"""The two years of fixed-term work (기간제법 제4조)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.periods import months_and_days, period_over

MONTHS_OF_YEAR = 12


@dataclass(frozen=True)
class Contract:
    """A fixed-term contract in [from_on, until_on)."""

    from_on: date
    until_on: date


@dataclass(frozen=True)
class FixedTermCheck:
    """Where the service stands: the first day over the limit, and whether the contracts pass it."""

    limit_on: date
    is_over: bool
    is_near_gap: bool = False


def fixed_term_check(
    contracts: Sequence[Contract],
    left_out: Sequence[tuple[date, date]] = (),
    *,
    years: int = 2,
    short_gap_months: int = 6,
) -> FixedTermCheck:
    """Whether the whole service with the institution passes the limit.

    Leaves left out (육아휴직, 남녀고용평등법 제19조제5항) put the limit off. A gap ends the service; a short one is
    told of, because courts may see through it.
    """
    ordered = sorted(contracts, key=lambda one: one.from_on)
    start, end, near = ordered[0].from_on, ordered[0].until_on, False
    for contract in ordered[1:]:
        if contract.from_on > end:
            near = contract.from_on <= period_over(end, short_gap_months)
            start = contract.from_on
        end = max(end, contract.until_on)
    limit = period_over(start, years * MONTHS_OF_YEAR)
    for begin, until in sorted(left_out):
        if begin < limit and until > start:
            months, days = months_and_days(max(begin, start), until)
            limit = period_over(limit, months) + timedelta(days=days)
    return FixedTermCheck(limit, end > limit, near)


def may_renew(check: FixedTermCheck, reason: str, reasons: Collection[str]) -> bool:
    """Past the limit only for a reason of 제4조제1항."""
    return not check.is_over or reason in reasons


def warning_days(until_on: date, days: Sequence[int]) -> list[date]:
    """Days on which the end of a contract is announced."""
    return [until_on - timedelta(days=1 + count) for count in days]
