"""Changes of a commitment after its approval: more, less, cancelled, completed (훈령 별지 46, handbook 11.1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from accounting.choices import YearState
from accounting.errors.execution import AlreadyPaid, CommitmentAboveProposal, ReductionBelowPaid
from accounting.models import Commitment, CommitmentRow, FiscalYear, SpendingProposal, SpendingProposalRow
from accounting.permissions import COMMITMENT_APPROVE, COMMITMENT_DRAFT
from accounting.queries.policy import policy_of
from accounting.rules.commitment_flow import COMMITMENT_FLOW
from accounting.rules.proposal_flow import USABLE, is_used_up
from accounting.services import kernel
from accounting.services.budget_check import require_available
from accounting.services.commitments import UNRESERVED, draw_on_proposal
from accounting.services.papers import (
    changed_rows,
    lock_paper,
    move_paper,
    note,
    reference,
    require_drafter,
    require_other_person,
    save_paper,
)
from core.access import Actor
from core.errors import FieldFault, InvalidMove
from core.periods import day_of


def change_commitment(
    *,
    commitment_id: UUID,
    changes: Mapping[UUID, int],
    actor: Actor,
    at: datetime,
    version: int | None = None,
    text: str = "",
) -> Commitment:
    """Raise or lower rows (row id → signed amount), decided by an officer who did not draft the paper.

    More draws on the unused rest of its proposal (E-EXE-002) or, for direct kinds, on what is available
    (E-BUD-002/003); less goes down to what is paid or in process. Locks commitment → proposal → lines.
    """
    actor.require(COMMITMENT_APPROVE)
    with transaction.atomic():
        paper = lock_paper(Commitment, commitment_id, version)
        require_other_person(paper, actor)
        next_state = COMMITMENT_FLOW.next(paper.state, "change")
        total = _change_rows(paper, changes, "commitment_changed", actor, at)
        save_paper(paper, state=next_state, total_amount=paper.total_amount + total, decision_text=text)
        close_when_paid(paper)
        note(paper, "commitment_changed", f"원인행위 변경: {paper.number} {total:+,}원", actor, at)
    return paper


def cancel_commitment(
    *, commitment_id: UUID, actor: Actor, at: datetime, version: int | None = None, text: str = ""
) -> Commitment:
    """Give a draft up (drafter), or let the unpaid rest of a partly paid commitment go (another officer).

    Partly paid it falls to what is paid and is CLOSED; money goes back to its proposal while that is open.
    Refuses while a voucher is in process, and a commitment of which nothing is paid: that is cancelled by an
    official document (InvalidMove).
    """
    with transaction.atomic():
        paper = lock_paper(Commitment, commitment_id, version)
        if paper.state == "DRAFT":
            actor.require(COMMITMENT_DRAFT)
            require_drafter(paper, actor)
            move_paper(paper, COMMITMENT_FLOW, "cancel", decision_text=text)
        else:
            actor.require(COMMITMENT_APPROVE)
            require_other_person(paper, actor)
            _cancel_rest(paper, actor, at, text)
        note(paper, "commitment_cancelled", f"원인행위 취소: {paper.number or paper.title}", actor, at)
    return paper


def may_be_undone(paper: Commitment) -> bool:
    """Approved, nothing paid or in process, nothing inspected."""
    if paper.state not in ("APPROVED", "CHANGED"):
        return False
    rows = CommitmentRow.objects.filter(commitment=paper)
    is_touched = rows.filter(Q(paid__gt=0) | Q(in_process__gt=0)).exists()
    return not is_touched and not paper.inspections.exclude(state="FAILED").exists()


def undo_approval(paper: Commitment, actor: Actor, at: datetime) -> None:
    """The effect of a 취소 기안: M goes back, to the proposal while that is open; the paper's rows stay.

    Locks proposal → rows → budget lines.
    """
    proposal = lock_paper(SpendingProposal, paper.proposal_id) if paper.proposal_id else None
    rows = list(CommitmentRow.objects.filter(commitment=paper).for_change())
    draws_on = proposal is not None and _is_open(proposal)
    undone = [(row, -row.amount) for row in rows]
    _post_changes(paper, undone, "commitment_cancelled", actor, at, draws_on=draws_on)
    if draws_on:
        draw_on_proposal(paper.proposal_id, [(row.proposal_row_id, amount) for row, amount in undone], at)
    move_paper(paper, COMMITMENT_FLOW, "cancel")


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


def _cancel_rest(paper: Commitment, actor: Actor, at: datetime, text: str) -> None:
    rows = CommitmentRow.objects.filter(commitment=paper).for_change()
    rest = {row.pk: row.paid - row.amount for row in rows if row.amount > row.paid}
    if not rest:
        raise AlreadyPaid(number=paper.number)
    if not paper.paid_amount:
        raise InvalidMove(state=paper.get_state_display(), verb="cancel_rest")
    next_state = COMMITMENT_FLOW.next(paper.state, "close")
    total = _change_rows(paper, rest, "commitment_cancelled", actor, at)
    save_paper(paper, state=next_state, total_amount=paper.total_amount + total, decision_text=text)


def _change_rows(
    paper: Commitment, changes: Mapping[UUID, int], event: str, actor: Actor, at: datetime
) -> int:
    proposal = lock_paper(SpendingProposal, paper.proposal_id) if paper.proposal_id else None
    rows = {row.pk: row for row in CommitmentRow.objects.filter(commitment=paper).for_change()}
    wanted = changed_rows(rows, changes)
    _refuse_below_paid(wanted, list(changes) if event == "commitment_changed" else [])
    draws_on = proposal is not None and _is_open(proposal)
    if proposal is not None:
        _require_rest(wanted, draws_on)
    _post_changes(paper, wanted, event, actor, at, draws_on=draws_on)
    for row, amount in wanted:
        row.amount += amount
        row.save(update_fields=["amount"])
    if draws_on:
        draw_on_proposal(paper.proposal_id, [(row.proposal_row_id, amount) for row, amount in wanted], at)
    return sum(amount for _, amount in wanted)


def _refuse_below_paid(wanted: list[tuple[CommitmentRow, int]], typed: list[UUID]) -> None:
    """A row falls down to what is paid or in process; the fault stands on the row as it was typed."""
    for row, amount in wanted:
        left = row.amount - row.paid - row.in_process
        if -amount <= left:
            continue
        faults = []
        if row.pk in typed:
            place = typed.index(row.pk)
            text = f"{place + 1}줄은 {left:,}원까지 줄일 수 있습니다."
            faults.append(FieldFault(f"/rows/{place}/amount", "BELOW_PAID", text))
        raise ReductionBelowPaid(left=left, requested=-amount, errors=faults)


def _is_open(proposal: SpendingProposal) -> bool:
    """Does what is given back return to this proposal? A used-up one opens again while its year is open."""
    if proposal.state in USABLE:
        return True
    if not is_used_up(proposal.state, used=proposal.used_amount, total=proposal.total_amount):
        return False
    return FiscalYear.objects.filter(year=proposal.fiscal_year, state=YearState.OPEN).exists()


def _require_rest(wanted: list[tuple[CommitmentRow, int]], draws_on: bool) -> None:
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


def _post_changes(
    paper: Commitment,
    wanted: list[tuple[CommitmentRow, int]],
    event: str,
    actor: Actor,
    at: datetime,
    *,
    draws_on: bool,
) -> None:
    moves_reserve = draws_on and policy_of(paper.fiscal_year).reserve_at != UNRESERVED
    movements: list[kernel.Movement] = []
    needs: dict[UUID, int] = {}
    for row, amount in wanted:
        if moves_reserve:
            movements.append(kernel.Movement(row.line_id, "reserved", -amount))
        elif amount > 0:
            needs[row.line_id] = needs.get(row.line_id, 0) + amount
        movements.append(kernel.Movement(row.line_id, "committed", amount))
    require_available(needs)
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
            movements=movements,
        )
    )
