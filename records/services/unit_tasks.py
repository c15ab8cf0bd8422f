"""Unit tasks: adding, changing from a day on, ending. What was valid before stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound, StaleVersion
from core.models.ranges import valid_on
from records.choices import Disclosure
from records.errors import UnitTaskCodeTaken, UnitTaskNotValid
from records.models import RetentionPeriod, UnitTask, UnitTaskVersion
from records.permissions import UNIT_TASK_MANAGE
from records.rules.disclosure import ordered_grounds, require_grounds


@dataclass(frozen=True)
class UnitTaskData:
    """What a unit task says from a day on. Without a department it is everybody's."""

    name: str
    retention_code: str
    default_disclosure: Disclosure
    from_on: date
    default_grounds: tuple[int, ...] = ()
    department_id: UUID | None = None
    outline: str = ""
    retention_reason: str = ""


@transaction.atomic
def add_unit_task(*, code: str, data: UnitTaskData, actor: Actor, at: datetime) -> UnitTask:
    """Add a unit task (기록관리표, 시행령 제25조제1항). Refuses a code in use and unfit grounds."""
    actor.require(UNIT_TASK_MANAGE)
    _require_fit(data)
    if not code.strip():
        raise InvalidInput(errors=[FieldFault("/code", "required", "단위과제 코드를 넣으십시오.")])
    if UnitTask.objects.filter(code=code.strip()).exists():
        raise UnitTaskCodeTaken(unit_task=code.strip())
    task = UnitTask.objects.create(code=code.strip())
    _write(task, data, None)
    _record(actor, task, "unit_task_added", f"{data.name} 단위과제 신설", at, data.from_on)
    return task


@transaction.atomic
def change_unit_task(
    *, unit_task_id: UUID, data: UnitTaskData, actor: Actor, at: datetime, version: int | None = None
) -> UnitTask:
    """Change a unit task from a day on; files opened before keep their retention. Locks the task."""
    actor.require(UNIT_TASK_MANAGE)
    _require_fit(data)
    task = _locked(unit_task_id, version)
    current = task.versions.filter(valid_on(data.from_on)).first()
    if current is None:
        raise UnitTaskNotValid(unit_task=task.code, on=str(data.from_on))
    until_on = current.until_on
    if current.from_on == data.from_on:
        current.delete()
    else:
        current.until_on = data.from_on
        current.save(update_fields=["until_on"])
    _write(task, data, until_on)
    _bump(task)
    _record(actor, task, "unit_task_changed", f"{data.name} 단위과제 변경", at, data.from_on)
    return task


@transaction.atomic
def close_unit_task(
    *, unit_task_id: UUID, on: date, actor: Actor, at: datetime, version: int | None = None
) -> UnitTask:
    """End a unit task from a day on; its files go on until they are completed. Locks the task."""
    actor.require(UNIT_TASK_MANAGE)
    task = _locked(unit_task_id, version)
    current = task.versions.filter(valid_on(on)).first()
    if current is None:
        raise UnitTaskNotValid(unit_task=task.code, on=str(on))
    task.versions.filter(from_on__gt=on).delete()
    current.until_on = on
    current.save(update_fields=["until_on"])
    _bump(task)
    _record(actor, task, "unit_task_closed", f"{current.name} 단위과제 폐지", at, on)
    return task


def _require_fit(data: UnitTaskData) -> None:
    if not data.name.strip():
        raise InvalidInput(errors=[FieldFault("/name", "required", "단위과제 이름을 넣으십시오.")])
    if not RetentionPeriod.objects.filter(code=data.retention_code).exists():
        raise InvalidInput(errors=[FieldFault("/retention_code", "unknown", "보존기간을 고르십시오.")])
    require_grounds(data.default_disclosure, data.default_grounds)


def _write(task: UnitTask, data: UnitTaskData, until_on: date | None) -> None:
    UnitTaskVersion.objects.create(
        unit_task=task,
        name=data.name.strip()[:60],
        outline=data.outline.strip()[:300],
        department_id=data.department_id,
        retention_id=data.retention_code,
        retention_reason=data.retention_reason.strip()[:200],
        default_disclosure=data.default_disclosure,
        default_grounds=ordered_grounds(data.default_grounds),
        from_on=data.from_on,
        until_on=until_on,
    )


def _locked(unit_task_id: UUID, version: int | None) -> UnitTask:
    task = UnitTask.objects.select_for_update().filter(pk=unit_task_id).first()
    if task is None:
        raise NotFound(unit_task_id=str(unit_task_id))
    if version is not None and version != task.version:
        raise StaleVersion
    return task


def _bump(task: UnitTask) -> None:
    task.version += 1
    task.save(update_fields=["version"])


def _record(actor: Actor, task: UnitTask, verb: str, summary: str, at: datetime, on: date) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="unit_task",
        subject_id=task.pk,
        summary=summary,
        at=at,
        facts={"code": task.code, "on": str(on)},
    )
