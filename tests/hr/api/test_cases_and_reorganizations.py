"""Reorganisations and discipline cases over REST."""

from __future__ import annotations

from tenants.context import institution
from tests.api.kit import program
from tests.hr.kit import department, hired
from tests.worlds import World

TREES, CASES = "/api/v1/reorganizations", "/api/v1/discipline-cases"


def test_a_reorganisation_is_drafted_and_previewed(world: World) -> None:
    with institution(world.culture):
        hired()
        drafting = department("11")
    office = program(world.culture, "hr.order.view", "hr.reorganization.draft")
    change = {"kind": "MERGE", "code": "25", "name": "통합팀", "predecessors": ["12", "21"]}
    body = {
        "title": "하반기 조직개편",
        "effective_on": "2099-07-01",
        "department_id": drafting,
        "basis_document": "직제규정 제5조",
        "changes": [change],
    }
    made = office.post(TREES, body)
    assert (made.status_code, made.json()["state"], made.json()["changes"]) == (201, "DRAFT", [change])
    address = f"{TREES}/{made.json()['reorganization_id']}"
    shown = office.get(f"{address}/preview").json()
    assert [(one["employee_no"], one["kind"], one["after"]) for one in shown["moves"]] == [
        ("2020-001", "UNIT_CHANGE", "통합팀")
    ]
    assert {one["code"] for one in shown["left"]} == {"12", "21"}
    kept = office.put(address, {**body, "changes": []}, if_match=made["ETag"])
    assert (kept.status_code, kept.json()["version"]) == (200, 2)
    assert office.post(f"{address}/voids", {"reason": ""}, if_match=kept["ETag"]).json()["state"] == "VOIDED"
    assert [one["state"] for one in office.get(TREES).json()["items"]] == ["VOIDED"]
    denied = office.post(f"{address}/issues", {}, if_match=kept["ETag"])
    assert denied.status_code == 403


def test_a_case_is_opened_and_led_on(world: World) -> None:
    with institution(world.culture):
        who = hired()
    office = program(world.culture, "hr.discipline.view", "hr.discipline.manage")
    body = {"person_id": str(who.pk), "charge": "복무규정 위반", "occurred_on": "2026-01-05"}
    made = office.post(CASES, body)
    assert (made.status_code, made.json()["state"], made.json()["barred_on"]) == (
        201,
        "REPORTED",
        "2029-01-05",
    )
    address = f"{CASES}/{made.json()['case_id']}"
    done = office.post(f"{address}/moves", {"verb": "investigate"}, if_match=made["ETag"])
    assert (done.status_code, done.json()["state"]) == (201, "INVESTIGATION")
    odd = office.post(f"{address}/moves", {"verb": "decide"}, if_match=done["ETag"])
    assert (odd.status_code, odd.json()["code"]) == (409, "INVALID_MOVE")
    assert [one["verb"] for one in office.get(address).json()["steps"]] == ["report", "investigate"]
