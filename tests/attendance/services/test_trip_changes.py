"""Changed trips, early returns and training: the calendar, the deputy's right and what is settled follow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from approvals.models import ApprovalStep
from approvals.services.deciding import sign
from attendance.errors import AlreadyAway, RequestFaulty, TravelRateMissing
from attendance.models import CalendarEntry, TripChange, TripOrder, TripSettlement
from attendance.services.trip_cancellations import ask_and_submit as ask_cancellation
from attendance.services.trip_changes import ChangeData, ask_and_submit
from attendance.services.trip_reckoning import CardSlip, NightClaim, SettlementData, rates_of
from attendance.services.trip_settlements import draft_settlement
from attendance.services.trips import TripData, come_back, order_and_submit, report_trip
from core.errors import DomainError
from hr.services.rules import RuleSeed, seed_rules
from organization.models import Absence
from tenants.context import institution
from tests.attendance import kit
from tests.people import actor, user
from tests.worlds import World

MONDAY = date(2026, 11, 9)
BEFORE = date(2026, 11, 3)


@pytest.fixture(autouse=True)
def _here(world: World) -> Iterator[None]:
    with institution(world.culture):
        yield


def approved(
    login: str = "drafter", first: date = MONDAY, last: date | None = None, **more: Any
) -> TripOrder:
    """A trip from nine to six, approved a week before."""
    scope = more.pop("scope", "DOMESTIC")
    data = TripData(scope, "부산", "협의", kit.at(first, 9), kit.at(last or first, 18), **more)
    made = order_and_submit(actor=actor(login, BEFORE), data=data, at=kit.at(BEFORE))
    kit.decide(made.pk, BEFORE)
    made.refresh_from_db()
    return made


def wanted(first: date, last: date, **more: Any) -> ChangeData:
    return ChangeData("울산", kit.at(first, 9), kit.at(last, 18), "회의가 하루 늘어남", **more)


def changed(trip: TripOrder, data: ChangeData, on: date = BEFORE) -> TripChange:
    return ask_and_submit(actor=actor("drafter", on), trip_id=trip.pk, data=data, at=kit.at(on, 10))


def days_taken() -> list[date]:
    return sorted(CalendarEntry.objects.filter(is_firm=True).values_list("on", flat=True))


def test_a_changed_trip_takes_its_new_days_and_its_deputy_acts_in_them() -> None:
    kit.staff()
    trip = approved(deputy_id=user("inspector").pk)
    asked = changed(trip, wanted(MONDAY, MONDAY + timedelta(days=1)))
    trip.refresh_from_db()
    assert (trip.state, trip.destination, asked.number[:6]) == ("CHANGE_REQUESTED", "부산", "TE2026")
    assert days_taken() == [MONDAY]
    kit.decide(asked.pk, BEFORE)
    trip.refresh_from_db()
    asked.refresh_from_db()
    assert (trip.state, trip.destination, trip.to_at) == (
        "APPROVED",
        "울산",
        kit.at(MONDAY + timedelta(days=1), 18),
    )
    assert (asked.state, asked.before["destination"]) == ("APPROVED", "부산")
    assert days_taken() == [MONDAY, MONDAY + timedelta(days=1)]
    old, new = Absence.objects.order_by("pk")
    assert old.ended_at == old.from_at
    assert (new.deputy_id, new.to_at, trip.absence_ids) == (
        user("inspector").pk,
        kit.at(MONDAY + timedelta(days=1), 18),
        [str(new.pk)],
    )


def test_a_returned_change_leaves_the_trip_and_may_be_asked_again() -> None:
    kit.staff()
    trip = approved()
    asked = changed(trip, wanted(MONDAY, MONDAY + timedelta(days=1)))
    kit.send_back(asked.pk, BEFORE)
    trip.refresh_from_db()
    assert (trip.state, trip.destination, days_taken()) == ("APPROVED", "부산", [MONDAY])
    again = changed(trip, wanted(MONDAY, MONDAY + timedelta(days=2)))
    assert (again.pk, again.state) == (asked.pk, "SUBMITTED")


def test_a_change_onto_other_papers_is_refused_and_nothing_changes() -> None:
    kit.lot(kit.staff(), 5 * 480, date(2026, 1, 1), date(2026, 12, 31))
    trip = approved()
    kit.leave(MONDAY + timedelta(days=1), on=BEFORE)
    with pytest.raises(DomainError) as caught:
        changed(trip, wanted(MONDAY, MONDAY + timedelta(days=1)))
    assert AlreadyAway.code in {caught.value.code, *(fault.code for fault in caught.value.errors)}
    trip.refresh_from_db()
    assert (trip.state, TripChange.objects.count()) == ("APPROVED", 0)
    with pytest.raises(RequestFaulty):
        changed(trip, wanted(MONDAY, MONDAY), MONDAY + timedelta(days=3))


def test_who_comes_back_early_ends_the_absence_and_is_paid_until_then() -> None:
    kit.staff()
    trip = approved(last=MONDAY + timedelta(days=2), deputy_id=user("inspector").pk)
    back_at = kit.at(MONDAY + timedelta(days=1), 15)
    with pytest.raises(RequestFaulty):
        come_back(actor=actor("drafter"), trip_id=trip.pk, at=kit.at(MONDAY, 8))
    done = come_back(actor=actor("drafter"), trip_id=trip.pk, at=back_at)
    assert (done.state, done.returned_at, Absence.objects.get().ended_at) == ("RETURNED", back_at, back_at)
    assert days_taken() == [MONDAY, MONDAY + timedelta(days=1)]
    report_trip(actor=actor("drafter"), trip_id=trip.pk, text="일찍 마쳤습니다.", at=back_at)
    paper = draft_settlement(
        actor=actor("drafter"), trip_id=trip.pk, data=SettlementData(), at=back_at + timedelta(days=1)
    )
    assert paper.amount == 100_000


def open_step_of_chief(first: date) -> tuple[UUID, ApprovalStep]:
    """A leave of 윤하늘 that waits for 류해인."""
    kit.lot(kit.staff(), 5 * 480, date(2026, 1, 1), date(2026, 12, 31))
    leave = kit.leave(first + timedelta(days=7), on=first - timedelta(days=3))
    document = kit.document_of(leave.pk)
    return document.pk, ApprovalStep.objects.get(document=document, state="ACTIVE")


@pytest.mark.parametrize(("training", "kind"), [(False, "TRIP"), (True, "TRAINING")])
def test_an_open_approval_goes_to_the_deputy_of_who_is_away(training: bool, kind: str) -> None:
    document_id, step = open_step_of_chief(MONDAY)
    assert step.person_id == user("chief").pk
    kit.staff("chief")
    deputy = actor("approver", MONDAY)
    approved("chief", MONDAY, deputy_id=user("approver").pk, is_training=training)
    assert Absence.objects.get().kind == kind
    for moment in (kit.at(MONDAY, 8), kit.at(MONDAY, 18)):
        with pytest.raises(DomainError):
            sign(
                document_id=document_id,
                step_id=step.pk,
                seen=version_of(document_id),
                actor=deputy,
                at=moment,
            )
    step.refresh_from_db()
    assert step.state == "ACTIVE"
    sign(
        document_id=document_id,
        step_id=step.pk,
        seen=version_of(document_id),
        actor=deputy,
        at=kit.at(MONDAY, 10),
    )
    step.refresh_from_db()
    assert (step.state, step.acted_by_id, step.acting_for_id) == (
        "SIGNED_ACTING",
        user("approver").pk,
        user("chief").pk,
    )


def test_a_cancelled_trip_gives_the_deputy_nothing() -> None:
    document_id, step = open_step_of_chief(MONDAY)
    kit.staff("chief")
    trip = approved("chief", MONDAY, deputy_id=user("approver").pk)
    asked = ask_cancellation(
        actor=actor("chief", BEFORE), trip_id=trip.pk, reason="행사 취소", at=kit.at(BEFORE, 14)
    )
    kit.decide(asked.pk, BEFORE, hour=15)
    with pytest.raises(DomainError):
        sign(
            document_id=document_id,
            step_id=step.pk,
            seen=version_of(document_id),
            actor=actor("approver", MONDAY),
            at=kit.at(MONDAY, 10),
        )
    step.refresh_from_db()
    assert step.state == "ACTIVE"


def version_of(document_id: UUID) -> int:
    return int(
        ApprovalStep.objects.select_related("document").filter(document_id=document_id)[0].document.version
    )


# --- abroad and card slips --------------------------------------------------------------------------------------


def test_a_trip_abroad_is_examined_first_and_settled_in_dollars() -> None:
    kit.staff()
    last = MONDAY + timedelta(days=1)
    with pytest.raises(DomainError) as caught:
        approved(last=last, scope="OVERSEAS")
    assert {"/country", "/country_grade", "/reviewed_on"} <= {one.pointer for one in caught.value.errors}
    assert not TripOrder.objects.exists()
    abroad = {"country": "일본", "country_grade": "A", "reviewed_on": date(2026, 10, 20)}
    trip = approved(last=last, scope="OVERSEAS", **abroad)
    with pytest.raises(TravelRateMissing):
        rates_of(trip)
    payload = {"daily": 3_000, "meal": 5_900, "lodging": 10_000, "over_cap_percent": 50}
    row = RuleSeed(
        "OVERSEAS-CLASS_2-A", "LOCAL_PUBLIC", payload, "기관 여비규정", "B", date(2026, 1, 1), None
    )
    seed_rules(code="travel_rate", rows=[row], at=kit.at(BEFORE))
    who, after = actor("drafter"), kit.at(MONDAY + timedelta(days=3))
    report_trip(actor=who, trip_id=trip.pk, text="협의를 마쳤습니다.", at=after)
    claim = SettlementData(nights=[NightClaim(MONDAY, "ABROAD", 200_000)])
    with pytest.raises(RequestFaulty):
        draft_settlement(actor=who, trip_id=trip.pk, data=claim, at=after)
    assert not TripSettlement.objects.exists()
    full = SettlementData(nights=claim.nights, exchange_rate=Decimal("1380.55"))
    paper = draft_settlement(actor=who, trip_id=trip.pk, data=full, at=after)
    assert paper.amount == 2 * 41_416 + 2 * 81_452 + 138_055
    assert paper.flags == ["E-TRP-002"]


def test_a_slip_is_used_once_and_not_above_the_real_cost() -> None:
    kit.staff()
    papers = []
    for week in (0, 1):
        on = MONDAY + timedelta(days=7 * week)
        trip = approved(first=on)
        report_trip(actor=actor("drafter"), trip_id=trip.pk, text="마쳤습니다.", at=kit.at(on, 19))
        papers.append((trip, on))
    (first, on), (second, later) = papers
    slip = CardSlip(on - timedelta(days=1), 30_000, "1109-1")

    def settle(trip: TripOrder, day: date, amount: int) -> TripSettlement:
        data = SettlementData(fares=[(day, amount)], card_slips=[slip])
        return draft_settlement(actor=actor("drafter"), trip_id=trip.pk, data=data, at=kit.at(day, 20))

    with pytest.raises(RequestFaulty):
        settle(first, on, 20_000)
    paper = settle(first, on, 30_000)
    assert (paper.amount, paper.flags) == (50_000, ["CARD_OUTSIDE_TRIP"])
    TripSettlement.objects.filter(pk=paper.pk).update(state="SUBMITTED")
    with pytest.raises(RequestFaulty):
        settle(second, later, 30_000)
    assert TripSettlement.objects.count() == 1
