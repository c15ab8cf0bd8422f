"""Earlier careers and the initial step."""

from __future__ import annotations

from datetime import date

from hr.rules.careers import CareerSpan, counted_career, initial_step

FORTY = CareerSpan(date(2018, 1, 1), date(2021, 5, 1), 100)
THIRTY = CareerSpan(date(2021, 5, 1), date(2023, 11, 1), 80)


def test_h_08_forty_months_in_full_and_thirty_at_eighty_percent_make_step_six() -> None:
    assert counted_career([FORTY, THIRTY]).months == 64
    fixed = initial_step([FORTY, THIRTY], hired_on=date(2026, 3, 2))
    assert (fixed.step, fixed.carried_months, fixed.next_on) == (6, 4, date(2026, 12, 1))


def test_a_year_that_is_full_on_the_first_gives_the_step_on_that_day() -> None:
    fixed = initial_step([FORTY, THIRTY], hired_on=date(2026, 3, 1))
    assert fixed.next_on == date(2026, 11, 1)


def test_of_two_careers_at_a_time_the_better_one_counts_once() -> None:
    half = CareerSpan(date(2018, 1, 1), date(2020, 1, 1), 50)
    full = CareerSpan(date(2019, 1, 1), date(2020, 1, 1), 100)
    assert counted_career([half, full]).months == 6 + 12


def test_part_time_counts_in_full_for_a_year_and_by_its_hours_after() -> None:
    part = CareerSpan(date(2018, 1, 1), date(2020, 1, 1), 100, hours_percent=50)
    assert counted_career([part]).months == 12 + 6


def test_no_career_starts_at_the_first_step() -> None:
    fixed = initial_step([], hired_on=date(2026, 3, 2))
    assert (fixed.step, fixed.carried_months, fixed.next_on) == (1, 0, date(2027, 4, 1))
