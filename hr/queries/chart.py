"""The organisation chart of a day, as known at a moment: departments in the order of the tree with their people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from core.models.ranges import valid_on
from hr.choices import Fact, Status
from hr.models import EmploymentFact, PersonVersion
from hr.queries.rules import rule_rows
from hr.queries.standing import known_at_condition
from hr.rules.kinds import IN_SERVICE
from organization.queries import PostRow, department_tree, posts
from organization.rules.tree import Node


@dataclass(frozen=True)
class ChartPerson:
    """Somebody in a department on the day. `is_extra`: a second or acting post (겸직, 직무대리)."""

    person_id: UUID
    employee_no: str
    name: str
    post: str
    grade: str
    duty: str
    status: str
    status_label: str
    is_head: bool
    is_extra: bool
    rank: int


@dataclass(frozen=True)
class ChartUnit:
    """A department with its people by rank; `depth` counts from the top of the tree."""

    department_id: UUID
    code: str
    name: str
    parent_id: UUID | None
    depth: int
    people: tuple[ChartPerson, ...]


@dataclass
class _Facts:
    """What is read of the employments: status and grade of each, and the places held."""

    status: dict[UUID, str] = field(default_factory=dict)
    grade: dict[UUID, str] = field(default_factory=dict)
    places: list[tuple[UUID, UUID, UUID, str, dict[str, Any]]] = field(default_factory=list)


def organization_chart(on: date, known_at: datetime | None = None) -> list[ChartUnit]:
    """Departments of that day with who served in them; who was what is read as known at the moment.

    Six statements, however many people and years of history.
    """
    facts = _facts(on, known_at)
    names = _names(on, known_at)
    by_id = {str(one.post_id): one for one in posts()}
    grades = {row.key: str(row.payload["name"]) for row in rule_rows("grade", on)}
    duties = {row.key: str(row.payload["name"]) for row in rule_rows("duty", on)}
    inside: dict[UUID, list[ChartPerson]] = {}
    for employment_id, person_id, department_id, slot, values in facts.places:
        status = facts.status.get(employment_id, "")
        if status not in IN_SERVICE or person_id not in names:
            continue
        number, name = names[person_id]
        grade = grades.get(facts.grade.get(employment_id, ""), "")
        words = (number, name, grade, duties.get(str(values.get("duty", "")), ""))
        post = by_id.get(str(values.get("post", "")))
        inside.setdefault(department_id, []).append(_person(person_id, words, post, status, slot))
    return [
        ChartUnit(
            node.department_id,
            node.code,
            node.name,
            parent_id,
            node.depth,
            tuple(sorted(inside.get(node.department_id, ()), key=_order)),
        )
        for node, parent_id in _walk(department_tree(on), None)
    ]


def _walk(nodes: Iterable[Node], parent_id: UUID | None) -> Iterator[tuple[Node, UUID | None]]:
    """Each department before what is below it, with the one above."""
    for node in nodes:
        yield node, parent_id
        yield from _walk(node.children, node.department_id)


def _facts(on: date, known_at: datetime | None) -> _Facts:
    rows = EmploymentFact.objects.filter(
        known_at_condition(known_at), valid_on(on), fact__in=[Fact.STATUS, Fact.GRADE, Fact.POST]
    )
    found = _Facts()
    columns = ("employment_id", "employment__person_id", "fact", "slot", "department_id", "values")
    for employment_id, person_id, fact, slot, department_id, values in rows.order_by().values_list(*columns):
        if fact == Fact.STATUS:
            found.status[employment_id] = str(values.get("status", ""))
        elif fact == Fact.GRADE:
            found.grade[employment_id] = str(values.get("grade", ""))
        elif department_id is not None:
            found.places.append((employment_id, person_id, department_id, slot, values))
    return found


def _names(on: date, known_at: datetime | None) -> dict[UUID, tuple[str, str]]:
    rows = PersonVersion.objects.filter(known_at_condition(known_at), valid_on(on))
    columns = ("person_id", "person__employee_no", "name")
    return {key: (number, name) for key, number, name in rows.order_by().values_list(*columns)}


def _person(
    person_id: UUID, words: tuple[str, str, str, str], post: PostRow | None, status: str, slot: str
) -> ChartPerson:
    number, name, grade, duty = words
    return ChartPerson(
        person_id=person_id,
        employee_no=number,
        name=name,
        post=post.name if post else "",
        grade=grade,
        duty=duty,
        status=status,
        status_label=str(Status(status).label),
        is_head=bool(post and post.is_head),
        is_extra=bool(slot),
        rank=post.rank if post else 10_000,
    )


def _order(one: ChartPerson) -> tuple[bool, bool, int, str]:
    return (not one.is_head, one.is_extra, one.rank, one.employee_no)
