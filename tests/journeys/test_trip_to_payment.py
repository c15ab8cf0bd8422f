"""Trips through the books: from the order to the bank, with and without an advance (R-02, I-02, J-22, AC-55).

윤하늘 travels to 부산; the settlement becomes a voucher, which is committed, vouchered, ordered and paid like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from accounting.errors.execution import AdvanceUnsettled
from accounting.models import BudgetLine, PaymentVoucher
from accounting.services.commitments import submit_commitment
from accounting.services.partners import AccountInput, add_account, verify_account
from accounting.services.payment_settlement import bounce_line
from accounting.services.payment_vouchers import submit_payment_voucher
from accounting.services.returns import ReturnInput, ReturnRowInput, draft_return
from attendance.models import TripOrder, TripSettlement
from attendance.services.trip_reckoning import CardSlip, NightClaim, SettlementData
from attendance.services.trip_settlements import settle_and_submit
from attendance.services.trips import TripData, order_and_submit, report_trip
from core.errors import DomainError
from tenants.context import institution
from tests.accounting.books import line_with
from tests.accounting.spending_kit import (
    AT,
    NO_SPLIT,
    approved,
    cashier,
    disburser,
    drafter,
    entries,
    figures,
    main_account,
    paid,
    sent_order,
)
from tests.attendance import kit
from tests.people import actor
from tests.worlds import World

GONE = date(2026, 2, 23)
AHEAD = date(2026, 3, 23)
NAME = "윤하늘"


@pytest.fixture(autouse=True)
def _culture(world: World) -> Iterator[None]:
    with institution(world.culture):
        kit.staff()
        yield


@pytest.fixture
def line() -> BudgetLine:
    return line_with("202-01", original=2_000_000, allotted=2_000_000)


def ordered(line: BudgetLine, first: date, asked_on: date, **more: Any) -> TripOrder:
    """An overnight trip to 부산, approved on the day it was asked for."""
    data = TripData(
        "DOMESTIC",
        "부산",
        "공연장 협의",
        kit.at(first, 8),
        kit.at(first + timedelta(days=1), 20),
        estimated_amount=450_000,
        budget_line_id=line.pk,
        **more,
    )
    made = order_and_submit(actor=actor("drafter", asked_on), data=data, at=kit.at(asked_on))
    kit.decide(made.pk, asked_on)
    made.refresh_from_db()
    return made


def settled(trip: TripOrder, first: date, fare: int, lodging: int, reason: str = "", **more: Any) -> Any:
    """The trip reported and its settlement signed by everybody, three days after it began."""
    who, day = actor("drafter", first), first + timedelta(days=3)
    report_trip(actor=who, trip_id=trip.pk, text="협의를 마쳤습니다.", at=kit.at(first + timedelta(days=2)))
    claim = SettlementData(
        fares=[(first, fare), (first + timedelta(days=1), fare)],
        nights=[NightClaim(first, "METRO", lodging, reason)],
        **more,
    )
    paper = settle_and_submit(actor=who, trip_id=trip.pk, data=claim, at=kit.at(day))
    kit.decide(paper.pk, day)
    paper.refresh_from_db()
    trip.refresh_from_db()
    return paper


def approved_voucher(voucher_id: Any) -> PaymentVoucher:
    """The drafts a trip left, handed in by 윤하늘, signed by the officers; the account is registered only now."""
    voucher = PaymentVoucher.objects.get(pk=voucher_id)
    row = voucher.rows.select_related("commitment_row__commitment", "partner").get()
    assert row.commitment_row is not None
    commitment = row.commitment_row.commitment
    submit_commitment(commitment_id=commitment.pk, actor=drafter(), at=AT, acknowledged=NO_SPLIT)
    approved("commitment", commitment.pk)
    if not row.partner.accounts.exists():
        given = AccountInput(bank_code="004", account_no="123-456-789012", holder=NAME)
        account = add_account(partner_id=row.partner_id, given=given, actor=drafter(), at=AT)
        verify_account(account_id=account.pk, holder=NAME, actor=disburser(), at=AT)
    submit_payment_voucher(voucher_id=voucher.pk, actor=drafter(), at=AT)
    return approved("payment_voucher", voucher.pk)


def states(trip: TripOrder) -> tuple[str, str]:
    trip.refresh_from_db()
    return trip.state, TripSettlement.objects.get(trip=trip).state


def test_r_02_an_overnight_trip_is_paid_by_the_payment_run(line: BudgetLine) -> None:
    trip = ordered(line, GONE, date(2026, 2, 19))
    assert (trip.state, trip.number[:6]) == ("APPROVED", "TO2026")
    paper = settled(trip, GONE, 59_800, 92_000, "행사 기간 만실")
    assert (paper.amount, states(trip)) == (311_600, ("SETTLEMENT_APPROVED", "APPROVED"))
    assert figures(line)["committed"] == 0

    voucher = approved_voucher(paper.voucher_id)
    assert (voucher.kind, voucher.total_amount, voucher.number[:6]) == ("PT", 311_600, "PT2026")
    assert set(voucher.evidence.values_list("kind", "reference")) == {
        ("TRAVEL_ORDER", trip.number),
        ("TRAVEL_STATEMENT", paper.number),
    }
    assert entries(voucher.pk, "voucher_approved") == [("21101", 0, 311_600), ("53101", 311_600, 0)]
    order = sent_order(voucher)
    assert states(trip) == ("SETTLEMENT_APPROVED", "APPROVED")

    paid(order)
    assert states(trip) == ("PAID", "PAID")
    paper.refresh_from_db()
    assert paper.voucher_number == voucher.number
    assert (figures(line)["committed"], figures(line)["paid"]) == (311_600, 311_600)

    transfer = order.lines.get()
    bounce_line(
        order_id=order.pk,
        line_id=transfer.pk,
        bounced_on=AT.date(),
        reason="계좌 해지",
        actor=cashier(),
        at=AT,
    )
    assert states(trip) == ("SETTLEMENT_APPROVED", "APPROVED")


def advanced(line: BudgetLine) -> tuple[TripOrder, PaymentVoucher]:
    """A trip whose advance of 420,000 was paid before it."""
    trip = ordered(line, AHEAD, date(2026, 3, 9), advance_amount=420_000)
    voucher = approved_voucher(trip.advance_voucher_id)
    assert voucher.rows.get().sub_type == "ESTIMATED"
    assert entries(voucher.pk, "voucher_approved") == [("11403", 420_000, 0), ("21101", 0, 420_000)]
    paid(sent_order(voucher))
    return trip, voucher


def test_j_22_what_is_left_of_an_advance_comes_back(line: BudgetLine) -> None:
    trip, advance = advanced(line)
    with pytest.raises(DomainError) as caught:
        ordered(line, AHEAD + timedelta(days=7), date(2026, 3, 11), advance_amount=100_000)
    assert AdvanceUnsettled.code in {caught.value.code, *(fault.code for fault in caught.value.errors)}
    assert TripOrder.objects.count() == 1

    paper = settled(trip, AHEAD, 102_500, 80_000)
    assert (paper.amount, paper.advance_amount, paper.to_return_amount, paper.voucher_id) == (
        385_000,
        420_000,
        35_000,
        None,
    )
    assert entries(advance.pk, "estimate_settled") == [("11403", 0, 385_000), ("53101", 385_000, 0)]
    assert states(trip) == ("SETTLEMENT_APPROVED", "APPROVED")

    back = draft_return(
        given=ReturnInput(
            "출장 여비 반납",
            date(2026, 3, 30),
            main_account().pk,
            [ReturnRowInput(advance.rows.get().pk, 35_000)],
        ),
        actor=drafter(),
        at=AT,
    )
    assert states(trip) == ("SETTLEMENT_APPROVED", "APPROVED")
    approved("expenditure_return", back.pk)
    assert entries(back.pk, "expenditure_returned") == [("11102", 35_000, 0), ("11403", 0, 35_000)]
    assert states(trip) == ("PAID", "PAID")
    assert (figures(line)["committed"], figures(line)["paid"]) == (385_000, 385_000)
    again = ordered(line, AHEAD + timedelta(days=14), date(2026, 3, 31), advance_amount=100_000)
    assert again.advance_voucher_id is not None


def test_j_22_what_an_advance_lacks_is_paid_after_the_trip(line: BudgetLine) -> None:
    trip, advance = advanced(line)
    paper = settled(trip, AHEAD, 135_000, 80_000)
    assert (paper.amount, paper.to_return_amount) == (450_000, 0)
    assert entries(advance.pk, "estimate_settled") == [("11403", 0, 420_000), ("53101", 420_000, 0)]
    rest = approved_voucher(paper.voucher_id)
    assert (rest.total_amount, entries(rest.pk, "voucher_approved")) == (
        30_000,
        [("21101", 0, 30_000), ("53101", 30_000, 0)],
    )
    paid(sent_order(rest))
    assert states(trip) == ("PAID", "PAID")
    assert figures(line)["paid"] == 450_000


def test_what_the_card_paid_is_not_paid_again(line: BudgetLine) -> None:
    trip = ordered(line, GONE, date(2026, 2, 19))
    slips = [CardSlip(GONE, 119_600, "0223-1"), CardSlip(GONE, 92_000, "0223-2")]
    paper = settled(trip, GONE, 59_800, 92_000, "행사 기간 만실", card_slips=slips)
    assert paper.amount == 100_000
    last = paper.lines.latest("ordinal")
    assert (last.kind, last.allowed) == ("CARD", -211_600)
    assert PaymentVoucher.objects.get(pk=paper.voucher_id).total_amount == 100_000
