"""The dispatch box: approved documents that go out, their receivers, the uses of seals."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from approvals.choices import CrossClass, DocumentKind, DocumentState, TransportState
from approvals.models import Dispatch, Seal, SealUse, SealVersion, Transport
from approvals.permissions import DISPATCH_SEND, DOCUMENT_INSPECT
from approvals.queries.reading import readable
from core.access import Actor
from core.errors import NotFound

WAITING = "WAITING"
DELIVERED = (TransportState.ARRIVED,)
TROUBLED = (TransportState.MANUAL, TransportState.SENT_BACK, TransportState.RETRY)
COUNTED = Q(dispatch__transports__isnull=False) & ~Q(
    dispatch__transports__state__in=[TransportState.DECLINED, TransportState.RECALLED]
)


def outgoing_rows(actor: Actor) -> QuerySet[Any]:
    """발송함: approved documents that go out or are published, with how many receivers have them."""
    outgoing = ~Q(form__cross_class=CrossClass.INTERNAL) | Q(form__kind=DocumentKind.NOTICE)
    state = Dispatch.objects.filter(document=OuterRef("pk")).values("state")[:1]
    return (
        readable(actor)
        .filter(outgoing, state=DocumentState.APPROVED, cancelled_by__isnull=True)
        .annotate(
            dispatch_state=Coalesce(Subquery(state), Value(WAITING)),
            receiver_count=Count("dispatch__transports", filter=COUNTED),
            arrived_count=Count("dispatch__transports", filter=_in(DELIVERED)),
            accepted_count=Count(
                "dispatch__transports", filter=Q(dispatch__transports__accepted_at__isnull=False)
            ),
            troubled_count=Count("dispatch__transports", filter=_in(TROUBLED)),
            proposed_count=Count("dispatch__transports", filter=_in((TransportState.PROPOSED,))),
        )
        .select_related("form", "dispatch")
    )


def outgoing_page(document_id: UUID, actor: Actor) -> Any:
    """One outgoing document with `all_transports` and its dispatch (None before it is asked for)."""
    found: Any = outgoing_rows(actor).filter(pk=document_id).first()
    if found is None:
        raise NotFound(document=str(document_id))
    dispatch = getattr(found, "dispatch", None)
    rows = Transport.objects.filter(dispatch=dispatch).order_by("ordinal") if dispatch else ()
    found.all_transports = list(rows)
    uses = SealUse.objects.filter(document=found).select_related("seal_version__seal")
    found.all_seal_uses = list(uses)
    return found


def own_transport(transport_id: UUID, actor: Actor) -> Transport:
    """A transport of a document the actor may send; NotFound otherwise."""
    actor.require(DISPATCH_SEND)
    found: Transport | None = (
        Transport.objects.select_related("dispatch__document")
        .filter(pk=transport_id, dispatch__document__in=readable(actor))
        .first()
    )
    if found is None:
        raise NotFound(transport=str(transport_id))
    return found


def transport_rows() -> QuerySet[Transport, Any]:
    """Every transport of the tenant, for what carries letters."""
    return Transport.objects.select_related("dispatch")


def seal_rows() -> QuerySet[Seal, Any]:
    """관인대장: every seal with its last image and how often it was used."""
    last = SealVersion.objects.filter(seal=OuterRef("pk")).order_by("-number")
    used = (
        SealUse.objects.filter(seal_version__seal=OuterRef("pk"))
        .order_by()
        .values("seal_version__seal")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return Seal.objects.annotate(
        version_number=Subquery(last.values("number")[:1]),
        diameter_mm=Subquery(last.values("diameter_mm")[:1]),
        use_count=Coalesce(Subquery(used), 0),
    )


def seal_page(seal_id: UUID) -> Any:
    """One seal with `all_versions` and its last uses (`last_uses`)."""
    found = seal_rows().prefetch_related(
        Prefetch("versions", queryset=SealVersion.objects.order_by("-number"), to_attr="all_versions")
    )
    seal: Any = found.filter(pk=seal_id).first()
    if seal is None:
        raise NotFound(seal=str(seal_id))
    uses = SealUse.objects.filter(seal_version__seal=seal).select_related("seal_version")
    seal.last_uses = list(uses.order_by("-used_at")[:100])
    return seal


def seal_use_rows(actor: Actor) -> QuerySet[SealUse, Any]:
    """관인 사용 기록: who inspects sees all, others those of documents they may read."""
    rows = SealUse.objects.select_related("seal_version__seal")
    if actor.may(DOCUMENT_INSPECT):
        return rows
    on_paper = Q(document__isnull=True, used_by_id=actor.user_id)
    return rows.filter(Q(document__in=readable(actor)) | on_paper)


def usable_seals() -> list[Seal]:
    """Seals in use."""
    return list(Seal.objects.filter(disposed_at__isnull=True).order_by("name"))


def _in(states: tuple[TransportState, ...]) -> Q:
    return Q(dispatch__transports__state__in=list(states))
