"""Cancelling an approved trip: a paper with a line of its own (handbook 2.8)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from attendance.choices import CorrectionState, TripScope, TripState
from attendance.errors import RequestFaulty
from attendance.models import TripCancellation, TripOrder
from attendance.permissions import OWN_USE
from attendance.queries.staff import staff_by_id
from attendance.rules import flows
from attendance.services import away, trip_money
from attendance.services.days import recalculate
from attendance.services.leave_checks import closed_months
from attendance.services.paper_documents import (
    Said,
    hand_in,
    lock_paper,
    note,
    number_of,
    recall_paper,
    require_drafter,
    save_paper,
)
from attendance.services.staff import lock_staff
from attendance.services.trips import cancel_trip, spans_of, unit_task_of
from core.access import Actor
from core.errors import DomainError, FieldFault
from core.periods import SEOUL

SUBJECT, PREFIX = "trip_cancellation", "TC"


@transaction.atomic
def call_off(*, actor: Actor, trip_id: UUID, reason: str, at: datetime) -> TripOrder:
    """Call a trip off: a draft is thrown away, an approved one asks for its cancellation. The trip as it is then."""
    trip: TripOrder = lock_paper(TripOrder, trip_id)
    if trip.state == TripState.DRAFT:
        return cancel_trip(actor=actor, trip_id=trip_id, reason=reason, at=at)
    ask_and_submit(actor=actor, trip_id=trip_id, reason=reason, at=at)
    return TripOrder.objects.get(pk=trip_id)


@transaction.atomic
def ask_cancellation(*, actor: Actor, trip_id: UUID, reason: str, at: datetime) -> TripCancellation:
    """Write the cancellation of an approved trip, or take up the one that was sent back. Locks the trip.

    Refuses a trip that is not approved or has begun, and an empty reason.
    """
    actor.require(OWN_USE)
    trip: TripOrder = lock_paper(TripOrder, trip_id)
    require_drafter(trip, actor)
    flows.trip.next(trip.state, "ask_cancel")
    faults = []
    if not reason.strip():
        faults.append(FieldFault("/reason", "EMPTY", "취소 사유를 입력하십시오."))
    if trip.from_at <= at:
        faults.append(FieldFault("/trip", "begun", "이미 시작한 출장입니다. 복명과 정산으로 마치십시오."))
    if faults:
        raise RequestFaulty(errors=faults, count=len(faults))
    known = TripCancellation.objects.filter(trip=trip, state=CorrectionState.DRAFT).first()
    if known is not None:
        save_paper(known, reason=reason.strip()[:500])
        return known
    made = TripCancellation.objects.create(
        trip=trip,
        staff_id=trip.staff_id,
        department_id=trip.department_id,
        reason=reason.strip()[:500],
        drafted_by_id=trip.drafted_by_id,
        drafted_at=at,
    )
    note(made, SUBJECT, "drafted", f"출장 취소 신청: {trip.destination}", actor, at)
    return made


def submit_cancellation(
    *, actor: Actor, cancellation_id: UUID, at: datetime, version: int | None = None
) -> TripCancellation:
    """Hand a cancellation in; the trip waits for it. Refuses closed months and a line that cannot be built."""
    actor.require(OWN_USE)

    def prepare() -> Said:
        lock_before(cancellation_id)
        paper = lock_paper(TripCancellation, cancellation_id, version)
        require_drafter(paper, actor)
        flows.correction.next(paper.state, "submit")
        return _said(paper)

    with transaction.atomic():
        hand_in(subject=SUBJECT, paper_id=cancellation_id, prepare=prepare, actor=actor, at=at)
        return TripCancellation.objects.get(pk=cancellation_id)


@transaction.atomic
def ask_and_submit(*, actor: Actor, trip_id: UUID, reason: str, at: datetime) -> TripCancellation:
    """Write a cancellation and hand it in, both or nothing."""
    made = ask_cancellation(actor=actor, trip_id=trip_id, reason=reason, at=at)
    return submit_cancellation(actor=actor, cancellation_id=made.pk, at=at)


def recall_cancellation(
    *, actor: Actor, cancellation_id: UUID, reason: str, at: datetime, version: int | None = None
) -> TripCancellation:
    """Take a cancellation back before anybody signed it; the trip stands again."""
    with transaction.atomic():
        recall_paper(
            subject=SUBJECT,
            model=TripCancellation,
            paper_id=cancellation_id,
            version=version,
            reason=reason,
            actor=actor,
            at=at,
        )
        return TripCancellation.objects.get(pk=cancellation_id)


# --- steps of the document ----------------------------------------------------------------------------------


def lock_before(cancellation_id: UUID) -> None:
    """The trip is locked before its cancellation."""
    found = TripCancellation.objects.filter(pk=cancellation_id).values_list("trip_id", flat=True).first()
    if found is not None:
        lock_paper(TripOrder, found)


def check_submission(paper: TripCancellation, at: datetime) -> list[DomainError]:
    """Closed months stay as they are; an advance on its way is stopped first."""
    spans = spans_of(paper.trip)
    return closed_months(spans[0].on, spans[-1].on) + trip_money.advance_under_way(paper.trip)


def take_in(paper: TripCancellation, actor: Actor, at: datetime) -> None:
    """Handed in: the trip keeps its time and waits."""
    trip = lock_paper(TripOrder, paper.trip_id)
    save_paper(trip, state=flows.trip.next(trip.state, "ask_cancel"))
    state = flows.correction.next(paper.state, "submit")
    save_paper(paper, state=state, submitted_at=at, number=number_of(paper, PREFIX, at))


def complete_approval(paper: TripCancellation, actor: Actor, at: datetime) -> None:
    """Approved: the time is free again, the absence ends, the days are calculated anew."""
    trip: TripOrder = lock_paper(TripOrder, paper.trip_id)
    lock_staff(trip.staff_id)
    trip_money.withdraw_advance(trip, at)
    away.give_time_back(trip.pk)
    away.withdraw_absences(trip.absence_ids, at)
    save_paper(trip, state=flows.trip.next(trip.state, "cancel"), decision_text=paper.reason, absence_ids=[])
    save_paper(paper, state=flows.correction.next(paper.state, "approve"), approved_at=at)
    recalculate(trip.staff_id, [span.on for span in spans_of(trip)], at)
    note(trip, "trip_order", "cancelled", f"출장 취소: {trip.destination}", actor, at, by=str(paper.pk))


def give_back(paper: TripCancellation, verb: str, actor: Actor, at: datetime, text: str) -> None:
    """Returned, rejected or recalled: the trip stands as before."""
    trip = lock_paper(TripOrder, paper.trip_id)
    save_paper(trip, state=flows.trip.next(trip.state, "keep"))
    save_paper(paper, state=flows.correction.next(paper.state, verb), decision_text=text)


def _said(paper: TripCancellation) -> Said:
    trip = paper.trip
    name = staff_by_id(paper.staff_id).name
    begin, end = (f"{one.astimezone(SEOUL):%Y-%m-%d %H:%M}" for one in (trip.from_at, trip.to_at))
    return Said(
        paper,
        f"출장 취소 신청({name}, {trip.destination})",
        f"{name} {trip.destination} 출장 취소",
        [
            ("출장자", name),
            ("출장", f"{trip.number} {trip.destination}"),
            ("구분", str(TripScope(trip.scope).label)),
            ("기간", f"{begin} ~ {end}"),
            ("취소 사유", paper.reason),
        ],
        unit_task_code=unit_task_of(trip.scope),
    )
