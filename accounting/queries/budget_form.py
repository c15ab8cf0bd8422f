"""The upload form of a budget version: its rows as they stand, and the lists of codes it may name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from accounting.choices import BudgetSide
from accounting.models import AccountUnit, BudgetVersion, BudgetVersionLine, DetailProject, FundingSource
from accounting.queries.budget_codes import leaf_items
from accounting.rules.budget_sheet import BASIS_COLUMNS, COLUMNS, FUNDING_PREFIX
from core.errors import NotFound
from organization import queries as organization

FORM_SHEET = "예산"
_SIDE_WORDS = {BudgetSide.REVENUE.value: "세입", BudgetSide.EXPENDITURE.value: "세출"}
_WIDTHS = {"구분": 7, "과목명": 18, "세부사업": 24, "정책사업": 20, "단위사업": 20, "산출내역": 26}
_HELP = (
    "한 행은 부서·세부사업·과목 하나입니다. 예산액은 재원 열의 합과 같아야 합니다.",
    "구분은 세입 또는 세출입니다. 세입 행에는 사업을 적지 않습니다.",
    "코드 열에는 코드만 적거나 '코드 이름'으로 적습니다. 코드표 시트에서 복사하십시오.",
    "새 세부사업은 정책사업·단위사업·세부사업을 모두 '코드 이름'으로 적으면 함께 등록됩니다.",
    "산출내역을 더 적으려면 아래 행에 산출내역·단가·수량·횟수만 적고 나머지를 비웁니다.",
    "예산액은 천원 단위이며 산출기초 합계를 천원 단위로 올린 금액과 같아야 합니다.",
    "병합된 셀, 같은 과목의 두 행은 올릴 수 없습니다. 한 곳이라도 틀리면 아무것도 올리지 않습니다.",
    "이 파일을 고쳐 다시 올리면 예산안 전체가 파일의 내용으로 바뀝니다.",
)


def budget_form(version_id: UUID, on: date) -> tuple[str, bytes]:
    """File name and content of the form."""
    version = BudgetVersion.objects.filter(pk=version_id).first()
    if version is None:
        raise NotFound()
    sources = list(FundingSource.objects.filter(is_active=True).order_by("code"))
    book = Workbook()
    _budget_sheet(book.active, version, sources, on)
    _code_sheet(book.create_sheet("코드표"), version.fiscal_year, on)
    _help_sheet(book.create_sheet("작성 방법"))
    out = BytesIO()
    book.save(out)
    return f"{version.title} 양식.xlsx", out.getvalue()


def _budget_sheet(sheet: Any, version: BudgetVersion, sources: list[FundingSource], on: date) -> None:
    sheet.title = FORM_SHEET
    headings = [*COLUMNS, *(f"{FUNDING_PREFIX}{s.code} {s.name}" for s in sources), *BASIS_COLUMNS]
    sheet.append(headings)
    _dress_head(sheet, headings)
    amounts = range(len(COLUMNS), len(COLUMNS) + len(sources) + 1)
    for row in _rows(version, [source.code for source in sources], on):
        sheet.append(row)
    for row in sheet.iter_rows(min_row=2, max_row=max(sheet.max_row, 300)):
        for index in (*amounts, len(headings) - 2):
            row[index - 1].number_format = "#,##0"
    sides = DataValidation(type="list", formula1='"세입,세출"', allow_blank=True)
    sheet.add_data_validation(sides)
    sides.add("A2:A5000")


def _dress_head(sheet: Any, headings: list[str]) -> None:
    for index, (cell, heading) in enumerate(zip(sheet[1], headings, strict=True), start=1):
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8EDF3")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(index)].width = _WIDTHS.get(heading, 15)
    sheet.row_dimensions[1].height = 34
    sheet.freeze_panes = "A2"


def _rows(version: BudgetVersion, sources: list[str], on: date) -> Iterable[list[Any]]:
    lines = (
        BudgetVersionLine.objects.filter(version=version)
        .select_related("stat_item", "detail_project__parent__parent")
        .prefetch_related("bases")
        .order_by("-side", "account_unit_id", "detail_project__code", "stat_item__code", "department_id")
    )
    names = {row.department_id: f"{row.code} {row.name}" for row in organization.departments(on)}
    groups: dict[tuple[Any, ...], list[BudgetVersionLine]] = {}
    for line in lines:
        key = (line.side, line.account_unit_id, line.department_id, line.detail_project_id, line.stat_item_id)
        groups.setdefault(key, []).append(line)
    for group in groups.values():
        yield from _group_rows(group, sources, names)


def _group_rows(group: list[BudgetVersionLine], sources: list[str], names: Any) -> Iterable[list[Any]]:
    first = group[0]
    shares = {line.funding_source_id: line.amount for line in group}
    head = [
        _SIDE_WORDS[first.side],
        first.account_unit_id,
        names.get(first.department_id, ""),
        *_project_cells(first.detail_project),
        first.stat_item.code,
        first.stat_item.name,
        sum(shares.values()),
        *(shares.get(code) for code in sources),
    ]
    bases = [
        [base.label, base.unit_price, int(base.quantity), base.times]
        for line in group
        for base in line.bases.all()
    ]
    yield head + (bases[0] if bases else [None] * len(BASIS_COLUMNS))
    for base in bases[1:]:
        yield [None] * len(head) + base


def _project_cells(project: DetailProject | None) -> list[str]:
    if project is None:
        return ["", "", ""]
    unit = project.parent
    return [f"{level.code} {level.name}" for level in (unit.parent, unit, project)]


def _code_sheet(sheet: Any, fiscal_year: int, on: date) -> None:
    items = leaf_items(fiscal_year)
    columns = [
        ("회계구분", [f"{u.code} {u.name}" for u in AccountUnit.objects.filter(is_active=True)]),
        ("부서", [f"{row.code} {row.name}" for row in organization.departments(on)]),
        ("세부사업", [f"{p.code} {p.name}" for p in DetailProject.objects.filter(fiscal_year=fiscal_year)]),
        ("세출 과목", [str(item) for item in items if item.side == BudgetSide.EXPENDITURE]),
        ("세입 과목", [str(item) for item in items if item.side == BudgetSide.REVENUE]),
    ]
    for index, (heading, values) in enumerate(columns, start=1):
        sheet.cell(1, index, heading).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(index)].width = 30
        for row, value in enumerate(values, start=2):
            sheet.cell(row, index, value)
    sheet.freeze_panes = "A2"


def _help_sheet(sheet: Any) -> None:
    sheet.column_dimensions["A"].width = 100
    for text in _HELP:
        sheet.append([text])
