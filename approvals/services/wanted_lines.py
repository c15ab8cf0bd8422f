"""A line as somebody asks for it, by the keys of positions, turned into groups of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from approvals.errors.line import SeatEmpty
from approvals.rules.line_types import (
    CompleteRule,
    GroupMode,
    PlannedGroup,
    PlannedStep,
    Seat,
    StepKind,
)
from approvals.rules.seats import Chart
from organization.queries import structure_at


@dataclass(frozen=True)
class WantedGroup:
    """A group by the keys of its positions (`HEAD_OF:…`, `POST:…`, `DUTY:…`, `PERSON:…`)."""

    kind: str
    seats: Sequence[str]
    mode: str = GroupMode.SERIAL.value
    complete_rule: str = CompleteRule.ALL.value
    count: int = 0
    is_required: bool = True


def planned_groups(*, wanted: Sequence[WantedGroup], at: datetime) -> list[PlannedGroup]:
    """The groups with whoever holds the positions now. Refuses unknown positions (E-APR-006)."""
    chart = Chart(structure_at(at))
    return [
        PlannedGroup(
            seq,
            tuple(
                PlannedStep(StepKind(one.kind), _seat(chart, key), required=one.is_required)
                for key in one.seats
            ),
            GroupMode(one.mode),
            CompleteRule(one.complete_rule),
            one.count if one.complete_rule == CompleteRule.COUNT else 0,
        )
        for seq, one in enumerate(wanted, 1)
    ]


def _seat(chart: Chart, key: str) -> Seat:
    try:
        found = chart.of_key(key)
    except (ValueError, KeyError) as fault:
        raise SeatEmpty(name=key) from fault
    if found is None:
        raise SeatEmpty(name=key)
    return found
