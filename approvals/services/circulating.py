"""공람 and 참조: somebody has read what was decided. It leaves a trace and changes nothing else."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from approvals.choices import StepKind, StepState
from approvals.errors.steps import NotYourTurn
from approvals.models import OfficialDocument
from approvals.rules import flows
from approvals.services.rounds import load_round
from core import audit
from core.access import Actor

READING = (StepKind.CIRCULATE, StepKind.REFER)


@transaction.atomic
def confirm_reading(*, document_id: UUID, step_id: UUID, actor: Actor, at: datetime) -> OfficialDocument:
    """The person has read a circulated document (공람 확인). No signature: nothing is agreed to.

    Locks the document. Refuses E-APR-010 for another's step or one that is no circulation, E-APR-011 twice.
    """
    case = load_round(document_id=document_id, actor=actor, at=at)
    step = case.step(step_id)
    if step.state in flows.ACTED:
        case.require_open(step)
    if step.kind not in READING or step.state not in flows.OPEN_STEPS or step.person_id != actor.user_id:
        raise NotYourTurn
    case.settle(step, None)
    step.state = StepState.SIGNED
    case.change(step)
    case.write()
    audit.record(
        actor=actor,
        verb="circulation_read",
        subject_type="official_document",
        subject_id=case.document.pk,
        summary=f"{case.document.number_text} {case.document.title}".strip(),
        at=at,
        facts={"step": str(step.pk)},
    )
    return case.document
