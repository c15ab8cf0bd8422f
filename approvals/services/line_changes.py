"""A line under approval as groups of a plan: the part that stands, and the part that may still be changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from approvals.choices import StepState
from approvals.models import ApprovalStep, OfficialDocument
from approvals.queries.desk import Desk, people_of
from approvals.rules.line_draft import with_known
from approvals.rules.line_text import notes_of, seat_of
from approvals.rules.line_types import (
    CompleteRule,
    GroupMode,
    PlannedGroup,
    PlannedLine,
    PlannedStep,
    Seat,
    SeatKind,
    StepKind,
)
from approvals.services.wanted_lines import WantedGroup
from approvals.services.wanted_text import seated_groups

GONE = frozenset({StepState.CANCELLED.value, StepState.SUPERSEDED.value})
SIGNED = frozenset({StepState.SIGNED.value, StepState.SIGNED_ACTING.value})


@dataclass(frozen=True)
class OpenLine:
    """The steps that stand (drafted, signed, open), the waiting ones and the groups they form."""

    standing: tuple[ApprovalStep, ...]
    replaces: tuple[UUID, ...]
    groups: tuple[PlannedGroup, ...]

    def with_known(self, groups: Iterable[PlannedGroup]) -> tuple[PlannedGroup, ...]:
        """The groups with the article and the duty of every step that was in the line before."""
        return with_known(groups, self.steps)

    @property
    def steps(self) -> tuple[PlannedStep, ...]:
        """The waiting steps in order."""
        return tuple(step for group in self.groups for step in group.steps)


def open_line(document: OfficialDocument, steps: Sequence[ApprovalStep], desk: Desk) -> OpenLine:
    """The line of a round, split; who holds the waiting positions is read from the organisation of now."""
    standing = tuple(one for one in steps if one.state != StepState.WAITING and one.state not in GONE)
    waiting = [one for one in steps if one.state == StepState.WAITING]
    barred = frozenset({document.drafter_id, *people_of(document), *(_who(one) for one in standing)})
    groups = _groups(waiting, lambda step: _waiting(step, barred, desk))
    return OpenLine(
        standing=standing,
        replaces=tuple(one.pk for one in waiting),
        groups=tuple(replace(group, seq=seq) for seq, group in enumerate(groups, 1)),
    )


def still_asked(planned: PlannedLine, desk: Desk) -> PlannedLine:
    """What the table asked for as far as it can be met: positions that are gone are those of their heirs now.

    A step of an abolished department is asked of the team that holds its function today, and of nobody where no
    team does. The decision stays as it was.
    """
    groups = (replace(group, steps=tuple(_reachable(group.steps, desk))) for group in planned.groups)
    return replace(planned, groups=tuple(group for group in groups if group.steps))


def _reachable(steps: Sequence[PlannedStep], desk: Desk) -> Iterator[PlannedStep]:
    for step in steps:
        post = step.post
        if step.kind is StepKind.APPROVE or post.is_outside or desk.chart.of_key(post.key) is not None:
            yield step
            continue
        heir = desk.chart.of_function(post.role.removesuffix("_LEAD")) if post.role else None
        if heir is not None:
            yield replace(step, seat=heir, acting_for=None)


def standing_groups(steps: Sequence[ApprovalStep]) -> list[PlannedGroup]:
    """Steps that stay, as groups of a plan: who signed counts as who sits there."""
    return _groups(steps, _standing)


def wanted_line(line: OpenLine, wanted: Sequence[WantedGroup], desk: Desk) -> tuple[PlannedGroup, ...]:
    """The waiting part as somebody wants it. Refuses positions that are gone (E-APR-006)."""
    groups, gone = seated_groups(wanted, desk.chart)
    if gone:
        raise gone[0]
    return line.with_known(groups)


def _groups(
    steps: Sequence[ApprovalStep], planned: Callable[[ApprovalStep], PlannedStep]
) -> list[PlannedGroup]:
    groups: dict[int, list[ApprovalStep]] = {}
    for step in steps:
        groups.setdefault(step.group.seq, []).append(step)
    return [
        PlannedGroup(
            seq,
            tuple(planned(step) for step in members),
            GroupMode(members[0].group.mode),
            CompleteRule(members[0].group.complete_rule),
            members[0].group.count,
        )
        for seq, members in sorted(groups.items())
    ]


def _waiting(step: ApprovalStep, barred: frozenset[UUID | None], desk: Desk) -> PlannedStep:
    """Nobody is written at a waiting step: its position says who sits there, for a vacant post its deputy."""
    post = desk.chart.of_key(step.seat_key) or seat_of(step.seat)
    known = frozenset(one for one in barred if one is not None)
    deputy = desk.chart.first_present_deputy(post, known) if post.is_vacant and not post.is_outside else None
    return PlannedStep(
        StepKind(step.kind),
        deputy or post,
        required=step.required,
        basis=step.basis,
        notes=notes_of(step.notes),
        acting_for=post if deputy else None,
    )


def _standing(step: ApprovalStep) -> PlannedStep:
    return PlannedStep(
        StepKind.REVIEW if step.kind == "DRAFT" else StepKind(step.kind),
        _seat(step),
        required=step.required or step.state in SIGNED or step.state == StepState.SKIPPED,
        basis=step.basis,
        skip_reason=step.skip_reason if step.state == StepState.SKIPPED else "",
    )


def _seat(step: ApprovalStep) -> Seat:
    """The stored position with who signed, or whose turn it is; a person's own seat is always that person's."""
    seat = seat_of(step.seat)
    if seat.kind is SeatKind.PERSON or step.state == StepState.SKIPPED:
        return seat
    return replace(seat, person_id=_who(step))


def _who(step: ApprovalStep) -> UUID | None:
    is_own = step.state in SIGNED and step.acting_for_id is None
    return step.acted_by_id if is_own else step.person_id
