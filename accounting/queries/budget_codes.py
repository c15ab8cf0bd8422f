"""What a budget may name: units, departments, projects, items and funding sources of a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounting.choices import BudgetSide
from accounting.models import AccountUnit, DetailProject, FundingSource, StatItem
from accounting.rules.budget_sheet import FormCodes
from organization import queries as organization
from ui.rules.entry import found_by


@dataclass(frozen=True)
class CodeIds:
    """Ids by code, and the codes as the upload form knows them (code and name)."""

    form: FormCodes
    departments: dict[str, UUID]
    projects: dict[str, UUID]
    expenditure_items: dict[str, UUID]
    revenue_items: dict[str, UUID]


@dataclass(frozen=True)
class Named:
    """A code with its name, as lists of values show it."""

    code: str
    name: str

    @property
    def text(self) -> str:
        return f"{self.code} {self.name}"


def budget_codes(fiscal_year: int, on: date, department_code: str = "") -> CodeIds:
    """All codes of a year; leaves only for items. Five queries."""
    units = dict(AccountUnit.objects.filter(is_active=True).values_list("code", "name"))
    departments = organization.departments(on)
    projects = list(DetailProject.objects.filter(fiscal_year=fiscal_year).values_list("code", "name", "id"))
    items = leaf_items(fiscal_year)
    expenditure = [item for item in items if item.side == BudgetSide.EXPENDITURE]
    revenue = [item for item in items if item.side == BudgetSide.REVENUE]
    funding = dict(FundingSource.objects.filter(is_active=True).values_list("code", "name"))
    form = FormCodes(
        units=_by_code_and_name(units),
        departments=_by_code_and_name({row.code: row.name for row in departments}),
        projects=_by_code_and_name({code: name for code, name, _id in projects}),
        expenditure_items={item.code: item.code for item in expenditure},
        revenue_items={item.code: item.code for item in revenue},
        funding=_by_code_and_name(funding),
        default_unit=min(units, default=""),
        default_department=department_code,
    )
    return CodeIds(
        form=form,
        departments={row.code: row.department_id for row in departments},
        projects={code: pk for code, _name, pk in projects},
        expenditure_items={item.code: item.pk for item in expenditure},
        revenue_items={item.code: item.pk for item in revenue},
    )


def leaf_items(fiscal_year: int) -> list[StatItem]:
    """Items in use that carry money: those without children."""
    items = list(
        StatItem.objects.filter(fiscal_year=fiscal_year, inactive_from=None).order_by("side", "code")
    )
    parents = {(item.side, item.parent_code) for item in items}
    return [item for item in items if (item.side, item.code) not in parents]


def _by_code_and_name(names: dict[str, str]) -> dict[str, str]:
    """Both the code and an unambiguous name lead to the code."""
    found = {name: code for code, name in names.items() if list(names.values()).count(name) == 1}
    return found | {code: code for code in names}


@dataclass(frozen=True)
class Suggestion:
    """One code offered while typing."""

    code: str
    name: str
    note: str


def search_items(fiscal_year: int, text: str) -> list[Suggestion]:
    """Up to twenty items that carry money and match every word."""
    words = text.split()[:5]
    found = [item for item in leaf_items(fiscal_year) if _matches(item.code, item.name, words)]
    return [Suggestion(item.code, item.name, str(BudgetSide(item.side).label)) for item in found[:20]]


def search_projects(fiscal_year: int, text: str) -> list[Suggestion]:
    """Up to twenty detail projects that match every word."""
    words = text.split()[:5]
    rows = DetailProject.objects.filter(fiscal_year=fiscal_year).select_related("parent").order_by("code")
    found = [row for row in rows if _matches(row.code, row.name, words)]
    return [Suggestion(row.code, row.name, row.parent.name) for row in found[:20]]


def _matches(code: str, name: str, words: list[str]) -> bool:
    return all(code.lower().startswith(word.lower()) or found_by(word, name) for word in words)
