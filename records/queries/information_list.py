"""정보목록: one line for each record of a month, as the public reads it (정보공개법 시행령 제5조제1항)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.access import ANONYMOUS
from core.periods import day_of, first_day, last_day, period_of
from records.choices import Direction
from records.queries.codes import retention_names
from records.queries.registry import Asked, disclosure_words, entries

HEADER = (
    "등록번호",
    "문서제목",
    "생산연도",
    "생산·접수일",
    "구분",
    "처리과",
    "업무담당자",
    "보존기간",
    "공개구분",
    "단위과제",
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class InformationRow:
    """A record as the public list names it."""

    number: str
    title: str
    year: int
    produced_on: date
    direction: str
    department: str
    person: str
    retention: str
    disclosure: str
    unit_task: str


def information_list(
    period: int, *, text: str = "", department: str = "", disclosure: str = ""
) -> list[InformationRow]:
    """Records of a month (YYYYMM) in the order of their numbers; hidden titles read 비공개 문서."""
    asked = Asked(from_on=first_day(period), to_on=last_day(period), text=text, disclosure=disclosure)
    names = retention_names()
    rows = entries(asked, ANONYMOUS).select_related("record_file__unit_task")
    if department:
        rows = rows.filter(department_code=department)
    return [
        InformationRow(
            number=row.number_text,
            title=row.shown_title,
            year=row.year,
            produced_on=day_of(row.produced_at),
            direction=str(Direction(row.direction).label),
            department=row.department_name,
            person=row.drafter_name or row.registered_by_name,
            retention=names.get(row.retention_code, row.retention_code),
            disclosure=disclosure_words(row),
            unit_task=row.record_file.unit_task.code,
        )
        for row in rows.order_by("department_code", "direction", "number")
    ]


def as_csv(rows: Iterable[InformationRow]) -> str:
    """The list as CSV with a header line; no cell is read as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for row in rows:
        values = (
            row.number,
            row.title,
            row.year,
            row.produced_on.isoformat(),
            row.direction,
            row.department,
            row.person,
            row.retention,
            row.disclosure,
            row.unit_task,
        )
        writer.writerow([_plain(value) for value in values])
    return out.getvalue()


def month_before(day: date) -> int:
    """The month whose list is published on that day."""
    first = day.replace(day=1)
    return period_of(date(first.year - (first.month == 1), 12 if first.month == 1 else first.month - 1, 1))


def _plain(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
