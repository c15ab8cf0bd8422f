"""Evaluation, training and awards of several people at once: one course, one year's results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from core.access import Actor
from core.errors import FieldFault, InvalidInput
from core.periods import day_of
from hr.choices import EntryKind
from hr.models import Person, RecordEntry
from hr.permissions import PERSON_MANAGE
from hr.queries.shared_records import SHARED_KINDS
from hr.services.people import locked_person
from hr.services.records import EntryData, entry_faults, keep_entry

MOST_PEOPLE = 2000


@dataclass(frozen=True)
class OwnPart:
    """What differs from person to person."""

    person_id: UUID
    result: str = ""
    detail: str = ""
    number: str = ""
    is_completed: bool = True


@transaction.atomic
def write_shared_entry(
    *, actor: Actor, data: EntryData, people: Sequence[OwnPart], at: datetime
) -> list[RecordEntry]:
    """Put the same entry on the cards of several people, all or nobody. Locks the people in the order of their keys.

    Refuses other sections of the card, an entry without a day, an evaluation without its grade, somebody named
    twice, and who has this entry already.
    """
    actor.require(PERSON_MANAGE)
    entries = [_own(data, part) for part in people]
    _refuse(_faults(data, people, entries, at))
    found: dict[UUID, Person] = {}
    for person_id in sorted(part.person_id for part in people):
        found[person_id] = locked_person(person_id)
    _refuse(_known(data, people, found))
    return [
        keep_entry(person=found[part.person_id], data=entry, actor=actor, at=at)
        for part, entry in zip(people, entries, strict=True)
    ]


def _own(data: EntryData, part: OwnPart) -> EntryData:
    return replace(
        data,
        result=part.result or data.result,
        detail=part.detail or data.detail,
        number=part.number or data.number,
        is_completed=data.is_completed and part.is_completed,
    )


def _faults(
    data: EntryData, people: Sequence[OwnPart], entries: Sequence[EntryData], at: datetime
) -> list[FieldFault]:
    faults = entry_faults(data, day_of(at))
    if data.kind not in SHARED_KINDS and not faults:
        faults.append(FieldFault("/kind", "choice", "평정, 교육훈련, 포상 가운데 고르십시오."))
    if data.last_on is None and data.from_on is None:
        faults.append(FieldFault("/last_on", "required", "날짜를 넣으십시오."))
    if not 0 < len(people) <= MOST_PEOPLE:
        faults.append(FieldFault("/people", "required", "직원을 한 명 이상 고르십시오."))
    if len({part.person_id for part in people}) < len(people):
        faults.append(FieldFault("/people", "twice", "같은 직원을 두 번 넣었습니다."))
    if faults:
        return faults
    for place, entry in enumerate(entries):
        faults += [
            FieldFault(f"/people/{place}{one.pointer}", one.code, one.detail)
            for one in entry_faults(entry, day_of(at))
        ]
        if entry.kind == EntryKind.EVALUATION and not entry.result:
            faults.append(FieldFault(f"/people/{place}/result", "required", "평정 등급을 고르십시오."))
    return faults


def _known(data: EntryData, people: Sequence[OwnPart], found: dict[UUID, Person]) -> list[FieldFault]:
    rows = RecordEntry.objects.filter(
        person_id__in=list(found),
        kind=data.kind,
        title=data.title,
        from_on=data.from_on,
        last_on=data.last_on,
        known_until__isnull=True,
    )
    known = set(rows.values_list("person_id", flat=True))
    return [
        FieldFault(f"/people/{place}", "known", f"{found[part.person_id].employee_no}: 이미 있는 기록입니다.")
        for place, part in enumerate(people)
        if part.person_id in known
    ]


def _refuse(faults: list[FieldFault]) -> None:
    if faults:
        raise InvalidInput(errors=faults)
