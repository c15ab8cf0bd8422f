"""Who was what on a day, as known at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from core.models.ranges import valid_on
from hr.choices import Fact, Status
from hr.models import Employment, EmploymentFact
from hr.rules.kinds import GONE, IN_SERVICE


@dataclass(frozen=True)
class FactRow:
    """A fact as others read it."""

    fact: str
    slot: str
    values: Mapping[str, Any]
    from_on: date
    until_on: date | None
    known_from: datetime
    known_until: datetime | None
    item_id: UUID


@dataclass(frozen=True)
class StandingRow:
    """Everything that is true of an employment on a day."""

    employment_id: UUID
    person_id: UUID
    facts: Mapping[str, FactRow] = field(default_factory=dict)
    extra_posts: tuple[FactRow, ...] = ()

    def value(self, fact: str, name: str, default: Any = None) -> Any:
        """One value of one fact."""
        found = self.facts.get(fact)
        return default if found is None else found.values.get(name, default)

    @property
    def status(self) -> str:
        return str(self.value(Fact.STATUS, "status", Status.CANDIDATE))

    @property
    def status_label(self) -> str:
        return str(Status(self.status).label)

    @property
    def is_in_service(self) -> bool:
        return self.status in IN_SERVICE

    @property
    def is_gone(self) -> bool:
        return self.status in GONE

    @property
    def department_id(self) -> UUID | None:
        found = self.value(Fact.POST, "department")
        return UUID(str(found)) if found else None

    @property
    def grade(self) -> str:
        return str(self.value(Fact.GRADE, "grade", ""))

    @property
    def step(self) -> int:
        return int(self.value(Fact.GRADE, "step", 0) or 0)

    @property
    def employment_type(self) -> str:
        return str(self.value(Fact.CONTRACT, "employment_type", ""))


def known_at_condition(known_at: datetime | None) -> Q:
    """Rows as known at a moment; None: as known now."""
    if known_at is None:
        return Q(known_until__isnull=True)
    return Q(known_from__lte=known_at) & (Q(known_until__isnull=True) | Q(known_until__gt=known_at))


def as_of(
    on: date, *, known_at: datetime | None = None, employment_ids: Iterable[UUID] | None = None
) -> dict[UUID, StandingRow]:
    """Employments that had begun by that day with what was true of them, by employment; one statement."""
    rows = EmploymentFact.objects.filter(known_at_condition(known_at), valid_on(on))
    if employment_ids is not None:
        rows = rows.filter(employment_id__in=list(employment_ids))
    return _standing(rows)


def standing_of(employment_id: UUID, on: date, known_at: datetime | None = None) -> StandingRow | None:
    """One employment on a day; None before it began."""
    return as_of(on, known_at=known_at, employment_ids=[employment_id]).get(employment_id)


def people_in(department_id: UUID, on: date, known_at: datetime | None = None) -> list[StandingRow]:
    """Who belonged to a department on a day by the main post, and was in service."""
    inside = EmploymentFact.objects.filter(
        known_at_condition(known_at), valid_on(on), fact=Fact.POST, slot="", department_id=department_id
    )
    found = as_of(on, known_at=known_at, employment_ids=inside.values_list("employment_id", flat=True))
    return [one for one in found.values() if one.is_in_service]


def history_of(employment_id: UUID, fact: str, known_at: datetime | None = None) -> list[FactRow]:
    """One fact through time as known at a moment, the oldest first."""
    rows = EmploymentFact.objects.filter(known_at_condition(known_at), employment_id=employment_id, fact=fact)
    return [_fact(row) for row in rows.order_by("from_on")]


def employment_of(person_id: UUID, on: date) -> UUID | None:
    """The employment that runs on a day, else the last one that began before."""
    rows = Employment.objects.filter(person_id=person_id, hired_on__lte=on).order_by("-ordinal")
    found = rows.values_list("pk", flat=True).first()
    return UUID(str(found)) if found else None


def _standing(rows: QuerySet[EmploymentFact]) -> dict[UUID, StandingRow]:
    main: dict[UUID, dict[str, FactRow]] = {}
    extra: dict[UUID, list[FactRow]] = {}
    owners: dict[UUID, UUID] = {}
    for row in rows.select_related("employment"):
        owners[row.employment_id] = row.employment.person_id
        if row.slot:
            extra.setdefault(row.employment_id, []).append(_fact(row))
        else:
            main.setdefault(row.employment_id, {})[row.fact] = _fact(row)
    return {
        employment_id: StandingRow(
            employment_id, person_id, main.get(employment_id, {}), tuple(extra.get(employment_id, ()))
        )
        for employment_id, person_id in owners.items()
    }


def _fact(row: EmploymentFact) -> FactRow:
    return FactRow(
        row.fact,
        row.slot,
        row.values,
        row.from_on,
        row.until_on,
        row.known_from,
        row.known_until,
        row.item_id,
    )
