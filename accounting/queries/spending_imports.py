"""Which files of spending lines were loaded, and what came of them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from accounting.models import SpendingImport
from core.errors import NotFound


def spending_imports() -> QuerySet[SpendingImport]:
    """All loads, the newest first."""
    return SpendingImport.objects.order_by("-recorded_at", "-id")


def spending_import(import_id: UUID) -> SpendingImport:
    """One load; NotFound where there is none of that id."""
    found = spending_imports().filter(pk=import_id).first()
    if found is None:
        raise NotFound
    return found
