"""Life of a discipline case."""

from __future__ import annotations

from datetime import date

import pytest

from core.errors import InvalidMove
from hr.rules.discipline_case import CASE_FLOW, barred_from, months_fit

USUAL = ("investigate", "request", "convene", "decide", "notify", "execute", "expunge")


def test_the_usual_way_and_the_ways_out() -> None:
    state, seen = "REPORTED", []
    for verb in USUAL:
        state = CASE_FLOW.next(state, verb)
        seen.append(state)
    assert seen == ["INVESTIGATION", "REQUESTED", "COMMITTEE", "DECIDED", "NOTIFIED", "EXECUTED", "EXPUNGED"]
    assert [CASE_FLOW.next(state, "close") for state in ("INVESTIGATION", "COMMITTEE")] == [
        "CLOSED",
        "CLOSED",
    ]
    with pytest.raises(InvalidMove):
        CASE_FLOW.next("REQUESTED", "close")
    assert [CASE_FLOW.next("APPEAL", verb) for verb in ("uphold", "change", "cancel")] == [
        "UPHELD",
        "CHANGED",
        "CANCELLED",
    ]


def test_a_sanction_is_asked_for_within_the_time_of_the_law() -> None:
    day = date(2023, 3, 15)
    assert [barred_from(day, years) for years in (3, 5, 10)] == [
        date(2026, 3, 15),
        date(2028, 3, 15),
        date(2033, 3, 15),
    ]


@pytest.mark.parametrize(
    ("sanction", "fits"),
    [
        ("DEMOTE", [False, False, False, True]),
        ("SUSPEND", [False, True, True, True]),
        ("PAY_CUT", [False, True, True, True]),
        ("REPRIMAND", [True, False, False, False]),
        ("DISMISS", [True, False, False, False]),
    ],
)
def test_months_of_execution(sanction: str, fits: list[bool]) -> None:
    assert [months_fit(sanction, months) for months in range(4)] == fits
