"""What a request for leave comes to: its days, their cost, and what the rules of its kind say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Sum

from attendance.choices import LEAVE_STANDING, LeaveBasis, LeavePurpose, LeaveUnit, Regime
from attendance.models import LeaveDay, LeaveLot, LeaveRequest
from attendance.queries.calendars import Plans, plans_for
from attendance.queries.rulebook import LeaveType, RuleBook
from attendance.queries.staff import StaffFacts
from attendance.rules.annual_leave import next_grant
from attendance.rules.calendar import days
from attendance.rules.grants import contracted
from attendance.rules.leave_cost import Shift, cost, taken_interval
from attendance.rules.leave_days import Spell, counted_spells
from attendance.rules.leave_lots import OpenLot
from core.periods import first_day, period_of


@dataclass(frozen=True)
class PlannedDay:
    """A day of leave: the time it takes and its cost in minutes."""

    on: date
    start: int
    end: int
    minutes: int


@dataclass(frozen=True)
class LeavePlan:
    """Days of a request, and how many days its kind counts."""

    days: tuple[PlannedDay, ...]
    counted: int

    @property
    def minutes(self) -> int:
        return sum(day.minutes for day in self.days)


@dataclass(frozen=True)
class Asked:
    """What was asked for, as typed."""

    unit: str
    from_on: date
    until_on: date
    start: int | None
    end: int | None


def plan_leave(staff: StaffFacts, kind: LeaveType, asked: Asked, book: RuleBook) -> LeavePlan:
    """Days that take time and cost leave; calendar-day kinds take every day."""
    plans = plans_for([staff.staff_id], asked.from_on, asked.until_on + timedelta(days=1))
    found = [
        planned
        for on in days(asked.from_on, asked.until_on + timedelta(days=1))
        if (planned := _day(staff.staff_id, kind, asked, plans, on)) is not None
    ]
    counted = len(found)
    if kind.thirty_day_rule and found and asked.unit == LeaveUnit.DAY:
        counted = _counted(staff, kind, asked, plans, book)
    elif asked.unit != LeaveUnit.DAY:
        counted = 1 if found else 0
    return LeavePlan(tuple(found), counted)


def _day(staff_id: UUID, kind: LeaveType, asked: Asked, plans: Plans, on: date) -> PlannedDay | None:
    shift = plans.shift_of(staff_id, on)
    if kind.calendar_days:
        whole = shift or Shift(0, 1440)
        return PlannedDay(on, whole.start, whole.end, shift.minutes if shift else 0)
    if shift is None:
        return None
    taken = taken_interval(asked.unit, shift, asked.start or shift.start, asked.end or 0)
    minutes = cost(asked.unit, plans.week_of(staff_id, on).kind, shift, taken)
    return PlannedDay(on, taken.start, taken.end, minutes) if taken.minutes else None


def _counted(staff: StaffFacts, kind: LeaveType, asked: Asked, plans: Plans, book: RuleBook) -> int:
    first = date(asked.from_on.year, 1, 1)
    earlier = LeaveRequest.objects.filter(
        staff_id=staff.staff_id,
        leave_type=kind.code,
        unit=LeaveUnit.DAY,
        state__in=LEAVE_STANDING,
        from_on__gte=first,
        until_on__lt=asked.from_on,
    ).exclude(purpose=LeavePurpose.CANCEL)
    spells = [Spell(row.from_on, row.until_on) for row in earlier] + [Spell(asked.from_on, asked.until_on)]
    whole = plans_for([staff.staff_id], first, asked.until_on + timedelta(days=1))
    calendar = whole.calendar_of(staff.staff_id, asked.from_on)
    return counted_spells(spells, calendar, kind.regime, book.policy.weekend_count_mode)[-1].days


@dataclass(frozen=True)
class Used:
    """What was used of a kind in a range: days that count, and how many requests."""

    days: int
    parts: int


def used_of(staff_id: UUID, code: str, from_on: date, until_on: date, ignore: UUID | None = None) -> Used:
    """Standing requests of a kind that begin in [from_on, until_on)."""
    rows = LeaveRequest.objects.filter(
        staff_id=staff_id,
        leave_type=code,
        state__in=LEAVE_STANDING,
        from_on__gte=from_on,
        from_on__lt=until_on,
    ).exclude(purpose=LeavePurpose.CANCEL)
    kept = rows if ignore is None else rows.exclude(pk=ignore)
    found = kept.aggregate(days=Sum("counted_days"), parts=Count("pk"))
    return Used(found["days"] or 0, found["parts"])


def used_for(staff_id: UUID, code: str, fact: str, value: Any, ignore: UUID | None = None) -> Used:
    """The same for one event: requests whose facts carry the same day of birth, due date or child."""
    rows = LeaveRequest.objects.filter(
        staff_id=staff_id, leave_type=code, state__in=LEAVE_STANDING, **{f"facts__{fact}": value}
    ).exclude(purpose=LeavePurpose.CANCEL)
    kept = rows if ignore is None else rows.exclude(pk=ignore)
    found = kept.aggregate(days=Sum("counted_days"), parts=Count("pk"))
    return Used(found["days"] or 0, found["parts"])


def expected_lots(staff: StaffFacts, book: RuleBook, until: date, weekly_minutes: int) -> list[OpenLot]:
    """The next yearly grant where leave reaches beyond the last lot and it has not arisen yet."""
    pool = LeaveLot.objects.filter(staff_id=staff.staff_id, pool="ANNUAL", is_advance=False)
    last = pool.order_by("-expires_on").values_list("expires_on", flat=True).first()
    if last is None or until <= last:
        return []
    if staff.regime == Regime.LABOUR and staff.basis == LeaveBasis.HIRE_DATE:
        grant = next_grant(staff.hired_on, last, book.labour)
        minutes = contracted(grant.minutes // 480, weekly_minutes)
        return [OpenLot(None, grant.granted_on, grant.expires_on, minutes)]
    year = last.year + 1
    years = max(1, year - staff.hired_on.year - 1)
    minutes = contracted(book.labour.days(years), weekly_minutes)
    return [OpenLot(None, date(year, 1, 1), date(year, 12, 31), minutes)]


def month_of(on: date) -> tuple[date, date]:
    """First day of the month, and of the next."""
    start = first_day(period_of(on))
    following = start.replace(day=28) + timedelta(days=7)
    return start, following.replace(day=1)


def days_of_request(request_id: UUID) -> list[PlannedDay]:
    """Stored days of a request that were not given back."""
    rows = LeaveDay.objects.filter(request_id=request_id, given_back_at__isnull=True)
    return [PlannedDay(row.on, row.start, row.end, row.minutes) for row in rows]
