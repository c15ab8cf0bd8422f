"""Departments: opening, changing from a day on, closing. History stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound, StaleVersion
from core.models.ranges import overlapping, valid_on
from organization.errors import DepartmentCodeTaken, DepartmentInUse, DepartmentNotValid, DepartmentRing
from organization.models import Assignment, Department, DepartmentVersion
from organization.permissions import DEPARTMENT_MANAGE
from organization.rules.tree import would_cycle


@dataclass(frozen=True)
class DepartmentData:
    """Name and place of a department from a day on."""

    name: str
    from_on: date
    parent_id: UUID | None = None
    ordinal: int = 0


@transaction.atomic
def open_department(*, actor: Actor, code: str, data: DepartmentData, at: datetime) -> Department:
    """Open a department on a day. Refuses a code in use and a parent that does not exist then."""
    actor.require(DEPARTMENT_MANAGE)
    _require_text(code, "code", "부서 코드")
    _require_text(data.name, "name", "부서 이름")
    if Department.objects.filter(code=code).exists():
        raise DepartmentCodeTaken(
            department=code, errors=[FieldFault("/code", "taken", "이미 있는 코드입니다.")]
        )
    _require_valid(data.parent_id, data.from_on)
    department = Department.objects.create(code=code.strip())
    DepartmentVersion.objects.create(
        department=department,
        name=data.name.strip(),
        parent_id=data.parent_id,
        ordinal=data.ordinal,
        from_on=data.from_on,
    )
    _record(
        actor, department, "department_opened", f"{data.name} 부서 신설", at, {"from_on": str(data.from_on)}
    )
    return department


@transaction.atomic
def change_department(
    *, actor: Actor, department_id: UUID, data: DepartmentData, at: datetime, version: int | None = None
) -> Department:
    """Rename or move a department from a day on; days before keep the old name and place.

    Locks the department. Refuses a stale version, a day on which it does not exist, and a ring.
    """
    actor.require(DEPARTMENT_MANAGE)
    _require_text(data.name, "name", "부서 이름")
    department = _locked(department_id, version)
    current = department.versions.filter(valid_on(data.from_on)).first()
    if current is None:
        raise DepartmentNotValid(department=department.code, on=str(data.from_on))
    _require_valid(data.parent_id, data.from_on)
    _refuse_ring(department, data)
    until_on = current.until_on
    if current.from_on == data.from_on:
        current.delete()
    else:
        current.until_on = data.from_on
        current.save(update_fields=["until_on"])
    DepartmentVersion.objects.create(
        department=department,
        name=data.name.strip(),
        parent_id=data.parent_id,
        ordinal=data.ordinal,
        from_on=data.from_on,
        head_post_id=current.head_post_id,
        until_on=until_on,
    )
    _bump(department)
    _record(
        actor, department, "department_changed", f"{data.name} 부서 변경", at, {"from_on": str(data.from_on)}
    )
    return department


@transaction.atomic
def close_department(
    *,
    actor: Actor,
    department_id: UUID,
    on: date,
    at: datetime,
    version: int | None = None,
    successor_id: UUID | None = None,
) -> Department:
    """Close a department from a day on, or merge it into a successor, where what waits for it goes.

    Locks the department. Refuses while people or departments belong to it then, and a successor that does not
    exist on that day.
    """
    actor.require(DEPARTMENT_MANAGE)
    department = _locked(department_id, version)
    current = department.versions.filter(valid_on(on)).first()
    if current is None:
        raise DepartmentNotValid(department=department.code, on=str(on))
    people = overlapping(Assignment.objects.filter(department=department), on, None).count()
    children = overlapping(DepartmentVersion.objects.filter(parent=department), on, None).count()
    if people or children:
        raise DepartmentInUse(department=current.name, people=people, children=children)
    if successor_id is not None:
        _require_valid(successor_id, on)
        if successor_id == department_id:
            raise InvalidInput(errors=[FieldFault("/successor_id", "self", current.name)])
        department.successor_id = successor_id
        department.save(update_fields=["successor"])
    department.versions.filter(from_on__gt=on).delete()
    current.until_on = on
    current.save(update_fields=["until_on"])
    _bump(department)
    facts = {"on": str(on), "successor": str(successor_id or "")}
    _record(actor, department, "department_closed", f"{current.name} 부서 폐지", at, facts)
    return department


def _locked(department_id: UUID, version: int | None) -> Department:
    department = Department.objects.select_for_update().filter(pk=department_id).first()
    if department is None:
        raise NotFound(department_id=str(department_id))
    if version is not None and version != department.version:
        raise StaleVersion
    return department


def _bump(department: Department) -> None:
    department.version += 1
    department.save(update_fields=["version"])


def _require_text(text: str, name: str, label: str) -> None:
    if not text.strip():
        raise InvalidInput(errors=[FieldFault(f"/{name}", "required", f"{label}을(를) 넣으십시오.")])


def _require_valid(parent_id: UUID | None, on: date) -> None:
    if parent_id is None:
        return
    if not DepartmentVersion.objects.filter(valid_on(on), department_id=parent_id).exists():
        raise DepartmentNotValid(department=str(parent_id), on=str(on))


def _refuse_ring(department: Department, data: DepartmentData) -> None:
    """The ring is looked for on the first day and on each later day some department moves."""
    later = DepartmentVersion.objects.filter(from_on__gt=data.from_on)
    for on in [data.from_on, *sorted(set(later.values_list("from_on", flat=True)))]:
        rows = DepartmentVersion.objects.filter(valid_on(on)).values_list("department_id", "parent_id")
        if would_cycle(dict(rows), department.pk, data.parent_id):
            raise DepartmentRing(department=data.name)


def _record(
    actor: Actor, department: Department, verb: str, summary: str, at: datetime, facts: dict[str, Any]
) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="department",
        subject_id=department.pk,
        summary=summary,
        at=at,
        facts={"code": department.code, **facts},
    )
