"""Requests of attendance as screens and programs read them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from approvals.queries.subjects import document_of
from attendance.models import (
    ClockCorrection,
    ClockEvent,
    LeaveRequest,
    OvertimeOrder,
    TripCancellation,
    TripChange,
    TripOrder,
    TripSettlement,
)
from attendance.permissions import STAFF_VIEW
from attendance.queries.month_state import departments_led
from core.access import Actor
from core.errors import NotFound
from core.periods import day_of

MODELS: dict[str, type[Any]] = {
    "leave_request": LeaveRequest,
    "clock_correction": ClockCorrection,
    "overtime_order": OvertimeOrder,
    "trip_order": TripOrder,
    "trip_cancellation": TripCancellation,
    "trip_change": TripChange,
    "trip_settlement": TripSettlement,
}


def paper(kind: str, paper_id: UUID, actor: Actor, at: datetime) -> Any:
    """One request, for its writer, HR and who leads the department; NotFound for everybody else."""
    found = MODELS[kind].objects.select_related("staff__person").filter(pk=paper_id).first()
    if found is None or not may_read(found, actor, at):
        raise NotFound(paper_id=str(paper_id))
    return found


def may_read(found: Any, actor: Actor, at: datetime) -> bool:
    """Whether somebody may open a request."""
    if actor.is_system or actor.user_id == found.drafted_by_id or actor.may(STAFF_VIEW):
        return True
    return found.department_id in departments_led(actor.user_id, day_of(at))


def document_id_of(kind: str, paper_id: UUID) -> UUID | None:
    """The official document of a request; None before it was handed in."""
    found = document_of(kind, paper_id)
    return found.document_id if found else None


def rows_for(kind: str, actor: Actor) -> QuerySet[Any, Any]:
    """Requests a person may see in lists: all for HR, one's own for everybody else."""
    rows: QuerySet[Any, Any] = MODELS[kind].objects.select_related("staff__person")
    return rows if actor.may(STAFF_VIEW) else rows.filter(drafted_by_id=actor.user_id)


def own_requests(staff_id: UUID, since: date) -> list[LeaveRequest]:
    """A person's leave requests, the newest first."""
    return list(LeaveRequest.objects.filter(staff_id=staff_id, until_on__gte=since))


def own_trips(staff_id: UUID) -> list[TripOrder]:
    """A person's trips, the newest first."""
    return list(TripOrder.objects.filter(staff_id=staff_id)[:20])


def unsettled_trips(staff_id: UUID) -> Iterable[TripOrder]:
    """Trips that are over and wait for report or settlement."""
    return TripOrder.objects.filter(
        staff_id=staff_id, state__in=("APPROVED", "DEPARTED", "RETURNED", "REPORTED")
    )


def overtime_minutes(staff_id: UUID, from_on: date, until_on: date) -> int:
    """Minutes of overtime recognised or ordered in [from_on, until_on)."""
    rows = OvertimeOrder.objects.filter(
        staff_id=staff_id,
        on__gte=from_on,
        on__lt=until_on,
        state__in=("ORDERED", "WORKED", "RECOGNIZED", "CLOSED", "PAID", "ACCEPTED"),
    )
    return sum(row.recognised or row.end - row.start for row in rows)


def clock_rows(actor: Actor) -> QuerySet[Any, Any]:
    """Clock records a person may see: all for HR, one's own for everybody else."""
    rows = ClockEvent.objects.select_related("staff")
    return rows if actor.may(STAFF_VIEW) else rows.filter(staff__person_id=actor.user_id)
