"""Registration: a document gets its number and its line in the register, in the caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Subquery

from core.access import Actor
from core.ids import uuid7
from core.periods import day_of
from organization.queries import DepartmentRow, department, heir_of
from records.choices import ActingMark, Direction, Disclosure, FileState, Numbering, SeriesKind
from records.errors import (
    AlreadyRegistered,
    DepartmentAbolished,
    RecordFileClosed,
    RecordFileForeign,
    RecordFileMissing,
    TitleMissing,
)
from records.models import RecordFile, RecordsPolicy, RegistryEntry
from records.rules.disclosure import ordered_grounds, require_grounds
from records.rules.numbers import (
    SeriesKey,
    number_text,
    registration_series,
    special_series,
    special_text,
)

DEFAULT_SYSTEM = "DURE"

_TAKE = """
INSERT INTO records_numberseries AS series (id, system, department_code, year, kind, last)
VALUES (%s, %s, %s, %s, %s, 1)
ON CONFLICT (system, department_code, year, kind) DO UPDATE SET last = series.last + 1
RETURNING id, last
"""


@dataclass(frozen=True)
class NewEntry:
    """What is registered. `special`: the kind of document that has a number of its own besides."""

    direction: Direction
    department_id: UUID
    title: str
    disclosure: Disclosure
    record_file_id: UUID | None
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    grounds: tuple[int, ...] = ()
    title_hidden: bool = False
    drafter_id: UUID | None = None
    drafter_name: str = ""
    approver_id: UUID | None = None
    approver_name: str = ""
    approver_title: str = ""
    acting_mark: ActingMark = ActingMark.NONE
    receivers: str = ""
    sender: str = ""
    sender_number: str = ""
    attachment_count: int = 0
    document_type: str = ""
    document_id: UUID | None = None
    special: SeriesKind | None = None


@dataclass(frozen=True)
class Registered:
    """The number a document got: 345, 공연사업팀-345, its line; 제2026-15호 when there is one."""

    number: int
    text: str
    entry_id: UUID
    year: int
    special_number: int | None = None
    special_text: str = ""


@dataclass(frozen=True)
class _Taken:
    series_id: UUID
    number: int


@dataclass(frozen=True)
class _Place:
    """Where the entry is filed, read before any number is taken."""

    department: DepartmentRow
    file: RecordFile
    system: str
    numbering: Numbering = field(default=Numbering.SHARED)


def register(*, entry: NewEntry, at: datetime, actor: Actor) -> Registered:
    """Register a document: next number of its series and one line of the register (시행령 제20조).

    Runs inside the caller's transaction and takes the rows of the number series as its **last** locks:
    call it after everything else that may be refused. A rolled-back transaction gives the number back, so
    there are no gaps. The year is that of `at` in Seoul. Does not ask for a permission: whoever may finish
    the document may have it registered. Refuses a missing title, class, ground or record file (E-DOC-001,
    003, 004, 005), a closed file or one of another department, an abolished department without a successor,
    and a document that is registered already. A merged department's document gets the next number of its
    successor, in the successor's register; its files may be used up.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("documents are registered inside the transaction that finishes them")
    if not entry.title.strip():
        raise TitleMissing()
    require_grounds(entry.disclosure, entry.grounds)
    place = _place(entry, at)
    return _write(entry, place, at, actor)


def _place(entry: NewEntry, at: datetime) -> _Place:
    on = day_of(at)
    file = _file(entry, entry.record_file_id, on.year) if entry.record_file_id else None
    if file is None:
        raise RecordFileMissing()
    if file.state != FileState.OPEN:
        raise RecordFileClosed(file=file.title)
    row = _registering(entry.department_id, on)
    if file.department_id not in {entry.department_id, row.department_id}:
        raise RecordFileForeign(file=file.title)
    if file.known_number is not None:
        raise AlreadyRegistered(number=file.known_number)
    if file.system_code is None:
        return _Place(row, file, DEFAULT_SYSTEM)
    return _Place(row, file, file.system_code, Numbering(file.numbering))


def _registering(department_id: UUID, on: date) -> DepartmentRow:
    """The 처리과 whose register takes the line: for a merged department its successor (handbook 2.13)."""
    row = department(department_id, on)
    if row.until_on is None or row.until_on > on:
        return row
    heir = heir_of(department_id, on)
    if heir is None:
        raise DepartmentAbolished(department=row.name, on=str(on))
    return heir


def _file(entry: NewEntry, file_id: UUID, year: int) -> Any:
    """The record file with the rule of numbering and the document's number, if it has one, in one statement.

    The caller holds the document's lock, so nobody registers it meanwhile.
    """
    policy = RecordsPolicy.objects.filter(from_year__lte=year).order_by("-from_year")
    known = RegistryEntry.objects.filter(
        document_type=entry.document_type, document_id=entry.document_id, document_id__isnull=False
    )
    return (
        RecordFile.objects.filter(pk=file_id)
        .annotate(
            system_code=Subquery(policy.values("system_code")[:1]),
            numbering=Subquery(policy.values("numbering")[:1]),
            known_number=Subquery(known.values("number_text")[:1]),
        )
        .first()
    )


def _write(entry: NewEntry, place: _Place, at: datetime, actor: Actor) -> Registered:
    year = day_of(at).year
    key = registration_series(
        system=place.system,
        department_code=place.department.code,
        at=at,
        direction=entry.direction,
        numbering=place.numbering,
    )
    taken = _take(key)
    special = _take(special_series(system=place.system, kind=entry.special, at=at)) if entry.special else None
    special_words = special_text(entry.special, year, special.number) if entry.special and special else ""
    text = number_text(place.department.name, taken.number)
    made = RegistryEntry.objects.create(
        direction=entry.direction,
        series_id=taken.series_id,
        number=taken.number,
        number_text=text,
        special_series_id=special.series_id if special else None,
        special_number=special.number if special else None,
        special_text=special_words,
        department_id=place.department.department_id,
        department_code=place.department.code,
        department_name=place.department.name,
        year=year,
        produced_at=at,
        record_file=place.file,
        retention_code=place.file.retention_id,
        registered_by=actor.user_id,
        registered_by_name=actor.name[:100],
        **_as_given(entry),
    )
    return Registered(taken.number, text, made.pk, year, special.number if special else None, special_words)


def _as_given(entry: NewEntry) -> dict[str, object]:
    return {
        "title": entry.title.strip(),
        "abstract": entry.abstract,
        "keywords": list(entry.keywords),
        "drafter_id": entry.drafter_id,
        "drafter_name": entry.drafter_name,
        "approver_id": entry.approver_id,
        "approver_name": entry.approver_name,
        "approver_title": entry.approver_title,
        "acting_mark": entry.acting_mark,
        "receivers": entry.receivers,
        "sender": entry.sender,
        "sender_number": entry.sender_number,
        "disclosure": entry.disclosure,
        "grounds": ordered_grounds(entry.grounds),
        "title_hidden": entry.title_hidden,
        "attachment_count": entry.attachment_count,
        "document_type": entry.document_type,
        "document_id": entry.document_id,
    }


def _take(key: SeriesKey) -> _Taken:
    """Next number of the series; the first use makes the row. The row stays locked until the commit."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [uuid7(), key.system, key.department_code, key.year, str(key.kind)])
        row = cursor.fetchone()
    return _Taken(row[0], row[1])
