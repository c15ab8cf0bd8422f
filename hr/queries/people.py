"""The register of people and the record card (인사기록카드), as of a day and as known at a moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from core.access import Actor
from core.errors import NotFound
from core.korean import mask_name
from core.models.ranges import valid_on
from hr.choices import EntryKind, Fact, Gender, HireRoute, Status
from hr.models import (
    Career,
    Discipline,
    Employment,
    Family,
    LeaveOfAbsence,
    Person,
    PersonSecret,
    PersonVersion,
    RecordEntry,
)
from hr.permissions import DISCIPLINE_VIEW, FAMILY_VIEW, PERSON_VIEW
from hr.queries.orders import ItemRow, Words, appointments_of, words_on
from hr.queries.rules import rule_rows
from hr.queries.service_times import retirement_day, sanctions_of
from hr.queries.standing import (
    FactRow,
    StandingRow,
    as_of,
    employment_of,
    history_of,
    known_at_condition,
    standing_of,
)
from hr.queries.steps import step_outlook
from hr.rules.discipline import expunged_days
from hr.rules.steps import StepAt


@dataclass(frozen=True)
class PersonRow:
    """A person of the register on a day."""

    person_id: UUID
    employee_no: str
    name: str
    status: str
    status_label: str
    department_id: UUID | None
    department: str
    post: str
    grade: str
    step: int
    series: str
    employment_type: str
    hired_on: date
    version: int


@dataclass(frozen=True)
class DisciplineRow:
    """A sanction on the card, not yet expunged."""

    kind: str
    from_on: date
    last_on: date | None
    reason: str
    expunged_on: date | None


@dataclass(frozen=True)
class SecretRow:
    """A protected value as everybody sees it: masked."""

    kind: str
    label: str
    masked: str
    bank: str


@dataclass(frozen=True)
class Card:
    """The record card; sections the reader has no right to are empty and named in `hidden`."""

    person_id: UUID
    employee_no: str
    user_id: UUID | None
    version: int
    on: date
    basics: PersonVersion
    gender: str
    employment: Employment | None
    hire_route: str
    standing: StandingRow | None
    words: Words
    retirement_on: date | None
    step: StepAt | None
    posts: tuple[tuple[FactRow, str], ...]
    appointments: tuple[ItemRow, ...]
    leaves: tuple[tuple[str, date, date, date | None], ...]
    careers: tuple[Career, ...]
    entries: tuple[tuple[str, tuple[RecordEntry, ...]], ...]
    family: tuple[Family, ...]
    disciplines: tuple[DisciplineRow, ...]
    secrets: tuple[SecretRow, ...]
    hidden: tuple[str, ...]

    @property
    def grade(self) -> str:
        return self.words.of("grade", self.standing.grade) if self.standing else ""

    @property
    def department(self) -> str:
        return self.words.of("department", self.standing.department_id) if self.standing else ""

    @property
    def post(self) -> str:
        return self.words.of("post", self.standing.value(Fact.POST, "post")) if self.standing else ""


def person_rows() -> QuerySet[Person]:
    """People as rows, for lists of this app's edge."""
    return Person.objects.all()


def people_on(
    on: date,
    *,
    text: str = "",
    department_id: UUID | None = None,
    status: str = "",
    with_gone: bool = False,
    known_at: datetime | None = None,
) -> list[PersonRow]:
    """Everybody whose employment had begun by that day, by number; a fixed number of statements."""
    standing = as_of(on, known_at=known_at)
    employments = {row.pk: row for row in Employment.objects.filter(pk__in=standing).select_related("person")}
    latest: dict[UUID, Employment] = {}
    for employment in sorted(employments.values(), key=lambda one: one.ordinal):
        latest[employment.person_id] = employment
    cards = _cards(on, known_at)
    words = words_on(on)
    rows = [
        _row(latest[person_id], standing[latest[person_id].pk], card, words)
        for person_id, card in cards.items()
        if person_id in latest
    ]
    found = [row for row in rows if with_gone or status or row.status not in _GONE]
    if status:
        found = [row for row in found if row.status == status]
    if department_id is not None:
        found = [row for row in found if row.department_id == department_id]
    if text:
        found = [
            row for row in found if text in row.name or text in row.employee_no or text in row.department
        ]
    return sorted(found, key=lambda row: row.employee_no)


def person_choices(on: date) -> list[tuple[UUID, str]]:
    """Everybody on the register with name and number, also those not hired yet."""
    cards = _cards(on, None)
    rows = Person.objects.all()
    later = dict(
        PersonVersion.objects.filter(known_until__isnull=True)
        .order_by("from_on")
        .values_list("person_id", "name")
    )
    return [
        (row.pk, f"{cards[row.pk].name if row.pk in cards else later.get(row.pk, '')} ({row.employee_no})")
        for row in rows
    ]


def person_of(user_id: UUID | None) -> UUID | None:
    """Whose account this is; None when the account is nobody's on the register."""
    if user_id is None:
        return None
    found = Person.objects.filter(user_id=user_id).values_list("pk", flat=True).first()
    return UUID(str(found)) if found else None


def card(person_id: UUID, on: date, *, actor: Actor, known_at: datetime | None = None) -> Card:
    """One card. The person sees the own one; others need PERSON_VIEW, and more for family and discipline.

    Careers and lists are what was known at that moment; expunged sanctions are left out (인사기록규칙 제7조).
    """
    person = Person.objects.filter(pk=person_id).first()
    is_own = person is not None and actor.user_id is not None and person.user_id == actor.user_id
    if person is None or not (is_own or actor.may(PERSON_VIEW)):
        raise NotFound(person_id=str(person_id))
    basics = _basics(person_id, on, known_at)
    employment_id = employment_of(person_id, on)
    employment = Employment.objects.filter(pk=employment_id).first() if employment_id else None
    known = known_at_condition(known_at)
    may_family = is_own or actor.may(FAMILY_VIEW)
    may_discipline = is_own or actor.may(DISCIPLINE_VIEW)
    words = words_on(on)
    return Card(
        person_id=person_id,
        employee_no=person.employee_no,
        user_id=person.user_id,
        version=person.version,
        on=on,
        basics=basics,
        gender=str(Gender(basics.gender).label),
        employment=employment,
        hire_route=str(HireRoute(employment.hire_route).label) if employment else "",
        standing=standing_of(employment.pk, on, known_at) if employment else None,
        words=words,
        retirement_on=retirement_day(person_id, on),
        step=step_outlook(employment.pk, on) if employment else None,
        posts=_posts(employment, words, known_at),
        appointments=tuple(appointments_of(person_id, on, with_future=actor.may(PERSON_VIEW))),
        leaves=_leaves(employment, words, on),
        careers=tuple(Career.objects.filter(known, person_id=person_id)),
        entries=_entries(known, person_id),
        family=tuple(Family.objects.filter(known, valid_on(on), person_id=person_id)) if may_family else (),
        disciplines=_disciplines(employment, on) if may_discipline else (),
        secrets=_secrets(person_id),
        hidden=tuple(
            name for name, may in (("family", may_family), ("discipline", may_discipline)) if not may
        ),
    )


def masked_name(name: str) -> str:
    """A name for lists that leave the office."""
    return mask_name(name)


_GONE = frozenset({Status.RESIGNED, Status.RETIRED, Status.DISMISSED, Status.DECEASED})


def _cards(on: date, known_at: datetime | None) -> Mapping[UUID, PersonVersion]:
    rows = PersonVersion.objects.filter(known_at_condition(known_at), valid_on(on)).select_related("person")
    return {row.person_id: row for row in rows}


def _basics(person_id: UUID, on: date, known_at: datetime | None) -> PersonVersion:
    rows = PersonVersion.objects.filter(known_at_condition(known_at), person_id=person_id).order_by("from_on")
    found = rows.filter(valid_on(on)).first() or rows.first()
    if found is None:
        raise NotFound(person_id=str(person_id))
    return found


def _row(employment: Employment, standing: StandingRow, basics: PersonVersion, words: Words) -> PersonRow:
    return PersonRow(
        person_id=employment.person_id,
        employee_no=employment.person.employee_no,
        name=basics.name,
        status=standing.status,
        status_label=standing.status_label,
        department_id=standing.department_id,
        department=words.of("department", standing.department_id),
        post=words.of("post", standing.value(Fact.POST, "post")),
        grade=words.of("grade", standing.grade),
        step=standing.step,
        series=words.of("series", standing.value(Fact.SERIES, "series")),
        employment_type=words.of("employment_type", standing.employment_type),
        hired_on=employment.hired_on,
        version=employment.person.version,
    )


def _posts(
    employment: Employment | None, words: Words, known_at: datetime | None
) -> tuple[tuple[FactRow, str], ...]:
    if employment is None:
        return ()
    return tuple(
        (
            row,
            " ".join(filter(None, (words.of(name, row.values.get(name)) for name in ("department", "post")))),
        )
        for row in reversed(history_of(employment.pk, Fact.POST, known_at))
    )


def _leaves(
    employment: Employment | None, words: Words, on: date
) -> tuple[tuple[str, date, date, date | None], ...]:
    if employment is None:
        return ()
    rows = LeaveOfAbsence.objects.filter(employment=employment, is_withdrawn=False, from_on__lte=on)
    return tuple(
        (
            words.leaves.get(row.kind, row.kind),
            row.from_on,
            row.planned_until_on - timedelta(days=1),
            row.ended_on,
        )
        for row in rows
    )


def _entries(known: Q, person_id: UUID) -> tuple[tuple[str, tuple[RecordEntry, ...]], ...]:
    rows = list(RecordEntry.objects.filter(known, person_id=person_id))
    found = [(str(kind.label), tuple(row for row in rows if row.kind == kind)) for kind in EntryKind]
    return tuple((label, own) for label, own in found if own)


def _disciplines(employment: Employment | None, on: date) -> tuple[DisciplineRow, ...]:
    """What is still shown on that day."""
    if employment is None:
        return ()
    years = {row.key: int(row.payload["years"]) for row in rule_rows("expunging", on)}
    expunged = {one.key: one.on for one in expunged_days(sanctions_of(employment.pk), years)}
    rows = Discipline.objects.filter(employment=employment, is_annulled=False, from_on__lte=on)
    found = []
    for row in rows:
        gone_on = expunged.get(str(row.pk))
        if gone_on is not None and gone_on <= on:
            continue
        last = row.executed_until_on - timedelta(days=1) if row.executed_until_on > row.from_on else None
        shown = None if last is not None and last.year > on.year + 50 else last
        found.append(DisciplineRow(row.get_kind_display(), row.from_on, shown, row.reason, gone_on))
    return tuple(found)


def _secrets(person_id: UUID) -> tuple[SecretRow, ...]:
    rows = PersonSecret.objects.filter(person_id=person_id, replaced_at__isnull=True)
    return tuple(SecretRow(row.kind, row.get_kind_display(), row.masked, row.label) for row in rows)


def field_values(row: PersonVersion) -> dict[str, Any]:
    """The card's own fields as plain values."""
    skipped = {"id", "person", "known_from", "known_until", "recorded_by", "from_on", "until_on"}
    return {field.name: getattr(row, field.name) for field in row._meta.fields if field.name not in skipped}
