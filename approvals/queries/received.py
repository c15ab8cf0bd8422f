"""Documents that arrived: who sees which, and one of them with its files and its way through the house."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from approvals.choices import Disclosure, ReceivedState
from approvals.errors.letters import NotOurBusiness
from approvals.models import (
    Circulation,
    ConcernedDepartment,
    Forwarding,
    ReceivedDocument,
    ReceivedFile,
    ReceivedMove,
)
from approvals.permissions import DOCUMENT_INSPECT, RECEIPT_DISTRIBUTE, RECEIPT_REGISTER
from approvals.rules.receivers import elsewhere
from core.access import Actor
from core.errors import DomainError, NotFound
from organization.queries import department_names

OPEN = (
    ReceivedState.ARRIVED,
    ReceivedState.DISTRIBUTED,
    ReceivedState.REDISTRIBUTE,
    ReceivedState.REGISTERED,
    ReceivedState.ASSIGNED,
    ReceivedState.CIRCULATING,
)


def received_rows(actor: Actor) -> QuerySet[ReceivedDocument, Any]:
    """What this person may see: the records department everything, a department's clerk what was distributed
    to it, others what they handle, what is shown to them, and what their department registered, or was told of
    by the department that registered it, and is not closed."""
    rows = ReceivedDocument.objects.annotate(department_code=F("department__code"))
    if actor.may(RECEIPT_DISTRIBUTE) or actor.may(DOCUMENT_INSPECT):
        return rows
    if actor.user_id is None:
        return rows.none()
    shown = Exists(Circulation.objects.filter(received=OuterRef("pk"), person_id=actor.user_id))
    mine = Q(handler_id=actor.user_id) | shown
    if actor.department_id is None:
        return rows.filter(mine)
    told = ConcernedDepartment.objects.filter(
        received=OuterRef("pk"), department_id=actor.department_id, told_at__isnull=False
    )
    own = Q(Q(department_id=actor.department_id) | Exists(told))
    if not actor.may(RECEIPT_REGISTER):
        own &= Q(entry_id__isnull=False) & ~Q(disclosure=Disclosure.CLOSED)
    return rows.filter(mine | own)


def received_page(
    received_id: UUID, actor: Actor, *, on: date | None = None, is_own_act: bool = False
) -> ReceivedDocument:
    """One received document with `all_files`, `all_moves`, `all_circulations`, `all_concerned`,
    `all_forwardings` and, of a day, `hints` (E-DOC-017); NotFound for who may not.

    `is_own_act`: the actor has just passed it on, and is answered even though it is others' now.
    """
    found = (
        (ReceivedDocument.objects.all() if is_own_act else received_rows(actor))
        .select_related("record_file", "handler", "reply")
        .prefetch_related(
            Prefetch("files", queryset=ReceivedFile.objects.order_by("ordinal"), to_attr="all_files"),
            Prefetch("moves", queryset=ReceivedMove.objects.order_by("pk"), to_attr="all_moves"),
            Prefetch(
                "circulations",
                queryset=Circulation.objects.order_by("asked_at", "pk"),
                to_attr="all_circulations",
            ),
            Prefetch(
                "concerned",
                queryset=ConcernedDepartment.objects.order_by("named_at", "pk"),
                to_attr="all_concerned",
            ),
            Prefetch(
                "forwardings",
                queryset=Forwarding.objects.order_by("forwarded_at", "pk"),
                to_attr="all_forwardings",
            ),
        )
        .filter(pk=received_id)
        .first()
    )
    if found is None:
        raise NotFound(received=str(received_id))
    hint = business_hint(found, on) if on is not None else None
    found.hints = [hint] if hint else []
    return found


def received_file(received_id: UUID, file_id: UUID, actor: Actor) -> ReceivedFile:
    """A file of a received document the actor may see."""
    visible = received_rows(actor).filter(pk=received_id)
    found: ReceivedFile | None = ReceivedFile.objects.filter(pk=file_id, received__in=visible).first()
    if found is None:
        raise NotFound(file=str(file_id))
    return found


def stored_bytes(place: str) -> bytes:
    """The bytes of a stored file of this tenant."""
    with default_storage.open(place, "rb") as handle:
        return bytes(handle.read())


def business_hint(received: ReceivedDocument, on: date) -> DomainError | None:
    """E-DOC-017 while a letter lies unregistered with a department that it does not name."""
    if received.state != ReceivedState.DISTRIBUTED or received.department_id is None:
        return None
    names = {key: row.name for key, row in department_names(on).items()}
    ours = names.get(received.department_id, "")
    return NotOurBusiness() if elsewhere(received.receiver_name, ours, names.values()) else None
