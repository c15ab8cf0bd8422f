"""In whose name a letter goes out (발신명의), and who stands in for a vacant or absent head (규칙 제10조).

A letter to the outside bears the head of the institution, one between own departments the head of its 처리과.
While the post is vacant its first present deputy writes 권한대행, while the holder is away 직무대리, with the
own title. Asked for the moment of the approval, so that a letter says the same however late it is sent.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from approvals.choices import CrossClass
from approvals.models import OfficialDocument
from approvals.queries.desk import Desk, desk_at
from approvals.rules.acting import ActingCase, who_may_act
from approvals.rules.line_types import Seat
from approvals.rules.writing.boxes import title_with_place
from approvals.rules.writing.types import Acting, Letterhead
from organization.rules.structure import Level

VACANT, AWAY = "권한대행", "직무대리"
NOBODY = UUID(int=0)


def sender_of(
    document: OfficialDocument, letterhead: Letterhead, at: datetime
) -> tuple[Letterhead, Acting | None]:
    """The letterhead with the name the document goes out in, and who stands in for that head."""
    if document.form.cross_class == CrossClass.INTERNAL:
        return letterhead, None
    desk = desk_at(at)
    if document.form.cross_class != CrossClass.OUTGOING_INTERNAL:
        head = desk.chart.of_level(Level.HEAD, document.department_id)
        return letterhead, _acting(desk, head, document, at)
    unit = desk.chart.structure.living(document.department_id)
    if unit is None or not unit.head_title:
        return letterhead, None
    named = replace(letterhead, sender=title_with_place(unit.name, unit.head_title))
    return named, _acting(desk, desk.chart.head_of(unit, ""), document, at)


def _acting(desk: Desk, head: Seat | None, document: OfficialDocument, at: datetime) -> Acting | None:
    """Nobody stands in while the head is there, or where no deputy is present."""
    if head is None:
        return None
    deputy = who_may_act(
        ActingCase(
            seat=head,
            drafter_id=NOBODY,  # who wrote the letter may stand in all the same
            at=at,
            absences=desk.absences,
            order=desk.chart.deputies(head),
            employed=frozenset(desk.chart.structure.workers),
            business_type=document.business_type,
        )
    )
    if deputy is None:
        return None
    title = desk.chart.of_person(deputy.person_id).title
    return Acting(VACANT if head.is_vacant else AWAY, title) if title else None
