"""남은 예산 beside documents in lists, and what an approval would do to the budget, told by the kinds of records."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from approvals.choices import DocumentState
from approvals.models import DocumentSubject, OfficialDocument
from approvals.services.subjects import LineEffect, ShowsEffect, TellsBudget, registry
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


def budget_effects(document: OfficialDocument) -> list[LineEffect]:
    """결재하면: the budget lines the approval of a document would move, the tightest after it first.

    Nothing once it is decided or sent back. Where several records move one line, each is told by itself.
    """
    if document.state != DocumentState.IN_PROGRESS:
        return []
    found: list[LineEffect] = []
    rows = document.subjects.order_by("seq").values_list("subject_type", "subject_id")
    for name, subject_id in rows:
        try:
            kind = registry.get(name)
        except NotFound:
            continue
        if isinstance(kind, ShowsEffect):
            found += kind.effects_on_budget(subject_id)
    return sorted(found, key=lambda one: one.then.available)


def _left(kind: str, subject_ids: list[UUID]) -> dict[UUID, int]:
    try:
        told = registry.get(kind)
    except NotFound:
        return {}
    return dict(told.budget_left(subject_ids)) if isinstance(told, TellsBudget) else {}
