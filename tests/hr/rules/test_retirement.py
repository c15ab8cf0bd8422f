"""Retirement by age."""

from __future__ import annotations

from datetime import date

import pytest

from hr.rules.retirement import retirement_on


@pytest.mark.parametrize(
    ("birth", "last_day"),
    [
        (date(1966, 3, 15), date(2026, 6, 30)),
        (date(1966, 6, 30), date(2026, 6, 30)),
        (date(1966, 7, 1), date(2026, 12, 31)),
        (date(1966, 1, 1), date(2026, 6, 30)),
        (date(1966, 12, 31), date(2026, 12, 31)),
    ],
)
def test_h_06_last_day_is_the_end_of_the_half_year_of_the_sixtieth_birthday(
    birth: date, last_day: date
) -> None:
    assert retirement_on(birth) == last_day


def test_an_institution_may_end_on_the_birthday_itself() -> None:
    assert retirement_on(date(1966, 3, 15), half_year_end=False) == date(2026, 3, 15)
    assert retirement_on(date(1964, 2, 29), age=61, half_year_end=False) == date(2025, 2, 28)
    assert retirement_on(date(1964, 2, 29), age=60, half_year_end=False) == date(2024, 2, 29)
