"""A line as its drafter wants it, kept within what the delegation table asks for at this moment.

Steps of the table that are missing are put in, steps of an earlier table go, the drafter's own steps stay where
he put them. Review and cooperation keep his order; audit, decision and what follows it keep theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from approvals.rules.line_check import reaches
from approvals.rules.line_text import renumbered
from approvals.rules.line_types import (
    COOPERATION,
    CompleteRule,
    GroupMode,
    PlannedGroup,
    PlannedLine,
    PlannedStep,
    Seat,
    StepKind,
)

AFTERWARDS = frozenset({StepKind.POST_REVIEW, StepKind.CIRCULATE, StepKind.REFER})
ADDABLE = (
    StepKind.REVIEW,
    StepKind.COOPERATE,
    StepKind.AGREE,
    StepKind.CIRCULATE,
    StepKind.REFER,
    StepKind.APPROVE,
)
_Key = tuple[StepKind, str]


def drafted_line(planned: PlannedLine, wanted: Sequence[PlannedGroup]) -> tuple[PlannedGroup, ...]:
    """The wanted groups with everything the table asks for; the plan itself where nothing is wanted."""
    if not wanted or planned.decided_by_drafter:
        return renumbered(planned.groups, 1)
    asked = {_key(step): step for step in planned.steps}
    placed: set[_Key] = set()
    kept = [_kept(group, planned, asked, placed) for group in wanted]
    groups = [group for group in kept if group.steps]
    for group in planned.groups:
        left = tuple(step for step in group.steps if _key(step) not in placed)
        if left:
            groups.insert(_place(groups, left[0].kind), replace(group, steps=left))
    ordered = sorted(groups, key=_rank)
    return tuple(replace(group, seq=seq) for seq, group in enumerate(ordered, 1))


def with_step(
    groups: Sequence[PlannedGroup], kind: StepKind, seat: Seat, *, is_parallel: bool = False
) -> tuple[PlannedGroup, ...]:
    """The line with one more step, of the drafter's own choice.

    A decision takes the place of the one there. Cooperation joins the last cooperating group where it is to run
    beside it. A position that has such a step already is not added again.
    """
    step = PlannedStep(kind, seat, required=False)
    if any(_key(one) == _key(step) for group in groups for one in group.steps):
        return tuple(groups)
    if kind is StepKind.APPROVE:
        others = [group for group in groups if _kind(group) is not StepKind.APPROVE]
        return _renumbered([*others, PlannedGroup(0, (step,))])
    beside = [at for at, group in enumerate(groups) if _joins(group, kind)]
    if beside and (is_parallel or kind in AFTERWARDS):
        group = groups[beside[-1]]
        joined = replace(group, steps=(*group.steps, step), mode=GroupMode.PARALLEL)
        return tuple(joined if at == beside[-1] else one for at, one in enumerate(groups))
    found = list(groups)
    found.insert(_place(found, kind), PlannedGroup(0, (step,), _mode(kind)))
    return _renumbered(found)


def without_step(groups: Sequence[PlannedGroup], seq: int, ordinal: int) -> tuple[PlannedGroup, ...]:
    """The line without one step of the drafter's own; steps the table asks for stay."""
    found = []
    for group in groups:
        steps = tuple(
            step
            for number, step in enumerate(group.steps, 1)
            if (group.seq, number) != (seq, ordinal) or step.required
        )
        if steps:
            found.append(_settled(replace(group, steps=steps)))
    return _renumbered(found)


def with_group_moved(groups: Sequence[PlannedGroup], seq: int, by: int) -> tuple[PlannedGroup, ...]:
    """The line with a group of reviewers or cooperators one place earlier (-1) or later (+1)."""
    found = list(groups)
    at = next((index for index, group in enumerate(found) if group.seq == seq), None)
    if at is None or not 0 <= at + by < len(found) or _rank(found[at]) or _rank(found[at + by]):
        return tuple(groups)
    found[at], found[at + by] = found[at + by], found[at]
    return _renumbered(found)


def with_mode(
    groups: Sequence[PlannedGroup], seq: int, mode: GroupMode, rule: CompleteRule
) -> tuple[PlannedGroup, ...]:
    """The line with the steps of a group all at once or one after the other.

    Where the table asks for one of the steps, everybody of the group must sign.
    """
    return tuple(
        replace(
            group,
            mode=mode,
            complete_rule=CompleteRule.ALL if any(step.required for step in group.steps) else rule,
            count=0,
        )
        if group.seq == seq and len(group.steps) > 1
        else group
        for group in groups
    )


def with_known(
    groups: Iterable[PlannedGroup],
    known: Iterable[PlannedStep],
    asked: Iterable[PlannedStep] | None = None,
) -> tuple[PlannedGroup, ...]:
    """The groups with the article, notes and deputy of every step that is known already.

    With `asked` only the steps named there are obligatory whatever is wanted; without it all known ones stay as
    they are.
    """
    by_key = {_key(step): step for step in known}
    binding = None if asked is None else {_key(step) for step in asked}

    def settled(one: PlannedStep) -> PlannedStep:
        found = by_key.get(_key(one))
        is_asked = binding is not None and _key(one) in binding
        if found is None:
            return replace(one, required=one.required or is_asked)
        return found if binding is None else replace(found, required=one.required or is_asked)

    return tuple(replace(group, steps=tuple(settled(one) for one in group.steps)) for group in groups)


def own_steps(groups: Iterable[PlannedGroup]) -> list[PlannedStep]:
    """The steps the drafter added."""
    return [step for group in groups for step in group.steps if not step.required]


def _kept(
    group: PlannedGroup, planned: PlannedLine, asked: dict[_Key, PlannedStep], placed: set[_Key]
) -> PlannedGroup:
    """The steps of a wanted group that still belong in the line; `placed` gathers what it settles."""
    steps = []
    for step in group.steps:
        key = _key(step)
        if key in placed:
            continue
        if key in asked:
            steps.append(asked[key])
            placed.add(key)
        elif step.kind is StepKind.APPROVE:
            final = None if step.required else planned.final
            if final is not None and reaches(step.post, final.post):
                steps.append(step)
                placed.add(_key(final))
        elif not step.required:
            steps.append(step)
    return _settled(replace(group, steps=tuple(steps)))


def _settled(group: PlannedGroup) -> PlannedGroup:
    """Counts that more steps were needed for mean nothing once there are fewer."""
    if group.complete_rule is CompleteRule.COUNT and not 0 < group.count <= len(group.steps):
        return replace(group, complete_rule=CompleteRule.ALL, count=0)
    return group


def _place(groups: Sequence[PlannedGroup], kind: StepKind) -> int:
    """Where a group of this kind goes: reviewers before cooperation, audit before the decision."""
    if kind is StepKind.REVIEW:
        ahead = [at for at, group in enumerate(groups) if _kind(group) is not StepKind.REVIEW]
    else:
        rank = _RANKS.get(kind, 0)
        ahead = [at for at, group in enumerate(groups) if _rank(group) > rank]
    return ahead[0] if ahead else len(groups)


_RANKS = {StepKind.AUDIT: 1, StepKind.APPROVE: 2, **dict.fromkeys(AFTERWARDS, 3)}


def _rank(group: PlannedGroup) -> int:
    return _RANKS.get(_kind(group), 0)


def _kind(group: PlannedGroup) -> StepKind:
    return group.steps[0].kind


def _key(step: PlannedStep) -> _Key:
    return step.kind, step.post.key


def _mode(kind: StepKind) -> GroupMode:
    return GroupMode.PARALLEL if kind in COOPERATION or kind in AFTERWARDS else GroupMode.SERIAL


def _joins(group: PlannedGroup, kind: StepKind) -> bool:
    return _kind(group) is kind


def _renumbered(groups: Iterable[PlannedGroup]) -> tuple[PlannedGroup, ...]:
    ordered = sorted(groups, key=_rank)
    return tuple(replace(group, seq=seq) for seq, group in enumerate(ordered, 1))
