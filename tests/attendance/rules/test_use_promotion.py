"""Use promotion: cases L-20 to L-22."""

from __future__ import annotations

from datetime import date

from attendance.rules.annual_leave import monthly_grants
from attendance.rules.use_promotion import (
    PromotionDates,
    PromotionDone,
    answer_until,
    day_stays_payable,
    first_year_parts,
    first_year_promotion,
    frees_from_paying,
    months_before,
    yearly_promotion,
)
from tests.attendance.tables import LABOUR

FISCAL = PromotionDates(date(2026, 7, 1), date(2026, 7, 10), date(2026, 10, 31), date(2026, 12, 31))


def test_l_20_dates_of_a_fiscal_year() -> None:
    assert yearly_promotion(date(2026, 12, 31)) == FISCAL
    assert answer_until(date(2026, 7, 3)) == date(2026, 7, 13)


def test_l_20_unused_leave_is_not_payable_after_a_proper_promotion() -> None:
    assert frees_from_paying(FISCAL, PromotionDone(date(2026, 7, 3), False, date(2026, 10, 30)))
    assert frees_from_paying(FISCAL, PromotionDone(date(2026, 7, 3), True, None))
    assert not frees_from_paying(FISCAL, PromotionDone(date(2026, 7, 11), True, None))
    assert not frees_from_paying(FISCAL, PromotionDone(date(2026, 7, 3), False, date(2026, 11, 1)))
    assert not frees_from_paying(FISCAL, PromotionDone(None, False, date(2026, 10, 30)))


def test_l_21_accepted_work_on_a_fixed_day_stays_payable() -> None:
    assert day_stays_payable(worked_on_fixed_day=True, refusal_stored=False)
    assert not day_stays_payable(worked_on_fixed_day=True, refusal_stored=True)
    assert not day_stays_payable(worked_on_fixed_day=False, refusal_stored=False)


def test_l_22_first_year_days() -> None:
    early, late = first_year_promotion(date(2026, 12, 31))
    assert early == PromotionDates(
        date(2026, 10, 1), date(2026, 10, 10), date(2026, 11, 30), date(2026, 12, 31)
    )
    assert late == PromotionDates(
        date(2026, 12, 1), date(2026, 12, 5), date(2026, 12, 21), date(2026, 12, 31)
    )
    grants = monthly_grants(date(2026, 1, 1), date(2026, 12, 31), LABOUR)
    first, second = first_year_parts(grants, date(2026, 12, 31))
    assert (len(first), len(second)) == (9, 2)


def test_hire_date_promotion() -> None:
    dates = yearly_promotion(date(2026, 9, 14))
    assert (dates.notice_from, dates.notice_until, dates.fix_until) == (
        date(2026, 3, 15),
        date(2026, 3, 24),
        date(2026, 7, 14),
    )
    assert months_before(date(2026, 8, 31), 6) == date(2026, 2, 28)
