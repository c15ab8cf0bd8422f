"""Expenditure and revenue lines: opened empty by key; only the kernel moves their buckets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Any
from uuid import UUID

from accounting.models import BudgetLine, RevenueLine


@dataclass(frozen=True)
class ExpenditureKey:
    """Unique key of an expenditure line."""

    fiscal_year: int
    account_unit: str
    department_id: UUID
    detail_project_id: UUID
    stat_item_id: UUID
    funding: str


@dataclass(frozen=True)
class RevenueKey:
    """Unique key of a revenue line."""

    fiscal_year: int
    account_unit: str
    department_id: UUID
    stat_item_id: UUID
    funding: str


_EXPENDITURE = (
    "fiscal_year",
    "account_unit_id",
    "department_id",
    "detail_project_id",
    "stat_item_id",
    "funding_source_id",
)
_REVENUE = ("fiscal_year", "account_unit_id", "department_id", "stat_item_id", "funding_source_id")


def open_expenditure_lines(keys: Iterable[ExpenditureKey]) -> dict[ExpenditureKey, UUID]:
    """Id of the line of each key, made where there is none."""
    wanted = list(dict.fromkeys(keys))
    rows = [BudgetLine(**dict(zip(_EXPENDITURE, astuple(key), strict=True))) for key in wanted]
    BudgetLine.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    found = _ids(BudgetLine, _EXPENDITURE, {key.fiscal_year for key in wanted})
    return {key: found[astuple(key)] for key in wanted}


def open_revenue_lines(keys: Iterable[RevenueKey]) -> dict[RevenueKey, UUID]:
    """Id of the line of each key, made where there is none."""
    wanted = list(dict.fromkeys(keys))
    rows = [RevenueLine(**dict(zip(_REVENUE, astuple(key), strict=True))) for key in wanted]
    RevenueLine.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    found = _ids(RevenueLine, _REVENUE, {key.fiscal_year for key in wanted})
    return {key: found[astuple(key)] for key in wanted}


def _ids(model: Any, fields: tuple[str, ...], years: set[int]) -> dict[tuple[Any, ...], UUID]:
    rows = model.objects.filter(fiscal_year__in=years).values_list(*fields, "id")
    return {tuple(row[:-1]): row[-1] for row in rows}
