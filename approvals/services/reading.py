"""Reading leaves a trace: who saw or took a document, which version, when (기록물법 시행령 제28조제3항)."""

from __future__ import annotations

from datetime import datetime

from approvals.choices import Integrity
from approvals.errors.steps import IntegrityBroken
from approvals.models import DocumentAccess, OfficialDocument
from core.access import Actor
from core.errors import NextStep

SCREEN, PRINT, COMPARE, FILE, DISPATCH = "SCREEN", "PRINT", "COMPARE", "FILE", "DISPATCH"


def note_reading(*, document: OfficialDocument, what: str, actor: Actor, at: datetime) -> None:
    """Write down that somebody read a handed-in document. Drafts are read by their drafter only: no trace."""
    if not document.content_version:
        return
    DocumentAccess.objects.create(
        document=document,
        person_id=actor.user_id,
        person_name=actor.name[:100],
        content_version=document.content_version,
        what=what,
        accessed_at=at,
    )


def hand_out(
    *,
    document: OfficialDocument,
    what: str,
    is_warned: bool,
    actor: Actor,
    at: datetime,
    anyway: NextStep | None = None,
) -> None:
    """Write down that somebody takes a document or a file of it away; of a damaged one only after a warning.

    Refuses E-APR-035 when the document is marked BROKEN and the person was not warned yet; that refusal is
    written down too (`FILE_WARNED`), and so is what was taken nevertheless (`FILE_DAMAGED`). `anyway` leads there.
    """
    if document.integrity != Integrity.BROKEN:
        note_reading(document=document, what=what, actor=actor, at=at)
        return
    note_reading(document=document, what=f"{what}_{'DAMAGED' if is_warned else 'WARNED'}", actor=actor, at=at)
    if not is_warned:
        raise IntegrityBroken(next_steps=[anyway] if anyway else [], document=str(document.pk))


def note_refused_dispatch(*, refusal: IntegrityBroken, actor: Actor, at: datetime) -> None:
    """Write down that somebody wanted to send a damaged document, after the refused act was rolled back."""
    key = refusal.facts.get("document")
    document = OfficialDocument.objects.filter(pk=key).first() if key else None
    if document is not None:
        note_reading(document=document, what=f"{DISPATCH}_WARNED", actor=actor, at=at)
