"""Business trips: ordered, begun, ended, reported (handbook 2.8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounting.queries.budget_choices import travel_lines
from attendance.choices import AwayKind, CountryGrade, TripScope, TripState
from attendance.errors import OnlyByCancellation, RequestFaulty
from attendance.models import TripOrder
from attendance.permissions import OWN_USE
from attendance.queries.calendars import plans_for
from attendance.queries.staff import staff_by_id, staff_of
from attendance.rules import flows
from attendance.rules.calendar import days
from attendance.rules.moments import minute_of
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
from attendance.services.paper_forms import OVERSEAS_TASK
from attendance.services.staff import lock_staff
from core.access import Actor
from core.errors import DomainError, FieldFault, NotFound
from core.money import won
from core.periods import SEOUL, day_of
from identity.queries import people
from organization.choices import AbsenceKind
from organization.queries import primary_department

SUBJECT, PREFIX = "trip_order", "TO"
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class TripData:
    """A trip as somebody asks for it."""

    scope: str
    destination: str
    purpose: str
    from_at: datetime
    to_at: datetime
    transport: str = ""
    official_car: bool = False
    is_same_city: bool = False
    distance_km: int | None = None
    estimated_amount: int = 0
    budget_line_id: UUID | None = None
    deputy_id: UUID | None = None
    holiday_reason: str = ""
    advance_amount: int = 0
    is_training: bool = False
    country: str = ""
    country_grade: str = ""
    reviewed_on: date | None = None


@transaction.atomic
def draft_trip(*, actor: Actor, data: TripData, at: datetime) -> TripOrder:
    """Write a trip for oneself. Refuses unreadable input."""
    actor.require(OWN_USE)
    _refuse_unreadable(data)
    if actor.user_id is None:
        raise NotFound
    staff = staff_of(actor.user_id, day_of(data.from_at))
    department_id = primary_department(actor.user_id, day_of(at))
    if department_id is None:
        raise NotFound(what="부서")
    return TripOrder.objects.create(
        staff_id=staff.staff_id,
        department_id=department_id,
        reason=data.purpose[:500],
        drafted_by_id=actor.user_id,
        drafted_at=at,
        **vars(data),
    )


@transaction.atomic
def edit_trip(
    *, actor: Actor, trip_id: UUID, data: TripData, at: datetime, version: int | None = None
) -> TripOrder:
    """Replace what a draft says. Locks it."""
    actor.require(OWN_USE)
    _refuse_unreadable(data)
    trip: TripOrder = lock_paper(TripOrder, trip_id, version)
    require_drafter(trip, actor)
    flows.trip.next(trip.state, "submit")
    save_paper(trip, **vars(data))
    note(trip, SUBJECT, "edited", "출장 신청 수정", actor, at)
    return trip


def submit_trip(*, actor: Actor, trip_id: UUID, at: datetime, version: int | None = None) -> TripOrder:
    """Hand a trip in. Refuses other papers at the time (E-ATT-003), closed months and a holiday without a reason."""
    actor.require(OWN_USE)

    def prepare() -> Said:
        trip = lock_paper(TripOrder, trip_id, version)
        require_drafter(trip, actor)
        flows.trip.next(trip.state, "submit")
        return _said(trip)

    with transaction.atomic():
        hand_in(subject=SUBJECT, paper_id=trip_id, prepare=prepare, actor=actor, at=at)
        return TripOrder.objects.get(pk=trip_id)


@transaction.atomic
def order_and_submit(*, actor: Actor, data: TripData, at: datetime) -> TripOrder:
    """Write a trip and hand it in, both or nothing."""
    made = draft_trip(actor=actor, data=data, at=at)
    return submit_trip(actor=actor, trip_id=made.pk, at=at)


def recall_trip(
    *, actor: Actor, trip_id: UUID, reason: str, at: datetime, version: int | None = None
) -> TripOrder:
    """Take a trip back before anybody signed it."""
    with transaction.atomic():
        recall_paper(
            subject=SUBJECT,
            model=TripOrder,
            paper_id=trip_id,
            version=version,
            reason=reason,
            actor=actor,
            at=at,
        )
        return TripOrder.objects.get(pk=trip_id)


@transaction.atomic
def report_trip(
    *, actor: Actor, trip_id: UUID, text: str, at: datetime, version: int | None = None
) -> TripOrder:
    """복명: what the trip brought, after the traveller is back. Locks the trip."""
    actor.require(OWN_USE)
    trip: TripOrder = lock_paper(TripOrder, trip_id, version)
    require_drafter(trip, actor)
    faults = []
    if not text.strip():
        faults.append(FieldFault("/text", "EMPTY", "출장 결과를 입력하십시오."))
    if at < (trip.returned_at or trip.to_at):
        faults.append(FieldFault("/text", "early", "출장이 끝난 뒤에 복명할 수 있습니다."))
    if faults:
        raise RequestFaulty(errors=faults, count=len(faults))
    state = trip.state
    if state in (TripState.APPROVED, TripState.DEPARTED):
        state = flows.trip.next(state, "return_home")
    save_paper(trip, state=flows.trip.next(state, "report"), report=text.strip(), reported_at=at)
    note(trip, SUBJECT, "reported", f"출장 복명: {trip.destination}", actor, at)
    return trip


@transaction.atomic
def depart(*, actor: Actor, trip_id: UUID, at: datetime) -> TripOrder:
    """The trip begins. Locks it."""
    actor.require(OWN_USE)
    trip: TripOrder = lock_paper(TripOrder, trip_id)
    require_drafter(trip, actor)
    save_paper(trip, state=flows.trip.next(trip.state, "depart"))
    return trip


@transaction.atomic
def come_back(*, actor: Actor, trip_id: UUID, at: datetime) -> TripOrder:
    """Back before the end: the absence ends now, so the deputy acts no more, and the rest of the time is free.

    Locks trip and employment. Refuses a trip that has not begun or is over.
    """
    actor.require(OWN_USE)
    trip: TripOrder = lock_paper(TripOrder, trip_id)
    require_drafter(trip, actor)
    state = flows.trip.next(trip.state, "return_home")
    if not trip.from_at < at < trip.to_at:
        fault = FieldFault("/trip", "range", "출장 중에만 조기 귀환을 기록할 수 있습니다.")
        raise RequestFaulty(errors=[fault], count=1)
    lock_staff(trip.staff_id)
    planned = [span.on for span in spans_of(trip)]
    away.withdraw_absences(trip.absence_ids, at)
    away.give_time_back(trip.pk)
    save_paper(trip, state=state, returned_at=at)
    away.take_time(claim_of(trip), firm=True)
    recalculate(trip.staff_id, planned, at)
    note(trip, SUBJECT, "returned_home", f"조기 귀환: {trip.destination}", actor, at)
    return trip


@transaction.atomic
def cancel_trip(*, actor: Actor, trip_id: UUID, reason: str, at: datetime) -> TripOrder:
    """Throw a draft away. Locks it. An approved trip goes back only by a cancellation (E-ATT-018)."""
    actor.require(OWN_USE)
    trip: TripOrder = lock_paper(TripOrder, trip_id)
    require_drafter(trip, actor)
    if trip.state == TripState.APPROVED:
        raise OnlyByCancellation
    save_paper(trip, state=flows.trip.next(trip.state, "cancel"), decision_text=reason.strip()[:500])
    note(trip, SUBJECT, "cancelled", f"출장 취소: {trip.destination}", actor, at)
    return trip


# --- steps of the document ----------------------------------------------------------------------------------


def check_submission(trip: TripOrder, at: datetime) -> list[DomainError]:
    """What stands against a trip: its time, its advance, abroad the examination before the approval."""
    found = refusals_of_time(trip) + trip_money.advance_refusals(trip)
    if trip.scope == TripScope.OVERSEAS:
        needed = {
            "country": trip.country,
            "country_grade": trip.country_grade,
            "reviewed_on": trip.reviewed_on,
        }
        empty = [name for name, value in needed.items() if not value]
        if empty:
            text = "국외출장은 나라, 등급, 심사일을 넣어야 합니다."
            faults = [FieldFault(f"/{name}", "EMPTY", text) for name in empty]
            found.append(RequestFaulty(errors=faults, count=len(faults)))
    return found


def refusals_of_time(trip: TripOrder, *, only_months: bool = False) -> list[DomainError]:
    """Closed months, other papers at the time, days without work that need a reason."""
    first, last = day_of(trip.from_at), day_of(trip.to_at - timedelta(minutes=1))
    found = closed_months(first, last)
    if only_months:
        return found
    busy = away.conflict_with(trip.staff_id, spans_of(trip), [trip.pk])
    if holidays_in(trip) and not trip.holiday_reason.strip():
        fault = FieldFault("/holiday_reason", "EMPTY", "휴일 출장 사유를 입력하십시오.")
        found.append(RequestFaulty(errors=[fault], count=1))
    return found + ([busy] if busy else [])


def take_in(trip: TripOrder, actor: Actor, at: datetime) -> None:
    """Handed in: its time is taken."""
    lock_staff(trip.staff_id)
    refused = check_submission(trip, at)
    if refused:
        raise refused[0]
    away.take_time(claim_of(trip))
    state = flows.trip.next(trip.state, "submit")
    save_paper(trip, state=state, submitted_at=at, number=number_of(trip, PREFIX, at))


def complete_approval(trip: TripOrder, actor: Actor, at: datetime) -> None:
    """Approved: the deputy may act while it lasts."""
    lock_staff(trip.staff_id)
    away.make_firm(trip.pk)
    save_paper(
        trip,
        state=flows.trip.next(trip.state, "approve"),
        approved_at=at,
        absence_ids=away.record_absences([absent_of(trip)], at),
        advance_voucher_id=trip_money.order_advance(trip, at),
    )
    recalculate(trip.staff_id, [span.on for span in spans_of(trip)], at)


def give_back(trip: TripOrder, verb: str, actor: Actor, at: datetime, text: str) -> None:
    """Returned, rejected or recalled: its time is free."""
    lock_staff(trip.staff_id)
    away.give_time_back(trip.pk)
    save_paper(trip, state=flows.trip.next(trip.state, verb), decision_text=text)


def absent_of(trip: TripOrder) -> away.Absent:
    """The absence of a trip or of training away from the office as the approvals see it."""
    person_id = staff_by_id(trip.staff_id).person_id
    kind = AbsenceKind.TRAINING if trip.is_training else AbsenceKind.TRIP
    return away.Absent(person_id, kind, trip.from_at, trip.to_at, trip.deputy_id, trip.destination)


def unit_task_of(scope: str) -> str:
    """Trips abroad are kept under a unit task of their own; empty for the task of the form."""
    return OVERSEAS_TASK if scope == TripScope.OVERSEAS else ""


def spans_of(trip: TripOrder) -> list[away.Span]:
    """The minutes a trip takes of each of its days; none after an early return."""
    ended = min(trip.to_at, trip.returned_at or trip.to_at)
    first, last = day_of(trip.from_at), day_of(ended - timedelta(minutes=1))
    found = []
    for on in days(first, last + timedelta(days=1)):
        start = max(0, minute_of(on, trip.from_at))
        end = min(1440, minute_of(on, ended))
        found.append(away.Span(on, start, end))
    return found


def holidays_in(trip: TripOrder) -> list[date]:
    """Days of the trip on which no work is due."""
    spans = spans_of(trip)
    plans = plans_for([trip.staff_id], spans[0].on, spans[-1].on + timedelta(days=1))
    return [span.on for span in spans if plans.shift_of(trip.staff_id, span.on) is None]


def claim_of(trip: TripOrder) -> away.Claim:
    """The time of a trip in the calendar."""
    label = f"{trip.destination} 출장"
    return away.Claim(trip.staff_id, AwayKind.TRIP, trip.pk, label, tuple(spans_of(trip)))


def _refuse_unreadable(data: TripData) -> None:
    faults = []
    if data.scope not in TripScope.values:
        faults.append(FieldFault("/scope", "choice", "출장 구분을 목록에서 고르십시오."))
    empty = [name for name in ("destination", "purpose") if not getattr(data, name).strip()]
    faults += [FieldFault(f"/{name}", "EMPTY", "필수 항목입니다.") for name in empty]
    if data.to_at <= data.from_at or (data.to_at - data.from_at).days > 366:
        faults.append(FieldFault("/to_at", "range", "종료가 시작보다 늦어야 합니다."))
    if data.estimated_amount < 0:
        faults.append(FieldFault("/estimated_amount", "range", "예상 여비를 확인하십시오."))
    if not 0 <= data.advance_amount <= max(0, data.estimated_amount):
        faults.append(FieldFault("/advance_amount", "range", "선급 여비는 예상 여비를 넘을 수 없습니다."))
    faults += faults_of_references(data.budget_line_id, data.deputy_id, data.from_at)
    if not FIRST_YEAR <= data.from_at.year <= LAST_YEAR:
        faults.append(FieldFault("/from_at", "range", "출장 날짜를 확인하십시오."))
    if data.country_grade and data.country_grade not in CountryGrade.values:
        faults.append(FieldFault("/country_grade", "choice", "국가 등급을 목록에서 고르십시오."))
    if faults:
        raise RequestFaulty(errors=faults, count=len(faults))


def faults_of_references(
    budget_line_id: UUID | None, deputy_id: UUID | None, from_at: datetime
) -> list[FieldFault]:
    """A line that pays no travel in the year of the trip, a deputy nobody knows."""
    faults = []
    year = from_at.year
    if budget_line_id is not None and str(budget_line_id) not in dict(travel_lines(year)):
        faults.append(FieldFault("/budget_line_id", "choice", "그해의 여비 과목을 고르십시오."))
    if deputy_id is not None and deputy_id not in people([deputy_id]):
        faults.append(FieldFault("/deputy_id", "choice", "대결자를 목록에서 고르십시오."))
    return faults


def _said(trip: TripOrder) -> Said:
    name = staff_by_id(trip.staff_id).name
    when = f"{trip.from_at.astimezone(SEOUL):%Y-%m-%d %H:%M} ~ {trip.to_at.astimezone(SEOUL):%Y-%m-%d %H:%M}"
    return Said(
        trip,
        f"출장 신청({name}, {trip.destination})",
        f"{name} {trip.destination} 출장",
        [
            ("출장자", name),
            ("구분", str(TripScope(trip.scope).label)),
            ("출장지", trip.destination),
            ("기간", when),
            ("목적", ("교육훈련: " if trip.is_training else "") + trip.purpose),
            ("교통편", trip.transport),
            ("예상 여비", f"{won(trip.estimated_amount)}원" if trip.estimated_amount else ""),
            ("선급 여비", f"{won(trip.advance_amount)}원" if trip.advance_amount else ""),
            ("나라", f"{trip.country} ({trip.get_country_grade_display()})" if trip.country else ""),
            ("국외출장 심사일", str(trip.reviewed_on or "")),
        ],
        unit_task_code=unit_task_of(trip.scope),
    )
