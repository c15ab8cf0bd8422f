"""Rosters of teams: the grid of a month, its shifts, what was changed, one's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from attendance.choices import DayClass
from attendance.models import RosterCell, RosterChange, RosterPlan, RosterShift
from attendance.queries.calendars import Plans, holidays_between, intervals_of, plans_for
from attendance.queries.staff import StaffFacts, everybody
from attendance.rules.calendar import days
from attendance.rules.leave_cost import Shift
from attendance.rules.rosters import FREE, WEEKLY_HOLIDAY, Slot
from core.errors import NotFound
from core.periods import first_day, last_day
from organization.queries import members


def plan_rows() -> QuerySet[Any, Any]:
    """Rosters as rows, for lists of this app's edge."""
    return RosterPlan.objects.all()


def roster_shift_rows() -> QuerySet[Any, Any]:
    """Shifts that people are put on."""
    return RosterShift.objects.filter(is_active=True)


def cell_rows() -> QuerySet[Any, Any]:
    """Days of rosters as rows, for lists of this app's edge."""
    return RosterCell.objects.select_related("staff", "plan")


def plan_by_id(plan_id: UUID) -> RosterPlan:
    """One roster; NotFound when there is none."""
    found = RosterPlan.objects.filter(pk=plan_id).first()
    if found is None:
        raise NotFound(plan_id=str(plan_id))
    return found


def plan_of(department_id: UUID, period: int) -> RosterPlan | None:
    """The roster of a department for a month."""
    return RosterPlan.objects.filter(department_id=department_id, period=period).first()


def team_of(department_id: UUID, period: int) -> list[StaffFacts]:
    """Everybody of the department on the first or the last day of the month, by name."""
    first, last = first_day(period), last_day(period)
    people = {one.user_id for on in (first, last) for one in members(on, department_id)}
    found = {one.staff_id: one for on in (first, last) for one in everybody(on, people)}
    return sorted(found.values(), key=lambda one: (one.name, str(one.staff_id)))


def codes_of(plan_id: UUID) -> dict[tuple[UUID, date], str]:
    """What the roster says, by person and day."""
    rows = RosterCell.objects.filter(plan_id=plan_id).values_list("staff_id", "on", "code")
    return {(staff_id, on): code for staff_id, on, code in rows}


def codes_before(staff_ids: Collection[UUID], from_on: date, until_on: date) -> dict[UUID, dict[date, str]]:
    """Codes of these people in [from_on, until_on), of any roster."""
    found: dict[UUID, dict[date, str]] = defaultdict(dict)
    rows = RosterCell.objects.filter(staff_id__in=staff_ids, on__gte=from_on, on__lt=until_on)
    for staff_id, on, code in rows.values_list("staff_id", "on", "code"):
        found[staff_id][on] = code
    return found


def shift_of_row(row: RosterShift) -> Shift:
    """A stored shift as a plain value."""
    return Shift(row.start, row.end, intervals_of(row.breaks))


def shifts_by_code() -> dict[str, Shift]:
    """Every shift by its code; those no longer used stay readable."""
    return {row.code: shift_of_row(row) for row in RosterShift.objects.all()}


@dataclass(frozen=True)
class RosterLine:
    """One person's month in the grid: codes by day, and the minutes they come to."""

    staff_id: UUID
    person: str
    cells: tuple[tuple[date, str], ...]
    minutes: int


@dataclass(frozen=True)
class RosterGrid:
    """A team's month: days with the names of holidays, people with their codes, changes since publication."""

    days: tuple[tuple[date, str, bool], ...]
    lines: tuple[RosterLine, ...]
    changes: tuple[Any, ...]


def roster_grid(department_id: UUID, period: int, plan: RosterPlan | None) -> RosterGrid:
    """The grid of a department and month; constant number of statements."""
    first, until = first_day(period), last_day(period) + timedelta(days=1)
    free = {row.on: row.name for row in holidays_between(first, until)}
    every = tuple(days(first, until))
    codes = codes_of(plan.pk) if plan else {}
    shifts = shifts_by_code()
    lines = []
    for one in team_of(department_id, period):
        cells = tuple((on, codes.get((one.staff_id, on), "")) for on in every)
        minutes = sum(shifts[code].minutes for _on, code in cells if code in shifts)
        lines.append(RosterLine(one.staff_id, one.name, cells, minutes))
    heads = tuple((on, free.get(on, ""), on in free or on.weekday() == 6) for on in every)
    return RosterGrid(heads, tuple(lines), tuple(change_rows(plan.pk)) if plan else ())


def change_rows(plan_id: UUID) -> QuerySet[Any, Any]:
    """Changes since publication, the newest first."""
    rows = RosterChange.objects.filter(plan_id=plan_id).select_related("staff__person")
    return rows.order_by("-recorded_at", "-pk")


def slots(
    staff_id: UUID, from_on: date, codes: dict[date, str], plans: Plans, shifts: dict[str, Shift]
) -> list[Slot]:
    """Seven days as they would be worked: by the codes given, else as they stand now."""
    found = []
    for on in days(from_on, from_on + timedelta(days=7)):
        is_holiday = plans.calendar.is_public_holiday(on)
        code = codes.get(on, "")
        if not code:
            is_weekly = plans.class_of(staff_id, on) == DayClass.WEEKLY_HOLIDAY
            found.append(Slot(on, plans.shift_of(staff_id, on), is_weekly or _rests(staff_id, on, plans)))
            continue
        shift = None if code in FREE else shifts[code]
        found.append(Slot(on, shift, code == WEEKLY_HOLIDAY, is_holiday))
    return found


def _rests(staff_id: UUID, on: date, plans: Plans) -> bool:
    """A weekly holiday that is a public holiday too."""
    entry = plans.roster.get((staff_id, on))
    if entry is not None:
        return entry.is_weekly_holiday
    plan = plans.week_of(staff_id, on)
    return on.weekday() == plan.weekly_holiday and plans.shift_of(staff_id, on) is None


@dataclass(frozen=True)
class OwnShift:
    """A day of one's own published roster."""

    on: date
    code: str
    shift: Shift | None
    is_weekly_holiday: bool


def own_roster(staff_id: UUID, from_on: date, until_on: date) -> list[OwnShift]:
    """What published rosters say of somebody in [from_on, until_on)."""
    plans = plans_for([staff_id], from_on, until_on)
    codes = codes_before([staff_id], from_on, until_on).get(staff_id, {})
    return [
        OwnShift(on, codes.get(on, ""), plans.shift_of(staff_id, on), entry.is_weekly_holiday)
        for (_staff, on), entry in sorted(plans.roster.items(), key=lambda one: one[0][1])
    ]
