"""Trips on screens and over REST: changed, ended early, settled with card slips; the deputy signs from the inbox."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from approvals.models import ApprovalStep, FormDefinition, FormVersion
from attendance.models import LeaveRequest, TripChange, TripOrder, TripSettlement
from attendance.services.paper_forms import FORMS
from attendance.services.seeds import fill
from attendance.services.trips import TripData, come_back, order_and_submit
from tenants.context import institution
from tests.accounting.books import empty_line
from tests.attendance import kit
from tests.people import actor, user
from tests.worlds import World

TODAY = date(2026, 11, 23)
ASKED = date(2026, 11, 18)


@pytest.fixture(autouse=True)
def stack(world: World, workday: datetime) -> Iterator[ExitStack]:
    with ExitStack() as held:
        held.enter_context(institution(world.culture))
        yield held


def approved(login: str, first: date, last: date, **more: Any) -> TripOrder:
    data = TripData("DOMESTIC", "부산", "협의", kit.at(first, 9), kit.at(last, 18), **more)
    made = order_and_submit(actor=actor(login, ASKED), data=data, at=kit.at(ASKED))
    kit.decide(made.pk, ASKED)
    made.refresh_from_db()
    return made


def test_the_deputy_finds_and_signs_what_waits_for_who_travels(world: World, stack: ExitStack) -> None:
    kit.lot(kit.staff(), 5 * 480, date(2026, 1, 1), date(2026, 12, 31))
    leave = kit.leave(TODAY + timedelta(days=7), on=TODAY - timedelta(days=3))
    kit.staff("chief")
    trip = approved("chief", TODAY, TODAY, deputy_id=user("approver").pk)
    document = kit.document_of(leave.pk)
    step = ApprovalStep.objects.get(document=document, state="ACTIVE")
    deputy = kit.Desk(world.culture, "approver", stack)
    box = "/inbox/?box=DEPUTY"
    assert str(document.pk) in deputy.get(box).content.decode()
    assert str(document.pk) not in kit.Desk(world.culture, "inspector", stack).get(box).content.decode()
    come_back(actor=actor("chief", TODAY), trip_id=trip.pk, at=kit.at(TODAY, 9, 30))
    said = {"act": "sign", "seen": str(document.version), "step_id": str(step.pk)}
    assert str(document.pk) not in deputy.get(box).content.decode()
    assert deputy.post(f"/documents/{document.pk}/", said).status_code == 404
    step.refresh_from_db()
    assert (step.state, LeaveRequest.objects.get().state) == ("ACTIVE", "SUBMITTED")


def test_the_deputy_of_who_is_on_leave_approves_the_leave_of_another(world: World, stack: ExitStack) -> None:
    kit.lot(kit.staff(), 5 * 480, date(2026, 1, 1), date(2026, 12, 31))
    leave = kit.leave(TODAY + timedelta(days=7), on=TODAY - timedelta(days=3))
    kit.lot(kit.staff("chief"), 5 * 480, date(2026, 1, 1), date(2026, 12, 31))
    away = kit.leave(TODAY, on=ASKED, login="chief", deputy_id=user("approver").pk)
    kit.decide(away.pk, ASKED)
    document = kit.document_of(leave.pk)
    step = ApprovalStep.objects.get(document=document, state="ACTIVE")
    said = {"act": "sign", "seen": str(document.version), "step_id": str(step.pk)}
    deputy = kit.Desk(world.culture, "approver", stack)
    assert deputy.post(f"/documents/{document.pk}/", said).status_code == 302
    leave.refresh_from_db()
    step.refresh_from_db()
    assert (leave.state, step.state, step.acting_for_id) == ("APPROVED", "SIGNED_ACTING", user("chief").pk)


def test_a_trip_is_changed_and_ended_early_on_its_screens(world: World, stack: ExitStack) -> None:
    kit.staff()
    trip = approved("drafter", TODAY, TODAY + timedelta(days=1))
    browser = kit.Desk(world.culture, "drafter", stack)
    page = browser.get(kit.url("trip_order", trip.pk)).content.decode()
    assert "조기 귀환" in page
    assert kit.url("trip_change_new", trip.pk) in page
    assert "부산" in browser.get(kit.url("trip_change_new", trip.pk)).content.decode()
    form = {
        "act": "submit",
        "destination": "울산",
        "why": "회의 장소 변경",
        "from_on": "2026-11-23",
        "from_time": "0900",
        "to_on": "2026-11-25",
        "to_time": "1800",
    }
    assert browser.post(kit.url("trip_change_new", trip.pk), form | {"why": " "}).status_code == 409
    assert not TripChange.objects.exists()
    assert browser.post(kit.url("trip_change_new", trip.pk), form).status_code == 302
    change = TripChange.objects.get()
    assert browser.get(kit.url("trip_change", change.pk)).status_code == 200
    back = {"act": "recall", "reason": "그대로 진행"}
    assert browser.post(kit.url("trip_change", change.pk), back).status_code == 302
    trip.refresh_from_db()
    assert (trip.state, trip.destination) == ("APPROVED", "부산")
    assert browser.post(kit.url("trip_order", trip.pk), {"act": "come_back"}).status_code == 302
    trip.refresh_from_db()
    assert (trip.state, trip.returned_at is not None) == ("RETURNED", True)


def test_trips_over_rest(world: World, stack: ExitStack) -> None:
    kit.staff()
    line = empty_line("202-01")
    browser = kit.Desk(world.culture, "drafter", stack)
    body = {
        "scope": "DOMESTIC",
        "destination": "부산",
        "purpose": "협의",
        "from_at": "2026-11-12T09:00:00+09:00",
        "to_at": "2026-11-13T18:00:00+09:00",
        "estimated_amount": "300000",
        "budget_line_id": str(line.pk),
    }
    nobody = "0190a8d2-0000-7000-8000-000000000000"
    for wrong in (
        {"to_at": "2026-11-11T09:00:00+09:00"},
        {"from_at": "0001-01-01T00:00:00+09:00", "to_at": "0001-01-01T05:00:00+09:00"},
        {"budget_line_id": nobody},
        {"deputy_id": nobody},
        {"advance_amount": "300001"},
        {"purpose": "  "},
    ):
        answer = browser.send("trips", body | wrong)
        assert answer.status_code in (400, 409), (wrong, answer.content.decode())
    assert not TripOrder.objects.exists()
    made = browser.send("trips", body).json()
    kit.decide(made["id"], TODAY)
    place = f"trips/{made['id']}"
    assert browser.send(f"{place}/early-returns", {}).status_code == 409
    assert browser.send(f"{place}/reports", {"text": "마쳤습니다."}).status_code == 201
    claim = {
        "fares": [{"on": "2026-11-12", "amount": "60000"}],
        "meals_provided": [{"on": "2026-11-12", "count": 1}],
        "card_slips": [{"on": "2026-11-12", "amount": "60000", "number": "1112-7"}],
    }
    wrong = claim | {"budget_line_id": nobody}
    assert browser.send(f"{place}/settlements", wrong).status_code == 409
    assert not TripSettlement.objects.exists()
    answer = browser.send(f"{place}/settlements", claim)
    assert answer.status_code == 201, answer.content.decode()
    said = answer.json()
    assert (said["amount"], said["to_return_amount"], said["lines"][-1]["kind"]) == ("91666", "0", "CARD")


def test_a_change_over_rest(world: World, stack: ExitStack) -> None:
    kit.staff()
    trip = approved("drafter", TODAY + timedelta(days=1), TODAY + timedelta(days=1))
    browser = kit.Desk(world.culture, "drafter", stack)
    body = {
        "destination": "울산",
        "from_at": "2026-11-25T09:00:00+09:00",
        "to_at": "2026-11-25T18:00:00+09:00",
        "reason": "날짜 변경",
    }
    answer = browser.send(f"trips/{trip.pk}/changes", body)
    assert (answer.status_code, answer.json()["state"]) == (201, "SUBMITTED")
    assert browser.send(f"trips/{trip.pk}/changes", body).status_code == 409


def test_an_institution_made_earlier_gets_the_forms_of_trips(world: World) -> None:
    codes = {"TRIP-CANCELLATION", "TRIP-CHANGE"}
    assert codes <= {form.code for form in FORMS.values()}
    for code in codes:
        assert FormDefinition.objects.filter(code=code).update(code=f"{code}-OLD") == 1
    for _again in range(2):
        fill(at=kit.at(TODAY))
        assert FormDefinition.objects.filter(code__in=codes).count() == 2
        assert FormVersion.objects.filter(form__code__in=codes).count() == 2
