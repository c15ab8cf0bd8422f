"""Who heads a department on a day, by appointments (handbook 1.8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from core.models.ranges import valid_on
from hr.choices import Fact
from hr.models import EmploymentFact
from hr.queries.standing import as_of, known_at_condition
from hr.rules.kinds import ACTIVE, PROBATION
from organization.queries import department, posts

HEAD_DUTIES = frozenset({"HEAD_ORG", "HEAD_DIV", "HEAD_TEAM"})
AT_WORK = frozenset({ACTIVE, PROBATION})


@dataclass(frozen=True)
class Head:
    """The head, the department whose head it is, and whether only acting (직무대리)."""

    person_id: UUID
    employment_id: UUID
    department_id: UUID
    is_acting: bool


def head_of_department(department_id: UUID, on: date, known_at: datetime | None = None) -> Head | None:
    """An acting head, else who holds the heading post or duty and is at work, else the head of the parent."""
    heading = {str(one.post_id) for one in posts() if one.is_head}
    seen: set[UUID] = set()
    current: UUID | None = department_id
    while current is not None and current not in seen:
        seen.add(current)
        found = _head_here(current, on, known_at, heading)
        if found is not None:
            return found
        current = department(current, on).parent_id
    return None


def _head_here(department_id: UUID, on: date, known_at: datetime | None, heading: set[str]) -> Head | None:
    rows = list(
        EmploymentFact.objects.filter(
            known_at_condition(known_at), valid_on(on), fact=Fact.POST, department_id=department_id
        )
    )
    standing = as_of(on, known_at=known_at, employment_ids=[row.employment_id for row in rows])
    heads = []
    for row in rows:
        is_acting = row.values.get("extra") == "ACTING"
        holds = row.values.get("duty") in HEAD_DUTIES or str(row.values.get("post", "")) in heading
        one = standing.get(row.employment_id)
        if one is not None and one.status in AT_WORK and (is_acting or holds):
            heads.append(Head(one.person_id, row.employment_id, department_id, is_acting))
    return min(heads, key=lambda one: not one.is_acting, default=None)
