"""공람 and 참조: who shall read what was decided, and who has. It leaves a trace and changes nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from approvals.choices import NoticeKind, StepKind, StepState
from approvals.errors.acting import NoActingAuthority
from approvals.errors.steps import NotYourTurn
from approvals.models import ApprovalStep, OfficialDocument
from approvals.permissions import DOCUMENT_VIEW
from approvals.queries.reading import may_circulate, readable_document
from approvals.rules import flows
from approvals.services.finishing import add_afterwards
from approvals.services.rounds import load_round
from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput
from core.periods import day_of

READING = (StepKind.CIRCULATE, StepKind.REFER)
MOST_READERS = 50


@transaction.atomic
def circulate(
    *, document_id: UUID, people: Sequence[UUID], reason: str, actor: Actor, at: datetime
) -> OfficialDocument:
    """Give an approved document to colleagues to read (공람): a step of reading for each, told at once.

    By its drafter, owner and decider, by a member of the 처리과 (after a merger of its successor), and by
    inspection; a closed one not by the members of the 처리과. Whoever reads already or has read is left out. Locks the document. Refuses
    documents not approved, people who do not work here, more than fifty, and nobody new.
    """
    actor.require(DOCUMENT_VIEW)
    readable_document(document_id, actor, day_of(at))
    case = load_round(document_id=document_id, actor=actor, at=at)
    document = case.document
    flows.DOCUMENT.next(document.state, "circulate")
    if not may_circulate(document, actor, day_of(at)):
        raise NoActingAuthority
    readers = _new_readers(case.steps, people)
    chart = case.desk.chart
    unknown = [one for one in readers if chart.worker(one) is None]
    if unknown or not readers or len(readers) > MOST_READERS:
        raise InvalidInput(errors=[FieldFault("/people", "choice", _words_of(unknown, readers))])
    basis = f"공람: {reason.strip()}"[:300] if reason.strip() else ""
    last = max(step.group.seq for step in case.steps)
    for seq, person in enumerate(readers, last + 1):
        add_afterwards(case, seq, StepKind.CIRCULATE.value, chart.of_person(person), basis, None)
    case.tell(readers, NoticeKind.YOUR_TURN, reason.strip() or document.title)
    case.note(
        "document_circulated",
        f"{document.number_text} {document.title}".strip(),
        {"people": [str(one) for one in readers], "reason": reason.strip()[:300]},
    )
    case.write()
    return document


def _new_readers(steps: Sequence[ApprovalStep], people: Sequence[UUID]) -> list[UUID]:
    known = {one.person_id for one in steps if one.kind in (*READING, StepKind.POST_REVIEW)}
    return [one for one in dict.fromkeys(people) if one not in known]


def _words_of(unknown: Sequence[UUID], readers: Sequence[UUID]) -> str:
    if unknown:
        return "재직 중인 사람만 공람할 수 있습니다."
    if not readers:
        return "새로 공람할 사람을 고르십시오."
    return f"한 번에 {MOST_READERS}명까지 공람할 수 있습니다."


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
