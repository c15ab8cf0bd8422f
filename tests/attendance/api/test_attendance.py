"""Attendance over REST."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date, timedelta

import pytest
from django.utils import timezone

from attendance.models import ClockEvent, LeaveRequest
from attendance.permissions import PERMISSIONS
from core.periods import day_of
from tenants.context import institution
from tests.attendance import kit
from tests.attendance.web.test_screens import next_working_day, own_lot
from tests.people import grant, user
from tests.worlds import World


@pytest.fixture(autouse=True)
def stack(world: World):
    with ExitStack() as held:
        held.enter_context(institution(world.culture))
        yield held


def test_leave_and_its_balance(world: World, stack) -> None:
    own_lot()
    browser = kit.Desk(world.culture, "drafter", stack)
    on = next_working_day().isoformat()
    body = {"leave_type": "ANNUAL", "unit": "DAY", "from_on": on, "until_on": on}
    answer = browser.send("leave-requests", body)
    assert answer.status_code == 201, answer.content
    assert answer.json()["state"] == "SUBMITTED"
    found = browser.get("/api/v1/leave-balance").json()
    assert (found["balance"], found["held"], found["left"]) == (4800, 480, 4320)
    assert sum(line["minutes"] for line in found["lines"]) == 4320
    again = browser.send("leave-requests", body)
    assert (again.status_code, LeaveRequest.objects.count()) == (409, 1)
    listed = browser.get("/api/v1/leave-requests").json()
    assert [row["number"] for row in listed["items"]] == [answer.json()["number"]]


def test_devices_send_once(world: World, stack) -> None:
    kit.staff()
    grant("outsider", *(one.code for one in PERMISSIONS))
    browser = kit.Desk(world.culture, "outsider", stack)
    row = {
        "person_id": str(user("drafter").pk),
        "at": "2026-11-02T09:00:00+09:00",
        "kind": "IN",
        "device": "gate-1",
        "external_id": "1",
    }
    first = browser.send("clock-events/device-records", {"records": [row]})
    assert (first.status_code, first.json()["taken"]) == (201, 1)
    second = browser.send("clock-events/device-records", {"records": [row]})
    assert (second.json()["taken"], second.json()["known"], ClockEvent.objects.count()) == (0, 1, 1)


def test_lists_answer_and_rights_hold(world: World, stack) -> None:
    own_lot()
    drafter = kit.Desk(world.culture, "drafter", stack)
    for path in ("leave-requests", "clock-events", "overtime-orders", "trips", "holidays"):
        assert drafter.get(f"/api/v1/{path}").status_code == 200, path
    for path in ("leave-ledger", "attendance-months", "attendance-month-results"):
        assert drafter.get(f"/api/v1/{path}").status_code == 403, path
    grant("outsider", *(one.code for one in PERMISSIONS))
    officer = kit.Desk(world.culture, "outsider", stack)
    assert officer.get("/api/v1/leave-ledger").json()["items"][0]["kind"] == "GRANT"


def test_a_trip_and_overtime(world: World, stack) -> None:
    kit.staff()
    browser = kit.Desk(world.culture, "drafter", stack)
    on = next_working_day()
    trip = {
        "scope": "LOCAL",
        "destination": "시청",
        "purpose": "협의",
        "from_at": f"{on}T13:00:00+09:00",
        "to_at": f"{on}T17:00:00+09:00",
    }
    assert browser.send("trips", trip).status_code == 201
    over = {"on": on.isoformat(), "start": 1020, "end": 1200, "reason": "공연 준비"}
    refused = browser.send("overtime-orders", over)
    assert refused.status_code == 409
    assert browser.send("overtime-orders", over | {"start": 1080}).status_code == 201
    assert day_of(timezone.now()) + timedelta(days=1) <= on
    assert date(2026, 1, 1) < on
