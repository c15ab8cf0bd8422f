"""Related documents: what a document refers to, and what refers to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from approvals.choices import DocumentState
from approvals.models import OfficialDocument
from approvals.queries.reading import readable
from core.access import Actor

MOST = 20
LISTED = 30


@dataclass(frozen=True)
class RelatedDocument:
    """A document as others name it. `is_readable`: whether this person may open it."""

    document_id: UUID
    title: str
    number: str
    form: str
    state: str
    at: datetime
    is_readable: bool = True


def related_documents(document: OfficialDocument, actor: Actor) -> list[RelatedDocument]:
    """What the document refers to, in its order; titles only of what this person may read."""
    keys = [UUID(str(one)) for one in document.related]
    if not keys:
        return []
    rows = {row.pk: row for row in OfficialDocument.objects.select_related("form").filter(pk__in=keys)}
    may = set(readable(actor).filter(pk__in=keys).values_list("pk", flat=True))
    return [_named(rows[key], is_readable=key in may) for key in keys if key in rows]


def referring_documents(document: OfficialDocument, actor: Actor) -> list[RelatedDocument]:
    """Documents this person may read that refer to this one, newest first."""
    rows = (
        readable(actor)
        .select_related("form")
        .filter(related__contains=[str(document.pk)])
        .exclude(state__in=[DocumentState.DRAFT, DocumentState.DISCARDED])
        .order_by("-created_at")[:MOST]
    )
    return [_named(row) for row in rows]


def documents_to_relate(text: str, actor: Actor, but: UUID | None = None) -> list[RelatedDocument]:
    """Documents this person may read by part of title or number, newest first; drafts are left out."""
    rows: Any = readable(actor).select_related("form").filter(round__gte=1)
    if but is not None:
        rows = rows.exclude(pk=but)
    plain = text.strip()
    if plain:
        rows = rows.filter(Q(title__icontains=plain) | Q(number_text__icontains=plain))
    rows = rows.exclude(state=DocumentState.DISCARDED).order_by("-created_at")
    return [_named(row) for row in rows[:LISTED]]


def readable_ids(keys: Iterable[UUID], actor: Actor) -> set[UUID]:
    """Those of the documents this person may read."""
    return set(readable(actor).filter(pk__in=list(keys)).values_list("pk", flat=True))


def _named(row: OfficialDocument, *, is_readable: bool = True) -> RelatedDocument:
    return RelatedDocument(
        row.pk,
        row.title if is_readable else "",
        row.number_text if is_readable else "",
        row.form.name,
        row.state,
        row.submitted_at or row.created_at,
        is_readable,
    )
