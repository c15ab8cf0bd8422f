"""재촉: the drafter asks whoever holds the document to look at it, once a day."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from approvals.choices import NoticeKind
from approvals.models import DocumentNotice, OfficialDocument
from approvals.queries.standing import holders_of
from approvals.rules import flows
from approvals.services.rounds import load_round, require_own
from core import audit
from core.access import Actor
from core.errors import InvalidMove
from core.periods import day_of

WORDS = "기안자가 결재를 요청합니다."


@transaction.atomic
def nudge(*, document_id: UUID, actor: Actor, at: datetime) -> OfficialDocument:
    """Tell the holders of a document, and the deputies of absent ones, that it waits. Locks the document.

    Refuses others than drafter and owner, a document that is not under approval, a second time on one day.
    """
    case = load_round(document_id=document_id, actor=actor, at=at)
    document = case.document
    require_own(document, actor)
    if document.state != flows.IN_PROGRESS:
        raise InvalidMove(state=document.get_state_display())
    earlier = DocumentNotice.objects.filter(document=document, kind=NoticeKind.REMINDER)
    last = earlier.order_by("-sent_at").values_list("sent_at", flat=True).first()
    if last is not None and day_of(last) == day_of(at):
        raise InvalidMove(state="오늘 이미 재촉한 문서")
    steps = [one for one in case.steps if one.state in flows.OPEN_STEPS]
    people = [one.person_id for one in steps]
    deputies = [case.desk.deputy(one, document) for one in steps if case.desk.is_away(one)]
    case.tell([*people, *deputies], NoticeKind.REMINDER, WORDS)
    case.write()
    audit.record(
        actor=actor,
        verb="document_reminded",
        subject_type="official_document",
        subject_id=document.pk,
        summary=document.title,
        at=at,
        facts={"holders": [one.name for one in holders_of(steps, document, case.desk)]},
    )
    return document
