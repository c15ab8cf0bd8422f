"""Steps as the rules reckon them from a person's appointments, leaves and sanctions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from hr.choices import Fact
from hr.models import LeaveOfAbsence
from hr.queries.rules import rule_rows
from hr.queries.service_times import FOREVER, away_spans, sanctions_of
from hr.queries.standing import history_of
from hr.rules.kinds import REMOVED
from hr.rules.steps import Leave, StepAt, StepHistory, StepStart, gaps_of, step_at


def step_outlook(employment_id: UUID, on: date) -> StepAt | None:
    """The step a person should have on a day and when the next one is due; None without a fixed step.

    Counted from the last time a grade was given (hiring, promotion, fixing), never from the step on record.
    """
    fixed = [
        row for row in history_of(employment_id, Fact.GRADE) if row.from_on <= on and row.values.get("step")
    ]
    if not fixed:
        return None
    start = fixed[0]
    for earlier, later in zip(fixed, fixed[1:], strict=False):
        if _begins_anew(earlier.values, later.values):
            start = later
    history = StepHistory(
        StepStart(start.from_on, int(start.values["step"]), int(start.values.get("carried_months") or 0)),
        gaps_of(
            _leaves(employment_id),
            sanctions_of(employment_id),
            {row.key: row.payload for row in rule_rows("step_up_leave", on)},
            {row.key: row.payload for row in rule_rows("step_up_stop", on)},
            [(begin, min(end, FOREVER)) for begin, end in away_spans(employment_id, (REMOVED,))],
        ),
    )
    return step_at(history, on)


def _leaves(employment_id: UUID) -> list[Leave]:
    rows = LeaveOfAbsence.objects.filter(employment_id=employment_id, is_withdrawn=False)
    return [
        Leave(
            row.kind,
            row.from_on,
            row.ended_on or row.planned_until_on,
            row.child,
            row.is_third_child,
            row.is_extended,
        )
        for row in rows
    ]


def _begins_anew(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> bool:
    """A grade or carried months given anew; a step that follows the count does not begin it anew."""
    return any(earlier.get(name) != later.get(name) for name in ("grade", "carried_months"))
