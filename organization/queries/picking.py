"""People to choose from: by department, name, post or duty; who is away is marked with the substitute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.periods import SEOUL, day_of
from organization.choices import AbsenceKind
from organization.queries.absences import absences
from organization.queries.authority import duty_holders
from organization.queries.departments import department_and_below
from organization.queries.people import Membership, members
from ui.rules.entry import found_by


@dataclass(frozen=True)
class PersonChoice:
    """Somebody in a department and post. `absence` says why and until when; empty: present."""

    person_id: UUID
    name: str
    department_id: UUID
    department: str
    post: str
    is_head: bool
    duties: tuple[str, ...] = ()
    absence: str = ""
    substitute: str = ""
    phone: str = ""
    email: str = ""
    work: str = ""

    @property
    def is_away(self) -> bool:
        return bool(self.absence)


def people_choices(
    at: datetime, *, text: str = "", department_id: UUID | None = None, limit: int = 200
) -> list[PersonChoice]:
    """People of that day whose name, department, post, work or duty the text is part of (also by first consonants).

    `department_id`: of that department and those below it.
    """
    on = day_of(at)
    within = set(department_and_below(department_id, on)) if department_id else None
    duties = _duties(at)
    away = {row.person_id: row for row in absences(at) if row.is_in_force}
    found = []
    for one in members(on):
        held = duties.get(one.user_id, ())
        if within is not None and one.department_id not in within:
            continue
        if not found_by(text, one.name, one.department, one.post, one.work, *held):
            continue
        row = away.get(one.user_id)
        reason = _reason(row.kind, row.to_at) if row else ""
        found.append(_choice(one, held, reason, row.deputy if row else ""))
    return found[:limit]


def _duties(at: datetime) -> Mapping[UUID, tuple[str, ...]]:
    found: dict[UUID, tuple[str, ...]] = {}
    for row in duty_holders(day_of(at)):
        if row.holder_id is not None:
            found[row.holder_id] = (*found.get(row.holder_id, ()), row.label)
    return found


def _reason(kind: str, until: datetime) -> str:
    label = next((str(label) for code, label in AbsenceKind.choices if kind in (code, str(label))), kind)
    end = until.astimezone(SEOUL)
    return f"{label} ~{end.month}. {end.day}. {end:%H:%M}"


def _choice(one: Membership, duties: tuple[str, ...], absence: str, substitute: str) -> PersonChoice:
    return PersonChoice(
        person_id=one.user_id,
        name=one.name,
        department_id=one.department_id,
        department=one.department,
        post=one.post,
        is_head=one.is_head,
        duties=duties,
        absence=absence,
        substitute=substitute,
        phone=one.phone,
        email=one.email,
        work=one.work,
    )
