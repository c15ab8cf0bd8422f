"""Writing the record of rights changes, in the transaction of the change."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from core.access import Actor
from identity.choices import RightsChangeKind
from identity.models import RightsChange, User


@dataclass(frozen=True)
class Change:
    """What happened to somebody's rights."""

    kind: RightsChangeKind
    subject: str = ""
    from_on: date | None = None
    until_on: date | None = None
    reason: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


def record_change(*, actor: Actor, user: User | None, change: Change, at: datetime) -> RightsChange:
    """Add one line to the insert-only record (kept at least three years)."""
    return RightsChange.objects.create(
        recorded_at=at,
        actor_id=actor.user_id,
        actor_name=actor.name,
        user=user,
        kind=change.kind,
        subject=change.subject[:100],
        from_on=change.from_on,
        until_on=change.until_on,
        reason=change.reason[:200],
        facts=change.facts,
    )
