"""Changing an approved trip: a paper with a line of its own; the days of the last approved version count (2.8)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from attendance.choices import CorrectionState, TripScope, TripState
from attendance.errors import RequestFaulty
from attendance.models import TripChange, TripOrder
from attendance.permissions import OWN_USE
from attendance.queries.staff import staff_by_id
from attendance.rules import flows
from attendance.services import away
from attendance.services.days import recalculate
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
from attendance.services.trips import (
    FIRST_YEAR,
    LAST_YEAR,
    absent_of,
    claim_of,
    refusals_of_time,
    spans_of,
    unit_task_of,
)
from core.access import Actor
from core.errors import DomainError, FieldFault
from core.money import won
from core.periods import SEOUL

SUBJECT, PREFIX = "trip_change", "TE"


@dataclass(frozen=True)
class ChangeData:
    """How the trip shall be instead."""

    destination: str
    from_at: datetime
    to_at: datetime
    reason: str
    transport: str = ""
    official_car: bool = False
    estimated_amount: int = 0
    holiday_reason: str = ""


@transaction.atomic
def ask_change(*, actor: Actor, trip_id: UUID, data: ChangeData, at: datetime) -> TripChange:
    """Write the change of an approved trip, or write the one that was sent back anew. Locks the trip.

    Refuses a trip that is not approved or is over, and unreadable input.
    """
    actor.require(OWN_USE)
    trip: TripOrder = lock_paper(TripOrder, trip_id)
    require_drafter(trip, actor)
    flows.trip.next(trip.state, "ask_change")
    _refuse_unreadable(trip, data, at)
    values: dict[str, Any] = vars(data) | {"reason": data.reason.strip()[:500]}
    known = TripChange.objects.filter(trip=trip, state=CorrectionState.DRAFT).first()
    if known is not None:
        save_paper(known, **values)
        return known
    made = TripChange.objects.create(
        trip=trip,
        staff_id=trip.staff_id,
        department_id=trip.department_id,
        drafted_by_id=trip.drafted_by_id,
        drafted_at=at,
        **values,
    )
    note(made, SUBJECT, "drafted", f"출장 변경 신청: {trip.destination}", actor, at)
    return made


def submit_change(*, actor: Actor, change_id: UUID, at: datetime, version: int | None = None) -> TripChange:
    """Hand a change in; the trip waits for it. Refuses other papers at the new time and closed months."""
    actor.require(OWN_USE)

    def prepare() -> Said:
        lock_before(change_id)
        paper = lock_paper(TripChange, change_id, version)
        require_drafter(paper, actor)
        flows.correction.next(paper.state, "submit")
        return _said(paper)

    with transaction.atomic():
        hand_in(subject=SUBJECT, paper_id=change_id, prepare=prepare, actor=actor, at=at)
        return TripChange.objects.get(pk=change_id)


@transaction.atomic
def ask_and_submit(*, actor: Actor, trip_id: UUID, data: ChangeData, at: datetime) -> TripChange:
    """Write a change and hand it in, both or nothing."""
    made = ask_change(actor=actor, trip_id=trip_id, data=data, at=at)
    return submit_change(actor=actor, change_id=made.pk, at=at)


def recall_change(
    *, actor: Actor, change_id: UUID, reason: str, at: datetime, version: int | None = None
) -> TripChange:
    """Take a change back before anybody signed it; the trip stands as before."""
    with transaction.atomic():
        recall_paper(
            subject=SUBJECT,
            model=TripChange,
            paper_id=change_id,
            version=version,
            reason=reason,
            actor=actor,
            at=at,
        )
        return TripChange.objects.get(pk=change_id)


# --- steps of the document ----------------------------------------------------------------------------------


def lock_before(change_id: UUID) -> None:
    """The trip is locked before its change."""
    found = TripChange.objects.filter(pk=change_id).values_list("trip_id", flat=True).first()
    if found is not None:
        lock_paper(TripOrder, found)


def check_submission(paper: TripChange, at: datetime) -> list[DomainError]:
    """What stands against the new days: other papers, closed months of both versions, a holiday without a reason."""
    return refusals_of_time(_as_changed(paper)) + refusals_of_time(paper.trip, only_months=True)


def take_in(paper: TripChange, actor: Actor, at: datetime) -> None:
    """Handed in: the trip keeps its time and waits."""
    trip: TripOrder = lock_paper(TripOrder, paper.trip_id)
    before = {"state": trip.state}
    save_paper(trip, state=flows.trip.next(trip.state, "ask_change"))
    state = flows.correction.next(paper.state, "submit")
    save_paper(paper, state=state, submitted_at=at, before=before, number=number_of(paper, PREFIX, at))


def complete_approval(paper: TripChange, actor: Actor, at: datetime) -> None:
    """Approved: the trip takes its new time, the deputy acts in it, days of both versions are calculated anew."""
    trip: TripOrder = lock_paper(TripOrder, paper.trip_id)
    lock_staff(trip.staff_id)
    changed = _as_changed(paper)
    refused = refusals_of_time(changed)
    if refused:
        raise refused[0]
    old_days = [span.on for span in spans_of(trip)]
    away.give_time_back(trip.pk)
    away.take_time(claim_of(changed), firm=True)
    away.withdraw_absences(trip.absence_ids, at)
    absent = absent_of(changed)
    still = replace(absent, from_at=max(absent.from_at, at)) if trip.from_at <= at else absent
    before = paper.before | {name: _kept(getattr(trip, name)) for name in _FIELDS}
    save_paper(
        trip,
        **{name: getattr(paper, name) for name in _FIELDS},
        state=flows.trip.next(trip.state, "change"),
        absence_ids=away.record_absences([still], at),
    )
    state = flows.correction.next(paper.state, "approve")
    save_paper(paper, state=state, approved_at=at, before=before)
    days = sorted({*old_days, *(span.on for span in spans_of(trip))})
    recalculate(trip.staff_id, days, at)
    note(trip, "trip_order", "changed", f"출장 변경: {trip.destination}", actor, at, by=str(paper.pk))


def give_back(paper: TripChange, verb: str, actor: Actor, at: datetime, text: str) -> None:
    """Returned, rejected or recalled: the trip stands as before."""
    trip = lock_paper(TripOrder, paper.trip_id)
    back = "keep_departed" if paper.before.get("state") == TripState.DEPARTED else "keep"
    save_paper(trip, state=flows.trip.next(trip.state, back))
    save_paper(paper, state=flows.correction.next(paper.state, verb), decision_text=text)


_FIELDS = (
    "destination",
    "from_at",
    "to_at",
    "transport",
    "official_car",
    "estimated_amount",
    "holiday_reason",
)


def _as_changed(paper: TripChange) -> TripOrder:
    """The trip as it would be; never saved."""
    trip = TripOrder.objects.get(pk=paper.trip_id)
    for name in _FIELDS:
        setattr(trip, name, getattr(paper, name))
    return trip


def _kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _refuse_unreadable(trip: TripOrder, data: ChangeData, at: datetime) -> None:
    faults = []
    empty = [name for name in ("destination", "reason") if not getattr(data, name).strip()]
    faults += [FieldFault(f"/{name}", "EMPTY", "필수 항목입니다.") for name in empty]
    if not FIRST_YEAR <= data.from_at.year <= LAST_YEAR:
        faults.append(FieldFault("/from_at", "range", "출장 날짜를 확인하십시오."))
    if data.to_at <= data.from_at or (data.to_at - data.from_at).days > 366:
        faults.append(FieldFault("/to_at", "range", "종료가 시작보다 늦어야 합니다."))
    if data.estimated_amount < trip.advance_amount:
        faults.append(FieldFault("/estimated_amount", "range", "선급 여비보다 적게 줄일 수 없습니다."))
    if trip.to_at <= at:
        faults.append(
            FieldFault("/trip", "over", "끝난 출장은 변경할 수 없습니다. 복명과 정산으로 마치십시오.")
        )
    if faults:
        raise RequestFaulty(errors=faults, count=len(faults))


def _said(paper: TripChange) -> Said:
    trip = paper.trip
    name = staff_by_id(paper.staff_id).name
    return Said(
        paper,
        f"출장 변경 신청({name}, {trip.destination})",
        f"{name} {trip.destination} 출장 변경",
        [
            ("출장자", name),
            ("출장", f"{trip.number} {trip.destination}"),
            ("구분", str(TripScope(trip.scope).label)),
            ("변경 사유", paper.reason),
        ],
        ("항목", "변경 전", "변경 후"),
        [
            ["출장지", trip.destination, paper.destination],
            ["기간", _period(trip), _period(paper)],
            ["교통편", trip.transport, paper.transport],
            ["예상 여비", f"{won(trip.estimated_amount)}원", f"{won(paper.estimated_amount)}원"],
        ],
        unit_task_of(trip.scope),
    )


def _period(one: Any) -> str:
    begin, end = (f"{moment.astimezone(SEOUL):%Y-%m-%d %H:%M}" for moment in (one.from_at, one.to_at))
    return f"{begin} ~ {end}"
