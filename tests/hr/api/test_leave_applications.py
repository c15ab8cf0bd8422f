"""Requests for leave of absence over REST."""

from __future__ import annotations

from datetime import date

from core.access import Actor
from hr.services.leave_applications import ApplicationData, apply_for_leave
from tenants.context import institution
from tests.api.kit import program
from tests.hr.kit import hired, moment, user_id
from tests.worlds import World

ADDRESS = "/api/v1/leave-of-absence-applications"


def test_the_office_reads_and_answers_them(world: World) -> None:
    with institution(world.culture):
        hired(login_name="drafter")
        made = apply_for_leave(
            actor=Actor(user_id("drafter"), "윤하늘"),
            data=ApplicationData("CHILDCARE", date(2027, 3, 2), date(2027, 9, 2), child="첫째"),
            at=moment(date(2026, 11, 2)),
        )
    office = program(world.culture, "hr.order.view", "hr.order.issue")
    listed = office.get(f"{ADDRESS}?state=REQUESTED").json()["items"]
    assert [(one["employee_no"], one["answer_until_on"], one["is_in_time"]) for one in listed] == [
        ("2020-001", "2026-11-16", True)
    ]
    one = office.get(f"{ADDRESS}/{made.pk}")
    refused = office.post(f"{ADDRESS}/{made.pk}/answers", {"grant": False}, if_match=one["ETag"])
    assert (refused.status_code, refused.json()["code"]) == (409, "HR_REASON_MISSING")
    body = {"grant": False, "text": "대체 인력을 구하지 못했습니다."}
    done = office.post(f"{ADDRESS}/{made.pk}/answers", body, if_match=one["ETag"])
    assert (done.status_code, done.json()["state"]) == (201, "REFUSED")
    assert office.post(f"{ADDRESS}/{made.pk}/withdrawals", {}).status_code == 409
