"""Who may read a document: classification × relation (handbook 2.11).

A draft is its drafter's. After that: who drafted or answers for it, everybody on its line (also for somebody
absent), and inspection. Colleagues of the 처리과 read it too unless it is closed; of a department that was merged
the successor is the 처리과 from that day on (2.13). Who registers what the board resolved reads the decided
documents that go before it.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from approvals.choices import Disclosure, DocumentState
from approvals.models import ApprovalLine, ApprovalStep, OfficialDocument
from approvals.permissions import DOCUMENT_INSPECT, RESOLUTION_REGISTER
from approvals.rules.line_building import BOARD_RESOLUTION
from core.access import Actor
from core.errors import NotFound
from organization.queries import merged_into, work_of


def readable(actor: Actor, on: date | None = None) -> QuerySet[OfficialDocument]:
    """The documents this person may read on that day, today when none is given."""
    documents = OfficialDocument.objects.all()
    if actor.may(DOCUMENT_INSPECT):
        return documents
    if actor.user_id is None:
        return documents.none()
    me = actor.user_id
    own = Q(drafter_id=me) | Q(owner_id=me)
    handed_in = Q(round__gte=1) & ~Q(state=DocumentState.DISCARDED)
    of_line = Exists(
        ApprovalStep.objects.filter(document=OuterRef("pk")).filter(
            Q(person_id=me) | Q(acted_by_id=me) | Q(acting_for_id=me)
        )
    )
    related = Q(of_line)
    if actor.may(RESOLUTION_REGISTER):
        related |= _before_the_board()
    if actor.department_id is not None:
        of_department = Q(department_id__in=work_of(actor.department_id, on))
        related |= of_department & ~Q(disclosure=Disclosure.CLOSED)
    return documents.filter(own | handed_in & related)


def _before_the_board() -> Q:
    behind = ApprovalLine.objects.filter(document=OuterRef("pk"), gate=BOARD_RESOLUTION)
    return Q(state=DocumentState.APPROVED) & Q(Exists(behind))


def readable_document(document_id: UUID, actor: Actor, on: date | None = None) -> OfficialDocument:
    """The document, when this person may read it; NotFound otherwise: who may not, learns nothing."""
    found = readable(actor, on).filter(pk=document_id).first()
    if found is None:
        raise NotFound(document=str(document_id))
    return found


def taken_over(actor: Actor, on: date) -> frozenset[UUID]:
    """The departments merged into the person's own by that day, for those who ask about many documents."""
    return frozenset(merged_into(actor.department_id, on)) if actor.department_id else frozenset()


def may_circulate(
    document: OfficialDocument, actor: Actor, on: date, merged: frozenset[UUID] | None = None
) -> bool:
    """Whether this reader may give an approved document to others to read: then they may read it, too.

    `merged`: the departments taken over by that day, where they are known already (`taken_over`).
    """
    if document.state != DocumentState.APPROVED or actor.user_id is None:
        return False
    answers = {document.drafter_id, document.owner_id, document.decided_by_id}
    if actor.may(DOCUMENT_INSPECT) or actor.user_id in answers:
        return True
    if document.disclosure == Disclosure.CLOSED:
        return False
    if actor.department_id == document.department_id:
        return True
    return document.department_id in (taken_over(actor, on) if merged is None else merged)
