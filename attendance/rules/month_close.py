"""What a month of attendance comes to, and its hash (handbook 2.10)."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from attendance.choices import DayClass
from attendance.rules.calendar import week_start
from attendance.rules.overtime import OvertimeDay, OvertimePolicy, recognised_month
from attendance.rules.working_time import PAID_AS_HOLIDAY, WorkedDay, part_time_premium, week_totals


@dataclass(frozen=True)
class DayFact:
    """One day of one person as the close reads it."""

    on: date
    day_class: DayClass
    worked: int = 0
    ordered: int = 0
    late: int = 0
    early: int = 0
    out: int = 0
    absent: int = 0
    night: int = 0
    holiday_within_8: int = 0
    holiday_over_8: int = 0
    leave_used: int = 0
    unpaid_leave: int = 0
    planned: int = 0
    is_part_time: bool = False


@dataclass(frozen=True)
class MonthSum:
    """What payroll reads of one person and month; minutes, and days where it says so."""

    work_days: int
    work_minutes: int
    overtime: int
    premium_overtime: int
    recognised_hours: int
    unrecognised: int
    night: int
    holiday_within_8: int
    holiday_over_8: int
    late: int
    early: int
    out: int
    absence: int
    leave_used: int
    unpaid_leave_days: int
    weeks_over_52: int
    settled_premium: int = 0
    periods_over_limit: int = 0

    @property
    def hash(self) -> str:
        return digest(asdict(self))


@dataclass(frozen=True)
class Averaged:
    """What settlements of averaged systems add: premium minutes, periods above the average of 52 hours."""

    premium: int = 0
    over_limit: int = 0


def month_sum(
    days: Iterable[DayFact],
    weeks: Iterable[DayFact],
    policy: OvertimePolicy,
    averaged: Averaged | None = None,
) -> MonthSum:
    """`days` of the month; `weeks` the same person's days of the whole weeks that end in the month.

    Holiday minutes are ordered work on holidays; the premium of overtime is that of whole weeks (제53조), and of
    settlement periods for days under an averaged system, which `weeks` does not hold. Part-timers earn it from the
    first minute above their contract (기간제법 제6조제3항).
    """
    settled = averaged or Averaged()
    every = list(days)
    overtime = [day for day in every if day.ordered and day.day_class not in PAID_AS_HOLIDAY]
    by_week = list(_by_week(weeks).values())
    totals = [week_totals(_worked(days)) for days in by_week]
    recognised = recognised_month(
        [OvertimeDay(day.ordered, day.day_class) for day in every if day.ordered], policy
    )
    return MonthSum(
        work_days=sum(day.worked > 0 for day in every),
        work_minutes=sum(day.worked for day in every),
        overtime=sum(day.ordered for day in overtime),
        premium_overtime=sum(_premium(days) for days in by_week) + settled.premium,
        recognised_hours=recognised.hours,
        unrecognised=recognised.unrecognised,
        night=sum(day.night for day in every),
        holiday_within_8=sum(day.holiday_within_8 for day in every),
        holiday_over_8=sum(day.holiday_over_8 for day in every),
        late=sum(day.late for day in every),
        early=sum(day.early for day in every),
        out=sum(day.out for day in every),
        absence=sum(day.absent for day in every),
        leave_used=sum(day.leave_used for day in every),
        unpaid_leave_days=sum(day.unpaid_leave > 0 for day in every),
        weeks_over_52=sum(week.is_over_limit for week in totals),
        settled_premium=settled.premium,
        periods_over_limit=settled.over_limit,
    )


def weeks_ending_in(first: date, last: date, first_weekday: int = 0) -> tuple[date, date]:
    """First day of the first and last day of the last whole week that ends in [first, last]."""
    begin = week_start(first, first_weekday)
    end = week_start(last + timedelta(days=1), first_weekday) - timedelta(days=1)
    return begin, end


def digest(values: Mapping[str, object]) -> str:
    """SHA-256 over the values in a fixed writing."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _by_week(days: Iterable[DayFact]) -> dict[date, list[DayFact]]:
    found: dict[date, list[DayFact]] = defaultdict(list)
    for day in days:
        found[week_start(day.on)].append(day)
    return found


def _worked(days: Iterable[DayFact]) -> list[WorkedDay]:
    return [WorkedDay(day.on, day.worked, day.day_class) for day in days]


def _premium(days: list[DayFact]) -> int:
    if not any(day.is_part_time for day in days):
        return week_totals(_worked(days)).premium_overtime
    plain = [day for day in days if day.day_class not in PAID_AS_HOLIDAY]
    return part_time_premium([(day.worked, day.planned) for day in plain])
