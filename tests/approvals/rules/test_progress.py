"""Moving along a line: random acts on random lines, compared with what a small model says must hold."""

from __future__ import annotations

import random
from uuid import UUID

import pytest

from approvals.rules import flows
from approvals.rules.progress import (
    Board,
    Group,
    Move,
    Step,
    after,
    is_complete,
    returned_at_once,
    start,
    withdrawn,
)

ROUNDS = 400


def _line(rng: random.Random) -> Board:
    """A drafter, some groups of every kind, one decision."""
    groups, steps = [Group(0)], [Step(UUID(int=1), 0, 1, "DRAFT", flows.SIGNED)]
    for seq in range(1, rng.randint(2, 5)):
        size = rng.randint(1, 4)
        rule = rng.choice(["ALL", "ANY", "COUNT"])
        count = rng.randint(1, size) if rule == "COUNT" else 0
        groups.append(Group(seq, rng.choice(["SERIAL", "PARALLEL"]), rule, count))
        steps += [
            Step(
                UUID(int=100 * seq + place),
                seq,
                place,
                rng.choice(["REVIEW", "COOPERATE", "AGREE"]),
                flows.WAITING,
                required=rule == "ALL" or rng.random() < 0.2,
            )
            for place in range(size)
        ]
    last = len(groups)
    groups.append(Group(last))
    steps.append(Step(UUID(int=9999), last, 1, "APPROVE", flows.WAITING))
    return Board(tuple(groups), tuple(steps))


def _check(before: Board, now: Board, move: Move) -> None:
    """What always holds, whatever happened."""
    for old, new in zip(before.steps, now.steps, strict=True):
        if old.state not in flows.UNFINISHED:
            assert new.state == old.state, "a terminal state changed"
    open_groups = {step.group_seq for step in now.steps if step.is_open}
    assert len(open_groups) <= 1, "two groups are open"
    for group in now.deciding_groups():
        if open_groups and group.seq < min(open_groups):
            assert is_complete(group, now.of_group(group.seq)) or not now.of_group(group.seq)
        if open_groups and group.seq > max(open_groups):
            assert all(step.state == flows.WAITING for step in now.of_group(group.seq))
        if group.mode == "SERIAL":
            assert sum(step.is_open for step in now.of_group(group.seq)) <= 1
    ended = move.is_approved or move.is_returned
    assert ended == (not any(step.state in flows.UNFINISHED for step in now.steps))
    if move.is_approved:
        decision = now.step(UUID(int=9999))
        assert decision.state in {flows.SIGNED, flows.SIGNED_ACTING}


@pytest.mark.parametrize("seed", range(25))
def test_random_lines_end_and_open_one_group_after_the_other(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(ROUNDS // 25):
        board = _line(rng)
        move = start(board)
        now = board.with_states(move.states)
        _check(board, now, move)
        opened = list(move.opened_groups)
        for _act in range(60):
            turns = [step for step in now.steps if step.is_open]
            if not turns:
                break
            step = rng.choice(turns)
            dice = rng.random()
            if dice < 0.05:
                move = returned_at_once(now, step.step_id)
            elif dice < 0.15:
                move = after(now, [(step.step_id, flows.RETURNED)])
            elif dice < 0.25 and step.kind == "REVIEW":
                move = after(now, [(step.step_id, flows.SKIPPED)])
            elif dice < 0.3:
                move = Move(((step.step_id, flows.HELD if step.state == flows.ACTIVE else flows.ACTIVE),))
            else:
                move = after(now, [(step.step_id, rng.choice([flows.SIGNED, flows.SIGNED_ACTING]))])
            following = now.with_states(move.states)
            _check(now, following, move)
            opened += move.opened_groups
            now = following
            if move.is_approved or move.is_returned:
                break
        assert len(opened) == len(set(opened)), "a group was opened twice"
        assert opened == sorted(opened)


def test_a_recall_leaves_nothing_open() -> None:
    board = _line(random.Random(1))
    now = board.with_states(start(board).states)
    gone = now.with_states(withdrawn(now).states)
    assert not any(step.state in flows.UNFINISHED for step in gone.steps)
    assert gone.step(UUID(int=1)).state == flows.SIGNED
