"""Periods of months and years by the civil code."""

from datetime import date

import pytest

from core import periods


@pytest.mark.parametrize(
    ("months", "arises"),
    [
        (1, date(2024, 3, 1)),
        (2, date(2024, 3, 31)),
        (3, date(2024, 5, 1)),
        (4, date(2024, 5, 31)),
        (5, date(2024, 7, 1)),
    ],
)
def test_months_from_the_thirty_first(months, arises):
    assert periods.period_over(date(2024, 1, 31), months) == arises


@pytest.mark.parametrize(
    ("years", "arises"),
    [(1, date(2025, 3, 1)), (2, date(2026, 3, 1)), (3, date(2027, 3, 1)), (4, date(2028, 2, 29))],
)
def test_years_from_the_leap_day(years, arises):
    assert periods.period_over(date(2024, 2, 29), years * 12) == arises


def test_a_period_ends_on_the_day_before_its_corresponding_day():
    assert periods.period_end(date(2026, 3, 15), 1) == date(2026, 4, 14)
    assert periods.period_end(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert periods.period_end(date(2025, 3, 1), 12) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("on", "months"),
    [
        (date(2024, 1, 30), 0),
        (date(2024, 1, 31), 0),
        (date(2024, 2, 29), 0),
        (date(2024, 3, 1), 1),
        (date(2024, 3, 30), 1),
        (date(2024, 3, 31), 2),
        (date(2024, 4, 30), 2),
        (date(2024, 5, 1), 3),
        (date(2025, 1, 30), 11),
        (date(2025, 1, 31), 12),
    ],
)
def test_completed_months_follow_the_days_they_arise_on(on, months):
    assert periods.completed_months(date(2024, 1, 31), on) == months


def test_completed_years():
    assert periods.completed_years(date(2024, 2, 29), date(2025, 2, 28)) == 0
    assert periods.completed_years(date(2024, 2, 29), date(2025, 3, 1)) == 1
    assert periods.completed_years(date(2024, 2, 29), date(2028, 2, 28)) == 3
    assert periods.completed_years(date(2024, 2, 29), date(2028, 2, 29)) == 4


def test_the_day_of_birth_counts():
    assert periods.age_reached_on(date(1966, 3, 15), 60) == date(2026, 3, 15)
    assert periods.age_reached_on(date(2004, 2, 29), 19) == date(2023, 3, 1)


def test_months_and_loose_days():
    assert periods.months_and_days(date(2026, 4, 1), date(2027, 4, 1)) == (12, 0)
    assert periods.months_and_days(date(2026, 1, 31), date(2026, 3, 15)) == (1, 14)
    assert periods.months_and_days(date(2026, 3, 2), date(2026, 3, 16)) == (0, 14)


def test_months_agree_with_the_days_they_arise_on_for_every_start_of_a_leap_year():
    for ordinal in range(date(2024, 1, 1).toordinal(), date(2025, 1, 1).toordinal()):
        start = date.fromordinal(ordinal)
        for months in range(1, 30):
            arises = periods.period_over(start, months)
            assert periods.completed_months(start, arises) == months
            assert periods.completed_months(start, date.fromordinal(arises.toordinal() - 1)) == months - 1
