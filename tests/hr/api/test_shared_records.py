"""Evaluation, training and awards over REST."""

from __future__ import annotations

from tenants.context import institution
from tests.api.kit import program
from tests.hr.kit import hired
from tests.worlds import World

ADDRESS = "/api/v1/personnel-records"


def test_a_program_enters_a_course_reads_it_and_takes_it_back(world: World) -> None:
    with institution(world.culture):
        first, second = hired(), hired("2020-002", "이도윤")
    office = program(world.culture, "hr.person.view", "hr.person.manage")
    body = {
        "kind": "TRAINING",
        "title": "개인정보 보호 교육",
        "last_on": "2026-03-02",
        "course": "PRIVACY",
        "minutes": 90,
        "people": [{"person_id": str(first.pk)}, {"person_id": str(second.pk), "is_completed": False}],
    }
    made = office.post(ADDRESS, body)
    assert (made.status_code, len(made.json()["items"])) == (201, 2)
    assert office.post(ADDRESS, body).status_code == 400
    listed = office.get(f"{ADDRESS}?kind=TRAINING&year=2026").json()["items"]
    assert {(one["employee_no"], one["is_completed"], one["minutes"]) for one in listed} == {
        ("2020-001", True, 90),
        ("2020-002", False, 90),
    }
    missing = office.get("/api/v1/mandatory-training?year=2026").json()["items"]
    assert {one["employee_no"]: one["done"] for one in missing} == {"2020-001": 1, "2020-002": 0}
    gone = made.json()["items"][0]["id"]
    assert office.post(f"{ADDRESS}/{gone}/withdrawals", {}).status_code == 201
    left = office.get(f"{ADDRESS}?person={first.pk}").json()["items"]
    assert left == []
    reader = program(world.culture, "hr.person.view")
    assert reader.post(ADDRESS, body).status_code == 403
