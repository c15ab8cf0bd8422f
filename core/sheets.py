"""Reading of uploaded tables (xlsx, csv): values as they stand, merged ranges and formula cells by position.

The file is judged by its content, never by its name. Nothing is calculated and no formula is run:
a formula cell brings the value that was stored with it, and its position is reported.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from openpyxl import load_workbook
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from core.errors import DomainError

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 300 * 1024 * 1024
MAX_RATIO = 200
MAX_COLUMNS = 200


class FileUnreadable(DomainError):
    """The uploaded file is not a table we read. Facts: reason."""

    code = "FILE_UNREADABLE"
    text = "파일을 읽을 수 없습니다. {reason}"


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows from the first line of the file, positions counted from zero."""

    name: str
    rows: list[list[Any]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    formulas: frozenset[tuple[int, int]] = field(default_factory=frozenset)

    def merged_origin(self, row: int, column: int) -> tuple[int, int] | None:
        """First cell of the merged range that covers the cell, if any."""
        for top, left, bottom, right in self.merged:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return None


def read_sheet(content: bytes, *, max_rows: int, sheet_name: str = "", find_formulas: bool = True) -> Sheet:
    """The named (else the first) sheet of an xlsx file, or a csv file in UTF-8 or CP949."""
    if not content:
        raise FileUnreadable(reason="빈 파일입니다.")
    if len(content) > MAX_BYTES:
        raise FileUnreadable(reason="20MB 이하의 파일만 올릴 수 있습니다.")
    if content.startswith(b"PK\x03\x04"):
        return _read_workbook(content, max_rows, sheet_name, find_formulas)
    if b"\x00" in content[:4096] or content.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileUnreadable(reason="xlsx 또는 csv 형식으로 저장하여 올리십시오.")
    return _read_csv(content, max_rows)


def _read_csv(content: bytes, max_rows: int) -> Sheet:
    text = _decoded(content)
    sample = text.split("\n", 1)[0]
    delimiter = "\t" if sample.count("\t") > sample.count(",") else ","
    rows: list[list[Any]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            if len(rows) > max_rows or len(row) > MAX_COLUMNS:
                raise FileUnreadable(reason=f"{max_rows:,}행, {MAX_COLUMNS}열까지 읽습니다.")
            rows.append(list(row))
    except csv.Error as error:
        raise FileUnreadable(reason=f"{len(rows) + 1}행의 따옴표나 줄바꿈을 확인하십시오.") from error
    return Sheet(name="csv", rows=rows)


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileUnreadable(reason="글자 인코딩이 UTF-8 또는 한글(CP949)이 아닙니다.")


def _read_workbook(content: bytes, max_rows: int, sheet_name: str, find_formulas: bool) -> Sheet:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        _refuse_hostile(archive, len(content))
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        name = sheet_name if sheet_name in book.sheet_names else book.sheet_names[0]
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height > max_rows + 1 or sheet.total_width > MAX_COLUMNS:
            raise FileUnreadable(reason=f"{max_rows:,}행, {MAX_COLUMNS}열까지 읽습니다.")
        rows = sheet.to_python(skip_empty_area=False)
        merged = tuple((*start, *end) for start, end in sheet.merged_cell_ranges or ())
        formulas = frozenset(_formula_cells(content, name)) if find_formulas else frozenset()
    except PasswordError as error:
        raise FileUnreadable(reason="암호가 걸린 파일입니다. 암호를 풀고 다시 올리십시오.") from error
    except (CalamineError, zipfile.BadZipFile, KeyError, IndexError, ValueError) as error:
        raise FileUnreadable(reason="엑셀(xlsx) 파일이 손상되었거나 형식이 다릅니다.") from error
    return Sheet(name=name, rows=rows, merged=merged, formulas=formulas)


def _refuse_hostile(archive: zipfile.ZipFile, packed: int) -> None:
    names = archive.namelist()
    if "xl/workbook.xml" not in names:
        raise FileUnreadable(reason="엑셀(xlsx) 파일이 아닙니다.")
    if any(name.endswith("vbaProject.bin") for name in names):
        raise FileUnreadable(reason="매크로가 든 파일은 올릴 수 없습니다.")
    unpacked = sum(item.file_size for item in archive.infolist())
    if unpacked > MAX_UNPACKED_BYTES or unpacked > MAX_RATIO * packed + 1_000_000:
        raise FileUnreadable(reason="압축을 푼 크기가 너무 큽니다.")


def _formula_cells(content: bytes, name: str) -> Iterator[tuple[int, int]]:
    """Positions of formula cells of one sheet."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    try:
        for row in book[name].iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield cell.row - 1, cell.column - 1
    finally:
        book.close()
