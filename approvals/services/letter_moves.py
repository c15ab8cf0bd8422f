"""What every act on a received letter shares: the lock, the columns saved, its way written down."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from approvals.errors.letters import NotYourDepartment
from approvals.models import ReceivedDocument, ReceivedMove
from approvals.permissions import RECEIPT_DISTRIBUTE, RECEIPT_REGISTER
from approvals.queries.received import received_rows
from core import audit
from core.access import Actor
from core.errors import NotFound, PermissionMissing, StaleVersion
from core.periods import day_of
from organization.queries import department_name


def locked(received_id: UUID, seen: int | None, actor: Actor) -> ReceivedDocument:
    """Lock a letter the actor may see; NOT_FOUND for others, STALE_VERSION when it changed meanwhile."""
    if not received_rows(actor).filter(pk=received_id).exists():
        raise NotFound(received=str(received_id))
    found: ReceivedDocument = (
        ReceivedDocument.objects.select_for_update(of=("self",))
        .select_related("department")
        .get(pk=received_id)
    )
    if seen is not None:
        require_seen(found, seen)
    return found


def require_seen(received: ReceivedDocument, seen: int) -> None:
    """STALE_VERSION unless the reader has seen the letter as it is now."""
    if seen != received.version:
        raise StaleVersion


def require_own(*, received: ReceivedDocument, actor: Actor, at: datetime) -> None:
    """Only the clerk of the department a letter was distributed to handles it."""
    actor.require(RECEIPT_REGISTER)
    if actor.user_id is None:
        raise PermissionMissing(permission=RECEIPT_REGISTER)
    if received.department_id is not None and received.department_id != actor.department_id:
        raise NotYourDepartment(department=department_name(received.department_id, day_of(at)))


def require_where_it_lies(*, received: ReceivedDocument, actor: Actor, at: datetime) -> None:
    """Before a letter is registered the records department handles it, or the department it lies with."""
    if not actor.may(RECEIPT_DISTRIBUTE):
        require_own(received=received, actor=actor, at=at)


def save(received: ReceivedDocument, *names: str) -> None:
    """Save these columns and count the change."""
    received.version += 1
    received.save(update_fields=[*names, "version"])


def move(
    *,
    received: ReceivedDocument,
    verb: str,
    actor: Actor,
    at: datetime,
    text: str = "",
    before: UUID | None = None,
) -> None:
    """Write one step of the letter's way, and the audit line."""
    on = day_of(at)
    now = received.department_id
    ReceivedMove.objects.create(
        received=received,
        verb=verb,
        from_department=department_name(before, on) if before else "",
        to_department=department_name(now, on) if now else "",
        person_id=actor.user_id,
        person_name=actor.name[:100],
        text=text.strip()[:500],
        moved_at=at,
    )
    audit.record(
        actor=actor,
        verb=f"received_{verb}",
        subject_type="received_document",
        subject_id=received.pk,
        summary=f"{received.sender_number} {received.title}",
        at=at,
        facts={"text": text.strip()[:500]},
    )
