"""Registration numbers: which series, how they are written, which are missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from core.periods import day_of
from records.choices import Direction, Numbering, SeriesKind

RUNNING = frozenset({SeriesKind.LEGAL, SeriesKind.INSTRUCTION, SeriesKind.RULING})
WITH_YEAR = frozenset({SeriesKind.DIRECTIVE, SeriesKind.NOTICE})
SPECIAL = RUNNING | WITH_YEAR | {SeriesKind.DAILY_ORDER}


@dataclass(frozen=True)
class SeriesKey:
    """What a series counts: one row of the number table."""

    system: str
    department_code: str
    year: int
    kind: SeriesKind


def registration_series(
    *, system: str, department_code: str, at: datetime, direction: Direction, numbering: Numbering
) -> SeriesKey:
    """Series of the registration number: year of the instant in Seoul (공공기록물법 시행령 제20조제3항)."""
    kind = SeriesKind.SHARED if numbering == Numbering.SHARED else SeriesKind(direction.value)
    return SeriesKey(system, department_code, day_of(at).year, kind)


def special_series(*, system: str, kind: SeriesKind, at: datetime) -> SeriesKey:
    """Series of the number by kind of document, one for the institution (시행규칙 제8조)."""
    if kind not in SPECIAL:
        raise ValueError(f"{kind} is no kind of document with a number of its own")
    return SeriesKey(system, "", 0 if kind in RUNNING else day_of(at).year, kind)


def number_text(department_name: str, number: int) -> str:
    """공연사업팀, 345 → 공연사업팀-345: on paper the name stands for the code (시행규칙 제5조제3항)."""
    return f"{department_name}-{number}"


def special_text(kind: SeriesKind, year: int, number: int) -> str:
    """제12호 for running series and daily orders, 제2026-15호 for 지시 and 공고."""
    return f"제{year}-{number}호" if kind in WITH_YEAR else f"제{number}호"


def missing_numbers(last: int, given: Iterable[int]) -> list[int]:
    """Numbers of 1..last that no entry carries."""
    return sorted(set(range(1, last + 1)) - set(given))


def written_ranges(numbers: Iterable[int]) -> str:
    """1, 2, 3, 7 → "1~3, 7"."""
    ranges: list[list[int]] = []
    for number in sorted(numbers):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}~{last}" for first, last in ranges)


def file_code(department_code: str, unit_task_code: str, year: int, serial: int, volume: int) -> str:
    """Classification code of a record file: department, unit task, year, file, volume."""
    return f"{department_code}-{unit_task_code}-{year}-{serial:03d}-{volume:02d}"


def year_bounds(year: int) -> tuple[date, date]:
    """First and last day of a records year."""
    return date(year, 1, 1), date(year, 12, 31)


def attachment_number_text(number_text: str, serial: int) -> str:
    """공연사업팀-345-1: the document's number and the serial of what is kept apart from it (시행령 제20조제4항)."""
    return f"{number_text}-{serial}"
