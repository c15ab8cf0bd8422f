"""Reading a file of spending lines (xlsx, csv) into plain lines with faults by row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from accounting.rules.spending_import import SpendingLine, fingerprint, group_of
from core.errors import FieldFault
from core.sheets import read_sheet

COLUMNS = ("총연번", "지역명", "연월일", "내역", "지출액", "사용처", "분류")
MAX_ROWS = 200_000
MAX_FAULTS = 100


@dataclass
class SpendingFile:
    """The lines of a file and everything that is wrong with it; a file with faults is not loaded."""

    lines: list[SpendingLine] = field(default_factory=list)
    faults: list[FieldFault] = field(default_factory=list)


def read_spending_file(content: bytes) -> SpendingFile:
    """Read the first sheet of a workbook or a csv; the header names the columns, in any order."""
    rows = iter(read_sheet(content, max_rows=MAX_ROWS, find_formulas=False).rows)
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
        given = {name: cells[at] if at < len(cells) else "" for name, at in places.items()}
        _take(number, given, seen, result)
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
    day, amount = _day(cells["연월일"]), _amount(cells["지출액"])
    if day is None or amount is None:
        return
    words = [str(cells[name]).strip() for name in ("지역명", "내역", "사용처", "분류")]
    result.lines.append(
        SpendingLine(
            line_id=line_id,
            group=group_of(words[0]),
            item_class=words[3],
            paid_on=day,
            amount=amount,
            fingerprint=fingerprint([line_id, day.isoformat(), amount, *words]),
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
    text = str(value).strip()
    parts = [part for part in re.split(r"[^0-9]+", text) if part]
    if len(parts) == 1 and len(parts[0]) == 8:
        parts = [text[:4], text[4:6], text[6:]]
    try:
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)
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
