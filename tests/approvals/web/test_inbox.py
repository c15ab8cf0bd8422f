"""The inbox and the document at its screen: lists, filters, acts, refusals, many at once, notices."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from approvals.models import ApprovalStep, DocumentNotice, OfficialDocument, Opinion
from approvals.services.changing import edit_by_reviewer
from core.ids import uuid7
from organization.models import DeputyOrder
from tenants.context import institution
from tests.approvals.desk_papers import a_plan
from tests.approvals.kit import ask_for_proof
from tests.people import actor, client_of, department, without_proof
from tests.worlds import World


@pytest.fixture
def chief(world: World) -> Client:
    return client_of(world.culture, "chief")


@pytest.fixture
def drafter(world: World) -> Client:
    return client_of(world.culture, "drafter")


def make(world: World, *titles: str, **values: Any) -> list[OfficialDocument]:
    """Plans handed in one after the other, the first waiting longest."""
    start = timezone.now() - timedelta(hours=5)
    with institution(world.culture):
        return [a_plan(title, at=start + timedelta(minutes=n), **values) for n, title in enumerate(titles)]


def open_step(world: World, document: OfficialDocument) -> ApprovalStep:
    with institution(world.culture):
        return ApprovalStep.objects.get(document=document, state__in=["ACTIVE", "HELD"])


def now(world: World, document: OfficialDocument) -> OfficialDocument:
    with institution(world.culture):
        return OfficialDocument.objects.get(pk=document.pk)


def act(world: World, client: Client, document: OfficialDocument, verb: str, **data: str) -> Any:
    with institution(world.culture):
        step = ApprovalStep.objects.filter(document=document, state__in=["ACTIVE", "HELD"]).first()
    given = {"act": verb, "seen": str(document.version), "step_id": str(step.pk) if step else "", **data}
    return client.post(f"/documents/{document.pk}/", given)


def test_the_inbox_lists_what_waits_and_its_filters_narrow_it(world: World, chief: Client) -> None:
    make(world, "겨울 과정 계획", "여름 공연 계획")
    page = chief.get("/inbox/").content.decode()
    assert "겨울 과정 계획" in page
    assert "여름 공연 계획" in page
    assert page.index("겨울 과정 계획") < page.index("여름 공연 계획")
    assert '결재대기<span class="cnt">2' in page
    for asked, found in (("q=여름", True), ("q=ㅇㄹ", True), ("q=없는말", False), ("drafter=윤하", True)):
        text = chief.get(f"/inbox/?{asked}").content.decode()
        assert ("여름 공연 계획" in text) is found, asked
    assert "겨울 과정 계획" not in chief.get("/inbox/?q=ㅇㄹ").content.decode()
    assert chief.get("/inbox/?export=xlsx")["Content-Type"].endswith("sheet")


@pytest.mark.parametrize(
    "box",
    [
        "WAITING",
        "COOPERATION",
        "DEPUTY",
        "UPCOMING",
        "PROGRESS",
        "CIRCULATED",
        "DONE",
        "RETURNED",
        "RECALLED",
        "DRAFTS",
        "X",
    ],
)
def test_every_box_opens(world: World, drafter: Client, box: str) -> None:
    make(world, "겨울 과정 계획")
    answer = drafter.get(f"/inbox/?box={box}")
    assert answer.status_code == 200
    assert ("겨울 과정 계획" in answer.content.decode()) is (box == "PROGRESS")


def test_a_signature_approves_and_the_next_document_opens(world: World, chief: Client) -> None:
    first, second = make(world, "겨울 과정 계획", "여름 공연 계획")
    answer = act(world, chief, first, "sign")
    assert answer.status_code == 302
    assert answer["Location"] == f"/documents/{second.pk}/"
    done = now(world, first)
    assert (done.state, done.number_text) == ("APPROVED", "문화사업팀-1")
    last = act(world, chief, second, "sign", opinion="비용을 줄이기 바랍니다.")
    assert last["Location"] == "/inbox/"
    with institution(world.culture):
        kept = Opinion.objects.get(document=second)
    assert (kept.kind, kept.text) == ("AGREEMENT", "비용을 줄이기 바랍니다.")


def test_returning_without_an_opinion_is_refused_and_nothing_changes(world: World, chief: Client) -> None:
    (document,) = make(world, "겨울 과정 계획")
    answer = act(world, chief, document, "send_back")
    assert answer.status_code == 409
    assert "E-APR-018" in answer.content.decode()
    assert open_step(world, document).state == "ACTIVE"
    assert act(world, chief, document, "hold", opinion="자료 기다림")["Location"] == "/inbox/"
    assert open_step(world, document).state == "HELD"
    assert act(world, chief, document, "release")["Location"] == f"/documents/{document.pk}/"
    assert act(world, chief, document, "send_back", opinion="금액 확인")["Location"] == "/inbox/"
    assert now(world, document).state == "RETURNED"


def test_a_stale_page_and_a_second_signature_are_refused(world: World, chief: Client) -> None:
    (document,) = make(world, "겨울 과정 계획")
    step = open_step(world, document)
    assert act(world, chief, document, "sign", seen="1").status_code == 412
    assert open_step(world, document).pk == step.pk
    assert act(world, chief, document, "sign").status_code == 302
    again = act(world, chief, document, "sign", step_id=str(step.pk))
    assert again.status_code == 409
    assert "E-APR-011" in again.content.decode()


def test_the_drafter_sees_who_holds_it_and_takes_it_back_with_a_reason(world: World, drafter: Client) -> None:
    (document,) = make(world, "겨울 과정 계획")
    page = drafter.get(f"/documents/{document.pk}/?box=PROGRESS").content.decode()
    assert "<b>류해인</b> 본부장" in page
    assert 'value="sign"' not in page
    refused = drafter.post(f"/documents/{document.pk}/recall/")
    assert refused.status_code == 409
    assert "E-APR-022" in refused.content.decode()
    done = drafter.post(f"/documents/{document.pk}/recall/", {"reason": "오기"})
    assert done["Location"] == f"/documents/{document.pk}/edit/"
    assert now(world, document).state == "RECALLED"


def test_somebody_else_does_not_find_the_document(world: World) -> None:
    (document,) = make(world, "겨울 과정 계획", disclosure="CLOSED", grounds=[6])
    cashier = client_of(world.culture, "cashier")
    assert cashier.get(f"/documents/{document.pk}/").status_code == 404
    assert cashier.get(f"/documents/{document.pk}/differences/").status_code == 404


def test_many_are_signed_at_once_each_with_its_own_result(world: World, chief: Client) -> None:
    first, second = make(world, "겨울 과정 계획", "여름 공연 계획")
    tokens = [f"{one.pk}:{open_step(world, one).pk}:{one.version}" for one in (first, second)]
    page = chief.get("/inbox/").content.decode()
    assert all(f'value="{token}"' in page for token in tokens)
    tokens[1] = tokens[1].rsplit(":", 1)[0] + ":1"
    text = chief.post("/inbox/signatures/", {"item": tokens}).content.decode()
    assert "1건을 처리했고 1건은 처리하지 못했습니다." in text
    assert "문화사업팀-1" in text
    assert "E-APR-012" in text
    states = [now(world, one).state for one in (first, second)]
    assert states == ["APPROVED", "IN_PROGRESS"]
    assert chief.post("/inbox/signatures/", {"item": ["x"]}).status_code == 400


def test_versions_are_laid_side_by_side(world: World, chief: Client, drafter: Client) -> None:
    with institution(world.culture):
        document = a_plan("겨울 과정 계획", form="BASIC-PLAN")
        step = open_step(world, document)
        edit_by_reviewer(
            document_id=document.pk,
            step_id=step.pk,
            seen=document.version,
            changes={"title": "겨울 과정 운영 계획"},
            actor=actor("chief"),
            at=timezone.now(),
        )
    page = drafter.get(f"/documents/{document.pk}/differences/").content.decode()
    assert "<del>겨울 과정 계획</del>" in page
    assert "<ins>겨울 과정 운영 계획</ins>" in page
    assert "이전 판과 비교" in chief.get(f"/documents/{document.pk}/").content.decode()


def test_notices_ring_until_their_document_is_read(world: World, chief: Client) -> None:
    first, _second = make(world, "겨울 과정 계획", "여름 공연 계획")
    assert json.loads(chief.get("/notices/count/").content) == {"unread": 2}
    page = chief.get("/notices/?unread=1").content.decode()
    assert page.count("결재 차례") >= 2
    chief.get(f"/documents/{first.pk}/")
    assert json.loads(chief.get("/notices/count/").content) == {"unread": 1}
    assert chief.post("/notices/read/").status_code == 302
    with institution(world.culture):
        assert DocumentNotice.objects.filter(read_at__isnull=True).count() == 0


def test_a_form_with_a_second_proof_asks_for_the_password_before_the_signature(
    world: World, chief: Client
) -> None:
    with institution(world.culture):
        ask_for_proof("DETAIL-PLAN")
    (document,) = make(world, "겨울 과정 계획")
    without_proof(world.culture, chief)
    answer = act(world, chief, document, "sign")
    assert answer.status_code == 409
    assert "E-APR-019" in answer.content.decode()
    assert now(world, document).state == "IN_PROGRESS"
    assert act(world, client_of(world.culture, "chief"), document, "sign").status_code in {200, 302}
    assert now(world, document).state == "APPROVED"


def test_the_drafter_asks_the_deputy_of_a_step_nobody_takes_up(world: World, drafter: Client) -> None:
    with institution(world.culture):
        late = a_plan("오래된 계획", at=timezone.now() - timedelta(days=30))
        new = a_plan("새 계획")
        step = ApprovalStep.objects.get(document=late, state="ACTIVE")
        deputy = actor("budget").user_id
        DeputyOrder.objects.create(department_id=department("20"), place=1, deputy_id=deputy)
    assert "대결 요청" not in drafter.get(f"/documents/{new.pk}/").content.decode()
    assert "대결 요청" in drafter.get(f"/documents/{late.pk}/").content.decode()
    assert act(world, drafter, late, "ask_deputy").status_code == 302
    with institution(world.culture):
        told = DocumentNotice.objects.filter(document=late, kind="ASKED_TO_ACT")
        assert deputy in set(told.values_list("person_id", flat=True))
    answer = drafter.post(
        f"/api/v1/official-documents/{late.pk}/deputy-requests",
        data=json.dumps({"step_id": str(step.pk)}),
        content_type="application/json",
        headers={"Idempotency-Key": str(uuid7())},
    )
    assert answer.status_code == 201, answer.content
