"""Unit tasks on a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from core.errors import NotFound
from core.models.ranges import valid_on
from organization.queries import department_names
from records.models import UnitTaskVersion
from records.rules.disclosure import disclosure_text


@dataclass(frozen=True)
class UnitTaskRow:
    """A unit task as it is on a day; `is_valid`: whether it is in use then."""

    unit_task_id: UUID
    code: str
    name: str
    outline: str
    department_id: UUID | None
    department: str
    retention_code: str
    retention: str
    retention_reason: str
    default_disclosure: str
    default_grounds: tuple[int, ...]
    from_on: date
    until_on: date | None
    version: int
    is_valid: bool = True

    @property
    def disclosure_text(self) -> str:
        """부분공개(5,6)."""
        return disclosure_text(self.default_disclosure, self.default_grounds)


def unit_tasks(on: date, *, text: str = "", retention_code: str = "") -> list[UnitTaskRow]:
    """Unit tasks in use on that day, by code; `text` looks into code, name and outline."""
    rows = _versions().filter(valid_on(on))
    if text:
        rows = rows.filter(
            Q(name__icontains=text) | Q(unit_task__code__istartswith=text) | Q(outline__icontains=text)
        )
    if retention_code:
        rows = rows.filter(retention__code=retention_code)
    names = department_names(on)
    return [_row(row, names) for row in rows.order_by("unit_task__code")]


def unit_task(unit_task_id: UUID, on: date) -> UnitTaskRow:
    """One unit task; on a day it is not in use its nearest version; NotFound when unknown."""
    rows = _versions().filter(unit_task_id=unit_task_id)
    found = rows.filter(valid_on(on)).first()
    shown = found or rows.order_by("-from_on").first()
    if shown is None:
        raise NotFound(unit_task_id=str(unit_task_id))
    return _row(shown, department_names(on), is_valid=found is not None)


def unit_task_history(unit_task_id: UUID, on: date) -> list[UnitTaskRow]:
    """All versions of a unit task, oldest first."""
    names = department_names(on)
    rows = _versions().filter(unit_task_id=unit_task_id)
    return [_row(row, names) for row in rows.order_by("from_on")]


def unit_task_choices(on: date, department_id: UUID | None = None) -> list[tuple[UUID, str]]:
    """Unit tasks a department may open files in (all when none is given), for a list of choices."""
    rows = UnitTaskVersion.objects.filter(valid_on(on)).order_by("unit_task__code")
    if department_id is not None:
        rows = rows.filter(Q(department_id=department_id) | Q(department_id__isnull=True))
    return [
        (row["unit_task_id"], f"{row['unit_task__code']} {row['name']}")
        for row in rows.values("unit_task_id", "unit_task__code", "name")
    ]


def unit_task_names(unit_task_ids: Collection[UUID], on: date) -> dict[UUID, str]:
    """Names of unit tasks on that day; of ended ones the last name."""
    names: dict[UUID, str] = {}
    for row in UnitTaskVersion.objects.filter(unit_task_id__in=unit_task_ids).order_by("from_on"):
        if row.unit_task_id not in names or row.from_on <= on:
            names[row.unit_task_id] = row.name
    return names


def _versions() -> QuerySet[UnitTaskVersion, Any]:
    return UnitTaskVersion.objects.select_related("unit_task", "retention")


def _row(row: UnitTaskVersion, names: dict[UUID, Any], *, is_valid: bool = True) -> UnitTaskRow:
    return UnitTaskRow(
        unit_task_id=row.unit_task_id,
        code=row.unit_task.code,
        name=row.name,
        outline=row.outline,
        department_id=row.department_id,
        department=names[row.department_id].name if row.department_id in names else "",
        retention_code=row.retention_id,
        retention=row.retention.name,
        retention_reason=row.retention_reason,
        default_disclosure=row.default_disclosure,
        default_grounds=tuple(row.default_grounds),
        from_on=row.from_on,
        until_on=row.until_on,
        version=row.unit_task.version,
        is_valid=is_valid,
    )
