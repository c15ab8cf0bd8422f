"""문의: somebody whose turn it is asks the drafter, the drafter answers; the document stays where it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from approvals.choices import NoticeKind, OpinionKind
from approvals.errors import steps as refusals
from approvals.models import OfficialDocument, Opinion
from approvals.rules import flows
from approvals.services.rounds import Round, load_round, require_own, write_opinion
from core.access import Actor
from core.errors import NotFound
from core.periods import SEOUL


@transaction.atomic
def ask(*, document_id: UUID, step_id: UUID, text: str, actor: Actor, at: datetime) -> OfficialDocument:
    """Ask the drafter, and whoever took the document over, a question: an opinion of its own kind and a notice.

    Locks the document. By who may act on the open step, held or not; no state and no version changes, so the
    step may be signed or returned while the question is open. Refuses who has no turn (E-APR-010, 011, 013 … 017,
    023) and an empty question (E-APR-018).
    """
    case = load_round(document_id=document_id, actor=actor, at=at)
    step = case.step(step_id)
    case.require_open(step)
    case.capacity(step)
    if not text.strip():
        raise refusals.OpinionMissing
    write_opinion(case, OpinionKind.QUESTION, text, step)
    document = case.document
    case.tell([document.owner_id, document.drafter_id], NoticeKind.QUESTION, text.strip())
    _note(case, "question_asked", {"step": str(step.pk)})
    case.write()
    return document


@transaction.atomic
def reply(*, document_id: UUID, question_id: UUID, text: str, actor: Actor, at: datetime) -> OfficialDocument:
    """The drafter answers a question of the present round, once; the one who asked is told.

    Locks the document. Refuses others (E-APR-013), a document no longer under approval (INVALID_MOVE), a question
    of another document or round (NOT_FOUND), one that has its answer (E-APR-011) and an empty answer (E-APR-018).
    """
    case = load_round(document_id=document_id, actor=actor, at=at)
    document = case.document
    require_own(document, actor)
    flows.DOCUMENT.next(document.state, "answer")
    question = _question(document, question_id)
    if not text.strip():
        raise refusals.OpinionMissing
    write_opinion(case, OpinionKind.ANSWER, text, question.step, answers=question)
    case.tell([question.author_id], NoticeKind.ANSWER, text.strip())
    _note(case, "question_answered", {"question": str(question.pk)})
    case.write()
    return document


def _question(document: OfficialDocument, question_id: UUID) -> Opinion:
    asked = Opinion.objects.filter(document=document, round=document.round, kind=OpinionKind.QUESTION)
    found: Opinion | None = asked.select_related("step", "answer").filter(pk=question_id).first()
    if found is None:
        raise NotFound(question=str(question_id))
    given: Opinion | None = getattr(found, "answer", None)
    if given is not None:
        time = f"{given.written_at.astimezone(SEOUL):%Y-%m-%d %H:%M}"
        raise refusals.AlreadyProcessed(name=given.author_name, time=time)
    return found


def _note(case: Round, verb: str, facts: dict[str, Any]) -> None:
    case.note(verb, case.document.title, {**facts, "round": case.document.round})
