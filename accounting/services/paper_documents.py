"""A financial paper and its official document: handed in together, taken back together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from accounting.errors.execution import PersonNeeded
from accounting.rules.paper_states import SUBMITTED
from accounting.services.paper_forms import form_of
from accounting.services.paper_text import abstract_of
from accounting.services.papers import lock_paper, require_drafter
from approvals.queries.subjects import document_of
from approvals.services.drafting import SubjectRef
from approvals.services.forms import ensure_form
from approvals.services.record_documents import RecordDraft, submit_record
from approvals.services.returning import recall
from approvals.services.rounds import lock_document
from approvals.services.submitting import Known
from core.access import Actor
from core.errors import DomainError, InvalidMove, Refusals
from records.services import place_for


@dataclass(frozen=True)
class PaperText:
    """What a paper says in its document.

    `department_id` where the paper itself belongs to none; `title` and `cancels_id` of a 취소 기안.
    """

    paper: Any
    amount: int
    body: Mapping[str, Any]
    department_id: UUID | None = None
    title: str = ""
    cancels_id: UUID | None = None


def hand_in(
    *,
    subject: str,
    paper_id: UUID,
    prepare: Callable[[], PaperText],
    actor: Actor,
    at: datetime,
    acknowledged: Mapping[str, str] | None = None,
) -> None:
    """Make the paper's document, or take up the returned one, and hand it in; the paper follows by its hooks.

    Locks the document, then the paper in `prepare`, then what its check locks. Refuses what `prepare` refuses,
    faults of the paper, of the document and of its line, and warnings without a reason (E-APR-036 among them).
    """
    form = form_of(subject)

    def draft() -> RecordDraft:
        said = prepare()
        ensure_form(data=form, at=at)
        paper = said.paper
        department_id = said.department_id or paper.department_id
        place = place_for(
            unit_task_code=form.unit_task_code,
            department_id=department_id,
            title=f"{at.year}년 {form.name}",
            at=at,
        )
        title = said.title or paper.title
        values = {
            "title": title,
            "abstract": abstract_of(form.name, title, said.amount),
            "keywords": [form.name, *title.split()[:4]],
            "body": said.body,
            "disclosure": form.disclosure,
            "grounds": list(form.grounds),
            "record_file_id": place,
        }
        return RecordDraft(form.code, department_id, values, said.cancels_id)

    known = [Known(code, reason) for code, reason in (acknowledged or {}).items()]
    submit_record(ref=SubjectRef(subject, paper_id), draft=draft, actor=actor, at=at, acknowledged=known)


def recall_paper(
    *,
    subject: str,
    model: type[Any],
    paper_id: UUID,
    version: int | None,
    reason: str,
    actor: Actor,
    at: datetime,
) -> None:
    """Recall the paper's document; the paper follows by its hooks. Locks the document, then the paper.

    Refuses who did not draft it, a stale version, a paper that is not under approval, and what `recall`
    refuses: no reason (E-APR-022), somebody signed already (E-APR-021).
    """
    found = document_of(subject, paper_id)
    if found is not None:
        lock_document(found.document_id)
    paper = lock_paper(model, paper_id, version)
    require_drafter(paper, actor)
    if found is None or paper.state != SUBMITTED:
        raise InvalidMove(state=paper.get_state_display(), verb="recall")
    recall(document_id=found.document_id, reason=reason, actor=actor, at=at)


def take_over(paper: Any, actor: Actor) -> None:
    """The drafter hands in; what a program wrote is taken over by the person who hands it in.

    Refuses a program: handing in is the drafter's signature (PERSON_NEEDED).
    """
    if actor.user_id is None:
        raise PersonNeeded
    if paper.drafted_by_id is None:
        paper.drafted_by_id = actor.user_id
        paper.save(update_fields=["drafted_by"])
    require_drafter(paper, actor)


def refusals_of(check: Callable[[], object]) -> list[DomainError]:
    """What a check refuses, as a list; nothing when it passes."""
    try:
        check()
    except Refusals as several:
        return list(several.refusals)
    except DomainError as refusal:
        return [refusal]
    return []
