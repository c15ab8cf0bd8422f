"""Documents that arrived: who sees which, and one of them with its files and its way through the house."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from approvals.choices import Disclosure, ReceivedState
from approvals.models import Circulation, ReceivedDocument, ReceivedFile, ReceivedMove
from approvals.permissions import DOCUMENT_INSPECT, RECEIPT_DISTRIBUTE, RECEIPT_REGISTER
from core.access import Actor
from core.errors import NotFound

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
    to it, others what they handle, what is shown to them, and what their department registered and is not
    closed."""
    rows = ReceivedDocument.objects.annotate(department_code=F("department__code"))
    if actor.may(RECEIPT_DISTRIBUTE) or actor.may(DOCUMENT_INSPECT):
        return rows
    if actor.user_id is None:
        return rows.none()
    shown = Exists(Circulation.objects.filter(received=OuterRef("pk"), person_id=actor.user_id))
    mine = Q(handler_id=actor.user_id) | shown
    if actor.department_id is None:
        return rows.filter(mine)
    own = Q(department_id=actor.department_id)
    if not actor.may(RECEIPT_REGISTER):
        own &= Q(entry_id__isnull=False) & ~Q(disclosure=Disclosure.CLOSED)
    return rows.filter(mine | own)


def received_page(received_id: UUID, actor: Actor, *, is_own_act: bool = False) -> ReceivedDocument:
    """One received document with `all_files`, `all_moves` and `all_circulations`; NotFound for who may not.

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
        )
        .filter(pk=received_id)
        .first()
    )
    if found is None:
        raise NotFound(received=str(received_id))
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
