"""Record files: opening, further volumes, completion, appraisal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from core import audit
from core.access import SYSTEM, Actor
from core.errors import FieldFault, InvalidInput, InvalidMove, NotFound, PermissionMissing, StaleVersion
from core.models.ranges import valid_on
from core.periods import day_of
from organization.queries import heir_of
from records.choices import FileState
from records.errors import CompletedBeforeOpened, RetentionBegun, UnitTaskNotValid, UnitTaskOfOthers
from records.models import RecordFile, UnitTask, UnitTaskVersion
from records.permissions import FILE_MANAGE, YEAR_MANAGE
from records.rules.retention import require_over, retention_of


@dataclass(frozen=True)
class FileData:
    """A file to open."""

    unit_task_id: UUID
    department_id: UUID
    title: str
    opened_on: date


@transaction.atomic
def open_file(*, data: FileData, actor: Actor, at: datetime) -> RecordFile:
    """Open a record file in a unit task; its retention is copied from the task (시행령 제25조, 제26조).

    Locks the unit task, whose files are counted by department and year. Refuses another department's file
    or task, a task not in use that day, and an empty title.
    """
    _require_own(actor, data.department_id, day_of(at))
    title = data.title.strip()
    if not title:
        raise InvalidInput(errors=[FieldFault("/title", "required", "기록물철 이름을 넣으십시오.")])
    task = UnitTask.objects.select_for_update().filter(pk=data.unit_task_id).first()
    version = UnitTaskVersion.objects.filter(valid_on(data.opened_on), unit_task_id=data.unit_task_id).first()
    if task is None:
        raise NotFound(unit_task_id=str(data.unit_task_id))
    if version is None:
        raise UnitTaskNotValid(unit_task=task.code, on=str(data.opened_on))
    if version.department_id not in {None, data.department_id}:
        raise UnitTaskOfOthers(unit_task=version.name)
    same = RecordFile.objects.filter(
        unit_task=task, department_id=data.department_id, year=data.opened_on.year
    )
    made = RecordFile.objects.create(
        unit_task=task,
        department_id=data.department_id,
        year=data.opened_on.year,
        serial=(same.aggregate(last=Max("serial"))["last"] or 0) + 1,
        title=title[:100],
        retention_id=version.retention_id,
        opened_on=data.opened_on,
    )
    _record(actor, made, "record_file_opened", f"{made.title} 기록물철 생성", at)
    return made


@transaction.atomic
def place_for(*, unit_task_code: str, department_id: UUID, title: str, at: datetime) -> UUID:
    """The open file of a department for a task in the year of that moment; opened when there is none.

    For papers other apps file by themselves. Locks the unit task only when a file is opened. Refuses an
    unknown task, one not in use that day, and another department's.
    """
    day = day_of(at)
    same = RecordFile.objects.filter(
        unit_task__code=unit_task_code, department_id=department_id, year=day.year, state=FileState.OPEN
    )
    found = same.order_by("serial", "-volume").values_list("pk", flat=True).first()
    if found is not None:
        return UUID(str(found))
    task = UnitTask.objects.select_for_update().filter(code=unit_task_code).first()
    if task is None:
        raise NotFound(unit_task=unit_task_code)
    meanwhile = same.order_by("serial", "-volume").values_list("pk", flat=True).first()
    if meanwhile is not None:
        return UUID(str(meanwhile))
    return open_file(data=FileData(task.pk, department_id, title, day), actor=SYSTEM, at=at).pk


@transaction.atomic
def open_next_volume(*, file_id: UUID, actor: Actor, at: datetime, version: int | None = None) -> RecordFile:
    """Open the next volume of a file; the present one stays as it is. Locks the file."""
    file = _locked(file_id, actor, version, at)
    if file.state != FileState.OPEN:
        raise InvalidMove(state=str(FileState(file.state).label))
    same = RecordFile.objects.filter(
        unit_task_id=file.unit_task_id, department_id=file.department_id, year=file.year, serial=file.serial
    )
    made = RecordFile.objects.create(
        unit_task_id=file.unit_task_id,
        department_id=file.department_id,
        year=file.year,
        serial=file.serial,
        volume=(same.aggregate(last=Max("volume"))["last"] or 0) + 1,
        title=file.title,
        retention_id=file.retention_id,
        opened_on=day_of(at),
    )
    _bump(file)
    _record(actor, made, "record_file_volume_opened", f"{made.title} {made.volume}권 생성", at)
    return made


@transaction.atomic
def complete_file(
    *, file_id: UUID, completed_on: date, actor: Actor, at: datetime, version: int | None = None
) -> RecordFile:
    """Complete a file: nothing more is filed; retention starts on 1 January after (시행령 제26조제5항).

    Locks the file. Refuses a day before it was opened or in the future.
    """
    file = _locked(file_id, actor, version, at)
    if file.state != FileState.OPEN:
        raise InvalidMove(state=str(FileState(file.state).label))
    if not file.opened_on <= completed_on <= day_of(at):
        raise CompletedBeforeOpened(opened_on=str(file.opened_on))
    file.state, file.completed_on = FileState.COMPLETED, completed_on
    _bump(file, "state", "completed_on")
    facts = {"completed_on": str(completed_on)}
    _record(actor, file, "record_file_completed", f"{file.title} 종결", at, facts)
    return file


@transaction.atomic
def reopen_file(*, file_id: UUID, actor: Actor, at: datetime, version: int | None = None) -> RecordFile:
    """Open a completed file again while its retention has not begun. Locks the file."""
    file = _locked(file_id, actor, version, at)
    if file.state != FileState.COMPLETED or file.completed_on is None:
        raise InvalidMove(state=str(FileState(file.state).label))
    start = retention_of(file.completed_on, file.retention.years).start_on
    if day_of(at) >= start:
        raise RetentionBegun(start_on=str(start))
    file.state, file.completed_on = FileState.OPEN, None
    _bump(file, "state", "completed_on")
    _record(actor, file, "record_file_reopened", f"{file.title} 종결 취소", at)
    return file


@transaction.atomic
def put_up_for_appraisal(
    *, file_id: UUID, actor: Actor, at: datetime, version: int | None = None
) -> RecordFile:
    """Put a file whose retention is over on the list for appraisal (시행령 제43조제1항).

    Locks the file. Refuses before the retention is over (E-REC-001) and files that were not completed.
    """
    actor.require(YEAR_MANAGE)
    file = _row(file_id, version)
    if file.state != FileState.COMPLETED or file.completed_on is None:
        raise InvalidMove(state=str(FileState(file.state).label))
    dates = require_over(file.completed_on, file.retention.years, day_of(at))
    file.state = FileState.DISPOSAL_DUE
    _bump(file, "state")
    facts = {"appraisal_from": str(dates.appraisal_from)}
    _record(actor, file, "record_file_due_for_appraisal", f"{file.title} 평가 대상", at, facts)
    return file


def _locked(file_id: UUID, actor: Actor, version: int | None, at: datetime) -> RecordFile:
    file = _row(file_id, version)
    _require_own(actor, file.department_id, day_of(at))
    return file


def _row(file_id: UUID, version: int | None) -> RecordFile:
    rows = RecordFile.objects.select_related("retention").select_for_update(of=("self",))
    file = rows.filter(pk=file_id).first()
    if file is None:
        raise NotFound(file_id=str(file_id))
    if version is not None and version != file.version:
        raise StaleVersion
    return file


def _require_own(actor: Actor, department_id: UUID, on: date) -> None:
    """Files of the own department and of those merged into it; who keeps the records year manages everybody's."""
    actor.require(FILE_MANAGE)
    if actor.may(YEAR_MANAGE) or actor.department_id == department_id:
        return
    heir = heir_of(department_id, on)
    if heir is None or heir.department_id != actor.department_id:
        raise PermissionMissing(permission=YEAR_MANAGE)


def _bump(file: RecordFile, *fields: str) -> None:
    file.version += 1
    file.save(update_fields=["version", *fields])


def _record(
    actor: Actor,
    file: RecordFile,
    verb: str,
    summary: str,
    at: datetime,
    facts: dict[str, Any] | None = None,
) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="record_file",
        subject_id=file.pk,
        summary=summary,
        at=at,
        facts=facts,
    )
