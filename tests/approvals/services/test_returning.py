"""Return, rejection, recall, redraft, discarding."""

from __future__ import annotations

import pytest

from approvals.choices import DocumentState
from approvals.errors import documents as papers
from approvals.errors import steps as refusals
from approvals.models import DocumentVersion, OfficialDocument, Opinion, Signature
from approvals.queries.documents import document_page
from approvals.rules.line_types import CompleteRule, StepKind
from approvals.services.bulk import BulkItem, sign_many
from approvals.services.deciding import hold
from approvals.services.drafting import discard, save_draft
from approvals.services.returning import recall, reject, return_document
from approvals.services.submitting import submit
from core.errors import InvalidMove
from records.models import RegistryEntry
from tests.approvals import stand_in
from tests.approvals.kit import (
    AT,
    Office,
    draft,
    fresh,
    group,
    policy,
    signed,
    states,
    step_of,
    submitted,
)


def _return(office: Office, document: object, name: str, opinion: str = "다시 쓰십시오.") -> None:
    step = step_of(office, document, name)  # type: ignore[arg-type]
    return_document(
        document_id=document.pk,  # type: ignore[attr-defined]
        step_id=step.pk,
        seen=fresh(document).version,  # type: ignore[arg-type]
        opinion=opinion,
        actor=office.actor(name),
        at=AT,
    )


def test_ea_25_a_returned_document_begins_again(office: Office) -> None:
    document = submitted(office, amount=5_000_000)
    signed(office, document, "박")
    _return(office, document, "예")
    assert fresh(document).state == DocumentState.RETURNED
    now = fresh(document)
    saved = save_draft(
        document_id=now.pk, seen=now.version, values={"title": "고친 제목"}, actor=office.actor("김"), at=AT
    )
    again = submit(document_id=now.pk, seen=saved.version, actor=office.actor("김"), at=AT)
    assert (again.round, again.content_version, again.state) == (2, 2, DocumentState.IN_PROGRESS)
    assert states(document) == ["REVIEW 박 ACTIVE", "COOPERATE - WAITING", "APPROVE - WAITING"]
    assert Signature.objects.filter(document=document, round=1).count() == 2
    assert Opinion.objects.get(document=document, round=1).text == "다시 쓰십시오."
    signed(office, document, "박", "예", "이")
    assert fresh(document).number_text == "공연사업팀-1"
    assert [one.ordinal for one in Signature.objects.filter(document=document)] == [1, 2, 3, 4, 5, 6]


def test_a_return_needs_an_opinion(office: Office) -> None:
    document = submitted(office)
    with pytest.raises(refusals.OpinionMissing):
        _return(office, document, "예", "  ")
    assert fresh(document).state == DocumentState.IN_PROGRESS


def test_collected_returns_wait_for_the_group(office: Office) -> None:
    groups = [group(office, 1, StepKind.AGREE, ["예", "회"]), group(office, 2, StepKind.APPROVE, ["박"])]
    document = submitted(office, groups=groups)
    _return(office, document, "예")
    assert (fresh(document).state, states(document)[1]) == (DocumentState.IN_PROGRESS, "AGREE 회 ACTIVE")
    signed(office, document, "회")
    assert fresh(document).state == DocumentState.RETURNED
    assert states(document) == ["AGREE 예 RETURNED", "AGREE 회 SIGNED", "APPROVE - CANCELLED"]


def test_c_20_a_count_that_can_no_longer_be_reached_sends_the_document_back(office: Office) -> None:
    groups = [
        group(office, 1, StepKind.COOPERATE, ["예"]),
        group(
            office,
            2,
            StepKind.AGREE,
            ["회", "인", "계"],
            rule=CompleteRule.COUNT,
            count=2,
            required=False,
        ),
        group(office, 3, StepKind.APPROVE, ["박"]),
    ]
    document = submitted(office, groups=groups)
    signed(office, document, "예")
    _return(office, document, "회")
    assert (fresh(document).state, states(document)[2]) == (DocumentState.IN_PROGRESS, "AGREE 인 ACTIVE")
    _return(office, document, "인")
    assert fresh(document).state == DocumentState.RETURNED
    assert states(document)[1:] == [
        "AGREE 회 RETURNED",
        "AGREE 인 RETURNED",
        "AGREE 계 CANCELLED",
        "APPROVE - CANCELLED",
    ]
    assert Opinion.objects.filter(document=document, kind="RETURN").count() == 2


def test_a_rejection_is_for_good_and_takes_no_number(office: Office) -> None:
    with stand_in.stand_in():
        stand_in.fund(10_000_000)
        ref = stand_in.record(2_000_000)
        document = submitted(office, subjects=[ref])
        signed(office, document, "예")
        step = step_of(office, document, "박")
        reject(
            document_id=document.pk,
            step_id=step.pk,
            seen=document.version,
            opinion="필요 없습니다.",
            actor=office.actor("박"),
            at=AT,
        )
        now = fresh(document)
        assert (now.state, now.number, stand_in.value_of(ref)["state"]) == ("REJECTED", None, "REJECTED")
        with pytest.raises(InvalidMove):
            submit(document_id=now.pk, seen=now.version, actor=office.actor("김"), at=AT)


def test_a_recall_needs_a_reason_and_comes_before_the_next_signature(office: Office) -> None:
    document = submitted(office)
    with pytest.raises(refusals.RecallReasonMissing):
        recall(document_id=document.pk, reason="", actor=office.actor("김"), at=AT)
    step = step_of(office, document, "예")
    hold(
        document_id=document.pk,
        step_id=step.pk,
        seen=document.version,
        opinion="보는 중",
        actor=office.actor("예"),
        at=AT,
    )
    recall(document_id=document.pk, reason="오타", actor=office.actor("김"), at=AT)
    assert fresh(document).state == DocumentState.RECALLED
    with pytest.raises(refusals.Recalled):
        recall(document_id=document.pk, reason="오타", actor=office.actor("김"), at=AT)
    with pytest.raises(refusals.Recalled):
        signed(office, document, "예")
    other = submitted(office)
    signed(office, other, "예")
    with pytest.raises(refusals.NextStepProcessed):
        recall(document_id=other.pk, reason="오타", actor=office.actor("김"), at=AT)
    signed(office, other, "박")
    with pytest.raises(refusals.ApprovedForGood):
        recall(document_id=other.pk, reason="오타", actor=office.actor("김"), at=AT)


def test_a_loose_policy_lets_a_signed_document_be_recalled(office: Office) -> None:
    policy(recall="LOOSE")
    document = submitted(office)
    signed(office, document, "예")
    recall(document_id=document.pk, reason="다시", actor=office.actor("김"), at=AT)
    assert fresh(document).state == DocumentState.RECALLED
    assert Signature.objects.filter(document=document).count() == 2


def test_2_8_signatures_before_a_recall_stay_as_cancelled_history(office: Office) -> None:
    policy(recall="LOOSE")
    document = submitted(office)
    signed(office, document, "예")
    recall(document_id=document.pk, reason="다시", actor=office.actor("김"), at=AT)
    assert _marks(office, document) == [
        ("DRAFT", "SIGNED", False),
        ("COOPERATE", "SIGNED", True),
        ("APPROVE", "CANCELLED", False),
    ]
    submit(document_id=document.pk, seen=fresh(document).version, actor=office.actor("김"), at=AT)
    signed(office, document, "예")
    assert _marks(office, document) == [
        ("DRAFT", "SIGNED", False),
        ("COOPERATE", "SIGNED", False),
        ("APPROVE", "ACTIVE", False),
    ]
    page = document_page(document.pk, office.actor("김"), AT)
    assert [one.cancelled_by_recall for one in page.earlier_steps] == [False, True, False]
    assert Signature.objects.filter(document=document).count() == 4


def _marks(office: Office, document: OfficialDocument) -> list[tuple[str, str, bool]]:
    page = document_page(document.pk, office.actor("김"), AT)
    return [(one.kind, one.state, one.cancelled_by_recall) for one in page.line]


def test_a_document_keeps_the_policy_it_was_submitted_with(office: Office) -> None:
    document = submitted(office)
    policy(recall="LOOSE")
    signed(office, document, "예")
    with pytest.raises(refusals.NextStepProcessed):
        recall(document_id=document.pk, reason="다시", actor=office.actor("김"), at=AT)


def test_dc_05_an_approved_document_is_not_written_on(office: Office) -> None:
    document = submitted(office)
    signed(office, document, "예", "박")
    before = fresh(document)
    with pytest.raises(papers.ApprovedDocumentFixed):
        save_draft(
            document_id=document.pk,
            seen=before.version,
            values={"title": before.title + "."},
            actor=office.actor("김"),
            at=AT,
        )
    assert fresh(document).title == before.title
    assert papers.ApprovedDocumentFixed.status == 409


def test_an_important_returned_document_is_registered_when_it_is_discarded(office: Office) -> None:
    document = submitted(office, amount=60_000_000)
    _return(office, document, "박")
    now = fresh(document)
    save_draft(
        document_id=now.pk, seen=now.version, values={"title": "바꾼 제목"}, actor=office.actor("김"), at=AT
    )
    now = fresh(document)
    act = {"document_id": now.pk, "seen": now.version, "actor": office.actor("김"), "at": AT}
    with pytest.raises(refusals.OpinionMissing):
        discard(**act)
    gone = discard(**act, reason="사업 취소")
    assert (gone.state, gone.number_text) == (DocumentState.DISCARDED, "공연사업팀-1")
    assert RegistryEntry.objects.get(pk=gone.entry_id).title == "가을 공연 무대 장비 임차"
    with pytest.raises(papers.NumberedDocumentStays):
        discard(document_id=gone.pk, seen=gone.version, actor=office.actor("김"), at=AT, reason="또")


def test_2_9_an_important_original_returned_earlier_is_registered_too(office: Office) -> None:
    document = submitted(office, amount=60_000_000)
    _return(office, document, "박")
    now = fresh(document)
    smaller = {"title": "줄인 장비 임차", "amount": 2_000_000}
    save_draft(document_id=now.pk, seen=now.version, values=smaller, actor=office.actor("김"), at=AT)
    now = fresh(document)
    submit(document_id=now.pk, seen=now.version, actor=office.actor("김"), at=AT)
    recall(document_id=now.pk, reason="사업 취소", actor=office.actor("김"), at=AT)
    now = fresh(document)
    act = {"document_id": now.pk, "seen": now.version, "actor": office.actor("김"), "at": AT}
    with pytest.raises(refusals.OpinionMissing):
        discard(**act)
    assert (fresh(document).state, fresh(document).number) == (DocumentState.RECALLED, None)
    gone = discard(**act, reason="사업 취소")
    assert (gone.state, gone.number_text) == (DocumentState.DISCARDED, "공연사업팀-1")
    assert RegistryEntry.objects.get(pk=gone.entry_id).title == "가을 공연 무대 장비 임차"


def test_2_9_what_was_recalled_or_is_not_important_takes_no_number(office: Office) -> None:
    recalled, small = submitted(office, amount=60_000_000), submitted(office)
    recall(document_id=recalled.pk, reason="오타", actor=office.actor("김"), at=AT)
    _return(office, small, "예")
    for document in (recalled, small):
        now = fresh(document)
        gone = discard(document_id=now.pk, seen=now.version, actor=office.actor("김"), at=AT)
        assert (gone.state, gone.number) == (DocumentState.DISCARDED, None)
    assert RegistryEntry.objects.count() == 0


def test_a_discarded_draft_takes_no_number(office: Office) -> None:
    document = draft(office)
    gone = discard(document_id=document.pk, seen=1, actor=office.actor("김"), at=AT)
    assert (gone.state, gone.number) == (DocumentState.DISCARDED, None)


def test_bulk_approval_leaves_each_document_to_itself(office: Office) -> None:
    ready, waiting = submitted(office), submitted(office)
    signed(office, ready, "예")
    items = [BulkItem(one.pk, step_of(office, one, "박").pk, fresh(one).version) for one in (ready, waiting)]
    found = sign_many(items=items, actor=office.actor("박"), at=AT)
    assert [one.state for one in found] == [DocumentState.APPROVED, ""]
    assert isinstance(found[1].refusal, refusals.NotYourTurn)
    assert fresh(waiting).state == DocumentState.IN_PROGRESS


def test_documents_flagged_by_the_table_are_not_decided_in_bulk(office: Office) -> None:
    document = submitted(office, "CONTRACT", amount=5_000_000)
    item = BulkItem(document.pk, step_of(office, document, "박").pk, document.version)
    found = sign_many(items=[item], actor=office.actor("박"), at=AT)
    assert isinstance(found[0].refusal, refusals.BulkForbidden)
    assert DocumentVersion.objects.filter(document=document).count() == 1
    assert fresh(document).signature_count == 1
