"""Own documents, library, department documents, delays, the trial of the delegation table."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from approvals.models import ApprovalStep, DocumentNotice, FavouriteForm, OfficialDocument
from approvals.queries.statistics import oldest
from approvals.services.deciding import sign
from core.periods import day_of
from organization.models import DelegationTable
from records.queries import unit_task_choices, unit_task_names
from tenants.context import institution
from tests.approvals.desk_papers import a_plan
from tests.people import actor, client_of, grant, user
from tests.worlds import World


@pytest.fixture
def drafter(world: World) -> Client:
    return client_of(world.culture, "drafter")


@pytest.fixture
def chief(world: World) -> Client:
    return client_of(world.culture, "chief")


def made(world: World, title: str, hours: int = 5, **values: Any) -> OfficialDocument:
    with institution(world.culture):
        return a_plan(title, at=timezone.now() - timedelta(hours=hours), **values)


def decide(world: World, document: OfficialDocument, hours: int = 1) -> None:
    with institution(world.culture):
        step = ApprovalStep.objects.get(document=document, state="ACTIVE")
        sign(
            document_id=document.pk,
            step_id=step.pk,
            seen=OfficialDocument.objects.get(pk=document.pk).version,
            actor=actor("chief"),
            at=timezone.now() - timedelta(hours=hours),
        )


def test_own_documents_say_who_holds_them_and_what_can_be_done(world: World, drafter: Client) -> None:
    running = made(world, "겨울 과정 계획")
    done = made(world, "여름 공연 계획")
    decide(world, done)
    made(world, "쓰고 있는 계획", is_draft=True)
    page = drafter.get("/documents/own/").content.decode()
    for words in ("겨울 과정 계획", "여름 공연 계획", "쓰고 있는 계획", "류해인 본부장", "문화사업팀-1"):
        assert words in page
    assert f'action="/documents/{running.pk}/recall/"' in page
    assert f'action="/documents/{running.pk}/remind/"' in page
    assert f'action="/documents/{done.pk}/again/"' in page
    assert f'action="/documents/{done.pk}/recall/"' not in page
    only = drafter.get("/documents/own/?state=APPROVED").content.decode()
    assert "여름 공연 계획" in only
    assert "겨울 과정 계획" not in only
    assert drafter.get("/documents/own/?export=xlsx")["Content-Type"].endswith("sheet")


def test_a_reminder_reaches_the_holder_once_a_day(world: World, drafter: Client, chief: Client) -> None:
    document = made(world, "겨울 과정 계획")
    assert drafter.post(f"/documents/{document.pk}/remind/")["Location"] == "/documents/own/"
    with institution(world.culture):
        notice = DocumentNotice.objects.get(document=document, kind="REMINDER")
        assert notice.person_id == user("chief").pk
    again = drafter.post(f"/documents/{document.pk}/remind/")
    assert again.status_code == 409
    with institution(world.culture):
        assert DocumentNotice.objects.filter(document=document, kind="REMINDER").count() == 1
    assert chief.post(f"/documents/{document.pk}/remind/").status_code in (403, 409)
    assert "결재 재촉" in chief.get("/notices/").content.decode()


def test_forms_are_marked_and_used(world: World, drafter: Client) -> None:
    page = drafter.get("/documents/library/").content.decode()
    assert "세부 추진계획" in page
    assert "제품 기본 서식" in page
    assert drafter.post("/documents/library/marks/", {"form": "LETTER", "on": "1"}).status_code == 302
    page = drafter.get("/documents/library/").content.decode()
    assert page.index("대외 공문") < page.index("세부 추진계획")
    assert "자주 쓰는 서식" in drafter.get("/documents/new/").content.decode()
    assert drafter.post("/documents/library/marks/", {"form": "NONE", "on": "1"}).status_code == 404
    drafter.post("/documents/library/marks/", {"form": "LETTER", "on": "0"})
    with institution(world.culture):
        assert FavouriteForm.objects.count() == 0


def test_earlier_and_department_documents_are_found(world: World, drafter: Client) -> None:
    document = made(world, "여름 공연 계획")
    decide(world, document)
    made(world, "겨울 과정 계획")
    earlier = drafter.get("/documents/library/earlier/").content.decode()
    assert "여름 공연 계획" in earlier
    assert "겨울 과정 계획" not in earlier
    assert f'action="/documents/{document.pk}/again/"' in earlier
    with institution(world.culture):
        own = OfficialDocument.objects.get(pk=document.pk).department_id
    page = drafter.get(f"/documents/department/?department={own}").content.decode()
    for words in ("여름 공연 계획", "문화사업팀-1", "예술교실", "공개"):
        assert words in page
    assert (
        "여름 공연 계획"
        not in drafter.get(f"/documents/department/?department={own}&q=없음").content.decode()
    )


def test_delays_show_the_middle_hours_by_form_and_the_oldest(world: World, chief: Client) -> None:
    for hours, took in ((9, 2), (9, 4), (9, 8)):
        decide(world, made(world, f"계획 {took}", hours), hours - took)
    made(world, "오래 기다리는 계획", 30)
    page = chief.get("/documents/statistics/").content.decode()
    assert "<b>4.0</b>" in page
    assert "8.0" in page
    assert "오래 기다리는 계획" in page
    later = (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%d")
    assert (
        "이 기간에 처리한 문서가 없습니다."
        in chief.get(f"/documents/statistics/?from={later}&to={later}").content.decode()
    )


def test_department_documents_are_found_by_unit_task_and_disclosure(world: World, drafter: Client) -> None:
    opened, closed = (
        made(world, "여름 공연 계획"),
        made(world, "겨울 공연 계획", disclosure="PARTIAL", grounds=[6]),
    )
    decide(world, opened)
    decide(world, closed)
    with institution(world.culture):
        row = OfficialDocument.objects.select_related("record_file").get(pk=opened.pk)
        assert row.record_file is not None
        task = row.record_file.unit_task_id
        name = unit_task_names([task], day_of(timezone.now()))[task]
        other = next(key for key, _name in unit_task_choices(day_of(timezone.now())) if key != task)
    place = f"/documents/department/?department={row.department_id}"
    page = drafter.get(place).content.decode()
    assert "단위과제" in page
    assert name in page
    assert {"여름 공연 계획", "겨울 공연 계획"} == _found(drafter, f"{place}&unit_task={task}")
    assert _found(drafter, f"{place}&unit_task={other}") == set()
    assert _found(drafter, f"{place}&disclosure=OPEN") == {"여름 공연 계획"}
    assert _found(drafter, f"{place}&disclosure=PARTIAL") == {"겨울 공연 계획"}
    rest = "/api/v1/official-documents"
    items = drafter.get(f"{rest}?disclosure=PARTIAL&unit_task={task}").json()["items"]
    assert [one["title"] for one in items] == ["겨울 공연 계획"]
    assert drafter.get(f"{rest}?unit_task={other}").json()["items"] == []


def _found(client: Client, place: str) -> set[str]:
    page = client.get(place).content.decode()
    return {title for title in ("여름 공연 계획", "겨울 공연 계획") if title in page}


def test_the_oldest_of_a_team_open_where_one_may_read_them(world: World, chief: Client) -> None:
    opened, closed = (
        made(world, "열린 계획", 30),
        made(world, "닫힌 계획", 40, disclosure="CLOSED", grounds=[7]),
    )
    with institution(world.culture):
        holder = user("cashier").pk
        for document in (opened, closed):
            ApprovalStep.objects.filter(document=document, state="ACTIVE").update(person_id=holder)
        own = {one.document_id: one for one in oldest([holder], actor("cashier"))}
        assert (own[closed.pk].title, own[closed.pk].is_readable) == ("닫힌 계획", True)
        teammate = replace(actor("inspector"), department_id=opened.department_id)
        colleague = {one.document_id: one for one in oldest([holder], teammate)}
        assert (colleague[opened.pk].title, colleague[opened.pk].is_readable) == ("열린 계획", True)
        assert (colleague[closed.pk].title, colleague[closed.pk].is_readable) == ("비공개 문서", False)
        stranger = {one.document_id: one for one in oldest([holder], actor("budget"))}
        assert (stranger[closed.pk].title, stranger[closed.pk].is_readable) == ("비공개 문서", False)
        assert (stranger[opened.pk].title, stranger[opened.pk].is_readable) == ("열린 계획", False)


def test_the_bench_says_who_would_decide(world: World) -> None:
    with institution(world.culture):
        grant("drafter", "organization.delegation.view")
        me = user("drafter").pk
    client = client_of(world.culture, "drafter")
    assert "업무를 고르면 결재선이 나옵니다." in client.get("/documents/line-bench/").content.decode()
    page = client.get(
        f"/documents/line-bench/?business_type=policy_detail_plan&drafter={me}"
    ).content.decode()
    assert "본부장 결재" in page
    assert "GEN-05" in page
    assert "전결" in page
    assert "kind=CARRY" not in re.sub(r'value="[^"]*"', "", page)
    assert "이월 종류: 명시이월" in page
    carried = client.get(
        f"/documents/line-bench/?business_type=carry_over&amount=10&drafter={me}&selector=kind%3DCARRY_EXPLICIT"
    ).content.decode()
    assert "BUD-05B" in carried
    bad = client.get("/documents/line-bench/?business_type=spending_proposal&amount=많음").content.decode()
    assert "금액을 1,500,000" in bad


def test_conditions_of_the_table_stand_in_korean(world: World) -> None:
    with institution(world.culture):
        grant("drafter", "organization.delegation.view")
    page = client_of(world.culture, "drafter").get("/organization/delegation/").content.decode()
    assert "결재된 기본계획 안에서" in page
    for english in (
        "inside an approved",
        "private contract",
        "open tender",
        "subject_level",
        "paper document",
    ):
        assert english not in page


def test_the_next_version_is_written_on_a_grid_in_korean_words(world: World) -> None:
    with institution(world.culture):
        grant("drafter", "organization.delegation.view", "organization.delegation.manage")
        table = DelegationTable.objects.get()
        rows = list(table.rules.values_list("rule_id", flat=True))
    client = client_of(world.culture, "drafter")
    place = f"/organization/delegation/{table.pk}/edit/"
    page = client.get(place).content.decode()
    assert "팀장" in page
    for code in ("outgoing_simple", "spending_proposal", "kind=CARRY"):
        assert code not in page
    row = json.dumps(
        [
            {
                "rule_id": "GEN-01",
                "business": "단순 통보·자료제출",
                "selector": "이월 종류: 명시이월",
                "title": "단순 통보",
                "final": "본부장",
                "reviewers": "팀장",
                "over": "",
                "upto": "1,000,000",
                "audit": True,
            }
        ],
        ensure_ascii=False,
    )
    given = {"act": "save", "title": "새 규정", "basis_text": "제3조", "effective_from": "2027-01-01"}
    wrong = client.post(place, {**given, "rows": row.replace("본부장", "없는직위")})
    assert wrong.status_code in (400, 409)
    unknown = client.post(place, {**given, "rows": row.replace("단순 통보·자료제출", "없는 업무")})
    assert unknown.status_code == 400
    assert "없는 업무" in unknown.content.decode()
    assert client.post(place, {**given, "rows": row}).status_code == 302
    with institution(world.culture):
        new = DelegationTable.objects.exclude(pk=table.pk).get()
        rule = new.rules.get()
        assert (new.state, new.title) == ("DRAFT", "새 규정")
        assert (rule.business_type, rule.selector) == ("outgoing_simple", "kind=CARRY_EXPLICIT")
        assert (rule.final_role, list(rule.reviewer_roles), rule.upto, rule.audit) == (
            "DIVISION_HEAD",
            ["TEAM_LEAD"],
            1_000_000,
            True,
        )
        assert len(rows) > 50
