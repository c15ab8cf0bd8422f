"""What people on the line do: sign, hold, release, leave a review out, read afterwards."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from approvals.choices import DocumentState, NoticeKind, OpinionKind, SignatureKind, StepState
from approvals.errors import steps as refusals
from approvals.models import ApprovalStep, OfficialDocument
from approvals.queries.desk import Capacity
from approvals.queries.merging import may_act_later, merging
from approvals.rules import flows, progress
from approvals.rules.policy import OVERRIDE
from approvals.services.ending import end_round
from approvals.services.finishing import APPROVAL_COLUMNS, finish
from approvals.services.persons import person_of
from approvals.services.planning import still_decides
from approvals.services.records_of_documents import refuse_signer
from approvals.services.rounds import Round, load_round, require_own, require_seen, write_opinion
from approvals.services.signing import put_signature
from approvals.services.subjects import Signing
from core.access import Actor
from core.errors import FieldFault, InvalidInput

AUDIT_RESULTS = frozenset(
    {SignatureKind.AUDIT_PROPER, SignatureKind.AUDIT_OPINION, SignatureKind.AUDIT_IMPROPER}
)
WITH_TEXT = frozenset(
    {SignatureKind.AGREED_WITH_OPINION, SignatureKind.AUDIT_OPINION, SignatureKind.AUDIT_IMPROPER}
)
MERGED = "대결로 갈음"


@transaction.atomic
def sign(
    *,
    document_id: UUID,
    step_id: UUID,
    seen: int,
    actor: Actor,
    at: datetime,
    result: SignatureKind = SignatureKind.AGREED,
    opinion: str = "",
    stepped_up: bool = False,
    loaded: Round | None = None,
) -> OfficialDocument:
    """Sign a step: agree, agree with opinion, or give the result of an audit; the last signature approves.

    Locks the document, then (at the last signature) followers, records by (table, id), what their effects
    lock, the number series. A reviewer who may act for the decider, or for a reviewer after him, signs that
    very step: then the own review, if nothing else is left before it, is merged into the 대결. Refuses: E-APR-010, 011, 012, 013 … 019,
    023, 030, 031, 032, 033, 035, and what the records have against this very signer. `loaded`: the round, when
    the caller holds the document's lock already.
    """
    case = loaded or load_round(document_id=document_id, actor=actor, at=at)
    step = case.step(step_id)
    merged = merging(case.document, case.steps, step, actor.user_id, case.desk)
    if not merged:
        case.require_open(step)
    require_seen(case.document, seen)
    capacity = case.capacity(step)
    _require_form(case, step, result, opinion, stepped_up)
    refuse_signer(case, _signing(case, step, capacity))
    if step.kind == "APPROVE":
        _require_decidable(case, step, opinion)
    if result == SignatureKind.AUDIT_IMPROPER and case.policy.audit_improper != OVERRIDE:
        return _return_by_audit(case, step, capacity, opinion)
    signature = put_signature(case, step, result, capacity, stepped_up=stepped_up)
    write_opinion(case, _opinion_kind(case, step, result), opinion, step)
    case.settle(step, capacity)
    states = [(step.pk, StepState.SIGNED_ACTING.value if capacity.is_acting else StepState.SIGNED.value)]
    for one in merged:
        one.skip_reason = MERGED
        states.append((one.pk, StepState.SUPERSEDED.value))
    move = case.advance(states)
    columns: tuple[str, ...] = ("signature_count", "last_signature")
    if move.is_approved:
        finish(case, step, signature)
        columns = APPROVAL_COLUMNS
    elif move.is_returned:
        end_round(case, DocumentState.RETURNED, NoticeKind.RETURNED, opinion)
        columns = (*columns, "state")
    elif result == SignatureKind.AUDIT_OPINION:
        case.tell([case.document.owner_id, case.document.drafter_id], NoticeKind.AUDIT_OPINION, opinion)
    _note(case, "document_approved" if move.is_approved else "step_signed", step)
    case.write(*columns)
    return case.document


@transaction.atomic
def hold(
    *, document_id: UUID, step_id: UUID, seen: int, opinion: str, actor: Actor, at: datetime
) -> OfficialDocument:
    """Park an open step (보류). Needs an opinion (E-APR-018), which the drafter is told; does not stop a recall."""
    case, step, _capacity = _acting_on(document_id, step_id, seen, actor, at)
    if not opinion.strip():
        raise refusals.OpinionMissing
    step.state = flows.STEP.next(step.state, "hold")
    case.change(step)
    write_opinion(case, OpinionKind.HOLD, opinion, step)
    case.tell([case.document.owner_id, case.document.drafter_id], NoticeKind.HELD, opinion.strip())
    _note(case, "step_held", step)
    case.write()
    return case.document


@transaction.atomic
def release(*, document_id: UUID, step_id: UUID, seen: int, actor: Actor, at: datetime) -> OfficialDocument:
    """Take a parked step up again, by its holder or deputy."""
    case, step, _capacity = _acting_on(document_id, step_id, seen, actor, at)
    step.state = flows.STEP.next(step.state, "release")
    case.change(step)
    _note(case, "step_released", step)
    case.write()
    return case.document


@transaction.atomic
def skip_review(
    *, document_id: UUID, step_id: UUID, seen: int, reason: str, actor: Actor, at: datetime
) -> OfficialDocument:
    """The drafter leaves out the review of somebody absent (영 제9조제1항); the box shows the reason.

    Refuses E-APR-018 without a reason, E-APR-025 for other steps and present holders.
    """
    case = load_round(document_id=document_id, actor=actor, at=at)
    step = case.step(step_id)
    require_own(case.document, actor)
    case.require_open(step)
    require_seen(case.document, seen)
    if not reason.strip():
        raise refusals.OpinionMissing
    if step.kind != "REVIEW" or not case.desk.is_away(step):
        raise refusals.SkipNotAllowed
    step.skip_reason = reason.strip()[:100]
    case.settle(step, None)
    write_opinion(case, OpinionKind.SKIP, reason, step)
    case.advance([(step.pk, StepState.SKIPPED.value)])
    _note(case, "review_skipped", step)
    case.write()
    return case.document


@transaction.atomic
def merge_review(
    *, document_id: UUID, step_id: UUID, seen: int, actor: Actor, at: datetime
) -> OfficialDocument:
    """A reviewer who will sign for an absent one further on passes the own review: one signature, as 대결.

    Refuses E-APR-025 unless the actor is at this moment the deputy of the decider or of a reviewer still waiting.
    """
    case, step, capacity = _acting_on(document_id, step_id, seen, actor, at)
    acts_later = any(may_act_later(case.document, one, actor.user_id, case.desk) for one in case.steps)
    if step.kind != "REVIEW" or not acts_later:
        raise refusals.SkipNotAllowed
    step.skip_reason = MERGED
    case.settle(step, capacity)
    case.advance([(step.pk, StepState.SUPERSEDED.value)])
    _note(case, "review_merged", step)
    case.write()
    return case.document


@transaction.atomic
def read_afterwards(
    *, document_id: UUID, step_id: UUID, actor: Actor, at: datetime, opinion: str = ""
) -> OfficialDocument:
    """후열: the absent original has read what was decided for him; no effect on validity."""
    case = load_round(document_id=document_id, actor=actor, at=at)
    step = case.step(step_id)
    if step.state in flows.ACTED:
        case.require_open(step)
    if step.kind != "POST_REVIEW" or step.state not in flows.OPEN_STEPS:
        raise refusals.NotYourTurn
    if step.person_id != actor.user_id:
        raise refusals.NotYourTurn
    put_signature(case, step, SignatureKind.POST_REVIEWED, Capacity(title=step.title))
    write_opinion(case, OpinionKind.AGREEMENT, opinion, step)
    case.settle(step, None)
    step.state = StepState.SIGNED
    case.change(step)
    _note(case, "document_read_afterwards", step)
    case.write("signature_count", "last_signature")
    return case.document


def _acting_on(
    document_id: UUID, step_id: UUID, seen: int, actor: Actor, at: datetime
) -> tuple[Round, ApprovalStep, Capacity]:
    case = load_round(document_id=document_id, actor=actor, at=at)
    step = case.step(step_id)
    case.require_open(step)
    require_seen(case.document, seen)
    return case, step, case.capacity(step)


def _signing(case: Round, step: ApprovalStep, capacity: Capacity) -> Signing:
    person = person_of(case.actor)
    return Signing(
        person_id=person,
        person=case.actor.name,
        holder_id=capacity.acting_for if capacity.is_acting else person,
        is_decision=step.kind == "APPROVE",
        holders=case.holders(),
    )


def _require_form(
    case: Round, step: ApprovalStep, result: SignatureKind, opinion: str, stepped_up: bool
) -> None:
    is_audit = step.kind == "AUDIT"
    if is_audit != (result in AUDIT_RESULTS) or result in {
        SignatureKind.DRAFT,
        SignatureKind.POST_REVIEWED,
    }:
        raise InvalidInput(errors=[FieldFault("/result", "INVALID", str(SignatureKind(result).label))])
    if result in WITH_TEXT and not opinion.strip():
        raise refusals.OpinionMissing
    if case.document.form.step_up and not stepped_up:
        raise refusals.StepUpNeeded


def _require_decidable(case: Round, step: ApprovalStep, opinion: str) -> None:
    """What the decider must have: answers to the audit, a reason against it, authority of the table."""
    audits = [
        one
        for one in case.steps
        if one.kind == "AUDIT" and one.state in flows.DONE_WELL and hasattr(one, "signature")
    ]
    if any(one.signature.kind == SignatureKind.AUDIT_IMPROPER for one in audits) and not opinion.strip():
        raise refusals.AuditNegative
    asked = [one for one in audits if one.signature.kind == SignatureKind.AUDIT_OPINION]
    if any(not one.is_answered for one in asked):  # type: ignore[attr-defined]
        raise refusals.AuditUnanswered
    if not keeps_authority_now(case, step):
        raise refusals.AuthorityLost


def keeps_authority_now(case: Round, step: ApprovalStep) -> bool:
    """Whether the delegation table in force still lets the position of the step decide (2.13)."""
    seat = case.desk.seat(step)
    return seat is not None and still_decides(case.document, case.line, seat, case.desk)


def _return_by_audit(case: Round, step: ApprovalStep, capacity: Capacity, opinion: str) -> OfficialDocument:
    """부적정 under the default policy: the document goes back."""
    write_opinion(case, OpinionKind.AUDIT, opinion, step)
    case.settle(step, capacity)
    case.take(progress.returned_at_once(case.board(), step.pk))
    end_round(case, DocumentState.RETURNED, NoticeKind.RETURNED, opinion)
    _note(case, "document_returned", step)
    case.write("state")
    return case.document


def _opinion_kind(case: Round, step: ApprovalStep, result: SignatureKind) -> OpinionKind:
    if result in AUDIT_RESULTS:
        return OpinionKind.AUDIT
    improper = any(
        one.kind == "AUDIT"
        and hasattr(one, "signature")
        and one.signature.kind == SignatureKind.AUDIT_IMPROPER
        for one in case.steps
    )
    return OpinionKind.GO_ON if improper and step.kind == "APPROVE" else OpinionKind.AGREEMENT


def _note(case: Round, verb: str, step: ApprovalStep) -> None:
    document = case.document
    case.note(
        verb,
        f"{step.title} {document.number_text} {document.title}".strip(),
        {"step": str(step.pk), "round": document.round, "state": document.state},
    )
