"""Dates, times and amounts as official documents write them (영 제7조제5항, 규칙 제2조제2항)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from core.money import in_words
from core.periods import SEOUL

_WEEKDAYS = "월화수목금토일"
_AMOUNT = re.compile(r"금\s*(?P<digits>\d[\d,]*)\s*원\s*[(（]\s*(?P<words>[^()（）]*?)\s*[)）]")


def written_date(day: date, *, weekday: bool = False) -> str:
    """2026. 3. 5. or 2026. 3. 5.(목): no leading zero, a space after each dot."""
    text = f"{day.year}. {day.month}. {day.day}."
    return f"{text}({_WEEKDAYS[day.weekday()]})" if weekday else text


def written_time(at: datetime) -> str:
    """15:20 in Seoul, 24 hours with a colon."""
    return f"{at.astimezone(SEOUL):%H:%M}"


def written_instant(at: datetime) -> str:
    """2026. 3. 5.(목) 15:20 in Seoul."""
    local = at.astimezone(SEOUL)
    return f"{written_date(local.date(), weekday=True)} {written_time(local)}"


def written_range(from_on: date, to_on: date) -> str:
    """2026. 11. 9. ~ 11. 13.: the year (and the month) once where both days share it."""
    if from_on == to_on:
        return written_date(from_on)
    if from_on.year == to_on.year:
        return f"{written_date(from_on)} ~ {to_on.month}. {to_on.day}."
    return f"{written_date(from_on)} ~ {written_date(to_on)}"


def box_date(day: date) -> str:
    """11/22, as the decider's box has it."""
    return f"{day.month}/{day.day}"


def amount_words(amount: int) -> str:
    """금일십일만삼천오백육십원: every digit 1 is written."""
    return f"금{in_words(amount)}원"


def written_amount(amount: int) -> str:
    """금113,560원(금일십일만삼천오백육십원). The words are made, never typed."""
    if amount < 0:
        raise ValueError("an amount in words is not negative")
    return f"금{amount:,}원({amount_words(amount)})"


@dataclass(frozen=True)
class AmountFault:
    """An amount of a text whose digits and words differ."""

    digits: str
    words: str
    expected: str


def amounts_that_differ(text: str) -> Iterator[AmountFault]:
    """Amounts in digits followed by Korean words in brackets that say something else.

    Spaces, a missing 금 or 원 and a closing 정 of the typed words do not count as a difference; what stands in the
    brackets and is no amount in words (`금500원(부가세 포함)`) is none either.
    """
    for found in _AMOUNT.finditer(text):
        typed = re.sub(r"\s", "", found["words"])
        if not _reads_as_amount(typed):
            continue
        amount = int(found["digits"].replace(",", ""))
        expected = amount_words(amount)
        if f"금{_core(typed)}원" != expected or not _separated(found["digits"]):
            yield AmountFault(found["digits"], found["words"], expected)


def _reads_as_amount(typed: str) -> bool:
    core = _core(typed)
    return bool(core) and set(core) <= set("영일이삼사오육칠팔구십백천만억조경")


def _core(typed: str) -> str:
    return typed.removeprefix("금").removesuffix("정").removesuffix("원")


def _separated(digits: str) -> bool:
    """Separators, where there are any, stand at the thousands."""
    return "," not in digits or digits == f"{int(digits.replace(',', '')):,}"
