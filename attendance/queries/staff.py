"""Whom attendance is kept for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from attendance.errors import NotEmployed
from attendance.models import Protection, Staff
from core.errors import NotFound
from core.models.ranges import overlapping, valid_on


@dataclass(frozen=True)
class StaffFacts:
    """One employment as calculations and screens read it."""

    staff_id: UUID
    person_id: UUID
    name: str
    hired_on: date
    last_on: date | None
    regime: str
    basis: str
    travel_class: str
    is_exempt: bool

    def is_employed_on(self, on: date) -> bool:
        return self.hired_on <= on and (self.last_on is None or on <= self.last_on)


def employed_on(on: date) -> QuerySet[Staff, Staff]:
    """Rows of everybody employed on a day; inside this app."""
    return Staff.objects.filter(Q(last_on__isnull=True) | Q(last_on__gte=on), hired_on__lte=on)


def staff_of(person_id: UUID, on: date) -> StaffFacts:
    """The employment of a person on a day; NotEmployed when there is none."""
    row = employed_on(on).select_related("person").filter(person_id=person_id).first()
    if row is None:
        raise NotEmployed(on=on)
    return facts_of(row)


def find_staff(person_id: UUID, on: date) -> StaffFacts | None:
    """The same, or None."""
    try:
        return staff_of(person_id, on)
    except NotEmployed:
        return None


def everybody(on: date, person_ids: Iterable[UUID] | None = None) -> list[StaffFacts]:
    """Everybody employed on a day, by name."""
    rows = employed_on(on).select_related("person").order_by("person__name", "pk")
    if person_ids is not None:
        rows = rows.filter(person_id__in=set(person_ids))
    return [facts_of(row) for row in rows]


def facts_of(row: Any) -> StaffFacts:
    """A row with its person as a plain value."""
    return StaffFacts(
        row.pk,
        row.person_id,
        row.person.name,
        row.hired_on,
        row.last_on,
        row.regime,
        row.basis,
        row.travel_class,
        bool(row.exempt_reason),
    )


def protection_on(staff_id: UUID, on: date) -> str:
    """Kind of maternity protection on a day, empty for none."""
    found = Protection.objects.filter(valid_on(on), staff_id=staff_id).values_list("kind", flat=True).first()
    return found or ""


def staff_by_id(staff_id: UUID) -> StaffFacts:
    """One employment; NotFound when there is none."""
    row = Staff.objects.select_related("person").filter(pk=staff_id).first()
    if row is None:
        raise NotFound(staff_id=str(staff_id))
    return facts_of(row)


def protected_between(staff_ids: Iterable[UUID], from_on: date, until_on: date) -> set[UUID]:
    """Who of these is under maternity protection on some day of [from_on, until_on)."""
    rows = overlapping(Protection.objects.filter(staff_id__in=list(staff_ids)), from_on, until_on)
    return set(rows.values_list("staff_id", flat=True))
