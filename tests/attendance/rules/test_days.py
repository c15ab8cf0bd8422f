"""A day from its clock records, and what a month comes to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from attendance.choices import ClockKind, DayClass, DayException
from attendance.rules.clock_day import DayInput, Punch, calculate
from attendance.rules.intervals import Interval
from attendance.rules.leave_cost import Shift
from attendance.rules.month_close import DayFact, month_sum, weeks_ending_in
from attendance.rules.overtime import OvertimePolicy, PremiumMinutes

H = 60
NINE = Shift(9 * H, 18 * H, (Interval(12 * H, 13 * H),))
W = DayClass.WORKING


def punches(*times: float, kinds: tuple[ClockKind, ...] = (ClockKind.IN, ClockKind.OUT)) -> list[Punch]:
    return [Punch(int(at * H), kind) for at, kind in zip(times, kinds, strict=True)]


def test_a_plain_day() -> None:
    result = calculate(DayInput(W, NINE, punches(8.85, 18.05)))
    assert (result.worked, result.late, result.early, result.exceptions) == (480, 0, 0, ())


def test_late_early_and_out() -> None:
    kinds = (ClockKind.IN, ClockKind.OUT_START, ClockKind.OUT_END, ClockKind.OUT)
    result = calculate(DayInput(W, NINE, punches(9.5, 14, 15, 17, kinds=kinds)))
    assert (result.late, result.out, result.early, result.worked) == (30, 60, 60, 330)
    assert result.exceptions == (DayException.LATE, DayException.EARLY, DayException.OUT)


def test_grace_forgives_a_few_minutes() -> None:
    assert calculate(DayInput(W, NINE, punches(9 + 5 / 60, 18), grace=5)).exceptions == ()


def test_a_missing_record_is_never_guessed() -> None:
    only_in = calculate(DayInput(W, NINE, [Punch(9 * H, ClockKind.IN)]))
    assert (only_in.worked, only_in.exceptions) == (0, (DayException.MISSING_OUT,))
    only_out = calculate(DayInput(W, NINE, [Punch(18 * H, ClockKind.OUT)]))
    assert only_out.exceptions == (DayException.MISSING_IN,)
    nothing = calculate(DayInput(W, NINE))
    assert (nothing.absent, nothing.exceptions) == (480, (DayException.NO_RECORD,))


def test_leave_and_trips_shorten_what_is_expected() -> None:
    half = calculate(DayInput(W, NINE, punches(14, 18), leaves=[Interval(9 * H, 14 * H)]))
    assert (half.worked, half.exceptions) == (240, ())
    trip = calculate(DayInput(W, NINE, punches(9, 13), trips=[Interval(13 * H, 18 * H)]))
    assert (trip.worked, trip.exceptions) == (480, ())
    leave = calculate(DayInput(W, NINE, leaves=[NINE.span]))
    assert (leave.worked, leave.absent, leave.exceptions) == (0, 0, ())


def test_ordered_overtime_is_recognised_and_the_rest_is_an_exception() -> None:
    day = DayInput(W, NINE, punches(9, 21), orders=[Interval(18 * H, 20 * H)])
    result = calculate(day)
    assert (result.worked, result.ordered, result.unordered) == (600, 120, 60)
    assert result.premium == PremiumMinutes(120, 0, 0, 0)
    assert result.exceptions == (DayException.UNORDERED,)


def test_holiday_work_past_midnight() -> None:
    day = DayInput(DayClass.WEEKLY_HOLIDAY, None, punches(21, 25), orders=[Interval(21 * H, 25 * H)])
    assert calculate(day).premium == PremiumMinutes(0, 240, 0, 180)


def test_t_01_no_break_entered() -> None:
    assert calculate(DayInput(W, Shift(9 * H, 13 * H + 30), punches(9, 13.5))).worked == 240


def test_a_deemed_day_counts_its_contracted_minutes() -> None:
    assert calculate(DayInput(W, NINE, is_deemed=True)).worked == 480
    assert calculate(DayInput(W, NINE, is_deemed=True, leaves=[Interval(9 * H, 14 * H)])).worked == 240


def test_a_schedule_with_too_little_break() -> None:
    shift = Shift(9 * H, 17 * H + 30, (Interval(12 * H, 12 * H + 30),))
    result = calculate(DayInput(W, shift, punches(9, 17.5)))
    assert result.exceptions == (DayException.BREAK_SHORT,)


def test_a_month_and_its_hash() -> None:
    monday = date(2026, 11, 2)
    days = [DayFact(monday + timedelta(days=n), W, worked=540, ordered=60) for n in range(5)]
    days.append(DayFact(monday + timedelta(days=5), DayClass.OFF, worked=300, ordered=300))
    days.append(
        DayFact(
            monday + timedelta(days=6),
            DayClass.WEEKLY_HOLIDAY,
            worked=600,
            ordered=600,
            holiday_within_8=480,
            holiday_over_8=120,
        )
    )
    total = month_sum(days, days, OvertimePolicy())
    assert (total.work_minutes, total.overtime, total.premium_overtime) == (3600, 600, 600)
    assert (total.holiday_within_8, total.holiday_over_8, total.weeks_over_52) == (480, 120, 1)
    assert total.recognised_hours == 8  # Saturday 240, Sunday 240; the hour of each working day is taken off
    assert total.hash == month_sum(days, days, OvertimePolicy()).hash
    assert total.hash != month_sum(days[1:], days, OvertimePolicy()).hash


def test_t_11_a_part_timer_earns_the_premium_below_forty_hours() -> None:
    monday = date(2026, 11, 2)
    days = [
        DayFact(monday + timedelta(days=n), W, worked=hours * H, planned=6 * H, is_part_time=True)
        for n, hours in enumerate((6, 6, 6, 6, 9))
    ]
    assert sum(day.worked for day in days) == 33 * H
    assert month_sum(days, days, OvertimePolicy()).premium_overtime == 3 * H
    full = [DayFact(day.on, W, worked=day.worked, planned=8 * H) for day in days]
    assert month_sum(full, full, OvertimePolicy()).premium_overtime == H


def test_weeks_belong_to_the_month_they_end_in() -> None:
    assert weeks_ending_in(date(2026, 11, 1), date(2026, 11, 30)) == (date(2026, 10, 26), date(2026, 11, 29))


@pytest.mark.parametrize(("punch", "worked"), [((8, 18), 480), ((9, 19), 480)])
def test_time_outside_the_schedule_is_not_work_without_an_order(punch: tuple[int, int], worked: int) -> None:
    assert calculate(DayInput(W, NINE, punches(*punch))).worked == worked
