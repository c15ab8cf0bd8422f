"""Record files: list, one of them with its dates of retention, and the choices at filing time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from core.errors import NotFound
from core.models.ranges import valid_on
from organization.queries import department_names, merged_into
from records.choices import FileState
from records.models import RecordFile, RegistryEntry, UnitTaskVersion
from records.queries.unit_tasks import unit_task_names
from records.rules.numbers import file_code
from records.rules.retention import Retention, retention_of


@dataclass(frozen=True)
class FileRow:
    """A record file of the list."""

    file_id: UUID
    code: str
    title: str
    department_id: UUID
    department: str
    unit_task_id: UUID
    unit_task_code: str
    unit_task: str
    year: int
    volume: int
    retention_code: str
    retention: str
    retention_years: int | None
    state: str
    opened_on: date
    completed_on: date | None
    entry_count: int
    version: int

    @property
    def dates(self) -> Retention | None:
        """Start, end and what is due; nothing while the file is open."""
        if self.completed_on is None:
            return None
        return retention_of(self.completed_on, self.retention_years)


@dataclass(frozen=True)
class FilingChoice:
    """An open file a document may be filed into, with the defaults its unit task gives."""

    file_id: UUID
    code: str
    title: str
    unit_task_code: str
    unit_task: str
    retention: str
    default_disclosure: str
    default_grounds: tuple[int, ...]


def record_files(
    *,
    department_id: UUID | None = None,
    unit_task_id: UUID | None = None,
    state: str = "",
    year: int | None = None,
    text: str = "",
) -> QuerySet[RecordFile, Any]:
    """Record files with the number of entries filed in each."""
    rows = RecordFile.objects.select_related("unit_task", "retention").annotate(entry_count=_entry_count())
    wanted = Q()
    if department_id is not None:
        wanted &= Q(department_id=department_id)
    if unit_task_id is not None:
        wanted &= Q(unit_task_id=unit_task_id)
    if state:
        wanted &= Q(state=state)
    if year is not None:
        wanted &= Q(year=year)
    if text:
        wanted &= Q(title__icontains=text) | Q(unit_task__code__istartswith=text)
    return rows.filter(wanted)


def file_rows(files: list[RecordFile], on: date) -> list[FileRow]:
    """Rows of the list from a page of `record_files`."""
    departments = department_names(on)
    tasks = unit_task_names({row.unit_task_id for row in files}, on)
    return [_row(row, departments, tasks) for row in files]


def record_file(file_id: UUID, on: date) -> FileRow:
    """One record file; NotFound when unknown."""
    found = record_files().filter(pk=file_id).first()
    if found is None:
        raise NotFound(file_id=str(file_id))
    return file_rows([found], on)[0]


def volumes_of(row: FileRow, on: date) -> list[FileRow]:
    """The volumes of the same file, in order."""
    one = RecordFile.objects.get(pk=row.file_id)
    same = record_files(department_id=row.department_id, unit_task_id=row.unit_task_id, year=row.year)
    return file_rows(list(same.filter(serial=one.serial).order_by("volume")), on)


def filing_choices(department_id: UUID, on: date, *, text: str = "", limit: int = 100) -> list[FilingChoice]:
    """Open files of a department in which a document may be filed, and of those merged into it; newest first."""
    rows = record_files(state=FileState.OPEN, text=text)
    rows = rows.filter(department_id__in=[department_id, *merged_into(department_id, on)])
    files = file_rows(list(rows.order_by("-year", "unit_task__code", "serial", "-volume")[:limit]), on)
    versions = {
        version.unit_task_id: version
        for version in UnitTaskVersion.objects.filter(
            valid_on(on), unit_task_id__in={row.unit_task_id for row in files}
        )
    }
    return [
        FilingChoice(
            file_id=row.file_id,
            code=row.code,
            title=row.title,
            unit_task_code=row.unit_task_code,
            unit_task=row.unit_task,
            retention=row.retention,
            default_disclosure=versions[row.unit_task_id].default_disclosure,
            default_grounds=tuple(versions[row.unit_task_id].default_grounds),
        )
        for row in files
        if row.unit_task_id in versions
    ]


def due_for_transfer(year: int) -> int:
    """How many files were completed in that year, so that their transfer is due in the year after."""
    return RecordFile.objects.filter(completed_on__year=year).count()


def _entry_count() -> Coalesce:
    counted = (
        RegistryEntry.objects.filter(record_file_id=OuterRef("pk"))
        .order_by()
        .values("record_file_id")
        .annotate(found=Count("pk"))
        .values("found")
    )
    return Coalesce(Subquery(counted), 0)


def _row(row: RecordFile, departments: dict[UUID, Any], tasks: dict[UUID, str]) -> FileRow:
    department = departments[row.department_id]
    return FileRow(
        file_id=row.pk,
        code=file_code(department.code, row.unit_task.code, row.year, row.serial, row.volume),
        title=row.title,
        department_id=row.department_id,
        department=department.name,
        unit_task_id=row.unit_task_id,
        unit_task_code=row.unit_task.code,
        unit_task=tasks.get(row.unit_task_id, ""),
        year=row.year,
        volume=row.volume,
        retention_code=row.retention_id,
        retention=row.retention.name,
        retention_years=row.retention.years,
        state=row.state,
        opened_on=row.opened_on,
        completed_on=row.completed_on,
        entry_count=getattr(row, "entry_count", 0),
        version=row.version,
    )
