"""How a commitment ends: given up as a draft, undone by a 취소 기안, completed, closed when all is paid."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from accounting.models import Commitment, CommitmentChange, CommitmentRow, SpendingProposal
from accounting.permissions import COMMITMENT_DRAFT
from accounting.rules.commitment_change_flow import SUBMITTED
from accounting.rules.commitment_flow import COMMITMENT_FLOW
from accounting.services.commitment_rows import ledger_changes, takes_back
from accounting.services.commitments import draw_on_proposal
from accounting.services.papers import lock_paper, move_paper, note, require_draft, require_drafter
from accounting.services.signatures import Signature, disbursing_signatures
from core.access import Actor


def cancel_commitment(
    *, commitment_id: UUID, actor: Actor, at: datetime, version: int | None = None, text: str = ""
) -> Commitment:
    """Give a draft up. An approved commitment is cancelled by an official document, of a partly paid one the
    rest by a change (`commitment_changes`)."""
    actor.require(COMMITMENT_DRAFT)
    with transaction.atomic():
        paper = lock_paper(Commitment, commitment_id, version)
        require_draft(paper)
        require_drafter(paper, actor)
        move_paper(paper, COMMITMENT_FLOW, "cancel", decision_text=text)
        note(paper, "commitment_cancelled", f"원인행위 취소: {paper.number or paper.title}", actor, at)
    return paper


def may_be_undone(paper: Commitment) -> bool:
    """Approved, nothing paid or in process, nothing inspected, no change under approval."""
    if paper.state not in ("APPROVED", "CHANGED"):
        return False
    rows = CommitmentRow.objects.filter(commitment=paper)
    is_touched = rows.filter(Q(paid__gt=0) | Q(in_process__gt=0)).exists()
    is_changing = CommitmentChange.objects.filter(commitment=paper, state=SUBMITTED).exists()
    if is_touched or is_changing:
        return False
    return not paper.inspections.exclude(state="FAILED").exists()


def undo_approval(paper: Commitment, actor: Actor, at: datetime) -> None:
    """The effect of a 취소 기안: M goes back, to the proposal while that is open; the paper's rows stay.

    Locks proposal → rows → budget lines.
    """
    proposal = lock_paper(SpendingProposal, paper.proposal_id) if paper.proposal_id else None
    rows = list(CommitmentRow.objects.filter(commitment=paper).for_change())
    draws_on = proposal is not None and takes_back(proposal)
    undone = [(row, -row.amount) for row in rows]
    ledger_changes(
        paper=paper, wanted=undone, event="commitment_cancelled", actor=actor, at=at, draws_on=draws_on
    )
    if draws_on:
        draw_on_proposal(paper.proposal_id, [(row.proposal_row_id, amount) for row, amount in undone], at)
    move_paper(paper, COMMITMENT_FLOW, "cancel")


def earlier_signatures(commitment_id: UUID) -> list[Signature]:
    """Who signed payments of the commitment as disbursing officer: nobody of them signs its 취소 기안 as 재무관."""
    return disbursing_signatures([commitment_id])


def complete_commitment(
    *, commitment_id: UUID, actor: Actor, at: datetime, version: int | None = None
) -> Commitment:
    """Mark that everything was delivered and accepted (이행 완료)."""
    actor.require(COMMITMENT_DRAFT)
    with transaction.atomic():
        paper = lock_paper(Commitment, commitment_id, version)
        move_paper(paper, COMMITMENT_FLOW, "complete")
        note(paper, "commitment_completed", f"원인행위 이행 완료: {paper.number}", actor, at)
    return paper


def close_when_paid(paper: Commitment) -> None:
    """M = E: nothing is left to pay, the commitment ends by itself."""
    rows = CommitmentRow.objects.filter(commitment=paper)
    is_paid = all(row.amount == row.paid for row in rows)
    if is_paid and paper.total_amount and COMMITMENT_FLOW.may(paper.state, "close"):
        move_paper(paper, COMMITMENT_FLOW, "close")
