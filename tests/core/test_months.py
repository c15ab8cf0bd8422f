"""Months by the civil code (민법 제157조·제159조·제160조)."""

from __future__ import annotations

from datetime import date

import pytest

from core.periods import age_on, months_and_days, period_end, period_over


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 1), 1, date(2026, 1, 31)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 1, 31), 2, date(2024, 3, 30)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 28)),
        (date(2026, 3, 15), 9, date(2026, 12, 14)),
    ],
)
def test_a_period_of_months_ends_on_the_day_before_or_the_last_of_a_short_month(
    start: date, months: int, end: date
) -> None:
    assert period_end(start, months) == end


def test_l_05_four_monthly_days_are_reckoned_from_the_original_start() -> None:
    hired = date(2024, 1, 31)
    assert [period_over(hired, months) for months in (1, 2, 3, 4)] == [
        date(2024, 3, 1),
        date(2024, 3, 31),
        date(2024, 5, 1),
        date(2024, 5, 31),
    ]


def test_l_04_years_of_somebody_hired_on_29_february() -> None:
    hired = date(2024, 2, 29)
    assert [period_over(hired, 12 * years) for years in (1, 2, 3, 4)] == [
        date(2025, 3, 1),
        date(2026, 3, 1),
        date(2027, 3, 1),
        date(2028, 2, 29),
    ]


@pytest.mark.parametrize(
    ("start", "until", "found"),
    [
        (date(2026, 6, 1), date(2026, 12, 1), (6, 0)),
        (date(2026, 6, 1), date(2026, 6, 30), (0, 29)),
        (date(2026, 1, 31), date(2026, 3, 1), (1, 0)),
        (date(2026, 5, 1), date(2026, 5, 1), (0, 0)),
        (date(2026, 5, 2), date(2026, 5, 1), (0, 0)),
        (date(2025, 3, 2), date(2026, 4, 5), (13, 3)),
    ],
)
def test_whole_months_and_the_days_left_over(start: date, until: date, found: tuple[int, int]) -> None:
    assert months_and_days(start, until) == found


def test_the_day_of_birth_counts() -> None:
    assert age_on(date(1966, 3, 15), date(2026, 3, 14)) == 59
    assert age_on(date(1966, 3, 15), date(2026, 3, 15)) == 60
