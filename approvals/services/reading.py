"""Reading leaves a trace: who saw or took a document, which version, when (기록물법 시행령 제28조제3항)."""

from __future__ import annotations

from datetime import datetime

from approvals.models import DocumentAccess, OfficialDocument
from core.access import Actor

SCREEN, PRINT, COMPARE, FILE = "SCREEN", "PRINT", "COMPARE", "FILE"


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
