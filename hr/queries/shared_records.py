"""Evaluation, training and awards of all people, and who has finished which course the law asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Coalesce, ExtractYear
from django.utils.translation import gettext as _

from hr.choices import EntryKind, EvaluationGrade
from hr.models import RecordEntry
from hr.queries.people import PersonRow, people_on
from hr.queries.rules import rule_rows

SHARED_KINDS = (EntryKind.EVALUATION, EntryKind.TRAINING, EntryKind.AWARD)
MINUTES_OF_HOUR = 60


@dataclass(frozen=True)
class SharedRecordRow:
    """An entry of somebody's card, with the person as of the day asked for."""

    record_id: UUID
    person_id: UUID
    employee_no: str
    name: str
    department: str
    kind: str
    kind_label: str
    year: int
    title: str
    organisation: str
    from_on: date | None
    last_on: date | None
    result: str
    number: str
    detail: str
    course: str
    minutes: int
    is_completed: bool
    halves_stop: bool

    @property
    def hours(self) -> str:
        """Hours as people write them: 1.5."""
        return f"{self.minutes / MINUTES_OF_HOUR:g}" if self.minutes else ""

    @property
    def completed_label(self) -> str:
        if self.kind != EntryKind.TRAINING:
            return ""
        return _("이수") if self.is_completed else _("미이수")

    @property
    def result_label(self) -> str:
        if self.kind == EntryKind.EVALUATION and self.result in EvaluationGrade.values:
            return str(EvaluationGrade(self.result).label)
        return self.result


@dataclass(frozen=True)
class TrainingRow:
    """What somebody in service has finished of the courses the law asks for in a year."""

    person_id: UUID
    employee_no: str
    name: str
    department: str
    needed: int
    done: int
    missing: tuple[str, ...]

    @property
    def missing_text(self) -> str:
        return ", ".join(self.missing)


def shared_records(
    on: date,
    *,
    kind: str = "",
    year: int | None = None,
    department_id: UUID | None = None,
    person_id: UUID | None = None,
    text: str = "",
) -> list[SharedRecordRow]:
    """Entries in force of all people, the latest first; a fixed number of statements. `text`: name or number."""
    people = {row.person_id: row for row in people_on(on, with_gone=True, department_id=department_id)}
    rows = RecordEntry.objects.filter(
        Q(person_id=person_id) if person_id else Q(),
        kind__in=[kind] if kind in SHARED_KINDS else SHARED_KINDS,
        known_until__isnull=True,
    ).annotate(day=Coalesce("last_on", "from_on"))
    if year is not None:
        rows = rows.annotate(year=ExtractYear("day")).filter(year=year)
    names = dict(courses(on))
    found = [
        _row(row, people[row.person_id], names)
        for row in rows.order_by("-day", "kind", "title", "person_id")
        if row.person_id in people
    ]
    return [one for one in found if not text or text in one.name or text in one.employee_no]


def courses(on: date) -> list[tuple[str, str]]:
    """Courses the law asks of everybody each year, in words."""
    return [(row.key, str(row.payload["name"])) for row in rule_rows("mandatory_training", on)]


def mandatory_training(
    year: int, today: date, *, department_id: UUID | None = None, missing_only: bool = False
) -> list[TrainingRow]:
    """Everybody in service today (at the end of a year that is over) with the courses of the year."""
    on = min(today, date(year, 12, 31))
    wanted = courses(on)
    done: dict[UUID, set[str]] = {}
    rows = RecordEntry.objects.filter(
        kind=EntryKind.TRAINING, is_completed=True, known_until__isnull=True
    ).exclude(course="")
    rows = rows.annotate(year=ExtractYear(Coalesce("last_on", "from_on"))).filter(year=year)
    for person_id, course in rows.values_list("person_id", "course"):
        done.setdefault(person_id, set()).add(course)
    found = []
    for person in people_on(on, department_id=department_id):
        own = done.get(person.person_id, set())
        missing = tuple(name for key, name in wanted if key not in own)
        if missing or not missing_only:
            found.append(
                TrainingRow(
                    person.person_id,
                    person.employee_no,
                    person.name,
                    person.department,
                    len(wanted),
                    len(wanted) - len(missing),
                    missing,
                )
            )
    return found


def _row(row: RecordEntry, person: PersonRow, names: dict[str, str]) -> SharedRecordRow:
    day = row.last_on or row.from_on
    return SharedRecordRow(
        record_id=row.pk,
        person_id=row.person_id,
        employee_no=person.employee_no,
        name=person.name,
        department=person.department,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        year=day.year if day else 0,
        title=row.title,
        organisation=row.organisation,
        from_on=row.from_on,
        last_on=row.last_on,
        result=row.result,
        number=row.number,
        detail=row.detail,
        course=names.get(row.course, row.course),
        minutes=row.minutes,
        is_completed=row.is_completed,
        halves_stop=row.halves_stop,
    )
