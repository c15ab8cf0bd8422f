"""Papers on the approval line: lines, officers, separation of duties, effects once (EA, BZ, RA, AC-31)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounting.errors.execution import DutiesConflict
from accounting.models import (
    BudgetLedger,
    PaymentVoucher,
    PolicyProfile,
    SpendingProposal,
)
from accounting.queries.verification import differences
from accounting.services.approval import Decision, decide
from accounting.services.commitments import (
    CommitmentRowInput,
)
from accounting.services.proposals import draft_proposal, edit_proposal, submit_proposal
from approvals.errors.acting import NoActingAuthority
from approvals.errors.steps import (
    AuditUnanswered,
    EffectRefused,
    IntegrityBroken,
    NextStepProcessed,
    NotYourTurn,
    RecordInApproval,
    SplitSuspected,
)
from approvals.models import BusinessEffect, OfficialDocument, Signature
from approvals.queries.subjects import document_of, line_of, unanswered_audit
from approvals.services.changing import answer_audit
from approvals.services.drafting import SubjectRef, create_draft
from approvals.services.submitting import submit
from approvals.services.verifying import verify_documents
from core.errors import NotFound
from identity.models import OfficerAppointment
from records.models import RegistryEntry
from tenants.context import institution
from tests.accounting.books import line_with
from tests.accounting.office_kit import accounting_office, contract, one, proposal_of, say, shape, submitted
from tests.accounting.spending_kit import AT as PAPER_AT
from tests.accounting.spending_kit import (
    NO_SPLIT,
    approver,
    away,
    commitment_input,
    decided,
    direct_commitment,
    disburser,
    figures,
    payee,
    proposal_input,
    submitted_commitment,
    submitted_voucher,
    voucher_input,
    voucher_row,
)
from tests.approvals.kit import AT, TEXT, Office
from tests.approvals.kit import away as out_of_office
from tests.worlds import World


@pytest.fixture(autouse=True)
def _culture(world: World) -> Iterator[None]:
    with institution(world.culture):
        yield


@pytest.fixture
def office() -> Office:
    return accounting_office()


@pytest.mark.parametrize(
    "amount, line",
    [
        pytest.param(3_000_000, "협조 예 > 결재 박 전결", id="ea_01"),
        pytest.param(3_000_001, "검토 박 > 협조 예 > 결재 이 전결", id="ea_02"),
        pytest.param(
            20_000_001, "검토 박 > 검토 이 > 협조 예 > 협조 회 > 감사 감 > 결재 정 전결", id="ea_03"
        ),
        pytest.param(
            50_000_001, "검토 박 > 검토 이 > 검토 정 > 협조 예 > 협조 회 > 감사 감 > 결재 최", id="ea_04"
        ),
    ],
)
def test_the_amount_of_a_proposal_chooses_its_line(office: Office, amount: int, line: str) -> None:
    assert shape("spending_proposal", submitted(office, amount).pk) == line


def test_entertainment_has_its_own_rows_and_the_consent_of_accounting(office: Office) -> None:
    line = line_with("203-03", original=10_000_000, allotted=10_000_000)
    paper = draft_proposal(given=proposal_input([(line, 400_000)]), actor=one(office, "김"), at=AT)
    submit_proposal(proposal_id=paper.pk, actor=one(office, "김"), at=AT)
    assert shape("spending_proposal", paper.pk) == "검토 박 > 협조 회 > 결재 이 전결"


def test_the_officer_who_decides_anyway_gets_no_second_step(office: Office) -> None:
    paper = contract(office, 18_000_000)
    assert shape("commitment", paper.pk) == "검토 박 > 검토 이 > 협조 계 > 협조 회 > 결재 정 전결"
    for name in ("박", "이", "계", "회", "정"):
        say(office, paper, name)
    paper.refresh_from_db()
    assert (paper.state, paper.approved_by.name, paper.officer.name) == ("APPROVED", "정", "정")


def test_the_commitment_officer_agrees_where_somebody_else_decides(office: Office) -> None:
    OfficerAppointment.objects.filter(duty="COMMITMENT_OFFICER").update(user_id=office.people["경"])
    paper = contract(office, 18_000_000)
    assert shape("commitment", paper.pk) == "검토 박 > 검토 이 > 협조 계 > 협조 회 > 합의 경 > 결재 정 전결"
    steps = line_of(document_of("commitment", paper.pk).document_id).steps
    assert next(step.basis for step in steps if step.kind == "AGREE") == "지방회계법 제29조"
    for name in ("박", "이", "계", "회", "경", "정"):
        say(office, paper, name)
    paper.refresh_from_db()
    assert (paper.approved_by.name, paper.officer.name) == ("정", "경")


def test_an_institution_may_leave_the_officers_step_and_consent_out(office: Office) -> None:
    OfficerAppointment.objects.filter(duty="COMMITMENT_OFFICER").update(user_id=office.people["경"])
    values = {"officer_signs": False, "fiscal_consent_team": "BUDGET_TEAM"}
    PolicyProfile.objects.filter(fiscal_year=2026).update(values=values)
    paper = contract(office, 18_000_000)
    assert shape("commitment", paper.pk) == "검토 박 > 검토 이 > 협조 계 > 협조 예 > 결재 정 전결"


def test_a_deputy_who_signed_as_commitment_officer_does_not_sign_as_disbursing_officer() -> None:
    line = line_with("201-01", original=5_000_000, allotted=5_000_000)
    trip = away("approver", "disburser")
    rows = [CommitmentRowInput(amount=1_000_000, line_id=line.pk)]
    waiting = submitted_commitment(commitment_input(rows, kind="UTILITY"))
    commitment = decided("commitment", waiting.pk, disburser())
    assert (commitment.officer.name, commitment.approved_by.name) == ("한지민", "한지민")
    trip.delete()
    voucher = submitted_voucher(voucher_input(commitment, [voucher_row(commitment, 100_000, payee())]))
    with pytest.raises(DutiesConflict) as refused:
        decided("payment_voucher", voucher.pk, disburser())
    assert (refused.value.code, refused.value.facts["user"]) == ("E-EXE-003", "한지민")
    voucher.refresh_from_db()
    assert voucher.state == "SUBMITTED"


def test_a_deputy_of_the_disbursing_officer_is_nobody_who_committed() -> None:
    line = line_with("201-01", original=5_000_000, allotted=5_000_000)
    commitment = direct_commitment((line, 1_000_000))
    voucher = submitted_voucher(voucher_input(commitment, [voucher_row(commitment, 100_000, payee())]))
    away("disburser", "approver")
    with pytest.raises(DutiesConflict):
        decided("payment_voucher", voucher.pk, approver())
    assert PaymentVoucher.objects.get(pk=voucher.pk).state == "SUBMITTED"
    assert not Signature.objects.filter(signer__name="서정우", document__title=voucher.title).exists()


def test_ra_06_money_gone_before_the_final_click(office: Office) -> None:
    paper = submitted(office, 8_000_000, available=8_000_000)
    line = paper.rows.get().line
    say(office, paper, "박")
    say(office, paper, "예")
    from accounting.services import kernel
    from tests.accounting.books import post

    post("COMMITTED", movements=[kernel.Movement(line.pk, "committed", 1)])
    with pytest.raises(EffectRefused) as refused:
        say(office, paper, "이")
    assert (refused.value.code, refused.value.facts["code"]) == ("E-APR-032", "E-BUD-002")
    assert refused.value.facts["causes"][0]["short"] == 1
    document = OfficialDocument.objects.get(pk=document_of("spending_proposal", paper.pk).document_id)
    assert (document.state, document.number) == ("IN_PROGRESS", None)
    assert SpendingProposal.objects.get(pk=paper.pk).state == "SUBMITTED"
    assert not RegistryEntry.objects.filter(document_id=document.pk).exists()
    assert figures(line)["reserved"] == 0


def test_ra_07_a_paper_changed_behind_the_line_is_not_decided(office: Office) -> None:
    paper = submitted(office, 2_000_000)
    say(office, paper, "예")
    paper.rows.update(amount=1_999_999)
    with pytest.raises(IntegrityBroken):
        say(office, paper, "박")
    assert SpendingProposal.objects.get(pk=paper.pk).state == "SUBMITTED"
    assert not BudgetLedger.objects.filter(document_id=paper.pk).exists()


def test_bz_04_two_papers_in_one_document_are_decided_together_or_not_at_all(office: Office) -> None:
    first, second = proposal_of(office, 1_000_000), proposal_of(office, 1_500_000, title="조명")
    document = both(office, first, second)
    lines = [paper.rows.get().line for paper in (first, second)]
    say(office, first, "예")
    from accounting.services import kernel
    from tests.accounting.books import post

    post("COMMITTED", movements=[kernel.Movement(lines[1].pk, "committed", 199_000_000)])
    with pytest.raises(EffectRefused):
        say(office, first, "박")
    assert [figures(line)["reserved"] for line in lines] == [0, 0]
    post("COMMITTED", movements=[kernel.Movement(lines[1].pk, "committed", -199_000_000)])
    say(office, first, "박")
    assert [figures(line)["reserved"] for line in lines] == [1_000_000, 1_500_000]
    assert BusinessEffect.objects.filter(document=document, state="APPLIED").count() == 2


def both(office: Office, *papers: SpendingProposal) -> OfficialDocument:
    """One document about several proposals."""
    values = {**TEXT, "record_file_id": office.file_id}
    document = create_draft(
        form_code="PROPOSAL",
        actor=one(office, "김"),
        at=AT,
        values=values,
        subjects=[SubjectRef("spending_proposal", paper.pk) for paper in papers],
    )
    return submit(document_id=document.pk, seen=document.version, actor=one(office, "김"), at=AT)


def test_bz_05_a_paper_under_approval_goes_into_no_second_document(office: Office) -> None:
    paper = submitted(office, 1_000_000)
    with pytest.raises(RecordInApproval) as refused:
        both(office, paper)
    assert refused.value.facts["document"] == paper.title


def test_nobody_hands_in_the_paper_of_somebody_else(office: Office) -> None:
    paper = proposal_of(office, 1_000_000)
    document = create_draft(
        form_code="PROPOSAL",
        actor=one(office, "김2"),
        at=AT,
        values={**TEXT, "record_file_id": office.file_id},
        subjects=[SubjectRef("spending_proposal", paper.pk)],
    )
    from accounting.errors.execution import NotTheDrafter

    with pytest.raises(NotTheDrafter):
        submit(document_id=document.pk, seen=document.version, actor=one(office, "김2"), at=AT)
    assert SpendingProposal.objects.get(pk=paper.pk).state == "DRAFT"


def test_return_redraft_and_a_second_round(office: Office) -> None:
    paper = submitted(office, 8_000_000)
    number, document = paper.number, document_of("spending_proposal", paper.pk)
    say(office, paper, "박")
    back = say(office, paper, "예", Decision.RETURN, "산출 근거를 보완해 주십시오.")
    assert (back.state, back.decision_text) == ("DRAFT", "산출 근거를 보완해 주십시오.")
    line = back.rows.get().line
    edit_proposal(
        proposal_id=paper.pk, given=proposal_input([(line, 2_000_000)]), actor=one(office, "김"), at=AT
    )
    submit_proposal(proposal_id=paper.pk, actor=one(office, "김"), at=AT)
    again = document_of("spending_proposal", paper.pk)
    assert again.document_id == document.document_id
    assert shape("spending_proposal", paper.pk) == "협조 예 > 결재 박 전결"
    say(office, paper, "예", Decision.OPINION, "집행 시기를 나누어 주십시오.")
    done = say(office, paper, "박")
    assert (done.state, done.number, figures(line)["reserved"]) == ("APPROVED", number, 2_000_000)
    assert line_of(again.document_id).round == 2
    assert verify_documents(at=AT).broken == ()
    assert list(differences()) == []


def test_an_absent_decider_is_acted_for_and_nobody_else_may(office: Office) -> None:
    paper = submitted(office, 2_000_000)
    say(office, paper, "예")
    out_of_office(office, "박", "김2")
    with pytest.raises(NoActingAuthority):
        say(office, paper, "이")
    done = say(office, paper, "김2")
    assert (done.state, done.approved_by.name) == ("APPROVED", "김2")
    steps = line_of(document_of("spending_proposal", paper.pk).document_id).steps
    assert [(step.kind, step.state, step.person) for step in steps][-1] == (
        "APPROVE",
        "SIGNED_ACTING",
        "김2",
    )


def test_who_comes_later_waits(office: Office) -> None:
    paper = submitted(office, 8_000_000)
    with pytest.raises(NotYourTurn):
        say(office, paper, "이")


def test_recall_is_over_once_somebody_signed(office: Office) -> None:
    from accounting.services.proposals import recall_proposal

    paper = submitted(office, 8_000_000)
    say(office, paper, "박")
    with pytest.raises(NextStepProcessed):
        recall_proposal(proposal_id=paper.pk, actor=one(office, "김"), at=AT, text="금액 확인")
    assert SpendingProposal.objects.get(pk=paper.pk).state == "SUBMITTED"


def test_the_opinion_of_the_audit_is_answered_before_the_decision(office: Office) -> None:
    paper = submitted(office, 32_000_000)
    for name in ("박", "이", "예", "회"):
        say(office, paper, name)
    say(office, paper, "감", Decision.OPINION, "수의계약 사유를 밝혀 주십시오.")
    with pytest.raises(AuditUnanswered):
        say(office, paper, "정")
    document_id = document_of("spending_proposal", paper.pk).document_id
    answer_audit(
        document_id=document_id,
        step_id=unanswered_audit(document_id),
        text="두 곳의 견적을 받았습니다.",
        actor=one(office, "김"),
        at=AT,
    )
    assert say(office, paper, "정").state == "APPROVED"


def test_ea_08_a_purchase_cut_in_pieces_wants_a_reason(office: Office) -> None:
    for _ in range(2):
        submitted(office, 2_900_000)
    third = proposal_of(office, 2_900_000)
    with pytest.raises(SplitSuspected) as refused:
        submit_proposal(proposal_id=third.pk, actor=one(office, "김"), at=AT)
    assert (refused.value.facts["n"], refused.value.facts["sum"]) == (3, 8_700_000)
    sent = submit_proposal(proposal_id=third.pk, actor=one(office, "김"), at=AT, acknowledged=NO_SPLIT)
    assert sent.state == "SUBMITTED"
    assert shape("spending_proposal", third.pk) == "협조 예 > 결재 박 전결"


def test_the_final_decision_of_a_proposal_costs_a_fixed_number_of_statements(office: Office) -> None:
    counts = []
    for amount in (1_000_000, 2_000_000):
        paper = submitted(office, amount)
        say(office, paper, "예")
        with CaptureQueriesContext(connection) as seen:
            say(office, paper, "박")
        counts.append(len([one for one in seen if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]))
    assert counts[1] == 24


def test_unknown_papers_are_not_found() -> None:
    from core.ids import uuid7

    with pytest.raises(NotFound):
        decide(
            subject="spending_proposal",
            document_id=uuid7(),
            decision=Decision.APPROVE,
            actor=approver(),
            at=PAPER_AT,
        )
