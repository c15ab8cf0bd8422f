"""Carrying letters to their receivers: jobs that try, try again, and give up to people (handbook 2.7)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from approvals.choices import ReceiverKind, TransportState
from approvals.errors.letters import ReceiverUnknown
from approvals.models import Dispatch, Transport
from approvals.rules import letters
from approvals.services.answers import locked_transport, note_failure
from approvals.services.copies import copy_for
from approvals.services.letter_rights import sendable
from approvals.services.packages import write_package
from approvals.services.taking_in import take_in_letter
from core import audit
from core.access import Actor
from core.errors import DomainError, InvalidMove
from core.schema import WrongSchema, current_schema
from tenants import post
from tenants.jobs import tenant_job


@tenant_job(name="approvals.deliver_letter")
def deliver_letter(*, transport_id: str) -> None:
    """Carry one letter to its receiver's box; when it fails, the next attempt is set or it is given up."""
    deliver(transport_id=UUID(transport_id), at=timezone.now())


def carry(*, transport: Transport) -> None:
    """Start a queued letter on its way, in the caller's transaction: by a job, outside by people."""
    if transport.kind == ReceiverKind.OUTSIDE:
        transport.state = TransportState(letters.TRANSPORT.next(transport.state, "by_hand"))
        transport.save(update_fields=["state"])
        return
    deliver_letter.enqueue(transport_id=str(transport.pk))


def deliver(*, transport_id: UUID, at: datetime) -> None:
    """Hand the letter over to its receiver; a letter that arrived, was recalled or given up stays as it is.

    Locks document and transport. A failure is noted in a transaction of its own with the time of the next
    attempt; after the fifth the letter is left to people.
    """
    try:
        with transaction.atomic():
            _hand_over(transport_id, at)
    except (DomainError, WrongSchema, OSError) as fault:
        with transaction.atomic():
            _note_failed(transport_id, f"{type(fault).__name__}: {fault}", at)


def resume(*, at: datetime) -> int:
    """Start again what is overdue: an attempt whose time came, a letter nobody answered to or whose job was lost.

    Gives their number; a letter that is carried twice arrives once.
    """
    lost = Q(next_try_at__isnull=True, dispatch__dispatched_at__lte=at - letters.SILENCE)
    waiting = Transport.objects.filter(
        Q(next_try_at__lte=at) | lost,
        state__in=letters.UNDER_WAY,
        dispatch__dispatched_at__isnull=False,
    )
    found = list(waiting.values_list("pk", flat=True))
    for transport_id in found:
        deliver_letter.enqueue(transport_id=str(transport_id))
    return len(found)


@transaction.atomic
def outside_package(*, transport_id: UUID, to: Path, actor: Actor, at: datetime) -> str:
    """Write the package of a letter that was sent, for people to pass on; gives its hash.

    Locks document and transport. Refuses letters that are carried by jobs (INVALID_MOVE). Taking it is audited.
    """
    document, transport = locked_transport(transport_id)
    sendable(document.pk, actor)
    is_by_hand = transport.state == TransportState.MANUAL or transport.arrived_by_hand
    if not is_by_hand or transport.dispatch.dispatched_at is None:
        raise InvalidMove(state=transport.get_state_display())
    _lock_dispatch(transport)
    letter_hash = write_package(transport=transport, copy=copy_for(transport=transport, at=at), to=to)
    if not transport.letter_hash:
        transport.letter_hash = letter_hash
        transport.save(update_fields=["letter_hash"])
    audit.record(
        actor=actor,
        verb="letter_packed",
        subject_type="official_document",
        subject_id=document.pk,
        summary=f"{document.number_text} {transport.name}",
        at=at,
        facts={"transport": str(transport.pk), "letter_hash": letter_hash},
    )
    return letter_hash


def package_of(*, transport_id: UUID, actor: Actor, at: datetime) -> bytes:
    """The package of a letter for a receiver outside, as bytes for the download (see `outside_package`)."""
    with TemporaryDirectory(prefix="package-") as folder:
        path = Path(folder) / "letter.zip"
        outside_package(transport_id=transport_id, to=path, actor=actor, at=at)
        return path.read_bytes()


def _hand_over(transport_id: UUID, at: datetime) -> None:
    _document, transport = locked_transport(transport_id)
    if transport.state not in letters.UNDER_WAY or transport.dispatch.dispatched_at is None:
        return
    if transport.attempts >= letters.MOST_ATTEMPTS:
        note_failure(transport=transport, error=transport.last_error or "no answer", at=at)
        return
    addressee = transport.target if transport.kind == ReceiverKind.TENANT else current_schema()
    if not post.is_reachable(addressee):
        raise ReceiverUnknown(receiver=transport.name)
    _lock_dispatch(transport)
    with TemporaryDirectory(prefix="letter-") as folder:
        package = Path(folder) / "letter.zip"
        transport.letter_hash = write_package(
            transport=transport, copy=copy_for(transport=transport, at=at), to=package
        )
        post.drop(addressee=addressee, package=package, name=transport.pk)
    transport.state = TransportState(letters.TRANSPORT.next(transport.state, "send"))
    transport.attempts += 1
    transport.sent_at = transport.sent_at or at
    transport.next_try_at = at + letters.SILENCE
    transport.save()
    letter = {"sender": current_schema(), "transport": str(transport.pk), "hash": transport.letter_hash}
    take_in_letter.enqueue_for(addressee, letter=letter)


def _lock_dispatch(transport: Transport) -> None:
    """Drawing a copy happens once: under the lock of the dispatch."""
    Dispatch.objects.select_for_update().get(pk=transport.dispatch_id)


def _note_failed(transport_id: UUID, error: str, at: datetime) -> None:
    _document, transport = locked_transport(transport_id)
    if transport.state not in letters.UNDER_WAY:
        return
    transport.attempts += 1
    note_failure(transport=transport, error=error, at=at)
    if transport.next_try_at is not None:
        deliver_letter.enqueue_at(transport.next_try_at, transport_id=str(transport.pk))
