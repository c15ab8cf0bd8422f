"""What a version must satisfy before it becomes effective; every failure is returned, not only the first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from accounting.errors.budget import ItemsUnmapped
from accounting.rules.budget_control import CONTINGENCY_ITEM, balance_refusal, contingency_refusal
from core.errors import DomainError

EXPENDITURE, REVENUE = "EXPENDITURE", "REVENUE"


@dataclass(frozen=True)
class VersionAmount:
    """One line of a version with what stood on it before (0 for a main budget)."""

    unit: str
    side: str
    item: str
    amount: int


@dataclass(frozen=True)
class UnitTotals:
    """Totals of one account unit."""

    unit: str
    revenue: int = 0
    expenditure: int = 0
    contingency: int = 0


def unit_totals(amounts: Iterable[VersionAmount]) -> list[UnitTotals]:
    """Totals of each account unit, in the order of their codes."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for line in amounts:
        found = sums[line.unit]
        if line.side == REVENUE:
            found[0] += line.amount
        else:
            found[1] += line.amount
            found[2] += line.amount if line.item == CONTINGENCY_ITEM else 0
    return [UnitTotals(unit, *sums[unit]) for unit in sorted(sums)]


def total_refusals(totals: Iterable[UnitTotals], contingency_cap_pct: str) -> list[DomainError]:
    """E-BUD-007 and E-BUD-013 of every account unit."""
    found: list[DomainError | None] = []
    for unit in totals:
        found.append(balance_refusal(unit.revenue, unit.expenditure))
        found.append(contingency_refusal(unit.contingency, unit.expenditure, contingency_cap_pct))
    return [refusal for refusal in found if refusal is not None]


def mapping_refusals(items: Iterable[str], mapped: Collection[str]) -> list[DomainError]:
    """E-CNS-002: every item has a standard item of the parent."""
    missing = sorted(set(items) - set(mapped))
    return [ItemsUnmapped(codes=missing)] if missing else []
