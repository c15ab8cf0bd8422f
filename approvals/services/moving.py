"""The organisation changes while documents are under approval (handbook 2.13)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from approvals.choices import DocumentState, NoticeKind, OpinionKind, StepState
from approvals.errors.line import SeatEmpty
from approvals.models import ApprovalStep, OfficialDocument, Opinion
from approvals.queries.desk import desk_at
from approvals.queries.hashed_facts import opinion_facts
from approvals.queries.missing import is_gone
from approvals.rules import flows, progress
from approvals.rules.hashes import entry_hash
from approvals.services.ending import end_round
from approvals.services.letter_rights import heads_of
from approvals.services.rounds import Round, load_round, lock_document
from core import audit
from core.access import SYSTEM
from core.ids import uuid7
from core.periods import day_of
from organization.queries import members

REORGANISED = "조직개편"
UNFINISHED = (
    DocumentState.DRAFT,
    DocumentState.IN_PROGRESS,
    DocumentState.RETURNED,
    DocumentState.RECALLED,
)


def follow_the_organisation(*, at: datetime) -> int:
    """Move open steps to whoever holds their positions now; how many documents were touched.

    Each document in a transaction of its own under its lock. A position whose department is gone without a
    successor sends the document back to its drafter with the reason 조직개편 where it is its turn; where it comes
    later the drafter is told once that the line must be changed (E-APR-006). What people left behind who no
    longer work here belongs to the head of the 처리과.
    """
    hand_over_unfinished(at=at)
    open_steps = ApprovalStep.objects.filter(
        state__in=[StepState.ACTIVE, StepState.HELD], document__state=DocumentState.IN_PROGRESS
    )
    found = open_steps.order_by("document_id").values_list("document_id", flat=True).distinct()
    return sum(_follow(document_id, at) for document_id in list(found))


def hand_over_unfinished(*, at: datetime) -> int:
    """Unfinished documents of people who left go to the head of their 처리과 (규칙 제45조); how many.

    Each in a transaction of its own under its lock. Who drafted it stays written on it.
    """
    here = {member.user_id for member in members(day_of(at))}
    left = OfficialDocument.objects.filter(state__in=UNFINISHED).exclude(owner_id__in=here)
    return sum(_hand_over(document_id, here, at) for document_id in left.values_list("pk", flat=True))


@transaction.atomic
def _hand_over(document_id: UUID, here: set[UUID], at: datetime) -> bool:
    document = lock_document(document_id)
    before = document.owner_id
    if document.state not in UNFINISHED or before in here:
        return False
    unit = desk_at(at).chart.structure.living(document.department_id)
    people, _name = heads_of(unit.department_id if unit else document.department_id, at)
    heir = min(people & here, default=None)
    if heir is None:
        return False
    document.owner_id = heir
    document.version += 1
    document.save(update_fields=["owner", "version"])
    audit.record(
        actor=SYSTEM,
        verb="document_handed_over",
        subject_type="official_document",
        subject_id=document.pk,
        summary=document.title,
        at=at,
        facts={"from": str(before), "to": str(heir)},
    )
    return True


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
    told = _tell_of_gone(case)
    case.write()
    return touched or told


def _tell_of_gone(case: Round) -> bool:
    """Positions of waiting steps that are gone: the owner is told, once for each step; whether anything was told."""
    found = [step for step in case.steps if step.gone_told_at is None and is_gone(step, case.desk)]
    if not found:
        return False
    for step in found:
        step.gone_told_at = case.at
        case.change(step)
    titles = ", ".join(step.title for step in found)
    case.tell([case.document.owner_id], NoticeKind.NOBODY, SeatEmpty(name=titles).detail)
    case.note(
        "positions_gone",
        f"{titles} {case.document.title}",
        {"code": SeatEmpty.code, "steps": [str(step.pk) for step in found]},
    )
    return True


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
