"""Resident registration numbers."""

from __future__ import annotations

from datetime import date

from hr.rules.residents import masked, masked_account, read_resident_number


def test_a_number_tells_birth_and_sex_and_checks_its_last_digit() -> None:
    found = read_resident_number("900101-1234568")
    assert found is not None
    assert (found.birth, found.is_male, found.is_foreigner) == (date(1990, 1, 1), True, False)
    assert found.is_checked


def test_the_check_digit_is_told_not_refused() -> None:
    digits = [read_resident_number(f"900101-123456{last}") for last in range(10)]
    assert [one.digits[-1] for one in digits if one and one.is_checked] == ["8"]
    assert None not in digits


def test_what_names_no_day_is_no_number() -> None:
    assert read_resident_number("901301-1234567") is None
    assert read_resident_number("900101-123456") is None
    assert read_resident_number("") is None


def test_h_12_the_mask_leaves_birth_and_the_first_digit() -> None:
    assert masked("9001011234567") == "900101-1******"
    assert masked_account("110-234-561234") == "***-**-1234"
