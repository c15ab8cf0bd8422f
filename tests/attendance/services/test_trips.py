"""Trips from the order to the voucher: cases R-02, R-03, R-06, R-07, I-02."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from accounting.models import BudgetLine, Commitment, PaymentVoucher
from attendance.errors import AlreadyAway, OnlyByCancellation, RequestFaulty
from attendance.models import CalendarEntry, TripOrder, TripSettlement
from attendance.services.trip_cancellations import ask_and_submit
from attendance.services.trip_payments import follow_payments
from attendance.services.trip_reckoning import NightClaim, SettlementData
from attendance.services.trip_settlements import draft_settlement, submit_settlement
from attendance.services.trips import TripData, cancel_trip, draft_trip, report_trip, submit_trip
from core.errors import DomainError
from organization.models import Absence
from tenants.context import institution
from tests.accounting.books import empty_line
from tests.attendance import kit
from tests.people import actor, user
from tests.worlds import World

FIRST = date(2026, 11, 9)
KTX = [(FIRST, 59_800), (FIRST + timedelta(days=1), 59_800)]


@pytest.fixture(autouse=True)
def _here(world: World):
    with institution(world.culture):
        yield


def trip(from_at=None, to_at=None, **more) -> TripOrder:
    who = actor("drafter")
    begin = from_at or kit.at(FIRST, 8)
    data = TripData(
        more.pop("scope", "DOMESTIC"),
        "부산",
        "공연장 협의",
        begin,
        to_at or kit.at(FIRST + timedelta(days=1), 20),
        estimated_amount=more.pop("estimated_amount", 320_000),
        **more,
    )
    made = draft_trip(actor=who, data=data, at=kit.at(date(2026, 11, 2)))
    return submit_trip(actor=who, trip_id=made.pk, at=kit.at(date(2026, 11, 2)))


def settled(reason: str, on: date = date(2026, 11, 12)) -> TripSettlement:
    kit.staff()
    line = empty_line("202-01")
    made = trip(budget_line_id=line.pk, deputy_id=user("inspector").pk)
    kit.decide(made.pk, date(2026, 11, 3))
    who = actor("drafter")
    report_trip(actor=who, trip_id=made.pk, text="협의를 마쳤습니다.", at=kit.at(date(2026, 11, 11)))
    data = SettlementData(fares=KTX, nights=[NightClaim(FIRST, "METRO", 92_000, reason)])
    paper = draft_settlement(actor=who, trip_id=made.pk, data=data, at=kit.at(on))
    return submit_settlement(actor=who, settlement_id=paper.pk, at=kit.at(on))


def test_an_approved_trip_lets_the_deputy_act() -> None:
    kit.staff()
    made = trip(deputy_id=user("inspector").pk)
    assert CalendarEntry.objects.filter(is_firm=False).count() == 2
    kit.decide(made.pk, date(2026, 11, 3))
    made.refresh_from_db()
    assert made.state == "APPROVED"
    absence = Absence.objects.get()
    assert (absence.kind, absence.deputy_id, absence.from_at) == (
        "TRIP",
        user("inspector").pk,
        kit.at(FIRST, 8),
    )
    before = kit.at(date(2026, 11, 5))
    with pytest.raises(OnlyByCancellation):
        cancel_trip(actor=actor("drafter"), trip_id=made.pk, reason="행사 취소", at=before)
    asked = ask_and_submit(actor=actor("drafter"), trip_id=made.pk, reason="행사 취소", at=before)
    made.refresh_from_db()
    assert (made.state, CalendarEntry.objects.count()) == ("CANCEL_REQUESTED", 2)
    kit.decide(asked.pk, date(2026, 11, 5))
    made.refresh_from_db()
    asked.refresh_from_db()
    assert (made.state, asked.state, made.absence_ids) == ("CANCELLED", "APPROVED", [])
    assert not CalendarEntry.objects.exists()
    assert Absence.objects.get().ended_at is not None


def test_a_returned_cancellation_leaves_the_trip_as_it_was_and_is_handed_in_again() -> None:
    kit.staff()
    made = trip()
    kit.decide(made.pk, date(2026, 11, 3))
    when = kit.at(date(2026, 11, 5))
    asked = ask_and_submit(actor=actor("drafter"), trip_id=made.pk, reason="행사 취소", at=when)
    kit.send_back(asked.pk, date(2026, 11, 5))
    made.refresh_from_db()
    assert (made.state, CalendarEntry.objects.filter(is_firm=True).count()) == ("APPROVED", 2)
    again = ask_and_submit(actor=actor("drafter"), trip_id=made.pk, reason="일정 변경", at=when)
    assert (again.pk, again.state, again.reason) == (asked.pk, "SUBMITTED", "일정 변경")


def test_a_trip_that_has_begun_is_not_cancelled() -> None:
    kit.staff()
    made = trip()
    kit.decide(made.pk, date(2026, 11, 3))
    with pytest.raises(RequestFaulty):
        ask_and_submit(actor=actor("drafter"), trip_id=made.pk, reason="행사 취소", at=kit.at(FIRST, 9))
    made.refresh_from_db()
    assert made.state == "APPROVED"


def test_r_02_and_i_02_an_approved_settlement_becomes_a_voucher_draft() -> None:
    paper = settled("행사 기간 만실")
    assert (paper.amount, paper.flags) == (311_600, [])
    kit.decide(paper.pk, date(2026, 11, 13))
    paper.refresh_from_db()
    voucher = PaymentVoucher.objects.get(pk=paper.voucher_id)
    row = voucher.rows.get()
    assert (voucher.state, voucher.total_amount, voucher.drafted_by) == ("DRAFT", 311_600, user("drafter"))
    assert (row.line.stat_item.code, row.partner.name, row.partner.kind) == ("202-01", "윤하늘", "STAFF")
    assert Commitment.objects.get().kind == "TRAVEL"
    assert TripOrder.objects.get().state == "SETTLEMENT_APPROVED"
    assert follow_payments(at=kit.at(date(2026, 11, 14))) == 0
    PaymentVoucher.objects.filter(pk=voucher.pk).update(state="PAID", number="PV2026-G-000001")
    assert follow_payments(at=kit.at(date(2026, 11, 20))) == 1
    assert TripOrder.objects.get().state == "PAID"


def test_r_03_lodging_is_cut_to_its_cap() -> None:
    paper = settled("")
    assert (paper.amount, paper.flags) == (299_600, ["E-TRP-002"])


def test_r_07_a_late_settlement_is_accepted_with_a_flag() -> None:
    paper = settled("행사 기간 만실", on=date(2026, 11, 25))
    assert paper.state == "SUBMITTED"
    assert paper.flags == ["E-TRP-001"]


def test_a_returned_settlement_waits_again() -> None:
    paper = settled("")
    kit.send_back(paper.pk, date(2026, 11, 13))
    paper.refresh_from_db()
    assert (paper.state, TripOrder.objects.get().state) == ("DRAFT", "REPORTED")
    assert not PaymentVoucher.objects.exists()


def test_r_06_a_morning_half_and_an_afternoon_trip() -> None:
    kit.lot(kit.staff(), 5 * 480, date(2026, 1, 1), date(2026, 12, 31))
    kit.leave(FIRST, on=date(2026, 11, 2), unit="HALF_AM")
    assert trip(kit.at(FIRST, 14), kit.at(FIRST, 18), scope="LOCAL").state == "SUBMITTED"
    with pytest.raises(DomainError) as caught:
        trip(kit.at(FIRST, 13), kit.at(FIRST, 14), scope="LOCAL")
    assert AlreadyAway.code in {caught.value.code, *(f.code for f in caught.value.errors)}


def test_a_trip_on_a_holiday_needs_a_reason() -> None:
    kit.staff()
    sunday = date(2026, 11, 8)
    with pytest.raises(DomainError) as caught:
        trip(kit.at(sunday, 9), kit.at(sunday, 18))
    assert RequestFaulty.code in {caught.value.code, *(f.code for f in caught.value.errors)}
    assert trip(kit.at(sunday, 9), kit.at(sunday, 18), holiday_reason="행사일").state == "SUBMITTED"
    assert not BudgetLine.objects.filter(pk=None).exists()
