"""Where a document stands: who holds it since when, who may act for them, and what this person may do now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from approvals.choices import DocumentState, OpinionKind, SignatureKind, StepKind, StepState
from approvals.models import ApprovalStep, OfficialDocument, Opinion
from approvals.queries.desk import Desk
from approvals.queries.merging import merging
from approvals.rules import flows
from approvals.rules.lateness import is_late
from approvals.rules.policy import STRICT, policy_of
from core.access import Actor
from core.errors import DomainError
from identity.queries import names_of

READING = (StepKind.CIRCULATE, StepKind.REFER)


@dataclass(frozen=True)
class Holder:
    """Somebody whose turn it is; while away, who may act instead and from when."""

    step_id: UUID
    kind: StepKind
    title: str
    name: str
    since: datetime | None
    due_on: date | None
    is_held: bool
    away_until: datetime | None = None
    deputy: str = ""
    deputy_since: datetime | None = None


@dataclass(frozen=True)
class Standing:
    """What this person may do with the document at this moment.

    `step`: the open step that waits for the person, `is_acting` for somebody absent. `merge`: the step
    furthest on that a reviewer may sign for somebody absent together with the own review. `ask`: a late step whose deputy may be
    asked. `question`: the oldest question (문의) to the drafter that has no answer yet.
    """

    step: ApprovalStep | None = None
    is_acting: bool = False
    merge: ApprovalStep | None = None
    skip: ApprovalStep | None = None
    answer: ApprovalStep | None = None
    ask: ApprovalStep | None = None
    question: Opinion | None = None
    may_recall: bool = False
    may_change_line: bool = False
    may_edit: bool = False

    @property
    def is_mine(self) -> bool:
        """Whether the document waits for this person."""
        return self.step is not None


def holders_of(steps: Sequence[ApprovalStep], document: OfficialDocument, desk: Desk) -> list[Holder]:
    """지금 누가: the open steps that decide, with the deputies of absent holders. One statement for names."""
    found = [one for one in steps if one.state in flows.OPEN_STEPS and one.kind not in READING]
    acting = {one.pk: desk.deputy(one, document) for one in found}
    names = names_of([*(one.person_id for one in found), *acting.values()])
    return [_holder(one, acting[one.pk], names, desk) for one in found]


def _holder(step: ApprovalStep, deputy: UUID | None, names: dict[UUID, str], desk: Desk) -> Holder:
    absence = desk.absence_of(step.person_id)
    since = None
    if deputy is not None and absence is not None:
        since = max(absence.from_at, step.activated_at) if step.activated_at else absence.from_at
    ends = None
    if absence is not None:
        ends = min(absence.to_at, absence.ended_at) if absence.ended_at else absence.to_at
    return Holder(
        step_id=step.pk,
        kind=StepKind(step.kind),
        title=step.title,
        name=names.get(step.person_id, "") if step.person_id else "",
        since=step.activated_at,
        due_on=step.due_on,
        is_held=step.state == StepState.HELD,
        away_until=ends,
        deputy=names.get(deputy, "") if deputy and deputy != step.person_id else "",
        deputy_since=since,
    )


def standing_of(
    document: OfficialDocument,
    steps: Sequence[ApprovalStep],
    opinions: Sequence[Opinion],
    actor: Actor,
    desk: Desk,
) -> Standing:
    """What the person may do. `steps` of the present round with lines and signatures; no statement of its own."""
    if document.state == DocumentState.APPROVED:
        return Standing(step=_afterwards(steps, actor))
    if document.state != DocumentState.IN_PROGRESS:
        return Standing()
    step, is_acting = _turn(document, steps, actor, desk)
    is_own = actor.user_id in {document.drafter_id, document.owner_id}
    return Standing(
        step=step,
        is_acting=is_acting,
        merge=_merging(document, steps, step, actor, desk),
        skip=_skippable(steps, desk) if is_own else None,
        answer=_unanswered(steps, opinions) if is_own else None,
        ask=_askable(document, steps, desk) if is_own else None,
        question=_open_question(document, opinions) if is_own else None,
        may_recall=is_own and document.lead_id is None and _may_recall(steps),
        may_change_line=(is_own or step is not None) and any(one.state == StepState.WAITING for one in steps),
        may_edit=step is not None and step.kind == StepKind.REVIEW,
    )


def _turn(
    document: OfficialDocument, steps: Sequence[ApprovalStep], actor: Actor, desk: Desk
) -> tuple[ApprovalStep | None, bool]:
    for step in steps:
        if step.state not in flows.OPEN_STEPS or step.kind in READING:
            continue
        try:
            capacity = desk.capacity(step, document, actor)
        except DomainError:
            continue
        return step, capacity.is_acting
    return None, False


def _afterwards(steps: Sequence[ApprovalStep], actor: Actor) -> ApprovalStep | None:
    """The step of somebody who reads after the decision: 후열, 공람, 참조."""
    return next(
        (one for one in steps if one.state in flows.OPEN_STEPS and one.person_id == actor.user_id), None
    )


def _merging(
    document: OfficialDocument,
    steps: Sequence[ApprovalStep],
    own: ApprovalStep | None,
    actor: Actor,
    desk: Desk,
) -> ApprovalStep | None:
    if own is None or own.kind != StepKind.REVIEW or own.person_id != actor.user_id:
        return None
    found = [one for one in steps if merging(document, steps, one, actor.user_id, desk)]
    return max(found, key=lambda one: (one.group.seq, one.ordinal), default=None)


def _skippable(steps: Sequence[ApprovalStep], desk: Desk) -> ApprovalStep | None:
    return next(
        (
            one
            for one in steps
            if one.kind == StepKind.REVIEW and one.state in flows.OPEN_STEPS and desk.is_away(one)
        ),
        None,
    )


def _askable(document: OfficialDocument, steps: Sequence[ApprovalStep], desk: Desk) -> ApprovalStep | None:
    """The first step open too long by somebody present whose deputy order names somebody."""
    return next(
        (
            one
            for one in steps
            if one.kind != StepKind.POST_REVIEW
            and not desk.is_away(one)
            and is_late(
                kind=one.kind,
                state=one.state,
                activated_at=one.activated_at,
                due_on=one.due_on,
                escalate_after_days=policy_of(one.line.policy).escalate_after_days,
                at=desk.at,
            )
            and desk.to_ask(one, document) is not None
        ),
        None,
    )


def _unanswered(steps: Sequence[ApprovalStep], opinions: Sequence[Opinion]) -> ApprovalStep | None:
    answered = {one.step_id for one in opinions if one.kind == OpinionKind.AUDIT_ANSWER}
    return next(
        (
            one
            for one in steps
            if one.kind == StepKind.AUDIT
            and hasattr(one, "signature")
            and one.signature.kind == SignatureKind.AUDIT_OPINION
            and one.pk not in answered
        ),
        None,
    )


def _open_question(document: OfficialDocument, opinions: Sequence[Opinion]) -> Opinion | None:
    answered = {one.answers_id for one in opinions if one.kind == OpinionKind.ANSWER}
    return next(
        (
            one
            for one in opinions
            if one.kind == OpinionKind.QUESTION and one.round == document.round and one.pk not in answered
        ),
        None,
    )


def _may_recall(steps: Sequence[ApprovalStep]) -> bool:
    line = max((one.line for one in steps), key=lambda line: line.number)
    if policy_of(line.policy).recall != STRICT:
        return True
    signed = {StepState.SIGNED, StepState.SIGNED_ACTING, StepState.RETURNED}
    return not any(one.state in signed and one.kind != StepKind.DRAFT for one in steps)
