"""Spending proposals: submit, approve, use, close (handbook 4.2, cases AC-01 to AC-06, AC-78, AC-97)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from accounting.errors.budget import (
    AllotmentExceeded,
    BudgetExceeded,
    BudgetLineUnavailable,
    ContingencyNotSpendable,
)
from accounting.errors.execution import DocumentFaulty, DocumentLocked, NotTheDrafter, OwnDocument
from accounting.models import BudgetLedger, PolicyProfile, SpendingProposal, StatItem
from accounting.services.approval import Decision
from accounting.services.proposals import (
    ProposalRowInput,
    close_proposal,
    draft_proposal,
    edit_proposal,
    expire_proposals,
    recall_proposal,
    submit_proposal,
)
from approvals.errors.acting import NoActingAuthority
from approvals.errors.steps import EffectRefused, RecallReasonMissing
from core.errors import InvalidMove, PermissionMissing, Refusals, StaleVersion
from tenants.context import institution
from tests.accounting.books import line_with
from tests.accounting.spending_kit import (
    AT,
    YEAR,
    all_codes,
    approved,
    approved_proposal,
    approver,
    decided,
    disburser,
    drafter,
    figures,
    next_signer,
    person,
    proposal_input,
    submitted_proposal,
    up_to_decision,
)
from tests.worlds import World


@pytest.fixture(autouse=True)
def _culture(world: World):
    with institution(world.culture):
        yield


def ac_01_line():
    return line_with(original=10_000_000, allotted=10_000_000, committed=7_500_000)


def test_ac_01_proposal_of_all_that_is_available() -> None:
    line = ac_01_line()
    paper = approved_proposal((line, 2_500_000))
    assert paper.state == "APPROVED"
    assert paper.number == "PP2026-G-000001"
    assert figures(line) == {"reserved": 2_500_000, "committed": 7_500_000, "paid": 0, "available": 0}


def test_ac_02_one_won_too_much() -> None:
    line = ac_01_line()
    paper = draft_proposal(given=proposal_input([(line, 2_500_001)]), actor=drafter(), at=AT)
    with pytest.raises(BudgetExceeded) as refused:
        submit_proposal(proposal_id=paper.pk, actor=drafter(), at=AT)
    facts = refused.value.facts
    assert (facts["available"], facts["requested"], facts["short"]) == (2_500_000, 2_500_001, 1)
    assert refused.value.budget is not None
    paper.refresh_from_db()
    assert (paper.state, paper.number) == ("DRAFT", "")
    assert figures(line)["reserved"] == 0


def test_ac_03_budget_that_is_not_allotted() -> None:
    line = line_with(original=24_000_000, allotted=6_000_000, committed=5_200_000)
    with pytest.raises(AllotmentExceeded) as refused:
        submitted_proposal((line, 1_500_000))
    assert refused.value.facts["allotted_left"] == 800_000


def test_ac_04_after_an_extra_allotment_the_same_proposal_passes() -> None:
    line = line_with(original=24_000_000, allotted=8_000_000, committed=5_200_000)
    approved_proposal((line, 1_500_000))
    assert figures(line)["available"] == 1_300_000


def test_ac_05_the_second_approval_is_refused_and_stays_in_approval() -> None:
    line = line_with(original=1_000_000, allotted=1_000_000)
    first, second = submitted_proposal((line, 600_000)), submitted_proposal((line, 600_000))
    approved("spending_proposal", first.pk)
    decider = up_to_decision("spending_proposal", second.pk)
    with pytest.raises(EffectRefused) as refused:
        decided("spending_proposal", second.pk, decider)
    assert [fault.code for fault in refused.value.errors] == ["E-BUD-002"]
    assert (refused.value.facts["causes"][0]["short"], refused.value.budget is not None) == (200_000, True)
    second.refresh_from_db()
    assert second.state == "SUBMITTED"
    assert figures(line)["reserved"] == 600_000


def test_ac_05_reserve_at_submit() -> None:
    PolicyProfile.objects.filter(fiscal_year=YEAR).update(values={"reserve_at": "SUBMIT"})
    line = line_with(original=1_000_000, allotted=1_000_000)
    first = submitted_proposal((line, 600_000))
    with pytest.raises(BudgetExceeded) as refused:
        submitted_proposal((line, 600_000))
    assert refused.value.facts["short"] == 200_000
    with pytest.raises(RecallReasonMissing):
        recall_proposal(proposal_id=first.pk, actor=drafter(), at=AT)
    recall_proposal(proposal_id=first.pk, actor=drafter(), at=AT, text="금액 확인")
    assert figures(line)["reserved"] == 0
    submit_proposal(proposal_id=first.pk, actor=drafter(), at=AT)
    approved("spending_proposal", first.pk)
    assert figures(line)["reserved"] == 600_000


def test_closing_gives_the_unused_reserve_back() -> None:
    line = ac_01_line()
    paper = approved_proposal((line, 2_000_000))
    close_proposal(proposal_id=paper.pk, actor=drafter(), at=AT)
    assert figures(line) == {"reserved": 0, "committed": 7_500_000, "paid": 0, "available": 2_500_000}


def test_ac_78_year_end_expires_what_is_left() -> None:
    line = line_with(original=50_000_000, allotted=50_000_000, committed=44_000_000, paid=31_000_000)
    paper = approved_proposal((line, 2_000_000))
    assert expire_proposals(fiscal_year=YEAR, actor=approver(), at=AT) == 1
    paper.refresh_from_db()
    assert paper.state == "EXPIRED"
    assert figures(line)["reserved"] == 0


def test_ac_20_contingency_is_never_spent_directly() -> None:
    line = line_with(item="801-01", original=70_000_000)
    with pytest.raises(ContingencyNotSpendable):
        submitted_proposal((line, 1_000_000))


def test_ac_97_item_out_of_use() -> None:
    line = ac_01_line()
    StatItem.objects.filter(pk=line.stat_item_id).update(inactive_from=date(2026, 2, 1))
    with pytest.raises(BudgetLineUnavailable):
        submitted_proposal((line, 1_000))


def test_several_short_lines_come_together() -> None:
    first, second = (
        line_with(original=1_000, allotted=1_000),
        line_with("201-01", original=2_000, allotted=2_000),
    )
    with pytest.raises(Refusals) as refused:
        submitted_proposal((first, 1_001), (second, 2_005))
    assert sorted(item.facts["short"] for item in refused.value.refusals) == [1, 5]


def test_rows_of_one_line_count_together() -> None:
    line = line_with(original=1_000, allotted=1_000)
    with pytest.raises(BudgetExceeded) as refused:
        submitted_proposal((line, 600), (line, 600))
    assert refused.value.facts["short"] == 200


def test_nobody_approves_the_own_paper() -> None:
    paper = submitted_proposal((ac_01_line(), 1_000))
    with pytest.raises(OwnDocument):
        decided("spending_proposal", paper.pk, drafter())
    paper.refresh_from_db()
    assert paper.state == "SUBMITTED"


def test_only_the_line_decides() -> None:
    paper = submitted_proposal((ac_01_line(), 1_000))
    for somebody in (person("outsider", *all_codes()), approver(), disburser()):
        with pytest.raises(NoActingAuthority):
            decided("spending_proposal", paper.pk, somebody)
    paper.refresh_from_db()
    assert paper.state == "SUBMITTED"


def test_who_may_not_draft_hands_nothing_in() -> None:
    paper = draft_proposal(given=proposal_input([(ac_01_line(), 1_000)]), actor=drafter(), at=AT)
    with pytest.raises(PermissionMissing):
        submit_proposal(proposal_id=paper.pk, actor=person("outsider"), at=AT)


def test_return_needs_an_opinion_and_the_number_stays() -> None:
    paper = submitted_proposal((ac_01_line(), 1_000))
    signer = next_signer("spending_proposal", paper.pk)
    with pytest.raises(DocumentFaulty):
        decided("spending_proposal", paper.pk, signer, Decision.RETURN)
    returned = decided("spending_proposal", paper.pk, signer, Decision.RETURN, "산출내역 보완")
    assert (returned.state, returned.decision_text) == ("DRAFT", "산출내역 보완")
    again = submit_proposal(proposal_id=paper.pk, actor=drafter(), at=AT)
    assert again.number == "PP2026-G-000001"


def test_rejection_is_final() -> None:
    paper = submitted_proposal((ac_01_line(), 1_000))
    decider = up_to_decision("spending_proposal", paper.pk)
    rejected = decided("spending_proposal", paper.pk, decider, Decision.REJECT, "사업 취소")
    assert (rejected.state, rejected.decision_text) == ("REJECTED", "사업 취소")
    with pytest.raises(InvalidMove):
        submit_proposal(proposal_id=paper.pk, actor=drafter(), at=AT)


def test_ac_93_a_submitted_paper_is_locked() -> None:
    line = ac_01_line()
    paper = submitted_proposal((line, 1_000))
    with pytest.raises(DocumentLocked):
        edit_proposal(proposal_id=paper.pk, given=proposal_input([(line, 2_000)]), actor=drafter(), at=AT)
    assert SpendingProposal.objects.get(pk=paper.pk).total_amount == 1_000


def test_stale_version_and_foreign_drafts_are_refused() -> None:
    line = ac_01_line()
    paper = draft_proposal(given=proposal_input([(line, 1_000)]), actor=drafter(), at=AT)
    edit_proposal(
        proposal_id=paper.pk, given=proposal_input([(line, 2_000)]), actor=drafter(), at=AT, version=1
    )
    with pytest.raises(StaleVersion):
        submit_proposal(proposal_id=paper.pk, actor=drafter(), at=AT, version=1)
    with pytest.raises(NotTheDrafter):
        submit_proposal(proposal_id=paper.pk, actor=approver(), at=AT)


@pytest.mark.parametrize("amount, price, fault", [(0, None, "NOT_POSITIVE"), (999, 500, "PRODUCT_DIFFERS")])
def test_rows_are_checked(amount: int, price: int | None, fault: str) -> None:
    row = ProposalRowInput(ac_01_line().pk, amount, quantity=Decimal(2), unit_price=price)
    with pytest.raises(DocumentFaulty) as refused:
        draft_proposal(given=proposal_input([], rows=[row]), actor=drafter(), at=AT)
    assert [(item.pointer, item.code) for item in refused.value.errors] == [("/rows/0/amount", fault)]
    assert not SpendingProposal.objects.exists()


def test_every_reserve_stands_in_the_ledger() -> None:
    line = ac_01_line()
    paper = approved_proposal((line, 2_000_000))
    rows = BudgetLedger.objects.filter(document_id=paper.pk)
    assert [(row.bucket, row.amount, row.event, row.document_type, row.document_no) for row in rows] == [
        ("reserved", 2_000_000, "proposal_approved", "spending_proposal", "PP2026-G-000001")
    ]
