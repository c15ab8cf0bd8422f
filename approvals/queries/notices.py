"""What a person was told about documents."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from approvals.models import DocumentNotice
from core.access import Actor

MOST_SHOWN = 99


def notices_of(actor: Actor) -> QuerySet[DocumentNotice, Any]:
    """The notices of a person with their documents, the newest first."""
    if actor.user_id is None:
        return DocumentNotice.objects.none()
    return (
        DocumentNotice.objects.filter(person_id=actor.user_id)
        .select_related("document")
        .order_by("-sent_at", "-id")
    )


def unread_count(actor: Actor) -> int:
    """How many the person has not read, up to one more than the bell can show."""
    if actor.user_id is None:
        return 0
    unread = DocumentNotice.objects.filter(person_id=actor.user_id, read_at__isnull=True)
    return int(unread.order_by()[: MOST_SHOWN + 1].count())
