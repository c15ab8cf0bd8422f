"""Averaged working time: settlement periods, their premium line by line, the average of 52 hours."""

from __future__ import annotations

from datetime import date, timedelta

from attendance.choices import ScheduleKind
from attendance.rules.settlement import (
    Averaging,
    SettledDay,
    longest_settlement,
    settle,
    settlement_period,
    week_allowed,
)

H = 60
SELECTIVE, FLEX_2W, FLEX_3M = ScheduleKind.SELECTIVE, ScheduleKind.FLEX_2W, ScheduleKind.FLEX_3M


def days(first: date, hours: list[float], planned: list[float] | None = None) -> list[SettledDay]:
    plan = planned or hours
    return [
        SettledDay(first + timedelta(days=place), int(plan[place] * H), int(hours[place] * H))
        for place in range(len(hours))
    ]


def test_t_10_selective_hours_of_november_2026_are_settled_against_171_hours_25() -> None:
    month = days(date(2026, 11, 1), [6.0] * 30)
    found = settle(SELECTIVE, month)
    assert (found.worked, found.standard, found.premium, found.over_limit) == (180 * H, 10285, 515, 0)
    (line,) = found.lines
    assert (line.step, line.minutes, line.measure, line.premium) == ("TOTAL", 10800, 10285, 515)
    assert line.due_on == date(2026, 11, 30)


def test_leave_counts_in_the_total_but_not_for_the_limit() -> None:
    month = days(date(2026, 11, 1), [6.0] * 30)
    month[3] = SettledDay(month[3].on, 480, 0, 480)
    found = settle(SELECTIVE, month)
    assert (found.worked, found.leave, found.premium) == (174 * H, 480, 174 * H + 480 - 10285)
    full = settle(SELECTIVE, days(date(2026, 11, 1), [7.5] * 30))
    assert full.over_limit == 225 * H - 3120 * 30 // 7


def test_days_of_a_leave_of_absence_shorten_the_measure() -> None:
    month = days(date(2026, 11, 1), [6.0] * 30)
    found = settle(SELECTIVE, month, {day.on for day in month[15:]})
    assert (found.worked, found.standard, found.premium) == (90 * H, 2400 * 15 // 7, 90 * H - 5142)


def test_two_weeks_of_48_and_32_planned_hours_earn_nothing() -> None:
    plan = [9.6] * 5 + [0, 0] + [6.4] * 5 + [0, 0]
    found = settle(FLEX_2W, days(date(2026, 11, 2), plan))
    assert (found.worked, found.standard, found.premium) == (80 * H, 80 * H, 0)


def test_flexible_hours_above_the_plan_of_day_week_and_period_count_once() -> None:
    plan = [9.6] * 5 + [0, 0] + [6.4] * 5 + [0, 0]
    worked = [10.6, 9.6, 9.6, 9.6, 9.6, 2, 0] + [8.4, 6.4, 6.4, 6.4, 6.4, 0, 0]
    found = settle(FLEX_2W, days(date(2026, 11, 2), worked, plan))
    lines = [(line.step, line.from_on, line.due_on, line.premium) for line in found.lines]
    assert lines == [
        ("DAY", date(2026, 11, 2), date(2026, 11, 8), 60),
        ("WEEK", date(2026, 11, 2), date(2026, 11, 8), 120),
        ("DAY", date(2026, 11, 9), date(2026, 11, 15), 24),
        ("TOTAL", date(2026, 11, 2), date(2026, 11, 15), 96),
    ]
    assert found.premium == 300 == found.worked - found.standard


def test_who_leaves_inside_a_period_is_measured_by_40_hours_of_the_part_worked() -> None:
    plan = [10.4] * 5 + [0, 0]
    terms = Averaging(FLEX_3M, date(2026, 11, 2), date(2026, 11, 9))
    assert settlement_period(terms, date(2026, 11, 4)) == (date(2026, 11, 2), date(2026, 11, 9))
    assert settle(FLEX_3M, days(date(2026, 11, 2), plan)).premium == 12 * H


def test_holiday_work_is_paid_by_its_own_classes_but_counts_for_the_limit() -> None:
    month = days(date(2026, 11, 1), [7.3] * 30)
    month[0] = SettledDay(month[0].on, 0, 0, 0, 16 * H)
    found = settle(SELECTIVE, month)
    assert found.worked == 29 * 438
    assert found.over_limit == 29 * 438 + 960 - 13371


def test_periods_are_months_under_selective_and_weeks_under_flexible_systems() -> None:
    month = Averaging(SELECTIVE, date(2026, 1, 15), None)
    assert settlement_period(month, date(2026, 1, 20)) == (date(2026, 1, 15), date(2026, 2, 1))
    assert settlement_period(month, date(2026, 11, 20)) == (date(2026, 11, 1), date(2026, 12, 1))
    research = Averaging(SELECTIVE, date(2026, 1, 1), None, 3)
    assert settlement_period(research, date(2026, 5, 31)) == (date(2026, 4, 1), date(2026, 7, 1))
    weeks = Averaging(FLEX_2W, date(2026, 11, 2), None)
    assert settlement_period(weeks, date(2026, 11, 16)) == (date(2026, 11, 16), date(2026, 11, 30))
    assert [longest_settlement(kind) for kind in (FLEX_2W, FLEX_3M, SELECTIVE, "FIXED")] == [2, 13, 3, 0]


def test_a_week_of_an_averaged_system_has_what_the_average_leaves() -> None:
    assert week_allowed(SELECTIVE, 28, 40 * H, 120 * H, 7) == 208 * H - 120 * H
    assert week_allowed(SELECTIVE, 28, 40 * H, 170 * H, 7) == 38 * H
    assert week_allowed(FLEX_2W, 14, 48 * H, 32 * H, 7) == 60 * H
    assert week_allowed(FLEX_2W, 14, 48 * H, 50 * H, 7) == 54 * H
    assert week_allowed(FLEX_2W, 14, 32 * H, 48 * H, 7) == 52 * H
