"""Notices are read: by opening their document, or all at once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from approvals.models import DocumentNotice
from core.access import Actor


def mark_read(*, actor: Actor, at: datetime, document_id: UUID | None = None) -> int:
    """Mark the person's unread notices as read, of one document or all; how many there were. One statement."""
    if actor.user_id is None:
        return 0
    unread = DocumentNotice.objects.filter(person_id=actor.user_id, read_at__isnull=True)
    if document_id is not None:
        unread = unread.filter(document_id=document_id)
    return int(unread.update(read_at=at))
