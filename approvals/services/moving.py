"""The organisation changes while documents are under approval (handbook 2.13)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from approvals.choices import DocumentState, NoticeKind, OpinionKind, StepState
from approvals.models import ApprovalStep, Opinion
from approvals.queries.hashed_facts import opinion_facts
from approvals.rules import flows, progress
from approvals.rules.hashes import entry_hash
from approvals.services.ending import end_round
from approvals.services.rounds import Round, load_round
from core import audit
from core.access import SYSTEM
from core.ids import uuid7

REORGANISED = "조직개편"


def follow_the_organisation(*, at: datetime) -> int:
    """Move open steps to whoever holds their positions now; how many documents were touched.

    Each document in a transaction of its own under its lock. A position whose department is gone without a
    successor sends the document back to its drafter with the reason 조직개편.
    """
    open_steps = ApprovalStep.objects.filter(
        state__in=[StepState.ACTIVE, StepState.HELD], document__state=DocumentState.IN_PROGRESS
    )
    found = open_steps.order_by("document_id").values_list("document_id", flat=True).distinct()
    return sum(_follow(document_id, at) for document_id in list(found))


@transaction.atomic
def _follow(document_id: UUID, at: datetime) -> bool:
    case = load_round(document_id=document_id, actor=SYSTEM, at=at)
    touched = False
    for step in case.steps:
        if step.state not in flows.OPEN_STEPS or step.kind == "POST_REVIEW":
            continue
        if case.desk.seat(step) is None:
            _send_back(case, step)
            return True
        now = case.desk.turn(step, case.document)
        if now != step.person_id:
            _reassign(case, step, now)
            touched = True
    case.write()
    return touched


def _reassign(case: Round, step: ApprovalStep, now: UUID | None) -> None:
    before = step.person_id
    step.person_id = now
    case.change(step)
    case.tell([case.document.drafter_id, before, now], NoticeKind.REASSIGNED, step.title)
    audit.record(
        actor=SYSTEM,
        verb="step_reassigned",
        subject_type="official_document",
        subject_id=case.document.pk,
        summary=f"{step.title} {case.document.title}",
        at=case.at,
        facts={"step": str(step.pk), "from": str(before or ""), "to": str(now or "")},
    )


def _send_back(case: Round, step: ApprovalStep) -> None:
    step.acted_by_name = SYSTEM.name
    step.acted_at = case.at
    opinion = Opinion(
        id=uuid7(),
        document=case.document,
        step=step,
        round=case.document.round,
        content_version=case.document.content_version,
        kind=OpinionKind.RETURN,
        author_id=case.document.owner_id,
        author_name=SYSTEM.name,
        text=REORGANISED,
        written_at=case.at,
    )
    opinion.entry_hash = entry_hash(opinion_facts(opinion))
    opinion.save(force_insert=True)
    case.take(progress.returned_at_once(case.board(), step.pk))
    end_round(case, DocumentState.RETURNED, NoticeKind.RETURNED, REORGANISED)
    case.write("state")
    audit.record(
        actor=SYSTEM,
        verb="document_returned",
        subject_type="official_document",
        subject_id=case.document.pk,
        summary=case.document.title,
        at=case.at,
        facts={"text": REORGANISED},
    )
