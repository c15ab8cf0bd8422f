"""Signing along the line: groups, opinions, audit, deputies, skipping, the drafter's own decision."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from approvals.choices import DocumentState, OpinionKind, SignatureKind
from approvals.errors import acting
from approvals.errors import steps as refusals
from approvals.models import (
    BusinessEffect,
    DocumentNotice,
    GroupActivation,
    Opinion,
    Signature,
)
from approvals.rules.line_types import CompleteRule, StepKind
from approvals.services.changing import answer_audit
from approvals.services.deciding import hold, release, sign
from approvals.services.gates import Resolution, register_resolution
from approvals.services.submitting import submit
from core.errors import InvalidMove
from records.models import RegistryEntry
from tests.approvals import stand_in
from tests.approvals.kit import (
    AT,
    Office,
    ask_for_proof,
    away,
    draft,
    fresh,
    group,
    signed,
    states,
    step_of,
    steps,
    submitted,
)


def test_a_proposal_goes_along_its_line_and_gets_its_number(office: Office) -> None:
    document = submitted(office, amount=5_000_000)
    assert states(document) == ["REVIEW 박 ACTIVE", "COOPERATE - WAITING", "APPROVE - WAITING"]
    signed(office, document, "박", "예")
    assert states(document) == ["REVIEW 박 SIGNED", "COOPERATE 예 SIGNED", "APPROVE 이 ACTIVE"]
    signed(office, document, "이")
    now = fresh(document)
    assert (now.state, now.number, now.number_text, now.decided_at) == ("APPROVED", 1, "공연사업팀-1", AT)
    assert now.effective_at == AT
    assert now.seal_hash
    entry = RegistryEntry.objects.get(pk=now.entry_id)
    assert (entry.title, entry.approver_name, entry.drafter_name) == (now.title, "이", "김")
    assert (entry.acting_mark, entry.document_id) == ("DELEGATED", now.pk)
    assert [one.ordinal for one in Signature.objects.filter(document=now)] == [1, 2, 3, 4]


def test_ea_14_the_next_group_opens_once(office: Office) -> None:
    groups = [
        group(office, 1, StepKind.COOPERATE, ["예", "회", "인"]),
        group(office, 2, StepKind.APPROVE, ["박"]),
    ]
    document = submitted(office, groups=groups)
    signed(office, document, "회", "인")
    assert states(document)[3] == "APPROVE - WAITING"
    signed(office, document, "예")
    assert states(document)[3] == "APPROVE 박 ACTIVE"
    seqs = GroupActivation.objects.filter(document=document).order_by("group_seq")
    assert list(seqs.values_list("group_seq", flat=True)) == [1, 2]
    assert Signature.objects.filter(document=document, step__kind="COOPERATE").count() == 3


def test_ea_15_a_return_ends_the_round_for_the_sisters(office: Office) -> None:
    from approvals.services.returning import return_document

    groups = [
        group(office, 1, StepKind.COOPERATE, ["예", "회", "인"]),
        group(office, 2, StepKind.APPROVE, ["박"]),
    ]
    document = submitted(office, groups=groups)
    mine, his = step_of(office, document, "예"), step_of(office, document, "회")
    return_document(
        document_id=document.pk,
        step_id=his.pk,
        seen=document.version,
        opinion="과목을 다시 보십시오.",
        actor=office.actor("회"),
        at=AT,
    )
    with pytest.raises(refusals.NotYourTurn):
        sign(
            document_id=document.pk,
            step_id=mine.pk,
            seen=document.version,
            actor=office.actor("예"),
            at=AT + timedelta(milliseconds=1),
        )
    assert fresh(document).state == DocumentState.RETURNED
    assert states(document) == [
        "COOPERATE 예 CANCELLED",
        "COOPERATE 회 RETURNED",
        "COOPERATE 인 CANCELLED",
        "APPROVE - CANCELLED",
    ]
    assert Opinion.objects.get(document=document).text == "과목을 다시 보십시오."


def test_ea_16_two_of_three_are_enough(office: Office) -> None:
    groups = [
        group(
            office,
            1,
            StepKind.COOPERATE,
            ["인", "회", "기"],
            rule=CompleteRule.COUNT,
            count=2,
            required=False,
        ),
        group(office, 2, StepKind.COOPERATE, ["예"]),
        group(office, 3, StepKind.APPROVE, ["박"]),
    ]
    document = submitted(office, groups=groups)
    signed(office, document, "기", "인")
    assert states(document) == [
        "COOPERATE 인 SIGNED",
        "COOPERATE 회 CANCELLED",
        "COOPERATE 기 SIGNED",
        "COOPERATE 예 ACTIVE",
        "APPROVE - WAITING",
    ]


def test_ea_17_cooperation_with_an_opinion_goes_on(office: Office) -> None:
    document = submitted(office)
    step = step_of(office, document, "예")
    with pytest.raises(refusals.OpinionMissing):
        signed(office, document, "예", result=SignatureKind.AGREED_WITH_OPINION, opinion=" ")
    assert fresh(document).signature_count == 1
    signed(office, document, "예", result=SignatureKind.AGREED_WITH_OPINION, opinion="예산이 빠듯합니다.")
    assert Signature.objects.get(step=step).kind == SignatureKind.AGREED_WITH_OPINION
    assert Opinion.objects.get(step=step).text == "예산이 빠듯합니다."
    assert step_of(office, document, "박").state == "ACTIVE"


def test_ea_18_the_drafter_answers_the_audit_before_the_decision(office: Office) -> None:
    document = submitted(office, amount=30_000_000)
    signed(office, document, "박", "이", "예", "회")
    audit = step_of(office, document, "감")
    signed(office, document, "감", result=SignatureKind.AUDIT_OPINION, opinion="견적을 더 받으십시오.")
    with pytest.raises(refusals.AuditUnanswered):
        signed(office, document, "정")
    assert fresh(document).state == DocumentState.IN_PROGRESS
    answer_audit(
        document_id=document.pk,
        step_id=audit.pk,
        text="세 곳에서 받았습니다.",
        actor=office.actor("김"),
        at=AT,
    )
    signed(office, document, "정")
    assert fresh(document).state == DocumentState.APPROVED
    assert Signature.objects.filter(step=audit).count() == 1


def test_an_improper_audit_returns_the_document(office: Office) -> None:
    document = submitted(office, amount=30_000_000)
    signed(office, document, "박", "이", "예", "회")
    signed(office, document, "감", result=SignatureKind.AUDIT_IMPROPER, opinion="경쟁이 없습니다.")
    assert fresh(document).state == DocumentState.RETURNED
    assert Opinion.objects.get(document=document, kind=OpinionKind.AUDIT).text == "경쟁이 없습니다."


def test_an_improper_audit_may_be_overruled_with_a_reason_where_the_policy_says_so(office: Office) -> None:
    from tests.approvals.kit import policy

    policy(audit_improper="OVERRIDE")
    document = submitted(office, amount=30_000_000)
    signed(office, document, "박", "이", "예", "회")
    signed(office, document, "감", result=SignatureKind.AUDIT_IMPROPER, opinion="경쟁이 없습니다.")
    with pytest.raises(refusals.AuditNegative):
        signed(office, document, "정")
    signed(office, document, "정", result=SignatureKind.AGREED, opinion="긴급합니다.")
    assert fresh(document).state == DocumentState.APPROVED
    assert Opinion.objects.get(document=document, kind=OpinionKind.GO_ON).text == "긴급합니다."


def test_ea_27_a_certificate_is_decided_by_its_drafter(office: Office) -> None:
    document = submitted(office, "CERTIFICATE", amount=None)
    assert (document.state, document.number_text) == (DocumentState.APPROVED, "공연사업팀-1")
    signature = Signature.objects.get(document=document)
    assert signature.signer_id == office.people["김"]
    assert RegistryEntry.objects.get(pk=document.entry_id).acting_mark == "DELEGATED"


def test_ea_29_a_rule_waits_for_the_board(office: Office) -> None:
    with stand_in.stand_in():
        stand_in.fund(100)
        ref = stand_in.record(10)
        document = submitted(office, "RULE", amount=None, subjects=[ref])
        signed(office, document, "박", "이", "정", "기", "감", "최")
        now = fresh(document)
        assert (now.state, now.number) == (DocumentState.APPROVED, 1)
        assert RegistryEntry.objects.get(pk=now.entry_id).acting_mark == ""
        effect = BusinessEffect.objects.get(document=now)
        assert (effect.state, effect.gate, stand_in.value_of(ref)["effects"]) == (
            "WAITING",
            "BOARD_RESOLUTION",
            0,
        )
        resolution = Resolution("제12차", AT.date(), passed=True)
        register_resolution(document_id=now.pk, resolution=resolution, actor=office.actor("기"), at=AT)
        assert stand_in.value_of(ref)["effects"] == 1
        with pytest.raises(InvalidMove):
            register_resolution(document_id=now.pk, resolution=resolution, actor=office.actor("기"), at=AT)
        assert stand_in.value_of(ref)["effects"] == 1


def test_a_held_step_may_be_signed_and_released(office: Office) -> None:
    document = submitted(office)
    step = step_of(office, document, "예")
    act = {"document_id": document.pk, "step_id": step.pk, "seen": document.version, "at": AT}
    with pytest.raises(refusals.OpinionMissing):
        hold(**act, opinion="", actor=office.actor("예"))
    hold(**act, opinion="확인 중", actor=office.actor("예"))
    assert step_of(office, document, "예").state == "HELD"
    release(**act, actor=office.actor("예"))
    hold(**act, opinion="다시 확인", actor=office.actor("예"))
    signed(office, document, "예", "박")
    assert fresh(document).state == DocumentState.APPROVED


def test_a_stranger_signs_nothing(office: Office) -> None:
    document = submitted(office)
    with pytest.raises(acting.NoActingAuthority):
        sign(
            document_id=document.pk,
            step_id=step_of(office, document, "예").pk,
            seen=document.version,
            actor=office.actor("인"),
            at=AT,
        )
    assert fresh(document).signature_count == 1


def test_ra_03_and_ra_09_a_step_is_signed_once(office: Office) -> None:
    away(office, "예", "회")
    document = submitted(office)
    step = step_of(office, document, "예")
    signed(office, document, "예")
    for name in ("회", "예"):
        with pytest.raises(refusals.AlreadyProcessed) as refused:
            sign(
                document_id=document.pk,
                step_id=step.pk,
                seen=document.version,
                actor=office.actor(name),
                at=AT,
            )
        assert refused.value.facts["name"] == "예"
    assert Signature.objects.filter(step=step).count() == 1


def test_those_whose_turn_it_is_are_told_and_their_deputies(office: Office) -> None:
    away(office, "예", "회")
    document = submitted(office)
    told = DocumentNotice.objects.filter(document=document, kind="YOUR_TURN")
    assert set(told.values_list("person__name", flat=True)) == {"예", "회"}


def test_a_draft_is_written_by_its_department(office: Office) -> None:
    document = draft(office)
    assert (document.state, document.version, document.round) == (DocumentState.DRAFT, 1, 0)


def test_e_apr_019_a_form_may_ask_for_a_recent_proof_of_the_signer(office: Office) -> None:
    ask_for_proof("PROPOSAL")
    document = submitted(office)
    step, before = step_of(office, document, "예"), fresh(document)
    asked = {
        "document_id": document.pk,
        "step_id": step.pk,
        "seen": before.version,
        "actor": office.actor("예"),
        "at": AT,
    }
    with pytest.raises(refusals.StepUpNeeded) as refused, transaction.atomic():
        sign(**asked)
    assert (refused.value.code, refused.value.status) == ("E-APR-019", 401)
    assert states(document)[0] == "COOPERATE 예 ACTIVE"
    assert fresh(document).signature_count == before.signature_count
    sign(**asked, stepped_up=True)
    assert Signature.objects.get(step=step).auth_level == "STEP_UP"


def test_e_apr_037_nobody_signs_after_the_decision(office: Office) -> None:
    document = draft(office)
    groups = [
        group(office, 1, StepKind.COOPERATE, ["예"]),
        group(office, 2, StepKind.APPROVE, ["박"]),
        group(office, 3, StepKind.COOPERATE, ["회"]),
    ]
    with pytest.raises(refusals.PostApprovalNotAllowed) as refused, transaction.atomic():
        submit(
            document_id=document.pk,
            seen=document.version,
            actor=office.actor("김"),
            at=AT,
            groups=groups,
        )
    assert refused.value.code == "E-APR-037"
    assert (fresh(document).state, fresh(document).round, steps(document)) == ("DRAFT", 0, [])
