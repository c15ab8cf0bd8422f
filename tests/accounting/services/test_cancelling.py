"""취소 기안 of approved papers (BZ-03, C-11): compensating entries, the original stays, no second one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest

from accounting.errors.execution import DocumentFaulty, DutiesConflict
from accounting.models import BudgetLedger, SpendingProposal
from accounting.queries.verification import differences
from accounting.services.allotments import (
    AllotmentHead,
    AllotmentInput,
    draft_allotment,
    submit_allotment,
)
from accounting.services.cancelling import draft_cancellation
from approvals.errors.documents import CannotCancel
from approvals.errors.steps import EffectRefused, RecordInApproval
from approvals.models import OfficialDocument
from approvals.queries.subjects import document_of, line_of
from approvals.services.deciding import sign
from core.access import Actor
from tenants.context import institution
from tests.accounting.books import line_with
from tests.accounting.spending_kit import (
    AT,
    YEAR,
    approved_commitment,
    approved_proposal,
    approved_voucher,
    approver,
    away,
    cancelled,
    created_order,
    decided,
    direct_commitment,
    disburser,
    drafter,
    figures,
    from_proposal,
    payee,
    person,
    signed_by_all,
    voucher_input,
    voucher_row,
)
from tests.worlds import World


@pytest.fixture(autouse=True)
def _culture(world: World) -> Iterator[None]:
    with institution(world.culture):
        yield


def document(subject: str, paper: object) -> OfficialDocument:
    return OfficialDocument.objects.get(pk=document_of(subject, paper.pk).document_id)  # type: ignore[union-attr,attr-defined]


def signers(document_id: object) -> list[tuple[str, str]]:
    return [(step.kind, step.person) for step in line_of(document_id).steps if step.kind != "DRAFT"]  # type: ignore[union-attr,arg-type]


def test_bz_03_an_approved_proposal_is_cancelled_by_a_document_of_its_own() -> None:
    line = line_with("201-01", original=20_000_000, allotted=20_000_000)
    paper = approved_proposal((line, 5_000_000))
    original = document("spending_proposal", paper)
    before = (original.state, original.title, original.content_hash, original.seal_hash, original.number_text)
    assert figures(line)["reserved"] == 5_000_000

    cancelled("spending_proposal", paper, text="행사 취소")

    undoing = document("spending_proposal_cancellation", paper)
    original.refresh_from_db()
    after = (original.state, original.title, original.content_hash, original.seal_hash, original.number_text)
    assert after == before
    assert (original.cancelled_by_id, undoing.cancels_id) == (undoing.pk, original.pk)
    assert (undoing.state, undoing.title) == ("APPROVED", "품의 취소: 무대 설치")
    assert signers(undoing.pk) == signers(original.pk)
    assert (paper.state, paper.total_amount, paper.rows.get().amount) == ("CANCELLED", 5_000_000, 5_000_000)
    assert figures(line)["reserved"] == 0
    entries = BudgetLedger.objects.filter(document_id=paper.pk).order_by("recorded_at", "id")
    assert [(row.event, row.amount) for row in entries] == [
        ("proposal_approved", 5_000_000),
        ("proposal_cancelled", -5_000_000),
    ]
    assert list(differences()) == []
    with pytest.raises(CannotCancel) as refused:
        cancelled("spending_proposal", paper)
    assert refused.value.code == "E-DOC-020"


def test_e_doc_020_what_is_used_up_is_not_cancelled() -> None:
    line = line_with("201-01", original=20_000_000, allotted=20_000_000)
    used = approved_proposal((line, 5_000_000))
    commitment = approved_commitment(from_proposal(used, 1_000_000))
    voucher = approved_voucher(voucher_input(commitment, [voucher_row(commitment, 400_000, payee())]))
    created_order(voucher)
    for subject, paper in (
        ("spending_proposal", used),
        ("commitment", commitment),
        ("payment_voucher", voucher),
    ):
        paper.refresh_from_db()
        state = paper.state
        with pytest.raises(CannotCancel):
            draft_cancellation(subject=subject, paper_id=paper.pk, text="취소", actor=drafter(), at=AT)
        paper.refresh_from_db()
        assert paper.state == state
    assert not OfficialDocument.objects.filter(cancels__isnull=False).exists()


def test_one_cancellation_at_a_time_and_a_use_meanwhile_keeps_the_step_open() -> None:
    line = line_with("201-01", original=20_000_000, allotted=20_000_000)
    paper = approved_proposal((line, 2_000_000))
    made = draft_cancellation(
        subject="spending_proposal", paper_id=paper.pk, text="취소", actor=drafter(), at=AT
    )
    with pytest.raises((RecordInApproval, CannotCancel)):
        draft_cancellation(
            subject="spending_proposal", paper_id=paper.pk, text="다시", actor=drafter(), at=AT
        )
    approved_commitment(from_proposal(paper, 500_000))
    with pytest.raises(EffectRefused) as refused:
        signed_by_all(made)
    assert refused.value.facts["code"] == "E-DOC-020"
    assert OfficialDocument.objects.get(pk=made).state == "IN_PROGRESS"
    assert SpendingProposal.objects.get(pk=paper.pk).state == "PARTLY_USED"


def test_a_cancellation_needs_a_reason() -> None:
    paper = direct_commitment((line_with("201-02", original=5_000_000, allotted=5_000_000), 1_000_000))
    with pytest.raises(DocumentFaulty):
        draft_cancellation(subject="commitment", paper_id=paper.pk, text="  ", actor=drafter(), at=AT)


def test_a_cancelled_allotment_takes_the_money_back_unless_it_is_used() -> None:
    line = line_with("201-01", original=20_000_000)
    head = AllotmentHead(YEAR, "G", "AD_HOC", "수시배정", date(2026, 3, 2))

    def allotted(amount: int) -> object:
        rows = [AllotmentInput(line.pk, amount)]
        paper = draft_allotment(head=head, rows=rows, actor=drafter(), at=AT)
        submit_allotment(allotment_id=paper.pk, actor=drafter(), at=AT)
        return decided("allotment", paper.pk, person("budget"))

    first, second = allotted(5_000_000), allotted(1_000_000)
    approved_proposal((line, 4_000_000))
    with pytest.raises(CannotCancel):
        cancelled("allotment", first)
    assert cancelled("allotment", second).state == "CANCELLED"  # type: ignore[attr-defined]
    line.refresh_from_db()
    assert line.allotted == 5_000_000


def signed_document(document_id: UUID, by: Actor) -> None:
    """The open step of a document signed by this person."""
    line = line_of(document_id)
    assert line is not None
    document = OfficialDocument.objects.get(pk=document_id)
    step = line.open_steps[0].step_id
    sign(document_id=document_id, step_id=step, seen=document.version, actor=by, at=AT)


def test_e_exe_003_a_commitment_officer_does_not_sign_the_cancellation_of_its_payment() -> None:
    line = line_with("201-01", original=5_000_000, allotted=5_000_000)
    paper = direct_commitment((line, 1_000_000))
    voucher = approved_voucher(voucher_input(paper, [voucher_row(paper, 100_000, payee())]))
    made = draft_cancellation(
        subject="payment_voucher", paper_id=voucher.pk, text="중복", actor=drafter(), at=AT
    )
    away("disburser", "approver")
    with pytest.raises(DutiesConflict) as refused:
        signed_document(made, approver())
    assert (refused.value.code, refused.value.facts["user"]) == ("E-EXE-003", "서정우")
    voucher.refresh_from_db()
    assert (voucher.state, OfficialDocument.objects.get(pk=made).state) == ("APPROVED", "IN_PROGRESS")


def test_e_exe_003_a_disbursing_officer_does_not_sign_the_cancellation_of_the_commitment() -> None:
    line = line_with("201-01", original=5_000_000, allotted=5_000_000)
    paper = direct_commitment((line, 1_000_000))
    voucher = approved_voucher(voucher_input(paper, [voucher_row(paper, 100_000, payee())]))
    cancelled("payment_voucher", voucher)
    made = draft_cancellation(subject="commitment", paper_id=paper.pk, text="해지", actor=drafter(), at=AT)
    trip = away("approver", "disburser")
    with pytest.raises(DutiesConflict):
        signed_document(made, disburser())
    paper.refresh_from_db()
    assert (paper.state, figures(line)["committed"]) == ("APPROVED", 1_000_000)
    trip.delete()
    signed_document(made, approver())
    paper.refresh_from_db()
    assert (paper.state, figures(line)["committed"]) == ("CANCELLED", 0)
