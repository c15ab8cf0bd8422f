"""Resident registration numbers: form, check digit, date of birth, mask. No number is kept here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
CENTURIES = {
    "1": 1900,
    "2": 1900,
    "5": 1900,
    "6": 1900,
    "3": 2000,
    "4": 2000,
    "7": 2000,
    "8": 2000,
    "9": 1800,
    "0": 1800,
}
FOREIGNERS = frozenset("5678")
WITHOUT_CHECK_FROM = date(2020, 10, 1)


@dataclass(frozen=True)
class ResidentNumber:
    """A number as typed, taken apart. `is_checked`: the check digit fits."""

    digits: str
    birth: date
    is_male: bool
    is_foreigner: bool
    is_checked: bool

    @property
    def written(self) -> str:
        return f"{self.digits[:6]}-{self.digits[6:]}"


def read_resident_number(text: str) -> ResidentNumber | None:
    """The number taken apart; None when it has not the form of one or names no day.

    Numbers given out since October 2020 have no check digit, so one that does not fit is told, not refused.
    """
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"\d{13}", digits):
        return None
    try:
        birth = date(CENTURIES[digits[6]] + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return None
    is_foreigner = digits[6] in FOREIGNERS
    return ResidentNumber(digits, birth, int(digits[6]) % 2 == 1, is_foreigner, _check(digits, is_foreigner))


def masked(text: str) -> str:
    """900101-1******."""
    digits = re.sub(r"[\s-]", "", text)
    return f"{digits[:6]}-{digits[6:7]}******"


def masked_account(text: str) -> str:
    """***-**-1234: the last four digits."""
    digits = re.sub(r"\D", "", text)
    return f"***-**-{digits[-4:]}"


def _check(digits: str, is_foreigner: bool) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=False))
    rest = (11 - total % 11) % 10
    if is_foreigner:
        rest = (rest + 2) % 10
    return rest == int(digits[12])
