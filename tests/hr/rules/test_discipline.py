"""Stop periods and expunging."""

from __future__ import annotations

from datetime import date

from hr.rules.discipline import Sanction, expunged_days, stop_periods, stopped_until, with_awards
from tests.hr.rules.tables import table

STOPS = table("step_up_stop")
YEARS = {key: int(row["years"]) for key, row in table("expunging").items()}
CUT = Sanction("cut", "PAY_CUT", date(2021, 2, 1), date(2021, 5, 1))


def test_h_11_a_pay_cut_executed_until_30_april_2021_is_expunged_on_1_may_2026() -> None:
    assert [(one.key, one.on) for one in expunged_days([CUT], YEARS)] == [("cut", date(2026, 5, 1))]


def test_periods_add_up_when_a_new_sanction_falls_inside() -> None:
    reprimand = Sanction("word", "REPRIMAND", date(2025, 1, 10), date(2025, 1, 10))
    assert {one.key: one.on for one in expunged_days([CUT, reprimand], YEARS)} == {
        "cut": date(2029, 5, 1),
        "word": date(2029, 5, 1),
    }


def test_a_sanction_after_the_period_stands_alone() -> None:
    later = Sanction("word", "REPRIMAND", date(2026, 5, 1), date(2026, 5, 1))
    assert {one.key: one.on for one in expunged_days([CUT, later], YEARS)} == {
        "cut": date(2026, 5, 1),
        "word": date(2029, 5, 1),
    }


def test_stop_periods_of_two_sanctions_run_one_after_the_other() -> None:
    second = Sanction("word", "REPRIMAND", date(2021, 9, 1), date(2021, 9, 1))
    found = [(stop.key, stop.from_on, stop.until_on) for stop in stop_periods([CUT, second], STOPS)]
    assert found == [
        ("cut", date(2021, 5, 1), date(2022, 5, 1)),
        ("word", date(2022, 5, 1), date(2022, 11, 1)),
    ]


def test_money_sex_and_drunk_driving_add_six_months() -> None:
    grave = Sanction("a", "SUSPEND", date(2026, 1, 1), date(2026, 4, 1), is_grave=True)
    assert stop_periods([grave], STOPS)[0].until_on == date(2028, 4, 1)


def test_an_award_halves_the_stop_of_the_heaviest_only() -> None:
    cut = Sanction("cut", "PAY_CUT", date(2021, 2, 1), date(2021, 5, 1), is_halved=True)
    word = Sanction("word", "REPRIMAND", date(2021, 1, 1), date(2021, 1, 1), is_halved=True)
    found = {stop.key: (stop.from_on, stop.until_on) for stop in stop_periods([cut, word], STOPS)}
    assert found == {
        "word": (date(2021, 1, 1), date(2021, 7, 1)),
        "cut": (date(2021, 7, 1), date(2022, 1, 1)),
    }


def test_the_stop_covers_the_execution_too() -> None:
    assert stopped_until([CUT], STOPS, date(2021, 3, 1)) == date(2021, 5, 1)
    assert stopped_until([CUT], STOPS, date(2021, 6, 1)) == date(2022, 5, 1)
    assert stopped_until([CUT], STOPS, date(2022, 5, 1)) is None


def test_an_award_halves_the_heaviest_of_the_sanctions_before_it() -> None:
    word = Sanction("word", "REPRIMAND", date(2020, 1, 1), date(2020, 1, 1))
    later = Sanction("later", "SUSPEND", date(2023, 1, 1), date(2023, 4, 1))
    found = with_awards([word, CUT, later], [date(2021, 6, 1)])
    assert [(one.key, one.is_awarded) for one in found] == [("word", False), ("cut", True), ("later", False)]
    stops = {stop.key: (stop.from_on, stop.until_on) for stop in stop_periods(found, STOPS)}
    assert stops["cut"] == (date(2021, 5, 1), date(2021, 11, 1))
    assert not any(one.is_awarded for one in with_awards([CUT], [date(2021, 1, 31)]))
