"""When a certificate is due, and its code (근로기준법 제39조, 시행령 제19조)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from core.periods import period_over

CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 12
MONTHS_OF_YEAR = 12


def not_due(
    kind: str,
    *,
    hired_on: date,
    left_on: date | None,
    on: date,
    minimum_days: int = 30,
    years_after_leaving: int = 3,
) -> str:
    """Why a certificate of the kind is not given; empty when it is.

    A career or leaving certificate asks for thirty days of service and is owed for three years after leaving.
    """
    end = left_on if left_on is not None and left_on < on else None
    if kind == "EMPLOYMENT":
        return "재직 중이 아닙니다." if end is not None or on < hired_on else ""
    if kind == "LEAVING" and end is None:
        return "재직 중입니다."
    days = ((end or on) - hired_on).days + 1
    if days < minimum_days:
        return f"근무한 날이 {minimum_days}일에 미치지 못합니다."
    if end is not None and period_over(end + timedelta(days=1), years_after_leaving * MONTHS_OF_YEAR) <= on:
        return f"퇴직한 날부터 {years_after_leaving}년이 지났습니다."
    return ""


def code_of(draws: Sequence[int]) -> str:
    """0000-0000-0000 of letters that are not mistaken for one another, from random numbers."""
    letters = "".join(CODE_LETTERS[draw % len(CODE_LETTERS)] for draw in draws[:CODE_LENGTH])
    return "-".join(letters[place : place + 4] for place in range(0, CODE_LENGTH, 4))


def plain_code(typed: str) -> str:
    """A code as somebody typed it from paper, as it is stored."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    return "-".join(letters[place : place + 4] for place in range(0, len(letters), 4))
