"""Rows of a commitment raised or lowered: what the change must keep to, and what it moves (handbook 11.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from accounting.choices import YearState
from accounting.errors.execution import CommitmentAboveProposal, ReductionBelowPaid
from accounting.models import Commitment, CommitmentRow, FiscalYear, SpendingProposal, SpendingProposalRow
from accounting.queries.policy import policy_of
from accounting.rules.proposal_flow import USABLE, is_used_up
from accounting.services import kernel
from accounting.services.budget_check import require_available
from accounting.services.commitments import UNRESERVED, draw_on_proposal
from accounting.services.papers import lock_paper, reference
from core.access import Actor
from core.errors import FieldFault
from core.periods import day_of

Wanted = Sequence[tuple[CommitmentRow, int]]


def check_rows(paper: Commitment, wanted: Wanted, places: Mapping[UUID, int]) -> bool:
    """Refuse what cannot be changed so; whether the change draws on (or gives back to) the paper's proposal.

    More draws on the unused rest of the proposal (E-EXE-002) or, for direct kinds, on what is available
    (E-BUD-002/003); less goes down to what is paid or in process. Locks proposal → its rows → budget lines.
    `places`: where each row stands in what was typed.
    """
    proposal = lock_paper(SpendingProposal, paper.proposal_id) if paper.proposal_id else None
    refuse_below_paid(wanted, places)
    draws_on = proposal is not None and takes_back(proposal)
    if proposal is not None:
        _require_rest(wanted, draws_on)
    require_available(_needs(paper, wanted, draws_on=draws_on))
    return draws_on


def effect_on_rows(
    *, paper: Commitment, wanted: Wanted, event: str, actor: Actor, at: datetime, places: Mapping[UUID, int]
) -> None:
    """The effect: R and M of the lines, the rows, and what the proposal has left. The commitment is locked."""
    draws_on = check_rows(paper, wanted, places)
    ledger_changes(paper=paper, wanted=wanted, event=event, actor=actor, at=at, draws_on=draws_on)
    for row, amount in wanted:
        row.amount += amount
        row.save(update_fields=["amount"])
    if draws_on:
        draw_on_proposal(paper.proposal_id, [(row.proposal_row_id, amount) for row, amount in wanted], at)


def takes_back(proposal: SpendingProposal) -> bool:
    """Does what is given back return to this proposal? A used-up one opens again while its year is open."""
    if proposal.state in USABLE:
        return True
    if not is_used_up(proposal.state, used=proposal.used_amount, total=proposal.total_amount):
        return False
    return FiscalYear.objects.filter(year=proposal.fiscal_year, state=YearState.OPEN).exists()


def ledger_changes(
    *, paper: Commitment, wanted: Wanted, event: str, actor: Actor, at: datetime, draws_on: bool
) -> None:
    """Ledger rows of the difference, named by the commitment; what is raised without a reserve is checked."""
    needs = _needs(paper, wanted, draws_on=draws_on)
    kernel.apply(
        kernel.Command(
            event=event,
            document=reference(paper),
            fiscal_year=paper.fiscal_year,
            account_unit=str(paper.account_unit_id),
            effective_on=day_of(at),
            actor=actor,
            at=at,
            needs=[kernel.Need(line, amount) for line, amount in needs.items()],
            movements=_movements(paper, wanted, draws_on=draws_on),
        )
    )


def movements_of(*, paper: Commitment, wanted: Wanted) -> list[kernel.Movement]:
    """What `effect_on_rows` will move on the budget lines as things stand; locks nothing."""
    proposal = paper.proposal
    return _movements(paper, wanted, draws_on=proposal is not None and takes_back(proposal))


def _movements(paper: Commitment, wanted: Wanted, *, draws_on: bool) -> list[kernel.Movement]:
    moves_reserve = draws_on and _is_reserved(paper)
    movements: list[kernel.Movement] = []
    for row, amount in wanted:
        if moves_reserve:
            movements.append(kernel.Movement(row.line_id, "reserved", -amount))
        movements.append(kernel.Movement(row.line_id, "committed", amount))
    return movements


def _is_reserved(paper: Commitment) -> bool:
    return policy_of(paper.fiscal_year).reserve_at != UNRESERVED


def _needs(paper: Commitment, wanted: Wanted, *, draws_on: bool) -> dict[UUID, int]:
    """What must be available on each line: more, where no reserve of a proposal stands behind it."""
    if draws_on and _is_reserved(paper):
        return {}
    needs: dict[UUID, int] = {}
    for row, amount in wanted:
        if amount > 0:
            needs[row.line_id] = needs.get(row.line_id, 0) + amount
    return needs


def refuse_below_paid(wanted: Wanted, places: Mapping[UUID, int]) -> None:
    """A row falls down to what is paid or in process; the fault stands on the row as it was typed."""
    for row, amount in wanted:
        left = row.amount - row.paid - row.in_process
        if -amount <= left:
            continue
        faults = []
        if row.pk in places:
            text = f"{places[row.pk] + 1}줄은 {left:,}원까지 줄일 수 있습니다."
            faults.append(FieldFault(f"/rows/{places[row.pk]}/amount", "BELOW_PAID", text))
        raise ReductionBelowPaid(left=left, requested=-amount, errors=faults)


def _require_rest(wanted: Wanted, draws_on: bool) -> None:
    """More than the proposal's unused rest needs a further proposal (E-EXE-002)."""
    rest: dict[UUID | None, int] = {
        row.pk: row.amount - row.used
        for row in SpendingProposalRow.objects.filter(
            pk__in=[row.proposal_row_id for row, _ in wanted]
        ).for_change()
    }
    over = sum(max(amount - (rest[row.proposal_row_id] if draws_on else 0), 0) for row, amount in wanted)
    if over:
        raise CommitmentAboveProposal(over=over)
