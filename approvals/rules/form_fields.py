"""Fields a form asks for: how they are described, how typed values are read, what the line takes from them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from core.errors import FieldFault

TEXT, LONG, NUMBER, WON, DAY, CHOICE, CHECK, PERSON = (
    "TEXT",
    "LONG",
    "NUMBER",
    "WON",
    "DAY",
    "CHOICE",
    "CHECK",
    "PERSON",
)
TYPES = (TEXT, LONG, NUMBER, WON, DAY, CHOICE, CHECK, PERSON)
AMOUNT, PEOPLE, SELECTOR, SERIES = "AMOUNT", "PEOPLE", "SELECTOR", "SERIES"
# What a field may tell the approval line or the numbering, and the types that can tell it.
FEEDS = {AMOUNT: (WON,), PEOPLE: (PERSON,), SELECTOR: (CHOICE, TEXT), SERIES: (CHOICE,)}
# Kinds of 지시문서 (영 제4조제2호): each has a series of its own (규칙 제8조).
SERIES_WORDS = ("훈령", "예규", "지시", "일일명령")
MOST_FIELDS = 60
MOST_OPTIONS = 100
MOST_TEXT = 20_000
MOST_LINE = 300
MOST_AMOUNT = 10**15
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_KEYS = frozenset({"name", "label", "type", "required", "drives", "options", "feeds", "hint"})
_WORDS = {
    "required": "{label}: 반드시 입력해야 합니다.",
    "number": "{label}: 숫자를 입력하십시오.",
    "amount": "{label}: 0원 이상의 금액을 입력하십시오.",
    "day": "{label}: 날짜를 20261122 또는 2026-11-22처럼 입력하십시오.",
    "choice": "{label}: 목록에 있는 값을 고르십시오.",
    "person": "{label}: 사람을 고르십시오.",
    "too_long": "{label}: 너무 깁니다.",
}


@dataclass(frozen=True)
class Feed:
    """What the values of the fields say about the line."""

    amount: int | None = None
    people: tuple[str, ...] = ()
    selectors: Mapping[str, str] = field(default_factory=dict)


def faults_of_fields(described: Sequence[Mapping[str, Any]]) -> list[FieldFault]:
    """What is wrong with the description of a form's fields, each with its place."""
    faults: list[FieldFault] = []
    if len(described) > MOST_FIELDS:
        faults.append(FieldFault("/fields", "too_many", f"항목은 {MOST_FIELDS}개까지 둘 수 있습니다."))
    seen: set[str] = set()
    for index, one in enumerate(described):
        place = f"/fields/{index}"
        name = str(one.get("name", ""))
        if not _NAME.fullmatch(name) or name in seen:
            words = "항목 이름은 서로 다른 영문 소문자로 시작하는 이름이어야 합니다."
            faults.append(FieldFault(f"{place}/name", "name", words))
        seen.add(name)
        faults += _faults_of_field(one, place)
    faults += [
        FieldFault("/fields", "feeds", "금액으로 쓰는 항목은 하나만 둘 수 있습니다.")
        for feeds in (AMOUNT,)
        if sum(1 for one in described if one.get("feeds") == feeds) > 1
    ]
    if sum(1 for one in described if one.get("feeds") == SERIES) > 1:
        faults.append(FieldFault("/fields", "feeds", "번호를 정하는 항목은 하나만 둘 수 있습니다."))
    return faults


def _faults_of_field(one: Mapping[str, Any], place: str) -> list[FieldFault]:
    faults = [
        FieldFault(f"{place}/{name}", "unknown_field", "알 수 없는 값입니다.")
        for name in sorted(set(one) - _KEYS)
    ]
    kind = one.get("type", TEXT)
    if kind not in TYPES:
        faults.append(FieldFault(f"{place}/type", "choice", "알 수 없는 항목 종류입니다."))
    label = one.get("label", "")
    if not isinstance(label, str) or len(label) > 60:
        faults.append(FieldFault(f"{place}/label", "too_long", "항목 이름표는 60자까지입니다."))
    options = one.get("options", [])
    if not isinstance(options, list) or len(options) > MOST_OPTIONS or (kind == CHOICE and not options):
        faults.append(FieldFault(f"{place}/options", "required", "고를 값을 1개에서 100개까지 적으십시오."))
    feeds = one.get("feeds", "")
    if feeds and (feeds not in FEEDS or kind not in FEEDS[feeds]):
        faults.append(
            FieldFault(f"{place}/feeds", "choice", "이 종류의 항목으로는 결재선을 정할 수 없습니다.")
        )
    if feeds == SERIES and isinstance(options, list) and not set(options) <= set(SERIES_WORDS):
        words = f"번호를 정하는 항목의 값은 {', '.join(SERIES_WORDS)} 가운데에서 고르십시오."
        faults.append(FieldFault(f"{place}/options", "choice", words))
    return faults


def read_values(
    described: Sequence[Mapping[str, Any]], typed: Mapping[str, Any]
) -> tuple[dict[str, Any], list[FieldFault]]:
    """The values as they are stored, from what was typed; empty ones are left out, wrong ones are named."""
    values: dict[str, Any] = {}
    faults: list[FieldFault] = []
    for one in described:
        name = str(one["name"])
        given = typed.get(name)
        text = given.strip() if isinstance(given, str) else given
        if text in (None, "", []):
            continue
        value, code = _read(one, text)
        if code:
            faults.append(_fault(one, code))
        else:
            values[name] = value
    return values, faults


def _read(one: Mapping[str, Any], given: Any) -> tuple[Any, str]:
    text = str(given)
    kind = one.get("type", TEXT)
    if kind == CHECK:
        return text in {"1", "true", "True", "on"}, ""
    if kind in (NUMBER, WON):
        return _read_number(text, is_won=kind == WON)
    if kind == DAY:
        return _read_day(text)
    if kind == CHOICE:
        return (text, "") if text in one.get("options", ()) else ("", "choice")
    if kind == PERSON:
        return _read_person(text)
    most = MOST_TEXT if kind == LONG else MOST_LINE
    return (text, "") if len(text) <= most else ("", "too_long")


def _read_number(text: str, *, is_won: bool) -> tuple[int, str]:
    compact = re.sub(r"[,\s원]", "", text)
    if not re.fullmatch(r"-?[0-9]{1,18}", compact):
        return 0, "amount" if is_won else "number"
    number = int(compact)
    if is_won and not 0 <= number <= MOST_AMOUNT:
        return 0, "amount"
    return number, ""


def _read_day(text: str) -> tuple[str, str]:
    digits = re.fullmatch(r"([0-9]{4})[-. ]*([0-9]{1,2})[-. ]*([0-9]{1,2})\.?", text)
    try:
        return (date(*map(int, digits.groups())).isoformat(), "") if digits else ("", "day")
    except ValueError:
        return "", "day"


def _read_person(text: str) -> tuple[str, str]:
    try:
        return str(UUID(text)), ""
    except ValueError:
        return "", "person"


def fed(described: Sequence[Mapping[str, Any]], values: Mapping[str, Any]) -> Feed:
    """What the line takes from the values: the amount, the people concerned, selectors by field name."""
    amount: int | None = None
    people: list[str] = []
    selectors: dict[str, str] = {}
    for one in described:
        value, feeds = values.get(one["name"]), one.get("feeds", "")
        if value in (None, ""):
            continue
        if feeds == AMOUNT and isinstance(value, int):
            amount = value
        elif feeds == PEOPLE:
            people.append(str(value))
        elif feeds == SELECTOR:
            selectors[str(one["name"])] = str(value)
    return Feed(amount, tuple(people), selectors)


def series_word(described: Sequence[Mapping[str, Any]], values: Mapping[str, Any]) -> str:
    """Which kind of 지시문서 the values say; empty where no field asks."""
    found = (values.get(one["name"]) for one in described if one.get("feeds") == SERIES)
    return next((str(value) for value in found if value in SERIES_WORDS), "")


def feeds_amount(described: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the amount comes from a field."""
    return any(one.get("feeds") == AMOUNT for one in described)


def _fault(one: Mapping[str, Any], code: str) -> FieldFault:
    label = str(one.get("label") or one["name"])
    return FieldFault(f"/value.{one['name']}", code, _WORDS[code].format(label=label))
