"""A list as an Excel file: exactly what is shown, with types; nothing in it can run as a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from core.periods import SEOUL
from ui.badges import look_of
from ui.columns import Column

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMATS = {
    "won": '#,##0;[Red]"-"#,##0',
    "number": '#,##0;[Red]"-"#,##0',
    "rate": "0.00",
    "date": "yyyy-mm-dd",
    "time": "yyyy-mm-dd hh:mm",
}
_WIDTHS = {"won": 16, "number": 12, "rate": 10, "date": 12, "time": 17, "badge": 11, "code": 16}


@dataclass(frozen=True)
class ExportHead:
    """What stands on the second sheet: title, conditions in words, who took it and when."""

    title: str
    conditions: Sequence[tuple[str, str]]
    taken_by: str
    taken_at: datetime


def neutralised(text: str) -> str:
    """Text that a spreadsheet cannot take for a formula."""
    return "'" + text if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def workbook(head: ExportHead, columns: Sequence[Column], rows: Iterable[Any], sums: dict[str, Any]) -> bytes:
    """The file: sheet 1 the rows with a sum row, sheet 2 the conditions."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("목록"))
    shown = [column for column in columns if column.exported]
    sheet.freeze_panes = "A2"
    for index, column in enumerate(shown, start=1):
        width = _WIDTHS.get(column.kind, max(len(str(column.label)) * 2 + 4, 18))
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.append([_head_cell(sheet, column) for column in shown])
    for row in rows:
        sheet.append([_cell(sheet, column, column.value(row)) for column in shown])
    if any(column.total for column in shown):
        sheet.append([_sum_cell(sheet, column, index, sums) for index, column in enumerate(shown)])
    _condition_sheet(book, head)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def file_response(content: bytes, name: str) -> HttpResponse:
    """Download with a Korean file name."""
    response = HttpResponse(content, content_type=MIME)
    response["Content-Disposition"] = f"attachment; filename=\"list.xlsx\"; filename*=UTF-8''{quote(name)}"
    return response


def _head_cell(sheet: Any, column: Column) -> WriteOnlyCell:
    text = f"{column.group} {column.label}".strip() if column.group else str(column.label)
    cell = WriteOnlyCell(sheet, value=text)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="EEF2F7")
    cell.alignment = Alignment(horizontal="right" if column.is_numeric else "left")
    return cell


def _cell(sheet: Any, column: Column, value: Any) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=plain_value(column, value))
    if column.kind in _FORMATS:
        cell.number_format = _FORMATS[column.kind]
    return cell


def plain_value(column: Column, value: Any) -> Any:
    """Value with the type a spreadsheet knows: numbers stay numbers, dates dates, the rest text."""
    if value is None:
        return None
    if column.kind == "badge":
        return str(look_of(value).label)
    if isinstance(value, bool):
        return _("예") if value else _("아니오")
    if isinstance(value, datetime):
        return value.astimezone(SEOUL).replace(tzinfo=None)
    if isinstance(value, (int, float, Decimal, date)):
        return value
    return neutralised(str(value))


def _sum_cell(sheet: Any, column: Column, index: int, sums: dict[str, Any]) -> WriteOnlyCell:
    value = sums.get(column.name) if column.total else (_("합계") if index == 0 else None)
    cell = _cell(sheet, column, value)
    cell.font = Font(bold=True)
    return cell


def _condition_sheet(book: Workbook, head: ExportHead) -> None:
    sheet = book.create_sheet(_("조회 조건"))
    sheet.column_dimensions["A"].width = 18
    sheet.column_dimensions["B"].width = 48
    taken_at = head.taken_at.astimezone(SEOUL).strftime("%Y-%m-%d %H:%M:%S")
    lines = [
        (_("화면"), head.title),
        *head.conditions,
        (_("받은 사람"), head.taken_by),
        (_("받은 때"), taken_at),
    ]
    for label, value in lines:
        sheet.append([neutralised(str(label)), neutralised(str(value))])
