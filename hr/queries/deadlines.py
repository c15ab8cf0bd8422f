"""Days that come near: ends of contracts, the two years, retirement, ends of leaves and secondments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hr.choices import Fact, ItemState, PersonnelNoticeKind
from hr.models import AppointmentItem, EmploymentFact, LeaveOfAbsence
from hr.queries.rules import rule_rows
from hr.queries.service_times import fixed_term_contracts, retirement_days
from hr.queries.standing import StandingRow, as_of
from hr.rules.deadlines import stage_reached
from hr.rules.fixed_term import fixed_term_check
from hr.rules.kinds import GONE, ON_LEAVE, REMOVED, SECONDED

DAY = timedelta(days=1)
FIXED_TERM = "FIXED_TERM"
AWAY = {
    SECONDED: ("SECOND_RETURN", ("SECOND_OUT", "SECOND_EXTEND")),
    REMOVED: ("LEAVE_END", ("REMOVE_POST",)),
}


@dataclass(frozen=True)
class Deadline:
    """Something near: `due_on` is the last day of it, `stage` how many days before it this is told."""

    kind: str
    employment_id: UUID
    due_on: date
    stage: int


@dataclass(frozen=True)
class Return:
    """Somebody away who is to be back on `due_on`, by an appointment of that kind."""

    standing: StandingRow
    due_on: date
    kind: str


def near_deadlines(today: date) -> list[Deadline]:
    """Contracts, two years and retirements that come near, of everybody in service who is to stay."""
    leaving = _leaving(today)
    here = [row for key, row in as_of(today).items() if row.is_in_service and key not in leaving]
    ends = _contract_ends({row.employment_id for row in here})
    fixed = next(iter(rule_rows("fixed_term", today)), None)
    found: list[Deadline] = []
    for row in here:
        end = ends.get(row.employment_id)
        if end is None or fixed is None:
            continue
        days = fixed.payload["warn_days"]
        found += _near(PersonnelNoticeKind.CONTRACT_END, row, end - DAY, today, days)
        if row.employment_type == FIXED_TERM:
            limit = _two_years(row.person_id, fixed.payload)
            if limit is not None and end >= limit:
                found += _near(PersonnelNoticeKind.TWO_YEARS, row, limit - DAY, today, days)
    return found + _retirements([row for row in here if ends.get(row.employment_id) is None], today)


def awaited_returns(today: date) -> list[Return]:
    """Everybody away today whose leave, secondment or removal has an end; by that end."""
    away = {key: row for key, row in as_of(today).items() if row.status in (ON_LEAVE, SECONDED, REMOVED)}
    ends: dict[UUID, date] = {}
    leaves = LeaveOfAbsence.objects.filter(
        employment_id__in=list(away), is_withdrawn=False, ended_on__isnull=True, from_on__lte=today
    )
    for leave in leaves.order_by("from_on"):
        ends[leave.employment_id] = leave.planned_until_on
    ends |= _other_ends({key: row for key, row in away.items() if row.status in AWAY})
    found = [
        Return(row, ends[key], AWAY.get(row.status, ("LEAVE_END", ()))[0])
        for key, row in away.items()
        if key in ends
    ]
    return sorted(found, key=lambda one: one.due_on)


def returns_under_way(employment_ids: set[UUID]) -> set[UUID]:
    """Employments with a return that is drafted, decided or issued and not yet in effect."""
    rows = AppointmentItem.objects.filter(
        person__employments__in=employment_ids,
        kind__in=("LEAVE_END", "SECOND_RETURN"),
        state__in=(ItemState.DRAFT, ItemState.PENDING),
    ).exclude(order__state="VOIDED")
    return set(rows.values_list("person__employments", flat=True))


def _near(kind: str, row: StandingRow, due_on: date, today: date, days: list[int]) -> list[Deadline]:
    stage = stage_reached(due_on, today, days)
    return [] if stage is None else [Deadline(kind, row.employment_id, due_on, stage)]


def _retirements(rows: list[StandingRow], today: date) -> list[Deadline]:
    warning = next((one for one in rule_rows("personnel_warning", today) if one.key == "RETIREMENT"), None)
    days = retirement_days([row.person_id for row in rows], today)
    if warning is None:
        return []
    return [
        one
        for row in rows
        if row.person_id in days
        for one in _near(
            PersonnelNoticeKind.RETIREMENT, row, days[row.person_id], today, warning.payload["days"]
        )
    ]


def _leaving(today: date) -> set[UUID]:
    """Who is to leave by an appointment issued already."""
    rows = EmploymentFact.objects.filter(
        fact=Fact.STATUS, code__in=list(GONE), known_until__isnull=True, from_on__gt=today
    )
    return set(rows.values_list("employment_id", flat=True))


def _contract_ends(employment_ids: set[UUID]) -> dict[UUID, date | None]:
    """First day after the last contract known, also one that begins later; None where it has no end."""
    rows = EmploymentFact.objects.filter(
        employment_id__in=employment_ids, fact=Fact.CONTRACT, known_until__isnull=True
    ).order_by("from_on")
    found: dict[UUID, date | None] = {}
    for row in rows:
        until = row.values.get("contract_until")
        found[row.employment_id] = date.fromisoformat(str(until)) if until else None
    return found


def _two_years(person_id: UUID, payload: Mapping[str, Any]) -> date | None:
    contracts, left_out = fixed_term_contracts(person_id, payload["left_out_leaves"])
    if not contracts:
        return None
    return fixed_term_check(
        contracts,
        left_out,
        years=int(payload["years"]),
        short_gap_months=int(payload["short_gap_months"]),
    ).limit_on


def _other_ends(away: Mapping[UUID, StandingRow]) -> dict[UUID, date]:
    kinds = {kind for _back, kinds in AWAY.values() for kind in kinds}
    rows = AppointmentItem.objects.filter(
        employment_id__in=list(away), state=ItemState.EFFECTIVE, until_on__isnull=False
    ).order_by("effective_on")
    found: dict[UUID, date] = {}
    for row in rows:
        kind = row.plays_as or row.kind
        if kind in kinds and row.employment_id and kind in AWAY[away[row.employment_id].status][1]:
            assert row.until_on is not None  # noqa: S101 - filtered
            found[row.employment_id] = row.until_on
    return found
