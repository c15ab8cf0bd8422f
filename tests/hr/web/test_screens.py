"""Screens of hr: opened by who may, worked with, closed to others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from hr.models import (
    AppointmentOrder,
    AuthorizedHeadcount,
    CertificateRequest,
    Person,
    RecordChangeRequest,
    RuleTable,
    SecretAccess,
)
from hr.queries.people import card
from identity.models import Role, RoleGrant, User
from tenants.context import institution
from tenants.registry import TenantInfo
from tests.hr.kit import department, hired, hr_actor, issued, item, items_of, post, texts_of_hwpx
from tests.people import HIRED_ON, client_of
from tests.worlds import World

DAY = date(2026, 2, 2)


def _grant(login_name: str, *codes: str) -> None:
    for code in codes:
        RoleGrant.objects.create(
            user=User.objects.get(login_name=login_name), role=Role.objects.get(code=code), from_on=HIRED_ON
        )


@dataclass(frozen=True)
class Desk:
    """Somebody signed in; a request leaves the tenant, the test goes on in it."""

    client: Client
    tenant: TenantInfo
    stay: ExitStack = field(default_factory=ExitStack)

    def get(self, address: str) -> Any:
        return self._back(self.client.get(address))

    def post(self, address: str, data: dict[str, Any] | None = None) -> Any:
        return self._back(self.client.post(address, data or {}))

    def _back(self, answer: Any) -> Any:
        self.stay.enter_context(institution(self.tenant))
        return answer


@pytest.fixture
def office(world: World) -> Iterator[Desk]:
    """The personnel officer of 가람문화재단, signed in."""
    with institution(world.culture):
        _grant("budget", "hr-officer")
        _grant("admin", "identifier-officer")
        yield Desk(client_of(world.culture, "budget"), world.culture)


def _client(world: World, login_name: str) -> Desk:
    found = Desk(client_of(world.culture, login_name), world.culture)
    found.stay.enter_context(institution(world.culture))
    return found


def _text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.parametrize(
    "address",
    [
        "/hr/people/",
        "/hr/people/new/",
        "/hr/orders/",
        "/hr/orders/new/",
        "/hr/headcount/",
        "/hr/rules/",
        "/hr/certificates/",
        "/hr/certificates/new/",
        "/hr/changes/",
        "/hr/own/",
    ],
)
def test_every_screen_opens_for_the_personnel_officer(office: Desk, address: str) -> None:
    hired()
    assert office.get(address).status_code == 200


def test_others_see_nothing_of_it(world: World, office: Desk) -> None:
    who = hired()
    outsider = _client(world, "outsider")
    for address in ("/hr/people/", f"/hr/people/{who.pk}/", "/hr/orders/", "/hr/accesses/", "/hr/rules/"):
        assert outsider.get(address).status_code == 403
    assert "김하늘" not in _text(outsider.get("/hr/own/"))
    assert office.get("/hr/accesses/").status_code == 403


def test_somebody_is_registered_and_the_card_shows_the_day_asked_for(office: Desk) -> None:
    given = {
        "act": "save",
        "employee_no": "2026-007",
        "name": "박서준",
        "birth_on": "1992-05-04",
        "gender": "MALE",
        "from_on": "2026-02-02",
    }
    assert office.post("/hr/people/new/", given).status_code == 302
    assert Person.objects.get(employee_no="2026-007").versions.get().name == "박서준"
    again = office.post("/hr/people/new/", given)
    assert again.status_code == 409
    assert "이미 있는 사번입니다." in _text(again)
    who = hired()
    issued(item(who, "MOVE", DAY, department=department("12"), post=post(), reason="결원"))
    assert "문화사업팀" in _text(office.get(f"/hr/people/{who.pk}/?on=2026-02-01"))
    now = _text(office.get(f"/hr/people/{who.pk}/?on=2026-02-02"))
    assert "회계팀" in now
    assert SecretAccess.objects.filter(person=who, act="CARD_OPENED").count() == 2


def test_a_card_is_corrected_from_a_day_on(office: Desk) -> None:
    who = hired()
    given = {
        "act": "save",
        "name": "김하늘",
        "mobile": "010-1234-5678",
        "from_on": "2026-02-02",
        "version": "1",
    }
    assert office.post(f"/hr/people/{who.pk}/", given).status_code == 302
    actor = hr_actor()
    assert card(who.pk, DAY, actor=actor).basics.mobile == "010-1234-5678"
    assert card(who.pk, date(2026, 2, 1), actor=actor).basics.mobile == ""


def test_an_order_is_written_step_by_step(office: Desk) -> None:
    who = hired()
    head = {
        "title": "2월 인사",
        "effective_on": "2026-03-02",
        "order_department": department("11"),
    }
    add = {
        "person": str(who.pk),
        "kind": "MOVE",
        "department": department("12"),
        "post": post(),
        "item_reason": "결원 보충",
    }
    assert office.post("/hr/orders/new/", {**head, **add, "act": "save"}).status_code == 302
    order = AppointmentOrder.objects.get(title="2월 인사")
    page = _text(office.get(f"/hr/orders/{order.pk}/"))
    assert "회계팀 팀원" in page
    leave = {
        "person": str(who.pk),
        "kind": "LEAVE_START",
        "item_on": "2026-04-01",
        "item_last": "2027-03-31",
        "leave_kind": "CHILDCARE",
        "child": "첫째",
    }
    sent = {**head, **leave, "act": "save", "version": "1"}
    assert office.post(f"/hr/orders/{order.pk}/", sent).status_code == 302
    assert [(one.kind, str(one.until_on)) for one in items_of(order)] == [
        ("MOVE", "None"),
        ("LEAVE_START", "2027-04-01"),
    ]
    less = {**head, "act": "save", "version": "2", "remove": "2"}
    assert office.post(f"/hr/orders/{order.pk}/", less).status_code == 302
    assert [one.kind for one in items_of(order)] == ["MOVE"]
    assert office.post(f"/hr/orders/{order.pk}/", {"act": "void", "version": "3"}).status_code == 302


def test_what_stands_against_an_order_is_shown_before_anybody_presses(office: Desk) -> None:
    who = hired(on=date(2025, 12, 1))
    given = {
        "title": "승진",
        "effective_on": "2026-03-02",
        "order_department": department("11"),
        "person": str(who.pk),
        "kind": "PROMOTE",
        "grade": "G6",
        "step": "1",
        "act": "save",
    }
    office.post("/hr/orders/new/", given)
    order = AppointmentOrder.objects.get(title="승진")
    page = _text(office.get(f"/hr/orders/{order.pk}/"))
    assert "승진소요최저연수에 미달합니다." in page
    assert "인사위원회 의결을 먼저 받아야 합니다." in page


def test_an_appointment_of_the_register_is_corrected_from_its_row(office: Desk) -> None:
    who = hired()
    order = issued(item(who, "MOVE", DAY, department=department("12"), post=post(), reason="결원"))
    target = items_of(order)[0]
    address = f"/hr/appointments/{target.pk}/"
    assert office.get(address).status_code == 200
    sent = {"act": "correct", "department": department("11"), "item_reason": "부서 오기"}
    assert office.post(address, sent).status_code == 302
    made = AppointmentOrder.objects.get(title__startswith="정정발령")
    assert [(one.kind, one.plays_as, one.target_id) for one in items_of(made)] == [
        ("CORRECT", "MOVE", target.pk)
    ]


def test_headcount_is_planned_and_compared(office: Desk) -> None:
    hired()
    given = {
        "grade": "G7",
        "employment_type": "REGULAR",
        "count": "2",
        "from_on": "2026-01-01",
        "basis_document": "직제규정 별표 1",
    }
    assert office.post("/hr/headcount/plan/", given).status_code == 302
    page = _text(office.get("/hr/headcount/?on=2026-02-02"))
    assert "직제규정 별표 1" in page
    plan = AuthorizedHeadcount.objects.get()
    assert office.post(f"/hr/headcount/{plan.pk}/end/").status_code == 302


def test_a_rule_is_previewed_before_it_is_changed(office: Desk) -> None:
    row = RuleTable.objects.get(code="retirement_age")
    given = {
        "from_on": "2027-01-01",
        "source": "인사규정 개정",
        "evidence": "B",
        "change_reason": "정년 연장",
        "payload": '{"age": 61, "half_year_end": true}',
    }
    page = office.post(f"/hr/rules/{row.pk}/", given)
    assert page.status_code == 200
    assert RuleTable.objects.filter(code="retirement_age").count() == 1
    mark = page.context["preview"].mark
    assert office.post(f"/hr/rules/{row.pk}/change/", {**given, "mark": "x"}).status_code == 409
    assert office.post(f"/hr/rules/{row.pk}/change/", {**given, "mark": mark}).status_code == 302
    assert RuleTable.objects.filter(code="retirement_age").count() == 2


def test_h_12_a_number_is_masked_and_opened_only_with_right_and_reason(world: World, office: Desk) -> None:
    who = hired()
    sent = {"secret_kind": "RRN", "secret_text": "900315-2234561", "confirmed": "1"}
    assert office.post(f"/hr/people/{who.pk}/secrets/", sent).status_code == 302
    page = _text(office.get(f"/hr/people/{who.pk}/"))
    assert "900315-2******" in page
    assert "2234561" not in page
    address = f"/hr/people/{who.pk}/secrets/RRN/reveal/"
    assert office.post(address, {"reveal_reason": "연말정산 신고"}).status_code == 403
    admin = _client(world, "admin")
    assert admin.post(address, {"reveal_reason": ""}).status_code == 409
    shown = admin.post(address, {"reveal_reason": "연말정산 신고"})
    assert "900315-2234561" in _text(shown)
    assert shown["Cache-Control"] == "no-store"
    log = [(row.act, row.actor_name, row.reason) for row in SecretAccess.objects.exclude(act="CARD_OPENED")]
    assert log == [
        ("REVEALED", "관리자", "연말정산 신고"),
        ("REFUSED", "관리자", ""),
        ("REFUSED", "나도현", "연말정산 신고"),
        ("WRITTEN", "나도현", ""),
    ]
    page = _text(admin.get("/hr/accesses/"))
    assert "권한 없음" in page
    assert "2234561" not in page


def test_one_asks_for_a_correction_and_the_office_decides(world: World, office: Desk) -> None:
    who = hired(login_name="drafter")
    drafter = _client(world, "drafter")
    asked = {"mobile": "010-9999-0000", "evidence": "가입증명원", "change_from": "2026-02-02"}
    assert drafter.post("/hr/own/changes/", asked).status_code == 302
    request = RecordChangeRequest.objects.get()
    assert request.fields == {"mobile": "010-9999-0000"}
    assert "010-9999-0000" in _text(office.get("/hr/changes/"))
    sent = {"decision": "approve", "version": "1"}
    assert office.post(f"/hr/changes/{request.pk}/", sent).status_code == 302
    assert card(who.pk, DAY, actor=hr_actor()).basics.mobile == "010-9999-0000"
    assert drafter.post(f"/hr/own/changes/{request.pk}/withdraw/").status_code == 409


def test_one_issues_the_own_certificate_and_anybody_checks_it(world: World, office: Desk) -> None:
    hired(login_name="drafter")
    drafter = _client(world, "drafter")
    asked = {
        "certificate_kind": "EMPLOYMENT",
        "purpose": "은행 제출",
        "items": ["birth", "department", "period"],
    }
    assert drafter.post("/hr/own/certificates/", asked).status_code == 302
    made = CertificateRequest.objects.get()
    assert [fact[1] for fact in made.content["facts"]] == [
        "김하늘",
        "1990-03-15",
        "문화사업팀",
        "2020-03-02 ~ 현재",
        "은행 제출",
    ]
    file = drafter.get(f"/hr/certificates/{made.pk}/file/")
    assert file.content.startswith(b"%PDF-")
    assert _client(world, "inspector").get(f"/hr/certificates/{made.pk}/file/").status_code == 404
    hwpx = drafter.get(f"/hr/certificates/{made.pk}/hwpx/")
    assert made.number in texts_of_hwpx(hwpx.content)
    assert _client(world, "inspector").get(f"/hr/certificates/{made.pk}/hwpx/").status_code == 404
    checked = office.get(f"/hr/certificates/check/?code={made.code.lower()}")
    assert "이 기관에서 발급한 증명서입니다." in _text(checked)
    assert "김*늘" in _text(checked)
    assert "이 번호의 증명서가 없습니다." in _text(office.get("/hr/certificates/check/?code=XXXX-XXXX-XXXX"))
    assert made.number in _text(office.get("/hr/certificates/"))


def test_one_gets_the_notice_of_an_appointment(world: World, office: Desk) -> None:
    who = hired(login_name="drafter")
    order = issued(item(who, "MOVE", DAY, department=department("12"), post=post(), reason="결원"))
    notice = items_of(order)[0].notices.get()
    drafter = _client(world, "drafter")
    assert "인사발령 2026-002" in _text(drafter.get("/hr/own/"))
    file = drafter.get(f"/hr/notices/{notice.pk}/file/")
    assert file.content.startswith(b"%PDF-")
    assert drafter.get(f"/api/v1/appointment-notices/{notice.pk}/file").status_code == 200
    for address in (f"/hr/notices/{notice.pk}/hwpx/", f"/api/v1/appointment-notices/{notice.pk}/hwpx"):
        assert "인사발령 통지서" in texts_of_hwpx(drafter.get(address).content)
    assert _client(world, "inspector").get(f"/hr/notices/{notice.pk}/hwpx/").status_code == 404
    assert office.get(f"/hr/notices/{notice.pk}/file/").status_code == 200
    assert _client(world, "inspector").get(f"/hr/notices/{notice.pk}/file/").status_code == 404


def test_lists_of_the_card_are_written_and_taken_out(office: Desk) -> None:
    who = hired()
    career = {
        "organisation": "나래문화원",
        "career_from": "2015-01-01",
        "career_last": "2018-04-30",
        "conversion": "SAME_PUBLIC",
    }
    assert office.post(f"/hr/people/{who.pk}/careers/", career).status_code == 302
    entry = {"entry_kind": "AWARD", "entry_title": "시장 표창", "entry_last": "2024-12-31"}
    assert office.post(f"/hr/people/{who.pk}/entries/", entry).status_code == 302
    family = {"relation": "자녀", "family_name": "김별", "family_from": "2026-02-02"}
    assert office.post(f"/hr/people/{who.pk}/family/", family).status_code == 302
    found = card(who.pk, date(2026, 2, 3), actor=hr_actor())
    row = found.careers[0]
    assert (row.organisation, row.percent, str(row.until_on)) == ("나래문화원", 100, "2018-05-01")
    assert [label for label, _rows in found.entries] == ["포상"]
    assert [one.name for one in found.family] == ["김별"]
    assert office.post(f"/hr/people/{who.pk}/career/{row.pk}/withdraw/").status_code == 302
    assert card(who.pk, date(2026, 2, 3), actor=hr_actor()).careers == ()
    assert UUID(str(row.pk))
