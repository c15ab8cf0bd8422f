"""Screens of attendance: every page opens, and the daily acts work through them."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date, timedelta

import pytest
from django.utils import timezone

from attendance.models import (
    AttendanceDay,
    ClockEvent,
    Holiday,
    LeaveLot,
    LeaveRequest,
    OvertimeOrder,
    TripOrder,
)
from attendance.permissions import PERMISSIONS
from core.periods import day_of
from tenants.context import institution
from tests.attendance import kit
from tests.people import grant
from tests.worlds import World

D = 480


@pytest.fixture(autouse=True)
def stack(world: World):
    with ExitStack() as held:
        held.enter_context(institution(world.culture))
        yield held


def next_working_day() -> date:
    free = set(Holiday.objects.values_list("on", flat=True))
    day = day_of(timezone.now()) + timedelta(days=1)
    while day.weekday() >= 5 or day in free:
        day += timedelta(days=1)
    return day


def own_lot(minutes: int = 10 * D) -> LeaveLot:
    today = day_of(timezone.now())
    return kit.lot(kit.staff(), minutes, date(today.year, 1, 1), today + timedelta(days=300))


OFFICE = (
    "today",
    "team",
    "ledger",
    "grants",
    "overtime",
    "trips",
    "month",
    "holidays",
    "promotion",
    "mine",
    "clock",
)


@pytest.mark.parametrize("name", OFFICE)
def test_every_screen_opens_for_the_officer(world: World, stack, name: str) -> None:
    own_lot()
    grant("outsider", *(one.code for one in PERMISSIONS))
    assert kit.Desk(world.culture, "outsider", stack).get(kit.url(name)).status_code == 200


@pytest.mark.parametrize("name", ["mine", "clock", "leave_new", "overtime_new", "trip_new", "team", "today"])
def test_every_screen_of_ones_own_opens(world: World, stack, name: str) -> None:
    own_lot()
    page = kit.Desk(world.culture, "drafter", stack).get(kit.url(name))
    assert page.status_code == 200
    assert "남은 연차" in page.content.decode() or name not in ("mine", "leave_new")


@pytest.mark.parametrize("name", ["ledger", "grants", "promotion"])
def test_officer_screens_stay_closed_for_others(world: World, stack, name: str) -> None:
    assert kit.Desk(world.culture, "drafter", stack).get(kit.url(name)).status_code == 403


def test_leave_from_the_form_to_the_explained_balance(world: World, stack) -> None:
    person = kit.staff()
    own_lot()
    browser = kit.Desk(world.culture, "drafter", stack)
    on = next_working_day()
    form = {
        "act": "submit",
        "leave_type": "ANNUAL",
        "unit": "HALF_PM",
        "from_on": on.isoformat(),
        "why": "개인 사정",
    }
    answer = browser.post(kit.url("leave_new"), form)
    request = LeaveRequest.objects.get()
    assert answer.status_code == 302
    assert (request.state, request.minutes, kit.held(person)) == ("SUBMITTED", 240, 240)
    page = browser.get(kit.url("mine")).content.decode()
    assert "9.5일" in page
    assert "결재 중" in page
    assert browser.get(kit.url("leave_request", request.pk)).status_code == 200
    kit.decide(request.pk, day_of(timezone.now()))
    act = {"act": "cancel", "reason": "일정 변경"}
    assert browser.post(kit.url("leave_request", request.pk), act).status_code == 302
    assert LeaveRequest.objects.filter(purpose="CANCEL", state="SUBMITTED").count() == 1


def test_a_refused_leave_keeps_the_typing_and_writes_nothing(world: World, stack) -> None:
    own_lot(D)
    on = next_working_day()
    until = on + timedelta(days=14)
    form = {
        "act": "submit",
        "leave_type": "ANNUAL",
        "unit": "DAY",
        "from_on": on.isoformat(),
        "until_on": until.isoformat(),
    }
    answer = kit.Desk(world.culture, "drafter", stack).post(kit.url("leave_new"), form)
    assert answer.status_code == 409
    assert "잔여 휴가가 부족합니다" in answer.content.decode()
    assert not LeaveRequest.objects.exists()


def test_a_request_of_another_person_is_not_there(world: World, stack) -> None:
    own_lot()
    request = kit.leave(next_working_day(), on=day_of(timezone.now()))
    url = kit.url("leave_request", request.pk)
    assert kit.Desk(world.culture, "inspector", stack).get(url).status_code == 404
    assert kit.Desk(world.culture, "chief", stack).get(url).status_code == 200


def test_clocking_in_and_out(world: World, stack) -> None:
    kit.staff()
    browser = kit.Desk(world.culture, "drafter", stack)
    assert browser.post(kit.url("punch"), {"kind": "IN"}).status_code == 302
    assert browser.post(kit.url("punch"), {"kind": "OUT"}).status_code == 302
    assert list(ClockEvent.objects.values_list("kind", flat=True).order_by("at")) == ["IN", "OUT"]
    assert AttendanceDay.objects.count() == 1
    assert browser.post(kit.url("punch"), {"kind": "X"}).status_code == 400


def test_overtime_and_trip_from_their_forms(world: World, stack) -> None:
    kit.staff()
    browser = kit.Desk(world.culture, "drafter", stack)
    on = next_working_day().isoformat()
    over = {"act": "submit", "on": on, "start": "1800", "end": "2000", "reward": "PAY", "why": "공연 준비"}
    assert browser.post(kit.url("overtime_new"), over).status_code == 302
    order = OvertimeOrder.objects.get()
    assert (order.state, order.end - order.start) == ("SUBMITTED", 120)
    trip = {
        "act": "submit",
        "scope": "LOCAL",
        "destination": "시청",
        "purpose": "협의",
        "from_on": on,
        "from_time": "1300",
        "to_on": on,
        "to_time": "1700",
    }
    assert browser.post(kit.url("trip_new"), trip).status_code == 302
    made = TripOrder.objects.get()
    assert browser.get(kit.url("trip_order", made.pk)).status_code == 200
    assert browser.get(kit.url("overtime_order", order.pk)).status_code == 200
    assert browser.get(kit.url("overtime")).status_code == 200


def test_the_officer_grants_and_enters_a_holiday(world: World, stack) -> None:
    kit.staff(hired_on=date(2021, 3, 2))
    grant("outsider", *(one.code for one in PERMISSIONS))
    browser = kit.Desk(world.culture, "outsider", stack)
    assert browser.post(kit.url("accrue")).status_code == 302
    assert LeaveLot.objects.count() == 1
    form = {
        "on": "2027-03-15",
        "name": "창립기념일",
        "kind": "founding",
        "source": "취업규칙",
        "is_labour": "1",
    }
    assert browser.post(kit.url("enter_holiday"), form).status_code == 302
    assert Holiday.objects.get(name="창립기념일").is_office is False
