"""Choices of the condition panels: account units, departments, funding sources."""

from __future__ import annotations

from datetime import date

from accounting.models import AccountUnit, FundingSource
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
