"""Choices of the condition panels: account units, departments, funding sources."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from accounting.models import AccountUnit, BankAccount, BudgetLine, FundingSource, RevenueLine
from organization import queries as organization


def account_units() -> list[tuple[str, str]]:
    """Account units in use."""
    return list(AccountUnit.objects.filter(is_active=True).values_list("code", "name"))


def funding_sources() -> list[tuple[str, str]]:
    """Funding sources in use."""
    return list(FundingSource.objects.filter(is_active=True).values_list("code", "name"))


def departments(on: date) -> list[tuple[str, str]]:
    """Departments that exist on a day, by id."""
    return [(str(department_id), name) for department_id, name in organization.department_choices(on)]


def bank_account_ids() -> dict[str, UUID]:
    """The institution's own accounts by code."""
    return dict(BankAccount.objects.filter(is_active=True).values_list("code", "id"))


def expenditure_line_ids(fiscal_year: int) -> dict[tuple[str, str], UUID]:
    """Lines by detail project and item; where several sources share them, the first by source."""
    rows = BudgetLine.objects.filter(fiscal_year=fiscal_year).order_by("-funding_source_id")
    return {
        (project, item): pk
        for project, item, pk in rows.values_list("detail_project__code", "stat_item__code", "id")
    }


def revenue_line_ids(fiscal_year: int) -> dict[str, UUID]:
    """Revenue lines by item; where several sources share an item, the first by source."""
    rows = RevenueLine.objects.filter(fiscal_year=fiscal_year).order_by("-funding_source_id")
    return dict(rows.values_list("stat_item__code", "id"))


def travel_lines(fiscal_year: int) -> list[tuple[str, str]]:
    """Lines travel cost is paid from (202-01, 202-03), by id, with their project."""
    rows = BudgetLine.objects.filter(fiscal_year=fiscal_year, stat_item__code__startswith="202-").order_by(
        "stat_item__code", "detail_project__code", "pk"
    )
    values = rows.values_list("pk", "stat_item__code", "stat_item__name", "detail_project__name")
    return [(str(pk), f"{code} {name} · {project}") for pk, code, name, project in values]
