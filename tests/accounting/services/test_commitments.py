"""Commitments: from proposals and direct, changed and cancelled (AC-06, 07, 76, 90, 91, 93)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction

from accounting.errors.budget import BudgetExceeded
from accounting.errors.execution import (
    CommitmentAboveProposal,
    ContractBondMissing,
    DocumentLocked,
    NoApprovedProposal,
    ReductionBelowPaid,
    SecondQuoteNeeded,
)
from accounting.models import SpendingProposal
from accounting.services.commitment_ends import cancel_commitment
from accounting.services.commitments import CommitmentRowInput
from accounting.services.proposals import close_proposal
from core.errors import DomainError
from tenants.context import institution
from tests.accounting.books import line_with
from tests.accounting.spending_kit import (
    AT,
    approved_commitment,
    approved_proposal,
    cancelled,
    changed,
    commitment_input,
    direct_commitment,
    drafter,
    figures,
    from_proposal,
    submitted_commitment,
)
from tests.worlds import World


@pytest.fixture(autouse=True)
def _culture(world: World) -> Iterator[None]:
    with institution(world.culture):
        yield


def wide_line():
    return line_with(original=100_000_000, allotted=100_000_000)


def test_ac_06_the_rest_of_a_closed_proposal_is_available_again() -> None:
    line = wide_line()
    proposal = approved_proposal((line, 5_000_000))
    approved_commitment(from_proposal(proposal, 4_700_000))
    assert figures(line) == {"reserved": 300_000, "committed": 4_700_000, "paid": 0, "available": 95_000_000}
    close_proposal(proposal_id=proposal.pk, actor=drafter(), at=AT)
    assert figures(line) == {"reserved": 0, "committed": 4_700_000, "paid": 0, "available": 95_300_000}


def test_ac_07_one_won_above_the_proposal() -> None:
    line = wide_line()
    proposal = approved_proposal((line, 5_000_000))
    with pytest.raises(CommitmentAboveProposal) as refused:
        submitted_commitment(from_proposal(proposal, 5_000_001))
    assert refused.value.facts["over"] == 1
    assert figures(line)["committed"] == 0


def test_two_commitments_share_one_proposal() -> None:
    line = wide_line()
    proposal = approved_proposal((line, 5_000_000))
    approved_commitment(from_proposal(proposal, 3_000_000))
    approved_commitment(from_proposal(proposal, 2_000_000))
    with pytest.raises(CommitmentAboveProposal) as refused:
        submitted_commitment(from_proposal(proposal, 1))
    assert refused.value.facts["over"] == 1
    proposal.refresh_from_db()
    assert (proposal.state, proposal.used_amount, proposal.closed_at) == ("CLOSED", 5_000_000, AT)


def test_a_used_up_proposal_opens_again_when_its_commitment_falls() -> None:
    line = wide_line()
    proposal = approved_proposal((line, 5_000_000))
    paper = approved_commitment(from_proposal(proposal, 5_000_000))
    proposal.refresh_from_db()
    assert proposal.state == "CLOSED"
    changed(paper, {paper.rows.get().pk: -800_000})
    proposal.refresh_from_db()
    assert (proposal.state, proposal.used_amount, proposal.closed_at) == ("PARTLY_USED", 4_200_000, None)
    assert figures(line) == {"reserved": 800_000, "committed": 4_200_000, "paid": 0, "available": 95_000_000}
    approved_commitment(from_proposal(proposal, 800_000))
    proposal.refresh_from_db()
    assert proposal.state == "CLOSED"
    cancelled("commitment", paper)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.used_amount) == ("PARTLY_USED", 800_000)
    assert figures(line)["reserved"] == 4_200_000


def test_a_proposal_closed_with_a_rest_stays_closed() -> None:
    line = wide_line()
    proposal = approved_proposal((line, 5_000_000))
    paper = approved_commitment(from_proposal(proposal, 4_000_000))
    close_proposal(proposal_id=proposal.pk, actor=drafter(), at=AT)
    cancelled("commitment", paper)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.used_amount) == ("CLOSED", 4_000_000)
    assert figures(line) == {"reserved": 0, "committed": 0, "paid": 0, "available": 100_000_000}


def test_the_database_knows_no_usable_proposal_without_a_rest() -> None:
    proposal = approved_proposal((wide_line(), 5_000_000))
    with pytest.raises(IntegrityError, match="spending_proposal_used_up"), transaction.atomic():
        SpendingProposal.objects.filter(pk=proposal.pk).update(used_amount=5_000_000)
    proposal.refresh_from_db()
    assert proposal.used_amount == 0


def test_ac_93_goods_without_proposal() -> None:
    rows = [CommitmentRowInput(amount=1_000, line_id=wide_line().pk)]
    with pytest.raises(NoApprovedProposal):
        submitted_commitment(commitment_input(rows, kind="GOODS"))


def test_direct_kinds_are_checked_against_the_budget() -> None:
    line = line_with(original=1_000_000, allotted=1_000_000)
    direct_commitment((line, 900_000))
    with pytest.raises(BudgetExceeded) as refused:
        direct_commitment((line, 100_001))
    assert refused.value.facts["short"] == 1
    assert figures(line)["committed"] == 900_000


def test_ac_90_one_quote() -> None:
    line = wide_line()
    proposal = approved_proposal((line, 22_000_001))
    with pytest.raises(SecondQuoteNeeded) as refused:
        submitted_commitment(
            from_proposal(proposal, 22_000_001, kind="GOODS", quote_count=1, estimated_price=20_000_001)
        )
    assert refused.value.facts["limit"] == 20_000_000


def test_ac_90_preferred_firm() -> None:
    proposal = approved_proposal((wide_line(), 50_000_000))
    paper = approved_commitment(
        from_proposal(
            proposal,
            50_000_000,
            kind="GOODS",
            quote_count=1,
            estimated_price=50_000_000,
            is_preferred_firm=True,
        )
    )
    assert paper.state == "APPROVED"
    assert paper.is_inspection_required


def test_ac_91_bond() -> None:
    proposal = approved_proposal((wide_line(), 60_000_000))
    with pytest.raises(ContractBondMissing) as refused:
        submitted_commitment(
            from_proposal(proposal, 60_000_000, kind="GOODS", quote_count=2, estimated_price=54_000_000)
        )
    assert refused.value.facts["required"] == 6_000_000


def test_increase_takes_the_rest_of_the_proposal_and_no_more() -> None:
    line = wide_line()
    proposal = approved_proposal((line, 5_000_000))
    paper = approved_commitment(from_proposal(proposal, 4_000_000))
    row = paper.rows.get()
    changed(paper, {row.pk: 1_000_000})
    assert figures(line)["reserved"] == 0
    assert figures(line)["committed"] == 5_000_000
    with pytest.raises(CommitmentAboveProposal) as refused:
        changed(paper, {row.pk: 1})
    assert refused.value.facts["over"] == 1


def test_increase_of_a_direct_commitment_needs_budget() -> None:
    line = line_with(original=1_000_000, allotted=1_000_000)
    paper = direct_commitment((line, 900_000))
    row = paper.rows.get()
    with pytest.raises(BudgetExceeded):
        changed(paper, {row.pk: 100_001})
    changed(paper, {row.pk: 100_000})
    assert (paper.state, paper.total_amount) == ("CHANGED", 1_000_000)
    assert figures(line)["available"] == 0


def test_decrease_gives_back_to_the_open_proposal() -> None:
    line = wide_line()
    proposal = approved_proposal((line, 5_000_000))
    paper = approved_commitment(from_proposal(proposal, 4_700_000))
    row = paper.rows.get()
    changed(paper, {row.pk: -700_000})
    assert figures(line)["reserved"] == 1_000_000
    assert figures(line)["committed"] == 4_000_000
    with pytest.raises(ReductionBelowPaid) as refused:
        changed(paper, {row.pk: -4_000_001})
    assert refused.value.facts == {"left": 4_000_000, "requested": 4_000_001}


def test_bz_03_a_commitment_of_which_nothing_is_paid_is_cancelled() -> None:
    line = wide_line()
    proposal = approved_proposal((line, 5_000_000))
    paper = approved_commitment(from_proposal(proposal, 4_700_000))
    assert cancelled("commitment", paper).state == "CANCELLED"
    assert (paper.total_amount, paper.rows.get().amount) == (4_700_000, 4_700_000)
    assert figures(line) == {"reserved": 5_000_000, "committed": 0, "paid": 0, "available": 95_000_000}
    proposal.refresh_from_db()
    assert (proposal.state, proposal.used_amount) == ("APPROVED", 0)


def test_only_a_draft_is_given_up() -> None:
    paper = direct_commitment((wide_line(), 1_000))
    with pytest.raises(DocumentLocked):
        cancel_commitment(commitment_id=paper.pk, actor=drafter(), at=AT)
    paper.refresh_from_db()
    assert paper.state == "APPROVED"


def test_a_proposal_that_is_not_approved_carries_nothing() -> None:
    proposal = approved_proposal((wide_line(), 5_000_000))
    close_proposal(proposal_id=proposal.pk, actor=drafter(), at=AT)
    with pytest.raises(DomainError) as refused:
        submitted_commitment(from_proposal(proposal, 1_000))
    assert refused.value.code == "E-EXE-001"
