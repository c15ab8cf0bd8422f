"""Lists of the record card: careers, family, education, training, awards; corrected by superseding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound
from core.periods import day_of
from core.reactions import reactions
from hr.choices import EntryKind, EvaluationGrade
from hr.events import FamilyChanged
from hr.models import Career, Family, Person, RecordEntry
from hr.permissions import FAMILY_VIEW, PERSON_MANAGE
from hr.queries.rules import rule_rows
from hr.services.people import locked_person

MODELS: Mapping[str, type[Any]] = {"career": Career, "family": Family, "entry": RecordEntry}


@dataclass(frozen=True)
class CareerData:
    """Earlier work in [from_on, until_on); the percentage comes from the table of conversions."""

    organisation: str
    from_on: date
    until_on: date
    conversion: str
    grade: str = ""
    work: str = ""
    hours_percent: int = 100
    evidence: str = ""


@dataclass(frozen=True)
class FamilyData:
    """A member of the family from a day on."""

    relation: str
    name: str
    from_on: date
    birth_on: date | None = None
    lives_together: bool = True
    is_disabled: bool = False
    is_dependent: bool = False
    until_on: date | None = None


@dataclass(frozen=True)
class EntryData:
    """An entry of a list of the card."""

    kind: str
    title: str
    organisation: str = ""
    from_on: date | None = None
    last_on: date | None = None
    number: str = ""
    detail: str = ""
    minutes: int = 0
    is_completed: bool = True
    halves_stop: bool = False
    result: str = ""
    course: str = ""


@transaction.atomic
def write_career(
    *, actor: Actor, person_id: UUID, data: CareerData, at: datetime, row_id: UUID | None = None
) -> Career:
    """Enter an earlier career, or correct one. Locks the person; refuses an unknown kind and reversed days."""
    actor.require(PERSON_MANAGE)
    person = locked_person(person_id)
    rules = {row.key: row.payload for row in rule_rows("career_conversion", data.until_on)}
    faults = []
    if data.conversion not in rules:
        faults.append(FieldFault("/conversion", "choice", "경력 구분을 목록에서 고르십시오."))
    if data.until_on <= data.from_on:
        faults.append(FieldFault("/until_on", "reversed", "종료일이 시작일보다 늦어야 합니다."))
    if not 0 < data.hours_percent <= 100:
        faults.append(FieldFault("/hours_percent", "range", "1에서 100 사이로 넣으십시오."))
    _refuse(faults, data.organisation, "/organisation")
    values = asdict(data) | {"percent": int(rules[data.conversion]["percent"])}
    made: Career = _supersede(Career, person, row_id, values, actor, at)
    return made


@transaction.atomic
def write_family(
    *, actor: Actor, person_id: UUID, data: FamilyData, at: datetime, row_id: UUID | None = None
) -> Family:
    """Enter a member of the family, or correct one; payroll is told. Locks the person."""
    actor.require(PERSON_MANAGE)
    actor.require(FAMILY_VIEW)
    person = locked_person(person_id)
    faults = [] if data.relation.strip() else [FieldFault("/relation", "required", "관계를 넣으십시오.")]
    if data.until_on is not None and data.until_on < data.from_on:
        faults.append(FieldFault("/until_on", "reversed", "종료일이 시작일보다 늦어야 합니다."))
    _refuse(faults, data.name, "/name")
    made: Family = _supersede(Family, person, row_id, asdict(data), actor, at)
    reactions.publish(FamilyChanged(person.pk, data.from_on, at))
    return made


@transaction.atomic
def write_entry(
    *, actor: Actor, person_id: UUID, data: EntryData, at: datetime, row_id: UUID | None = None
) -> RecordEntry:
    """Enter education, a licence, training, an award …, or correct one. Locks the person."""
    actor.require(PERSON_MANAGE)
    person = locked_person(person_id)
    faults = entry_faults(data, day_of(at))
    if faults:
        raise InvalidInput(errors=faults)
    return keep_entry(person=person, data=data, actor=actor, at=at, row_id=row_id)


def keep_entry(
    *, person: Person, data: EntryData, actor: Actor, at: datetime, row_id: UUID | None = None
) -> RecordEntry:
    """The entry itself, for services that have checked it; the person is locked."""
    made: RecordEntry = _supersede(RecordEntry, person, row_id, asdict(data), actor, at)
    return made


def entry_faults(data: EntryData, today: date) -> list[FieldFault]:
    """What makes no sense in an entry."""
    faults = [] if data.title.strip() else [FieldFault("/title", "required", "값을 넣으십시오.")]
    if data.kind not in EntryKind.values:
        faults.append(FieldFault("/kind", "choice", "구분을 목록에서 고르십시오."))
    if data.from_on and data.last_on and data.last_on < data.from_on:
        faults.append(FieldFault("/last_on", "reversed", "종료일이 시작일보다 늦어야 합니다."))
    if data.kind == EntryKind.EVALUATION and data.result and data.result not in EvaluationGrade.values:
        faults.append(FieldFault("/result", "choice", "평정 등급을 목록에서 고르십시오."))
    courses = {row.key for row in rule_rows("mandatory_training", today)} if data.course else {""}
    if data.course not in courses or (data.course and data.kind != EntryKind.TRAINING):
        faults.append(FieldFault("/course", "choice", "법정의무교육을 목록에서 고르십시오."))
    return faults


@transaction.atomic
def withdraw_row(*, actor: Actor, section: str, row_id: UUID, at: datetime) -> None:
    """Let a row no longer hold; it stays as what was known. Locks the person."""
    actor.require(PERSON_MANAGE)
    model = MODELS.get(section)
    row = model.objects.filter(pk=row_id, known_until__isnull=True).first() if model else None
    if row is None:
        raise NotFound(row_id=str(row_id))
    person = locked_person(row.person_id)
    row.known_until = at
    row.save(update_fields=["known_until"])
    _record(actor, person, f"hr_{section}_withdrawn", at, row.pk)


def _refuse(faults: list[FieldFault], needed: str, pointer: str) -> None:
    if not needed.strip():
        faults.insert(0, FieldFault(pointer, "required", "값을 넣으십시오."))
    if faults:
        raise InvalidInput(errors=faults)


def _supersede(
    model: type[Any], person: Person, row_id: UUID | None, values: dict[str, Any], actor: Actor, at: datetime
) -> Any:
    if row_id is not None:
        changed = model.objects.filter(pk=row_id, person=person, known_until__isnull=True)
        if not changed.update(known_until=at):
            raise NotFound(row_id=str(row_id))
    made = model.objects.create(person=person, known_from=at, recorded_by_id=actor.user_id, **values)
    _record(actor, person, f"hr_{model._meta.model_name}_written", at, made.pk)
    return made


def _record(actor: Actor, person: Person, verb: str, at: datetime, row_id: UUID) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="hr_person",
        subject_id=person.pk,
        summary=f"{person.employee_no} 인사기록 변경",
        at=at,
        facts={"row": str(row_id)},
    )
