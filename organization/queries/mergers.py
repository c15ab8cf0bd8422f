"""Departments merged into others: whose work a department does now."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import UUIDField
from django.db.models.expressions import RawSQL

from organization.models import Department

_WORK = """
WITH RECURSIVE work(id) AS (
    SELECT %s::uuid
    UNION
    SELECT closed.id
    FROM organization_department closed
    JOIN work ON closed.successor_id = work.id
    WHERE NOT EXISTS (
        SELECT 1 FROM organization_departmentversion living
        WHERE living.department_id = closed.id
          AND daterange(living.from_on, living.until_on)
              @> COALESCE(%s::date, (now() AT TIME ZONE 'Asia/Seoul')::date)
    )
)
SELECT id FROM work
"""


def work_of(department_id: UUID, on: date | None = None) -> RawSQL:
    """The department and all closed ones whose work it has taken over by that day, today when none is given.

    A subquery for `…__in`: reading rights are asked for in every list, so this costs no statement of its own.
    """
    return RawSQL(_WORK, (department_id, on), UUIDField())  # noqa: S611 (a fixed text; values are parameters)


def merged_into(department_id: UUID, on: date) -> list[UUID]:
    """Closed departments whose work this one has taken over by that day, also through several mergers."""
    found = Department.objects.filter(pk__in=work_of(department_id, on)).exclude(pk=department_id)
    return list(found.values_list("pk", flat=True))
