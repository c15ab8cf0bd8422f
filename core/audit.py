"""Audit lines, written in the transaction of the act they describe."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from core.access import Actor
from core.models import AuditEntry
from core.request_id import current_request_id


def record(
    *,
    actor: Actor,
    verb: str,
    subject_type: str,
    subject_id: UUID | None,
    summary: str,
    at: datetime,
    facts: dict[str, Any] | None = None,
) -> AuditEntry:
    """Write one audit line. `verb` is a past-tense fact in snake case, `summary` one Korean line."""
    made = entry(
        actor=actor,
        verb=verb,
        subject_type=subject_type,
        subject_id=subject_id,
        summary=summary,
        at=at,
        facts=facts,
    )
    made.save(force_insert=True)
    return made


def entry(
    *,
    actor: Actor,
    verb: str,
    subject_type: str,
    subject_id: UUID | None,
    summary: str,
    at: datetime,
    facts: dict[str, Any] | None = None,
) -> AuditEntry:
    """The same line, to be written by the caller together with what it describes."""
    return AuditEntry(
        recorded_at=at,
        actor_id=actor.user_id,
        actor_name=actor.name[:100],
        client_id=actor.client_id or "",
        verb=verb,
        subject_type=subject_type,
        subject_id=subject_id,
        summary=summary[:300],
        facts=facts or {},
        request_id=current_request_id(),
    )
