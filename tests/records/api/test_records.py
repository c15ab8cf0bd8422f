"""The register, record files, unit tasks and the records year over REST."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from core.ids import uuid7
from records.models import NumberSeries, UnitTask
from tenants.context import institution
from tests.identity.api.test_users import ask
from tests.people import client_of, department, grant
from tests.records.kit import a_file, registered
from tests.worlds import World

ENTRIES = "/api/v1/registry-entries"
FILES = "/api/v1/record-files"


def _place(world: World) -> tuple[UUID, UUID]:
    with institution(world.culture):
        return department("21"), a_file(department("21"))


def _letter(department_id: UUID, file_id: UUID, **changes: Any) -> dict[str, Any]:
    body: dict[str, Any] = {
        "direction": "RECEIVED",
        "department_id": str(department_id),
        "title": "2027년 출연금 교부 안내",
        "disclosure": "OPEN",
        "record_file_id": str(file_id),
        "sender": "가람시",
        "sender_number": "문화예술과-1234",
    }
    return body | changes


def test_received_letter_gets_the_next_number_of_the_department(world: World) -> None:
    department_id, file_id = _place(world)
    with institution(world.culture):
        registered(department_id, file_id)
    browser = client_of(world.culture, "drafter")
    made = ask(browser, "post", ENTRIES, _letter(department_id, file_id))
    assert made.status_code == 201
    found = browser.get(made["Location"]).json()
    assert (found["number_text"], found["direction"], found["sender"]) == (
        "문화사업팀-2",
        "RECEIVED",
        "가람시",
    )
    page = browser.get(f"{ENTRIES}?direction=RECEIVED&count=true").json()
    assert (page["count"], page["items"][0]["title"]) == (1, "2027년 출연금 교부 안내")


def test_refused_letters_use_no_number(world: World) -> None:
    department_id, file_id = _place(world)
    browser = client_of(world.culture, "drafter")
    for changes, status, code in (
        ({"disclosure": "CLOSED"}, 409, "E-DOC-004"),
        ({"record_file_id": str(uuid7())}, 409, "E-DOC-005"),
        ({"grounds": [6]}, 409, "GROUNDS_ON_OPEN"),
        ({"grounds": [9]}, 400, "INVALID_INPUT"),
        ({"sender": ""}, 400, "INVALID_INPUT"),
    ):
        answer = ask(browser, "post", ENTRIES, _letter(department_id, file_id, **changes))
        assert (answer.status_code, answer.json()["code"]) == (status, code), changes
    with institution(world.culture):
        assert NumberSeries.objects.count() == 0


def test_letter_of_another_department_is_not_registered(world: World) -> None:
    with institution(world.culture):
        other = department("12")
        other_file = a_file(other)
    answer = ask(client_of(world.culture, "drafter"), "post", ENTRIES, _letter(other, other_file))
    assert (answer.status_code, answer.json()["code"]) == (403, "PERMISSION_MISSING")


def test_same_key_registers_once(world: World) -> None:
    department_id, file_id = _place(world)
    browser = client_of(world.culture, "drafter")
    key = str(uuid7())
    bodies = [
        browser.post(
            ENTRIES,
            _letter(department_id, file_id),
            content_type="application/json",
            headers={"Idempotency-Key": key},
        ).json()
        for _ in range(2)
    ]
    assert bodies[0] == bodies[1]
    with institution(world.culture):
        assert NumberSeries.objects.get().last == 1


def test_correction_needs_the_liaison_and_a_reason(world: World) -> None:
    department_id, file_id = _place(world)
    with institution(world.culture):
        line = registered(department_id, file_id).entry_id
    path = f"{ENTRIES}/{line}/corrections"
    body = {"reason": "오기", "title": "겨울 축제 개최 계획"}
    assert ask(client_of(world.culture, "drafter"), "post", path, body).status_code == 403
    liaison = client_of(world.culture, "admin")
    refused = ask(liaison, "post", path, {**body, "reason": ""})
    assert (refused.status_code, refused.json()["code"]) == (409, "E-DOC-016")
    assert ask(liaison, "post", path, body).status_code == 201
    found = liaison.get(f"{ENTRIES}/{line}").json()
    assert (found["title"], found["is_corrected"]) == ("겨울 축제 개최 계획", True)
    [row] = liaison.get(f"{ENTRIES}/{line}/correction-history").json()["items"]
    assert (row["fields_changed"], row["reason"], row["confirmer"]) == (["title"], "오기", "관리자")


def test_hidden_title_is_hidden_over_rest(world: World) -> None:
    department_id, file_id = _place(world)
    with institution(world.culture):
        hidden = {"disclosure": "CLOSED", "grounds": (6,), "title_hidden": True}
        line = registered(department_id, file_id, title="징계 의결 요구", **hidden).entry_id
    titles = {
        name: client_of(world.culture, name).get(f"{ENTRIES}/{line}").json()["title"]
        for name in ("drafter", "cashier", "admin")
    }
    assert titles == {
        "drafter": "징계 의결 요구",
        "cashier": "비공개 문서",
        "admin": "징계 의결 요구",
    }
    assert client_of(world.culture, "cashier").get(f"{ENTRIES}?q=징계").json()["items"] == []


def test_record_file_lives_from_opening_to_completion(world: World) -> None:
    with institution(world.culture):
        department_id = department("21")
        task = UnitTask.objects.get(code="UT-CON-01").pk
    browser = client_of(world.culture, "drafter")
    body = {
        "unit_task_id": str(task),
        "department_id": str(department_id),
        "title": "2026년 무대 장비 계약",
        "opened_on": "2026-01-05",
    }
    made = ask(browser, "post", FILES, body)
    assert (made.status_code, made.json()["retention_code"]) == (201, "Y10")
    path = f"{FILES}/{made.json()['id']}"
    done = ask(browser, "post", f"{path}/completions", {"completed_on": "2026-07-03"}, if_match=made["ETag"])
    assert done.status_code == 201
    found = browser.get(path).json()
    assert (found["retention_start_on"], found["transfer_due_on"], found["appraisal_from"]) == (
        "2027-01-01",
        "2027-12-31",
        "2037-01-01",
    )
    stale = ask(browser, "post", f"{path}/reopenings", {}, if_match=made["ETag"])
    assert stale.status_code == 412
    admin = client_of(world.culture, "admin")
    early = ask(admin, "post", f"{path}/appraisals", {}, if_match=done["ETag"])
    assert (early.status_code, early.json()["code"]) == (409, "E-REC-001")


def test_filing_choices_carry_the_defaults(world: World) -> None:
    department_id, file_id = _place(world)
    browser = client_of(world.culture, "drafter")
    [item] = browser.get(f"/api/v1/filing-choices?department={department_id}").json()["items"]
    assert (item["id"], item["retention"], item["default_grounds"]) == (str(file_id), "5년", [6, 7])


def test_unit_task_is_added_changed_and_closed(world: World) -> None:
    browser = client_of(world.culture, "admin")
    body = {
        "code": "UT-STG-01",
        "name": "무대 기술 관리",
        "retention_code": "Y5",
        "default_disclosure": "OPEN",
        "from_on": "2026-01-01",
    }
    made = ask(browser, "post", "/api/v1/unit-tasks", body)
    assert made.status_code == 201
    path = f"/api/v1/unit-tasks/{made.json()['id']}"
    change = {**body, "retention_code": "Y10", "from_on": "2026-09-01"}
    change.pop("code")
    changed = ask(browser, "put", path, change, if_match=made["ETag"])
    assert (changed.status_code, changed.json()["retention_code"]) == (200, "Y10")
    closed = ask(browser, "post", f"{path}/closures", {"on": "2026-12-01"}, if_match=changed["ETag"])
    assert closed.status_code == 201
    days = {
        on: len(browser.get(f"/api/v1/unit-task-list?on={on}").json()["items"])
        for on in ("2026-11-30", "2026-12-01")
    }
    assert days == {"2026-11-30": 41, "2026-12-01": 40}
    drafter = client_of(world.culture, "drafter")
    assert ask(drafter, "post", "/api/v1/unit-tasks", body).status_code == 403


def test_standards_and_numbering(world: World) -> None:
    browser = client_of(world.culture, "admin")
    found = browser.get("/api/v1/records-standards").json()
    assert [row["code"] for row in found["retention_periods"]] == [
        "PERMANENT",
        "SEMI_PERMANENT",
        "Y30",
        "Y10",
        "Y5",
        "Y3",
        "Y1",
    ]
    assert [row["number"] for row in found["disclosure_grounds"]] == list(range(1, 9))
    body = {"from_year": 2027, "numbering": "SPLIT", "system_code": "GARAM"}
    assert ask(browser, "post", "/api/v1/numbering-policies", body).status_code == 201
    assert [row["numbering"] for row in browser.get("/api/v1/records-standards").json()["numbering"]] == [
        "SPLIT",
        "SHARED",
    ]


def test_public_list_comes_as_json_and_csv(world: World) -> None:
    department_id, file_id = _place(world)
    with institution(world.culture):
        registered(department_id, file_id)
    browser = client_of(world.culture, "drafter")
    [item] = browser.get("/api/v1/information-list?period=202611").json()["items"]
    assert (item["number"], item["retention"], item["person"]) == ("문화사업팀-1", "5년", "김하늘")
    file = browser.get("/api/v1/information-list-file?period=202611")
    assert file["Content-Type"] == "text/csv; charset=utf-8"
    assert "문화사업팀-1,가을 축제 개최 계획,2026,2026-11-22" in file.content.decode("utf-8-sig")
    assert browser.get("/api/v1/information-list?period=202613").status_code == 400


def test_production_report_and_calendar(world: World, workday: Any) -> None:
    department_id, file_id = _place(world)
    with institution(world.culture):
        registered(department_id, file_id)
        grant("outsider", "records.registry.view")
    browser = client_of(world.culture, "outsider")
    report = browser.get("/api/v1/production-report?year=2026").json()
    assert (report["produced"], report["missing"], report["series"][0]["last"]) == (1, 0, 1)
    rows = browser.get("/api/v1/records-calendar?year=2024").json()["items"]
    assert [row["due_on"] for row in rows][:2] == ["2024-12-31", "2025-02-28"]
    admin = client_of(world.culture, "admin")
    body = {"year": 2024, "step": "TIDY", "note": "재분류 없음"}
    assert ask(browser, "post", "/api/v1/records-calendar", body).status_code == 403
    assert ask(admin, "post", "/api/v1/records-calendar", body).json()["state"] == "DONE"
    again = ask(admin, "post", "/api/v1/records-calendar", body)
    assert (again.status_code, again.json()["code"]) == (409, "STEP_DONE")
    assert date.fromisoformat(rows[0]["from_on"]) == date(2024, 12, 31)
