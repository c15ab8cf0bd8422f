"""Shift rosters: cycles carried on, what the law does not allow, holiday work of a roster."""

from __future__ import annotations

from datetime import date, timedelta

from attendance.choices import ClockKind, DayClass, DayException, ScheduleKind
from attendance.rules.clock_day import DayInput, Punch, calculate
from attendance.rules.intervals import Interval
from attendance.rules.leave_cost import Shift
from attendance.rules.rosters import RosterTerms, Slot, break_short, carried_on, week_faults

H = 60
MONDAY = date(2026, 11, 2)
EARLY = Shift(7 * H, 16 * H, (Interval(12 * H, 13 * H),))
NIGHT = Shift(22 * H, 31 * H, (Interval(26 * H, 27 * H),))


def week(*shifts: Shift | None, rest: int | None = 6, holiday: int | None = None) -> list[Slot]:
    return [
        Slot(MONDAY + timedelta(days=place), shift, place == rest, place == holiday)
        for place, shift in enumerate(shifts)
    ]


def test_a_cycle_goes_on_and_what_is_written_stays() -> None:
    known = {MONDAY + timedelta(days=place): code for place, code in enumerate("DDEE-*")}
    wanted = [MONDAY + timedelta(days=place) for place in range(6, 14)]
    kept = known | {MONDAY + timedelta(days=7): "E"}
    assert "".join(carried_on(known, wanted, 6).values()) == "DDEE-*DD"
    assert carried_on(kept, wanted, 6)[MONDAY + timedelta(days=13)] == "E"
    assert carried_on({}, wanted, 6) == {}


def test_a_week_of_five_shifts_with_its_weekly_holiday_is_lawful() -> None:
    assert week_faults(week(*[EARLY] * 5, None, None), RosterTerms()) == []


def test_a_week_may_not_pass_52_hours_or_go_without_weekly_holiday() -> None:
    assert week_faults(week(*[EARLY] * 7, rest=None), RosterTerms()) == ["WEEK", "WEEKLY_HOLIDAY"]
    flexible = RosterTerms(ScheduleKind.FLEX_2W)
    assert week_faults(week(*[EARLY] * 6, None), flexible) == []
    long = Shift(7 * H, 20 * H, (Interval(12 * H, 12 * H + 30),))
    assert week_faults(week(*[long] * 4, None, None, None), RosterTerms(ScheduleKind.FLEX_3M)) == ["DAY"]


def test_shifts_may_not_overlap_and_six_months_need_eleven_hours_of_rest() -> None:
    assert week_faults(week(NIGHT, Shift(6 * H, 14 * H), *[None] * 5), RosterTerms()) == ["REST"]
    late = Shift(14 * H, 23 * H, (Interval(18 * H, 19 * H),))
    plan = week(late, EARLY, *[None] * 5)
    assert week_faults(plan, RosterTerms()) == []
    terms = RosterTerms(ScheduleKind.FLEX_6M, published_on=date(2026, 10, 19))
    assert week_faults(plan, terms) == ["REST"]
    told = RosterTerms(ScheduleKind.FLEX_6M, published_on=date(2026, 10, 20))
    assert week_faults(plan, told) == ["REST", "NOTICE"]


def test_nights_and_holidays_are_not_rostered_under_maternity_protection() -> None:
    terms = RosterTerms(is_protected=True)
    assert week_faults(week(NIGHT, *[None] * 6), terms) == ["NIGHT"]
    assert week_faults(week(EARLY, *[None] * 6, holiday=0), terms) == ["NIGHT"]
    assert week_faults(week(EARLY, *[None] * 6), terms) == []


def test_a_shift_has_the_break_of_the_law() -> None:
    assert break_short(EARLY) == 0
    assert break_short(Shift(7 * H, 15 * H + 30, (Interval(12 * H, 12 * H + 30),))) == 60
    assert break_short(Shift(9 * H, 13 * H)) == 30
    assert break_short(Shift(9 * H, 12 * H)) == 0


def test_a_rostered_shift_on_a_holiday_is_holiday_work_and_due() -> None:
    punches = [Punch(22 * H, ClockKind.IN), Punch(31 * H, ClockKind.OUT)]
    found = calculate(DayInput(DayClass.HOLIDAY, NIGHT, punches))
    premium = found.premium
    assert (found.worked, found.ordered, found.unordered, found.exceptions) == (480, 0, 0, ())
    assert (premium.overtime, premium.holiday_within_8, premium.holiday_over_8) == (0, 480, 0)
    assert premium.night == 7 * H
    missing = calculate(DayInput(DayClass.HOLIDAY, NIGHT))
    assert (missing.absent, missing.exceptions) == (480, (DayException.NO_RECORD,))


def test_selective_hours_may_be_chosen_between_six_and_ten() -> None:
    shift = Shift(9 * H, 18 * H, (Interval(12 * H, 13 * H),))
    punches = [Punch(11 * H, ClockKind.IN), Punch(22 * H + 40, ClockKind.OUT)]
    found = calculate(DayInput(DayClass.WORKING, shift, punches, is_selective=True))
    assert (found.worked, found.late, found.early, found.unordered) == (10 * H, 0, 0, 40)
    assert found.exceptions == (DayException.UNORDERED,)
