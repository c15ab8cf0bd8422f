"""What the receiver answers to a letter: it arrived, was refused, registered, passed on, or comes back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from approvals.choices import ReceivedState, TransportState
from approvals.models import Forwarding, OfficialDocument, ReceivedDocument, Transport
from approvals.rules import letters
from approvals.services.letter_moves import move, save
from approvals.services.rounds import lock_document
from core import audit
from core.access import SYSTEM
from core.errors import NotFound
from tenants.jobs import tenant_job

ARRIVED, FAILED, ACCEPTED, CAME_BACK, FORWARDED = "ARRIVED", "FAILED", "ACCEPTED", "SENT_BACK", "FORWARDED"


@dataclass(frozen=True)
class Answer:
    """One answer: of what kind, when, the receiving number or the reason, who."""

    kind: str
    at: str
    text: str = ""
    by: str = ""


def answer(*, sender_schema: str, transport_id: UUID, given: Answer) -> None:
    """Write the answer into the queue, in the receiver's transaction: it is noted at the sender after commit."""
    note_answer.enqueue_for(sender_schema, transport_id=str(transport_id), answer=asdict(given))


def answer_to(received: ReceivedDocument, given: Answer) -> None:
    """Answer the sender of a letter; a letter entered by hand has nobody on the platform to answer to."""
    if not received.is_by_hand:
        answer(sender_schema=received.sender_schema, transport_id=received.transport_id, given=given)


@tenant_job(name="approvals.note_answer")
def note_answer(*, transport_id: str, answer: dict[str, str]) -> None:
    """A receiver's answer at the sender; answers may come twice and in any order."""
    sent_id, given = UUID(transport_id), Answer(**answer)
    if Forwarding.objects.filter(pk=sent_id).exists():
        note_forwarded(forwarding_id=sent_id, given=given)
    else:
        note(transport_id=sent_id, given=given)


@transaction.atomic
def note(*, transport_id: UUID, given: Answer) -> Transport:
    """Note an answer. Arrival sets the document's effect, the first one counts (영 제6조제2항).

    Locks document and transport. What really happened at the receiver is noted even when the letter was
    recalled or given up here meanwhile.
    """
    document, transport = locked_transport(transport_id)
    at = datetime.fromisoformat(given.at)
    if given.kind == FAILED:
        note_failure(transport=transport, error=given.text, at=at)
        return transport
    before = transport.state
    if transport.arrived_at is None:
        transport.arrived_at = at
    if given.kind == CAME_BACK and before != TransportState.SENT_BACK:
        transport.state = letters.TRANSPORT.next(before, "send_back")
        transport.sent_back_at, transport.reason = at, given.text[:900]
        transport.handed_to = given.by[:100]
    elif given.kind in (ARRIVED, ACCEPTED, FORWARDED) and not _was_replaced(transport):
        transport.state = TransportState(letters.TRANSPORT.next(before, "arrive"))
    if given.kind == FORWARDED:
        transport.reason = given.text[:900]
    if given.kind == ACCEPTED:
        transport.accepted_at, transport.accepted_text = at, given.text[:90]
    transport.next_try_at, transport.last_error = None, ""
    transport.save()
    take_effect(document=document, at=transport.arrived_at)
    _record(document, transport, given, at)
    return transport


@transaction.atomic
def note_forwarded(*, forwarding_id: UUID, given: Answer) -> Forwarding:
    """Note the answer to a letter that went on; the number it got there is passed on to its first sender.

    Locks letter and forwarding. A letter that comes back lies with the records department again.
    """
    received, forwarding = locked_forwarding(forwarding_id)
    at = datetime.fromisoformat(given.at)
    if given.kind == FAILED:
        return forwarding
    before = forwarding.state
    forwarding.arrived_at = forwarding.arrived_at or at
    if given.kind == CAME_BACK and before != TransportState.SENT_BACK:
        forwarding.state = TransportState(letters.TRANSPORT.next(before, "send_back"))
        _come_back(received, given, at)
    elif given.kind in (ARRIVED, ACCEPTED, FORWARDED):
        forwarding.state = TransportState(letters.TRANSPORT.next(before, "arrive"))
    if given.kind == ACCEPTED and forwarding.accepted_at is None:
        forwarding.accepted_at, forwarding.accepted_text = at, given.text[:90]
        move(received=received, verb="accepted", actor=SYSTEM, at=at, text=given.text)
        answer_to(received, given)
    forwarding.next_try_at, forwarding.last_error = None, ""
    forwarding.save()
    return forwarding


def _come_back(received: ReceivedDocument, given: Answer, at: datetime) -> None:
    before = received.department_id
    received.state = ReceivedState(letters.RECEIVED.next(received.state, "come_back"))
    received.department_id, received.reason = None, given.text[:500]
    save(received, "state", "department", "reason")
    move(received=received, verb="come_back", actor=SYSTEM, at=at, text=given.text, before=before)


def locked_forwarding(forwarding_id: UUID) -> tuple[ReceivedDocument, Forwarding]:
    """The letter first, then its forwarding, both locked."""
    found = Forwarding.objects.filter(pk=forwarding_id).values_list("received_id", flat=True).first()
    if found is None:
        raise NotFound(forwarding=str(forwarding_id))
    received = ReceivedDocument.objects.select_for_update(of=("self",)).get(pk=found)
    forwarding: Forwarding = Forwarding.objects.select_for_update(of=("self",)).get(pk=forwarding_id)
    forwarding.received = received
    return received, forwarding


def _was_replaced(transport: Transport) -> bool:
    """A recalled letter that arrived after all, while another one is on its way: only the time is noted."""
    return transport.state == TransportState.RECALLED and transport.replaced_by.exists()


def take_effect(*, document: OfficialDocument, at: datetime) -> None:
    """A document takes effect when it first reaches a receiver."""
    if document.effective_at is None or at < document.effective_at:
        document.effective_at = at
        document.save(update_fields=["effective_at"])


def note_failure(*, transport: Transport, error: str, at: datetime) -> None:
    """A delivery failed: when it is tried again, or that people must deliver it now."""
    if transport.state not in letters.UNDER_WAY:
        return
    transport.last_error = error[:300]
    transport.next_try_at = letters.next_try(transport.attempts, at)
    verb = "give_up" if transport.next_try_at is None else "fail"
    transport.state = TransportState(letters.TRANSPORT.next(transport.state, verb))
    transport.save(update_fields=["last_error", "next_try_at", "state", "attempts"])


def locked_transport(transport_id: UUID) -> tuple[OfficialDocument, Transport]:
    """Document first, then the transport, both locked."""
    ids = Transport.objects.filter(pk=transport_id).values_list("dispatch__document_id", flat=True)
    document_id = ids.first()
    if document_id is None:
        raise NotFound(transport=str(transport_id))
    document = lock_document(document_id)
    transport = (
        Transport.objects.select_related("dispatch__document__form")
        .select_for_update(of=("self",))
        .get(pk=transport_id)
    )
    return document, transport


def _record(document: OfficialDocument, transport: Transport, given: Answer, at: datetime) -> None:
    audit.record(
        actor=SYSTEM,
        verb=f"letter_{given.kind.lower()}",
        subject_type="official_document",
        subject_id=document.pk,
        summary=f"{transport.name} {transport.get_state_display()} {given.text}".strip(),
        at=at,
        facts={"transport": str(transport.pk), "by": given.by},
    )
