"""What people type: dates without dashes, amounts with 백만, menu names by their first consonants."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
# A Korean keyboard joins two consonants typed one after the other: ㄱㅅ arrives as ㄳ.
_JOINED = {
    "ㄳ": "ㄱㅅ",
    "ㄵ": "ㄴㅈ",
    "ㄶ": "ㄴㅎ",
    "ㄺ": "ㄹㄱ",
    "ㄻ": "ㄹㅁ",
    "ㄼ": "ㄹㅂ",
    "ㄽ": "ㄹㅅ",
    "ㄾ": "ㄹㅌ",
    "ㄿ": "ㄹㅍ",
    "ㅀ": "ㄹㅎ",
    "ㅄ": "ㅂㅅ",
}
_SCALES = {
    "천": 1_000,
    "만": 10_000,
    "십만": 100_000,
    "백만": 1_000_000,
    "천만": 10_000_000,
    "억": 100_000_000,
}
_AMOUNT = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<scale>천만|백만|십만|억|만|천)?")


def parse_date(text: str, today: date) -> date | None:
    """20261122, 2026-11-22, 2026.11.22, 26.11.22, 11.22, 1122 and 22 (this month); None if it is no date."""
    parts = [part for part in re.split(r"[^0-9]+", text.strip()) if part]
    if len(parts) == 1:
        parts = _split_digits(parts[0])
    if not parts or len(parts) > 3:
        return None
    numbers = [int(part) for part in parts]
    if len(numbers) == 1:
        numbers = [today.year, today.month, *numbers]
    elif len(numbers) == 2:
        numbers = [today.year, *numbers]
    year, month, day = numbers
    if year < 100:
        year += 2000
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _split_digits(digits: str) -> list[str]:
    if len(digits) == 8:
        return [digits[:4], digits[4:6], digits[6:]]
    if len(digits) == 6:
        return [digits[:2], digits[2:4], digits[4:]]
    if len(digits) == 4:
        return [digits[:2], digits[2:]]
    return [digits] if len(digits) <= 2 else []


def parse_amount(text: str) -> int | None:
    """1,234,000 · △1,000 · −1000 · (1,000) · 1.5백만 · 3억 2천만 → won; None if it is no whole amount."""
    compact = re.sub(r"[,\s원₩]", "", text)
    negative = bool(re.match(r"^[-−△▲(]", compact))
    compact = compact.strip("-−△▲()")
    if not compact:
        return None
    total, end = Decimal(0), 0
    for found in _AMOUNT.finditer(compact):
        if found.start() != end:
            return None
        try:
            total += Decimal(found["number"]) * _SCALES.get(found["scale"] or "", 1)
        except InvalidOperation:
            return None
        end = found.end()
    if end != len(compact) or total != total.to_integral_value():
        return None
    return -int(total) if negative else int(total)


def parse_whole(text: str, longest: int = 9) -> int | None:
    """A whole number of at most so many digits, without sign or separators; None for anything else."""
    plain = text.strip()
    return int(plain) if plain.isdecimal() and len(plain) <= longest else None


def initials(text: str) -> str:
    """First consonants: 예산집행 → ㅇㅅㅈㅎ; other characters stay, spaces go."""
    out = []
    for char in text:
        if "가" <= char <= "힣":
            out.append(_INITIALS[(ord(char) - ord("가")) // 588])
        elif not char.isspace():
            out.append(char.lower())
    return "".join(out)


def has_initials(query: str) -> bool:
    """Whether first consonants stand in the typed words (ㅅㅁㄱㄹ, 사무ㄱ)."""
    return any(char in _INITIALS or char in _JOINED for char in query)


def found_by(query: str, *names: str) -> bool:
    """Whether the typed words, or first consonants, occur in one of the names; both may be mixed (사무ㄱㄹ)."""
    wanted = "".join(_JOINED.get(char, char) for char in _compact(query))
    return not wanted or any(_occurs(wanted, _compact(name)) for name in names)


def _compact(text: str) -> str:
    return re.sub(r"\s+", "", text).lower()


def _occurs(wanted: str, name: str) -> bool:
    if wanted in name:
        return True
    if not has_initials(wanted):
        return False
    folded = initials(name)
    return any(
        all(char in pair for char, *pair in zip(wanted, name[start:], folded[start:], strict=False))
        for start in range(len(name) - len(wanted) + 1)
    )
