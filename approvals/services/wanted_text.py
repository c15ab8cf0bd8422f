"""Lines by the keys of their positions as JSON, read and written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from approvals.errors.line import SeatEmpty
from approvals.rules.line_types import (
    CompleteRule,
    GroupMode,
    PlannedGroup,
    PlannedStep,
    StepKind,
)
from approvals.rules.seats import Chart
from approvals.services.wanted_lines import WantedGroup
from core.errors import FieldFault, InvalidInput

MOST_GROUPS, MOST_SEATS = 30, 30


def stored_groups(groups: Sequence[WantedGroup]) -> list[dict[str, Any]]:
    """The groups as they are stored. Refuses more than a line may have, and words that mean nothing."""
    if len(groups) > MOST_GROUPS or any(not 0 < len(one.seats) <= MOST_SEATS for one in groups):
        raise _unreadable()
    try:
        for one in groups:
            StepKind(one.kind), GroupMode(one.mode), CompleteRule(one.complete_rule)
    except ValueError as fault:
        raise _unreadable() from fault
    return [{**asdict(one), "seats": [str(seat)[:80] for seat in one.seats]} for one in groups]


def wanted_of(stored: Iterable[Mapping[str, Any]]) -> list[WantedGroup]:
    """Stored groups read back."""
    return [WantedGroup(**{**one, "seats": tuple(one["seats"])}) for one in stored]


def wanted_from(groups: Iterable[PlannedGroup]) -> list[WantedGroup]:
    """Groups of a line by the keys of their positions; a group with a step of the drafter's own is his."""
    return [
        WantedGroup(
            kind=group.steps[0].kind.value,
            seats=tuple(step.post.key for step in group.steps),
            mode=group.mode.value,
            complete_rule=group.complete_rule.value,
            count=group.count,
            is_required=all(step.required for step in group.steps),
        )
        for group in groups
    ]


def seated_groups(wanted: Iterable[WantedGroup], chart: Chart) -> tuple[list[PlannedGroup], list[SeatEmpty]]:
    """The groups with whoever holds the positions now, and the positions that are gone."""
    groups: list[PlannedGroup] = []
    gone: list[SeatEmpty] = []
    for seq, one in enumerate(wanted, 1):
        steps: list[PlannedStep] = []
        for key in one.seats:
            try:
                seat = chart.of_key(key)
            except (ValueError, KeyError):
                seat = None
            if seat is None:
                gone.append(SeatEmpty(name=key.partition(":")[0]))
            else:
                steps.append(PlannedStep(StepKind(one.kind), seat, required=one.is_required))
        group = PlannedGroup(
            seq, tuple(steps), GroupMode(one.mode), CompleteRule(one.complete_rule), one.count
        )
        if steps:
            groups.append(replace(group, seq=len(groups) + 1))
    return groups, gone


def _unreadable() -> InvalidInput:
    return InvalidInput(errors=[FieldFault("/groups", "malformed", "결재선을 읽을 수 없습니다.")])
