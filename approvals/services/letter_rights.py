"""Who may send a document, and who heads a department at a moment."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from approvals.choices import DocumentState
from approvals.errors.letters import NoSealAuthority, OnlyTheHead
from approvals.errors.steps import IntegrityBroken
from approvals.models import OfficialDocument
from approvals.permissions import DISPATCH_SEND, DOCUMENT_INSPECT, SEAL_USE
from approvals.queries.desk import Desk, desk_at
from approvals.services.rounds import lock_document
from core.access import Actor
from core.errors import InvalidMove, NotFound
from organization.queries import work_of


def sendable(document_id: UUID, actor: Actor) -> OfficialDocument:
    """Lock an approved document of the actor's own or own department.

    Refuses who may not send (PERMISSION_MISSING), other departments' documents (NOT_FOUND), what is not
    approved or was cancelled (INVALID_MOVE) and a document whose hashes do not hold (E-APR-035).
    """
    actor.require(DISPATCH_SEND)
    document = lock_document(document_id)
    own = actor.user_id is not None and actor.user_id in {document.drafter_id, document.owner_id}
    if not (own or actor.may(DOCUMENT_INSPECT) or works_there(document, actor)):
        raise NotFound(document=str(document_id))
    if document.state != DocumentState.APPROVED or document.cancelled_by_id is not None:
        raise InvalidMove(state=document.get_state_display())
    if document.integrity == "BROKEN":
        raise IntegrityBroken(document=str(document.pk))
    return document


def works_there(document: OfficialDocument, actor: Actor) -> bool:
    """Whether the actor works in the 처리과 of a document, after a merger in its successor."""
    if actor.department_id is None:
        return False
    if actor.department_id == document.department_id:
        return True
    work = work_of(actor.department_id)
    return OfficialDocument.objects.filter(pk=document.pk, department_id__in=work).exists()


def require_sealer(*, document: OfficialDocument, actor: Actor, at: datetime) -> None:
    """Who puts the electronic seal on a letter: its drafter or a dispatch clerk of the 처리과 (규칙 제12조제1항).

    E-DOC-012 for anybody without the right to the seal, and for others however much they may inspect. The head of
    the 처리과, also of a department above it that decides for it, is one of its people.
    """
    own = actor.user_id is not None and actor.user_id in {document.drafter_id, document.owner_id}
    if not actor.may(SEAL_USE):
        raise NoSealAuthority
    if own or works_there(document, actor):
        return
    if not is_head(department_id=document.department_id, actor=actor, at=at):
        raise NoSealAuthority


def heads_of(department_id: UUID, at: datetime) -> tuple[frozenset[UUID], str]:
    """Who decides for a department now, and its name: its head, for an absent or missing one the deputy.

    A department without a head and deputies is decided for by the one above it.
    """
    return heads_at(department_id, desk_at(at))


def heads_at(department_id: UUID, desk: Desk) -> tuple[frozenset[UUID], str]:
    """`heads_of` for who has read the organisation already."""
    name = ""
    living = desk.chart.structure.living(department_id)
    for unit in desk.chart.structure.path(living.department_id if living else department_id):
        name = name or unit.name
        seat = desk.chart.head_of(unit, "")
        people = {seat.person_id} if seat.person_id else set()
        if seat.person_id is None or desk.away(seat.person_id):
            deputy = desk.chart.first_present_deputy(seat, ())
            people |= {deputy.person_id} if deputy and deputy.person_id else set()
        if people:
            return frozenset(people), name
    return frozenset(), name


def is_head(*, department_id: UUID, actor: Actor, at: datetime) -> bool:
    """Whether the actor decides for the department now."""
    return actor.user_id is not None and actor.user_id in heads_of(department_id, at)[0]


def require_head(*, department_id: UUID, actor: Actor, at: datetime) -> None:
    """ONLY_THE_HEAD unless the actor decides for the department now."""
    people, name = heads_of(department_id, at)
    if actor.user_id is None or actor.user_id not in people:
        raise OnlyTheHead(department=name)
