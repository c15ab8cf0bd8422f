"""Received documents on their way to a number: distributed, asked back, registered, sent back (handbook 2.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from approvals.choices import Disclosure, ReceivedState
from approvals.errors.letters import AlreadyReceived, SendBackReasonMissing
from approvals.models import ConcernedDepartment, ReceivedDocument
from approvals.permissions import RECEIPT_DISTRIBUTE
from approvals.rules import letters
from approvals.services.answers import ACCEPTED, CAME_BACK, Answer, answer_to
from approvals.services.letter_moves import (
    locked,
    move,
    require_own,
    require_seen,
    require_where_it_lies,
    save,
)
from core.access import Actor
from core.errors import FieldFault, InvalidInput, InvalidMove
from core.periods import day_of
from organization.queries import department, department_names
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
    *,
    received_id: UUID,
    seen: int,
    department_id: UUID,
    also: Sequence[UUID] = (),
    text: str = "",
    actor: Actor,
    at: datetime,
) -> ReceivedDocument:
    """The records department passes a letter on to the department whose business it is (배부, 재배부).

    `also` are the other departments it concerns: the first one registers it and tells these (규칙 제15조
    제2항·제3항). Locks the letter. Refuses an abolished department and a letter that is registered or went back.
    """
    actor.require(RECEIPT_DISTRIBUTE)
    received = locked(received_id, seen, actor)
    state = letters.RECEIVED.next(received.state, "distribute")
    row = department(department_id, day_of(at))
    if row.until_on is not None and row.until_on <= day_of(at):
        raise InvalidInput(errors=[FieldFault("/department_id", "abolished", row.name)])
    named = name_concerned(received=received, department_ids=also, besides=department_id, actor=actor, at=at)
    before = received.department_id
    received.state, received.department_id, received.distributed_at = ReceivedState(state), department_id, at
    received.reason = ""
    save(received, "state", "department", "distributed_at", "reason")
    note = f"{text.strip()} ({', '.join(named)})" if named else text
    move(received=received, verb="distribute", actor=actor, at=at, text=note, before=before)
    return received


@transaction.atomic
def tell_departments(
    *, received_id: UUID, seen: int, department_ids: Sequence[UUID], actor: Actor, at: datetime
) -> ReceivedDocument:
    """The department that registered a letter tells further ones it concerns (규칙 제15조제3항). Locks the letter.

    They see it from now on; its number, handler and answer stay with the one that registered it.
    """
    received = locked(received_id, seen, actor)
    require_own(received=received, actor=actor, at=at)
    letters.RECEIVED.next(received.state, "tell")
    own = received.department_id
    if not department_ids or own is None:
        raise InvalidInput(errors=[FieldFault("/department_ids", "required", "통보할 부서를 고르십시오.")])
    name_concerned(received=received, department_ids=department_ids, besides=own, actor=actor, at=at)
    _tell(received, actor, at)
    save(received)
    return received


def name_concerned(
    *, received: ReceivedDocument, department_ids: Sequence[UUID], besides: UUID, actor: Actor, at: datetime
) -> list[str]:
    """Write down the departments a letter concerns besides the one that registers it; gives their names."""
    names = {key: row.name for key, row in department_names(day_of(at)).items()}
    wanted = [one for one in dict.fromkeys(department_ids) if one != besides]
    unknown = [one for one in wanted if one not in names]
    if unknown:
        raise InvalidInput(errors=[FieldFault("/also", "unknown", str(one)) for one in unknown])
    known = set(received.concerned.values_list("department_id", flat=True))
    ConcernedDepartment.objects.bulk_create(
        ConcernedDepartment(received=received, department_id=one, named_by_name=actor.name[:100], named_at=at)
        for one in wanted
        if one not in known
    )
    return [names[one] for one in wanted]


def _tell(received: ReceivedDocument, actor: Actor, at: datetime) -> None:
    waiting = received.concerned.filter(told_at__isnull=True)
    ids = list(waiting.values_list("department_id", flat=True))
    if not ids:
        return
    names = department_names(day_of(at))
    waiting.update(told_at=at, told_by_name=actor.name[:100])
    told = ", ".join(names[one].name for one in ids if one in names)
    move(received=received, verb="tell", actor=actor, at=at, text=told)


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
    and the other departments concerned are told.
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
    _tell(received, actor, at)
    registered = register(
        entry=_entry(received, department_id, filing, file_count, actor), at=at, actor=actor
    )
    _set_registered(received, registered, filing, state, actor, at)
    answer_to(received, Answer(ACCEPTED, at.isoformat(), registered.text, actor.name))
    return received


@transaction.atomic
def send_back(*, received_id: UUID, seen: int, reason: str, actor: Actor, at: datetime) -> ReceivedDocument:
    """Back to the sender with the reason (반송, 규칙 제16조); number, date and title go with it.

    Before the registration only, by the records department or the department it was distributed to. Locks the
    letter; the sender's state changes by a job.
    """
    received = locked(received_id, seen, actor)
    require_where_it_lies(received=received, actor=actor, at=at)
    state = letters.RECEIVED.next(received.state, "send_back")
    if not reason.strip():
        raise SendBackReasonMissing
    received.state, received.reason = ReceivedState(state), reason.strip()[:500]
    save(received, "state", "reason")
    move(received=received, verb="send_back", actor=actor, at=at, text=reason)
    stated = letters.return_statement(
        received.sender_number, received.sent_on, received.title, received.reason
    )
    answer_to(received, Answer(CAME_BACK, at.isoformat(), stated, actor.name))
    return received


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
