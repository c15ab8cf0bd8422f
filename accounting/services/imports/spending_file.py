"""Reading a file of spending lines (xlsx, xls, ods, csv) into plain lines with faults by row and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from accounting.rules.spending_import import SpendingLine, fingerprint, group_of
from core.errors import FieldFault

COLUMNS = ("총연번", "지역명", "연월일", "내역", "지출액", "사용처", "분류")
MAX_ROWS = 200_000
MAX_FAULTS = 100


@dataclass
class SpendingFile:
    """The lines of a file and everything that is wrong with it; a file with faults is not loaded."""

    lines: list[SpendingLine] = field(default_factory=list)
    faults: list[FieldFault] = field(default_factory=list)


def read_spending_file(path: Path) -> SpendingFile:
    """Read the first sheet of a workbook or a csv; the header names the columns, in any order."""
    rows = _csv_rows(path) if path.suffix.lower() == ".csv" else _sheet_rows(path)
    result = SpendingFile()
    header = [str(cell).strip() for cell in next(rows, [])]
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        result.faults = [
            FieldFault(f"/header/{name}", "COLUMN_MISSING", f"'{name}' 열이 없습니다.") for name in missing
        ]
        return result
    places = {name: header.index(name) for name in COLUMNS}
    seen: dict[str, int] = {}
    for number, cells in enumerate(rows, start=2):
        if not any(cell not in ("", None) for cell in cells):
            continue
        if number > MAX_ROWS or len(result.faults) >= MAX_FAULTS:
            result.faults.append(FieldFault(f"/rows/{number}", "TOO_MANY", "여기서 검사를 멈추었습니다."))
            break
        _take(number, {name: cells[at] for name, at in places.items()}, seen, result)
    return result


def _take(number: int, cells: dict[str, Any], seen: dict[str, int], result: SpendingFile) -> None:
    line_id = str(cells["총연번"]).strip()
    faults = list(_faults(number, cells))
    if line_id in seen:
        text = f"{number}행의 총연번 {line_id}은(는) {seen[line_id]}행과 같습니다."
        faults.append(FieldFault(f"/rows/{number}/총연번", "REPEATED_ID", text))
    seen[line_id] = number
    if faults:
        result.faults.extend(faults)
        return
    result.lines.append(
        SpendingLine(
            line_id=line_id,
            group=group_of(str(cells["지역명"])),
            item_class=str(cells["분류"]).strip(),
            paid_on=_day(cells["연월일"]),  # type: ignore[arg-type]
            amount=int(_amount(cells["지출액"])),  # type: ignore[arg-type]
            fingerprint=fingerprint(cells[name] for name in COLUMNS),
        )
    )


def _faults(number: int, cells: dict[str, Any]) -> Iterator[FieldFault]:
    for name in ("총연번", "지역명", "분류"):
        if not str(cells[name]).strip():
            yield FieldFault(f"/rows/{number}/{name}", "EMPTY", f"{number}행의 {name} 칸이 비어 있습니다.")
    if _day(cells["연월일"]) is None:
        yield FieldFault(
            f"/rows/{number}/연월일", "NOT_A_DATE", f"{number}행의 연월일을 날짜로 읽을 수 없습니다."
        )
    if not _amount(cells["지출액"]):
        yield FieldFault(
            f"/rows/{number}/지출액",
            "NOT_AN_AMOUNT",
            f"{number}행의 지출액은 0이 아닌 정수(원)이어야 합니다.",
        )


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip().replace(".", "-").replace("/", "-")
    digits = text.replace("-", "")
    try:
        if len(digits) == 8 and digits.isdigit() and "-" not in text:
            return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        return date.fromisoformat(text)
    except ValueError:
        return None


def _amount(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return int(value) if value == int(value) and abs(value) < 10**15 else None
    text = str(value).strip().replace(",", "").replace("△", "-").replace("−", "-").removesuffix("원")
    try:
        return int(text)
    except ValueError:
        return None


def _sheet_rows(path: Path) -> Iterator[Sequence[Any]]:
    from python_calamine import CalamineWorkbook  # slow optional library

    with CalamineWorkbook.from_path(str(path)) as book:
        yield from book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def _csv_rows(path: Path) -> Iterator[Sequence[Any]]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp949", errors="replace")
    yield from csv.reader(io.StringIO(text))
