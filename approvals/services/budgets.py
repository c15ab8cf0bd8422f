"""남은 예산 beside documents in lists, told by the kinds of their records."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from approvals.models import DocumentSubject
from approvals.services.subjects import TellsBudget, registry
from core.errors import NotFound


def budgets_left(document_ids: Collection[UUID]) -> dict[UUID, int]:
    """What the tightest line of each document's records can take; one statement and one for each kind."""
    rows = DocumentSubject.objects.filter(document_id__in=list(document_ids)).values_list(
        "document_id", "subject_type", "subject_id"
    )
    by_kind: dict[str, dict[UUID, UUID]] = {}
    for document_id, kind, subject_id in rows:
        by_kind.setdefault(kind, {})[subject_id] = document_id
    found: dict[UUID, int] = {}
    for kind, documents in by_kind.items():
        for subject_id, left in _left(kind, list(documents)).items():
            document_id = documents[subject_id]
            found[document_id] = min(left, found.get(document_id, left))
    return found


def _left(kind: str, subject_ids: list[UUID]) -> dict[UUID, int]:
    try:
        told = registry.get(kind)
    except NotFound:
        return {}
    return dict(told.budget_left(subject_ids)) if isinstance(told, TellsBudget) else {}
