"""The whole organisation of one moment as plain values, in a fixed number of statements."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from core.models.ranges import valid_on
from core.periods import day_of
from identity.queries import officers_on
from organization.models import (
    Assignment,
    DepartmentVersion,
    DeputyOrder,
    DutyHolder,
    FunctionHolder,
    Post,
)
from organization.queries.absences import covering
from organization.rules.delegation import OFFICERS
from organization.rules.structure import Level, Place, Structure, Unit, Worker, deputy_key


def structure_at(at: datetime) -> Structure:
    """Departments, who works where, functions, duties and deputies at that moment.

    People who left are not in it; the post of somebody on leave of absence or suspended counts as vacant.
    """
    on = day_of(at)
    away = covering(at)
    gone = {one.person_id for one in away if one.vacates}
    absent = {one.person_id for one in away}
    workers = _workers(at, gone, absent)
    units = _units(at, workers)
    functions = FunctionHolder.objects.filter(valid_on(on)).values_list("function", "department_id")
    return Structure(units, workers, dict(functions), _duties(on), _deputies(units))


def _duties(on: date) -> dict[str, UUID]:
    """Duties of the office and officers of the accounting law; of several holders the one longest in it."""
    duties = DutyHolder.objects.filter(valid_on(on)).values_list("from_on", "user_id", "duty")
    officers = ((row.from_on, row.user_id, row.duty) for row in officers_on(OFFICERS, on))
    held = [*duties, *officers]
    return {duty: user_id for _, user_id, duty in sorted(held, reverse=True)}


def _workers(at: datetime, gone: set[UUID], absent: set[UUID]) -> dict[UUID, Worker]:
    rows = Assignment.objects.filter(valid_on(day_of(at)), user__is_active=True)
    found: dict[UUID, list[Place]] = {}
    names: dict[UUID, str] = {}
    for row in rows.select_related("post", "user").order_by("post__rank", "from_on", "pk"):
        if row.user_id in gone:
            continue
        place = Place(
            row.department_id, Level[row.post.level], row.post.name, row.post.is_head, row.is_primary
        )
        found.setdefault(row.user_id, []).append(place)
        names[row.user_id] = row.user.name
    return {
        user_id: Worker(user_id, names[user_id], tuple(places), user_id in absent)
        for user_id, places in found.items()
    }


def _units(at: datetime, workers: dict[UUID, Worker]) -> dict[UUID, Unit]:
    heads: dict[UUID, tuple[UUID, Place]] = {}
    for worker in workers.values():
        for place in worker.places:
            if place.is_head:
                heads.setdefault(place.department_id, (worker.person_id, place))
    versions = list(DepartmentVersion.objects.filter(valid_on(day_of(at))).select_related("head_post"))
    vacant = [row.department_id for row in versions if row.department_id not in heads and not row.head_post]
    last = _last_head_posts(vacant)
    units = {}
    for row in versions:
        head = heads.get(row.department_id)
        head_id = head[0] if head else None
        held = head[1] if head else None
        post = row.head_post or last.get(row.department_id)
        level = held.level if held else (Level[post.level] if post else None)
        title = held.title if held else (post.name if post else "")
        units[row.department_id] = Unit(row.department_id, row.name, row.parent_id, level, title, head_id)
    return units


def _last_head_posts(department_ids: list[UUID]) -> dict[UUID, Post]:
    """The post that headed a department last, where nobody heads it and no post is named."""
    if not department_ids:
        return {}
    rows = Assignment.objects.filter(department_id__in=department_ids, post__is_head=True)
    return {row.department_id: row.post for row in rows.select_related("post").order_by("from_on")}


def _deputies(units: dict[UUID, Unit]) -> dict[str, tuple[UUID, ...]]:
    orders: dict[str, list[UUID]] = {}
    for row in DeputyOrder.objects.order_by("place"):
        unit = units.get(row.deputy_department_id) if row.deputy_department_id else None
        deputy = row.deputy_id or (unit.head_id if unit else None)
        key = deputy_key(row.department_id, row.level, row.duty)
        if deputy is not None and deputy not in orders.setdefault(key, []):
            orders[key].append(deputy)
    return {key: tuple(people) for key, people in orders.items()}
