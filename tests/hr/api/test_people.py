"""People, orders, headcount, rules and certificates over REST."""

from __future__ import annotations

from typing import Any

from core.ids import uuid7
from hr.models import AppointmentOrder, SecretAccess
from tenants.context import institution
from tests.api.kit import Program, program
from tests.hr.kit import department, hired, post, texts_of_hwpx
from tests.worlds import World

PEOPLE, ORDERS = "/api/v1/people", "/api/v1/appointment-orders"


def _office(world: World, *codes: str) -> Program:
    return program(world.culture, *(codes or _CODES))


_CODES = (
    "hr.person.view",
    "hr.person.manage",
    "hr.family.view",
    "hr.order.view",
    "hr.order.draft",
    "hr.order.issue",
    "hr.headcount.view",
    "hr.headcount.manage",
    "hr.rule.view",
    "hr.rule.manage",
    "hr.secret.manage",
    "hr.certificate.manage",
)


def _hired(world: World) -> Any:
    with institution(world.culture):
        return hired(), department("12"), department("11"), post()


def test_people_and_cards_as_of_a_day(world: World) -> None:
    who, *_places = _hired(world)
    office = _office(world)
    page = office.get(f"{PEOPLE}?on=2026-02-02").json()
    assert [(one["employee_no"], one["name"], one["department"]) for one in page["items"]] == [
        ("2020-001", "김하늘", "문화사업팀")
    ]
    assert office.get(f"{PEOPLE}?on=2019-12-31").json() == {"items": []}
    card = office.get(f"{PEOPLE}/{who.pk}?on=2026-02-02").json()
    assert (card["grade"], card["birth_on"], card["hidden"]) == ("7급", "1990-03-15", ["discipline"])
    with institution(world.culture):
        assert SecretAccess.objects.get().act == "CARD_OPENED"


def test_somebody_is_registered_and_corrected(world: World) -> None:
    office = _office(world)
    body = {
        "employee_no": "2026-010",
        "from_on": "2026-02-02",
        "card": {"name": "이도윤", "birth_on": "1995-01-02", "gender": "MALE"},
    }
    made = office.post(PEOPLE, body)
    assert made.status_code == 201
    assert office.post(PEOPLE, body).json()["code"] == "EMPLOYEE_NUMBER_TAKEN"
    address = f"{PEOPLE}/{made.json()['person_id']}"
    sent = {"from_on": "2026-03-02", "mobile": "010-1111-2222"}
    changed = office.ask("PATCH", address, sent, if_match=made["ETag"])
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    stale = office.ask("PATCH", address, sent, if_match=made["ETag"])
    assert stale.status_code == 412
    career = {
        "organisation": "나래문화원",
        "from_on": "2015-01-01",
        "until_on": "2018-05-01",
        "conversion": "SAME_PUBLIC",
    }
    assert office.post(f"{address}/careers", career).status_code == 201


def test_h_12_clear_numbers_never_leave_without_the_right(world: World) -> None:
    who, *_places = _hired(world)
    office = _office(world)
    address = f"{PEOPLE}/{who.pk}/secrets"
    made = office.post(address, {"kind": "RRN", "text": "900101-1234568"})
    assert (made.status_code, made.json()) == (201, {"kind": "RRN", "masked": "900101-1******"})
    doubtful = office.post(address, {"kind": "RRN", "text": "900101-1234567"})
    assert doubtful.json()["code"] == "E-HR-016"
    asked = {"kind": "RRN", "reason": "연말정산 신고"}
    refused = office.post(f"{address}/reveal", asked)
    assert (refused.status_code, refused.json()["code"]) == (403, "E-HR-018")
    reader = program(world.culture, "hr.person.view", "hr.rrn.reveal")
    assert reader.post(f"{address}/reveal", {**asked, "reason": ""}).json()["code"] == "E-HR-017"
    shown = reader.post(f"{address}/reveal", asked)
    assert shown.json() == {"text": "9001011234568"}
    assert "1234568" not in str(office.get(f"{PEOPLE}/{who.pk}").json())
    with institution(world.culture):
        acts = [row.act for row in SecretAccess.objects.order_by("at")]
    assert acts == ["WRITTEN", "REFUSED", "REFUSED", "REVEALED", "CARD_OPENED"]


def test_an_order_is_written_checked_and_issued(world: World) -> None:
    who, team, own, rank = _hired(world)
    office = _office(world)
    body = {
        "title": "3월 인사",
        "effective_on": "2026-12-01",
        "department_id": own,
        "items": [
            {
                "person_id": str(who.pk),
                "kind": "PROMOTE",
                "effective_on": "2026-12-01",
                "values": {"grade": "G6", "step": 4},
            }
        ],
    }
    made = office.post(ORDERS, body)
    assert (made.status_code, made.json()["state"]) == (201, "DRAFT")
    address = f"{ORDERS}/{made.json()['order_id']}"
    against = office.get(f"{address}/refusals").json()["items"]
    assert [one["code"] for one in against] == ["PERSONNEL_COMMITTEE_MISSING"]
    move = {
        "person_id": str(who.pk),
        "kind": "MOVE",
        "effective_on": "2026-12-01",
        "values": {"department": team, "post": rank},
        "reason": "결원",
    }
    again = office.put(address, {**body, "items": [move]}, if_match=made["ETag"])
    assert [one["after"] for one in again.json()["items"]] == ["회계팀 팀원"]
    early = office.post(f"{address}/issues", {}, if_match=again["ETag"])
    assert early.json()["code"] == "E-HR-006"
    with institution(world.culture):
        AppointmentOrder.objects.filter(title="3월 인사").update(state="APPROVED")
    done = office.post(f"{address}/issues", {}, if_match=again["ETag"])
    assert (done.status_code, done.json()["state"]) == (201, "ISSUED")
    assert office.put(address, body, if_match=done["ETag"]).json()["code"] == "E-HR-007"
    page = office.get(f"{ORDERS}?state=ISSUED&count=true").json()
    assert page["count"] == 2
    assert office.get(f"{ORDERS}/{uuid7()}").status_code == 404


def test_headcount_and_rules(world: World) -> None:
    _hired(world)
    office = _office(world)
    plan = {
        "grade": "G7",
        "employment_type": "REGULAR",
        "count": 2,
        "from_on": "2026-01-01",
        "basis_document": "직제규정 별표 1",
    }
    assert office.post("/api/v1/headcount", plan).status_code == 201
    line = office.get("/api/v1/headcount?on=2026-02-02").json()["items"][0]
    assert (line["allowed"], line["actual"], line["separate"], line["vacancy"]) == (2, 1, 0, 1)
    rows = office.get("/api/v1/rule-tables?code=retirement_age&on=2026-02-02").json()["items"]
    assert rows[0]["payload"] == {"age": 60, "half_year_end": True}
    change = {
        "code": "retirement_age",
        "key": "DEFAULT",
        "regime": "LABOUR",
        "from_on": "2027-01-01",
        "payload": {"age": 61, "half_year_end": True},
        "basis": "인사규정 개정",
        "evidence": "B",
        "reason": "정년 연장",
    }
    preview = office.post("/api/v1/rule-table-previews", change).json()
    assert preview["before"]["payload"]["age"] == 60
    assert [one["name"] for one in preview["touched"]] == ["김하늘 (2020-001) 정년 2050-06-30 → 2051-06-30"]
    done = office.post("/api/v1/rule-tables", {**change, "mark": preview["mark"]})
    assert done.status_code == 201
    again = office.post(f"/api/v1/rule-table-changes/{done.json()['id']}/recomputations", {})
    assert again.json()["recomputed_at"]
    twice = office.post(f"/api/v1/rule-table-changes/{done.json()['id']}/recomputations", {})
    assert twice.json()["code"] == "RULE_RECOMPUTED"


def test_certificates_are_issued_numbered_and_handed_out(world: World) -> None:
    who, *_places = _hired(world)
    office = _office(world)
    body = {"person_id": str(who.pk), "kind": "LEAVING", "purpose": "제출용"}
    assert office.post("/api/v1/certificates", body).json()["code"] == "CERTIFICATE_NOT_DUE"
    made = office.post("/api/v1/certificates", {**body, "kind": "CAREER"})
    assert made.status_code == 201
    file = office.get(f"/api/v1/certificates/{made.json()['id']}/file")
    assert file.content.startswith(b"%PDF-")
    hwpx = office.get(f"/api/v1/certificates/{made.json()['id']}/hwpx")
    assert made.json()["number"] in texts_of_hwpx(hwpx.content)
    assert office.get("/api/v1/certificates").json()["items"][0]["number"] == made.json()["number"]
