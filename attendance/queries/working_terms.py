"""Working-time systems, written agreements, exchanged holidays, and the terms each person works under."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from attendance.choices import AgreementKind
from attendance.models import HolidayExchange, Protection, ScheduleAssignment, WorkSchedule, WrittenAgreement
from attendance.queries.calendars import week_plan
from attendance.queries.staff import employed_on
from attendance.rules.moments import clock_text
from core.models.ranges import valid_on

WEEKDAYS = "월화수목금토일"
MOST_PEOPLE = 100


@dataclass(frozen=True)
class ScheduleWords:
    """A schedule in words: its week and how many minutes that is."""

    row: WorkSchedule
    week: tuple[str, ...]
    weekly_minutes: int


def schedule_list() -> list[ScheduleWords]:
    """Every working-time system with its week."""
    found = []
    for row in WorkSchedule.objects.select_related("agreement"):
        plan = week_plan(row)
        week = tuple(
            f"{WEEKDAYS[day]} {clock_text(shift.start)}~{clock_text(shift.end)}"
            for day, shift in sorted(plan.shifts.items())
        )
        found.append(ScheduleWords(row, week, plan.weekly_minutes))
    return found


def schedule_rows() -> QuerySet[Any, Any]:
    """Working-time systems as rows, for lists of this app's edge."""
    return WorkSchedule.objects.all()


def agreement_rows() -> QuerySet[Any, Any]:
    """Written agreements as rows, the newest first."""
    return WrittenAgreement.objects.order_by("-from_on", "-pk")


def moving_agreements() -> QuerySet[Any, Any]:
    """Agreements under which holidays may be exchanged."""
    return agreement_rows().filter(kind=AgreementKind.HOLIDAY_MOVE)


def exchange_rows() -> QuerySet[Any, Any]:
    """Exchanged holidays as rows."""
    return HolidayExchange.objects.select_related("agreement").order_by("-original_on")


def protection_rows() -> QuerySet[Any, Any]:
    """Protection periods as rows."""
    return Protection.objects.select_related("staff__person").order_by("-from_on", "-pk")


def staff_rows(on: date) -> QuerySet[Any, Any]:
    """Everybody employed on a day as rows."""
    return employed_on(on).select_related("person").order_by("person__name", "pk")


@dataclass(frozen=True)
class TermsOf:
    """One person's terms on a day."""

    staff: Any
    schedule: str
    protections: tuple[Protection, ...]


def terms_of_people(on: date, name: str = "") -> list[TermsOf]:
    """People by name with their schedule of the day and their protection periods; three statements."""
    rows = staff_rows(on)
    if name:
        rows = rows.filter(person__name__icontains=name)
    people = list(rows[:MOST_PEOPLE])
    ids = [staff.pk for staff in people]
    assigned = ScheduleAssignment.objects.filter(valid_on(on), staff_id__in=ids).select_related("schedule")
    schedules: dict[UUID, str] = {row.staff_id: row.schedule.name for row in assigned}
    protections: dict[UUID, list[Protection]] = {}
    for row in Protection.objects.filter(staff_id__in=ids).order_by("from_on"):
        protections.setdefault(row.staff_id, []).append(row)
    return [
        TermsOf(staff, schedules.get(staff.pk, ""), tuple(protections.get(staff.pk, ()))) for staff in people
    ]
