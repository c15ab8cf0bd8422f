"""What waits for a person, read from the boxes: the documents once each, and the business records in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from approvals.choices import Box, DocumentState
from approvals.models import DocumentSubject
from approvals.queries.boxes import MOST, in_order
from approvals.queries.desk import Desk, desk_at
from core.access import Actor

WAITING_BOXES = (Box.WAITING, Box.COOPERATION, Box.DEPUTY)


@dataclass(frozen=True)
class WaitingRecord:
    """A business record whose document waits for this person; `is_acting`: for somebody absent (대결)."""

    subject_type: str
    subject_id: UUID
    document_id: UUID
    title: str
    drafter: str
    kind: str
    since: datetime
    is_acting: bool = False


def waiting_documents(actor: Actor, desk: Desk, most: int = MOST) -> list[tuple[Box, Any]]:
    """Documents of 결재대기, 협조대기 and 대결 가능 with their box, each once: the own turn before the deputy's."""
    found: dict[UUID, tuple[Box, Any]] = {}
    for box in WAITING_BOXES:
        for document in in_order(box, actor, desk)[:most]:
            found.setdefault(document.pk, (box, document))
    return list(found.values())


def records_waiting_for(*, actor: Actor, at: datetime) -> list[WaitingRecord]:
    """Records under approval whose documents lie in these boxes, oldest first. A fixed number of statements."""
    if actor.user_id is None:
        return []
    documents = {
        document.pk: (box, document)
        for box, document in waiting_documents(actor, desk_at(at))
        if document.state == DocumentState.IN_PROGRESS
    }
    rows = DocumentSubject.objects.filter(document_id__in=documents, is_open=True).order_by("seq")
    found = [_record(row, *documents[row.document_id]) for row in rows]
    return sorted(found, key=lambda one: one.since)


def _record(row: DocumentSubject, box: Box, document: Any) -> WaitingRecord:
    return WaitingRecord(
        row.subject_type,
        row.subject_id,
        document.pk,
        document.title,
        document.drafter.name,
        document.step_kind,
        document.since or document.created_at,
        box == Box.DEPUTY,
    )
