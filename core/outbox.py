"""Everything that leaves the system goes through a row written in the business transaction."""

from __future__ import annotations

from typing import Any

from core.models import OutboxMessage


def enqueue(topic: str, payload: dict[str, Any]) -> OutboxMessage:
    """Add a message; it is delivered after commit by the outbox job, at least once."""
    return OutboxMessage.objects.create(topic=topic, payload=payload)
