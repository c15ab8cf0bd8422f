"""Dispatch of an approved document: receivers named, sealed and sent, or called off (handbook 2.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from approvals.choices import (
    CrossClass,
    DispatchState,
    DocumentKind,
    ReceiverKind,
    SealMark,
    TransportState,
)
from approvals.errors.letters import (
    AlreadySent,
    InternalNotSent,
    ReceiverMissing,
    ReceiverTwice,
    ReceiverUnknown,
)
from approvals.errors.steps import OpinionMissing
from approvals.models import LIVE, Dispatch, OfficialDocument, SealUse, SealVersion, Transport
from approvals.queries.destinations import department_destinations, tenant_destinations
from approvals.rules import letters
from approvals.services.copies import shared_copy
from approvals.services.delivering import carry
from approvals.services.letter_rights import require_head, require_sealer, sendable
from approvals.services.persons import person_of
from approvals.services.seals import usable_version
from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, StaleVersion
from core.periods import day_of

MOST_RECEIVERS = 500


@dataclass(frozen=True)
class ReceiverData:
    """One receiver: how it is reached and, for a place of ours, which one (schema or department)."""

    name: str
    kind: str
    target: str = ""
    address: str = ""


@dataclass(frozen=True)
class SealChoice:
    """What stands by the name of the sender: the image of a registered seal, or 관인생략 with its reason."""

    mark: str
    seal_id: UUID | None = None
    reason: str = ""


@transaction.atomic
def request_dispatch(
    *,
    document_id: UUID,
    receivers: Sequence[ReceiverData],
    actor: Actor,
    at: datetime,
    is_private: bool = False,
) -> Dispatch:
    """Put an approved document up for sending to these receivers (시행 대기).

    Locks the document. Refuses an internal document (E-DOC-011), one sent before (E-DOC-014), no receiver,
    a receiver we do not know, the same one twice.
    """
    document = sendable(document_id, actor)
    if document.form.cross_class == CrossClass.INTERNAL:
        raise InternalNotSent
    dispatch = Dispatch.objects.select_for_update().filter(document=document).first()
    if dispatch is None:
        dispatch = Dispatch(document=document)
    elif dispatch.state == DispatchState.DISPATCHED:
        raise AlreadySent
    else:
        dispatch.state = letters.DISPATCH.next(dispatch.state, "request")
        dispatch.version += 1
    dispatch.is_private = is_private
    dispatch.requested_by_id = person_of(actor)
    dispatch.requested_by_name = actor.name[:100]
    dispatch.requested_at = at
    dispatch.cancel_reason = ""
    dispatch.save()
    _add_receivers(dispatch, receivers, at)
    _note(document, "dispatch_requested", actor, at, receivers=[one.name for one in receivers])
    return dispatch


@transaction.atomic
def cancel_dispatch(*, document_id: UUID, seen: int, reason: str, actor: Actor, at: datetime) -> Dispatch:
    """Call off a dispatch before anything is sent; the number stays. By the head of the 처리과, with a reason.

    Locks document, dispatch and transports. Refuses others (ONLY_THE_HEAD), a dispatch that was sent.
    """
    document, dispatch = locked_dispatch(document_id, actor, seen)
    require_head(department_id=document.department_id, actor=actor, at=at)
    state = letters.DISPATCH.next(dispatch.state, "cancel")
    if not reason.strip():
        raise OpinionMissing
    for transport in dispatch.transports.for_change().filter(state=TransportState.QUEUED):
        transport.state = letters.TRANSPORT.next(transport.state, "recall")
        transport.reason = reason[:500]
        transport.save(update_fields=["state", "reason"])
    dispatch.state = DispatchState(state)
    dispatch.cancel_reason = reason.strip()[:300]
    dispatch.version += 1
    dispatch.save(update_fields=["state", "cancel_reason", "version"])
    _note(document, "dispatch_cancelled", actor, at, reason=reason)
    return dispatch


@transaction.atomic
def send(
    *, document_id: UUID, seen: int, seal: SealChoice | None, verify_at: str, actor: Actor, at: datetime
) -> Dispatch:
    """Seal and send a dispatch to its receivers; the copy is drawn now and kept.

    Locks document, dispatch, transports. Letters outside are sealed or marked 관인생략 by the drafter or a
    dispatch clerk of the 처리과 with the right to the seal (E-DOC-012), with a registered
    seal (E-DOC-013) or 관인생략; the use is written down with the hash of what was sealed. Refuses what was
    sent before (E-DOC-014).
    """
    document, dispatch = locked_dispatch(document_id, actor, seen)
    if dispatch.state == DispatchState.DISPATCHED:
        raise AlreadySent
    state = letters.DISPATCH.next(dispatch.state, "send")
    transports = list(dispatch.transports.for_change().filter(state=TransportState.QUEUED))
    if not transports:
        raise ReceiverMissing
    version = _seal(document, dispatch, seal, len(transports), actor, at)
    dispatch.seal_version = version
    dispatch.verify_at = verify_at[:300]
    _set_dispatched(dispatch, state, actor, at)
    if not dispatch.is_private:
        shared_copy(dispatch=dispatch, at=at)
    for transport in transports:
        carry(transport=transport)
    _note(document, "document_dispatched", actor, at, receivers=[one.name for one in transports])
    return dispatch


@transaction.atomic
def publish_notice(
    *,
    document_id: UUID,
    published_on: date,
    place: str,
    actor: Actor,
    at: datetime,
    effective_on: date | None = None,
) -> OfficialDocument:
    """Write down that an approved notice was published; sets its day of effect (영 제6조제3항).

    Without a day of its own it takes effect when five days have passed. Locks the document. Refuses other
    kinds of document and a day before the approval or after today.
    """
    document = sendable(document_id, actor)
    _require_publishable(document, published_on, effective_on, place, at)
    dispatch = Dispatch.objects.select_for_update().filter(document=document).first()
    if dispatch is not None and dispatch.state == DispatchState.DISPATCHED:
        raise AlreadySent
    dispatch = dispatch or Dispatch(document=document, requested_at=at)
    if dispatch.state == DispatchState.CANCELLED:
        dispatch.state = letters.DISPATCH.next(dispatch.state, "request")
    dispatch.requested_by_id = person_of(actor)
    dispatch.requested_by_name = actor.name[:100]
    dispatch.published_on = published_on
    dispatch.published_at_place = place.strip()[:200]
    _set_dispatched(dispatch, letters.DISPATCH.next(dispatch.state, "publish"), actor, at)
    document.effective_at = letters.notice_effect(published_on, effective_on)
    document.save(update_fields=["effective_at"])
    _note(document, "notice_published", actor, at, published_on=published_on.isoformat())
    return document


@transaction.atomic
def add_receiver(
    *, document_id: UUID, seen: int, receiver: ReceiverData, actor: Actor, at: datetime
) -> Transport:
    """A further receiver after sending; it waits for the approval of the head of the 처리과 (영 제15조제4항).

    Before sending a receiver is simply added. Locks document and dispatch; what was sent stays as it is.
    """
    document, dispatch = locked_dispatch(document_id, actor, seen)
    if dispatch.published_on is not None or dispatch.state == DispatchState.CANCELLED:
        letters.DISPATCH.next(dispatch.state, "send")
    waits = dispatch.state == DispatchState.DISPATCHED
    [made] = _add_receivers(dispatch, [receiver], at, by=actor.name, is_proposed=waits)
    dispatch.version += 1
    dispatch.save(update_fields=["version"])
    _note(document, "receiver_added", actor, at, receivers=[receiver.name])
    return made


def locked_dispatch(document_id: UUID, actor: Actor, seen: int | None) -> tuple[OfficialDocument, Dispatch]:
    """The document and its dispatch, both locked; STALE_VERSION when the reader saw another one."""
    document = sendable(document_id, actor)
    dispatch = Dispatch.objects.select_for_update().filter(document=document).first()
    if dispatch is None:
        raise ReceiverMissing
    if seen is not None and seen != dispatch.version:
        raise StaleVersion
    return document, dispatch


def _set_dispatched(dispatch: Dispatch, state: str, actor: Actor, at: datetime) -> None:
    dispatch.state = DispatchState(state)
    dispatch.dispatched_at = at
    dispatch.dispatched_by_id = person_of(actor)
    dispatch.dispatched_by_name = actor.name[:100]
    dispatch.version += 1
    dispatch.save()


def _require_publishable(
    document: OfficialDocument, published_on: date, effective_on: date | None, place: str, at: datetime
) -> None:
    faults = []
    if document.form.kind != DocumentKind.NOTICE:
        faults.append(FieldFault("/document_id", "kind", "공고문서만 공고할 수 있습니다."))
    decided = document.decided_at
    if published_on > day_of(at) or (decided is not None and published_on < day_of(decided)):
        faults.append(FieldFault("/published_on", "day", "공고일은 결재일부터 오늘까지여야 합니다."))
    if effective_on is not None and effective_on < published_on:
        faults.append(FieldFault("/effective_on", "day", "효력발생일은 공고일보다 앞설 수 없습니다."))
    if not place.strip():
        faults.append(FieldFault("/place", "required", "공고한 곳을 입력하십시오."))
    if faults:
        raise InvalidInput(errors=faults)


def _seal(
    document: OfficialDocument,
    dispatch: Dispatch,
    seal: SealChoice | None,
    receiver_count: int,
    actor: Actor,
    at: datetime,
) -> SealVersion | None:
    """Write down the use of the seal; a letter between own departments bears none."""
    if document.form.cross_class != CrossClass.OUTGOING_EXTERNAL:
        return None
    require_sealer(document=document, actor=actor, at=at)
    if seal is None or seal.mark not in SealMark.values:
        raise InvalidInput(errors=[FieldFault("/seal", "required", "관인을 고르거나 생략을 표시하십시오.")])
    if seal.mark == SealMark.OMITTED and not seal.reason.strip():
        words = "관인생략은 단순한 통보·자료제출에만 하며 사유를 적습니다. (규칙 제11조제4항)"
        raise InvalidInput(errors=[FieldFault("/seal/reason", "required", words)])
    version = usable_version(seal.seal_id) if seal.mark == SealMark.IMAGE else None
    dispatch.seal_mark = SealMark(seal.mark)
    SealUse.objects.create(
        dispatch=dispatch,
        document=document,
        mark=seal.mark,
        seal_version=version,
        content_hash=document.content_hash,
        number_text=document.number_text,
        title=document.title,
        receiver_count=receiver_count,
        reason=seal.reason.strip()[:200],
        used_by_id=person_of(actor),
        used_by_name=actor.name[:100],
        used_at=at,
    )
    return version


def _add_receivers(
    dispatch: Dispatch,
    receivers: Sequence[ReceiverData],
    at: datetime,
    *,
    by: str = "",
    is_proposed: bool = False,
) -> list[Transport]:
    if not receivers:
        raise ReceiverMissing
    if len(receivers) > MOST_RECEIVERS:
        raise InvalidInput(errors=[FieldFault("/receivers", "too_many", str(MOST_RECEIVERS))])
    known = {(one.kind, one.target) for one in (*tenant_destinations(), *department_destinations(day_of(at)))}
    live = list(dispatch.transports.filter(state__in=LIVE))
    taken = {(one.kind, one.target) for one in live if one.target}
    last = max((one.ordinal for one in dispatch.transports.all()), default=0)
    made = []
    for ordinal, one in enumerate(receivers, last + 1):
        _require_known(one, known, taken)
        taken |= {(one.kind, one.target)} if one.target else set()
        made.append(
            Transport(
                dispatch=dispatch,
                ordinal=ordinal,
                kind=one.kind,
                name=one.name.strip()[:200],
                target=one.target,
                address=one.address.strip()[:200],
                state=TransportState.PROPOSED if is_proposed else TransportState.QUEUED,
                added_by_name=by[:100],
            )
        )
    return Transport.objects.bulk_create(made)


def _require_known(one: ReceiverData, known: set[tuple[Any, str]], taken: set[tuple[Any, str]]) -> None:
    if not one.name.strip() or one.kind not in ReceiverKind.values:
        raise ReceiverUnknown(receiver=one.name)
    if one.kind == ReceiverKind.OUTSIDE:
        if one.target:
            raise ReceiverUnknown(receiver=one.name)
        return
    if (one.kind, one.target) not in known:
        raise ReceiverUnknown(receiver=one.name)
    if (one.kind, one.target) in taken:
        raise ReceiverTwice(receiver=one.name)


def _note(document: OfficialDocument, verb: str, actor: Actor, at: datetime, **facts: Any) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="official_document",
        subject_id=document.pk,
        summary=f"{document.number_text} {document.title}",
        at=at,
        facts=facts,
    )
