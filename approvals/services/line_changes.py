"""The part of a line under approval that may still be changed, as groups to work on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from approvals.choices import StepState
from approvals.models import ApprovalStep
from approvals.queries.desk import Desk
from approvals.rules.line_text import seat_of
from approvals.rules.line_types import CompleteRule, GroupMode, PlannedGroup, PlannedStep, StepKind
from approvals.services.wanted_lines import WantedGroup
from approvals.services.wanted_text import seated_groups

GONE = (StepState.WAITING, StepState.CANCELLED, StepState.SUPERSEDED)


@dataclass(frozen=True)
class OpenLine:
    """The steps that stand (drafted, signed, open), the waiting ones and the groups they form."""

    standing: tuple[ApprovalStep, ...]
    replaces: tuple[UUID, ...]
    groups: tuple[PlannedGroup, ...]

    def with_known(self, groups: Iterable[PlannedGroup]) -> tuple[PlannedGroup, ...]:
        """The groups with the article and the duty of every step that was in the line before."""
        known = {(step.kind, step.post.key): step for group in self.groups for step in group.steps}
        return tuple(
            replace(group, steps=tuple(known.get((one.kind, one.post.key), one) for one in group.steps))
            for group in groups
        )


def open_line(steps: Sequence[ApprovalStep], desk: Desk) -> OpenLine:
    """The line of a round, split; who holds the waiting positions is read from the organisation of now."""
    waiting = [one for one in steps if one.state == StepState.WAITING]
    groups: dict[int, list[ApprovalStep]] = {}
    for step in waiting:
        groups.setdefault(step.group.seq, []).append(step)
    return OpenLine(
        standing=tuple(one for one in steps if one.state not in GONE),
        replaces=tuple(one.pk for one in waiting),
        groups=tuple(
            PlannedGroup(
                seq,
                tuple(_planned(step, desk) for step in members),
                GroupMode(members[0].group.mode),
                CompleteRule(members[0].group.complete_rule),
                members[0].group.count,
            )
            for seq, (_before, members) in enumerate(sorted(groups.items()), 1)
        ),
    )


def wanted_line(line: OpenLine, wanted: Sequence[WantedGroup], desk: Desk) -> tuple[PlannedGroup, ...]:
    """The waiting part as somebody wants it. Refuses positions that are gone (E-APR-006)."""
    groups, gone = seated_groups(wanted, desk.chart)
    if gone:
        raise gone[0]
    return line.with_known(groups)


def _planned(step: ApprovalStep, desk: Desk) -> PlannedStep:
    seat = desk.chart.of_key(step.seat_key) or seat_of(step.seat)
    return PlannedStep(StepKind(step.kind), seat, required=step.required, basis=step.basis)
