"""The organisation of one moment with the absences around it, in one statement.

For acts that count their statements: what `structure_at` and `absences_around` say together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from core.periods import day_of
from organization.choices import VACATING
from organization.rules.delegation import OFFICERS
from organization.rules.structure import Absence, Level, Place, Structure, Unit, Worker, deputy_key

NEAR = timedelta(days=60)

_READ = """
SELECT json_build_object(
'workers', (SELECT json_agg(json_build_array(
        a.user_id, u.name, a.department_id, p.level, p.name, p.is_head, a.is_primary)
        ORDER BY p.rank, a.from_on, a.id)
    FROM organization_assignment a
    JOIN identity_user u ON u.id = a.user_id AND u.is_active
    JOIN organization_post p ON p.id = a.post_id
    WHERE a.from_on <= %(on)s AND (a.until_on IS NULL OR a.until_on > %(on)s)),
'units', (SELECT json_agg(json_build_array(
        d.department_id, d.name, d.parent_id, coalesce(h.level, l.level), coalesce(h.name, l.name)))
    FROM organization_departmentversion d
    LEFT JOIN organization_post h ON h.id = d.head_post_id
    LEFT JOIN LATERAL (
        SELECT p.level, p.name FROM organization_assignment a
        JOIN organization_post p ON p.id = a.post_id AND p.is_head
        WHERE a.department_id = d.department_id ORDER BY a.from_on DESC LIMIT 1) l ON d.head_post_id IS NULL
    WHERE d.from_on <= %(on)s AND (d.until_on IS NULL OR d.until_on > %(on)s)),
'functions', (SELECT json_agg(json_build_array(function, department_id)) FROM organization_functionholder
    WHERE from_on <= %(on)s AND (until_on IS NULL OR until_on > %(on)s)),
'duties', (SELECT json_agg(json_build_array(duty, user_id) ORDER BY from_on DESC, user_id DESC) FROM (
    SELECT duty, user_id, from_on, until_on FROM organization_dutyholder
    UNION ALL SELECT duty, user_id, from_on, until_on FROM identity_officerappointment
        WHERE subtype = '' AND duty = ANY(%(officers)s)) held
    WHERE from_on <= %(on)s AND (until_on IS NULL OR until_on > %(on)s)),
'orders', (SELECT json_agg(json_build_array(department_id, level, duty, deputy_id, deputy_department_id)
        ORDER BY place) FROM organization_deputyorder),
'successors', (SELECT json_agg(json_build_array(id, successor_id)) FROM organization_department
    WHERE successor_id IS NOT NULL),
'table', (SELECT id FROM organization_delegationtable
    WHERE state = 'IN_FORCE' AND effective_from <= %(on)s ORDER BY effective_from DESC LIMIT 1),
'absences', (SELECT json_agg(json_build_array(
        person_id, from_at, to_at, deputy_id, scope, ended_at, kind, id) ORDER BY from_at, id)
    FROM organization_absence WHERE from_at <= %(late)s AND to_at > %(early)s)
)
"""


@dataclass(frozen=True)
class Moment:
    """Who works where, who is away, and which delegation table is in force."""

    structure: Structure
    absences: tuple[Absence, ...]
    table_id: UUID | None = None


def moment_at(at: datetime) -> Moment:
    """Read the organisation and the absences near a moment."""
    with connection.cursor() as cursor:
        asked: dict[str, Any] = {
            "on": day_of(at),
            "late": at + NEAR,
            "early": at - NEAR,
            "officers": list(OFFICERS),
        }
        cursor.execute(_READ, asked)
        found: dict[str, Any] = cursor.fetchone()[0]
    absences = tuple(_absence(row) for row in found["absences"] or ())
    covering = [one for one in absences if one.covers(at)]
    workers = _workers(
        found["workers"] or [],
        gone={one.person_id for one in covering if one.vacates},
        away={one.person_id for one in covering},
    )
    units = _units(found["units"] or [], workers)
    return Moment(
        Structure(
            units,
            workers,
            {function: UUID(department) for function, department in found["functions"] or ()},
            {duty: UUID(person) for duty, person in found["duties"] or ()},
            _deputies(found["orders"] or [], units),
            {UUID(closed): UUID(heir) for closed, heir in found["successors"] or ()},
        ),
        absences,
        _id(found["table"]),
    )


def _absence(row: list[Any]) -> Absence:
    person, from_at, to_at, deputy, scope, ended_at, kind, absence_id = row
    return Absence(
        person_id=UUID(person),
        from_at=datetime.fromisoformat(from_at),
        to_at=datetime.fromisoformat(to_at),
        deputy_id=_id(deputy),
        scope=frozenset(scope),
        ended_at=datetime.fromisoformat(ended_at) if ended_at else None,
        kind=kind,
        vacates=kind in VACATING,
        absence_id=UUID(absence_id),
    )


def _workers(rows: list[Any], *, gone: set[UUID], away: set[UUID]) -> dict[UUID, Worker]:
    places: dict[UUID, list[Place]] = {}
    names: dict[UUID, str] = {}
    for person, name, department, level, title, is_head, is_primary in rows:
        user_id = UUID(person)
        if user_id in gone:
            continue
        names[user_id] = name
        place = Place(UUID(department), Level[level], title, is_head, is_primary)
        places.setdefault(user_id, []).append(place)
    return {
        user_id: Worker(user_id, names[user_id], tuple(held), user_id in away)
        for user_id, held in places.items()
    }


def _units(rows: list[Any], workers: dict[UUID, Worker]) -> dict[UUID, Unit]:
    heads: dict[UUID, tuple[UUID, Place]] = {}
    for worker in workers.values():
        for place in worker.places:
            if place.is_head:
                heads.setdefault(place.department_id, (worker.person_id, place))
    units = {}
    for department, name, parent, level, title in rows:
        key = UUID(department)
        found = heads.get(key)
        held = found[1] if found else None
        units[key] = Unit(
            key,
            name,
            _id(parent),
            held.level if held else (Level[level] if level else None),
            held.title if held else (title or ""),
            found[0] if found else None,
        )
    return units


def _deputies(rows: list[Any], units: dict[UUID, Unit]) -> dict[str, tuple[UUID, ...]]:
    orders: dict[str, list[UUID]] = {}
    for department, level, duty, person, deputy_department in rows:
        unit = units.get(UUID(deputy_department)) if deputy_department else None
        deputy = _id(person) or (unit.head_id if unit else None)
        key = deputy_key(department, level, duty)
        if deputy is not None and deputy not in orders.setdefault(key, []):
            orders[key].append(deputy)
    return {key: tuple(people) for key, people in orders.items()}


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None
