"""Which programs may write drafts for whom (사람의 위임이 있을 때만)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from approvals.models import DraftingDelegation
from approvals.permissions import DOCUMENT_DRAFT
from core.access import Actor
from core.periods import day_of
from identity.queries.api_clients import api_clients


def own_delegations(actor: Actor) -> QuerySet[DraftingDelegation, Any]:
    """What this person has given, the newest first."""
    if actor.user_id is None:
        return DraftingDelegation.objects.none()
    return DraftingDelegation.objects.filter(person_id=actor.user_id).order_by("-given_at", "-id")


def is_in_force(row: DraftingDelegation, at: datetime) -> bool:
    """Not ended, and the last day not over."""
    return row.ended_at is None and day_of(at) <= row.until_on


def delegation_of(person_id: UUID, client_id: str, at: datetime) -> DraftingDelegation | None:
    """The delegation of a person to a program in force now."""
    found: DraftingDelegation | None = DraftingDelegation.objects.filter(
        person_id=person_id, client_id=client_id, ended_at__isnull=True, until_on__gte=day_of(at)
    ).first()
    return found


def programs_that_draft() -> list[tuple[UUID, str]]:
    """Programs in use here that may ask for drafting, by name with their system."""
    return [
        (row.pk, f"{row.name} ({row.system_name})")
        for row in api_clients(with_revoked=False)
        if DOCUMENT_DRAFT in row.scopes
    ]
