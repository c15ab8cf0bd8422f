"""변경 of commitments as documents of their own (EA-09, EA-30, CON-06): line, effect, way back, separation of duties."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from accounting.errors.budget import BudgetExceeded
from accounting.errors.execution import (
    AlreadyPaid,
    ChangeOutdated,
    DocumentFaulty,
    DutiesConflict,
    NotTheDrafter,
    OwnDocument,
    ReductionBelowPaid,
)
from accounting.models import BudgetLedger, Commitment, CommitmentChange
from accounting.queries.verification import differences
from accounting.services.approval import Decision
from accounting.services.cancelling import draft_cancellation
from accounting.services.commitment_changes import (
    ChangeInput,
    cancel_change,
    draft_change,
    edit_change,
    recall_change,
    submit_change,
    write_and_submit,
)
from approvals.errors.documents import CannotCancel
from approvals.errors.steps import EffectRefused, RecordInApproval
from approvals.models import OfficialDocument
from approvals.queries.subjects import document_of, line_of
from core.errors import InvalidMove
from tenants.context import institution
from tests.accounting.books import line_with
from tests.accounting.office_kit import accounting_office, contract, one, say, shape, signed_along
from tests.accounting.spending_kit import (
    AT,
    approved,
    approved_voucher,
    approver,
    away,
    changed,
    decided,
    direct_commitment,
    disburser,
    drafter,
    figures,
    payee,
    submitted_change,
    submitted_voucher,
    voucher_input,
    voucher_row,
)
from tests.approvals.kit import AT as OFFICE_AT
from tests.approvals.kit import Office
from tests.worlds import World


@pytest.fixture(autouse=True)
def _culture(world: World) -> Iterator[None]:
    with institution(world.culture):
        yield


@pytest.fixture
def office() -> Office:
    return accounting_office()


def change_of(office: Office, paper: Commitment, amount: int, by: str = "김") -> CommitmentChange:
    """A change of the only row of a contract, handed in."""
    given = ChangeInput("물량 증가", changes={paper.rows.get().pk: amount})
    return write_and_submit(
        commitment_id=paper.pk, change_id=None, given=given, actor=one(office, by), at=OFFICE_AT
    )


def test_ea_09_a_contract_change_is_decided_by_the_new_total(office: Office) -> None:
    paper = signed_along(office, contract(office, 18_000_000, proposed=25_000_000))
    assert (paper.state, paper.approved_by.name) == ("APPROVED", "정")
    change = change_of(office, paper, 3_000_000)
    assert (change.number[:6], change.total_amount, change.new_total) == ("CC2026", 3_000_000, 21_000_000)
    line = "검토 박 > 검토 이 > 검토 정 > 협조 계 > 협조 회 > 감사 감 > 결재 최"
    assert shape("commitment_change", change.pk) == line
    budget = paper.rows.get().line
    assert (figures(budget)["committed"], figures(budget)["reserved"]) == (18_000_000, 7_000_000)

    done = signed_along(office, change)

    paper.refresh_from_db()
    assert (done.state, done.approved_by.name, done.officer.name) == ("APPROVED", "최", "정")
    assert (paper.state, paper.total_amount, paper.decision_text) == ("CHANGED", 21_000_000, "물량 증가")
    assert (figures(budget)["committed"], figures(budget)["reserved"]) == (21_000_000, 4_000_000)
    assert paper.proposal.used_amount == 21_000_000
    entries = BudgetLedger.objects.filter(document_id=paper.pk, event="commitment_changed")
    assert sorted(entries.values_list("bucket", "amount")) == [
        ("committed", 3_000_000),
        ("reserved", -3_000_000),
    ]
    assert list(differences()) == []


def test_ea_30_a_small_change_of_a_contract_goes_by_the_audit(office: Office) -> None:
    paper = signed_along(office, contract(office, 18_000_000, proposed=20_000_000))
    change = change_of(office, paper, 1_000_000)
    assert shape("commitment_change", change.pk) == (
        "검토 박 > 검토 이 > 협조 계 > 협조 회 > 감사 감 > 결재 정 전결"
    )
    document = OfficialDocument.objects.get(pk=document_of("commitment_change", change.pk).document_id)
    assert (document.business_type, document.amount) == ("contract_change", 19_000_000)
    assert line_of(document.pk).rule_id == "CON-06"
    assert signed_along(office, change).state == "APPROVED"
    assert Commitment.objects.get(pk=paper.pk).total_amount == 19_000_000


def test_a_decrease_is_decided_by_what_is_left(office: Office) -> None:
    paper = signed_along(office, contract(office, 25_000_000))
    assert paper.approved_by.name == "최"
    change = change_of(office, paper, -6_000_000)
    assert shape("commitment_change", change.pk).endswith("감사 감 > 결재 정 전결")
    signed_along(office, change)
    assert figures(paper.rows.get().line) == {
        "reserved": 6_000_000,
        "committed": 19_000_000,
        "paid": 0,
        "available": 175_000_000,
    }


def test_a_returned_change_is_written_anew_and_goes_a_second_round(office: Office) -> None:
    paper = signed_along(office, contract(office, 18_000_000, proposed=25_000_000))
    change = change_of(office, paper, 3_000_000)
    back = say(office, change, "박", Decision.RETURN, "수량을 다시 확인하십시오.")
    assert (back.state, back.decision_text) == ("DRAFT", "수량을 다시 확인하십시오.")
    given = ChangeInput("물량 증가", changes={paper.rows.get().pk: 1_000_000})
    with pytest.raises(NotTheDrafter):
        edit_change(change_id=change.pk, given=given, actor=one(office, "박"), at=OFFICE_AT)
    edit_change(change_id=change.pk, given=given, actor=one(office, "김"), at=OFFICE_AT)
    again = submit_change(change_id=change.pk, actor=one(office, "김"), at=OFFICE_AT)
    assert (again.state, again.number, again.new_total) == ("SUBMITTED", change.number, 19_000_000)
    assert shape("commitment_change", change.pk).endswith("결재 정 전결")


def test_a_commitment_without_a_contract_changes_on_its_own_row() -> None:
    line = line_with(original=1_000_000, allotted=1_000_000)
    paper = direct_commitment((line, 500_000))
    change = submitted_change(paper, {paper.rows.get().pk: 200_000})
    document = OfficialDocument.objects.get(pk=document_of("commitment_change", change.pk).document_id)
    assert (document.business_type, document.amount) == ("commitment_direct", 700_000)
    with pytest.raises(OwnDocument):
        decided("commitment_change", change.pk, drafter())
    assert approved("commitment_change", change.pk).approved_by.name == "서정우"
    assert figures(line) == {"reserved": 0, "committed": 700_000, "paid": 0, "available": 300_000}


def test_nothing_is_held_and_the_last_signature_asks_again() -> None:
    line = line_with(original=1_000_000, allotted=1_000_000)
    paper = direct_commitment((line, 500_000))
    change = submitted_change(paper, {paper.rows.get().pk: 500_000})
    assert figures(line)["available"] == 500_000
    direct_commitment((line, 1))
    with pytest.raises(EffectRefused) as refused:
        decided("commitment_change", change.pk, approver())
    assert (refused.value.facts["code"], refused.value.facts["causes"][0]["short"]) == ("E-BUD-002", 1)
    change.refresh_from_db()
    paper.refresh_from_db()
    assert (change.state, paper.state, paper.total_amount) == ("SUBMITTED", "APPROVED", 500_000)
    assert figures(line)["committed"] == 500_001


def test_more_than_is_available_is_not_handed_in() -> None:
    line = line_with(original=1_000_000, allotted=1_000_000)
    paper = direct_commitment((line, 900_000))
    with pytest.raises(BudgetExceeded) as refused:
        submitted_change(paper, {paper.rows.get().pk: 100_001})
    assert refused.value.facts["short"] == 1
    assert not CommitmentChange.objects.exists()


def test_one_change_or_cancellation_at_a_time() -> None:
    line = line_with(original=1_000_000, allotted=1_000_000)
    paper = direct_commitment((line, 500_000))
    row = paper.rows.get().pk
    first = submitted_change(paper, {row: 1_000})
    with pytest.raises(RecordInApproval) as refused:
        submitted_change(paper, {row: 2_000})
    assert (refused.value.code, refused.value.facts["document"]) == ("E-APR-027", first.title)
    with pytest.raises(CannotCancel):
        draft_cancellation(subject="commitment", paper_id=paper.pk, text="취소", actor=drafter(), at=AT)
    recall_change(change_id=first.pk, actor=drafter(), at=AT, text="다시 확인")
    draft_cancellation(subject="commitment", paper_id=paper.pk, text="취소", actor=drafter(), at=AT)
    with pytest.raises(RecordInApproval):
        submit_change(change_id=first.pk, actor=drafter(), at=AT)
    assert CommitmentChange.objects.get().state == "DRAFT"


def test_a_change_of_another_moment_is_written_anew() -> None:
    line = line_with(original=1_000_000, allotted=1_000_000)
    paper = direct_commitment((line, 500_000))
    row = paper.rows.get().pk
    given = ChangeInput("단가 인상", changes={row: 1_000})
    draft = draft_change(commitment_id=paper.pk, given=given, actor=drafter(), at=AT)
    changed(paper, {row: 2_000})
    with pytest.raises(ChangeOutdated) as refused:
        submit_change(change_id=draft.pk, actor=drafter(), at=AT)
    assert refused.value.code == "CHANGE_OUTDATED"
    edit_change(change_id=draft.pk, given=given, actor=drafter(), at=AT)
    assert submit_change(change_id=draft.pk, actor=drafter(), at=AT).new_total == 503_000


def test_a_draft_of_a_change_is_given_up() -> None:
    paper = direct_commitment((line_with(original=1_000_000, allotted=1_000_000), 500_000))
    given = ChangeInput("단가 인상", changes={paper.rows.get().pk: 1_000})
    draft = draft_change(commitment_id=paper.pk, given=given, actor=drafter(), at=AT)
    assert cancel_change(change_id=draft.pk, actor=drafter(), at=AT).state == "CANCELLED"
    with pytest.raises(InvalidMove):
        submit_change(change_id=draft.pk, actor=drafter(), at=AT)


def test_a_change_needs_a_reason_and_a_difference() -> None:
    paper = direct_commitment((line_with(original=1_000_000, allotted=1_000_000), 500_000))
    row = paper.rows.get().pk
    for given in (ChangeInput("  ", changes={row: 1}), ChangeInput("사유", changes={row: 0})):
        with pytest.raises(DocumentFaulty):
            draft_change(commitment_id=paper.pk, given=given, actor=drafter(), at=AT)
    assert not CommitmentChange.objects.exists()


def test_the_rest_goes_only_when_something_is_paid_and_nothing_is_on_its_way() -> None:
    line = line_with("201-01", original=1_000_000, allotted=1_000_000)
    paper = direct_commitment((line, 900_000))
    with pytest.raises(InvalidMove):
        submitted_change(paper, kind="REST")
    Commitment.objects.filter(pk=paper.pk).update(paid_amount=100_000)
    paper.rows.update(paid=100_000, in_process=200_000)
    with pytest.raises(ReductionBelowPaid) as refused:
        submitted_change(paper, kind="REST")
    assert refused.value.facts == {"left": 600_000, "requested": 800_000}
    paper.rows.update(paid=900_000, in_process=0)
    with pytest.raises(AlreadyPaid):
        submitted_change(paper, kind="REST")


def test_e_exe_003_who_signed_a_payment_signs_no_change_as_commitment_officer() -> None:
    line = line_with("201-01", original=5_000_000, allotted=5_000_000)
    paper = direct_commitment((line, 1_000_000))
    approved_voucher(voucher_input(paper, [voucher_row(paper, 100_000, payee())]))
    change = submitted_change(paper, {paper.rows.get().pk: 500_000})
    away("approver", "disburser")
    with pytest.raises(DutiesConflict) as refused:
        decided("commitment_change", change.pk, disburser())
    assert (refused.value.code, refused.value.facts["user"]) == ("E-EXE-003", "한지민")
    assert CommitmentChange.objects.get(pk=change.pk).state == "SUBMITTED"
    assert figures(line)["committed"] == 1_000_000


def test_e_exe_003_who_signed_a_change_signs_no_payment() -> None:
    line = line_with("201-01", original=5_000_000, allotted=5_000_000)
    paper = direct_commitment((line, 1_000_000))
    change = submitted_change(paper, {paper.rows.get().pk: 500_000})
    trip = away("approver", "disburser")
    assert decided("commitment_change", change.pk, disburser()).officer.name == "한지민"
    trip.delete()
    paper.refresh_from_db()
    voucher = submitted_voucher(voucher_input(paper, [voucher_row(paper, 100_000, payee())]))
    with pytest.raises(DutiesConflict):
        decided("payment_voucher", voucher.pk, disburser())
    voucher.refresh_from_db()
    assert voucher.state == "SUBMITTED"
