"""What people type."""

from __future__ import annotations

from datetime import date

import pytest

from ui.rules.entry import found_by, has_initials, initials, parse_amount, parse_date, parse_whole

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "typed,expected",
    [
        ("20261122", date(2026, 11, 22)),
        ("2026-11-22", date(2026, 11, 22)),
        ("2026. 11. 22.", date(2026, 11, 22)),
        ("26.1.5", date(2026, 1, 5)),
        ("261105", date(2026, 11, 5)),
        ("11.22", date(2026, 11, 22)),
        ("1122", date(2026, 11, 22)),
        ("3", date(2026, 11, 3)),
        ("2026-02-30", None),
        ("어제", None),
        ("", None),
        ("1.2.3.4", None),
        ("123", None),
    ],
)
def test_dates(typed: str, expected: date | None) -> None:
    assert parse_date(typed, TODAY) == expected


@pytest.mark.parametrize(
    "typed,expected",
    [
        ("1,234,000", 1_234_000),
        ("1.5백만", 1_500_000),
        ("3억 2천만원", 320_000_000),
        ("△1,000", -1_000),
        ("−1000", -1_000),
        ("(2,500)", -2_500),
        ("10만", 100_000),
        ("0", 0),
        ("1.5", None),
        ("12원어치", None),
        ("", None),
        ("백만", None),
    ],
)
def test_amounts(typed: str, expected: int | None) -> None:
    assert parse_amount(typed) == expected


def test_initials_keep_other_characters() -> None:
    assert initials("예산집행 E호조 1") == "ㅇㅅㅈㅎeㅎㅈ1"


@pytest.mark.parametrize("query", ["예산", "ㅇㅅㅈㅎ", "집행 현황", "EXEC", ""])
def test_found_by_name_initials_and_keyword(query: str) -> None:
    assert found_by(query, "예산집행 현황", "exec")


@pytest.mark.parametrize("query", ["예산ㅈㅎ", "ㅇ산ㅈ행", "집행ㅎㅎ", "ㅎㅎ"])
def test_first_consonants_and_syllables_may_be_mixed(query: str) -> None:
    assert found_by(query, "예산집행 현황")


@pytest.mark.parametrize("query,name", [("ㄳ", "감사"), ("ㅇㅄ", "일반수용비 예비성"), ("ㄵ", "난지")])
def test_consonants_a_keyboard_joined_are_taken_apart(query: str, name: str) -> None:
    assert found_by(query, name)


def test_not_found() -> None:
    assert not found_by("급여", "예산집행 현황")
    assert not found_by("ㅎㅇㅅ", "예산집행 현황")
    assert not has_initials("사무관리비 207")
    assert has_initials("사무ㄱ")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12", 12),
        (" 7 ", 7),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("²", None),
        ("9" * 40, None),
        ("천", None),
    ],
)
def test_whole_number_of_few_digits(text: str, found: int | None) -> None:
    assert parse_whole(text) == found
