"""Leaves of absence as attendance keeps them: they block the clock, and give approved leave and trips back (I-01)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from attendance.choices import LeavePurpose, LeaveState, TripState, YearCounting
from attendance.models import LeaveRequest, LongAbsence, Staff, TripOrder
from attendance.permissions import STAFF_MANAGE
from attendance.rules import flows
from attendance.rules.moments import moment
from attendance.services import away, leave_lines
from attendance.services.leave import give_days_back
from attendance.services.paper_documents import note, save_paper
from attendance.services.staff import lock_staff
from attendance.services.trip_money import withdraw_advance
from core.access import Actor
from hr.queries.rules import rule_rows

STANDING = (LeaveState.APPROVED, LeaveState.TAKEN)


@transaction.atomic
def begin_long_absence(
    *,
    actor: Actor,
    employment_id: UUID,
    leave_id: UUID,
    kind: str,
    from_on: date,
    until_on: date | None,
    at: datetime,
) -> LongAbsence | None:
    """A leave of absence begins. Locks the employment; repeatable. Leave and trips inside are given back."""
    actor.require(STAFF_MANAGE)
    staff = Staff.objects.filter(employment_id=employment_id).first()
    if staff is None:
        return None
    lock_staff(staff.pk)
    known = LongAbsence.objects.filter(source_id=leave_id).first()
    if known is not None:
        return known
    name, counting = counting_of(kind, from_on)
    row = LongAbsence.objects.create(
        staff=staff,
        kind=kind,
        name=name,
        from_on=from_on,
        until_on=until_on,
        counting=counting,
        source_id=leave_id,
    )
    clear_ahead(staff_id=staff.pk, from_on=from_on, until_on=until_on, cause=name, actor=actor, at=at)
    return row


@transaction.atomic
def end_long_absence(*, actor: Actor, leave_id: UUID, on: date, at: datetime) -> None:
    """The first day back. Locks the employment."""
    actor.require(STAFF_MANAGE)
    row = LongAbsence.objects.filter(source_id=leave_id).first()
    if row is not None:
        lock_staff(row.staff_id)
        row.until_on = max(row.from_on, on)
        row.save(update_fields=["until_on"])


def counting_of(kind: str, on: date) -> tuple[str, str]:
    """Name of a leave of absence and how its days count for annual leave, by the table of hr."""
    for row in rule_rows("leave_of_absence_types", on):
        if row.key == kind:
            text = str(row.payload.get("annual_leave_attendance", ""))
            counting = YearCounting.ATTENDED if "attended" in text else YearCounting.EXCLUDED
            return str(row.payload["name_ko"]), counting
    return kind, YearCounting.EXCLUDED


@transaction.atomic
def clear_ahead(
    *, staff_id: UUID, from_on: date, until_on: date | None, cause: str, actor: Actor, at: datetime
) -> None:
    """Give back approved leave days, cancel trips and release holds in [from_on, until_on)."""
    last = until_on or date.max
    rows = LeaveRequest.objects.filter(
        staff_id=staff_id, until_on__gte=from_on, from_on__lt=last, purpose=LeavePurpose.LEAVE
    )
    for request in rows.filter(state__in=STANDING).order_by("pk").select_for_update():
        days = [day.on for day in request.days.all() if from_on <= day.on < last]
        give_days_back(request=request, on=days, cause=cause, actor=actor, at=at)
        if request.from_on >= from_on:
            save_paper(request, state=LeaveState.CANCELLED, decision_text=cause)
            away.withdraw_absences(request.absence_ids, at)
    for request in rows.filter(state=LeaveState.SUBMITTED).order_by("pk").select_for_update():
        leave_lines.release(request, at=at, by=actor.user_id)
        away.give_time_back(request.pk)
    trips = TripOrder.objects.filter(
        staff_id=staff_id, from_at__gte=moment(from_on, 0), state=TripState.APPROVED
    )
    for trip in trips.order_by("pk").select_for_update():
        if until_on is None or trip.from_at < moment(until_on, 0):
            away.give_time_back(trip.pk)
            away.withdraw_absences(trip.absence_ids, at)
            withdraw_advance(trip, at)
            save_paper(trip, state=flows.trip.next(trip.state, "end"), decision_text=cause)
            note(trip, "trip_order", "cancelled", f"출장 취소: {cause}", actor, at)
