"""결재하면: what the screen says before the click is what the approval does, for each kind that moves money."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from accounting.models import BudgetLine, PolicyProfile
from accounting.rules.budget_control import BUCKETS, LineFigures
from accounting.services.allotments import AllotmentHead, AllotmentInput, draft_allotment
from accounting.services.commitments import CommitmentRowInput
from accounting.subjects import papers
from accounting.subjects.effects import position_of
from approvals.models import OfficialDocument
from approvals.queries.subjects import document_of
from approvals.services.budgets import budget_effects
from approvals.services.subjects import LineEffect
from core.access import SYSTEM
from tenants.context import institution
from tests.accounting.books import line_with
from tests.accounting.budget_kit import allotted
from tests.accounting.spending_kit import (
    AT,
    ON,
    YEAR,
    approved,
    approved_proposal,
    commitment_input,
    direct_commitment,
    from_proposal,
    submitted_change,
    submitted_commitment,
    submitted_proposal,
)
from tests.worlds import World
from ui.rules.gauges import Position


@pytest.fixture(autouse=True)
def _culture(world: World) -> Iterator[None]:
    with institution(world.culture):
        yield


def shown(subject: str, paper: Any) -> list[LineEffect]:
    """What the document of the paper shows now."""
    found = document_of(subject, paper.pk)
    assert found is not None
    return budget_effects(OfficialDocument.objects.get(pk=found.document_id))


def stands(line: BudgetLine) -> Position:
    """The line as it is stored."""
    fresh = BudgetLine.objects.get(pk=line.pk)
    return position_of(LineFigures(*(getattr(fresh, bucket) for bucket in BUCKETS)))


def test_a_proposal_shows_its_reserve_the_tightest_line_first(world: World) -> None:
    wide = line_with("201-01", original=9_000_000, allotted=9_000_000)
    tight = line_with("201-03", original=9_000_000, allotted=5_000_000)
    paper = submitted_proposal((wide, 1_000_000), (tight, 5_000_000))
    first, second = shown("spending_proposal", paper)
    assert (first.now, first.amount, first.then.available) == (stands(tight), 5_000_000, 0)
    assert (second.now, second.amount, second.then.available) == (stands(wide), 1_000_000, 8_000_000)
    assert first.label.startswith("201-03 ")
    assert (first.drawn.request, first.drawn.taken_over, first.drawn.after) == (5_000_000, 0, 0)
    approved("spending_proposal", paper.pk)
    assert (stands(tight), stands(wide)) == (first.then, second.then)
    assert shown("spending_proposal", paper) == []


def test_a_proposal_reserved_at_its_submission_moves_nothing_more(world: World) -> None:
    PolicyProfile.objects.filter(fiscal_year=YEAR).update(values={"reserve_at": "SUBMIT"})
    line = line_with(original=9_000_000, allotted=9_000_000)
    paper = submitted_proposal((line, 2_000_000))
    assert stands(line).reserved == 2_000_000
    assert shown("spending_proposal", paper) == []


def test_a_commitment_takes_over_what_its_proposal_reserved(world: World) -> None:
    line = line_with(original=9_000_000, allotted=9_000_000)
    paper = submitted_commitment(from_proposal(approved_proposal((line, 4_000_000)), 3_000_000))
    [effect] = shown("commitment", paper)
    assert (effect.amount, effect.now.available, effect.then.available) == (0, 5_000_000, 5_000_000)
    assert (effect.then.reserved, effect.then.committed) == (1_000_000, 3_000_000)
    assert (effect.drawn.request, effect.drawn.taken_over) == (3_000_000, 3_000_000)
    approved("commitment", paper.pk)
    assert stands(line) == effect.then


def test_two_rows_on_one_line_are_one_effect(world: World) -> None:
    line = line_with(original=9_000_000, allotted=9_000_000)
    rows = [CommitmentRowInput(amount=amount, line_id=line.pk) for amount in (1_000_000, 500_000)]
    paper = submitted_commitment(commitment_input(rows, kind="UTILITY"))
    [effect] = shown("commitment", paper)
    assert (effect.amount, effect.then.committed) == (1_500_000, 1_500_000)


@pytest.mark.parametrize(("amount", "available"), [(2_000_000, 4_000_000), (-1_000_000, 7_000_000)])
def test_a_change_of_a_commitment_shows_its_difference(world: World, amount: int, available: int) -> None:
    line = line_with(original=9_000_000, allotted=9_000_000)
    commitment = direct_commitment((line, 3_000_000))
    paper = submitted_change(commitment, {commitment.rows.get().pk: amount})
    [effect] = shown("commitment_change", paper)
    assert (effect.amount, effect.then.available) == (amount, available)
    approved("commitment_change", paper.pk)
    assert stands(line) == effect.then


def test_an_allotment_makes_more_money_available(world: World) -> None:
    line = line_with(original=9_000_000, allotted=2_000_000)
    head = AllotmentHead(YEAR, "G", "AD_HOC", "수시배정", ON)
    paper = draft_allotment(head=head, rows=[AllotmentInput(line.pk, 3_000_000)], actor=SYSTEM, at=AT)
    [effect] = papers.allotment.effects_on_budget(paper.pk)
    assert (effect.amount, effect.now.available, effect.then.available) == (-3_000_000, 2_000_000, 5_000_000)
    assert effect.drawn == effect.then
    allotted(paper)
    assert stands(line) == effect.then


def test_kinds_that_move_no_line_tell_nothing(world: World) -> None:
    line = line_with(original=9_000_000, allotted=9_000_000)
    paper = submitted_proposal((line, 1_000_000))
    assert papers.payment_voucher.effects_on_budget(paper.pk) == []
    assert papers.payment_order.effects_on_budget(paper.pk) == []
    assert papers.spending_proposal.effects_on_budget(line.pk) == []
