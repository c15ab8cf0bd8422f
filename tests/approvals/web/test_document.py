"""The document at its screen: line changes, edits, second proofs, phrases, files, related documents, where it is."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from approvals.models import (
    AttachmentBlob,
    FormVersion,
    LineChange,
    OfficialDocument,
    OpinionPhrase,
    Signature,
)
from approvals.services.attachments import attach
from approvals.services.drafting import save_draft
from approvals.services.forms import FormData, save_form
from approvals.services.submitting import submit
from organization.services import AbsenceData, set_absence
from tenants.context import institution
from tests.approvals.desk_papers import a_plan
from tests.approvals.web.paper_kit import act, line_form, made, now, steps
from tests.people import PASSWORD, actor, client_of, user, without_proof
from tests.worlds import World


@pytest.fixture
def chief(world: World) -> Client:
    return client_of(world.culture, "chief")


@pytest.fixture
def drafter(world: World) -> Client:
    return client_of(world.culture, "drafter")


def test_the_drafter_adds_cooperation_under_approval_with_a_reason(world: World, drafter: Client) -> None:
    document = made(world, form="BASIC-PLAN")
    place = f"/documents/{document.pk}/line/"
    groups = line_form(drafter.get(place).content.decode())
    with institution(world.culture):
        seat = f"PERSON:{user('cashier').pk}"
    given = {"groups": groups, "do": "add", "kind": "COOPERATE", "seat": seat, "act": "edit"}
    worked = drafter.post(place, given, headers={"HX-Request": "true"})
    assert worked["HX-Retarget"] == "#line-work"
    with_more = line_form(worked.content.decode())
    assert [one["kind"] for one in json.loads(with_more)] == ["COOPERATE", "COOPERATE", "APPROVE"]
    waiting = ",".join(str(one.pk) for one in steps(world, document) if one.state == "WAITING")
    final = {"act": "change", "seen": str(document.version), "replaces": waiting, "groups": with_more}
    refused = drafter.post(place, final)
    assert refused.status_code == 409
    assert "E-APR-018" in refused.content.decode()
    done = drafter.post(place, {**final, "line_reason": "출납 확인이 필요함"})
    assert done["Location"] == f"/documents/{document.pk}/"
    kinds = [one.kind for one in steps(world, document)]
    assert kinds == ["DRAFT", "REVIEW", "COOPERATE", "COOPERATE", "APPROVE"]
    with institution(world.culture):
        assert LineChange.objects.get(document=document).reason == "출납 확인이 필요함"
    assert "출납 확인이 필요함" in drafter.get(f"/documents/{document.pk}/").content.decode()


def test_steps_that_were_signed_meanwhile_stay_as_they_are(
    world: World, drafter: Client, chief: Client
) -> None:
    document = made(world, form="BASIC-PLAN")
    place = f"/documents/{document.pk}/line/"
    groups = line_form(drafter.get(place).content.decode())
    waiting = [str(one.pk) for one in steps(world, document) if one.state == "WAITING"]
    assert act(world, chief, document, "sign").status_code == 302
    given = {"act": "change", "seen": str(document.version), "groups": groups, "line_reason": "순서"}
    late = drafter.post(place, {**given, "replaces": ",".join(waiting)})
    assert late.status_code == 409
    assert [one.kind for one in steps(world, document)] == ["DRAFT", "REVIEW", "COOPERATE", "APPROVE"]
    with institution(world.culture):
        assert LineChange.objects.count() == 0


def test_somebody_without_a_part_in_the_line_changes_nothing(world: World) -> None:
    document = made(world, form="BASIC-PLAN")
    planner = client_of(world.culture, "budget")
    assert planner.get(f"/documents/{document.pk}/line/").status_code in (404, 409)
    assert planner.get(f"/documents/{document.pk}/text/").status_code in (404, 409)


def test_a_reviewer_corrects_the_text_and_sees_what_changed(world: World, chief: Client) -> None:
    document = made(world, form="BASIC-PLAN")
    place = f"/documents/{document.pk}/text/"
    page = chief.get(place).content.decode()
    assert "겨울 과정 계획" in page
    step = next(one for one in steps(world, document) if one.state == "ACTIVE")
    given = {"act": "edit", "seen": str(document.version), "step_id": str(step.pk)}
    answer = chief.post(place, {**given, "title": "겨울 과정 운영 계획"})
    assert answer["Location"] == f"/documents/{document.pk}/differences/?new=2"
    shown = chief.get(answer["Location"]).content.decode()
    assert "<ins>겨울 과정 운영 계획</ins>" in shown
    assert now(world, document).title == "겨울 과정 운영 계획"
    stale = chief.post(place, {**given, "title": "다른 제목"})
    assert stale.status_code == 412
    assert now(world, document).title == "겨울 과정 운영 계획"


def test_a_form_with_step_up_asks_for_a_second_proof(world: World, chief: Client) -> None:
    with institution(world.culture):
        form = FormVersion.objects.get(form__code="DETAIL-PLAN")
        data = FormData(form.form.code, form.name, form.business_type, step_up=True)
        save_form(data=data, actor=replace(actor("chief"), is_system=True), at=timezone.now())
    document, next_one = made(world), made(world)
    without_proof(world.culture, chief)
    assert 'name="code"' in chief.get(f"/documents/{document.pk}/").content.decode()
    for typed in ("", "틀린 암호"):
        refused = act(world, chief, document, "sign", code=typed)
        assert refused.status_code == 409
        assert "E-APR-019" in refused.content.decode()
    assert now(world, document).state == "IN_PROGRESS"
    assert act(world, chief, document, "sign", code=PASSWORD).status_code == 302
    assert now(world, document).state == "APPROVED"
    with institution(world.culture):
        levels = Signature.objects.filter(document=document).order_by("ordinal")
        assert [one.auth_level for one in levels][-1] == "STEP_UP"
    just_logged_in = client_of(world.culture, "chief")
    assert 'name="code"' not in just_logged_in.get(f"/documents/{next_one.pk}/").content.decode()
    assert act(world, just_logged_in, next_one, "sign").status_code == 302
    assert now(world, next_one).state == "APPROVED"


def test_the_page_says_who_holds_the_document_and_who_may_act(world: World, drafter: Client) -> None:
    document = made(world)
    page = drafter.get(f"/documents/{document.pk}/").content.decode()
    assert "문서가 지금 있는 곳" in page
    assert "<b>류해인</b> 본부장" in page
    with institution(world.culture):
        at = timezone.now()
        data = AbsenceData(
            person_id=user("chief").pk,
            kind="TRIP",
            from_at=at - timedelta(hours=1),
            to_at=at + timedelta(days=1),
            deputy_id=user("approver").pk,
            reason="회의",
        )
        set_absence(actor=actor("chief"), data=data, at=at - timedelta(hours=2))
        name = user("approver").name
    page = drafter.get(f"/documents/{document.pk}/").content.decode()
    assert f"{name} 님이" in page
    assert "대결할 수 있습니다" in page


def test_recall_and_copy_stand_on_the_page(world: World, drafter: Client) -> None:
    document = made(world)
    page = drafter.get(f"/documents/{document.pk}/").content.decode()
    assert f'action="/documents/{document.pk}/recall/"' in page
    assert f'action="/documents/{document.pk}/again/"' in page
    back = drafter.post(f"/documents/{document.pk}/recall/", {"reason": "오기"})
    assert back["Location"] == f"/documents/{document.pk}/edit/"
    page = drafter.get(f"/documents/{document.pk}/").content.decode()
    assert "고쳐서 다시 상신" in page
    assert f'action="/documents/{document.pk}/recall/"' not in page
    again = drafter.post(f"/documents/{document.pk}/again/")
    with institution(world.culture):
        copy = OfficialDocument.objects.exclude(pk=document.pk).get(title=document.title)
    assert again["Location"] == f"/documents/{copy.pk}/edit/"


def test_phrases_are_kept_and_offered(world: World, chief: Client, drafter: Client) -> None:
    document = made(world)
    page = chief.get(f"/documents/{document.pk}/").content.decode()
    assert "증빙을 보완 바랍니다." in page
    beside = chief.post("/inbox/phrases/save/", {"opinion": "  계획대로  추진 바랍니다. "})
    assert "계획대로 추진 바랍니다." in beside.content.decode()
    assert chief.post("/inbox/phrases/save/", {"text": "예산 범위에서 집행 바랍니다."}).status_code == 302
    assert chief.post("/inbox/phrases/save/", {"text": " "}).status_code == 400
    page = chief.get(f"/documents/{document.pk}/").content.decode()
    assert "계획대로 추진 바랍니다." in page
    assert "증빙을 보완 바랍니다." not in page
    assert "계획대로 추진 바랍니다." not in drafter.get("/inbox/phrases/").content.decode()
    with institution(world.culture):
        first, second = OpinionPhrase.objects.order_by("ordinal")
    assert chief.post("/inbox/phrases/order/", {"phrase": str(second.pk), "by": "up"}).status_code == 302
    with institution(world.culture):
        assert [one.pk for one in OpinionPhrase.objects.all()] == [second.pk, first.pk]
    assert drafter.post(f"/inbox/phrases/{first.pk}/delete/").status_code == 404
    assert chief.post(f"/inbox/phrases/{first.pk}/delete/").status_code == 302
    with institution(world.culture):
        assert OpinionPhrase.objects.count() == 1


def test_files_are_looked_at_without_taking_them_away(
    world: World, drafter: Client, chief: Client, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    me = actor
    with institution(world.culture):
        draft = a_plan("파일 있는 계획", is_draft=True)
        at = timezone.now()
        file = attach(
            document_id=draft.pk,
            seen=draft.version,
            name="의견.txt",
            data="겨울 과정 <신청> 열두 명".encode(),
            actor=me("drafter"),
            at=at,
        )
        found = OfficialDocument.objects.get(pk=draft.pk)
        kept = save_draft(
            document_id=draft.pk,
            seen=found.version,
            values={"enclosures": [{"name": "의견", "quantity": "1부"}]},
            actor=me("drafter"),
            at=at,
        )
        submit(document_id=draft.pk, seen=kept.version, actor=me("drafter"), at=at)
    page = chief.get(f"/documents/{draft.pk}/").content.decode()
    assert f"/documents/{draft.pk}/files/{file.pk}/view/" in page
    shown = chief.get(f"/documents/{draft.pk}/files/{file.pk}/view/").content.decode()
    assert "겨울 과정 &lt;신청&gt; 열두 명" in shown
    with institution(world.culture):
        AttachmentBlob.objects.filter(pk=file.blob_id).update(state="UNREADABLE", text="")
    shown = chief.get(f"/documents/{draft.pk}/files/{file.pk}/view/").content.decode()
    assert "암호가 걸렸거나 손상되어" in shown
    with institution(world.culture):
        AttachmentBlob.objects.filter(pk=file.blob_id).update(state="REFUSED")
    shown = chief.get(f"/documents/{draft.pk}/files/{file.pk}/view/").content.decode()
    assert "검사에서 거부된 파일" in shown
    assert f'href="/documents/{draft.pk}/files/{file.pk}/"' not in shown
    with institution(world.culture):
        AttachmentBlob.objects.filter(pk=file.blob_id).update(state="CLEAN")
    taken = chief.get(f"/documents/{draft.pk}/files/{file.pk}/?show=1")
    assert taken["Content-Disposition"].startswith("attachment")
    stranger = client_of(world.stranger, "chief")
    assert stranger.get(f"/documents/{draft.pk}/files/{file.pk}/view/").status_code == 404


def test_related_documents_are_named_only_to_those_who_may_read_them(world: World, drafter: Client) -> None:
    earlier = made(world, "지난 겨울 과정 결과")
    secret = made(world, "비공개 계획", disclosure="CLOSED", grounds=[6])
    document = made(world, "겨울 과정 계획", related=[str(earlier.pk), str(secret.pk)])
    page = drafter.get(f"/documents/{document.pk}/").content.decode()
    assert "지난 겨울 과정 결과" in page
    assert "비공개 계획" in page
    back = drafter.get(f"/documents/{earlier.pk}/").content.decode()
    assert "이 문서를 참고함" in back
    with institution(world.culture):
        content = now(world, document).versions.get(number=1).content
    assert json.loads(content)["related"] == [str(earlier.pk), str(secret.pk)]


def test_whoever_took_over_the_work_finds_it_among_the_finished(world: World, chief: Client) -> None:
    document = made(world)
    assert act(world, chief, document, "sign").status_code == 302
    with institution(world.culture):
        OfficialDocument.objects.filter(pk=document.pk).update(owner=user("inspector"))
    heir = client_of(world.culture, "inspector")
    assert "겨울 과정 계획" in heir.get("/inbox/?box=DONE").content.decode()
    page = heir.get(f"/documents/{document.pk}/").content.decode()
    assert "업무 인수" in page
