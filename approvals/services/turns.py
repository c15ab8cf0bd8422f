"""Whose turn it is: the step a person may act on now, in the own post or for somebody absent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from approvals.models import ApprovalStep, OfficialDocument
from approvals.queries.desk import Desk, desk_at
from approvals.rules import flows
from approvals.services.rounds import Round, steps_of_round
from core.access import Actor


@dataclass(frozen=True)
class Turn:
    """A step this person may act on; `acting_for` is the title of the absent holder's post (대결)."""

    document_id: UUID
    version: int
    step_id: UUID
    kind: str
    state: str
    title: str
    acting_for: str = ""
    reject_allowed: bool = False


def step_of(case: Round) -> ApprovalStep | None:
    """The step of a loaded round the actor means: the open one that is his, else the one he acted on last.

    Somebody without any part in the line gets the step whose turn it is, which then refuses him.
    """
    mine = _open_step(case.steps, case.desk, case.document, case.actor.user_id)
    if mine is not None:
        return mine
    acted = [step for step in case.steps if step.acted_by_id == case.actor.user_id and step.group.seq > 0]
    if acted:
        return acted[-1]
    held = [step for step in case.steps if step.group.seq > 0 and _holds(step, case.desk, case.actor.user_id)]
    waiting = [step for step in held if step.state == flows.WAITING]
    opened = [step for step in case.steps if step.state in flows.OPEN_STEPS]
    return next(iter([*waiting, *held, *opened]), None)


def turn_of(*, document_id: UUID, actor: Actor, at: datetime) -> Turn | None:
    """The step of the document this person may act on now; locks nothing."""
    document = OfficialDocument.objects.select_related("form").filter(pk=document_id).first()
    if document is None or document.state != flows.IN_PROGRESS or actor.user_id is None:
        return None
    desk = desk_at(at)
    step = _open_step(steps_of_round(document), desk, document, actor.user_id)
    if step is None:
        return None
    return Turn(
        document_id,
        document.version,
        step.pk,
        step.kind,
        step.state,
        step.title,
        "" if _holds(step, desk, actor.user_id) else step.title,
        document.form.reject_allowed and step.kind == "APPROVE",
    )


def _open_step(
    steps: list[ApprovalStep], desk: Desk, document: OfficialDocument, person: UUID | None
) -> ApprovalStep | None:
    opened = [step for step in steps if step.state in flows.OPEN_STEPS and step.group.seq > 0]
    may = [(step, _may(step, desk, document, person)) for step in opened]
    own = [step for step, how in may if how == "own"]
    return next(iter([*own, *(step for step, how in may if how == "acting")]), None)


def _may(step: ApprovalStep, desk: Desk, document: OfficialDocument, person: UUID | None) -> str | None:
    if _holds(step, desk, person):
        return "own"
    return "acting" if person is not None and desk.deputy(step, document) == person else None


def _holds(step: ApprovalStep, desk: Desk, person: UUID | None) -> bool:
    seat = desk.seat(step)
    return person is not None and seat is not None and seat.person_id == person
