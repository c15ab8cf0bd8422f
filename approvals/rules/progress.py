"""How a line moves on: which steps open, when a group is complete, when a return ends the round (2.5, 2.7).

Over plain values: the service reads the steps of the round, asks here, writes what comes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from approvals.rules.flows import (
    ACTIVE,
    CANCELLED,
    DONE_WELL,
    OPEN_STEPS,
    RETURNED,
    SIGNED,
    SIGNED_ACTING,
    SUPERSEDED,
    UNFINISHED,
    WAITING,
)
from approvals.rules.line_types import DECIDING, CompleteRule, GroupMode

DRAFT_KIND, APPROVE_KIND = "DRAFT", "APPROVE"
_SIGNED = frozenset({SIGNED, SIGNED_ACTING})
_GONE = frozenset({CANCELLED, SUPERSEDED})
_DECIDING = frozenset(kind.value for kind in DECIDING) | {DRAFT_KIND}


@dataclass(frozen=True)
class Step:
    """A step as far as moving on cares."""

    step_id: UUID
    group_seq: int
    ordinal: int
    kind: str
    state: str
    required: bool = True

    @property
    def decides(self) -> bool:
        """Whether the round waits for it."""
        return self.kind in _DECIDING

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STEPS


@dataclass(frozen=True)
class Group:
    """A group as far as moving on cares."""

    seq: int
    mode: str = GroupMode.SERIAL.value
    rule: str = CompleteRule.ALL.value
    count: int = 0


@dataclass(frozen=True)
class Move:
    """What follows: states to set, groups that become active, whether the round is over and how."""

    states: tuple[tuple[UUID, str], ...] = ()
    opened_groups: tuple[int, ...] = ()
    is_approved: bool = False
    is_returned: bool = False

    def state_of(self, step_id: UUID) -> str | None:
        """The new state of a step, None when it stays."""
        return dict(self.states).get(step_id)


@dataclass(frozen=True)
class Board:
    """The groups and steps of one round."""

    groups: tuple[Group, ...]
    steps: tuple[Step, ...]

    def of_group(self, seq: int) -> tuple[Step, ...]:
        """Deciding steps of a group that still count, in order."""
        found = (s for s in self.steps if s.group_seq == seq and s.decides and s.state not in _GONE)
        return tuple(sorted(found, key=lambda step: step.ordinal))

    def deciding_groups(self) -> tuple[Group, ...]:
        """Groups with deciding steps, in order."""
        return tuple(
            group
            for group in sorted(self.groups, key=lambda group: group.seq)
            if any(step.group_seq == group.seq and step.decides for step in self.steps)
        )

    def step(self, step_id: UUID) -> Step:
        """One step by its id."""
        return next(step for step in self.steps if step.step_id == step_id)

    def with_states(self, states: Iterable[tuple[UUID, str]]) -> Board:
        """The same round with other states."""
        new = dict(states)
        return replace(
            self, steps=tuple(replace(step, state=new.get(step.step_id, step.state)) for step in self.steps)
        )


def is_complete(group: Group, steps: Sequence[Step]) -> bool:
    """ALL: every step is signed or skipped. ANY, COUNT: enough signatures, and every required one."""
    if group.rule == CompleteRule.ALL.value:
        return all(step.state in DONE_WELL for step in steps)
    wanted = 1 if group.rule == CompleteRule.ANY.value else group.count
    enough = sum(step.state in _SIGNED for step in steps) >= wanted
    return enough and all(step.state in DONE_WELL for step in steps if step.required)


def is_lost(group: Group, steps: Sequence[Step]) -> bool:
    """Collected returns: the group has run to its end, or enough signatures can no longer come (C-20)."""
    if not any(step.state == RETURNED for step in steps):
        return False
    if group.rule == CompleteRule.ALL.value:
        return not any(step.state in UNFINISHED for step in steps)
    wanted = 1 if group.rule == CompleteRule.ANY.value else group.count
    possible = sum(step.state in _SIGNED or step.state in UNFINISHED for step in steps)
    return possible < wanted or any(step.required and step.state == RETURNED for step in steps)


def after(board: Board, changed: Iterable[tuple[UUID, str]]) -> Move:
    """What follows when these steps took these states: completion, cancelled sisters, the next group.

    Groups open one after the other; a group whose every step is gone is passed over. The last deciding
    group complete means approved.
    """
    states = list(changed)
    now = board.with_states(states)
    opened: list[int] = []
    for group in now.deciding_groups():
        steps = now.of_group(group.seq)
        if not steps:
            continue
        if is_complete(group, steps):
            rest = [(step.step_id, CANCELLED) for step in steps if step.state in UNFINISHED]
            states += rest
            now = now.with_states(rest)
            continue
        if is_lost(group, steps):
            return Move((*states, *_cancel_open(now)), is_returned=True)
        fresh = _to_open(group, steps)
        if fresh and not _was_open(board.of_group(group.seq)):
            opened.append(group.seq)
        return Move((*states, *fresh), tuple(opened))
    return Move(tuple(states), tuple(opened), is_approved=True)


def start(board: Board) -> Move:
    """The first group of a round opens (or the line is decided by the drafter's own signature)."""
    return after(board, ())


def returned_at_once(board: Board, step_id: UUID) -> Move:
    """A return that ends the round: the step is RETURNED, everything else not done is CANCELLED."""
    now = board.with_states([(step_id, RETURNED)])
    return Move(((step_id, RETURNED), *_cancel_open(now)), is_returned=True)


def withdrawn(board: Board) -> Move:
    """A recall: everything not done is CANCELLED."""
    return Move(_cancel_open(board))


def acted_after_drafter(board: Board) -> bool:
    """Whether somebody after the drafter signed or returned; held and skipped steps do not count (2.8)."""
    return any(
        step.kind != DRAFT_KIND and step.decides and step.state in (_SIGNED | {RETURNED})
        for step in board.steps
    )


def left_before(board: Board, step_id: UUID) -> tuple[UUID, ...]:
    """What still stands between now and this step, in order: steps not done, or returned, ahead of it.

    Sisters of a parallel group open together with it and do not stand before it.
    """
    target = board.step(step_id)
    return tuple(
        step.step_id
        for group in board.deciding_groups()
        if group.seq <= target.group_seq
        for step in board.of_group(group.seq)
        if (step.state in UNFINISHED or step.state == RETURNED) and _comes_before(group, step, target)
    )


def _comes_before(group: Group, step: Step, target: Step) -> bool:
    if group.seq < target.group_seq:
        return True
    return group.mode == GroupMode.SERIAL.value and step.ordinal < target.ordinal


def afterwards(board: Board) -> tuple[tuple[UUID, str], ...]:
    """Steps that become active when the document is approved: 후열, 공람, 참조."""
    return tuple((step.step_id, ACTIVE) for step in board.steps if not step.decides and step.state == WAITING)


def _cancel_open(board: Board) -> tuple[tuple[UUID, str], ...]:
    return tuple((step.step_id, CANCELLED) for step in board.steps if step.state in UNFINISHED)


def _to_open(group: Group, steps: Sequence[Step]) -> list[tuple[UUID, str]]:
    waiting = [step for step in steps if step.state == WAITING]
    if group.mode == GroupMode.PARALLEL.value:
        return [(step.step_id, ACTIVE) for step in waiting]
    if any(step.is_open for step in steps):
        return []
    return [(step.step_id, ACTIVE) for step in waiting[:1]]


def _was_open(steps: Sequence[Step]) -> bool:
    return any(step.state != WAITING for step in steps)
