"""Acts at the document screen that are refused, raised, proved or done after the decision."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from accounting.models import BudgetLine
from approvals.models import ApprovalPolicy, DocumentNotice, LineChange, OfficialDocument, Signature
from core.periods import day_of
from organization.services import AbsenceData, set_absence
from tenants.context import institution
from tests.accounting.books import line_with
from tests.accounting.spending_kit import submitted_proposal
from tests.approvals.kit import ask_for_proof, table_with
from tests.approvals.web.paper_kit import act, line_form, made, now, steps
from tests.identity.web.test_second_factor import code_of, register
from tests.people import PASSWORD, actor, client_of, department, user, without_proof
from tests.worlds import World


@pytest.fixture
def chief(world: World) -> Client:
    return client_of(world.culture, "chief")


@pytest.fixture
def drafter(world: World) -> Client:
    return client_of(world.culture, "drafter")


def _group(kind: str, seat: str) -> dict[str, Any]:
    return {"kind": kind, "seats": [seat], "mode": "SERIAL", "complete_rule": "ALL", "count": 0}


def _wanted(case: str) -> list[dict[str, Any]]:
    """Lines that are refused, by the code that says why. The plan needs 11 to cooperate and 00 to decide."""
    consent = _group("COOPERATE", f"HEAD_OF:{department('11')}")
    decision = _group("APPROVE", f"HEAD_OF:{department('00')}")
    lower = _group("APPROVE", f"HEAD_OF:{department('10')}")
    return {
        "E-APR-001": [consent, decision, lower],
        "E-APR-002": [consent, lower],
        "E-APR-003": [decision],
        "E-APR-004": [consent, _group("APPROVE", f"PERSON:{user('drafter').pk}")],
        "E-APR-005": [consent, _group("COOPERATE", f"PERSON:{user('chief').pk}"), decision],
        "E-APR-006": [consent, _group("COOPERATE", f"HEAD_OF:{department('21')}"), decision],
    }[case]


@pytest.mark.parametrize("code", [f"E-APR-00{number}" for number in range(1, 7)])
def test_a_changed_line_is_refused_on_the_screen_with_its_reason(
    world: World, drafter: Client, code: str
) -> None:
    document = made(world, form="BASIC-PLAN")
    place = f"/documents/{document.pk}/line/"
    drafter.get(place)
    waiting = ",".join(str(one.pk) for one in steps(world, document) if one.state == "WAITING")
    with institution(world.culture):
        groups = json.dumps(_wanted(code))
    given = {"act": "change", "seen": str(document.version), "replaces": waiting, "groups": groups}
    refused = drafter.post(place, {**given, "line_reason": "순서"})
    assert refused.status_code == 409
    assert code in refused.content.decode()
    assert [one.kind for one in steps(world, document)] == ["DRAFT", "REVIEW", "COOPERATE", "APPROVE"]
    with institution(world.culture):
        assert LineChange.objects.count() == 0


def test_steps_that_wait_no_longer_are_not_replaced_on_the_screen(
    world: World, drafter: Client, chief: Client
) -> None:
    document = made(world, form="BASIC-PLAN")
    place = f"/documents/{document.pk}/line/"
    groups = line_form(drafter.get(place).content.decode())
    waiting = ",".join(str(one.pk) for one in steps(world, document) if one.state == "WAITING")
    assert act(world, chief, document, "sign").status_code == 302
    given = {"act": "change", "seen": str(now(world, document).version), "groups": groups}
    refused = drafter.post(place, {**given, "replaces": waiting, "line_reason": "순서"})
    assert refused.status_code == 409
    assert "E-APR-034" in refused.content.decode()
    with institution(world.culture):
        assert LineChange.objects.count() == 0


def test_who_lost_the_authority_raises_the_document_to_the_one_above(world: World, chief: Client) -> None:
    document = made(world)
    place = f"/documents/{document.pk}/"
    assert 'value="sign"' in chief.get(place).content.decode()
    with institution(world.culture):
        table_with("GEN-05", on=day_of(timezone.now()) - timedelta(days=2), final_role="HEAD")
    page = chief.get(place).content.decode()
    assert "위 결재자에게 올리기" in page
    assert 'value="sign"' not in page
    refused = act(world, chief, document, "sign")
    assert refused.status_code == 403
    assert "E-APR-033" in refused.content.decode()
    silent = act(world, chief, document, "raise")
    assert silent.status_code == 409
    assert "E-APR-018" in silent.content.decode()
    raised = act(world, chief, document, "raise", opinion="전결 규정이 바뀜")
    assert (raised.status_code, raised["Location"]) == (302, place)
    found = [(one.kind, one.state) for one in steps(world, document)]
    assert found == [("DRAFT", "SIGNED"), ("REVIEW", "ACTIVE"), ("APPROVE", "WAITING")]
    page = chief.get(place).content.decode()
    assert 'value="sign"' in page
    assert "전결 규정이 바뀜" in page
    assert act(world, chief, document, "sign").status_code == 302
    assert act(world, client_of(world.culture, "ceo"), document, "sign").status_code == 302
    assert now(world, document).state == "APPROVED"


def test_a_second_proof_given_a_moment_ago_is_enough(world: World, chief: Client) -> None:
    with institution(world.culture):
        ask_for_proof("DETAIL-PLAN")
    document = made(world)
    assert 'name="code"' not in chief.get(f"/documents/{document.pk}/").content.decode()
    assert act(world, chief, document, "sign").status_code == 302
    assert now(world, document).state == "APPROVED"
    assert _level(world, document) == "STEP_UP"


def test_a_second_proof_by_the_code_of_the_app(world: World, chief: Client) -> None:
    with institution(world.culture):
        ask_for_proof("DETAIL-PLAN")
    document = made(world)
    secret = register(chief)
    with institution(world.culture):
        assert Authenticator.objects.filter(user=user("chief"), type="totp").count() == 1
    without_proof(world.culture, chief)
    page = chief.get(f"/documents/{document.pk}/").content.decode()
    assert "인증 앱 숫자" in page
    for typed in ("", "000000", PASSWORD):
        refused = act(world, chief, document, "sign", code=typed)
        assert refused.status_code == 409
        assert "E-APR-019" in refused.content.decode()
    assert now(world, document).state == "IN_PROGRESS"
    assert act(world, chief, document, "sign", code=code_of(secret, 1)).status_code == 302
    assert now(world, document).state == "APPROVED"
    assert _level(world, document) == "STEP_UP"


def _level(world: World, document: OfficialDocument) -> str:
    with institution(world.culture):
        return str(Signature.objects.filter(document=document).order_by("-ordinal")[0].auth_level)


def test_the_inbox_says_what_the_budget_can_still_take(world: World) -> None:
    with institution(world.culture):
        line = line_with(original=10_000_000, allotted=4_000_000)
        proposal = submitted_proposal((line, 2_500_000))
        left = BudgetLine.objects.get(pk=line.pk).available
        document = OfficialDocument.objects.get(subjects__subject_id=proposal.pk)
    waiting = next(one for one in steps(world, document) if one.state == "ACTIVE")
    assert waiting.person is not None
    holder = client_of(world.culture, waiting.person.login_name)
    box = "COOPERATION" if waiting.kind == "COOPERATE" else "WAITING"
    page = re.sub(r"<[^>]+>|\s+", " ", holder.get(f"/inbox/?box={box}").content.decode())
    assert "남은 예산" in page
    assert f"{left:,}" in page
    place = f"/documents/{document.pk}/"
    paper = re.sub(r"<[^>]+>|\s+", " ", holder.get(place).content.decode())
    assert f"{left:,}" in paper
    assert "가장 빠듯한 과목" in paper
    assert f"가용 {left:,} → {left - 2_500_000:,} 원" in " ".join(paper.split())
    answer = holder.get(f"/api/v1/official-documents/{document.pk}/budget-effects").json()
    [effect] = answer["items"]
    assert (effect["amount"], effect["now"]["available"], effect["then"]["available"]) == (
        "2500000",
        str(left),
        str(left - 2_500_000),
    )
    with institution(world.culture):
        BudgetLine.objects.filter(pk=line.pk).update(reserved=line.reserved + 3_000_000)
    assert "is-short" in holder.get(f"/inbox/?box={box}").content.decode()
    paper = re.sub(r"<[^>]+>|\s+", " ", holder.get(place).content.decode())
    assert f"{left - 3_000_000:,}" in paper.replace("−", "-")
    assert "가장 빠듯한 과목" not in paper


def test_the_picker_begins_with_the_people_of_ones_latest_lines(world: World, drafter: Client) -> None:
    before = drafter.get("/documents/people/").content.decode()
    assert "최근" not in before
    made(world)
    page = drafter.get("/documents/people/").content.decode()
    assert page.count("최근") == 1
    first = page[: page.index("</li>")]
    assert "류해인" in first
    assert "최근" in first
    assert "최근" not in drafter.get("/documents/people/", {"q": "류해인"}).content.decode()


def test_who_was_acted_for_reads_afterwards_on_the_screen(world: World, chief: Client) -> None:
    at = timezone.now()
    with institution(world.culture):
        data = AbsenceData(
            person_id=user("ceo").pk,
            kind="TRIP",
            from_at=at - timedelta(hours=1),
            to_at=at + timedelta(days=1),
            deputy_id=user("approver").pk,
            reason="출장",
        )
        set_absence(actor=actor("ceo"), data=data, at=at - timedelta(hours=2))
    document = made(world, form="BASIC-PLAN")
    for client in (chief, client_of(world.culture, "budget"), client_of(world.culture, "approver")):
        assert act(world, client, document, "sign").status_code == 302
    assert now(world, document).state == "APPROVED"
    after = steps(world, document)[-1]
    assert (after.kind, after.state, after.person and after.person.login_name) == (
        "POST_REVIEW",
        "ACTIVE",
        "ceo",
    )
    ceo = client_of(world.culture, "ceo")
    assert document.title in ceo.get("/inbox/?box=WAITING").content.decode()
    page = ceo.get(f"/documents/{document.pk}/?box=WAITING").content.decode()
    assert "후열 확인" in page
    assert 'value="sign"' not in page
    assert "후열 확인" not in chief.get(f"/documents/{document.pk}/").content.decode()
    assert act(world, ceo, document, "confirm").status_code == 302
    assert steps(world, document)[-1].state == "SIGNED"
    assert document.title not in ceo.get("/inbox/?box=WAITING").content.decode()
    with institution(world.culture):
        assert Signature.objects.filter(document=document, kind="POST_REVIEWED").count() == 1


def test_a_report_afterwards_is_confirmed_on_the_screen(world: World, chief: Client) -> None:
    with institution(world.culture):
        table_with("GEN-05", on=day_of(timezone.now()) - timedelta(days=2), report_after_to=["HEAD"])
    document = made(world)
    assert act(world, chief, document, "sign").status_code == 302
    report = steps(world, document)[-1]
    assert (report.kind, report.state) == ("REFER", "ACTIVE")
    assert report.basis.startswith("위임전결규정 사후 보고: ")
    with institution(world.culture):
        told = DocumentNotice.objects.get(document=document, kind="REPORT")
        assert told.person_id == user("ceo").pk
    ceo = client_of(world.culture, "ceo")
    page = ceo.get(f"/documents/{document.pk}/?box=CIRCULATED").content.decode()
    assert "참조 확인" in page
    assert report.basis in page
    assert act(world, ceo, document, "confirm").status_code == 302
    assert steps(world, document)[-1].state == "SIGNED"
    with institution(world.culture):
        assert Signature.objects.filter(document=document).count() == 2


def test_signatures_before_a_recall_are_history_on_the_page(
    world: World, drafter: Client, chief: Client
) -> None:
    with institution(world.culture):
        since = timezone.now() - timedelta(days=30)
        ApprovalPolicy.objects.create(from_on=day_of(since), values={"recall": "LOOSE"}, made_at=since)
    document = made(world, form="BASIC-PLAN")
    assert act(world, chief, document, "sign").status_code == 302
    assert drafter.post(f"/documents/{document.pk}/recall/", {"reason": "오기"}).status_code == 302
    page = drafter.get(f"/documents/{document.pk}/").content.decode()
    assert page.count("회수로 취소된 서명") == 1
    found = drafter.get(f"/api/v1/official-documents/{document.pk}").json()
    marks = {one["kind"]: one["cancelled_by_recall"] for one in found["line"]}
    assert marks == {"DRAFT": False, "REVIEW": True, "COOPERATE": False, "APPROVE": False}
    assert found["earlier_steps"] == []


def test_documents_begun_before_a_form_asked_for_a_proof_go_on_without(world: World) -> None:
    before = made(world)
    with institution(world.culture):
        ask_for_proof("DETAIL-PLAN")
    who = without_proof(world.culture, client_of(world.culture, "chief"))
    assert act(world, who, before, "sign").status_code == 302
    after = made(world, "여름 과정 계획")
    assert act(world, who, after, "sign").status_code == 409
    assert [now(world, one).state for one in (before, after)] == ["APPROVED", "IN_PROGRESS"]


def test_a_question_is_asked_and_answered_on_the_screen(world: World, drafter: Client, chief: Client) -> None:
    document = made(world)
    place = f"/documents/{document.pk}/"
    assert 'value="ask"' in chief.get(place).content.decode()
    assert 'value="ask"' not in drafter.get(place).content.decode()
    empty = act(world, chief, document, "ask", opinion="")
    assert empty.status_code == 409
    assert "E-APR-018" in empty.content.decode()
    assert act(world, chief, document, "ask", opinion="강사료 근거가 있습니까?")["Location"] == place
    page = drafter.get(place).content.decode()
    assert "강사료 근거가 있습니까?" in page
    assert 'value="reply"' in page
    question = re.search(r'name="question_id" value="([0-9a-f-]{36})"', page)
    assert question is not None
    given = {"act": "reply", "question_id": question.group(1), "opinion": "강사 지급 기준 제3조입니다."}
    assert drafter.post(place, given)["Location"] == place
    page = chief.get(place).content.decode()
    assert "강사 지급 기준 제3조입니다." in page
    assert 'class="is-answer"' in page
    assert now(world, document).version == document.version
    assert act(world, chief, document, "sign").status_code == 302
