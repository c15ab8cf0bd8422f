"""Budget and revenue lines as lists and resources show them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from accounting.models import BudgetLine, RevenueLine
from core.errors import NotFound


def budget_lines(fiscal_year: int | None = None) -> QuerySet[BudgetLine]:
    """Expenditure lines with the codes that name them."""
    found: QuerySet[BudgetLine] = BudgetLine.objects.select_related(
        "stat_item", "funding_source", "detail_project__parent__parent"
    )
    return found if fiscal_year is None else found.filter(fiscal_year=fiscal_year)


def budget_line(line_id: UUID) -> BudgetLine:
    """One expenditure line; NotFound where there is none."""
    found = budget_lines().filter(pk=line_id).first()
    if found is None:
        raise NotFound()
    return found


def revenue_lines(fiscal_year: int | None = None) -> QuerySet[RevenueLine]:
    """Revenue lines with the codes that name them."""
    found: QuerySet[RevenueLine] = RevenueLine.objects.select_related("stat_item", "funding_source")
    return found if fiscal_year is None else found.filter(fiscal_year=fiscal_year)
