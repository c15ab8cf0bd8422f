"""Versions of the budget of a year and their lines, as lists and resources show them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from accounting.choices import BudgetSide
from accounting.models import BudgetVersion, BudgetVersionLine
from core.errors import NotFound


def budget_versions(fiscal_year: int | None = None) -> QuerySet[BudgetVersion]:
    """Versions with their totals by side."""
    found: QuerySet[BudgetVersion] = BudgetVersion.objects.select_related("drafted_by")
    if fiscal_year is not None:
        found = found.filter(fiscal_year=fiscal_year)
    return found.annotate(
        revenue_total=Coalesce(Sum("lines__amount", filter=_side(BudgetSide.REVENUE)), 0),
        expenditure_total=Coalesce(Sum("lines__amount", filter=_side(BudgetSide.EXPENDITURE)), 0),
    )


def budget_version(version_id: UUID) -> BudgetVersion:
    """One version with its totals; NotFound where there is none."""
    found = budget_versions().filter(pk=version_id).first()
    if found is None:
        raise NotFound()
    return found


def spending_of(version_id: UUID) -> int:
    """Expenditure of a version (of a supplementary one: the change)."""
    lines = BudgetVersionLine.objects.filter(version_id=version_id, side=BudgetSide.EXPENDITURE)
    total: int = lines.aggregate(total=Coalesce(Sum("amount"), 0))["total"]
    return total


def version_lines(version_id: UUID) -> QuerySet[BudgetVersionLine]:
    """Lines of a version with everything that names them."""
    lines: QuerySet[BudgetVersionLine] = BudgetVersionLine.objects.filter(version_id=version_id)
    return lines.select_related("stat_item", "detail_project__parent__parent", "funding_source")


def _side(side: BudgetSide) -> Q:
    return Q(lines__side=side)
