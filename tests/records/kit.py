"""Departments, record files and entries for the tests of records."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from core.access import SYSTEM, Actor
from core.periods import SEOUL
from organization import services as organization
from organization.queries import department_by_code
from records.choices import Direction, Disclosure
from records.models import RecordFile, UnitTask
from records.services import NewEntry, Registered, register

AT = datetime(2026, 11, 22, 10, 0, tzinfo=SEOUL)
OPENED_ON = date(2026, 1, 2)


def a_file(department_id: UUID, unit_task: str = "UT-ACC-01", title: str = "2026년 지출결의") -> UUID:
    """An open record file of the department."""
    serial = RecordFile.objects.filter(department_id=department_id, unit_task__code=unit_task).count() + 1
    made = RecordFile.objects.create(
        unit_task=UnitTask.objects.get(code=unit_task),
        department_id=department_id,
        year=2026,
        serial=serial,
        title=title,
        retention_id="Y5",
        opened_on=OPENED_ON,
    )
    return made.pk


def a_department(code: str, name: str = "공연사업팀") -> UUID:
    """A department of that code; made when it is not there."""
    known = department_by_code(code)
    if known is not None:
        return known
    data = organization.DepartmentData(name, date(2020, 1, 1))
    return organization.open_department(actor=SYSTEM, code=code, data=data, at=AT).pk


def an_entry(department_id: UUID, file_id: UUID | None, **changes: Any) -> NewEntry:
    """An ordinary produced document."""
    given: dict[str, Any] = {
        "direction": Direction.PRODUCED,
        "department_id": department_id,
        "title": "가을 축제 개최 계획",
        "disclosure": Disclosure.OPEN,
        "record_file_id": file_id,
        "drafter_name": "김하늘",
        "approver_name": "이바다",
        "abstract": "가을 축제를 개최하려는 계획",
        "keywords": ("축제", "공연"),
    }
    return NewEntry(**(given | changes))


def registered(
    department_id: UUID, file_id: UUID | None, *, at: datetime = AT, actor: Actor = SYSTEM, **changes: Any
) -> Registered:
    """Register a document as the last act of a transaction."""
    with transaction.atomic():
        return register(entry=an_entry(department_id, file_id, **changes), at=at, actor=actor)


def numbered(count: int, *, code: str = "P01") -> tuple[UUID, UUID]:
    """A department with that many registered documents, and its file."""
    department_id = a_department(code)
    file_id = a_file(department_id)
    for _ in range(count):
        registered(department_id, file_id)
    return department_id, file_id
