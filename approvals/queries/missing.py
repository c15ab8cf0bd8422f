"""Steps still to come whose position is gone: their drafter must change the line (handbook 2.13, E-APR-006)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from approvals.choices import StepState
from approvals.errors.line import SeatEmpty
from approvals.models import ApprovalStep
from approvals.queries.desk import Desk
from approvals.rules.line_types import DECIDING, StepKind


@dataclass(frozen=True)
class MissingPosition:
    """A waiting step nobody can come to, with the code and its sentence."""

    step_id: UUID
    title: str
    code: str
    detail: str


def is_gone(step: ApprovalStep, desk: Desk) -> bool:
    """Whether a waiting step that decides has lost its position; reading afterwards holds nothing up."""
    is_coming = step.state == StepState.WAITING and StepKind(step.kind) in DECIDING
    return is_coming and desk.seat(step) is None


def missing_positions(steps: Sequence[ApprovalStep], desk: Desk) -> list[MissingPosition]:
    """The waiting steps whose position is gone now, in the order of the line."""
    return [_missing(step) for step in steps if is_gone(step, desk)]


def _missing(step: ApprovalStep) -> MissingPosition:
    refusal = SeatEmpty(name=step.title)
    return MissingPosition(step.pk, step.title, refusal.code, refusal.detail)
