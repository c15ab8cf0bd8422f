"""Settlement of trips: claimed, cut to the rules, approved, drafted as a payment voucher (handbook 2.8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from accounting.queries.voucher_states import voucher_states
from accounting.services.direct_spending import DirectSpending, draft_direct_spending
from attendance.choices import CostKind, SettlementState, TripScope, TripState
from attendance.errors import LodgingAboveCap, RequestFaulty
from attendance.models import TripCostLine, TripOrder, TripSettlement
from attendance.permissions import OWN_USE
from attendance.queries.rulebook import RuleBook
from attendance.queries.staff import staff_by_id
from attendance.rules import flows
from attendance.rules.travel_cost import (
    Claim,
    CostLine,
    LocalTrip,
    Night,
    TravelCost,
    TravelDay,
    TravelRates,
    domestic_cost,
    double_claims,
    lateness_flag,
    local_cost,
)
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
from attendance.services.trips import spans_of
from core.access import SYSTEM, Actor
from core.errors import DomainError, FieldFault, NotFound
from core.money import won
from core.periods import day_of

SUBJECT, PREFIX = "trip_settlement", "TS"


@dataclass(frozen=True)
class NightClaim:
    """A night as claimed."""

    on: date
    region: str
    cost: int
    reason: str = ""
    with_relatives: bool = False


@dataclass(frozen=True)
class SettlementData:
    """What somebody claims for a trip: fares by day, nights, days with an official car, meals that were given."""

    fares: Sequence[tuple[date, int]] = ()
    nights: Sequence[NightClaim] = ()
    car_days: Sequence[date] = ()
    meals_provided: Mapping[date, int] = None  # type: ignore[assignment]
    stay_since: date | None = None
    paid_by_others: int = 0
    evidence_note: str = ""
    budget_line_id: UUID | None = None


@transaction.atomic
def draft_settlement(*, actor: Actor, trip_id: UUID, data: SettlementData, at: datetime) -> TripSettlement:
    """Write the settlement of a reported trip, or write it anew. Locks the trip.

    Refuses a trip that is not reported yet and unreadable input.
    """
    actor.require(OWN_USE)
    trip: TripOrder = lock_paper(TripOrder, trip_id)
    require_drafter(trip, actor)
    flows.trip.next(trip.state, "submit_settlement")
    _refuse_unreadable(trip, data)
    if data.budget_line_id is not None:
        save_paper(trip, budget_line_id=data.budget_line_id)
    settlement = TripSettlement.objects.filter(trip=trip).first() or TripSettlement(
        trip=trip,
        staff_id=trip.staff_id,
        department_id=trip.department_id,
        drafted_by_id=trip.drafted_by_id,
        drafted_at=at,
    )
    settlement.claim = _stored(data)
    _reckon(settlement, trip, data, at)
    return settlement


@transaction.atomic
def reckon_draft_anew(*, settlement_id: UUID, at: datetime) -> bool:
    """Reckon a settlement that was not handed in yet by the rates as they read now; whether the amount changed.

    Locks trip and settlement. What is on its line or approved stays as it was signed.
    """
    lock_before(settlement_id)
    paper: TripSettlement = lock_paper(TripSettlement, settlement_id)
    before = paper.amount
    if paper.state == SettlementState.DRAFT:
        _reckon(paper, paper.trip, _given(paper.claim), at)
    return paper.amount != before


def _reckon(settlement: TripSettlement, trip: TripOrder, data: SettlementData, at: datetime) -> None:
    rates, rule_rows = rates_of(trip)
    cost = cost_of(trip, data, rates)
    settlement.amount = max(0, cost.total)
    settlement.rule_rows = rule_rows
    settlement.flags = [flag.code for flag in _flags(trip, cost, rates, at)]
    settlement.save()
    settlement.lines.all().delete()
    TripCostLine.objects.bulk_create(
        TripCostLine(settlement=settlement, ordinal=ordinal, **asdict(line))
        for ordinal, line in enumerate(cost.lines, 1)
    )


def submit_settlement(
    *, actor: Actor, settlement_id: UUID, at: datetime, version: int | None = None
) -> TripSettlement:
    """Hand a settlement in. Late ones are accepted with a flag (E-TRP-001); a second claim for a day is refused."""
    actor.require(OWN_USE)

    def prepare() -> Said:
        paper = lock_paper(TripSettlement, settlement_id, version)
        require_drafter(paper, actor)
        return _said(paper)

    with transaction.atomic():
        hand_in(subject=SUBJECT, paper_id=settlement_id, prepare=prepare, actor=actor, at=at)
        return TripSettlement.objects.get(pk=settlement_id)


@transaction.atomic
def settle_and_submit(*, actor: Actor, trip_id: UUID, data: SettlementData, at: datetime) -> TripSettlement:
    """Write a settlement and hand it in, both or nothing."""
    made = draft_settlement(actor=actor, trip_id=trip_id, data=data, at=at)
    return submit_settlement(actor=actor, settlement_id=made.pk, at=at)


def recall_settlement(
    *, actor: Actor, settlement_id: UUID, reason: str, at: datetime, version: int | None = None
) -> TripSettlement:
    """Take a settlement back before anybody signed it."""
    with transaction.atomic():
        recall_paper(
            subject=SUBJECT,
            model=TripSettlement,
            paper_id=settlement_id,
            version=version,
            reason=reason,
            actor=actor,
            at=at,
        )
        return TripSettlement.objects.get(pk=settlement_id)


@transaction.atomic
def follow_payments(*, at: datetime) -> int:
    """Trips whose voucher was paid become PAID; how many. Run each night and when the list of trips is opened."""
    rows = TripSettlement.objects.filter(state=SettlementState.APPROVED, voucher_id__isnull=False)
    states = voucher_states(row.voucher_id for row in rows if row.voucher_id)
    done = 0
    for row in rows:
        state, number = states.get(row.voucher_id, ("", "")) if row.voucher_id else ("", "")
        if number and number != row.voucher_number:
            save_paper(row, voucher_number=number)
        if state == "PAID":
            trip = lock_paper(TripOrder, row.trip_id)
            save_paper(trip, state=flows.trip.next(trip.state, "pay"))
            save_paper(row, state=SettlementState.PAID)
            note(row, SUBJECT, "paid", f"출장 여비 지급: {won(row.amount)}원", SYSTEM, at)
            done += 1
    return done


# --- steps of the document ----------------------------------------------------------------------------------


def check_submission(paper: TripSettlement, at: datetime) -> list[DomainError]:
    """What stands against a settlement."""
    trip = paper.trip
    days = [span.on for span in spans_of(trip)]
    others = TripOrder.objects.filter(
        staff_id=trip.staff_id,
        settlement__state__in=(SettlementState.SUBMITTED, SettlementState.APPROVED, SettlementState.PAID),
        from_at__lt=trip.to_at + timedelta(days=1),
        to_at__gt=trip.from_at - timedelta(days=1),
    ).exclude(pk=trip.pk)
    claimed = [span.on for other in others if _differs(trip, other) for span in spans_of(other)]
    twice = double_claims(days, claimed)
    found: list[DomainError] = [twice] if twice else []
    if paper.amount and trip.budget_line_id is None:
        fault = FieldFault("/budget_line", "EMPTY", "여비를 쓸 예산과목을 고르십시오.")
        found.append(RequestFaulty(errors=[fault], count=1))
    return found


def lock_before(settlement_id: UUID) -> None:
    """The trip is locked before its settlement."""
    found = TripSettlement.objects.filter(pk=settlement_id).values_list("trip_id", flat=True).first()
    if found is not None:
        lock_paper(TripOrder, found)


def take_in(paper: TripSettlement, actor: Actor, at: datetime) -> None:
    """Handed in."""
    trip = lock_paper(TripOrder, paper.trip_id)
    save_paper(trip, state=flows.trip.next(trip.state, "submit_settlement"))
    save_paper(paper, state=SettlementState.SUBMITTED, submitted_at=at, number=number_of(paper, PREFIX, at))


def complete_approval(paper: TripSettlement, actor: Actor, at: datetime) -> None:
    """Approved: 원인행위 and 지출결의 are drafted for the traveller, on the line of the trip."""
    trip: TripOrder = lock_paper(TripOrder, paper.trip_id)
    save_paper(trip, state=flows.trip.next(trip.state, "approve"))
    changes: dict[str, Any] = {"state": SettlementState.APPROVED, "approved_at": at}
    if paper.amount and trip.budget_line_id:
        staff = staff_by_id(paper.staff_id)
        drafter = replace(SYSTEM, user_id=staff.person_id, name=staff.name)
        drafted = draft_direct_spending(
            given=DirectSpending(
                line_id=trip.budget_line_id,
                payee_code=f"E{staff.person_id.hex[-9:]}",
                payee_name=staff.name,
                amount=paper.amount,
                title=f"{trip.destination} 출장 여비({staff.name})",
                on=day_of(at),
                department_id=paper.department_id,
                text=trip.purpose,
            ),
            actor=drafter,
            at=at,
        )
        changes["voucher_id"] = drafted.voucher_id
    save_paper(paper, **changes)


def give_back(paper: TripSettlement, verb: str, actor: Actor, at: datetime, text: str) -> None:
    """Returned, rejected or recalled: the trip waits for its settlement again."""
    trip = lock_paper(TripOrder, paper.trip_id)
    save_paper(trip, state=flows.trip.next(trip.state, verb))
    save_paper(paper, state=SettlementState.DRAFT, decision_text=text)


# --- calculation --------------------------------------------------------------------------------------------


def rates_of(trip: TripOrder) -> tuple[TravelRates, list[str]]:
    """The rates of the traveller's class on the first day, and the rows they stand in."""
    book = RuleBook(day_of(trip.from_at))
    rates = book.travel(staff_by_id(trip.staff_id).travel_class)
    return rates, book.used_ids


def cost_of(trip: TripOrder, data: SettlementData, rates: TravelRates) -> TravelCost:
    """What the rules allow of a claim."""
    spans = spans_of(trip)
    cars = set(data.car_days) | ({span.on for span in spans} if trip.official_car else set())
    if trip.scope == TripScope.LOCAL:
        lines = []
        for span in spans:
            amount = local_cost([LocalTrip(span.end - span.start, span.on in cars)], rates)
            rule = "공무원 여비 규정 제18조" + (", 공용차량" if span.on in cars else "")
            lines.append(CostLine(CostKind.LOCAL, span.on, amount, amount, rule))
        return TravelCost(tuple(lines))
    meals = data.meals_provided or {}
    claim = Claim(
        days=[TravelDay(span.on, span.on in cars, meals.get(span.on, 0), data.stay_since) for span in spans],
        nights=[Night(**vars(night)) for night in data.nights],
        fares=list(data.fares),
        paid_by_others=data.paid_by_others,
    )
    return domestic_cost(claim, rates)


def _flags(trip: TripOrder, cost: TravelCost, rates: TravelRates, at: datetime) -> list[DomainError]:
    late = lateness_flag(day_of(trip.to_at), day_of(at), rates)
    return [*cost.flags, *([late] if late else [])]


def _differs(trip: TripOrder, other: TripOrder) -> bool:
    return (trip.scope == TripScope.LOCAL) != (other.scope == TripScope.LOCAL)


def _refuse_unreadable(trip: TripOrder, data: SettlementData) -> None:
    first, last = day_of(trip.from_at), day_of(trip.to_at)
    faults = []
    for index, (on, amount) in enumerate(data.fares):
        if amount <= 0 or not first - timedelta(days=1) <= on <= last + timedelta(days=1):
            faults.append(FieldFault(f"/fares/{index}", "range", "운임의 날짜와 금액을 확인하십시오."))
    for index, night in enumerate(data.nights):
        if night.cost < 0 or not first <= night.on <= last:
            faults.append(FieldFault(f"/nights/{index}", "range", "숙박의 날짜와 금액을 확인하십시오."))
        if night.region not in ("SEOUL", "METRO", "OTHER"):
            faults.append(FieldFault(f"/nights/{index}/region", "choice", "숙박 지역을 고르십시오."))
    if data.paid_by_others < 0:
        faults.append(FieldFault("/paid_by_others", "range", "다른 기관 부담액을 확인하십시오."))
    if faults:
        raise RequestFaulty(errors=faults, count=len(faults))


def _stored(data: SettlementData) -> dict[str, Any]:
    return {
        "fares": [[on.isoformat(), amount] for on, amount in data.fares],
        "nights": [vars(night) | {"on": night.on.isoformat()} for night in data.nights],
        "car_days": [on.isoformat() for on in data.car_days],
        "meals_provided": {on.isoformat(): count for on, count in (data.meals_provided or {}).items()},
        "stay_since": data.stay_since.isoformat() if data.stay_since else "",
        "paid_by_others": data.paid_by_others,
        "evidence_note": data.evidence_note,
    }


def _given(stored: Mapping[str, Any]) -> SettlementData:
    """A claim as it was stored."""
    day = date.fromisoformat
    return SettlementData(
        fares=[(day(on), amount) for on, amount in stored["fares"]],
        nights=[NightClaim(**(night | {"on": day(night["on"])})) for night in stored["nights"]],
        car_days=[day(on) for on in stored["car_days"]],
        meals_provided={day(on): count for on, count in stored["meals_provided"].items()},
        stay_since=day(stored["stay_since"]) if stored["stay_since"] else None,
        paid_by_others=stored["paid_by_others"],
        evidence_note=stored["evidence_note"],
    )


def _said(paper: TripSettlement) -> Said:
    trip = paper.trip
    name = staff_by_id(paper.staff_id).name
    rows = [
        [str(CostKind(line.kind).label), str(line.on or ""), won(line.claimed), won(line.allowed), line.rule]
        for line in paper.lines.all()
    ]
    flags = ", ".join(paper.flags)
    return Said(
        paper,
        f"출장 여비 정산({name}, {trip.destination})",
        f"{name} {trip.destination} 출장 여비 {won(paper.amount)}원",
        [
            ("출장자", name),
            ("출장", f"{trip.number} {trip.destination}"),
            ("정산액", f"{won(paper.amount)}원"),
            ("확인 사항", flags),
        ],
        ("비목", "일자", "청구액", "인정액", "적용 기준"),
        rows,
    )


def is_above_cap(paper: TripSettlement) -> bool:
    """Whether lodging was cut to its cap."""
    return LodgingAboveCap.code in paper.flags


def settlement_of(trip_id: UUID) -> TripSettlement:
    """The settlement of a trip; NotFound when there is none."""
    found = TripSettlement.objects.filter(trip_id=trip_id).first()
    if found is None:
        raise NotFound(trip_id=str(trip_id))
    return found


def waits_for_settlement(trip: TripOrder) -> bool:
    """Reported and not handed in yet."""
    return trip.state == TripState.REPORTED
