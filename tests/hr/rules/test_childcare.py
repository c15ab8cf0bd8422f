"""Deadlines of childcare leave."""

from __future__ import annotations

from datetime import date

from hr.rules.childcare import request_deadlines


def test_h_15_silence_until_15_october_grants_the_leave() -> None:
    found = request_deadlines(date(2026, 10, 1), date(2026, 11, 2))
    assert found.is_in_time
    assert (found.warn_on, found.answer_until, found.granted_on) == (
        date(2026, 10, 13),
        date(2026, 10, 15),
        date(2026, 10, 16),
    )
    assert found.withdraw_until == date(2026, 10, 26)


def test_an_urgent_request_is_answered_in_three_days() -> None:
    found = request_deadlines(date(2026, 10, 1), date(2026, 10, 8), is_urgent=True)
    assert (found.is_in_time, found.answer_until) == (True, date(2026, 10, 4))


def test_a_late_request_may_be_put_off_to_thirty_days() -> None:
    found = request_deadlines(date(2026, 10, 1), date(2026, 10, 20))
    assert (found.is_in_time, found.employer_may_put_off_to) == (False, date(2026, 10, 31))
