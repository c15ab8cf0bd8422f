"""Documents that do not come out of electronic approval: received letters and paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, PermissionMissing
from records.choices import Direction, Disclosure
from records.permissions import REGISTRY_CORRECT, REGISTRY_REGISTER
from records.services.registration import NewEntry, Registered, register


@dataclass(frozen=True)
class PaperData:
    """A letter or paper as the person at the desk describes it."""

    direction: Direction
    department_id: UUID
    title: str
    disclosure: Disclosure
    record_file_id: UUID | None
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    grounds: tuple[int, ...] = ()
    title_hidden: bool = False
    sender: str = ""
    sender_number: str = ""
    receivers: str = ""
    attachment_count: int = 0


@transaction.atomic
def register_paper(*, data: PaperData, actor: Actor, at: datetime) -> Registered:
    """Register a received letter or a paper document of the own department (시행령 제20조).

    Takes the number as its last lock. Refuses other departments' registers except for who confirms
    corrections, and a received letter without its sender.
    """
    actor.require(REGISTRY_REGISTER)
    if actor.department_id != data.department_id and not actor.may(REGISTRY_CORRECT):
        raise PermissionMissing(permission=REGISTRY_CORRECT)
    if data.direction == Direction.RECEIVED and not data.sender.strip():
        raise InvalidInput(errors=[FieldFault("/sender", "required", "발신 기관을 넣으십시오.")])
    audit.record(
        actor=actor,
        verb="paper_registered",
        subject_type="registry_entry",
        subject_id=None,
        summary=f"{Direction(data.direction).label} 등록: {data.title}",
        at=at,
    )
    entry = NewEntry(
        direction=data.direction,
        department_id=data.department_id,
        title=data.title,
        disclosure=data.disclosure,
        record_file_id=data.record_file_id,
        abstract=data.abstract,
        keywords=data.keywords,
        grounds=data.grounds,
        title_hidden=data.title_hidden,
        sender=data.sender.strip(),
        sender_number=data.sender_number.strip(),
        receivers=data.receivers.strip(),
        attachment_count=data.attachment_count,
        drafter_id=actor.user_id,
        drafter_name=actor.name,
    )
    return register(entry=entry, at=at, actor=actor)
