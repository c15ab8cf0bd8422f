"""What accounting says of the vouchers of trips: paid, bounced, money brought back (handbook 4, I-02)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounting.queries.voucher_states import voucher_states
from attendance.choices import SettlementState, TripState
from attendance.models import TripOrder, TripSettlement
from attendance.rules import flows
from attendance.services.paper_documents import lock_paper, note, save_paper
from core.access import SYSTEM
from core.money import won

SUBJECT = "trip_settlement"


@transaction.atomic
def voucher_paid(*, voucher_id: UUID, number: str, at: datetime) -> bool:
    """The settlement of a trip was paid: the trip is PAID. Locks the trip, then its settlement."""
    found = _settlement_of(voucher_id)
    if found is None or found.state != SettlementState.APPROVED:
        return False
    save_paper(found, voucher_number=number)
    finish(found, f"출장 여비 지급: {won(found.amount)}원", at)
    return True


@transaction.atomic
def voucher_bounced(*, voucher_id: UUID, at: datetime) -> None:
    """The transfer came back: the trip waits for its payment again."""
    found = _settlement_of(voucher_id)
    if found is None or found.state != SettlementState.PAID:
        return
    trip = lock_paper(TripOrder, found.trip_id)
    save_paper(trip, state=flows.trip.next(trip.state, "bounce"))
    save_paper(found, state=SettlementState.APPROVED)
    note(found, SUBJECT, "bounced", "출장 여비 지급 반송", SYSTEM, at)


@transaction.atomic
def money_returned(*, voucher_id: UUID, amount: int, at: datetime) -> None:
    """What was left of an advance came back, or a paid settlement was reclaimed."""
    of_advance = TripSettlement.objects.filter(trip__advance_voucher_id=voucher_id).first()
    found = _settlement_of(voucher_id) if of_advance is None else _locked(of_advance)
    if found is None:
        return
    save_paper(found, returned_amount=found.returned_amount + amount)
    note(found, SUBJECT, "returned_money", f"출장 여비 반납: {won(amount)}원", SYSTEM, at)
    if of_advance is None:
        trip = lock_paper(TripOrder, found.trip_id)
        if trip.state == TripState.PAID:
            save_paper(trip, state=flows.trip.next(trip.state, "reclaim"))
    elif found.state == SettlementState.APPROVED and not owes(found) and found.voucher_id is None:
        finish(found, "선급 여비 정산 완료", at)


@transaction.atomic
def follow_payments(*, at: datetime) -> int:
    """Settlements whose voucher was paid without the trip being told (data taken over); how many. Run each night.

    Numbers that vouchers took meanwhile are noted too.
    """
    rows = TripSettlement.objects.filter(state=SettlementState.APPROVED, voucher_id__isnull=False)
    states = voucher_states(row.voucher_id for row in rows if row.voucher_id)
    done = 0
    for row in rows:
        state, number = states.get(row.voucher_id, ("", "")) if row.voucher_id else ("", "")
        if number != row.voucher_number:
            save_paper(row, voucher_number=number)
        if state == "PAID" and row.voucher_id:
            done += voucher_paid(voucher_id=row.voucher_id, number=number, at=at)
    return done


def owes(settlement: TripSettlement) -> int:
    """What the traveller still has to bring back of the advance."""
    return max(0, settlement.to_return_amount - settlement.returned_amount)


def finish(settlement: TripSettlement, summary: str, at: datetime) -> None:
    """Everything is paid: trip and settlement are PAID."""
    trip = lock_paper(TripOrder, settlement.trip_id)
    save_paper(trip, state=flows.trip.next(trip.state, "pay"))
    save_paper(settlement, state=SettlementState.PAID)
    note(settlement, SUBJECT, "paid", summary, SYSTEM, at)


def _settlement_of(voucher_id: UUID) -> TripSettlement | None:
    found = TripSettlement.objects.filter(voucher_id=voucher_id).first()
    return _locked(found) if found is not None else None


def _locked(found: TripSettlement) -> TripSettlement:
    lock_paper(TripOrder, found.trip_id)
    settlement: TripSettlement = lock_paper(TripSettlement, found.pk)
    return settlement
