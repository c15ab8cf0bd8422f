"""Lists of a desk: the own documents, those of the department, earlier ones to begin from, the forms."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from approvals.choices import Disclosure, DocumentState
from approvals.models import Attachment, OfficialDocument
from approvals.queries.boxes import holding_steps
from approvals.queries.reading import readable
from core.access import Actor
from organization.queries import work_of


def own_documents(actor: Actor) -> QuerySet[OfficialDocument, Any]:
    """내 기안함: what this person drafted or took over, with who holds it since when."""
    documents = OfficialDocument.objects.exclude(state=DocumentState.DISCARDED)
    own = Q(drafter_id=actor.user_id) | Q(owner_id=actor.user_id)
    mine = documents.filter(own) if actor.user_id else documents.none()
    return _with_holder(mine).annotate(
        since=Coalesce("holder_since", "decided_at", "submitted_at", "created_at")
    )


def department_documents(department_id: UUID | None, actor: Actor) -> QuerySet[OfficialDocument, Any]:
    """부서 문서함: finished documents of a department, and of those merged into it, that this person may read."""
    documents = readable(actor).filter(state=DocumentState.APPROVED)
    documents = (
        documents.filter(department_id__in=work_of(department_id)) if department_id else documents.none()
    )
    return _with_holder(documents).select_related("record_file__retention").annotate(since=F("decided_at"))


def earlier_documents(actor: Actor) -> QuerySet[OfficialDocument, Any]:
    """Finished documents this person may read and may begin a new one from; records have their own screens."""
    documents = readable(actor).filter(state=DocumentState.APPROVED, form__subject_type="")
    found = _with_holder(documents.exclude(disclosure=Disclosure.CLOSED))
    return found.select_related("record_file__retention").annotate(since=F("decided_at"))


def _with_holder(documents: QuerySet[OfficialDocument, Any]) -> QuerySet[OfficialDocument, Any]:
    holding = holding_steps()
    files = Attachment.objects.filter(document=OuterRef("pk")).order_by().values("document")
    return documents.select_related("form__form", "drafter", "department").annotate(
        holder=Subquery(holding.values("person__name")[:1]),
        holder_title=Subquery(holding.values("title")[:1]),
        holder_since=Subquery(holding.values("activated_at")[:1]),
        file_count=Coalesce(Subquery(files.annotate(n=Count("pk")).values("n")), 0),
    )
