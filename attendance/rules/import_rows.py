"""Rows of uploaded tables read into values: whose, when, how much. Nothing is looked up here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from attendance.choices import ClockKind
from core.periods import SEOUL

LOGIN, NAME = "아이디", "성명"
OPENING_COLUMNS = (LOGIN, NAME, "휴가 종류", "부여일", "소멸일", "잔여일수", "잔여시간", "설명")
CLOCK_COLUMNS = (LOGIN, NAME, "일시", "구분", "장치", "기록번호")
ABSENCE_COLUMNS = (LOGIN, NAME, "연도", "월", "사유", "시간")
DAY, HOUR = 480, 60
_KINDS = {
    **{str(kind): kind for kind in ClockKind},
    "출근": ClockKind.IN,
    "퇴근": ClockKind.OUT,
    "외출": ClockKind.OUT_START,
    "외출 복귀": ClockKind.OUT_END,
    "외출복귀": ClockKind.OUT_END,
}


class CellUnreadable(Exception):
    """A cell does not hold what its column asks for. Facts: column, word."""

    def __init__(self, column: str, word: str) -> None:
        super().__init__(column, word)
        self.column, self.word = column, word


@dataclass(frozen=True)
class OpeningRow:
    """Leave somebody still has when the institution begins here."""

    line: int
    login: str
    name: str
    pool: str
    granted_on: date
    expires_on: date
    minutes: int
    label: str


@dataclass(frozen=True)
class ClockRow:
    """A record of coming or going."""

    line: int
    login: str
    name: str
    at: datetime
    kind: ClockKind
    device: str
    external_id: str


@dataclass(frozen=True)
class AbsenceRow:
    """Hours of absence of a month with their reason; month 0 where the file knows none."""

    line: int
    login: str
    name: str
    year: int
    month: int
    reason: str
    minutes: int


Cells = Mapping[str, Any]
T = TypeVar("T")


def opening_row(line: int, cells: Cells) -> OpeningRow:
    """Days count eight hours each; days and hours are added."""
    minutes = _minutes(cells, "잔여일수", DAY) + _minutes(cells, "잔여시간", HOUR)
    granted_on, expires_on = _day(cells, "부여일"), _day(cells, "소멸일")
    if minutes <= 0:
        raise CellUnreadable("잔여일수", text_of(cells, "잔여일수"))
    if expires_on < granted_on:
        raise CellUnreadable("소멸일", str(expires_on))
    pool, label = text_of(cells, "휴가 종류") or "ANNUAL", text_of(cells, "설명") or "이월 잔여"
    who = text_of(cells, LOGIN), text_of(cells, NAME)
    return OpeningRow(line, *who, pool, granted_on, expires_on, minutes, label[:200])


def clock_row(line: int, cells: Cells) -> ClockRow:
    """A record without a number of its own is named by whose, when and what: sent twice it is one."""
    word = text_of(cells, "구분")
    kind = _KINDS.get(word)
    if kind is None:
        raise CellUnreadable("구분", word)
    at = _moment(cells, "일시")
    login = text_of(cells, LOGIN)
    number = text_of(cells, "기록번호") or f"{login}/{at:%Y%m%d%H%M%S}/{kind}"
    device = text_of(cells, "장치") or "IMPORT"
    return ClockRow(line, login, text_of(cells, NAME), at, kind, device[:60], number[:100])


def absence_row(line: int, cells: Cells) -> AbsenceRow:
    """Hours may be nought: the record is kept, its sum stays."""
    year, month = _whole(cells, "연도", 1980, 2100), _whole(cells, "월", 0, 12)
    reason = text_of(cells, "사유")
    if not reason:
        raise CellUnreadable("사유", "")
    minutes = _minutes(cells, "시간", HOUR)
    return AbsenceRow(line, text_of(cells, LOGIN), text_of(cells, NAME), year, month, reason[:60], minutes)


def read_rows(
    rows: Sequence[Sequence[Any]], columns: Sequence[str], read: Callable[[int, Cells], T]
) -> tuple[list[T], list[tuple[int, str, str]], list[str]]:
    """Rows as values, faults as (line, column, word), and the columns that are missing."""
    header = [str(cell or "").strip() for cell in rows[0]] if rows else []
    missing = [name for name in columns if name not in header and name in _NEEDED]
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


_NEEDED = frozenset({LOGIN, "부여일", "소멸일", "일시", "구분", "연도", "월", "사유", "시간"})


def text_of(cells: Cells, column: str) -> str:
    """A cell as text; whole numbers without their decimal point."""
    value = cells.get(column)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).replace("\x00", "").strip()


def _day(cells: Cells, column: str) -> date:
    value = cells.get(column)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = text_of(cells, column)
    try:
        return date.fromisoformat(text.rstrip(".").replace(".", "-").replace("/", "-").replace(" ", ""))
    except ValueError:
        raise CellUnreadable(column, text) from None


def _moment(cells: Cells, column: str) -> datetime:
    value = cells.get(column)
    if not isinstance(value, datetime):
        text = text_of(cells, column)
        try:
            value = datetime.fromisoformat(text.replace(".", "-").replace("/", "-"))
        except ValueError:
            raise CellUnreadable(column, text) from None
    return value.replace(tzinfo=SEOUL) if value.tzinfo is None else value.astimezone(SEOUL)


def _whole(cells: Cells, column: str, least: int, most: int) -> int:
    text = text_of(cells, column)
    if not (text.isascii() and text.isdigit()) or not least <= int(text) <= most:
        raise CellUnreadable(column, text)
    return int(text)


def _minutes(cells: Cells, column: str, unit: int) -> int:
    """So many units in whole minutes; an empty cell is nought."""
    text = text_of(cells, column).replace(",", "")
    if not text:
        return 0
    try:
        exact = Decimal(text) * unit
    except InvalidOperation:
        raise CellUnreadable(column, text) from None
    if not exact.is_finite() or exact != int(exact) or not 0 <= exact <= 10**6:
        raise CellUnreadable(column, text)
    return int(exact)
