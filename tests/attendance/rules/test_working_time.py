"""Working time, overtime and its pay: cases T-01 to T-14."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from attendance.choices import DayClass, ScheduleKind
from attendance.rules.intervals import Interval, merged, night_minutes, without
from attendance.rules.overtime import (
    MonthRecognition,
    OvertimeDay,
    OvertimePolicy,
    PremiumMinutes,
    compensatory_minutes,
    is_over_month_cap,
    labour_pay,
    matched,
    premium_minutes,
    recognised_month,
)
from attendance.rules.working_time import (
    MaternityFacts,
    PlannedShift,
    WeekTotals,
    WorkedDay,
    break_deducted,
    break_due,
    flex_faults,
    maternity_refuses,
    minutes_still_possible,
    part_time_premium,
    selective_total,
    week_totals,
)

MONDAY = date(2026, 11, 2)
H = 60


def week(*hours: float, classes: dict[int, DayClass] | None = None) -> list[WorkedDay]:
    known = {5: DayClass.OFF, 6: DayClass.WEEKLY_HOLIDAY} | (classes or {})
    return [
        WorkedDay(MONDAY + timedelta(days=index), int(value * H), known.get(index, DayClass.WORKING))
        for index, value in enumerate(hours)
    ]


@pytest.mark.parametrize(
    ("presence", "work"),
    [
        (200, 200),
        (240, 240),
        (269, 240),
        (270, 240),
        (300, 270),
        (509, 479),
        (510, 480),
        (539, 480),
        (540, 480),
        (600, 540),
    ],
)
def test_t_01_break_where_the_schedule_has_none(presence: int, work: int) -> None:
    assert break_deducted(presence) == work


def test_break_asked_for_by_the_law() -> None:
    assert [break_due(minutes) for minutes in (239, 240, 479, 480)] == [0, 30, 30, 60]


def test_t_02_at_most_two_hours_are_possible() -> None:
    worked = week_totals(week(10, 10, 10, 10, 10)).worked
    assert week_totals(week(10, 10, 10, 10, 10, 4)).is_over_limit
    assert worked + 4 * H == 54 * H
    assert minutes_still_possible(worked) == 2 * H


def test_t_03_three_long_days() -> None:
    assert week_totals(week(15, 15, 15)) == WeekTotals(45 * H, 5 * H, 21 * H)
    assert not week_totals(week(15, 15, 15)).is_over_limit


def test_holiday_work_counts_for_the_limit_but_not_for_the_overtime_premium() -> None:
    totals = week_totals(week(8, 8, 8, 8, 8, 0, 8))
    assert totals == WeekTotals(48 * H, 8 * H, 0)


def test_t_04_ten_hours_on_a_holiday() -> None:
    work = [Interval(8 * H, 18 * H)]
    minutes = premium_minutes(DayClass.HOLIDAY, work, work)
    assert minutes == PremiumMinutes(0, 480, 120, 0)
    assert labour_pay(minutes, 16_000) == 8 * 24_000 + 2 * 32_000 == 256_000


def test_t_05_saturday_is_overtime_not_holiday() -> None:
    assert week_totals(week(8, 8, 8, 8, 8, 6)).premium_overtime == 6 * H
    work = [Interval(9 * H, 15 * H)]
    assert premium_minutes(DayClass.OFF, work, work) == PremiumMinutes(360, 0, 0, 0)


def test_t_06_recognition_of_a_month() -> None:
    days = [
        OvertimeDay(150, DayClass.WORKING),
        OvertimeDay(50, DayClass.WORKING),
        OvertimeDay(340, DayClass.WORKING),
        OvertimeDay(300, DayClass.OFF),
    ]
    assert recognised_month(days, OvertimePolicy()) == MonthRecognition(570, 9, 840 - 540)


def test_t_07_cap_of_the_month() -> None:
    assert is_over_month_cap(57 * H, 2 * H, OvertimePolicy())
    assert not is_over_month_cap(55 * H, 2 * H, OvertimePolicy())
    days = [OvertimeDay(300, DayClass.OFF)] * 20
    assert recognised_month(days, OvertimePolicy()).hours == 57


def test_t_09_compensatory_leave() -> None:
    assert compensatory_minutes(PremiumMinutes(overtime=4 * H)) == 360


def test_t_10_totals_of_selective_months() -> None:
    assert [selective_total(days) for days in (30, 31, 28)] == [171 * H + 25, 177 * H + 8, 160 * H]


def test_t_11_part_time_earns_from_the_first_minute() -> None:
    days = [(6 * H, 6 * H)] * 4 + [(9 * H, 6 * H)]
    assert part_time_premium(days) == 3 * H
    assert part_time_premium([(5 * H, 6 * H), (7 * H, 6 * H)]) == H


def test_t_12_within_a_year_of_a_birth() -> None:
    facts = MaternityFacts(is_pregnant=False, is_within_year_of_birth=True, day=0, week=5 * H, year=20 * H)
    assert maternity_refuses(facts, 2 * H)
    assert not maternity_refuses(facts, H)
    assert maternity_refuses(MaternityFacts(True, False, 0, 0, 0), 1)
    assert not maternity_refuses(MaternityFacts(False, False, 0, 0, 0), 5 * H)


def test_t_14_work_past_midnight_belongs_to_sunday() -> None:
    work = [Interval(21 * H, 25 * H)]
    minutes = premium_minutes(DayClass.WEEKLY_HOLIDAY, work, work)
    assert minutes == PremiumMinutes(0, 240, 0, 180)
    assert labour_pay(minutes, 16_000) == 4 * 24_000 + 3 * 8_000 == 120_000
    assert week_totals(week(8, 8, 8, 8, 8, 0, 4)) == WeekTotals(44 * H, 4 * H, 0)


def test_overtime_of_which_two_hours_at_night() -> None:
    minutes = PremiumMinutes(overtime=10 * H, night=2 * H)
    assert labour_pay(minutes, 16_000) == 256_000
    assert labour_pay(PremiumMinutes(overtime=1), Fraction(3_344_000, 209)) == Fraction(400)


def test_an_order_recognises_only_what_was_worked() -> None:
    order = Interval(18 * H, 22 * H)
    assert matched(order, [Interval(9 * H, 21 * H)], [Interval(18 * H + 30, 19 * H)]) == 150
    assert matched(order, [Interval(9 * H, 17 * H)]) == 0


def test_night_on_both_ends_of_a_day() -> None:
    assert night_minutes([Interval(4 * H, 8 * H)]) == 120
    assert night_minutes([Interval(20 * H, 32 * H)]) == 480
    assert night_minutes([Interval(6 * H, 22 * H)]) == 0


def test_intervals_may_touch() -> None:
    assert not Interval(0, 60).overlaps(Interval(60, 120))
    assert merged([Interval(60, 120), Interval(0, 60), Interval(200, 200)]) == [Interval(0, 120)]
    assert without([Interval(0, 300)], [Interval(60, 120), Interval(280, 400)]) == [
        Interval(0, 60),
        Interval(120, 280),
    ]


def shifts(hours: int, days: int = 5, start: int = 9 * H, first: int = 0) -> list[PlannedShift]:
    return [
        PlannedShift(hours * H, (first + day) * 1440 + start, (first + day) * 1440 + start + hours * H + H)
        for day in range(days)
    ]


def test_flexible_plans() -> None:
    assert flex_faults(ScheduleKind.FLEX_2W, [shifts(9), shifts(7, first=7)]) == []
    assert flex_faults(ScheduleKind.FLEX_2W, [shifts(10), shifts(6, first=7)]) == ["WEEK"]
    assert flex_faults(ScheduleKind.FLEX_3M, [shifts(10), shifts(6, first=7)]) == []
    assert flex_faults(ScheduleKind.FLEX_3M, [shifts(13, days=4), shifts(7, days=4, first=7)]) == ["DAY"]
    assert flex_faults(ScheduleKind.FLEX_3M, [shifts(10), shifts(7, first=7)]) == ["AVERAGE"]
    late = [PlannedShift(8 * H, 14 * H, 23 * H), PlannedShift(8 * H, 1440 + 9 * H, 1440 + 18 * H)]
    assert flex_faults(ScheduleKind.FLEX_6M, [late]) == ["REST"]
