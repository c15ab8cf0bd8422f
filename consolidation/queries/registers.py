"""Institutions' registers of records as lists: titles as the public list shows them, no persons, no contents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Count, QuerySet

from consolidation.door import reader_alias
from consolidation.models import SourceRegistryEntry
from consolidation.queries.members import MemberInfo
from consolidation.rules.registers import RegisterCount, counted


@dataclass(frozen=True, slots=True)
class RegisterAsked:
    """What is looked for in a register; empty parts are not asked."""

    year: int
    department_code: str = ""
    unit_task_code: str = ""
    disclosure: str = ""


@dataclass(frozen=True, slots=True)
class RegisterChoices:
    """Departments and unit tasks a register of a year has, code and name."""

    departments: list[tuple[str, str]]
    unit_tasks: list[tuple[str, str]]


def register(*, member: MemberInfo, asked: RegisterAsked) -> QuerySet[SourceRegistryEntry]:
    """Lines of an institution's register with their present data."""
    wanted = {
        "department_code": asked.department_code,
        "unit_task_code": asked.unit_task_code,
        "disclosure": asked.disclosure,
    }
    given = {name: value for name, value in wanted.items() if value}
    return _of_year(member, asked.year).filter(**given)


def register_choices(*, member: MemberInfo, year: int) -> RegisterChoices:
    """What the lines of a year may be narrowed to; a code whose name changed stands once."""
    names = ("department_code", "department_name", "unit_task_code", "unit_task_name")
    rows = list(_of_year(member, year).order_by(*names).values_list(*names).distinct())
    return RegisterChoices(
        departments=_named((row[0], row[1]) for row in rows),
        unit_tasks=_named((row[2], row[3]) for row in rows),
    )


def register_counts() -> list[RegisterCount]:
    """How many records each member registered in each year, by class of disclosure; latest year first."""
    rows = SourceRegistryEntry.objects.using(reader_alias()).order_by()
    found = rows.values_list("year", "institution_code", "disclosure").annotate(count=Count("pk"))
    counts = sorted(counted(found), key=attrgetter("institution_code"))
    return sorted(counts, key=attrgetter("year"), reverse=True)


def _of_year(member: MemberInfo, year: int) -> QuerySet[SourceRegistryEntry]:
    rows = SourceRegistryEntry.objects.using(reader_alias())
    return rows.filter(institution_code=member.code, year=year)


def _named(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted((code, f"{code} {name}".strip()) for code, name in dict(pairs).items())
