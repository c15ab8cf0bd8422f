"""Settlement of trips: claimed, cut to the rules, approved, drafted as a payment voucher (handbook 2.8)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from accounting.services.estimates import settle_estimate
from attendance.choices import CostKind, SettlementFlag, SettlementState, TripScope
from attendance.errors import RequestFaulty
from attendance.models import TripCostLine, TripOrder, TripSettlement
from attendance.permissions import OWN_USE
from attendance.queries.staff import staff_by_id
from attendance.rules import flows
from attendance.rules.travel_cost import double_claims
from attendance.services import trip_money, trip_payments
from attendance.services.paper_documents import (
    Said,
    hand_in,
    lock_paper,
    number_of,
    recall_paper,
    require_drafter,
    save_paper,
)
from attendance.services.trip_reckoning import (
    STANDING,
    SettlementData,
    cost_of,
    flags_of,
    given,
    rates_of,
    refuse_unreadable,
    stored,
)
from attendance.services.trips import spans_of, unit_task_of
from core.access import SYSTEM, Actor
from core.errors import DomainError, FieldFault
from core.money import won

SUBJECT, PREFIX = "trip_settlement", "TS"


@transaction.atomic
def draft_settlement(*, actor: Actor, trip_id: UUID, data: SettlementData, at: datetime) -> TripSettlement:
    """Write the settlement of a reported trip, or write it anew. Locks the trip.

    Refuses a trip that is not reported yet and unreadable input.
    """
    actor.require(OWN_USE)
    trip: TripOrder = lock_paper(TripOrder, trip_id)
    require_drafter(trip, actor)
    flows.trip.next(trip.state, "submit_settlement")
    refuse_unreadable(trip, data)
    if data.budget_line_id is not None:
        save_paper(trip, budget_line_id=data.budget_line_id)
    settlement = TripSettlement.objects.filter(trip=trip).first() or TripSettlement(
        trip=trip,
        staff_id=trip.staff_id,
        department_id=trip.department_id,
        drafted_by_id=trip.drafted_by_id,
        drafted_at=at,
    )
    settlement.claim = stored(data)
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
        _reckon(paper, paper.trip, given(paper.claim), at)
    return paper.amount != before


def _reckon(settlement: TripSettlement, trip: TripOrder, data: SettlementData, at: datetime) -> None:
    rates, rule_rows = rates_of(trip, data.exchange_rate)
    cost = cost_of(trip, data, rates)
    settlement.amount = max(0, cost.total)
    settlement.advance_amount = trip_money.paid_advance(trip)
    settlement.to_return_amount = max(0, settlement.advance_amount - settlement.amount)
    settlement.rule_rows = rule_rows
    settlement.flags = [flag.code for flag in flags_of(trip, data, cost, rates, at)]
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


# --- steps of the document ----------------------------------------------------------------------------------


def check_submission(paper: TripSettlement, at: datetime) -> list[DomainError]:
    """What stands against a settlement."""
    trip = paper.trip
    days = [span.on for span in spans_of(trip)]
    others = TripOrder.objects.filter(
        staff_id=trip.staff_id,
        settlement__state__in=STANDING,
        from_at__lt=trip.to_at + timedelta(days=1),
        to_at__gt=trip.from_at - timedelta(days=1),
    ).exclude(pk=trip.pk)
    claimed = [span.on for other in others if _differs(trip, other) for span in spans_of(other)]
    twice = double_claims(days, claimed)
    found: list[DomainError] = [twice] if twice else []
    if paper.amount and trip.budget_line_id is None:
        found.append(trip_money.line_missing())
    if sum(line.allowed for line in paper.lines.all()) < 0:
        text = (
            "법인카드로 결제한 금액이 인정액보다 많습니다. 개인 부담분은 본인이 결제하고 전표를 고치십시오."
        )
        found.append(RequestFaulty(errors=[FieldFault("/card_slips", "range", text)], count=1))
    return found + trip_money.advance_under_way(trip)


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
    """Approved: the advance becomes cost, and what it does not cover is drafted as a voucher for the traveller.

    What is left of an advance comes back by an 여입; a trip that nothing is to be paid or brought back for is PAID.
    """
    trip: TripOrder = lock_paper(TripOrder, paper.trip_id)
    refused = trip_money.advance_under_way(trip)
    if refused:
        raise refused[0]
    trip_money.withdraw_advance(trip, at)
    save_paper(trip, state=flows.trip.next(trip.state, "approve"))
    changes: dict[str, Any] = {"state": SettlementState.APPROVED, "approved_at": at}
    to_pay, advance = paper.amount, trip_money.paid_advance(trip)
    if advance and trip.advance_voucher_id is not None:
        settled = settle_estimate(
            voucher_id=trip.advance_voucher_id, actual=paper.amount, actor=SYSTEM, at=at
        )
        to_pay = settled.to_pay
        changes |= {"advance_amount": advance, "to_return_amount": settled.to_return}
    if to_pay:
        evidence = [("TRAVEL_STATEMENT", paper.number)]
        changes["voucher_id"] = trip_money.draft_voucher(trip, to_pay, evidence, at)
    save_paper(paper, **changes)
    if not to_pay and not trip_payments.owes(paper):
        trip_payments.finish(paper, "지급할 여비가 없는 정산", at)


def give_back(paper: TripSettlement, verb: str, actor: Actor, at: datetime, text: str) -> None:
    """Returned, rejected or recalled: the trip waits for its settlement again."""
    trip = lock_paper(TripOrder, paper.trip_id)
    save_paper(trip, state=flows.trip.next(trip.state, verb))
    save_paper(paper, state=SettlementState.DRAFT, decision_text=text)


def _differs(trip: TripOrder, other: TripOrder) -> bool:
    return (trip.scope == TripScope.LOCAL) != (other.scope == TripScope.LOCAL)


def _said(paper: TripSettlement) -> Said:
    trip = paper.trip
    name = staff_by_id(paper.staff_id).name
    rows = [
        [str(CostKind(line.kind).label), str(line.on or ""), won(line.claimed), won(line.allowed), line.rule]
        for line in paper.lines.all()
    ]
    flags = ", ".join(str(SettlementFlag(code).label) for code in paper.flags)
    return Said(
        paper,
        f"출장 여비 정산({name}, {trip.destination})",
        f"{name} {trip.destination} 출장 여비 {won(paper.amount)}원",
        [
            ("출장자", name),
            ("출장", f"{trip.number} {trip.destination}"),
            ("정산액", f"{won(paper.amount)}원"),
            ("선급액", f"{won(paper.advance_amount)}원" if paper.advance_amount else ""),
            ("반납할 금액", f"{won(paper.to_return_amount)}원" if paper.to_return_amount else ""),
            ("확인 사항", flags),
        ],
        ("비목", "일자", "청구액", "인정액", "적용 기준"),
        rows,
        unit_task_of(trip.scope),
    )
