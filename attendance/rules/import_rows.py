"""Rows of uploaded tables read into values: whose, when, how much. Nothing is looked up here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from attendance.choices import ClockKind
from core.import_rows import Cells, CellUnreadable, day_in, text_of, whole_in
from core.periods import SEOUL

LOGIN, NAME = "아이디", "성명"
OPENING_COLUMNS = (LOGIN, NAME, "휴가 종류", "부여일", "소멸일", "잔여일수", "잔여시간", "설명")
CLOCK_COLUMNS = (LOGIN, NAME, "일시", "구분", "장치", "기록번호")
ABSENCE_COLUMNS = (LOGIN, NAME, "연도", "월", "사유", "시간")
NEEDED = frozenset({LOGIN, "부여일", "소멸일", "일시", "구분", "연도", "월", "사유", "시간"})
DAY, HOUR = 480, 60
_KINDS = {
    **{str(kind): kind for kind in ClockKind},
    "출근": ClockKind.IN,
    "퇴근": ClockKind.OUT,
    "외출": ClockKind.OUT_START,
    "외출 복귀": ClockKind.OUT_END,
    "외출복귀": ClockKind.OUT_END,
}


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


def opening_row(line: int, cells: Cells) -> OpeningRow:
    """Days count eight hours each; days and hours are added."""
    minutes = _minutes(cells, "잔여일수", DAY) + _minutes(cells, "잔여시간", HOUR)
    granted_on, expires_on = day_in(cells, "부여일"), day_in(cells, "소멸일")
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
    year, month = whole_in(cells, "연도", 1980, 2100), whole_in(cells, "월", 0, 12)
    reason = text_of(cells, "사유")
    if not reason:
        raise CellUnreadable("사유", "")
    minutes = _minutes(cells, "시간", HOUR)
    return AbsenceRow(line, text_of(cells, LOGIN), text_of(cells, NAME), year, month, reason[:60], minutes)


def _moment(cells: Cells, column: str) -> datetime:
    value = cells.get(column)
    if not isinstance(value, datetime):
        text = text_of(cells, column)
        try:
            value = datetime.fromisoformat(text.replace(".", "-").replace("/", "-"))
        except ValueError:
            raise CellUnreadable(column, text) from None
    return value.replace(tzinfo=SEOUL) if value.tzinfo is None else value.astimezone(SEOUL)


def _minutes(cells: Cells, column: str, unit: int) -> int:
    """So many units in whole minutes; an empty cell is nought."""
    text = text_of(cells, column).replace(",", "")
    if not text:
        return 0
    try:
        exact = Decimal(text) * unit
    except InvalidOperation:
        raise CellUnreadable(column, text) from None
    if not exact.is_finite() or not 0 <= exact <= 10**6 or exact != int(exact):
        raise CellUnreadable(column, text)
    return int(exact)
