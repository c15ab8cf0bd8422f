"""Prints of real documents: boxes of the line as it was signed, the kept file, its code, the letterhead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction

from approvals.choices import Integrity, SignatureKind
from approvals.errors.documents import LetterheadFixed
from approvals.errors.steps import IntegrityBroken, NotYourTurn
from approvals.models import ApprovalStep, LetterheadVersion, OfficialDocument, Rendition, Signature
from approvals.permissions import FORM_MANAGE
from approvals.queries.integrity import faults_of
from approvals.queries.letters import letter_of, version_difference
from approvals.queries.verification import Verified, verify
from approvals.rules.writing.diff import Change, FieldChange
from approvals.rules.writing.page import page_of
from approvals.rules.writing.types import Letterhead
from approvals.services.changing import edit_by_reviewer
from approvals.services.deciding import merge_review, sign, skip_review
from approvals.services.printing import print_approved, print_preview, set_letterhead
from approvals.services.verifying import verify_documents
from core.access import Actor
from core.errors import InvalidInput, InvalidMove, NotFound, PermissionMissing
from core.ids import uuid7
from organization.choices import AbsenceKind
from organization.models import DepartmentVersion
from tenants.context import institution
from tests.approvals.kit import (
    AT,
    Office,
    away,
    draft,
    found_office,
    fresh,
    signed,
    states,
    step_of,
    submitted,
)
from tests.worlds import World

TODAY = AT.date()
VERIFY_AT = "https://culture.garam.localhost/verify/"


@pytest.fixture
def office(world: World, tmp_path: Any, settings: Any) -> Iterator[Office]:
    settings.MEDIA_ROOT = tmp_path
    with institution(world.culture):
        yield found_office()


def boxes(document: OfficialDocument) -> list[str]:
    return [box.text for box in letter_of(document.pk, at=AT).boxes.approvers]


def cooperators(document: OfficialDocument) -> list[str]:
    return [box.text for box in letter_of(document.pk, at=AT).boxes.cooperators]


def approved(office: Office, **values: Any) -> OfficialDocument:
    return signed(office, submitted(office, amount=3_000_000, **values), "예", "박")


def printed(document: OfficialDocument, at: datetime = AT) -> Any:
    return print_approved(document_id=document.pk, verify_at=VERIFY_AT, at=at)


def test_ea_10_a_delegated_decision_prints_its_line(office: Office) -> None:
    document = signed(office, submitted(office, amount=5_000_000), "박", "예", "이")
    assert boxes(document) == ["주임 김", "팀장 박", "본부장 전결 11/22 이"]
    assert cooperators(document) == ["예산팀장 예"]


def test_ea_11_the_heads_deputy_decides_and_the_head_has_no_box(office: Office) -> None:
    away(office, "최", "정")
    document = signed(office, submitted(office, amount=60_000_000), "박", "이", "정", "예", "회", "감")
    final = step_of(office, document, "최")
    document = sign(
        document_id=document.pk,
        step_id=final.pk,
        seen=fresh(document).version,
        actor=office.actor("정"),
        at=AT,
    )
    assert boxes(document) == ["주임 김", "팀장 박", "본부장 이", "사무처장 대결 11/22 정"]


def test_ea_12_a_deputy_who_is_also_reviewer_acts_once(office: Office) -> None:
    away(office, "이", "박")
    document = submitted(office, amount=5_000_000)
    merge_review(
        document_id=document.pk,
        step_id=step_of(office, document, "박").pk,
        seen=document.version,
        actor=office.actor("박"),
        at=AT,
    )
    document = _decided_by_park(office, signed(office, document, "예"))
    assert boxes(document) == ["주임 김", "팀장 대결 11/22 박", "본부장 전결"]
    assert Signature.objects.filter(document=document, signer__name="박").count() == 1
    assert not ApprovalStep.objects.filter(document=document, kind="POST_REVIEW").exists()


def test_a_deputy_who_had_reviewed_already_prints_the_same_boxes(office: Office) -> None:
    away(office, "이", "박")
    document = signed(office, submitted(office, amount=5_000_000), "박", "예")
    assert boxes(_decided_by_park(office, document)) == ["주임 김", "팀장 대결 11/22 박", "본부장 전결"]


def _acts_at(office: Office, document: OfficialDocument, name: str, absent: str) -> OfficialDocument:
    """A deputy signs the step of somebody absent."""
    return sign(
        document_id=document.pk,
        step_id=step_of(office, document, absent).pk,
        seen=fresh(document).version,
        actor=office.actor(name),
        at=AT,
    )


def test_a_reviewer_who_is_deputy_of_a_later_reviewer_signs_once(office: Office) -> None:
    away(office, "이", "박")
    document = _acts_at(office, submitted(office, amount=60_000_000), "박", "이")
    assert states(document)[:3] == ["REVIEW 박 SUPERSEDED", "REVIEW - SIGNED_ACTING", "REVIEW 정 ACTIVE"]
    signature = Signature.objects.get(document=document, signer__name="박")
    assert (signature.title, signature.acting_title) == ("팀장", "본부장")
    assert boxes(document)[:2] == ["주임 김", "팀장 대결 11/22 박"]
    document = signed(office, document, "정", "예", "회", "감", "최")
    assert boxes(document) == ["주임 김", "팀장 대결 11/22 박", "사무처장 정", "대표이사 11/22 최"]
    assert faults_of(fresh(document)) == []


def test_the_same_boxes_where_the_own_review_was_signed_or_put_aside_before(office: Office) -> None:
    away(office, "이", "박")
    for put_aside in (False, True):
        document = submitted(office, amount=60_000_000)
        own = step_of(office, document, "박")
        act: dict[str, Any] = {"document_id": document.pk, "step_id": own.pk, "at": AT}
        (merge_review if put_aside else sign)(**act, seen=document.version, actor=office.actor("박"))
        document = _acts_at(office, document, "박", "이")
        assert boxes(document)[:2] == ["주임 김", "팀장 대결 11/22 박"]
        document = signed(office, document, "정", "예", "회", "감", "최")
        assert boxes(document) == ["주임 김", "팀장 대결 11/22 박", "사무처장 정", "대표이사 11/22 최"]
        count = Signature.objects.filter(document=document, signer__name="박").count()
        assert count == (1 if put_aside else 2)


def test_a_deputy_of_two_reviewers_signs_once_for_both(office: Office) -> None:
    away(office, "이", "박")
    away(office, "정", "박")
    document = _acts_at(office, submitted(office, amount=60_000_000), "박", "정")
    assert [state.split()[-1] for state in states(document)[:3]] == [
        "SUPERSEDED",
        "SUPERSEDED",
        "SIGNED_ACTING",
    ]
    document = signed(office, document, "예", "회", "감", "최")
    assert boxes(document) == ["주임 김", "팀장 대결 11/22 박", "대표이사 11/22 최"]
    assert Signature.objects.filter(document=document, signer__name="박").count() == 1


def test_nobody_else_signs_a_waiting_review_and_nothing_is_jumped(office: Office) -> None:
    away(office, "정", "박")
    document = submitted(office, amount=60_000_000)
    for name in ("박", "이"):
        with pytest.raises(NotYourTurn):
            _acts_at(office, document, name, "정")  # 이 stands before, and is here
    assert states(document)[:3] == ["REVIEW 박 ACTIVE", "REVIEW - WAITING", "REVIEW - WAITING"]
    assert Signature.objects.filter(document=document).count() == 1


def _decided_by_park(office: Office, document: OfficialDocument) -> OfficialDocument:
    return sign(
        document_id=document.pk,
        step_id=step_of(office, document, "이").pk,
        seen=fresh(document).version,
        actor=office.actor("박"),
        at=AT,
    )


def test_ea_13_a_skipped_review_prints_the_reason(office: Office) -> None:
    away(office, "박", kind=AbsenceKind.SICK)
    document = submitted(office, amount=5_000_000)
    document = skip_review(
        document_id=document.pk,
        step_id=step_of(office, document, "박").pk,
        seen=document.version,
        reason="병가",
        actor=office.actor("김"),
        at=AT,
    )
    document = signed(office, document, "예", "이")
    assert boxes(document) == ["주임 김", "팀장 병가", "본부장 전결 11/22 이"]


def test_ea_17_an_opinion_is_marked_among_the_cooperators(office: Office) -> None:
    document = submitted(office, amount=3_000_000)
    document = signed(
        office, document, "예", result=SignatureKind.AGREED_WITH_OPINION, opinion="배정을 확인 바랍니다."
    )
    assert cooperators(document) == ["예산팀장(의견 있음) 예"]
    now = letter_of(document.pk, at=AT).boxes.approvers
    assert [(box.title, box.state) for box in now] == [("주임", ""), ("팀장", "now")]


def test_ea_27_who_decides_alone_has_one_box(office: Office) -> None:
    document = submitted(office, "CERTIFICATE", amount=None)
    assert boxes(document) == ["주임 전결 11/22 김"]


def test_a_draft_has_no_number_and_no_boxes(office: Office) -> None:
    document = draft(office)
    letter = letter_of(document.pk, at=AT)
    assert (letter.is_approved, letter.registration.number, letter.boxes.approvers) == (False, "", ())
    assert letter.department == "공연사업팀"
    assert print_preview(document_id=document.pk, at=AT).content.startswith(b"%PDF")
    assert Rendition.objects.count() == 0


def test_dn_07_an_old_print_keeps_the_old_name_of_the_department(office: Office) -> None:
    document = approved(office)
    assert letter_of(document.pk, at=AT).registration.number == f"공연사업팀-{document.number}"
    unit = DepartmentVersion.objects.get(name="공연사업팀")
    DepartmentVersion.objects.filter(pk=unit.pk).update(name="공연기획팀")
    assert letter_of(document.pk, at=AT).department == "공연사업팀"
    assert letter_of(draft(office).pk, at=AT).department == "공연기획팀"


def test_an_approved_document_is_drawn_once_and_kept(office: Office) -> None:
    document = approved(office)
    first = printed(document)
    assert first.file_name == f"{document.number_text}.pdf"
    assert first.content.startswith(b"%PDF-1.7")
    again = printed(document, AT + timedelta(days=30))
    assert again == first
    kept = Rendition.objects.get()
    assert (kept.code, kept.size, kept.content_version) == (first.code, len(first.content), 1)


def test_nothing_is_kept_before_the_approval(office: Office) -> None:
    document = submitted(office)
    with pytest.raises(InvalidMove):
        printed(document)
    assert Rendition.objects.count() == 0
    with pytest.raises(NotFound):
        print_preview(document_id=uuid7(), at=AT)


def test_a_changed_print_or_document_is_refused(office: Office) -> None:
    document = approved(office)
    printed(document)
    kept = Rendition.objects.get()
    with default_storage.open(kept.stored_as, "rb") as handle:
        content = bytearray(handle.read())
    content[200] ^= 1
    with open(default_storage.path(kept.stored_as), "wb") as handle:
        handle.write(content)
    with pytest.raises(IntegrityBroken):
        printed(document)
    [broken] = verify_documents(at=AT).broken
    assert (broken.document_id, broken.faults) == (document.pk, ("print: bytes",))
    assert fresh(document).integrity == Integrity.BROKEN
    with pytest.raises(IntegrityBroken):
        printed(document)


def test_the_database_refuses_to_change_a_print_or_a_letterhead(office: Office) -> None:
    printed(approved(office))
    letterhead(office)
    for rows in (Rendition.objects.all(), LetterheadVersion.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Rendition.objects.update(sha256="0" * 64)


def test_a_code_tells_the_title_of_an_open_document_only(office: Office) -> None:
    opened = printed(approved(office))
    closed = printed(approved(office, disclosure="CLOSED", grounds=[6]))
    document = Rendition.objects.get(code=opened.code).document
    assert verify(opened.code.lower()) == Verified(
        is_genuine=True,
        title="가을 공연 무대 장비 임차",
        number=document.number_text,
        approved_on=date(2026, 11, 22),
        sha256=Rendition.objects.get(code=opened.code).sha256,
    )
    told = verify(closed.code)
    assert (told.is_genuine, told.title, told.number, told.approved_on) == (True, "", "", None)
    assert verify("0000-0000-0000-0000") == Verified(is_genuine=False)
    assert verify("' or 1=1") == Verified(is_genuine=False)
    OfficialDocument.objects.filter(pk=document.pk).update(integrity=Integrity.BROKEN)
    assert verify(opened.code) == Verified(is_genuine=False)


HEAD = Letterhead(
    "재단법인 가람문화재단", "재단법인 가람문화재단 대표이사", "00000", "가람도 한빛시 예술로 1"
)


def manager(office: Office) -> Actor:
    return replace(office.actor("기"), codes=frozenset({FORM_MANAGE}))


def letterhead(office: Office, head: Letterhead = HEAD, from_on: date = TODAY) -> UUID:
    return set_letterhead(letterhead=head, from_on=from_on, actor=manager(office), at=AT).pk


def test_letters_carry_the_letterhead_of_their_day(office: Office, world: World) -> None:
    before = approved(office)
    assert page_of(letter_of(before.pk, at=AT)).institution == world.culture.name
    letterhead(office, from_on=date(2026, 12, 1))
    assert page_of(letter_of(before.pk, at=AT)).institution == world.culture.name
    later = datetime.combine(date(2026, 12, 1), AT.timetz())
    assert letter_of(draft(office).pk, at=later).letterhead == HEAD


def test_a_letterhead_is_not_changed_afterwards(office: Office) -> None:
    letterhead(office)
    for day in (date(2026, 11, 21), date(2026, 11, 22)):
        with pytest.raises(LetterheadFixed):
            letterhead(office, from_on=day)
    with pytest.raises(InvalidInput) as refused:
        letterhead(office, Letterhead("", " "), from_on=date(2026, 12, 1))
    assert [fault.pointer for fault in refused.value.errors] == ["/institution", "/sender"]
    with pytest.raises(PermissionMissing):
        set_letterhead(letterhead=HEAD, from_on=date(2026, 12, 1), actor=office.actor("김"), at=AT)
    assert LetterheadVersion.objects.count() == 1


def test_ea_23_versions_are_laid_side_by_side(office: Office) -> None:
    document = signed(office, submitted(office, amount=25_000_000), "박")
    document = edit_by_reviewer(
        document_id=document.pk,
        step_id=step_of(office, document, "이").pk,
        seen=fresh(document).version,
        changes={
            "title": "가을 공연 무대 장비 임차 추진",
            "body": {"blocks": [{"type": "item", "level": 1, "runs": [{"text": "장비 임차 추진"}]}]},
        },
        actor=office.actor("이"),
        at=AT,
    )
    found = version_difference(document.pk, old=1, new=2)
    assert found.fields == (
        FieldChange("title", "가을 공연 무대 장비 임차", "가을 공연 무대 장비 임차 추진"),
    )
    assert [line.change for line in found.lines] == [Change.CHANGED]
    with pytest.raises(NotFound):
        version_difference(document.pk, old=1, new=3)


def test_rich_text_is_stored_as_blocks_and_printed_without_markup(office: Office) -> None:
    html = '<p onclick="x()">1. 무대 <b>장비</b></p><p>2. 조명</p><script>alert(1)</script>'
    document = draft(office, body={"html": html})
    assert [block["type"] for block in document.body["blocks"]] == ["item", "item"]
    assert "alert" not in str(document.body)
    [first, second] = page_of(letter_of(document.pk, at=AT)).blocks
    assert (first.sign, [run.text for run in first.runs], second.sign) == ("1.", ["무대 ", "장비"], "2.")
    with pytest.raises(InvalidInput):
        draft(office, body={"blocks": [{"type": "item", "level": 9, "runs": []}]})
