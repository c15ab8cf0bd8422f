"""Who signs for the absent: deputies, reviews left out, the end of an absence (handbook 2.5, 2.6)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction

from approvals.choices import DocumentState
from approvals.errors import acting
from approvals.errors import steps as refusals
from approvals.models import (
    ApprovalStep,
    DocumentNotice,
    Signature,
)
from approvals.services.deciding import merge_review, read_afterwards, sign, skip_review
from organization.models import Absence, DeputyOrder
from records.models import RegistryEntry
from tests.approvals.kit import (
    AT,
    Office,
    away,
    fresh,
    signed,
    states,
    step_of,
    steps,
    submitted,
    table_with,
)


def test_ea_11_the_deputy_decides_and_the_original_reads_afterwards(office: Office) -> None:
    away(office, "최", "정")
    document = submitted(office, amount=60_000_000)
    signed(office, document, "박", "이")
    # 정 reviews, and later acts for the head.
    merge = step_of(office, document, "정")
    merge_review(
        document_id=document.pk, step_id=merge.pk, seen=document.version, actor=office.actor("정"), at=AT
    )
    signed(office, document, "예", "회", "감")
    final = next(step for step in steps(document) if step.kind == "APPROVE")
    sign(
        document_id=document.pk,
        step_id=final.pk,
        seen=fresh(document).version,
        actor=office.actor("정"),
        at=AT,
    )
    now = fresh(document)
    assert now.state == DocumentState.APPROVED
    final.refresh_from_db()
    assert (final.state, final.acted_by_id, final.acting_for_id) == (
        "SIGNED_ACTING",
        office.people["정"],
        office.people["최"],
    )
    signature = Signature.objects.get(step=final)
    assert (signature.title, signature.acting_title) == ("사무처장", "대표이사")
    assert Signature.objects.filter(document=now, signer_id=office.people["정"]).count() == 1
    later = ApprovalStep.objects.get(document=now, kind="POST_REVIEW")
    assert (later.state, later.person_id) == ("ACTIVE", office.people["최"])
    read_afterwards(document_id=now.pk, step_id=later.pk, actor=office.actor("최"), at=AT + timedelta(days=3))
    later.refresh_from_db()
    assert later.state == "SIGNED"
    assert fresh(document).seal_hash == now.seal_hash
    assert RegistryEntry.objects.get(pk=now.entry_id).acting_mark == "ACTING"


def test_ea_11_nothing_is_left_to_read_where_the_row_is_not_important(office: Office) -> None:
    table_with("EXP-04", on=date(2026, 11, 1), important=False)
    away(office, "최", "정")
    document = submitted(office, amount=60_000_000)
    signed(office, document, "박", "이", "정", "예", "회", "감")
    final = next(step for step in steps(document) if step.kind == "APPROVE")
    sign(
        document_id=document.pk,
        step_id=final.pk,
        seen=fresh(document).version,
        actor=office.actor("정"),
        at=AT,
    )
    now = fresh(document)
    final.refresh_from_db()
    assert (now.state, final.state, final.acting_for_id) == (
        DocumentState.APPROVED,
        "SIGNED_ACTING",
        office.people["최"],
    )
    assert RegistryEntry.objects.get(pk=now.entry_id).acting_mark == "ACTING"
    assert not ApprovalStep.objects.filter(document=now, kind="POST_REVIEW").exists()
    assert not DocumentNotice.objects.filter(document=now, kind="POST_REVIEW").exists()


def test_ea_12_a_reviewer_who_is_the_deputy_signs_once(office: Office) -> None:
    away(office, "이", "박")
    document = submitted(office, "TRIP", amount=300_000)
    assert states(document) == ["REVIEW 박 ACTIVE", "APPROVE - WAITING"]
    final = steps(document)[1]
    sign(document_id=document.pk, step_id=final.pk, seen=document.version, actor=office.actor("박"), at=AT)
    assert fresh(document).state == DocumentState.APPROVED
    assert [step.state for step in steps(document)[:2]] == ["SUPERSEDED", "SIGNED_ACTING"]
    assert Signature.objects.filter(document=document).exclude(kind="DRAFT").count() == 1


def test_ea_13_the_review_of_somebody_absent_is_left_out_with_a_reason(office: Office) -> None:
    away(office, "박", kind="SICK")
    document = submitted(office, amount=5_000_000)
    step = step_of(office, document, "박")
    act = {"document_id": document.pk, "step_id": step.pk, "seen": document.version, "at": AT}
    with pytest.raises(refusals.OpinionMissing):
        skip_review(**act, reason="", actor=office.actor("김"))
    skip_review(**act, reason="병가", actor=office.actor("김"))
    step.refresh_from_db()
    assert (step.state, step.skip_reason, step.acted_by_name) == ("SKIPPED", "병가", "김")
    assert step_of(office, document, "예").state == "ACTIVE"


def test_only_reviews_of_the_absent_are_left_out(office: Office) -> None:
    document = submitted(office, amount=5_000_000)
    step = step_of(office, document, "박")
    with pytest.raises(refusals.SkipNotAllowed):
        skip_review(
            document_id=document.pk,
            step_id=step.pk,
            seen=document.version,
            reason="병가",
            actor=office.actor("김"),
            at=AT,
        )
    assert step_of(office, document, "박").state == "ACTIVE"


def test_ea_19_the_right_of_the_deputy_ends_with_the_absence(office: Office) -> None:
    end = AT.replace(hour=18)
    away(office, "이", "박", start=AT - timedelta(days=2), end=end)
    document = submitted(office, amount=5_000_000)
    signed(office, document, "박", "예")
    final = step_of(office, document, "이")
    with pytest.raises(acting.OutsideAbsence):
        sign(
            document_id=document.pk,
            step_id=final.pk,
            seen=document.version,
            actor=office.actor("박"),
            at=end + timedelta(seconds=1),
        )
    assert fresh(document).state == DocumentState.IN_PROGRESS


def test_an_absence_ended_early_takes_the_right_at_once(office: Office) -> None:
    absence = away(office, "이", "박")
    document = submitted(office, amount=5_000_000)
    signed(office, document, "박", "예")
    Absence.objects.filter(pk=absence.pk).update(ended_at=AT)
    with pytest.raises(acting.OutsideAbsence):
        sign(
            document_id=document.pk,
            step_id=step_of(office, document, "이").pk,
            seen=document.version,
            actor=office.actor("박"),
            at=AT + timedelta(seconds=1),
        )


def test_ea_22_nobody_decides_about_himself(office: Office) -> None:
    document = submitted(office, "OVERTIME", amount=None, people=[str(office.people["박"])])
    assert states(document) == ["APPROVE 이 ACTIVE"]
    step = step_of(office, document, "이")
    for name in ("박", "김2"):
        away_now = Absence.objects.filter(person_id=office.people["박"])
        if name == "김2" and not away_now.exists():
            away(office, "박", "김2")
        with pytest.raises(acting.PersonalInterest):
            sign(
                document_id=document.pk,
                step_id=step.pk,
                seen=document.version,
                actor=office.actor(name),
                at=AT,
            )
    signed(office, document, "이")
    assert fresh(document).state == DocumentState.APPROVED


def test_ea_20_a_deputy_who_is_absent_too_passes_nothing_on(office: Office) -> None:
    document = submitted(office, amount=5_000_000)
    signed(office, document, "박", "예")
    away(office, "이", "박")
    away(office, "박", "김2")
    step = step_of(office, document, "이")
    asked = {"document_id": document.pk, "step_id": step.pk, "seen": fresh(document).version, "at": AT}
    with pytest.raises(acting.ChainTooLong) as refused, transaction.atomic():
        sign(**asked, actor=office.actor("김2"))
    assert refused.value.code == "E-APR-016"
    assert states(document)[2] == "APPROVE 이 ACTIVE"
    DeputyOrder.objects.create(
        department_id=office.departments["공연본부"], place=1, deputy_id=office.people["경"]
    )
    sign(**asked, actor=office.actor("경"))
    assert states(document)[2] == "APPROVE 이 SIGNED_ACTING"
    assert fresh(document).state == "APPROVED"


def test_ea_21_the_drafter_acts_for_nobody_on_his_own_document(office: Office) -> None:
    document = submitted(office, amount=5_000_000)
    signed(office, document, "박", "예")
    away(office, "이", "김")
    step = step_of(office, document, "이")
    with pytest.raises(acting.DrafterActs) as refused, transaction.atomic():
        sign(
            document_id=document.pk,
            step_id=step.pk,
            seen=fresh(document).version,
            actor=office.actor("김"),
            at=AT,
        )
    assert refused.value.code == "E-APR-015"
    assert states(document)[2] == "APPROVE 이 ACTIVE"
    assert fresh(document).number is None
