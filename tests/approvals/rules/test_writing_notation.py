"""Dates, times, amounts, resident numbers and disclosure as documents write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from approvals.rules.writing.disclosure import disclosure_mark, has_valid_grounds
from approvals.rules.writing.notation import (
    AmountFault,
    amounts_that_differ,
    box_date,
    written_amount,
    written_date,
    written_instant,
    written_range,
)
from approvals.rules.writing.residents import masked, resident_numbers, texts_of
from tests.vectors import rows_of

# 행정업무의 운영 및 혁신에 관한 규정 시행규칙 제2조제2항; 113,560 is the example of the rule.
AMOUNTS = {int(row["amount_won"]): row["expected_text"] for row in rows_of("amount_notation_vectors")}


def test_dc_01_the_example_of_the_rule_and_the_tens_are_among_the_vectors() -> None:
    assert len(AMOUNTS) == 17
    assert AMOUNTS[113_560] == "금113,560원(금일십일만삼천오백육십원)"
    assert AMOUNTS[20_010] == "금20,010원(금이만일십원)"
    assert AMOUNTS[1_234_567_890].endswith("(금일십이억삼천사백오십육만칠천팔백구십원)")


@pytest.mark.parametrize(("amount", "text"), AMOUNTS.items())
def test_dc_01_amounts_are_written_in_digits_and_words(amount: int, text: str) -> None:
    assert written_amount(amount) == text
    assert list(amounts_that_differ(f"소요 예산: {text}")) == []


def test_an_amount_that_says_something_else_in_words_is_found() -> None:
    text = "가. 금3,500,000원(금삼백오십만원) 나. 금113,560원(금십일만삼천오백육십원)"
    assert list(amounts_that_differ(text)) == [
        AmountFault("113,560", "금십일만삼천오백육십원", "금일십일만삼천오백육십원")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "금 113,560원 (금 일십일만 삼천오백육십원정)",
        "금500원(부가세 포함)",
        "금500원(금액은 예정)",
        "113,560원(오)",
    ],
)
def test_spaces_closings_and_remarks_are_no_difference(text: str) -> None:
    assert list(amounts_that_differ(text)) == []


def test_separators_at_the_wrong_place_are_a_difference() -> None:
    assert [fault.digits for fault in amounts_that_differ("금1135,60원(금일십일만삼천오백육십원)")] == [
        "1135,60"
    ]


def test_dates_have_dots_and_spaces_and_no_leading_zero() -> None:
    assert written_date(date(2026, 3, 5)) == "2026. 3. 5."
    assert written_date(date(2026, 3, 5), weekday=True) == "2026. 3. 5.(목)"
    assert written_instant(datetime(2026, 3, 5, 6, 20, tzinfo=UTC)) == "2026. 3. 5.(목) 15:20"
    assert written_instant(datetime(2026, 12, 31, 15, 0, 1, tzinfo=UTC)) == "2027. 1. 1.(금) 00:00"
    assert box_date(date(2026, 11, 22)) == "11/22"


def test_a_range_says_a_shared_year_once() -> None:
    assert written_range(date(2026, 11, 9), date(2026, 11, 13)) == "2026. 11. 9. ~ 11. 13."
    assert written_range(date(2026, 12, 30), date(2027, 1, 2)) == "2026. 12. 30. ~ 2027. 1. 2."
    assert written_range(date(2026, 11, 9), date(2026, 11, 9)) == "2026. 11. 9."


@pytest.mark.parametrize(
    "text",
    [
        "900101-1234567",
        "주민등록번호 9001011234567 입니다",
        "000229-3123456",
        "(760431)".replace("31", "30") + " 760430 - 2345678",
        "901231–1234567",
        "９００１０１－１２３４５６７",
        "020202-8123456",
    ],
)
def test_resident_numbers_are_found(text: str) -> None:
    assert len(resident_numbers(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "900230-1234567",  # no 30 February
        "901301-1234567",  # no 13th month
        "010229-3123456",  # 2001 has no 29 February
        "900101-9234567",  # 9 and 0 are of the 19th century
        "1900101-1234567",  # a longer number
        "900101-12345678",
        "900101-123456",
        "공연사업팀-345(2026. 11. 22.)",
    ],
)
def test_other_numbers_are_not_taken_for_resident_numbers(text: str) -> None:
    assert resident_numbers(text) == []


def test_resident_numbers_are_masked() -> None:
    assert masked("김가나 900101-1234567 귀하") == "김가나 900101-1****** 귀하"


def test_values_of_a_form_are_searched_to_the_bottom() -> None:
    values = {"rows": [{"name": "김가나", "id": 9001011234567}], "flag": True, "none": None}
    assert list(texts_of(values)) == ["김가나", "9001011234567"]


def test_dc_03_disclosure_marks_carry_their_grounds_in_order() -> None:
    assert disclosure_mark("PARTIAL", (6, 5, 6)) == "부분공개(5,6)"
    assert disclosure_mark("CLOSED", (1,)) == "비공개(1)"
    assert disclosure_mark("OPEN", (5,)) == "공개"
    assert disclosure_mark("", ()) == ""
    assert has_valid_grounds("PARTIAL", (5, 6))
    assert not has_valid_grounds("PARTIAL", ())
    assert not has_valid_grounds("CLOSED", (5, 9))
    assert has_valid_grounds("OPEN", ())
