"""Beginning, keeping a line, favourites, forms, files: what the drafting screens and REST stand on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from approvals.errors.documents import AttachmentLimit, AttachmentNotChecked
from approvals.errors.steps import DocumentChanged
from approvals.models import (
    ApprovalStep,
    Attachment,
    AttachmentBlob,
    DraftedLine,
    FavouriteLine,
    FormVersion,
    OfficialDocument,
)
from approvals.permissions import DOCUMENT_DRAFT, FORM_MANAGE
from approvals.queries.drafting import form_choices, own_drafts, returned_words
from approvals.rules.line_draft import with_step
from approvals.rules.line_types import StepKind
from approvals.rules.writing.types import AttachmentLimits
from approvals.services import attachments
from approvals.services.attachments import attach
from approvals.services.beginning import begin, begin_again
from approvals.services.drafted_lines import keep_line, line_of_draft
from approvals.services.drafting import save_draft
from approvals.services.favourites import MOST_FAVOURITES, delete_favourite, save_favourite
from approvals.services.forms import FormData, save_form, set_form_active
from approvals.services.handing_in import save_and_submit
from approvals.services.returning import recall, return_document
from approvals.services.submitting import Known, submit
from approvals.services.wanted_lines import WantedGroup
from approvals.services.wanted_text import wanted_from
from core.errors import DomainError, InvalidInput, NotFound, PermissionMissing, Refusals, StaleVersion
from core.models import AuditEntry
from organization.queries import people_choices
from tests.approvals.kit import AT, TEXT, Office, away, draft, fresh, seat_of, step_of, steps, submitted

MANAGER = frozenset({DOCUMENT_DRAFT, FORM_MANAGE})


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path)


def _form(office: Office, **more: Any) -> FormVersion:
    data = FormData(code="TRAVEL", name="출장 계획", business_type="trip_domestic", **more)
    manager = replace(office.actor("김"), codes=MANAGER)
    return save_form(data=data, actor=manager, at=AT)


def _kinds(document: OfficialDocument) -> list[str]:
    return [step.kind for step in steps(document)]


def _referring(office: Office, document: OfficialDocument, name: str = "인") -> list[WantedGroup]:
    line = line_of_draft(document=fresh(document), at=AT)
    return wanted_from(with_step(line.groups, StepKind.REFER, seat_of(office, name)))


def test_a_document_begins_with_the_defaults_of_its_form_and_filing(office: Office) -> None:
    _form(office, disclosure="PARTIAL", grounds=(5,))
    document = begin(form_code="TRAVEL", actor=office.actor("김"), at=AT)
    assert (document.disclosure, document.grounds, document.record_file_id) == (
        "PARTIAL",
        [5],
        office.file_id,
    )
    assert begin(form_code="TRAVEL", actor=office.actor("김"), at=AT).pk == document.pk
    save_draft(document_id=document.pk, seen=1, values={"title": "출장"}, actor=office.actor("김"), at=AT)
    assert begin(form_code="TRAVEL", actor=office.actor("김"), at=AT).pk != document.pk
    assert begin(form_code="TRAVEL", actor=office.actor("김2"), at=AT).drafter_id == office.people["김2"]


def test_a_retired_form_begins_nothing(office: Office) -> None:
    form = _form(office).form
    manager = replace(office.actor("김"), codes=MANAGER)
    with pytest.raises(StaleVersion):
        set_form_active(form_id=form.pk, is_active=False, version=9, actor=manager, at=AT)
    set_form_active(form_id=form.pk, is_active=False, version=1, actor=manager, at=AT)
    with pytest.raises(NotFound):
        begin(form_code="TRAVEL", actor=office.actor("김"), at=AT)
    assert "TRAVEL" not in [one.code for one in form_choices()]
    set_form_active(form_id=form.pk, is_active=True, version=2, actor=manager, at=AT)
    assert [one.code for one in form_choices("출ㅈㄱㅎ")] == ["TRAVEL"]
    verbs = AuditEntry.objects.filter(subject_id=form.pk).order_by("recorded_at")
    assert [one.verb for one in verbs] == ["form_saved", "form_retired", "form_activated"]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"code": "소문자"}, "/code"),
        ({"unit_task_code": "NONE"}, "/unit_task_code"),
        ({"fields": [{"name": "x", "type": "FILE"}]}, "/fields/0/type"),
        ({"name": " "}, "/name"),
    ],
)
def test_an_unreadable_form_is_refused(office: Office, change: dict[str, Any], place: str) -> None:
    data = {"code": "TRAVEL", "name": "출장", "business_type": "trip_domestic", **change}
    with pytest.raises(InvalidInput) as refused:
        save_form(data=FormData(**data), actor=replace(office.actor("김"), codes=MANAGER), at=AT)
    assert place in [fault.pointer for fault in refused.value.errors]
    assert not FormVersion.objects.filter(name="출장").exists()


def test_forms_are_made_by_who_may(office: Office) -> None:
    with pytest.raises(PermissionMissing):
        save_form(data=FormData("TRAVEL", "출장", "trip_domestic"), actor=office.actor("김"), at=AT)
    _form(office)
    again = FormData(code="TRAVEL", name="출장", business_type="trip_domestic")
    with pytest.raises(InvalidInput):
        save_form(data=again, actor=replace(office.actor("김"), codes=MANAGER), at=AT, is_first=True)


def test_a_kept_line_is_handed_in_and_survives_a_return(office: Office) -> None:
    document = draft(office)
    keep_line(document_id=document.pk, groups=_referring(office, document), actor=office.actor("김"), at=AT)
    assert line_of_draft(document=fresh(document), at=AT).faults == ()
    submit(document_id=document.pk, seen=1, actor=office.actor("김"), at=AT)
    assert _kinds(document) == ["COOPERATE", "APPROVE", "REFER"]
    step = step_of(office, document, "예")
    act = {"document_id": document.pk, "step_id": step.pk, "seen": fresh(document).version, "at": AT}
    return_document(**act, opinion="금액을 다시 보십시오.", actor=office.actor("예"))
    [said] = returned_words(fresh(document))
    assert (said.author, said.text) == ("예", "금액을 다시 보십시오.")
    [listed] = own_drafts(office.actor("김"))
    assert (listed.state, listed.reason) == ("RETURNED", "금액을 다시 보십시오.")
    submit(document_id=document.pk, seen=fresh(document).version, actor=office.actor("김"), at=AT)
    assert _kinds(document) == ["COOPERATE", "APPROVE", "REFER"]


def test_a_kept_line_follows_the_amount(office: Office) -> None:
    document = draft(office)
    act = {"document_id": document.pk, "actor": office.actor("김"), "at": AT}
    keep_line(**act, groups=_referring(office, document))
    save_draft(**act, seen=1, values={"amount": 30_000_000})
    line = line_of_draft(document=fresh(document), at=AT)
    assert [step.kind.value for group in line.groups for step in group.steps] == [
        "REVIEW",
        "REVIEW",
        "COOPERATE",
        "COOPERATE",
        "AUDIT",
        "APPROVE",
        "REFER",
    ]
    assert line.faults == ()
    keep_line(**act, groups=())
    assert not DraftedLine.objects.exists()


def test_a_line_is_kept_by_the_drafter_only_and_before_handing_in(office: Office) -> None:
    document = draft(office)
    groups = _referring(office, document)
    with pytest.raises(DomainError) as refused:
        keep_line(document_id=document.pk, groups=groups, actor=office.actor("김2"), at=AT)
    assert refused.value.code == "E-APR-013"
    with pytest.raises(DocumentChanged):
        keep_line(document_id=document.pk, groups=groups, actor=office.actor("김"), at=AT, seen=7)
    submit(document_id=document.pk, seen=1, actor=office.actor("김"), at=AT)
    with pytest.raises(DomainError) as refused:
        keep_line(document_id=document.pk, groups=groups, actor=office.actor("김"), at=AT)
    assert refused.value.code == "INVALID_MOVE"
    assert not DraftedLine.objects.exists()


def test_a_position_that_is_gone_is_named(office: Office) -> None:
    document = draft(office)
    gone = WantedGroup("REFER", ("PERSON:0192a0c0-0000-7000-8000-000000000001",), is_required=False)
    keep_line(document_id=document.pk, groups=[gone], actor=office.actor("김"), at=AT)
    line = line_of_draft(document=fresh(document), at=AT)
    assert [fault.code for fault in line.faults] == ["E-APR-006"]
    with pytest.raises(InvalidInput):
        keep_line(
            document_id=document.pk, groups=[WantedGroup("NONE", ("x",))], actor=office.actor("김"), at=AT
        )


def test_favourite_lines_are_ones_own(office: Office) -> None:
    actor, other = office.actor("김"), office.actor("김2")
    groups = _referring(office, draft(office))
    made = save_favourite(name=" 인사팀  참조 ", groups=groups, actor=actor, at=AT)
    assert (made.name, made.version) == ("인사팀 참조", 1)
    again = save_favourite(name="인사팀 참조", groups=groups[:1], actor=actor, at=AT)
    assert (again.pk, again.version, len(again.groups)) == (made.pk, 2, 1)
    with pytest.raises(NotFound):
        delete_favourite(favourite_id=made.pk, actor=other, at=AT)
    with pytest.raises(StaleVersion):
        delete_favourite(favourite_id=made.pk, actor=actor, at=AT, version=1)
    for name, given in (("", groups), ("가" * 41, groups), ("빈 선", [])):
        with pytest.raises(InvalidInput):
            save_favourite(name=name, groups=given, actor=actor, at=AT)
    for number in range(MOST_FAVOURITES - 1):
        save_favourite(name=str(number), groups=groups, actor=actor, at=AT)
    with pytest.raises(InvalidInput):
        save_favourite(name="하나 더", groups=groups, actor=actor, at=AT)
    assert FavouriteLine.objects.count() == MOST_FAVOURITES
    delete_favourite(favourite_id=made.pk, actor=actor, at=AT, version=2)
    assert FavouriteLine.objects.count() == MOST_FAVOURITES - 1


def test_after_a_refused_handing_in_nothing_changed(office: Office) -> None:
    document = draft(office)
    with pytest.raises(DomainError) as refused:
        save_and_submit(
            document_id=document.pk,
            seen=1,
            values={"title": ""},
            acknowledged=(),
            actor=office.actor("김"),
            at=AT,
        )
    assert refused.value.code == "E-DOC-001"
    now = fresh(document)
    assert (now.title, now.version, now.state) == (TEXT["title"], 1, "DRAFT")
    assert not ApprovalStep.objects.filter(document=document).exists()


def test_a_warning_is_handed_in_with_a_reason(office: Office) -> None:
    document = draft(office)
    act: dict[str, Any] = {"document_id": document.pk, "seen": 1, "actor": office.actor("김"), "at": AT}
    values = {"enclosures": [{"name": "견적서", "quantity": "1부"}]}
    with pytest.raises(DomainError) as refused:
        save_and_submit(**act, values=values, acknowledged=())
    assert refused.value.code == "E-DOC-007"
    done = save_and_submit(**act, values=values, acknowledged=[Known("E-DOC-007", "종이로 붙입니다.")])
    assert (done.state, done.acknowledged) == (
        "IN_PROGRESS",
        [{"code": "E-DOC-007", "reason": "종이로 붙입니다.", "facts": {"n": 1, "m": 0}}],
    )


def test_a_recalled_document_is_written_again_and_copied(office: Office) -> None:
    document = submitted(office)
    recall(document_id=document.pk, reason="금액을 고칩니다.", actor=office.actor("김"), at=AT)
    [said] = returned_words(fresh(document))
    assert (said.kind, said.text) == ("RECALL", "금액을 고칩니다.")
    copy = begin_again(document_id=document.pk, actor=office.actor("김"), at=AT)
    assert (copy.title, copy.body, copy.amount, copy.disclosure, copy.record_file_id) == (
        document.title,
        document.body,
        document.amount,
        "OPEN",
        office.file_id,
    )
    assert (copy.state, copy.number, copy.pk != document.pk) == ("DRAFT", None, True)
    with pytest.raises(NotFound):
        begin_again(
            document_id=draft(office).pk,
            actor=replace(office.actor("예", "예산팀"), codes=frozenset({DOCUMENT_DRAFT})),
            at=AT,
        )


def test_files_beyond_the_limits_are_refused_at_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    document = draft(office)
    act: dict[str, Any] = {"document_id": document.pk, "actor": office.actor("김"), "at": AT}
    for name, data in (("설치.exe", b"MZ"), ("그림.png", b"GIF89a"), ("견적.pdf", b"<html>")):
        with pytest.raises(AttachmentNotChecked):
            attach(**act, seen=1, name=name, data=data)
    with pytest.raises(InvalidInput):
        attach(**act, seen=1, name="빈.txt", data=b"")
    monkeypatch.setattr(attachments, "AttachmentLimits", lambda: AttachmentLimits(2, 10, 15))
    attach(**act, seen=1, name="가.txt", data=b"1234567890")
    for name, data in (("나.txt", b"12345678901"), ("다.txt", b"123456")):
        with pytest.raises(AttachmentLimit):
            attach(**act, seen=2, name=name, data=data)
    attach(**act, seen=2, name="라.txt", data=b"12345")
    with pytest.raises(AttachmentLimit):
        attach(**act, seen=3, name="마.txt", data=b"1")
    assert Attachment.objects.filter(document=document).count() == 2
    assert AttachmentBlob.objects.count() == 2
    kept = AuditEntry.objects.filter(verb="attachment_added", subject_id=document.pk)
    assert sorted(one.summary for one in kept) == ["가.txt", "라.txt"]


def test_people_are_found_by_name_post_and_department_and_the_absent_are_marked(office: Office) -> None:
    away(office, "박", "김2")
    [found] = [one for one in people_choices(AT, text="박") if one.name == "박"]
    assert (found.is_away, found.substitute, found.is_head) == (True, "김2", True)
    team = people_choices(AT, department_id=office.departments["공연본부"])
    assert sorted(one.name for one in team) == ["김", "김2", "박", "오", "이"]
    assert {one.name for one in people_choices(AT, text="ㅇㅅㅌ")} == {"예", "인"}


def test_several_faults_are_told_together(office: Office) -> None:
    document = draft(office, title="", keywords=[])
    with pytest.raises(Refusals) as refused:
        submit(document_id=document.pk, seen=1, actor=office.actor("김"), at=AT)
    assert [one.code for one in refused.value.refusals] == ["E-DOC-001", "E-DOC-002"]
