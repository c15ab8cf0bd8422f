"""Attendance over REST."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

import pytest
from django.utils import timezone

from attendance.models import ClockEvent, LeaveRequest
from attendance.permissions import PERMISSIONS
from core.periods import day_of
from tenants.context import institution
from tests.attendance import kit
from tests.attendance.web.test_screens import next_working_day, own_lot
from tests.people import client_of, grant, user
from tests.worlds import World


@pytest.fixture(autouse=True)
def _here(world: World):
    with institution(world.culture):
        yield


def send(browser, path: str, body: dict, key: str):
    return browser.post(
        f"/api/v1/{path}",
        body,
        content_type="application/json",
        headers={"Idempotency-Key": str(uuid5(NAMESPACE_URL, key))},
    )


def test_leave_and_its_balance(world: World) -> None:
    own_lot()
    browser = client_of(world.culture, "drafter")
    on = next_working_day().isoformat()
    body = {"leave_type": "ANNUAL", "unit": "DAY", "from_on": on, "until_on": on}
    answer = send(browser, "leave-requests", body, "a")
    assert answer.status_code == 201, answer.content
    assert answer.json()["state"] == "SUBMITTED"
    found = browser.get("/api/v1/leave-balance").json()
    assert (found["balance"], found["held"], found["left"]) == (4800, 480, 4320)
    assert sum(line["minutes"] for line in found["lines"]) == 4320
    again = send(browser, "leave-requests", body, "b")
    assert (again.status_code, LeaveRequest.objects.count()) == (409, 1)
    listed = browser.get("/api/v1/leave-requests").json()
    assert [row["number"] for row in listed["items"]] == [answer.json()["number"]]


def test_devices_send_once(world: World) -> None:
    kit.staff()
    grant("outsider", *(one.code for one in PERMISSIONS))
    browser = client_of(world.culture, "outsider")
    row = {
        "person_id": str(user("drafter").pk),
        "at": "2026-11-02T09:00:00+09:00",
        "kind": "IN",
        "device": "gate-1",
        "external_id": "1",
    }
    first = send(browser, "clock-events/device-records", {"records": [row]}, "c")
    assert (first.status_code, first.json()["taken"]) == (201, 1)
    second = send(browser, "clock-events/device-records", {"records": [row]}, "d")
    assert (second.json()["taken"], second.json()["known"], ClockEvent.objects.count()) == (0, 1, 1)


def test_lists_answer_and_rights_hold(world: World) -> None:
    own_lot()
    drafter = client_of(world.culture, "drafter")
    for path in ("leave-requests", "clock-events", "overtime-orders", "trips", "holidays"):
        assert drafter.get(f"/api/v1/{path}").status_code == 200, path
    for path in ("leave-ledger", "attendance-months", "attendance-month-results"):
        assert drafter.get(f"/api/v1/{path}").status_code == 403, path
    grant("outsider", *(one.code for one in PERMISSIONS))
    officer = client_of(world.culture, "outsider")
    assert officer.get("/api/v1/leave-ledger").json()["items"][0]["kind"] == "GRANT"


def test_a_trip_and_overtime(world: World) -> None:
    kit.staff()
    browser = client_of(world.culture, "drafter")
    on = next_working_day()
    trip = {
        "scope": "LOCAL",
        "destination": "시청",
        "purpose": "협의",
        "from_at": f"{on}T13:00:00+09:00",
        "to_at": f"{on}T17:00:00+09:00",
    }
    assert send(browser, "trips", trip, "e").status_code == 201
    over = {"on": on.isoformat(), "start": 1020, "end": 1200, "reason": "공연 준비"}
    refused = send(browser, "overtime-orders", over, "f")
    assert refused.status_code == 409
    assert send(browser, "overtime-orders", over | {"start": 1080}, "g").status_code == 201
    assert day_of(timezone.now()) + timedelta(days=1) <= on
    assert date(2026, 1, 1) < on
