"""Annual leave: cases L-01 to L-26 as far as they are calculation."""

from __future__ import annotations

from datetime import date

import pytest

from attendance.rules.annual_leave import (
    Attendance,
    days_text,
    earned_minutes,
    first_fiscal_minutes,
    fiscal_grants,
    fiscal_years_completed,
    granted_by_fiscal_year,
    granted_by_law,
    leave_settlement,
    mixed_contract_minutes,
    monthly_grants,
    months_absent,
    next_grant,
    part_time_minutes,
    unused_leave_pay,
    yearly_grants,
)
from attendance.rules.local_public_leave import (
    advance_left,
    grant_with_floor,
    months_of,
    prorated_days,
    table_days,
)
from core.periods import completed_months
from tests.attendance.tables import LABOUR, LOCAL_PUBLIC

D = 480


def test_l_01_monthly_days_of_the_first_year() -> None:
    grants = monthly_grants(date(2025, 3, 1), date(2025, 9, 10), LABOUR)
    assert [grant.granted_on for grant in grants] == [date(2025, m, 1) for m in range(4, 10)]
    assert sum(grant.minutes for grant in grants) == 6 * D
    assert {grant.expires_on for grant in grants} == {date(2026, 2, 28)}


def test_a_month_with_an_absence_gives_no_day() -> None:
    grants = monthly_grants(date(2025, 3, 1), date(2026, 3, 1), LABOUR, missed={2, 5})
    assert len(grants) == 9


def test_l_02_a_yearly_grant_follows_eleven_days() -> None:
    assert len(monthly_grants(date(2025, 3, 1), date(2026, 3, 1), LABOUR)) == 11
    (yearly,) = yearly_grants(date(2025, 3, 1), date(2026, 3, 1), LABOUR)
    assert (yearly.granted_on, yearly.expires_on, yearly.minutes) == (
        date(2026, 3, 1),
        date(2027, 2, 28),
        15 * D,
    )


@pytest.mark.parametrize(("last_day", "total"), [(date(2026, 2, 28), 11), (date(2026, 3, 1), 26)])
def test_l_03_the_day_after_the_year_decides(last_day: date, total: int) -> None:
    assert granted_by_law(date(2025, 3, 1), last_day, LABOUR) == total * D


def test_l_04_hired_on_the_leap_day() -> None:
    grants = yearly_grants(date(2024, 2, 29), date(2028, 3, 1), LABOUR)
    assert [(grant.granted_on, grant.minutes // D) for grant in grants] == [
        (date(2025, 3, 1), 15),
        (date(2026, 3, 1), 15),
        (date(2027, 3, 1), 16),
        (date(2028, 2, 29), 16),
    ]
    monthly = monthly_grants(date(2024, 2, 29), date(2025, 3, 1), LABOUR)
    assert (monthly[0].granted_on, monthly[-1].granted_on) == (date(2024, 3, 29), date(2025, 1, 29))


def test_l_05_hired_on_the_thirty_first() -> None:
    grants = monthly_grants(date(2024, 1, 31), date(2025, 1, 31), LABOUR)
    assert [grant.granted_on for grant in grants[:4]] == [
        date(2024, 3, 1),
        date(2024, 3, 31),
        date(2024, 5, 1),
        date(2024, 5, 31),
    ]
    assert yearly_grants(date(2024, 1, 31), date(2025, 1, 31), LABOUR)[0].granted_on == date(2025, 1, 31)


@pytest.mark.parametrize(
    ("years", "days"), [(2, 15), (3, 16), (4, 16), (5, 17), (14, 21), (15, 22), (21, 25), (30, 25)]
)
def test_l_06_days_by_completed_years(years: int, days: int) -> None:
    assert LABOUR.days(years) == days


def test_l_07_first_fiscal_grant_in_proportion() -> None:
    assert first_fiscal_minutes(date(2025, 7, 1), LABOUR) == 8 * D
    assert first_fiscal_minutes(date(2025, 7, 1), LABOUR, round_to=D // 2) == 8 * D
    monthly = monthly_grants(date(2025, 7, 1), date(2027, 1, 1), LABOUR)
    assert monthly[-1].granted_on == date(2026, 6, 1)


def test_fiscal_years_after_the_first() -> None:
    grants = fiscal_grants(date(2023, 8, 16), date(2027, 1, 1), LABOUR)
    assert [(g.granted_on.year, g.years, g.minutes // D) for g in grants[1:]] == [
        (2025, 1, 15),
        (2026, 2, 15),
        (2027, 3, 16),
    ]
    assert fiscal_years_completed(date(2023, 1, 1), 2024) == 1


def test_l_08_settlement_on_leaving_adds_the_shortage() -> None:
    law = granted_by_law(date(2025, 7, 1), date(2028, 7, 5), LABOUR)
    fiscal = granted_by_fiscal_year(date(2025, 7, 1), date(2028, 7, 5), LABOUR)
    settled = leave_settlement(law, fiscal)
    assert (law // D, fiscal // D, settled.added // D, settled.taken_back) == (57, 49, 8, 0)


@pytest.mark.parametrize(("recompute", "total"), [(False, 14), (True, 10)])
def test_l_09_a_surplus_stays_unless_the_rules_say_otherwise(recompute: bool, total: int) -> None:
    law = granted_by_law(date(2025, 10, 1), date(2026, 8, 31), LABOUR)
    fiscal = granted_by_fiscal_year(date(2025, 10, 1), date(2026, 8, 31), LABOUR)
    assert leave_settlement(law, fiscal, recompute=recompute).total == total * D


def test_l_10_below_eighty_per_cent_a_day_for_each_full_month() -> None:
    assert earned_minutes(15, Attendance(243, 0, 190, 8)) == 8 * D


def test_l_11_days_taken_out_of_the_denominator() -> None:
    assert earned_minutes(16, Attendance(245, 124, 121)) == 8 * D
    assert earned_minutes(16, Attendance(245, 124, 121), round_to=1) == 3793  # 7.90 days


def test_l_12_childcare_leave_counts_as_attended() -> None:
    assert earned_minutes(16, Attendance(245, 0, 245)) == 16 * D


def test_l_13_part_time_hours_round_up() -> None:
    assert part_time_minutes(15, 1350) == 68 * 60


def test_l_14_below_fifteen_hours_nothing() -> None:
    assert part_time_minutes(15, 14 * 60) == 0
    assert part_time_minutes(15, 15 * 60) == 45 * 60


def test_a_year_with_two_contracts_is_rounded_once() -> None:
    assert mixed_contract_minutes(15, [(2400, 6), (1350, 6)]) == 94 * 60  # 60 + 33.75 hours


def test_l_16_borrowing_by_service() -> None:
    months = completed_months(date(2025, 1, 1), date(2026, 7, 1))
    assert months == 18
    assert advance_left(months, 0, LOCAL_PUBLIC.advance) == 6 * D
    assert advance_left(months, 2 * D, LOCAL_PUBLIC.advance) == 4 * D


@pytest.mark.parametrize(
    ("months", "days"),
    [(0, 0), (1, 11), (11, 11), (12, 15), (36, 16), (48, 17), (66, 20), (72, 21), (400, 21)],
)
def test_l_23_days_by_service_on_the_last_day_of_the_year(months: int, days: int) -> None:
    assert table_days(months, LOCAL_PUBLIC.days) == days


def test_l_24_the_law_lifts_a_shortened_grant() -> None:
    assert prorated_days(21, 6) == 11
    grant = grant_with_floor(21, 6, LABOUR.days(7) * D)
    assert (grant.by_table // D, grant.minutes // D, grant.is_lifted) == (11, 18, True)


def test_l_25_the_law_gives_more_from_fifteen_years() -> None:
    grant = grant_with_floor(21, 12, LABOUR.days(16) * D)
    assert (grant.minutes // D, grant.is_lifted) == (22, True)
    assert not grant_with_floor(21, 12, LABOUR.days(7) * D).is_lifted


def test_l_26_pay_for_unused_leave() -> None:
    assert unused_leave_pay(D, 3_344_000) == 128_000
    assert unused_leave_pay(5 * D, 3_344_000) == 640_000


def test_service_as_the_table_writes_it() -> None:
    assert [months_of(text) for text in ("1 month", "1 year", "3 years", "0")] == [1, 12, 36, 0]
    assert [months_absent(days) for days in (14, 15, 30, 44, 45)] == [0, 1, 1, 1, 2]


def test_the_next_grant_after_a_lot_ends() -> None:
    grant = next_grant(date(2021, 9, 15), date(2026, 9, 14), LABOUR)
    assert (grant.granted_on, grant.minutes) == (date(2026, 9, 15), 17 * D)


def test_days_as_they_are_shown() -> None:
    assert [days_text(minutes) for minutes in (0, 480, 3792, 240, 120, 4080, -240)] == [
        "0.0",
        "1.0",
        "7.9",
        "0.5",
        "0.25",
        "8.5",
        "-0.5",
    ]
