"""Sending back: return, rejection, recall, discarding."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from approvals.choices import DocumentState, NoticeKind, OpinionKind, StepState
from approvals.errors import steps as refusals
from approvals.models import ApprovalStep, OfficialDocument
from approvals.rules import flows, progress
from approvals.rules.policy import COLLECT, STRICT
from approvals.services.ending import end_round
from approvals.services.rounds import Round, load_round, require_own, require_seen, write_opinion
from core.access import Actor
from core.errors import InvalidMove


@transaction.atomic
def return_document(
    *,
    document_id: UUID,
    step_id: UUID,
    seen: int,
    opinion: str,
    actor: Actor,
    at: datetime,
    loaded: Round | None = None,
) -> OfficialDocument:
    """Send the document back to its drafter. Needs an opinion (E-APR-018).

    In a parallel group the policy decides: the round ends at once, or the group runs to its end and the
    document goes back with all opinions (handbook 2.5, 10 C-20). Locks the document, then the records.
    """
    case = loaded or load_round(document_id=document_id, actor=actor, at=at)
    step = _open_step(case, step_id, seen, opinion)
    case.settle(step, case.capacity(step))
    write_opinion(case, OpinionKind.RETURN, opinion, step)
    how = case.policy.return_of(step.kind, is_parallel=step.group.mode == "PARALLEL")
    if how == COLLECT:
        move = case.advance([(step.pk, StepState.RETURNED.value)])
    else:
        move = progress.returned_at_once(case.board(), step.pk)
        case.take(move)
    if move.is_returned:
        end_round(case, DocumentState.RETURNED, NoticeKind.RETURNED, opinion)
    _note(case, "document_returned" if move.is_returned else "step_returned", opinion)
    case.write("state")
    return case.document


@transaction.atomic
def reject(
    *,
    document_id: UUID,
    step_id: UUID,
    seen: int,
    opinion: str,
    actor: Actor,
    at: datetime,
    loaded: Round | None = None,
) -> OfficialDocument:
    """Reject for good (부결): only the decider, only forms that allow it. No number; a new draft is needed."""
    case = loaded or load_round(document_id=document_id, actor=actor, at=at)
    step = _open_step(case, step_id, seen, opinion)
    if step.kind != "APPROVE" or not case.document.form.reject_allowed:
        raise InvalidMove(state=case.document.get_state_display(), verb="reject")
    case.settle(step, case.capacity(step))
    write_opinion(case, OpinionKind.REJECT, opinion, step)
    case.take(progress.returned_at_once(case.board(), step.pk))
    end_round(case, DocumentState.REJECTED, NoticeKind.REJECTED, opinion)
    _note(case, "document_rejected", opinion)
    case.write("state")
    return case.document


@transaction.atomic
def recall(
    *, document_id: UUID, reason: str, actor: Actor, at: datetime, seen: int | None = None
) -> OfficialDocument:
    """The drafter takes the document back (회수). Needs a reason (E-APR-022).

    Under the strict policy only while nobody after the drafter signed or returned (E-APR-021); never after
    the approval (E-APR-020). Signed steps stay as history. Locks the document, then the records.
    """
    if not reason.strip():
        raise refusals.RecallReasonMissing
    case = load_round(document_id=document_id, actor=actor, at=at)
    document = case.document
    require_own(document, actor)
    if document.state == DocumentState.APPROVED:
        raise refusals.ApprovedForGood
    if document.state == DocumentState.RECALLED:
        raise refusals.Recalled
    flows.DOCUMENT.next(document.state, "recall")
    if seen is not None:
        require_seen(document, seen)
    board = case.board()
    if case.policy.recall == STRICT and progress.acted_after_drafter(board):
        raise refusals.NextStepProcessed
    if document.lead_id is not None:
        raise refusals.NotYourTurn
    told = case.involved()
    case.take(progress.withdrawn(board))
    write_opinion(case, OpinionKind.RECALL, reason)
    end_round(case, DocumentState.RECALLED, NoticeKind.RECALLED, reason)
    case.tell(told, NoticeKind.RECALLED, reason)
    _note(case, "document_recalled", reason)
    case.write("state")
    return document


def _open_step(case: Round, step_id: UUID, seen: int, opinion: str) -> ApprovalStep:
    step = case.step(step_id)
    case.require_open(step)
    require_seen(case.document, seen)
    if not opinion.strip():
        raise refusals.OpinionMissing
    return step


def _note(case: Round, verb: str, text: str) -> None:
    document = case.document
    case.note(verb, document.title, {"text": text[:500], "round": document.round})
