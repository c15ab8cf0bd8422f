"""The business effect of an approval: exactly once, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from accounting.errors.budget import BudgetExceeded
from approvals.choices import DocumentState
from approvals.errors import documents as papers
from approvals.errors import steps as refusals
from approvals.models import BusinessEffect, FormVersion, OfficialDocument, Signature
from approvals.queries.documents import document_page
from approvals.queries.integrity import faults_of
from approvals.queries.letters import letter_of
from approvals.services.drafting import put_together
from approvals.services.returning import recall
from approvals.services.submitting import Known, submit
from core.ids import uuid7
from core.periods import SEOUL
from records.models import NumberSeries, RegistryEntry
from tests.approvals import stand_in
from tests.approvals.kit import AT, Office, draft, fresh, signed, states, submitted


@pytest.fixture(autouse=True)
def _records() -> Iterator[None]:
    with stand_in.stand_in():
        yield


def _number() -> int:
    return NumberSeries.objects.filter(year=2026).values_list("last", flat=True).first() or 0


def test_ra_06_and_ra_10_a_refused_effect_leaves_the_step_open(office: Office) -> None:
    stand_in.fund(8_000_000)
    ref = stand_in.record(8_000_000)
    document = submitted(office, subjects=[ref])
    signed(office, document, "박", "예")
    stand_in.fund(7_999_999)
    with pytest.raises(refusals.EffectRefused) as refused, transaction.atomic():
        signed(office, document, "이")
    assert refused.value.facts["code"] == "E-BUD-002"
    assert refused.value.facts["causes"][0]["short"] == 1
    assert "E-BUD-002" in refused.value.detail
    assert states(document)[2] == "APPROVE 이 ACTIVE"
    assert (fresh(document).state, _number(), stand_in.reserved()) == (DocumentState.IN_PROGRESS, 0, 0)
    assert Signature.objects.filter(document=document).count() == 3
    stand_in.fund(8_000_000)
    signed(office, document, "이")
    assert (fresh(document).state, _number(), stand_in.reserved()) == (DocumentState.APPROVED, 1, 8_000_000)
    assert BusinessEffect.objects.get(document=document).result == {"taken": 8_000_000}


def test_ra_07_a_payload_changed_after_the_submission_is_not_approved(office: Office) -> None:
    stand_in.fund(8_000_000)
    ref = stand_in.record(2_000_000)
    document = submitted(office, subjects=[ref])
    signed(office, document, "예")
    stand_in.change(ref, amount=2_000_001)
    with pytest.raises(refusals.IntegrityBroken), transaction.atomic():
        signed(office, document, "박")
    assert (fresh(document).state, stand_in.reserved(), _number()) == (DocumentState.IN_PROGRESS, 0, 0)


def test_text_changed_in_the_database_is_not_approved(office: Office) -> None:
    document = submitted(office)
    signed(office, document, "예")
    OfficialDocument.objects.filter(pk=document.pk).update(title="다른 제목")
    with pytest.raises(refusals.IntegrityBroken), transaction.atomic():
        signed(office, document, "박")
    assert fresh(document).state == DocumentState.IN_PROGRESS


def test_ra_08_money_held_at_the_submission_comes_back_with_the_recall(office: Office) -> None:
    from approvals.services.subjects import registry

    registry.forget(stand_in.TYPE)
    registry.register(stand_in.TYPE, stand_in.StandIn("SUBMIT"))
    stand_in.fund(8_000_000)
    first = submitted(office, subjects=[stand_in.record(8_000_000)])
    assert stand_in.reserved() == 8_000_000
    with pytest.raises(BudgetExceeded) as refused, transaction.atomic():
        submitted(office, subjects=[stand_in.record(1)])
    assert refused.value.facts["short"] == 1
    recall(document_id=first.pk, reason="취소", actor=office.actor("김"), at=AT)
    assert (stand_in.reserved(), stand_in.available()) == (0, 8_000_000)


def test_bz_04_two_records_take_effect_together_or_not_at_all(office: Office) -> None:
    stand_in.fund(8_000_000)
    first, second = stand_in.record(1_000_000), stand_in.record(500_000, refuses=True)
    document = submitted(office, subjects=[first, second])
    signed(office, document, "예")
    with pytest.raises(refusals.EffectRefused), transaction.atomic():
        signed(office, document, "박")
    assert (stand_in.value_of(first)["effects"], _number()) == (0, 0)
    assert BusinessEffect.objects.filter(document=document).count() == 0
    stand_in.change(second, refuses=False)
    signed(office, document, "박")
    assert [stand_in.value_of(ref)["effects"] for ref in (first, second)] == [1, 1]
    assert BusinessEffect.objects.filter(document=document, state="APPLIED").count() == 2
    assert fresh(document).amount == 1_500_000


def test_bz_05_a_record_is_under_approval_once(office: Office) -> None:
    stand_in.fund(8_000_000)
    ref = stand_in.record(1_000_000)
    first = submitted(office, subjects=[ref])
    with pytest.raises(refusals.RecordInApproval) as refused, transaction.atomic():
        submitted(office, subjects=[ref])
    assert refused.value.facts["document"] == first.title
    recall(document_id=first.pk, reason="취소", actor=office.actor("김"), at=AT)
    assert submitted(office, subjects=[ref]).state == DocumentState.IN_PROGRESS


def test_dn_06_documents_put_together_get_consecutive_numbers(office: Office) -> None:
    stand_in.fund(8_000_000)
    signed(office, submitted(office), "예", "박")
    NumberSeries.objects.filter(year=2026).update(last=10)
    lead, *others = (draft(office, amount=1_000_000, subjects=[stand_in.record(1_000_000)]) for _ in range(3))
    bad = stand_in.record(10, refuses=True)
    from approvals.services.drafting import save_draft

    save_draft(document_id=others[1].pk, seen=1, values={}, actor=office.actor("김"), at=AT, subjects=[bad])
    lead = put_together(
        lead_id=lead.pk, follower_ids=[one.pk for one in others], seen=1, actor=office.actor("김"), at=AT
    )
    submit(document_id=lead.pk, seen=lead.version, actor=office.actor("김"), at=AT)
    assert [fresh(one).state for one in others] == ["IN_PROGRESS", "IN_PROGRESS"]
    signed(office, lead, "예")
    with pytest.raises(refusals.EffectRefused), transaction.atomic():
        signed(office, lead, "박")
    assert (_number(), stand_in.reserved()) == (10, 0)
    stand_in.change(bad, refuses=False)
    signed(office, lead, "박")
    assert [fresh(one).number for one in (lead, *others)] == [11, 12, 13]
    assert {fresh(one).decided_at for one in (lead, *others)} == {AT}
    assert {letter_of(one.pk, at=AT).registration.on for one in (lead, *others)} == {AT.date()}
    assert [faults_of(fresh(one)) for one in (lead, *others)] == [[], [], []]


def test_dn_03_the_number_belongs_to_the_year_of_the_approval(office: Office) -> None:
    document = submitted(office, at=datetime(2026, 12, 31, 23, 59, tzinfo=SEOUL))
    signed(office, document, "예", "박", at=datetime(2027, 1, 1, 0, 0, 1, tzinfo=SEOUL))
    assert fresh(document).number_text == "공연사업팀-1"
    assert RegistryEntry.objects.get(document_id=document.pk).year == 2027
    assert _number() == 0


def test_dn_08_a_notice_gets_both_numbers(office: Office) -> None:
    document = submitted(office, "NOTICE")
    signed(office, document, "예", "박")
    now = fresh(document)
    assert (now.number_text, now.special_text, now.effective_at) == ("공연사업팀-1", "제2026-1호", None)


SERIES = {
    "name": "series",
    "label": "종류",
    "type": "CHOICE",
    "options": ["훈령", "예규", "지시", "일일명령"],
    "feeds": "SERIES",
}


@pytest.mark.parametrize(
    ("kind", "values", "texts"),
    [
        ("LEGAL", {}, ["제1호", "제2호"]),
        ("DIRECTIVE", {"series": "훈령"}, ["제1호", "제2호"]),
        ("DIRECTIVE", {"series": "예규"}, ["제1호", "제2호"]),
        ("DIRECTIVE", {"series": "지시"}, ["제2026-1호", "제2027-1호"]),
        ("DIRECTIVE", {}, ["제2026-1호", "제2027-1호"]),
        ("DIRECTIVE", {"series": "일일명령"}, ["제1호", "제1호"]),
        ("GENERAL", {}, ["", ""]),
    ],
)
def test_2_10_kinds_of_document_take_a_number_of_their_own_besides(
    office: Office, kind: str, values: dict[str, str], texts: list[str]
) -> None:
    last = FormVersion.objects.get(form__code="NOTICE", number=2)
    last.pk, last.number, last.kind, last.fields = uuid7(), 3, kind, [SERIES]
    last.save(force_insert=True)
    told = []
    for at in (AT, datetime(2027, 1, 4, 9, tzinfo=SEOUL)):
        document = submitted(office, "NOTICE", values=values, at=at)
        signed(office, document, "예", "박", at=at)
        told.append((fresh(document).number_text, fresh(document).special_text))
    assert told == [("공연사업팀-1", texts[0]), ("공연사업팀-1", texts[1])]


def test_a_cancellation_is_decided_like_its_original_and_only_once(office: Office) -> None:
    original = submitted(office, amount=5_000_000)
    signed(office, original, "박", "예", "이")
    before = fresh(original)
    from approvals.services.drafting import create_draft
    from tests.approvals.kit import TEXT

    def cancelling() -> OfficialDocument:
        return create_draft(
            form_code="PROPOSAL",
            actor=office.actor("김"),
            at=AT,
            values={**TEXT, "title": "취소", "record_file_id": office.file_id},
            cancels_id=original.pk,
        )

    first, second = cancelling(), cancelling()
    for one in (first, second):
        submit(document_id=one.pk, seen=1, actor=office.actor("김"), at=AT)
        signed(office, one, "박", "예")
    signed(office, first, "이")
    with pytest.raises(papers.CannotCancel), transaction.atomic():
        signed(office, second, "이")
    now = fresh(original)
    assert (now.state, now.cancelled_by_id, now.title) == ("APPROVED", first.pk, before.title)
    with pytest.raises(papers.CannotCancel):
        cancelling()


def test_ea_08_a_purchase_cut_into_pieces_is_warned_about(office: Office) -> None:
    stand_in.fund(100_000_000)
    for days in (10, 20):
        at = AT - timedelta(days=days)
        earlier = submitted(office, subjects=[stand_in.record(2_900_000, vendor="무대")], at=at)
        signed(office, earlier, "예", "박", at=at)
    third = draft(office, subjects=[stand_in.record(2_900_000, vendor="무대")])
    act = {"document_id": third.pk, "seen": 1, "actor": office.actor("김"), "at": AT}
    with pytest.raises(refusals.SplitSuspected) as refused, transaction.atomic():
        submit(**act)
    assert refused.value.facts == {"n": 3, "sum": 8_700_000}
    submit(**act, acknowledged=[Known("E-APR-036", "회차가 다른 공연입니다.")])
    assert states(third) == ["COOPERATE 예 ACTIVE", "APPROVE - WAITING"]
    assert fresh(third).acknowledged == [
        {"code": "E-APR-036", "reason": "회차가 다른 공연입니다.", "facts": {"n": 3, "sum": 8_700_000}}
    ]
    warned = "동일 건의 분할 상신이 의심됩니다. (3건, 합계 8,700,000원)"
    for name in ("예", "박"):
        found = document_page(third.pk, office.actor(name), AT).warnings
        assert [(one.code, one.text, one.reason) for one in found] == [
            ("E-APR-036", warned, "회차가 다른 공연입니다.")
        ]
        signed(office, third, name)
    assert (fresh(third).state, faults_of(fresh(third))) == (DocumentState.APPROVED, [])


def test_an_answer_to_a_warning_nobody_met_is_not_shown(office: Office) -> None:
    stand_in.fund(100_000_000)
    paper = draft(office, subjects=[stand_in.record(2_900_000, vendor="무대")])
    given = [Known("E-APR-036", "따로 사는 물품입니다.")]
    submit(document_id=paper.pk, seen=1, actor=office.actor("김"), at=AT, acknowledged=given)
    assert fresh(paper).acknowledged == [{"code": "E-APR-036", "reason": "따로 사는 물품입니다."}]
    assert document_page(paper.pk, office.actor("예"), AT).warnings == []


def test_the_database_keeps_one_effect_for_a_record(office: Office) -> None:
    stand_in.fund(8_000_000)
    document = submitted(office, subjects=[stand_in.record(1_000_000)])
    signed(office, document, "예", "박")
    effect = BusinessEffect.objects.get(document=document)
    with pytest.raises(IntegrityError), transaction.atomic():
        BusinessEffect.objects.create(
            document=document,
            subject=effect.subject,
            effect_type=effect.effect_type,
            state="APPLIED",
            recorded_at=AT,
            applied_at=AT,
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM approvals_businesseffect")
        assert cursor.fetchone() == (1,)


def test_a_missing_abstract_and_file_are_told_together(office: Office) -> None:
    from core.errors import Refusals

    document = draft(office, abstract="", record_file_id=None)
    with pytest.raises(Refusals) as refused:
        submit(document_id=document.pk, seen=1, actor=office.actor("김"), at=AT)
    assert [one.code for one in refused.value.refusals] == ["E-DOC-002", "E-DOC-005"]
    assert fresh(document).state == DocumentState.DRAFT
