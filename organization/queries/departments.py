"""The tree of departments on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.errors import NotFound
from core.models.ranges import valid_on
from organization.models import Department, DepartmentVersion
from organization.rules.tree import Branch, Node, below_or_same, build_tree, flatten


@dataclass(frozen=True)
class DepartmentRow:
    """A department on a day."""

    department_id: UUID
    code: str
    name: str
    parent_id: UUID | None
    ordinal: int
    from_on: date
    until_on: date | None
    version: int
    head_post_id: UUID | None = None


@dataclass(frozen=True)
class DepartmentName:
    """What others show of a department."""

    id: UUID
    code: str
    name: str


def departments(on: date) -> list[DepartmentRow]:
    """All departments that exist on that day, by order and code."""
    rows = DepartmentVersion.objects.filter(valid_on(on)).select_related("department")
    return [_row(row) for row in rows.order_by("ordinal", "department__code")]


def department(department_id: UUID, on: date) -> DepartmentRow:
    """One department; on a day it does not exist its nearest version; NotFound when unknown."""
    rows = DepartmentVersion.objects.filter(department_id=department_id).select_related("department")
    found = rows.filter(valid_on(on)).first() or rows.order_by("-from_on").first()
    if found is None:
        raise NotFound(department_id=str(department_id))
    return _row(found)


def heir_of(department_id: UUID, on: date) -> DepartmentRow | None:
    """The department that does the work of one merged into it, on that day; None while it exists or without one."""
    seen: set[UUID] = set()
    place: UUID | None = department_id
    while place is not None and place not in seen:
        seen.add(place)
        found = DepartmentVersion.objects.filter(valid_on(on), department_id=place).select_related(
            "department"
        )
        row = found.first()
        if row is not None:
            return None if place == department_id else _row(row)
        place = Department.objects.filter(pk=place).values_list("successor_id", flat=True).first()
    return None


def department_tree(on: date) -> tuple[Node, ...]:
    """Departments of that day as a tree."""
    return build_tree(
        Branch(row.department_id, row.code, row.name, row.parent_id, row.ordinal) for row in departments(on)
    )


def department_choices(on: date) -> list[tuple[UUID, str]]:
    """Departments of that day for a list of choices, in the order of the tree, moved in by level."""
    return [(node.department_id, f"{'　' * node.depth}{node.name}") for node in flatten(department_tree(on))]


def department_names(on: date) -> dict[UUID, DepartmentName]:
    """Every department by id with its name of that day; ended ones with their last name."""
    rows = DepartmentVersion.objects.select_related("department").order_by("from_on")
    names: dict[UUID, DepartmentName] = {}
    for row in rows:
        if row.department_id not in names or row.from_on <= on:
            names[row.department_id] = DepartmentName(row.department_id, row.department.code, row.name)
    return names


def department_name(department_id: UUID, on: date) -> str:
    """Name of one department on that day; empty when it does not exist then."""
    found = DepartmentVersion.objects.filter(valid_on(on), department_id=department_id)
    return str(found.values_list("name", flat=True).first() or "")


def department_by_code(code: str) -> UUID | None:
    """Id of the department with that code."""
    found = Department.objects.filter(code=code).values_list("pk", flat=True).first()
    return UUID(str(found)) if found else None


def department_codes() -> dict[str, UUID]:
    """All codes with their ids (imports match by code)."""
    return dict(Department.objects.values_list("code", "pk"))


def department_and_below(department_id: UUID, on: date) -> frozenset[UUID]:
    """The department and all under it on that day."""
    parents = {row.department_id: row.parent_id for row in departments(on)}
    return below_or_same(parents, department_id)


def history(department_id: UUID) -> list[DepartmentRow]:
    """All versions of a department, oldest first."""
    rows = DepartmentVersion.objects.filter(department_id=department_id).select_related("department")
    return [_row(row) for row in rows.order_by("from_on")]


def _row(row: DepartmentVersion) -> DepartmentRow:
    return DepartmentRow(
        department_id=row.department_id,
        code=row.department.code,
        name=row.name,
        parent_id=row.parent_id,
        ordinal=row.ordinal,
        from_on=row.from_on,
        until_on=row.until_on,
        version=row.department.version,
        head_post_id=row.head_post_id,
    )
