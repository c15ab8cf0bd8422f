"""Handing in from the drafting screen: what is typed is saved and handed in, or neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from approvals.models import OfficialDocument
from approvals.services.drafting import save_draft
from approvals.services.submitting import Known, submit
from core.access import Actor


@transaction.atomic
def save_and_submit(
    *,
    document_id: UUID,
    seen: int,
    values: Mapping[str, Any],
    acknowledged: Sequence[Known],
    actor: Actor,
    at: datetime,
) -> OfficialDocument:
    """Save the draft and hand it in along its kept line, in one transaction.

    After a refusal the stored draft is as it was, so that the version the screen has seen still holds. Locks and
    refuses as `save_draft` and `submit` do.
    """
    saved = save_draft(document_id=document_id, seen=seen, values=values, actor=actor, at=at)
    return submit(document_id=document_id, seen=saved.version, acknowledged=acknowledged, actor=actor, at=at)
