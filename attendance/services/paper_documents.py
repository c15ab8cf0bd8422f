"""A request of attendance and its official document: handed in together, taken back together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from approvals.permissions import DOCUMENT_DRAFT
from approvals.queries.subjects import document_of
from approvals.services.drafting import SubjectRef
from approvals.services.forms import ensure_form
from approvals.services.record_documents import RecordDraft, submit_record
from approvals.services.returning import recall
from approvals.services.rounds import lock_document
from approvals.services.submitting import Known
from attendance.models.base import Paper
from attendance.services.paper_forms import FORMS
from core import audit
from core.access import Actor
from core.errors import InvalidMove, NotFound, StaleVersion
from core.locking import lock_rows
from core.numbering import take_number
from records.services import place_for


@dataclass(frozen=True)
class Said:
    """What a request says in its document."""

    paper: Any
    title: str
    abstract: str
    facts: Sequence[tuple[str, str]]
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    unit_task_code: str = ""


def hand_in(
    *,
    subject: str,
    paper_id: UUID,
    prepare: Callable[[], Said],
    actor: Actor,
    at: datetime,
    acknowledged: Mapping[str, str] | None = None,
) -> None:
    """Make the request's document, or take up the returned one, and hand it in; the request follows by its hooks.

    Locks the document, then the request in `prepare`. Refuses what `prepare`, the request's checks, the document
    and its line refuse.
    """
    form = FORMS[subject]

    def draft() -> RecordDraft:
        said = prepare()
        ensure_form(data=form, at=at)
        department_id = said.paper.department_id
        place = place_for(
            unit_task_code=said.unit_task_code or form.unit_task_code,
            department_id=department_id,
            title=f"{at.year}년 {form.name}",
            at=at,
        )
        values = {
            "title": said.title,
            "abstract": said.abstract,
            "keywords": [form.name, *said.title.split()[:4]],
            "body": body_of(said),
            "disclosure": form.disclosure,
            "grounds": list(form.grounds),
            "record_file_id": place,
        }
        return RecordDraft(form.code, department_id, values)

    known = [Known(code, reason) for code, reason in (acknowledged or {}).items()]
    ref = SubjectRef(subject, paper_id)
    submit_record(ref=ref, draft=draft, actor=as_drafter(actor), at=at, acknowledged=known)


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
    """Recall the request's document. Locks the document, then the request.

    Refuses who did not draft it, a stale version, and what `recall` refuses (E-APR-021, E-APR-022).
    """
    found = document_of(subject, paper_id)
    if found is not None:
        lock_document(found.document_id)
    paper = lock_paper(model, paper_id, version)
    require_drafter(paper, actor)
    if found is None:
        raise InvalidMove(state=paper.get_state_display(), verb="recall")
    recall(document_id=found.document_id, reason=reason, actor=as_drafter(actor), at=at)


def as_drafter(actor: Actor) -> Actor:
    """Who may ask for leave may write its document, whatever else the person may draft."""
    return replace(actor, codes=actor.codes | {DOCUMENT_DRAFT})


def lock_paper(model: type[Any], paper_id: UUID, version: int | None = None) -> Any:
    """Lock one request; NotFound, or StaleVersion when it is not the version the caller has seen."""
    paper = lock_rows(model, [paper_id]).get(paper_id)
    if paper is None:
        raise NotFound
    if version is not None and paper.version != version:
        raise StaleVersion(current=paper.version, seen=version)
    return paper


def require_drafter(paper: Paper, actor: Actor) -> None:
    """Somebody else's request is not there for others."""
    if paper.drafted_by_id != actor.user_id:
        raise NotFound


def save_paper(paper: Any, **changes: Any) -> None:
    """Write the changed columns and the next version."""
    for name, value in changes.items():
        setattr(paper, name, value)
    paper.version += 1
    paper.save(update_fields=[*changes, "version"])


def number_of(paper: Any, prefix: str, at: datetime) -> str:
    """The number of a request: taken at its first submission."""
    return paper.number or take_number(prefix, at.year, "G")


def note(paper: Any, subject: str, verb: str, summary: str, actor: Actor, at: datetime, **facts: Any) -> None:
    """Audit line of one act on a request; reasons of private kinds stay out of it."""
    audit.record(
        actor=actor,
        verb=f"{subject}_{verb}",
        subject_type=subject,
        subject_id=paper.pk,
        summary=summary,
        at=at,
        facts={"number": paper.number} | facts,
    )


def body_of(said: Said) -> dict[str, Any]:
    """Facts as items of the first level, then the rows as a table."""
    blocks: list[dict[str, Any]] = [_item(f"{label}: {text}") for label, text in said.facts if text]
    if said.rows:
        head = [{"runs": [{"text": text}], "head": True, "align": "center"} for text in said.heads]
        rows = [[{"runs": [{"text": text}]} for text in row] for row in said.rows]
        blocks.insert(max(0, len(blocks) - 1), {"type": "table", "rows": [head, *rows]})
    return {"signs": "NUMBERS", "blocks": blocks}


def _item(text: str) -> dict[str, Any]:
    return {"type": "item", "level": 1, "runs": [{"text": " ".join(text.split())}]}
