"""Uploaded tables row by row: cells read by the names of their columns, faults with line and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from core.errors import FieldFault

Cells = Mapping[str, Any]
T = TypeVar("T")
_DAY = re.compile(r"(\d{4})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})\.?")


class CellUnreadable(Exception):
    """A cell does not hold what its column asks for. Facts: column, word."""

    def __init__(self, column: str, word: str) -> None:
        super().__init__(column, word)
        self.column, self.word = column, word


@dataclass(frozen=True)
class RowFault:
    """What is wrong with a line of the file."""

    line: int
    column: str
    text: str

    @property
    def field(self) -> FieldFault:
        """The same as a fault of the input."""
        place = f"{self.line}행 {self.column}".strip()
        return FieldFault(f"/rows/{self.line}/{self.column}", "IMPORT_ROW", f"{place}: {self.text}")


def read_rows(
    rows: Sequence[Sequence[Any]],
    columns: Sequence[str],
    needed: Collection[str],
    read: Callable[[int, Cells], T],
) -> tuple[list[T], list[tuple[int, str, str]], list[str]]:
    """Rows as values, faults as (line, column, word), and the needed columns that are missing."""
    header = [str(cell or "").strip() for cell in rows[0]] if rows else []
    missing = [name for name in columns if name not in header and name in needed]
    found: list[T] = []
    faults: list[tuple[int, str, str]] = []
    for line, row in enumerate(rows[1:], 2):
        if missing or all(cell in (None, "") for cell in row):
            continue
        cells = dict(zip(header, row, strict=False))
        try:
            found.append(read(line, cells))
        except CellUnreadable as fault:
            faults.append((line, fault.column, fault.word[:40]))
    return found, faults, missing


def text_of(cells: Cells, column: str) -> str:
    """A cell as text; whole numbers without their decimal point."""
    value = cells.get(column)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).replace("\x00", "").strip()


def day_in(cells: Cells, column: str) -> date:
    """A day that has to be there."""
    value = cells.get(column)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = text_of(cells, column)
    parts = _DAY.fullmatch(text)
    try:
        return date(*map(int, parts.groups())) if parts else date.fromisoformat(text)
    except ValueError:
        raise CellUnreadable(column, text) from None


def whole_in(cells: Cells, column: str, least: int, most: int) -> int:
    """A whole number between two others."""
    text = text_of(cells, column)
    if not (text.isascii() and text.isdigit()) or not least <= int(text) <= most:
        raise CellUnreadable(column, text)
    return int(text)
