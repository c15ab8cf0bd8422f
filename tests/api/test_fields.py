"""Strict fields: their type or nothing; what is accepted fits the published schema and the other way round."""

from __future__ import annotations

import datetime as dt
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rest_framework.exceptions import ValidationError

from core.api import fields
from core.periods import SEOUL

MAKERS: dict[str, Any] = {
    "won": lambda: fields.WonField(),
    "won above zero": lambda: fields.WonField(minimum=1),
    "won signed": lambda: fields.WonField(minimum=None),
    "line": lambda: fields.LineField(max_length=20),
    "line or blank": lambda: fields.LineField(max_length=20, allow_blank=True),
    "text": lambda: fields.TextField(max_length=50),
    "code": lambda: fields.CodeField(max_length=10),
    "choice": lambda: fields.ChoiceTextField(choices=[("A", "가"), ("B", "나")]),
    "day": lambda: fields.DayField(),
    "moment": lambda: fields.MomentField(),
    "number": lambda: fields.WholeNumberField(minimum=-5, maximum=5),
    "flag": lambda: fields.FlagField(),
    "id": lambda: fields.IdField(),
}
ODD = [
    "", " ", "\u3000", "0", "-0", "+1", "1.0", "1e3", "１２３", "٣", "10" * 10, "-1", "1,000", "\x00", "a\x00b", "\ud800",
    "\u202e뒤집힘", "🎉", "2026-02-29", "2024-02-29", "2026-13-01", "2026-1-1", "26-01-01", "2026-01-01T00:00:00",
    "2026-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "A\n", "A B", "=1+1",
    "0199c2d4-7a10-7c3e-9b51-2f6c0d4e8a17", "{0199c2d4-7a10-7c3e-9b51-2f6c0d4e8a17}", None, True, 0, 1, -1, 1.0, 1e18,
    10**18, [], {}, [1], {"a": 1},
]  # fmt: skip


def _accepts(field: Any, value: Any) -> bool:
    try:
        field.run_validation(value)
    except ValidationError:
        return False
    return True


def _fits(schema: dict[str, Any], value: Any) -> bool:
    checker = jsonschema.FormatChecker(formats=["date", "uuid"])
    return jsonschema.Draft202012Validator(schema, format_checker=checker).is_valid(value)


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("value", ODD, ids=ascii)
def test_odd_values_are_accepted_only_as_published(name: str, value: Any) -> None:
    field = MAKERS[name]()
    if _accepts(field, value):
        assert _fits(field.json_schema(), value)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(MAKERS)),
    st.one_of(
        st.text(max_size=60), st.integers(), st.floats(), st.booleans(), st.none(), st.lists(st.text())
    ),
)
def test_nothing_but_a_refusal_comes_out_of_a_field(name: str, value: Any) -> None:
    field = MAKERS[name]()
    try:
        read = field.run_validation(value)
    except ValidationError as refusal:
        (detail,) = refusal.detail
        assert str(detail)
        assert detail.code
    else:
        assert _accepts(field, field.to_representation(read)), "what was read is accepted as it is given out"


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1))
def test_won_survives_the_journey(amount: int) -> None:
    field = fields.WonField(minimum=None)
    assert field.run_validation(field.to_representation(amount)) == amount


@pytest.mark.parametrize("text", ["-1", "-1000"])
def test_negative_won_only_where_it_is_meant(text: str) -> None:
    assert not _accepts(fields.WonField(), text)
    assert fields.WonField(minimum=None).run_validation(text) == int(text)


def test_zero_is_refused_where_an_amount_is_needed() -> None:
    assert fields.WonField().run_validation("0") == 0
    assert not _accepts(fields.WonField(minimum=1), "0")


def test_line_drops_outer_spaces_and_refuses_breaks() -> None:
    assert fields.LineField(max_length=20).run_validation("  회의비 ") == "회의비"
    assert not _accepts(fields.LineField(max_length=20), "회의\n비")
    assert fields.TextField(max_length=20).run_validation("회의\n비") == "회의\n비"


def test_length_counts_characters() -> None:
    assert _accepts(fields.LineField(max_length=3), "가나다")
    assert not _accepts(fields.LineField(max_length=3), "가나다라")


def test_days_and_moments() -> None:
    assert fields.DayField().run_validation("2024-02-29") == dt.date(2024, 2, 29)
    assert not _accepts(fields.DayField(), "2026-02-29")
    moment = fields.MomentField().run_validation("2026-03-31T09:00:00+09:00")
    assert moment == dt.datetime(2026, 3, 31, tzinfo=dt.UTC)
    assert fields.MomentField().to_representation(moment) == "2026-03-31T09:00:00+09:00"


def test_as_of_day_means_its_end_in_korea() -> None:
    assert fields.read_as_of("2026-03-31") == dt.datetime(2026, 4, 1, tzinfo=SEOUL)
    assert fields.read_as_of("2026-03-31T00:00:00Z") == dt.datetime(2026, 3, 31, tzinfo=dt.UTC)


def test_query_strings_become_numbers_and_flags_only_where_exact() -> None:
    number = fields.WholeNumberField(minimum=0, maximum=10)
    assert number.from_query("7") == 7
    assert number.from_query("7.0") == "7.0"
    assert fields.FlagField().from_query("TRUE") == "TRUE"


def test_moments_before_whole_minute_offsets_are_written_in_utc() -> None:
    assert fields.written_moment(dt.datetime(1026, 4, 19, tzinfo=dt.UTC)) == "1026-04-19T00:00:00+00:00"
