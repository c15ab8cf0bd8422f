"""Reminders: who holds a document too long, who has not read it afterwards; nobody's signature is replaced (2.6).

Each runs every working day, tells a person once for a step, and changes nothing else.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from approvals.choices import DocumentState, NoticeKind, StepKind, StepState
from approvals.errors import steps as refusals
from approvals.errors.line import SeatEmpty
from approvals.models import ApprovalStep, DocumentNotice, OfficialDocument
from approvals.rules.lateness import is_late
from approvals.services.rounds import Round, load_round, require_own
from core.access import SYSTEM, Actor
from core.periods import day_of

AFTERWARDS = (StepKind.POST_REVIEW, StepKind.CIRCULATE, StepKind.REFER)


def remind(*, at: datetime) -> int:
    """Remind of steps open for `escalate_after_days` working days and of 후열 beyond its day; how many people.

    The drafter hears that the deputy may be asked. Each document in its own transaction under its lock.
    """
    opened = ApprovalStep.objects.filter(state__in=[StepState.ACTIVE, StepState.HELD], person__isnull=False)
    deciding = opened.filter(document__state=DocumentState.IN_PROGRESS).exclude(kind__in=AFTERWARDS)
    late = opened.filter(kind=StepKind.POST_REVIEW, due_on__lt=day_of(at))
    ids = [*deciding.values_list("document_id", flat=True), *late.values_list("document_id", flat=True)]
    return sum(_remind(document_id, at) for document_id in sorted(set(ids)))


@transaction.atomic
def _remind(document_id: UUID, at: datetime) -> int:
    case = load_round(document_id=document_id, actor=SYSTEM, at=at)
    told = _already(case)
    found = 0
    for step in case.steps:
        if step.person_id is None or (step.person_id, step.pk) in told or not is_step_late(case, step):
            continue
        found += 1
        case.tell([step.person_id], NoticeKind.REMINDED, step.title)
        if step.kind not in AFTERWARDS:
            document = case.document
            case.tell([document.owner_id, document.drafter_id], NoticeKind.SLOW, step.title)
    case.write()
    return found


def is_step_late(case: Round, step: ApprovalStep) -> bool:
    """By the policy of the submission; a 후열 by its day."""
    return is_late(
        kind=step.kind,
        state=step.state,
        activated_at=step.activated_at,
        due_on=step.due_on,
        escalate_after_days=case.policy.escalate_after_days,
        at=case.at,
    )


def _already(case: Round) -> set[tuple[UUID, UUID]]:
    """Who was reminded of which open step: reminders since it opened."""
    notices = DocumentNotice.objects.filter(document=case.document, kind=NoticeKind.REMINDED)
    told = list(notices.values_list("person_id", "sent_at"))
    return {
        (person, step.pk)
        for step in case.steps
        for person, sent_at in told
        if person == step.person_id and step.activated_at is not None and sent_at >= step.activated_at
    }


@transaction.atomic
def ask_deputy(*, document_id: UUID, step_id: UUID, actor: Actor, at: datetime) -> OfficialDocument:
    """대결 요청: the drafter asks the next of the deputy order to look after a step nobody takes up.

    It gives no right to sign: that comes with the absence only (E-APR-013). Locks the document. Refuses E-APR-010
    for a step that is not late, E-APR-006 where the position has no deputy.
    """
    case = load_round(document_id=document_id, actor=actor, at=at)
    require_own(case.document, actor)
    step = case.step(step_id)
    case.require_open(step)
    if step.kind in AFTERWARDS or not is_step_late(case, step):
        raise refusals.NotYourTurn
    asked = case.desk.to_ask(step, case.document)
    if asked is None:
        raise SeatEmpty(name=step.title)
    case.tell([asked, step.person_id], NoticeKind.ASKED_TO_ACT, step.title)
    case.note(
        "deputy_asked", f"{step.title} {case.document.title}", {"step": str(step.pk), "asked": str(asked)}
    )
    case.write()
    return case.document
