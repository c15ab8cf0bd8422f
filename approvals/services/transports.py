"""Single receivers of a dispatch: approved, recalled, sent again, handed over by people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from approvals.choices import TransportState
from approvals.errors.letters import AlreadyOnItsWay, ReceiverTwice, SendBackReasonMissing
from approvals.models import LIVE, OfficialDocument, Transport
from approvals.rules import letters
from approvals.services.answers import locked_transport, take_effect
from approvals.services.delivering import carry
from approvals.services.letter_rights import require_head, sendable
from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, InvalidMove


@dataclass(frozen=True)
class HandOver:
    """How a letter was delivered by people: when, to whom, what proves it."""

    arrived_at: datetime
    handed_to: str
    proof: str


@transaction.atomic
def decide_receiver(
    *, transport_id: UUID, is_approved: bool, reason: str = "", actor: Actor, at: datetime
) -> Transport:
    """The head of the 처리과 approves a receiver added after sending, or does not (영 제15조제4항).

    Locks document and transport. Refuses others (ONLY_THE_HEAD); not approving needs a reason.
    """
    document, transport = _own(transport_id, actor)
    require_head(department_id=document.department_id, actor=actor, at=at)
    verb = "approve" if is_approved else "decline"
    transport.state = TransportState(letters.TRANSPORT.next(transport.state, verb))
    if not is_approved and not reason.strip():
        raise SendBackReasonMissing
    transport.reason = reason.strip()[:500]
    transport.approved_by_name, transport.approved_at = actor.name[:100], at
    transport.save()
    if is_approved:
        carry(transport=transport)
    _note(document, transport, f"receiver_{verb}d", actor, at)
    return transport


@transaction.atomic
def recall_letter(*, transport_id: UUID, reason: str, actor: Actor, at: datetime) -> Transport:
    """Take a letter back before it is handed over (발송 대기, 재시도 대기, 직접 전달). Locks document, transport.

    Refuses (ALREADY_ON_ITS_WAY) a letter that was handed over or arrived: a new document says otherwise then.
    """
    document, transport = _own(transport_id, actor)
    if not reason.strip():
        raise SendBackReasonMissing
    if transport.state in (TransportState.SENT, TransportState.ARRIVED):
        raise AlreadyOnItsWay(receiver=transport.name, state=transport.get_state_display())
    transport.state = TransportState(letters.TRANSPORT.next(transport.state, "recall"))
    transport.reason, transport.next_try_at = reason.strip()[:500], None
    transport.save(update_fields=["state", "reason", "next_try_at"])
    _note(document, transport, "letter_recalled", actor, at)
    return transport


@transaction.atomic
def send_again(*, transport_id: UUID, actor: Actor, at: datetime) -> Transport:
    """Send once more to the same receiver. Locks document and transport.

    A letter that was given up goes on as the same letter, so it arrives once at most; one that came back or
    was recalled goes as a new one. Refuses a letter that is under way or arrived.
    """
    document, transport = _own(transport_id, actor)
    if transport.state == TransportState.MANUAL and transport.target:
        transport.state = TransportState(letters.TRANSPORT.next(transport.state, "try_again"))
        transport.attempts, transport.next_try_at, transport.last_error = 0, None, ""
        transport.save()
    elif transport.state in (TransportState.SENT_BACK, TransportState.RECALLED):
        transport = _another(transport)
    else:
        raise InvalidMove(state=transport.get_state_display())
    carry(transport=transport)
    _note(document, transport, "letter_sent_again", actor, at)
    return transport


@transaction.atomic
def hand_over(*, transport_id: UUID, given: HandOver, actor: Actor, at: datetime) -> Transport:
    """Note that people delivered a letter: date, person, proof. Sets the effect. Locks document, transport."""
    document, transport = _own(transport_id, actor)
    state = letters.TRANSPORT.next(transport.state, "hand_over")
    require_delivered(given=given, since=transport.dispatch.dispatched_at, at=at)
    transport.state = TransportState(state)
    transport.sent_at = transport.sent_at or given.arrived_at
    transport.arrived_at, transport.arrived_by_hand = given.arrived_at, True
    transport.handed_to, transport.proof = given.handed_to.strip()[:100], given.proof.strip()[:200]
    transport.save()
    take_effect(document=document, at=given.arrived_at)
    _note(document, transport, "letter_handed_over", actor, at)
    return transport


def require_delivered(*, given: HandOver, since: datetime | None, at: datetime) -> None:
    """Refuse a delivery without person and proof, before the sending or in the future."""
    faults = [
        FieldFault(f"/{name}", "required", "반드시 입력해야 합니다.")
        for name in ("handed_to", "proof")
        if not str(getattr(given, name)).strip()
    ]
    if given.arrived_at > at or (
        since is not None and given.arrived_at < since.replace(second=0, microsecond=0)
    ):
        faults.append(FieldFault("/arrived_at", "moment", "도달일시는 시행 뒤, 지금까지여야 합니다."))
    if faults:
        raise InvalidInput(errors=faults)


def _another(before: Transport) -> Transport:
    dispatch = before.dispatch
    if (
        before.target
        and dispatch.transports.filter(kind=before.kind, target=before.target, state__in=LIVE).exists()
    ):
        raise ReceiverTwice(receiver=before.name)
    last = dispatch.transports.order_by("-ordinal").values_list("ordinal", flat=True).first() or 0
    made: Transport = Transport.objects.create(
        dispatch=dispatch,
        ordinal=last + 1,
        kind=before.kind,
        name=before.name,
        target=before.target,
        address=before.address,
        replaces=before,
    )
    return made


def _own(transport_id: UUID, actor: Actor) -> tuple[OfficialDocument, Transport]:
    document, transport = locked_transport(transport_id)
    return sendable(document.pk, actor), transport


def _note(document: OfficialDocument, transport: Transport, verb: str, actor: Actor, at: datetime) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="official_document",
        subject_id=document.pk,
        summary=f"{document.number_text} {transport.name}",
        at=at,
        facts={"transport": str(transport.pk), "reason": transport.reason},
    )
