"""Overtime: what is recognised, what it earns, what leave it turns into (handbook 2.9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from attendance.choices import DayClass
from attendance.rules.intervals import Interval, common, night_minutes, total, without
from attendance.rules.working_time import PAID_AS_HOLIDAY


@dataclass(frozen=True)
class OvertimePolicy:
    """Limits of the institution in minutes (지방공무원 수당규정 제15조), as its rule rows say."""

    weekday_deduct: int = 60
    least_a_day: int = 60
    most_a_day: int = 240
    most_a_month: int = 57 * 60


@dataclass(frozen=True)
class OvertimeDay:
    """Minutes of overtime worked on a day of that class."""

    minutes: int
    day_class: DayClass


def recognised_by_day(day: OvertimeDay, policy: OvertimePolicy) -> int:
    """Minutes of one day that count under rules copied from officials (수당규정 제15조제4항·제5항).

    On a working day an hour is taken off; a day with less than an hour before that counts as nothing.
    """
    if day.minutes < policy.least_a_day:
        return 0
    deduct = policy.weekday_deduct if day.day_class == DayClass.WORKING else 0
    return min(policy.most_a_day, max(0, day.minutes - deduct))


@dataclass(frozen=True)
class MonthRecognition:
    """Sum of the recognised minutes, whole hours that are paid, and what was worked without being recognised."""

    minutes: int
    hours: int
    unrecognised: int


def recognised_month(days: Iterable[OvertimeDay], policy: OvertimePolicy) -> MonthRecognition:
    """Minutes are summed over the month, the part below an hour is dropped, the cap of the month applies."""
    every = list(days)
    minutes = sum(recognised_by_day(day, policy) for day in every)
    hours = min(minutes, policy.most_a_month) // 60
    return MonthRecognition(minutes, hours, sum(day.minutes for day in every) - hours * 60)


def is_over_month_cap(recognised: int, ordered: int, policy: OvertimePolicy) -> bool:
    """Whether an order would pass the cap of the month (E-ATT-012)."""
    return recognised + ordered > policy.most_a_month


def matched(order: Interval, worked: Sequence[Interval], unpaid_breaks: Sequence[Interval] = ()) -> int:
    """Recognised minutes of an order: what was really worked inside it, without unpaid breaks."""
    return total(without(common([order], worked), unpaid_breaks))


@dataclass(frozen=True)
class PremiumMinutes:
    """Minutes of one day by class of payment (근로기준법 제56조)."""

    overtime: int = 0
    holiday_within_8: int = 0
    holiday_over_8: int = 0
    night: int = 0


def premium_minutes(
    day_class: DayClass, beyond_contract: Sequence[Interval], worked: Sequence[Interval]
) -> PremiumMinutes:
    """Classes of one day: holiday work for all of it, else overtime outside the contract; night for all work.

    Work past midnight belongs to the day it began on, with that day's class.
    """
    night = night_minutes(worked)
    if day_class in PAID_AS_HOLIDAY:
        minutes = total(worked)
        return PremiumMinutes(0, min(minutes, 480), max(0, minutes - 480), night)
    return PremiumMinutes(total(beyond_contract), 0, 0, night)


def labour_pay(minutes: PremiumMinutes, hourly: Fraction | int) -> Fraction:
    """Pay above the monthly salary: overtime 1.5, holiday 1.5 up to 8 hours and 2.0 beyond, night + 0.5."""
    halves = minutes.overtime * 3 + minutes.holiday_within_8 * 3 + minutes.holiday_over_8 * 4 + minutes.night
    return Fraction(halves, 120) * hourly


def compensatory_minutes(minutes: PremiumMinutes) -> int:
    """Leave instead of premium pay (제57조): the same weights as the pay."""
    return int(labour_pay(minutes, 60))
