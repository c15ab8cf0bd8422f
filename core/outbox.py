"""Everything that leaves the system goes through a row written in the business transaction, and is delivered after it.

A delivery is claimed in a transaction of its own before it begins and closed in another one after it ended. A process
killed in between leaves an open end; after two of them nobody tries again by himself. So a message is delivered at
least once, and at most twice, whatever is killed when. Receivers know a repeat by the id of the row.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from core.errors import NotFound
from core.models import OutboxMessage

logger = logging.getLogger("dure.outbox")

MOST_OPEN_ENDS: Final = 2
LEASE: Final = timedelta(minutes=10)
PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30, 60, 120, 240, 480))
MOST_ATTEMPTS: Final = len(PAUSES) + 1
KEPT: Final = timedelta(days=30)
ONE_RUN: Final = 200
MOST_FAILURES: Final = 5


class EndUnknown(Exception):
    """The receiver went silent while it was being given the message: it may have it or not."""


class NobodyDelivers(Exception):
    """No deliverer is registered for the topic."""


@dataclass(frozen=True)
class Message:
    """A message as its deliverer gets it. `id` is what a receiver knows a repeat by."""

    id: UUID
    topic: str
    payload: dict[str, Any]


@dataclass(frozen=True)
class Delivered:
    """What a run did: messages that went out, will be tried again, were given up."""

    sent: int = 0
    postponed: int = 0
    given_up: int = 0


Deliverer = Callable[..., None]


class Deliverers:
    """Who delivers which topic: called with message= and at=, in the message's own tenant, outside a transaction."""

    def __init__(self) -> None:
        self._by_topic: dict[str, Deliverer] = {}

    def register(self, topic: str, deliver: Deliverer) -> None:
        """Name the deliverer of a topic; the last one named counts."""
        self._by_topic[topic] = deliver

    def get(self, topic: str) -> Deliverer:
        """The deliverer; NobodyDelivers when there is none."""
        found = self._by_topic.get(topic)
        if found is None:
            raise NobodyDelivers(topic)
        return found


deliverers = Deliverers()


def message(topic: str, payload: dict[str, Any], at: datetime | None = None) -> OutboxMessage:
    """A message to be written by the caller together with what it tells of; due at once, or at that time."""
    made = OutboxMessage(topic=topic, payload=payload)
    made.due_at = at or made.due_at
    return made


def enqueue(topic: str, payload: dict[str, Any], at: datetime | None = None) -> OutboxMessage:
    """Add a message; it is delivered after commit by the outbox job."""
    made = message(topic, payload, at)
    made.save(force_insert=True)
    return made


def deliver_due(*, at: datetime, limit: int = ONE_RUN) -> Delivered:
    """Deliver the current tenant's due messages, the oldest first, each by itself; several runs share the work.

    Locks one row at a time and passes over rows another run holds. A failure sets the next attempt; five of them
    in a row end the run.
    """
    ends: list[str] = []
    for _ in range(limit):
        is_down = ends[-MOST_FAILURES:] == ["postponed"] * MOST_FAILURES
        taken = None if is_down else _take(at)
        if taken is None:
            break
        ends.append(_given_up(taken) if taken.dead_at else _deliver(taken, at))
    return Delivered(ends.count("sent"), ends.count("postponed"), ends.count("given_up"))


@transaction.atomic
def revive(*, message_id: UUID, at: datetime) -> OutboxMessage:
    """Let a message that was given up be tried anew. Locks it; NotFound unless it was given up."""
    found: OutboxMessage | None = (
        OutboxMessage.objects.select_for_update().filter(pk=message_id, dead_at__isnull=False).first()
    )
    if found is None:
        raise NotFound(message=str(message_id))
    found.dead_at, found.due_at, found.attempts, found.open_ends = None, at, 0, 0
    found.save(update_fields=["dead_at", "due_at", "attempts", "open_ends"])
    return found


def forget_delivered(*, at: datetime) -> int:
    """Delete what was delivered thirty days ago; gives the number."""
    return int(OutboxMessage.objects.filter(delivered_at__lt=at - KEPT).delete()[0])


@transaction.atomic
def _take(at: datetime) -> OutboxMessage | None:
    """Claim the next message: the attempt is on record before it begins, its end is open."""
    due = OutboxMessage.objects.filter(delivered_at__isnull=True, dead_at__isnull=True, due_at__lte=at)
    found: OutboxMessage | None = due.order_by("due_at", "pk").select_for_update(skip_locked=True).first()
    if found is None:
        return None
    if found.open_ends >= MOST_OPEN_ENDS:
        found.dead_at = at
        found.save(update_fields=["dead_at"])
        return found
    found.attempts += 1
    found.open_ends += 1
    found.due_at = at + LEASE
    found.save(update_fields=["attempts", "open_ends", "due_at"])
    return found


def _deliver(taken: OutboxMessage, at: datetime) -> str:
    try:
        deliver = deliverers.get(taken.topic)
        deliver(message=Message(taken.pk, taken.topic, taken.payload), at=at)
    except EndUnknown as fault:
        return _postpone(taken, fault.__cause__ or fault, at, is_open=True)
    except Exception as fault:  # noqa: BLE001 - one message does not stop the others
        return _postpone(taken, fault, at, is_open=False)
    mark_delivered(message_id=taken.pk, at=at)
    return "sent"


def mark_delivered(*, message_id: UUID, at: datetime) -> None:
    """Close a message that went out."""
    OutboxMessage.objects.filter(pk=message_id, dead_at__isnull=True).update(delivered_at=at, open_ends=0)


def _postpone(taken: OutboxMessage, fault: BaseException, at: datetime, *, is_open: bool) -> str:
    taken.open_ends -= 0 if is_open else 1
    taken.last_error = _words(fault)
    is_over = taken.attempts >= MOST_ATTEMPTS or taken.open_ends >= MOST_OPEN_ENDS
    if is_over or isinstance(fault, NobodyDelivers):
        taken.dead_at = at
    else:
        taken.due_at = at + PAUSES[taken.attempts - 1]
    taken.save(update_fields=["open_ends", "last_error", "dead_at", "due_at"])
    return _given_up(taken) if taken.dead_at else "postponed"


def _given_up(taken: OutboxMessage) -> str:
    logger.error("message %s (%s) was given up: %s", taken.pk, taken.topic, taken.last_error or "end unknown")
    return "given_up"


def _words(fault: BaseException) -> str:
    """Kind and code of a failure: its text may name a person."""
    code = getattr(fault, "smtp_code", None) or getattr(fault, "errno", None)
    name = type(fault).__name__
    return f"{name} {code}" if code else name
