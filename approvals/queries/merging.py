"""A deputy who is also a reviewer of the line acts once: which reviews go into the 대결 (handbook 2.5)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from approvals.choices import StepKind, StepState
from approvals.models import ApprovalStep, OfficialDocument
from approvals.queries.desk import Desk
from approvals.rules import flows, progress

ACTED_FOR = (StepKind.REVIEW, StepKind.APPROVE)


def board_of(steps: Sequence[ApprovalStep]) -> progress.Board:
    """The steps of a round with their groups as plain values."""
    groups = {step.group.seq: step.group for step in steps}
    return progress.Board(
        tuple(
            progress.Group(group.seq, group.mode, group.complete_rule, group.count)
            for group in groups.values()
        ),
        tuple(
            progress.Step(
                step.pk, step.group.seq, step.ordinal, step.kind, step.state, required=step.required
            )
            for step in steps
        ),
    )


def may_act_later(document: OfficialDocument, step: ApprovalStep, person_id: UUID | None, desk: Desk) -> bool:
    """Whether this waiting review or decision is somebody's absent at the moment whose deputy the person is."""
    if step.kind not in ACTED_FOR or step.state != StepState.WAITING or step.round != document.round:
        return False
    return person_id is not None and desk.deputy(step, document) == person_id


def merging(
    document: OfficialDocument,
    steps: Sequence[ApprovalStep],
    target: ApprovalStep,
    person_id: UUID | None,
    desk: Desk,
) -> tuple[ApprovalStep, ...]:
    """The reviews that go into the 대결 of this person on a waiting step; empty when it may not be signed yet.

    The own open review, and after it reviews of other absent people whose deputy the person is as well. Nothing
    else may stand before the step.
    """
    if not may_act_later(document, target, person_id, desk):
        return ()
    by_id = {one.pk: one for one in steps}
    left = [by_id[step_id] for step_id in progress.left_before(board_of(steps), target.pk)]
    own = [one for one in left if _is_own(one, person_id)]
    others = [one for one in left if one not in own]
    if len(own) != 1 or not all(_goes_along(document, one, person_id, desk) for one in others):
        return ()
    return (*own, *others)


def _is_own(step: ApprovalStep, person_id: UUID | None) -> bool:
    return step.kind == StepKind.REVIEW and step.state in flows.OPEN_STEPS and step.person_id == person_id


def _goes_along(document: OfficialDocument, step: ApprovalStep, person_id: UUID | None, desk: Desk) -> bool:
    return step.kind == StepKind.REVIEW and may_act_later(document, step, person_id, desk)
