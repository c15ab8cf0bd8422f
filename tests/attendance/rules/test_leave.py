"""Leave of every kind: cost, lots, days that count, windows and limits (cases L and S)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from attendance.choices import LeaveUnit, Regime, ScheduleKind, WeekendCountMode
from attendance.errors import BeforeUsable, TooManySplits, UseDeadlinePassed, UseLimitExceeded
from attendance.rules.intervals import Interval
from attendance.rules.leave_cost import Shift, cost, half_point, is_whole_hours, taken_interval
from attendance.rules.leave_days import Spell, counted_spells, first_days
from attendance.rules.leave_lots import Allocation, DayNeed, OpenLot, Taken, allocate
from attendance.rules.leave_windows import (
    SpouseBirthRule,
    counter_fault,
    family_event_window,
    is_pregnancy_short_week,
    is_within_year_of_birth,
    maternity_check,
    miscarriage_days,
    short_hours_months,
    spouse_birth_window,
    window_faults,
)
from tests.attendance.rules.test_holidays import calendar

H = 60
NINE = Shift(9 * H, 18 * H, (Interval(12 * H, 13 * H),))
EIGHT = Shift(8 * H, 17 * H, (Interval(12 * H, 13 * H),))
SHORT = Shift(9 * H, 14 * H, (Interval(12 * H, 12 * H + 30),))
OLD, NEW, BORROWED = (UUID(int=n) for n in (1, 2, 3))


def test_the_morning_half_ends_after_half_of_the_contracted_minutes() -> None:
    assert NINE.minutes == 480
    assert half_point(NINE) == 14 * H
    assert half_point(EIGHT) == 13 * H
    assert taken_interval(LeaveUnit.HALF_AM, NINE) == Interval(9 * H, 14 * H)
    assert taken_interval(LeaveUnit.HALF_PM, NINE) == Interval(14 * H, 18 * H)


def test_cost_of_each_unit() -> None:
    def of(
        unit: LeaveUnit, start: int = 0, end: int = 0, shift: Shift = NINE, kind: str = ScheduleKind.FIXED
    ) -> int:
        return cost(unit, kind, shift, taken_interval(unit, shift, start, end))

    assert of(LeaveUnit.DAY) == 480
    assert of(LeaveUnit.HALF_AM) == of(LeaveUnit.HALF_PM) == 240
    assert of(LeaveUnit.QUARTER, 16 * H) == 120
    assert of(LeaveUnit.HOUR, 11 * H, 14 * H) == 120
    assert taken_interval(LeaveUnit.QUARTER, NINE, 11 * H) == Interval(11 * H, 14 * H)
    assert is_whole_hours(120)
    assert not is_whole_hours(90)


def test_l_13_a_short_day_costs_its_contracted_minutes() -> None:
    assert SHORT.minutes == 270
    assert cost(LeaveUnit.DAY, ScheduleKind.FIXED, SHORT, SHORT.span) == 270
    assert cost(LeaveUnit.DAY, ScheduleKind.FLEX_3M, Shift(9 * H, 21 * H), Interval(9 * H, 21 * H)) == 480


def test_l_27_lots_are_minutes_and_stay_minutes() -> None:
    six = Shift(9 * H, 16 * H, (Interval(12 * H, 13 * H),))
    used = 10 * cost(LeaveUnit.DAY, ScheduleKind.FIXED, six, six.span)
    assert 120 * H - used == 60 * H
    assert (120 * H - used) / NINE.minutes == 7.5


def test_l_15_a_shortage_is_told_in_whole() -> None:
    lots = [OpenLot(OLD, date(2026, 1, 1), date(2026, 12, 31), 3 * 480)]
    needs = [DayNeed(date(2026, 11, 2) + timedelta(days=n), 480) for n in range(3)] + [
        DayNeed(date(2026, 11, 5), 240)
    ]
    assert allocate(needs, lots).short == 240


def test_l_17_a_request_across_years_takes_from_both() -> None:
    days = calendar(2026, 2027).working_days(date(2026, 12, 30), date(2027, 1, 5))
    assert days == [date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 4)]
    lots = [
        OpenLot(OLD, date(2026, 1, 1), date(2026, 12, 31), 5 * 480),
        OpenLot(None, date(2027, 1, 1), date(2027, 12, 31), 15 * 480),
    ]
    parts = allocate([DayNeed(on, 480) for on in days], lots).parts
    assert [(part.on, part.lot_id) for part in parts] == [(days[0], OLD), (days[1], OLD), (days[2], None)]


def test_l_28_the_expected_lot_takes_the_days_after_the_old_one() -> None:
    lots = [
        OpenLot(OLD, date(2025, 9, 15), date(2026, 9, 14), 2 * 480),
        OpenLot(None, date(2026, 9, 15), date(2027, 9, 14), 15 * 480),
    ]
    needs = [DayNeed(date(2026, 9, day), 480) for day in (14, 15, 16)]
    assert allocate(needs, lots) == Allocation(
        (
            Taken(date(2026, 9, 14), 480, OLD, date(2025, 9, 15)),
            Taken(date(2026, 9, 15), 480, None, date(2026, 9, 15)),
            Taken(date(2026, 9, 16), 480, None, date(2026, 9, 15)),
        ),
        0,
    )


def test_lots_that_expire_first_are_used_first_and_advances_last() -> None:
    lots = [
        OpenLot(BORROWED, date(2026, 1, 1), date(2026, 6, 30), 480, is_advance=True),
        OpenLot(NEW, date(2026, 1, 1), date(2026, 12, 31), 480),
        OpenLot(OLD, date(2025, 7, 1), date(2026, 6, 30), 240),
    ]
    parts = allocate([DayNeed(date(2026, 5, 4), 480), DayNeed(date(2026, 5, 6), 480)], lots).parts
    assert [(part.lot_id, part.minutes) for part in parts] == [
        (OLD, 240),
        (NEW, 240),
        (NEW, 240),
        (BORROWED, 240),
    ]


def test_s_01_wedding_leave_skips_holidays() -> None:
    found = first_days(date(2026, 5, 4), 5, calendar(2026), Regime.LOCAL_PUBLIC)
    assert [on.day for on in found] == [4, 6, 7, 8, 11]


def test_s_02_leave_for_a_death_before_chuseok() -> None:
    found = first_days(date(2026, 9, 24), 3, calendar(2026), Regime.LOCAL_PUBLIC)
    assert found == [date(2026, 9, 28), date(2026, 9, 29), date(2026, 9, 30)]


RULE = SpouseBirthRule(20, 50, 120, 3)


def codes(faults: list) -> list[str]:
    return [fault.code for fault in faults]


def test_s_03_spouse_leave_within_120_days_of_the_birth() -> None:
    window = spouse_birth_window(RULE, due_on=None, born_on=date(2026, 10, 2))
    assert window_faults(window, date(2027, 1, 30), date(2027, 1, 30), 0) == []
    assert codes(window_faults(window, date(2027, 1, 31), date(2027, 1, 31), 0)) == [UseDeadlinePassed.code]


def test_s_04_spouse_leave_from_50_days_before_the_due_date() -> None:
    window = spouse_birth_window(RULE, due_on=date(2026, 11, 20), born_on=None)
    assert window_faults(window, date(2026, 10, 1), date(2026, 10, 2), 0) == []
    assert codes(window_faults(window, date(2026, 9, 30), date(2026, 10, 1), 0)) == [BeforeUsable.code]


def test_s_05_a_fifth_part_is_refused() -> None:
    window = spouse_birth_window(RULE, due_on=None, born_on=date(2026, 10, 2))
    assert window_faults(window, date(2026, 12, 1), date(2026, 12, 1), 3) == []
    assert codes(window_faults(window, date(2026, 12, 1), date(2026, 12, 1), 4)) == [TooManySplits.code]


def test_s_07_days_after_the_birth() -> None:
    check = maternity_check(date(2026, 9, 1), date(2026, 11, 29), date(2026, 10, 25))
    assert (check.days_after_birth, check.is_long_enough) == (35, False)
    assert (check.must_last_to, check.total_days) == (date(2026, 12, 9), 100)
    assert maternity_check(date(2026, 9, 1), date(2026, 11, 29), date(2026, 9, 20)).is_long_enough


def every(month: int, day: int, until_month: int, until_day: int) -> list[date]:
    first, last = date(2026, month, day), date(2026, until_month, until_day)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def test_s_10_free_days_count_once_thirty_days_are_reached() -> None:
    days = calendar(2026)
    short = counted_spells([Spell(date(2026, 6, 1), date(2026, 7, 9))], days, Regime.LOCAL_PUBLIC)
    long = counted_spells([Spell(date(2026, 6, 1), date(2026, 7, 17))], days, Regime.LOCAL_PUBLIC)
    assert (short[0].days, short[0].counts_free_days) == (28, False)
    assert sum(days.counts_as_day(on, Regime.LOCAL_PUBLIC) for on in every(6, 1, 7, 17)) == 33
    assert (long[0].days, long[0].counts_free_days, 60 - long[0].days) == (47, True, 13)


def test_earlier_spells_follow_the_parameter() -> None:
    spells = [Spell(date(2026, 2, 2), date(2026, 2, 8)), Spell(date(2026, 6, 1), date(2026, 7, 9))]
    days = calendar(2026)
    default = counted_spells(spells, days, Regime.LOCAL_PUBLIC)
    whole = counted_spells(spells, days, Regime.LOCAL_PUBLIC, WeekendCountMode.WHOLE_YEAR)
    assert [one.days for one in default] == [5, 39]
    assert [one.days for one in whole] == [7, 39]


def test_months_of_shortened_hours_grow_with_unused_childcare_leave() -> None:
    assert short_hours_months(4) == 28


def test_limits_of_other_leave() -> None:
    assert counter_fault(9, 1, 10, unit="일") is None
    assert counter_fault(9, 2, 10, unit="일").code == UseLimitExceeded.code
    assert [
        miscarriage_days(weeks, [(0, 10), (16, 30), (22, 60), (28, 90)]) for weeks in (15, 16, 27, 28)
    ] == [10, 30, 60, 90]
    assert family_event_window(date(2026, 5, 2), 90).until_on == date(2026, 7, 31)
    assert [is_pregnancy_short_week(weeks) for weeks in (12, 13, 31, 32)] == [True, False, False, True]
    assert is_within_year_of_birth(date(2026, 3, 22), date(2026, 11, 22))
    assert not is_within_year_of_birth(date(2025, 11, 22), date(2026, 11, 22))
