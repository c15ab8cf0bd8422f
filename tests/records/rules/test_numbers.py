"""How numbers are written, and which are missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.choices import Disclosure, SeriesKind
from records.errors import GroundsMissing
from records.rules.disclosure import disclosure_text, public_title, require_grounds
from records.rules.numbers import (
    file_code,
    missing_numbers,
    number_text,
    special_text,
    written_ranges,
)


def test_number_is_written_with_the_name_of_the_department() -> None:
    assert number_text("공연사업팀", 345) == "공연사업팀-345"
    assert file_code("D21", "UT-ACC-01", 2026, 3, 1) == "D21-UT-ACC-01-2026-003-01"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (SeriesKind.INSTRUCTION, "제12호"),
        (SeriesKind.LEGAL, "제12호"),
        (SeriesKind.DAILY_ORDER, "제12호"),
        (SeriesKind.NOTICE, "제2026-12호"),
        (SeriesKind.DIRECTIVE, "제2026-12호"),
    ],
)
def test_number_by_kind_of_document(kind: SeriesKind, text: str) -> None:
    assert special_text(kind, 2026, 12) == text


@given(last=st.integers(0, 200), taken=st.sets(st.integers(1, 200)))
def test_missing_and_given_numbers_make_the_whole_series(last: int, taken: set[int]) -> None:
    given_out = {number for number in taken if number <= last}
    missing = missing_numbers(last, given_out)
    assert sorted(set(missing) | given_out) == list(range(1, last + 1))
    assert not set(missing) & given_out


def test_neighbours_are_written_as_a_range() -> None:
    assert written_ranges([7, 1, 2, 3, 9, 10]) == "1~3, 7, 9~10"
    assert written_ranges([]) == ""


def test_disclosure_is_written_with_its_grounds() -> None:
    assert disclosure_text(Disclosure.PARTIAL, [6, 5, 5]) == "부분공개(5,6)"
    assert disclosure_text(Disclosure.OPEN, []) == "공개"


@pytest.mark.parametrize("grounds", [(), (0,), (9,), (5, 9)])
def test_closed_documents_need_a_known_ground(grounds: tuple[int, ...]) -> None:
    with pytest.raises(GroundsMissing) as refused:
        require_grounds(Disclosure.CLOSED, grounds)
    assert refused.value.code == "E-DOC-004"


def test_only_titles_of_documents_that_are_not_open_are_hidden() -> None:
    assert public_title("징계 의결", Disclosure.CLOSED, is_hidden=True) == "비공개 문서"
    assert public_title("징계 의결", Disclosure.CLOSED, is_hidden=False) == "징계 의결"
    assert public_title("축제 계획", Disclosure.OPEN, is_hidden=True) == "축제 계획"
