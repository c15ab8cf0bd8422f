"""Documents as lists and single pages show them, and the boxes of a person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from approvals.models import ApprovalStep, OfficialDocument, Opinion
from approvals.queries.reading import readable
from core.access import Actor
from core.errors import NotFound

OPEN = ("ACTIVE", "HELD")


def document_rows(actor: Actor) -> QuerySet[OfficialDocument, Any]:
    """The documents this person may read, without what was discarded."""
    return readable(actor).exclude(state="DISCARDED")


def waiting_rows(actor: Actor) -> QuerySet[OfficialDocument, Any]:
    """결재대기: documents with an open step of this person."""
    mine = ApprovalStep.objects.filter(document=OuterRef("pk"), person_id=actor.user_id, state__in=OPEN)
    return OfficialDocument.objects.filter(Exists(mine))


def document_page(document_id: UUID, actor: Actor) -> OfficialDocument:
    """One document with the steps of its round (`line`) and everything written to it (`all_opinions`)."""
    steps = ApprovalStep.objects.select_related("group").order_by("round", "group__seq", "ordinal")
    found = (
        readable(actor)
        .select_related("form__form")
        .prefetch_related(
            Prefetch("steps", queryset=steps, to_attr="all_steps"),
            Prefetch("opinions", queryset=Opinion.objects.order_by("written_at"), to_attr="all_opinions"),
        )
        .filter(pk=document_id)
        .first()
    )
    if found is None:
        raise NotFound(document=str(document_id))
    found.line = [step for step in found.all_steps if step.round == found.round]  # type: ignore[attr-defined]
    return found
