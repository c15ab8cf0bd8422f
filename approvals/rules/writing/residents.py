"""Resident numbers in a text (주민등록번호): six digits of a real birth date, one of 1–8, six digits more."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

_HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2212\uff0d\u30fc"
_NUMBER = re.compile(
    rf"(?<![0-9])(?P<birth>[0-9]{{6}})(?:[ \u00a0]?[{_HYPHENS}][ \u00a0]?)?(?P<kind>[1-8])[0-9]{{6}}(?![0-9])"
)
_OF_1900 = "1256"


def resident_numbers(text: str) -> list[str]:
    """What looks like resident numbers, as written. There is no check digit since October 2020."""
    plain = unicodedata.normalize("NFKC", text)
    return [found.group() for found in _NUMBER.finditer(plain) if _is_born(found["birth"], found["kind"])]


def _is_born(birth: str, kind: str) -> bool:
    year = (1900 if kind in _OF_1900 else 2000) + int(birth[:2])
    try:
        date(year, int(birth[2:4]), int(birth[4:]))
    except ValueError:
        return False
    return True


def masked(text: str) -> str:
    """The text with the last six digits of every resident number hidden."""
    for number in resident_numbers(text):
        text = text.replace(number, number[:-6] + "******")
    return text


def texts_of(value: Any) -> Iterable[str]:
    """Every text in a JSON value, numbers written out."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from texts_of(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_of(inner)
    elif value is not None and not isinstance(value, bool):
        yield str(value)
