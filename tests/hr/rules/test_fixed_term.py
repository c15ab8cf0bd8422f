"""The two years of fixed-term work."""

from __future__ import annotations

from datetime import date

from hr.rules.fixed_term import Contract, fixed_term_check, may_renew, warning_days

FIRST = Contract(date(2024, 7, 1), date(2026, 7, 1))
MORE = Contract(date(2026, 7, 1), date(2027, 1, 1))
REASONS = ("PROJECT", "REPLACEMENT", "STUDY", "ELDERLY", "EXPERT", "OTHER")


def test_h_13_renewal_past_two_years_needs_a_reason() -> None:
    assert not fixed_term_check([FIRST]).is_over
    check = fixed_term_check([FIRST, MORE])
    assert (check.is_over, check.limit_on) == (True, date(2026, 7, 1))
    assert not may_renew(check, "", REASONS)
    assert may_renew(check, "REPLACEMENT", REASONS)


def test_childcare_leave_puts_the_limit_off() -> None:
    away = [(date(2025, 1, 1), date(2025, 7, 1))]
    check = fixed_term_check([FIRST, MORE], away)
    assert (check.is_over, check.limit_on) == (False, date(2027, 1, 1))


def test_a_gap_begins_anew_and_a_short_one_is_told() -> None:
    after = Contract(date(2026, 9, 1), date(2027, 9, 1))
    check = fixed_term_check([FIRST, after])
    assert (check.is_over, check.is_near_gap, check.limit_on) == (False, True, date(2028, 9, 1))
    long_after = Contract(date(2027, 3, 1), date(2028, 3, 1))
    assert not fixed_term_check([FIRST, long_after]).is_near_gap


def test_the_end_is_announced_ninety_sixty_and_thirty_days_before() -> None:
    assert warning_days(date(2026, 7, 1), [90, 60, 30]) == [
        date(2026, 4, 1),
        date(2026, 5, 1),
        date(2026, 5, 31),
    ]
