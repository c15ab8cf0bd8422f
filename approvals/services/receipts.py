"""Received documents on their way to a number: distributed, asked back, registered, sent back (handbook 2.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from approvals.choices import Disclosure, ReceivedState
from approvals.errors.letters import AlreadyReceived, NotYourDepartment, SendBackReasonMissing
from approvals.models import ReceivedDocument, ReceivedMove
from approvals.permissions import RECEIPT_DISTRIBUTE, RECEIPT_REGISTER
from approvals.queries.received import received_rows
from approvals.rules import letters
from approvals.services.answers import ACCEPTED, CAME_BACK, Answer, answer
from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, InvalidMove, NotFound, PermissionMissing, StaleVersion
from core.periods import day_of
from organization.queries import department, department_name
from records.choices import Direction
from records.choices import Disclosure as Class
from records.services import NewEntry, Registered, register

DOCUMENT_TYPE = "approvals.received"


@dataclass(frozen=True)
class FilingData:
    """How the receiving side files a letter: its own file and class of disclosure."""

    record_file_id: UUID
    disclosure: str
    grounds: tuple[int, ...] = ()
    title_hidden: bool = False
    handler_id: UUID | None = None


@transaction.atomic
def distribute(
    *, received_id: UUID, seen: int, department_id: UUID, text: str = "", actor: Actor, at: datetime
) -> ReceivedDocument:
    """The records department passes a letter on to the department whose business it is (배부, 재배부).

    Locks the letter. Refuses an abolished department and a letter that is registered or went back.
    """
    actor.require(RECEIPT_DISTRIBUTE)
    received = locked(received_id, seen, actor)
    state = letters.RECEIVED.next(received.state, "distribute")
    row = department(department_id, day_of(at))
    if row.until_on is not None and row.until_on <= day_of(at):
        raise InvalidInput(errors=[FieldFault("/department_id", "abolished", row.name)])
    before = received.department_id
    received.state, received.department_id, received.distributed_at = ReceivedState(state), department_id, at
    received.reason = ""
    save(received, "state", "department", "distributed_at", "reason")
    move(received=received, verb="distribute", actor=actor, at=at, text=text, before=before)
    return received


@transaction.atomic
def ask_redistribution(
    *, received_id: UUID, seen: int, reason: str, actor: Actor, at: datetime
) -> ReceivedDocument:
    """Not our business (E-DOC-017): back to the records department, without a number (규칙 제15조).

    Locks the letter. Refuses other departments' letters and registered ones; needs a reason.
    """
    received = locked(received_id, seen, actor)
    require_own(received=received, actor=actor, at=at)
    state = letters.RECEIVED.next(received.state, "ask_again")
    if not reason.strip():
        raise SendBackReasonMissing
    before = received.department_id
    received.state, received.department_id = ReceivedState(state), None
    received.reason = reason.strip()[:500]
    save(received, "state", "department", "reason")
    move(received=received, verb="ask_again", actor=actor, at=at, text=reason, before=before)
    return received


@transaction.atomic
def register_received(
    *, received_id: UUID, seen: int, filing: FilingData, actor: Actor, at: datetime
) -> ReceivedDocument:
    """Register a letter (접수): the receiving number of the department, in this transaction and last of all.

    Locks the letter. Refuses other departments (NOT_YOUR_DEPARTMENT), a letter registered before
    (ALREADY_RECEIVED) or not distributed, and what the register refuses (E-DOC-003, 004, 005 …). The sender
    is told the number.
    """
    received = locked(received_id, None, actor)
    if received.number_text:
        raise AlreadyReceived(number=received.number_text)
    require_seen(received, seen)
    require_own(received=received, actor=actor, at=at)
    state = letters.RECEIVED.next(received.state, "register")
    department_id = received.department_id
    if department_id is None:
        raise InvalidMove(state=received.get_state_display())
    if filing.disclosure not in Disclosure.values:
        raise InvalidInput(errors=[FieldFault("/disclosure", "choice", filing.disclosure)])
    received.handler_id = filing.handler_id
    file_count = received.files.count()
    move(received=received, verb="register", actor=actor, at=at)
    registered = register(
        entry=_entry(received, department_id, filing, file_count, actor), at=at, actor=actor
    )
    _set_registered(received, registered, filing, state, actor, at)
    given = Answer(ACCEPTED, at.isoformat(), registered.text, actor.name)
    answer(sender_schema=received.sender_schema, transport_id=received.transport_id, given=given)
    return received


@transaction.atomic
def send_back(*, received_id: UUID, seen: int, reason: str, actor: Actor, at: datetime) -> ReceivedDocument:
    """Back to the sender with the reason (반송, 규칙 제16조); number, date and title go with it.

    Before the registration only, by the records department or the department it was distributed to. Locks the
    letter; the sender's state changes by a job.
    """
    received = locked(received_id, seen, actor)
    if not actor.may(RECEIPT_DISTRIBUTE):
        require_own(received=received, actor=actor, at=at)
    state = letters.RECEIVED.next(received.state, "send_back")
    if not reason.strip():
        raise SendBackReasonMissing
    received.state, received.reason = ReceivedState(state), reason.strip()[:500]
    save(received, "state", "reason")
    move(received=received, verb="send_back", actor=actor, at=at, text=reason)
    given = Answer(CAME_BACK, at.isoformat(), received.reason, actor.name)
    answer(sender_schema=received.sender_schema, transport_id=received.transport_id, given=given)
    return received


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


def _set_registered(
    received: ReceivedDocument,
    registered: Registered,
    filing: FilingData,
    state: str,
    actor: Actor,
    at: datetime,
) -> None:
    """The number was the last lock; only this letter's own row is written afterwards."""
    received.state = ReceivedState(state)
    received.registered_at, received.registered_by_name = at, actor.name[:100]
    received.number_text, received.entry_id = registered.text, registered.entry_id
    received.record_file_id, received.disclosure = filing.record_file_id, Disclosure(filing.disclosure)
    columns = ("state", "registered_at", "registered_by_name", "number_text", "entry_id", "record_file")
    save(received, *columns, "disclosure", "handler")


def _entry(
    received: ReceivedDocument, department_id: UUID, filing: FilingData, file_count: int, actor: Actor
) -> NewEntry:
    said = received.sent
    place = " ".join(part for part in (received.sender_name, received.sender_department) if part)
    return NewEntry(
        direction=Direction.RECEIVED,
        department_id=department_id,
        title=received.title,
        disclosure=Class(filing.disclosure),
        record_file_id=filing.record_file_id,
        abstract=said.get("abstract", ""),
        keywords=tuple(said.get("keywords", ())),
        grounds=filing.grounds,
        title_hidden=filing.title_hidden,
        drafter_id=actor.user_id,
        drafter_name=actor.name,
        receivers=received.receiver_name,
        sender=place[:100],
        sender_number=received.sender_number,
        attachment_count=file_count,
        document_type=DOCUMENT_TYPE,
        document_id=received.pk,
    )
