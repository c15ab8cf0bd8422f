"""The parent's recorded payments."""

from __future__ import annotations

from django.db.models import QuerySet

from consolidation.models import ParentTransfer


def transfers() -> QuerySet[ParentTransfer]:
    """All payments the parent told us of."""
    return ParentTransfer.objects.all()
