"""Messages that were given up go out again when an operator says so."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from core import audit, outbox
from core.access import Actor
from tenants.context import institution
from tenants.deliveries import DeadLetter, dead_letter
from tenants.permissions import DELIVERY_RETRY


@transaction.atomic
def send_again(*, schema_name: str, message_id: UUID, actor: Actor, at: datetime) -> DeadLetter:
    """Let a tenant's message be tried anew, with all attempts before it; the operators keep the audit line.

    Locks the message. Refuses who may not (PERMISSION_MISSING) and what was not given up (NOT_FOUND). A message
    with two open ends may have arrived: its receiver knows the repeat by its id.
    """
    actor.require(DELIVERY_RETRY)
    found = dead_letter(schema_name, message_id)
    with institution(schema_name, platform_code=True):
        outbox.revive(message_id=message_id, at=at)
    audit.record(
        actor=actor,
        verb="message_sent_again",
        subject_type="outbox_message",
        subject_id=message_id,
        summary=f"{found.tenant_name} {found.topic}",
        at=at,
        facts={"tenant": schema_name, "attempts": found.attempts, "error": found.error},
    )
    return found
