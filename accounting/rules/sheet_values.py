"""Values typed into office spreadsheets, understood the way the typist meant them."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Any

MAX_WON = 10**15
_NEGATIVE_MARKS = "△▲▵-−–‐"
_UNITS = {"천": 1_000, "만": 10_000, "백만": 1_000_000, "천만": 10_000_000, "억": 100_000_000}
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)(백만|천만|천|만|억)?")


class NotAnAmount(ValueError):
    """The text is no whole amount of won."""


def plain_text(value: Any) -> str:
    """Cell as text: full-width forms made plain, blanks around and control characters removed."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = unicodedata.normalize("NFKC", str(value))
    return "".join(char for char in text if char.isprintable()).strip()


def whole_won(value: Any) -> int | None:
    """Whole won of a cell (1,000 · １０００ · 1,000원 · △1,000 · (1,000) · 1.5백만), none when empty."""
    if isinstance(value, bool):
        raise NotAnAmount(value)
    if isinstance(value, (int, float)):
        return _checked(Decimal(str(value)), value)
    text = re.sub(r"[\s,_₩]|원정?$", "", _without_marks(plain_text(value)))
    if text in ("", "-"):
        return None
    negative, digits = _signed(text)
    match = _NUMBER.fullmatch(digits)
    if match is None:
        raise NotAnAmount(value)
    try:
        amount = Decimal(match[1]) * _UNITS.get(match[2] or "", 1)
    except InvalidOperation as error:
        raise NotAnAmount(value) from error
    return _checked(-amount if negative else amount, value)


def code_and_name(value: Any) -> tuple[str, str]:
    """A cell such as "111 겨울빛축제 운영" → code and name (either may be empty)."""
    code, _blank, name = plain_text(value).partition(" ")
    return code[:20], name.strip()[:100]


def _without_marks(text: str) -> str:
    return text.removeprefix("일금").removeprefix("금").replace("\\", "")


def _signed(text: str) -> tuple[bool, str]:
    if text.startswith("(") and text.endswith(")"):
        return True, text[1:-1]
    if text[0] in _NEGATIVE_MARKS:
        return True, text[1:]
    return False, text.removeprefix("+")


def _checked(amount: Decimal, value: Any) -> int:
    if not amount.is_finite() or amount != amount.to_integral_value() or abs(amount) > MAX_WON:
        raise NotAnAmount(value)
    return int(amount)


def column_letter(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
