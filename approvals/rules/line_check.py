"""What is wrong with a line a drafter has changed (invariants of handbook 2.5), and whether authority still holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from approvals.rules.line_types import (
    COOPERATION,
    DECIDING,
    CompleteRule,
    LineFault,
    LineRequest,
    PlannedGroup,
    PlannedLine,
    PlannedStep,
    Seat,
    StepKind,
)
from organization.rules.structure import Level

NOT_ONE_APPROVER, TOO_LOW, COOPERATION_MISSING = "E-APR-001", "E-APR-002", "E-APR-003"
SELF_APPROVAL, PERSON_TWICE, SEAT_EMPTY, INTEREST = "E-APR-004", "E-APR-005", "E-APR-006", "E-APR-017"
STEP_MISSING, AUDIT_MOVED = "LINE_STEP_MISSING", "LINE_AUDIT_MOVED"
AFTER_FINAL = "E-APR-037"
COUNT_WRONG = "LINE_COUNT_WRONG"


def faults_of(
    groups: Sequence[PlannedGroup], planned: PlannedLine, request: LineRequest, drafter_level: Level
) -> list[LineFault]:
    """Faults of the groups as the drafter wants them, measured by the line the table asks for."""
    deciding = [step for group in groups for step in group.steps if step.kind in DECIDING]
    approvals = [step for step in deciding if step.kind is StepKind.APPROVE]
    faults: list[LineFault] = []
    if len(approvals) != 1 or not _stands_alone(groups):
        faults.append(LineFault(NOT_ONE_APPROVER, {"n": len(approvals)}))
    if len(approvals) == 1:
        faults += _faults_of_final(approvals[0], planned, request)
        faults += _faults_of_order(groups)
    faults += _faults_of_counts(groups)
    faults += _missing(_binding(groups), planned, request)
    if drafter_level >= Level.HEAD and not planned.decided_by_drafter:
        faults.append(LineFault(SELF_APPROVAL))
    signing = [step for step in deciding if not step.skip_reason]
    faults += _twice(signing, request)
    faults += [
        LineFault(SEAT_EMPTY, {"name": f"{step.post.department} {step.post.title}".strip() or step.post.role})
        for step in signing
        if step.seat.is_vacant and not step.seat.is_outside
    ]
    return _once(faults)


def _once(faults: list[LineFault]) -> list[LineFault]:
    found: list[LineFault] = []
    for fault in faults:
        if fault not in found:
            found.append(fault)
    return found


def _stands_alone(groups: Sequence[PlannedGroup]) -> bool:
    """The decision is the only step of its group."""
    return all(
        len(group.steps) == 1
        for group in groups
        if any(step.kind is StepKind.APPROVE for step in group.steps)
    )


def _faults_of_final(final: PlannedStep, planned: PlannedLine, request: LineRequest) -> list[LineFault]:
    faults = []
    signer = final.seat.person_id
    if signer == request.drafter_id and not (planned.decided_by_drafter and _is_planned(final, planned)):
        faults.append(LineFault(SELF_APPROVAL))
    elif signer is not None and signer in request.people:
        faults.append(LineFault(INTEREST))
    if planned.final is not None and not reaches(final.post, planned.final.post):
        faults.append(LineFault(TOO_LOW, {"required": planned.final.post.title or planned.final_role}))
    return faults


def _is_planned(final: PlannedStep, planned: PlannedLine) -> bool:
    return planned.final is not None and final.post.key == planned.final.post.key


def reaches(post: Seat, required: Seat) -> bool:
    """Whether deciding at `post` satisfies a table that asks for `required`: the same post, or a higher one."""
    return post.key == required.key or post.level > required.level


def _faults_of_order(groups: Sequence[PlannedGroup]) -> list[LineFault]:
    """Nothing decides after the decision (the regulation knows no 후결); the audit stands directly before it, behind all cooperation."""
    kinds = [{step.kind for step in group.steps} & DECIDING for group in groups]
    at = next(index for index, found in enumerate(kinds) if StepKind.APPROVE in found)
    faults = [LineFault(AFTER_FINAL)] if any(kinds[at + 1 :]) else []
    audits = [index for index, found in enumerate(kinds) if StepKind.AUDIT in found]
    if audits and (audits != [at - 1] or kinds[at - 1] != {StepKind.AUDIT}):
        faults.append(LineFault(AUDIT_MOVED))
    return faults


def _faults_of_counts(groups: Sequence[PlannedGroup]) -> list[LineFault]:
    """A count belongs to COUNT alone, and there must be as many people."""
    faults = []
    for group in groups:
        people = sum(step.kind in DECIDING for step in group.steps)
        is_count = group.complete_rule is CompleteRule.COUNT
        if not (1 <= group.count <= people if is_count else group.count == 0):
            faults.append(LineFault(COUNT_WRONG, {"count": group.count, "people": people}))
    return faults


def _binding(groups: Sequence[PlannedGroup]) -> list[PlannedStep]:
    """Deciding steps without which the line cannot end: not those a group may do without."""
    return [
        step
        for group in groups
        for step in group.steps
        if step.kind in DECIDING and (group.complete_rule is CompleteRule.ALL or step.required)
    ]


def _missing(deciding: list[PlannedStep], planned: PlannedLine, request: LineRequest) -> list[LineFault]:
    """Required steps of the table that the line has lost."""
    before = []
    for step in deciding:
        before.append(step)
        if step.kind is StepKind.APPROVE:
            break
    faults = []
    for step in planned.steps:
        if (
            step.required
            and step.kind is not StepKind.APPROVE
            and not _is_met(step, before, request.drafter_id)
        ):
            name = f"{step.post.department} {step.post.title}".strip()
            is_review = step.kind is StepKind.REVIEW
            code, word = (STEP_MISSING, "name") if is_review else (COOPERATION_MISSING, "dept")
            faults.append(LineFault(code, {word: name if is_review else step.post.department}))
    return faults


def _is_met(wanted: PlannedStep, before: list[PlannedStep], drafter_id: UUID) -> bool:
    """Whether the signature is in the line: as that kind of step, or as drafter, reviewer or decider."""
    if wanted.kind is StepKind.AUDIT:
        return any(step.kind is StepKind.AUDIT and step.post.key == wanted.post.key for step in before)
    if wanted.seat.person_id == drafter_id:
        return True
    kinds = {StepKind.REVIEW, StepKind.APPROVE}
    if wanted.kind in COOPERATION:
        kinds |= COOPERATION
    people = {step.seat.person_id for step in before if step.kind in kinds and step.seat.person_id}
    return wanted.seat.person_id in people or any(
        step.post.key == wanted.post.key for step in before if step.kind in kinds
    )


def _twice(deciding: list[PlannedStep], request: LineRequest) -> list[LineFault]:
    """Nobody signs twice among the deciding steps; the drafter has signed by submitting."""
    counts = Counter(step.seat.person_id for step in deciding if step.seat.person_id is not None)
    names = {step.seat.person_id: step.seat.person for step in deciding}
    faults = [LineFault(PERSON_TWICE, {"name": names[one]}) for one, n in counts.items() if n > 1]
    others = [step for step in deciding if step.kind is not StepKind.APPROVE]
    if any(step.seat.person_id == request.drafter_id for step in others):
        faults.append(LineFault(PERSON_TWICE, {"name": names[request.drafter_id]}))
    return faults


def keeps_authority(post: Seat, planned_now: PlannedLine) -> bool:
    """Whether the deciding post still reaches what the table in force asks for (else E-APR-033)."""
    return planned_now.final is not None and reaches(post, planned_now.final.post)
