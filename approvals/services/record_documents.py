"""The document of one business record: begun or taken up again and handed in, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from approvals.models import OfficialDocument
from approvals.queries.subjects import document_of
from approvals.rules import flows
from approvals.services.drafting import SubjectRef, create_draft, save_draft
from approvals.services.rounds import lock_document
from approvals.services.submitting import Known, submit
from core.access import Actor


@dataclass(frozen=True)
class RecordDraft:
    """What the document of a record says: the form, the department that keeps it, the values of the draft."""

    form_code: str
    department_id: UUID
    values: Mapping[str, Any]
    cancels_id: UUID | None = None


@transaction.atomic
def submit_record(
    *,
    ref: SubjectRef,
    draft: Callable[[], RecordDraft],
    actor: Actor,
    at: datetime,
    acknowledged: Sequence[Known] = (),
) -> OfficialDocument:
    """Hand in the document of a record; the first time it is begun, later the returned one goes a new round.

    Locks the document, then calls `draft`, which locks and checks the record, then everything `submit` locks.
    Refuses what the record's `draft` and `submit` refuse.
    """
    known = document_of(ref.subject_type, ref.subject_id)
    document = lock_document(known.document_id) if known else None
    given = draft()
    if document is None or document.state not in flows.WITH_THE_DRAFTER:
        document = create_draft(
            form_code=given.form_code,
            actor=actor,
            at=at,
            values=given.values,
            subjects=[ref],
            department_id=given.department_id,
            cancels_id=given.cancels_id,
        )
    else:
        document = save_draft(
            document_id=document.pk, seen=document.version, values=given.values, actor=actor, at=at
        )
    return submit(
        document_id=document.pk, seen=document.version, actor=actor, at=at, acknowledged=acknowledged
    )
