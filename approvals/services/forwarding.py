"""Letters that are another body's business go on to it, with the reason (이송, 규칙 제16조)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from approvals.choices import ReceivedState, ReceiverKind, TransportState
from approvals.errors.letters import ForwardedToSender, ReceiverUnknown, SendBackReasonMissing
from approvals.models import Forwarding, ReceivedDocument
from approvals.queries.destinations import tenant_destinations
from approvals.rules import letters
from approvals.services.answers import FORWARDED, Answer, answer_to, locked_forwarding
from approvals.services.dispatching import ReceiverData
from approvals.services.forward_packages import write_forwarded
from approvals.services.letter_moves import locked, move, require_where_it_lies, save
from approvals.services.persons import person_of
from approvals.services.taking_in import take_in_letter
from approvals.services.transports import HandOver, require_delivered
from core import audit
from core.access import Actor
from core.errors import DomainError, InvalidMove
from core.schema import WrongSchema, current_schema
from tenants import post
from tenants.jobs import tenant_job


@transaction.atomic
def forward(
    *, received_id: UUID, seen: int, to: ReceiverData, reason: str, actor: Actor, at: datetime
) -> Forwarding:
    """Pass an unregistered letter on to the body whose business it is; the sender is told where it went.

    An institution of the platform gets it by a job, with its files and its way so far; a body outside by
    people. Locks the letter. Refuses a registered letter, a body we do not know, and the one it came from.
    """
    received = locked(received_id, seen, actor)
    require_where_it_lies(received=received, actor=actor, at=at)
    state = letters.RECEIVED.next(received.state, "forward")
    if not reason.strip():
        raise SendBackReasonMissing
    _require_elsewhere(received, to)
    received.state, received.reason = ReceivedState(state), reason.strip()[:500]
    save(received, "state", "reason")
    made: Forwarding = Forwarding.objects.create(
        received=received,
        kind=to.kind,
        name=to.name.strip()[:200],
        target=to.target,
        address=to.address.strip()[:200],
        reason=received.reason,
        forwarded_by_id=person_of(actor),
        forwarded_by_name=actor.name[:100],
        forwarded_at=at,
    )
    move(received=received, verb="forward", actor=actor, at=at, text=f"{made.name}: {received.reason}")
    answer_to(received, Answer(FORWARDED, at.isoformat(), f"{made.name}: {received.reason}", actor.name))
    if made.kind == ReceiverKind.OUTSIDE:
        made.state = TransportState(letters.TRANSPORT.next(made.state, "by_hand"))
        made.save(update_fields=["state"])
    else:
        deliver_forwarded.enqueue(forwarding_id=str(made.pk))
    return made


@tenant_job(name="approvals.deliver_forwarded")
def deliver_forwarded(*, forwarding_id: str) -> None:
    """Carry one forwarded letter to its receiver's box; when it fails, the next attempt is set."""
    deliver(forwarding_id=UUID(forwarding_id), at=timezone.now())


def deliver(*, forwarding_id: UUID, at: datetime) -> None:
    """Hand a forwarded letter over; one that arrived or was given up to people stays as it is.

    Locks letter and forwarding. A failure is noted in a transaction of its own; after the fifth attempt people
    deliver it.
    """
    try:
        with transaction.atomic():
            _hand_over(forwarding_id, at)
    except (DomainError, WrongSchema, OSError) as fault:
        with transaction.atomic():
            _note_failed(forwarding_id, f"{type(fault).__name__}: {fault}", at)


def resume_forwarded(*, at: datetime) -> int:
    """Start again what is overdue or whose job was lost; gives the number."""
    lost = Q(next_try_at__isnull=True, forwarded_at__lte=at - letters.SILENCE)
    waiting = Forwarding.objects.filter(Q(next_try_at__lte=at) | lost, state__in=letters.UNDER_WAY)
    found = list(waiting.values_list("pk", flat=True))
    for forwarding_id in found:
        deliver_forwarded.enqueue(forwarding_id=str(forwarding_id))
    return len(found)


@transaction.atomic
def forwarded_package(*, received_id: UUID, actor: Actor, at: datetime) -> bytes:
    """The package of a letter that people carry on. Locks the letter. Taking it is audited."""
    received, forwarding = _carried_by_people(received_id, actor, at)
    with TemporaryDirectory(prefix="forward-") as folder:
        path = Path(folder) / "letter.zip"
        found = write_forwarded(forwarding=forwarding, to=path)
        if not forwarding.letter_hash:
            forwarding.letter_hash = found
            forwarding.save(update_fields=["letter_hash"])
        _note(received, "letter_packed", forwarding, actor, at)
        return path.read_bytes()


@transaction.atomic
def hand_over_forwarded(
    *, received_id: UUID, seen: int, given: HandOver, actor: Actor, at: datetime
) -> ReceivedDocument:
    """Note that people delivered a forwarded letter: date, person, proof. Locks letter and forwarding."""
    received, forwarding = _carried_by_people(received_id, actor, at, seen)
    state = letters.TRANSPORT.next(forwarding.state, "hand_over")
    require_delivered(given=given, since=forwarding.forwarded_at, at=at)
    forwarding.state = TransportState(state)
    forwarding.sent_at = forwarding.arrived_at = given.arrived_at
    forwarding.handed_to, forwarding.proof = given.handed_to.strip()[:100], given.proof.strip()[:200]
    forwarding.save()
    save(received)
    move(received=received, verb="hand_over", actor=actor, at=at, text=f"{forwarding.name} {given.handed_to}")
    return received


def _require_elsewhere(received: ReceivedDocument, to: ReceiverData) -> None:
    if not to.name.strip():
        raise ReceiverUnknown(receiver=to.name)
    if to.kind == ReceiverKind.OUTSIDE and not to.target:
        return
    known = {one.target for one in tenant_destinations()}
    if to.kind != ReceiverKind.TENANT or to.target not in known:
        raise ReceiverUnknown(receiver=to.name)
    if to.target in {received.sender_schema, received.sent.get("origin", {}).get("schema")}:
        raise ForwardedToSender(receiver=to.name)


def _hand_over(forwarding_id: UUID, at: datetime) -> None:
    _received, forwarding = locked_forwarding(forwarding_id)
    if forwarding.state not in letters.UNDER_WAY:
        return
    if forwarding.attempts >= letters.MOST_ATTEMPTS:
        _fail(forwarding, forwarding.last_error or "no answer", at)
        return
    if not post.is_reachable(forwarding.target):
        raise ReceiverUnknown(receiver=forwarding.name)
    with TemporaryDirectory(prefix="forward-") as folder:
        package = Path(folder) / "letter.zip"
        forwarding.letter_hash = write_forwarded(forwarding=forwarding, to=package)
        post.drop(addressee=forwarding.target, package=package, name=forwarding.pk)
    forwarding.state = TransportState(letters.TRANSPORT.next(forwarding.state, "send"))
    forwarding.attempts += 1
    forwarding.sent_at = forwarding.sent_at or at
    forwarding.next_try_at = at + letters.SILENCE
    forwarding.save()
    letter = {"sender": current_schema(), "transport": str(forwarding.pk), "hash": forwarding.letter_hash}
    take_in_letter.enqueue_for(forwarding.target, letter=letter)


def _note_failed(forwarding_id: UUID, error: str, at: datetime) -> None:
    _received, forwarding = locked_forwarding(forwarding_id)
    if forwarding.state not in letters.UNDER_WAY:
        return
    forwarding.attempts += 1
    _fail(forwarding, error, at)
    if forwarding.next_try_at is not None:
        deliver_forwarded.enqueue_at(forwarding.next_try_at, forwarding_id=str(forwarding.pk))


def _fail(forwarding: Forwarding, error: str, at: datetime) -> None:
    forwarding.last_error = error[:300]
    forwarding.next_try_at = letters.next_try(forwarding.attempts, at)
    verb = "give_up" if forwarding.next_try_at is None else "fail"
    forwarding.state = TransportState(letters.TRANSPORT.next(forwarding.state, verb))
    forwarding.save(update_fields=["last_error", "next_try_at", "state", "attempts"])


def _carried_by_people(
    received_id: UUID, actor: Actor, at: datetime, seen: int | None = None
) -> tuple[ReceivedDocument, Forwarding]:
    received = locked(received_id, seen, actor)
    require_where_it_lies(received=received, actor=actor, at=at)
    found = (
        Forwarding.objects.select_for_update()
        .filter(received=received, state=TransportState.MANUAL)
        .order_by("-forwarded_at")
        .first()
    )
    if found is None:
        raise InvalidMove(state=received.get_state_display())
    return received, found


def _note(received: ReceivedDocument, verb: str, forwarding: Forwarding, actor: Actor, at: datetime) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="received_document",
        subject_id=received.pk,
        summary=f"{received.sender_number} {forwarding.name}",
        at=at,
        facts={"forwarding": str(forwarding.pk), "letter_hash": forwarding.letter_hash},
    )
