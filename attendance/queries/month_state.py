"""How far a month of attendance is, and what stands against its close."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from attendance.choices import DayException, DayState, MonthState
from attendance.models import (
    AttendanceDay,
    AttendanceMonth,
    AttendanceMonthResult,
    ClockCorrection,
    LeaveRequest,
    OvertimeOrder,
    Staff,
)
from core.periods import first_day, last_day, period_of
from organization.queries import department_and_below, departments_of, members


@dataclass(frozen=True)
class MonthPerson:
    """Somebody whose attendance a month has."""

    staff_id: UUID
    person_id: UUID
    name: str
    department_id: UUID | None


@dataclass(frozen=True)
class Blocker:
    """One thing that stands against the close."""

    kind: str
    on: date
    person: str
    text: str
    subject_id: UUID


def heads(person_id: UUID | None, other_id: UUID, on: date) -> bool:
    """Whether the other person belonged to a department this person headed on that day."""
    led = departments_led(person_id, on)
    return any(one.user_id == other_id and one.department_id in led for one in members(on))


def people_of_month(period: int) -> list[MonthPerson]:
    """Everybody employed at some time of the month, with the department of its last day."""
    first, last = first_day(period), last_day(period)
    rows = Staff.objects.filter(
        Q(last_on__isnull=True) | Q(last_on__gte=first), hired_on__lte=last
    ).select_related("person")
    where = {one.user_id: one.department_id for one in reversed(members(last))}
    return [
        MonthPerson(row.pk, row.person_id, row.person.name, where.get(row.person_id))
        for row in rows.order_by("person__name", "pk")
    ]


def blockers(period: int, staff_ids: Collection[UUID]) -> list[Blocker]:
    """Open days and exceptions, requests under way that touch the month, overtime not recognised."""
    first, last = first_day(period), last_day(period)
    within = {"staff_id__in": list(staff_ids), "on__gte": first, "on__lte": last}
    found = [
        Blocker("DAY", row.on, row.staff.person.name, _words(row), row.pk)
        for row in AttendanceDay.objects.filter(
            state__in=(DayState.OPEN, DayState.EXCEPTION), **within
        ).select_related("staff__person")
    ]
    found += [
        Blocker("OVERTIME", row.on, row.staff.person.name, row.get_state_display(), row.pk)
        for row in OvertimeOrder.objects.filter(
            state__in=("SUBMITTED", "ORDERED", "WORKED", "DETECTED", "DISPUTED", "ACCEPTED"), **within
        ).select_related("staff__person")
    ]
    found += [
        Blocker("CORRECTION", row.on, row.staff.person.name, row.get_state_display(), row.pk)
        for row in ClockCorrection.objects.filter(state="SUBMITTED", **within).select_related("staff__person")
    ]
    leaves = LeaveRequest.objects.filter(
        staff_id__in=list(staff_ids),
        from_on__lte=last,
        until_on__gte=first,
        state__in=("SUBMITTED", "CANCEL_REQUESTED", "CHANGE_REQUESTED"),
    ).select_related("staff__person")
    found += [
        Blocker("LEAVE", row.from_on, row.staff.person.name, row.get_state_display(), row.pk)
        for row in leaves
    ]
    return sorted(found, key=lambda one: (one.on, one.person, one.kind))


def _words(row: AttendanceDay) -> str:
    if row.state == DayState.OPEN:
        return str(row.get_state_display())
    return ", ".join(str(DayException(code).label) for code in row.exceptions)


def month_state(period: int) -> str:
    """State of a month; OPEN when nothing was done yet."""
    found = AttendanceMonth.objects.filter(period=period).values_list("state", flat=True).first()
    return found or MonthState.OPEN


def months() -> list[AttendanceMonth]:
    """Every month something was done with, the newest first."""
    return list(AttendanceMonth.objects.all())


def month_results(period: int) -> list[AttendanceMonthResult]:
    """Results of the last close of a month, by name: what payroll reads."""
    month = AttendanceMonth.objects.filter(period=period).first()
    if month is None:
        return []
    rows = AttendanceMonthResult.objects.filter(month=month, run=month.run)
    return list(rows.select_related("staff__person").order_by("staff__person__name", "pk"))


def open_period(after: int) -> int:
    """The first month after this one that is not closed: corrections go there."""
    period = after
    closed = set(AttendanceMonth.objects.filter(state=MonthState.HR_CLOSED).values_list("period", flat=True))
    while period in closed or period <= after:
        period = period + 1 if period % 100 < 12 else (period // 100 + 1) * 100 + 1
    return period


def departments_led(person_id: UUID | None, on: date) -> set[UUID]:
    """Departments a person heads on a day, with those below them."""
    if person_id is None:
        return set()
    own = [one.department_id for one in departments_of(person_id, on) if one.is_head]
    return {below for department_id in own for below in department_and_below(department_id, on)}


def month_rows() -> QuerySet[Any, Any]:
    """Months as rows, for lists of this app's edge."""
    return AttendanceMonth.objects.all()


def result_rows() -> QuerySet[Any, Any]:
    """Results of closes as rows, for lists of this app's edge."""
    return AttendanceMonthResult.objects.select_related("staff")


def closed_since(on: date) -> list[int]:
    """Closed months that hold that day or later ones (orders of hr that reach back name them)."""
    rows = AttendanceMonth.objects.filter(state=MonthState.HR_CLOSED, period__gte=period_of(on))
    return list(rows.values_list("period", flat=True))
