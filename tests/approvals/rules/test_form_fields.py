"""Fields of a form: described, read, and told to the line."""

from __future__ import annotations

from typing import Any

import pytest

from approvals.rules.form_fields import Feed, faults_of_fields, fed, read_values, series_word

PERSON = "0192a0c0-0000-7000-8000-000000000001"
FIELDS: list[dict[str, Any]] = [
    {"name": "total", "label": "금액", "type": "WON", "required": True, "feeds": "AMOUNT"},
    {"name": "on", "label": "날", "type": "DAY"},
    {"name": "kind", "label": "종류", "type": "CHOICE", "options": ["가", "나"], "feeds": "SELECTOR"},
    {"name": "who", "label": "대상자", "type": "PERSON", "feeds": "PEOPLE"},
    {"name": "many", "label": "수", "type": "NUMBER"},
    {"name": "done", "label": "확인", "type": "CHECK"},
    {"name": "memo", "label": "메모"},
]


def test_typed_values_are_read_by_their_type() -> None:
    typed = {
        "total": "3,500,000원",
        "on": "20261122",
        "kind": "나",
        "who": PERSON,
        "many": "-12",
        "done": "1",
        "memo": " 글 ",
    }
    values, faults = read_values(FIELDS, typed)
    assert faults == []
    assert values == {
        "total": 3_500_000,
        "on": "2026-11-22",
        "kind": "나",
        "who": PERSON,
        "many": -12,
        "done": True,
        "memo": "글",
    }
    assert fed(FIELDS, values) == Feed(3_500_000, (PERSON,), {"kind": "나"})


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        ("total", "삼백만", "amount"),
        ("total", "-1", "amount"),
        ("total", "1000000000000001", "amount"),
        ("on", "2026-02-30", "day"),
        ("on", "내일", "day"),
        ("kind", "다", "choice"),
        ("who", "김가나", "person"),
        ("many", "1.5", "number"),
        ("memo", "가" * 301, "too_long"),
    ],
)
def test_what_cannot_be_read_is_named_and_left_out(name: str, typed: str, code: str) -> None:
    values, faults = read_values(FIELDS, {name: typed})
    assert values == {}
    assert [(fault.pointer, fault.code) for fault in faults] == [(f"/value.{name}", code)]


def test_empty_values_are_left_out() -> None:
    assert read_values(FIELDS, {"memo": "  ", "total": "", "on": None}) == ({}, [])


@pytest.mark.parametrize(
    ("described", "place"),
    [
        ([{"name": "A"}], "/fields/0/name"),
        ([{"name": "a"}, {"name": "a"}], "/fields/1/name"),
        ([{"name": "a", "type": "FILE"}], "/fields/0/type"),
        ([{"name": "a", "type": "CHOICE"}], "/fields/0/options"),
        ([{"name": "a", "feeds": "AMOUNT"}], "/fields/0/feeds"),
        ([{"name": "a", "onclick": "x"}], "/fields/0/onclick"),
        ([{"name": "a", "label": "가" * 61}], "/fields/0/label"),
        (
            [
                {"name": "a", "type": "WON", "feeds": "AMOUNT"},
                {"name": "b", "type": "WON", "feeds": "AMOUNT"},
            ],
            "/fields",
        ),
    ],
)
def test_a_form_describes_its_fields_properly(described: list[dict[str, Any]], place: str) -> None:
    assert place in [fault.pointer for fault in faults_of_fields(described)]
    assert faults_of_fields(FIELDS) == []


def test_a_field_says_which_kind_of_directive_is_numbered() -> None:
    field = {
        "name": "series",
        "label": "종류",
        "type": "CHOICE",
        "options": ["훈령", "예규"],
        "feeds": "SERIES",
    }
    assert faults_of_fields([field]) == []
    assert series_word([field], {"series": "예규"}) == "예규"
    assert series_word([field], {}) == series_word(FIELDS, {"kind": "나"}) == ""
    assert fed([field], {"series": "예규"}) == Feed()
    strange = faults_of_fields([{**field, "options": ["훈령", "법률"]}])
    assert [(fault.pointer, fault.code) for fault in strange] == [("/fields/0/options", "choice")]
    twice = faults_of_fields([field, {**field, "name": "again"}])
    assert [(fault.pointer, fault.code) for fault in twice] == [("/fields", "feeds")]
    typed = faults_of_fields([{"name": "series", "type": "TEXT", "feeds": "SERIES"}])
    assert [(fault.pointer, fault.code) for fault in typed] == [("/fields/0/feeds", "choice")]
