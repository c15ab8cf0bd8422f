"""Lines of a version in the editing grid: columns, rows, suggestions, and rows back as input."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting.choices import BudgetSide
from accounting.errors.budget import RowsRefused
from accounting.queries.budget_choices import account_units, departments, funding_sources
from accounting.queries.budget_codes import CodeIds, budget_codes, search_items, search_projects
from accounting.queries.budget_versions import version_lines
from accounting.services.budget_version_lines import LineInput
from core.errors import FieldFault
from core.korean import fit_particles
from core.labels import Label

_SIDES = [[BudgetSide.REVENUE.value, _("세입")], [BudgetSide.EXPENDITURE.value, _("세출")]]


def grid_columns(fiscal_year: int, on: date) -> list[dict[str, Any]]:
    """Columns of the grid; codes may be typed, pasted or looked up."""
    return [
        {
            "field": "side",
            "title": _("구분"),
            "type": "select",
            "options": _SIDES,
            "width": 70,
            "required": True,
        },
        _select("account_unit", _("회계구분"), account_units(), 95),
        _select("department", _("부서"), [(pk, name.strip("　")) for pk, name in departments(on)], 120),
        _lookup("detail_project", _("세부사업"), "accounting:project_lookup", "project_name", 170),
        _lookup("stat_item", _("과목"), "accounting:item_lookup", "item_name", 170, is_required=True),
        _select("funding", _("재원"), funding_sources(), 120),
        {
            "field": "amount",
            "title": _("금액(원)"),
            "type": "won",
            "width": 130,
            "key": True,
            "required": True,
        },
        {"field": "text", "title": _("비고"), "type": "text", "min": 120},
    ]


def grid_rows(version_id: UUID, on: date) -> list[dict[str, Any]]:
    """Lines as grid rows, revenue first."""
    lines = version_lines(version_id).order_by(
        "-side", "account_unit_id", "detail_project__code", "stat_item__code", "funding_source_id", "id"
    )
    names = dict(departments(on))
    sides = {code: name for code, name in _SIDES}
    return [
        {
            "side": line.side,
            "side_name": sides[line.side],
            "department_name": names.get(str(line.department_id), "").strip("　"),
            "funding_name": line.funding_source.name,
            "account_unit": line.account_unit_id,
            "department": str(line.department_id),
            "detail_project": line.detail_project.code if line.detail_project else "",
            "project_name": line.detail_project.name if line.detail_project else "",
            "stat_item": line.stat_item.code,
            "item_name": line.stat_item.name,
            "funding": line.funding_source_id,
            "amount": line.amount,
            "text": line.text,
        }
        for line in lines
    ]


def line_inputs(rows: Sequence[dict[str, Any]], fiscal_year: int, on: date) -> list[LineInput]:
    """Rows of the grid as input of the service; unknown codes are named by their cell."""
    codes = budget_codes(fiscal_year, on)
    faults: list[FieldFault] = []
    inputs = [
        found for index, row in enumerate(rows) if (found := _input(index, row, codes, faults)) is not None
    ]
    if faults:
        raise RowsRefused(errors=faults, count=len(faults))
    return inputs


def find_items(fiscal_year: int, text: str) -> list[dict[str, str]]:
    """Items for a code cell."""
    return [
        {"code": item.code, "name": item.name, "note": item.note} for item in search_items(fiscal_year, text)
    ]


def find_projects(fiscal_year: int, text: str) -> list[dict[str, str]]:
    """Detail projects for a code cell."""
    return [
        {"code": item.code, "name": item.name, "note": item.note}
        for item in search_projects(fiscal_year, text)
    ]


def _select(field: str, title: Label, choices: Sequence[tuple[Any, str]], width: int) -> dict[str, Any]:
    options = [[str(value), str(label)] for value, label in choices]
    return {
        "field": field,
        "title": title,
        "type": "select",
        "options": options,
        "width": width,
        "required": True,
    }


def _lookup(
    field: str, title: Label, route: str, name: str, width: int, *, is_required: bool = False
) -> dict[str, Any]:
    return {
        "field": field,
        "title": title,
        "type": "lookup",
        "url": reverse(route),
        "name": name,
        "fill": {"name": name},
        "width": width,
        "required": is_required,
    }


def _input(index: int, row: dict[str, Any], codes: CodeIds, faults: list[FieldFault]) -> LineInput | None:
    side = str(row.get("side") or "")
    is_revenue = side == BudgetSide.REVENUE
    items = codes.revenue_items if is_revenue else codes.expenditure_items
    item = items.get(_code(row.get("stat_item")))
    project = None if is_revenue else codes.projects.get(_code(row.get("detail_project")))
    department = next((pk for pk in codes.departments.values() if str(pk) == row.get("department")), None)
    amount = row.get("amount")
    unit, funding = str(row.get("account_unit") or ""), str(row.get("funding") or "")
    wrong = {
        "side": side not in BudgetSide.values,
        "account_unit": unit not in codes.form.units,
        "department": department is None,
        "detail_project": project is None and not is_revenue,
        "stat_item": item is None,
        "funding": funding not in codes.form.funding,
        "amount": not isinstance(amount, int) or isinstance(amount, bool),
    }
    places = [name for name, is_wrong in wrong.items() if is_wrong]
    faults += [FieldFault(f"/rows/{index}/{name}", "UNKNOWN_CODE", _words(index, name)) for name in places]
    if places or department is None or item is None or not isinstance(amount, int):
        return None
    return LineInput(side, unit, department, item, funding, amount, project, str(row.get("text") or "")[:300])


_TITLES = {
    "side": _("구분"),
    "account_unit": _("회계구분"),
    "department": _("부서"),
    "detail_project": _("세부사업"),
    "stat_item": _("과목"),
    "funding": _("재원"),
    "amount": _("금액"),
}


def _words(index: int, name: str) -> str:
    said = _t("%(row)s줄 %(title)s을(를) 확인하십시오.") % {"row": index + 1, "title": _TITLES[name]}
    return fit_particles(said)


def _code(value: Any) -> str:
    return str(value or "").strip().split(" ", 1)[0]
