"""People: registered, their card corrected with an effective date, linked to an account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound, StaleVersion
from core.models.ranges import overlapping
from hr.choices import Gender
from hr.errors import AccountTaken, EmployeeNumberTaken
from hr.models import DirectoryEntry, Person, PersonVersion
from hr.permissions import PERSON_MANAGE
from identity.queries import person as account_of

WITHHOLDING = (80, 100, 120)


@dataclass(frozen=True)
class CardData:
    """The upper part of the record card."""

    name: str
    birth_on: date
    gender: str
    name_hanja: str = ""
    name_en: str = ""
    nationality: str = ""
    visa_type: str = ""
    visa_until_on: date | None = None
    postal_code: str = ""
    address: str = ""
    phone: str = ""
    mobile: str = ""
    email: str = ""
    emergency_contact: str = ""
    tax_family_count: int = 1
    tax_child_count: int = 0
    withholding_percent: int = 100


CARD_FIELDS = tuple(field.name for field in fields(CardData))


@transaction.atomic
def register_person(
    *,
    actor: Actor,
    employee_no: str,
    card: CardData,
    from_on: date,
    at: datetime,
    user_id: UUID | None = None,
) -> Person:
    """Put somebody on the register; the employment begins with an appointment. Refuses a number in use.

    Without an account named, the one takes its place that an outside directory opened for this number.
    """
    actor.require(PERSON_MANAGE)
    _refuse_malformed(card)
    number = employee_no.strip()
    if not number:
        raise InvalidInput(errors=[FieldFault("/employee_no", "required", "사번을 넣으십시오.")])
    if Person.objects.filter(employee_no=number).exists():
        raise EmployeeNumberTaken(employee_no=number)
    user_id = user_id or _waiting_account(number)
    _refuse_account(user_id, None)
    person = Person.objects.create(employee_no=number, user_id=user_id, made_at=at)
    _write(person, card, from_on, None, actor, at)
    _record(actor, person, "hr_person_registered", f"{card.name} 등록", at)
    return person


@transaction.atomic
def change_card(
    *,
    actor: Actor,
    person_id: UUID,
    changes: Mapping[str, Any],
    from_on: date,
    at: datetime,
    version: int | None = None,
) -> PersonVersion:
    """Let the card read differently from a day on; what was known before stays readable. Locks the person.

    Later versions keep their own day; their other fields stay as they are. Refuses unknown fields.
    """
    actor.require(PERSON_MANAGE)
    person = locked_person(person_id, version)
    made = write_card(person=person, changes=changes, from_on=from_on, actor=actor, at=at)
    _record(actor, person, "hr_card_changed", f"{made.name} 인사기록 변경", at, sorted(changes))
    return made


def write_card(
    *, person: Person, changes: Mapping[str, Any], from_on: date, actor: Actor, at: datetime
) -> PersonVersion:
    """The change itself, for services that have their own right to it; the person is locked."""
    unknown = [name for name in changes if name not in CARD_FIELDS]
    if unknown or not changes:
        raise InvalidInput(errors=[FieldFault(f"/{name}", "unknown", "없는 항목입니다.") for name in unknown])
    rows = PersonVersion.objects.filter(person=person, known_until__isnull=True)
    current = (
        overlapping(rows, from_on, from_on + timedelta(days=1)).first() or rows.order_by("from_on").first()
    )
    if current is None:
        raise NotFound(person_id=str(person.pk))
    card = replace(card_of(current), **changes)
    _refuse_malformed(card)
    until_on = current.until_on if current.from_on <= from_on else current.from_on
    if current.from_on <= from_on:
        rows.filter(pk=current.pk).update(known_until=at)
        if current.from_on < from_on:
            _write(person, card_of(current), current.from_on, from_on, actor, at)
    person.version += 1
    person.save(update_fields=["version"])
    return _write(person, card, from_on, until_on, actor, at)


@transaction.atomic
def link_account(
    *, actor: Actor, person_id: UUID, user_id: UUID | None, at: datetime, version: int | None = None
) -> Person:
    """Say which account is the person's; one account is one person. Locks the person."""
    actor.require(PERSON_MANAGE)
    person = locked_person(person_id, version)
    _refuse_account(user_id, person_id)
    person.user_id = user_id
    person.version += 1
    person.save(update_fields=["user", "version"])
    _record(actor, person, "hr_account_linked", f"{person.employee_no} 계정 연결", at)
    return person


def locked_person(person_id: UUID, version: int | None = None) -> Person:
    """The person, locked; NotFound, or StaleVersion when it is not the version the caller has seen."""
    person: Person | None = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        raise NotFound(person_id=str(person_id))
    if version is not None and person.version != version:
        raise StaleVersion(current=person.version, seen=version)
    return person


def card_of(row: PersonVersion) -> CardData:
    """The card a version holds."""
    return CardData(**{name: getattr(row, name) for name in CARD_FIELDS})


def _write(
    person: Person, card: CardData, from_on: date, until_on: date | None, actor: Actor, at: datetime
) -> PersonVersion:
    return PersonVersion.objects.create(
        person=person,
        from_on=from_on,
        until_on=until_on,
        known_from=at,
        recorded_by_id=actor.user_id,
        **asdict(card),
    )


def _refuse_malformed(card: CardData) -> None:
    faults = []
    if not card.name.strip():
        faults.append(FieldFault("/name", "required", "성명을 넣으십시오."))
    if card.gender not in Gender.values:
        faults.append(FieldFault("/gender", "choice", "성별을 고르십시오."))
    if card.withholding_percent not in WITHHOLDING:
        faults.append(FieldFault("/withholding_percent", "choice", "80, 100, 120 가운데 고르십시오."))
    if card.email and "@" not in card.email:
        faults.append(FieldFault("/email", "malformed", "전자우편 주소를 확인하십시오."))
    if faults:
        raise InvalidInput(errors=faults)


def _waiting_account(number: str) -> UUID | None:
    waiting = DirectoryEntry.objects.filter(employee_no=number, withdrawn_at__isnull=True)
    free = waiting.exclude(user_id__in=Person.objects.filter(user__isnull=False).values("user_id"))
    return free.values_list("user_id", flat=True).first()


def _refuse_account(user_id: UUID | None, person_id: UUID | None) -> None:
    if user_id is None:
        return
    who = account_of(user_id)
    owners = Person.objects.filter(user_id=user_id)
    if (owners.exclude(pk=person_id) if person_id else owners).exists():
        raise AccountTaken(user=who.name)


def _record(
    actor: Actor, person: Person, verb: str, summary: str, at: datetime, changed: list[str] | None = None
) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="hr_person",
        subject_id=person.pk,
        summary=summary,
        at=at,
        facts={"employee_no": person.employee_no, "changed": changed or []},
    )
