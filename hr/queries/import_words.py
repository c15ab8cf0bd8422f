"""What words of an uploaded table stand for, and the same tables filled with what is on record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from core.models.ranges import valid_on
from hr.choices import Fact, Gender, HireRoute
from hr.models import AuthorizedHeadcount, Employment, Person, PersonVersion
from hr.queries.rules import rule_rows
from hr.queries.standing import StandingRow, as_of
from hr.rules import import_rows as columns
from identity.queries import users
from organization.queries import department_names, posts

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Words:
    """Codes and names as the file may write them, in keys of the product."""

    departments: Mapping[str, UUID]
    posts: Mapping[str, UUID]
    grades: Mapping[str, str]
    series: Mapping[str, str]
    employment_types: Mapping[str, str]


@dataclass(frozen=True)
class KnownPerson:
    """Somebody on the register under a number."""

    person_id: UUID
    name: str
    birth_on: date


def words_of(on: date) -> Words:
    """Words in use on a day: each code, and each name that means one thing only."""
    places = [(row.code, row.name, row.id) for row in department_names(on).values()]
    return Words(
        departments=_both(places),
        posts=_both([(row.code, row.name, row.post_id) for row in posts()]),
        grades=_codes("grade", on),
        series=_codes("job_series", on),
        employment_types=_codes("employment_type", on),
    )


def known_people(numbers: set[str]) -> dict[str, KnownPerson]:
    """People on the register by number, with the card known now."""
    rows = PersonVersion.objects.filter(
        person__employee_no__in=numbers, known_until__isnull=True
    ).select_related("person")
    return {
        row.person.employee_no: KnownPerson(row.person_id, row.name, row.birth_on)
        for row in rows.order_by("from_on")
    }


def accounts_of(logins: set[str]) -> dict[str, UUID]:
    """Accounts by the name they log in with."""
    return dict(users().filter(login_name__in=logins).values_list("login_name", "pk"))


def accounts_in_use() -> set[UUID]:
    """Accounts that are somebody's on the register."""
    rows = Person.objects.filter(user__isnull=False).values_list("user_id", flat=True)
    return {UUID(str(key)) for key in rows}


def people_table(on: date) -> list[dict[str, Any]]:
    """Everybody on the register with the last employment as it began, in the columns of the file."""
    cards: dict[UUID, PersonVersion] = {}
    for card in PersonVersion.objects.filter(known_until__isnull=True).order_by("from_on"):
        if card.person_id not in cards or card.from_on <= on:
            cards[card.person_id] = card
    latest: dict[UUID, Employment] = {}
    for employment in Employment.objects.select_related("person__user").order_by("ordinal"):
        latest[employment.person_id] = employment
    standing = as_of(on, employment_ids=[row.pk for row in latest.values()])
    places = {row.id: row.code for row in department_names(on).values()}
    ranks = {str(row.post_id): row.code for row in posts()}
    return [
        _person(employment, cards[key], standing.get(employment.pk), places, ranks)
        for key, employment in sorted(latest.items(), key=lambda one: one[1].person.employee_no)
        if key in cards
    ]


def headcount_table(on: date) -> list[dict[str, Any]]:
    """Posts allowed on a day, in the columns of the file."""
    places = {row.id: row.code for row in department_names(on).values()}
    return [
        {
            columns.GRADE: row.grade,
            columns.TYPE: row.employment_type,
            columns.SERIES: row.job_series,
            columns.DEPARTMENT: places.get(row.department_id, "") if row.department_id else "",
            columns.COUNT: row.count,
            columns.FROM: row.from_on,
            columns.BASIS: row.basis_document,
            columns.CONSULTATION: row.consultation_document_no,
            columns.RESOLUTION: row.board_resolution_no,
        }
        for row in AuthorizedHeadcount.objects.filter(valid_on(on))
    ]


def known_plans() -> set[tuple[str, str, str, str, int, date]]:
    """Every plan that stands: scope, grade, employment type, series, count and first day."""
    rows = AuthorizedHeadcount.objects.values_list(
        "scope", "grade", "employment_type", "job_series", "count", "from_on"
    )
    return {(row[0], row[1], row[2], row[3], row[4], row[5]) for row in rows}


def _person(
    employment: Employment,
    card: PersonVersion,
    standing: StandingRow | None,
    places: Mapping[UUID, str],
    ranks: Mapping[str, str],
) -> dict[str, Any]:
    person = employment.person
    until = standing.value(Fact.CONTRACT, "contract_until") if standing else None
    minutes = standing.value(Fact.CONTRACT, "weekly_minutes") if standing else None
    place = standing.department_id if standing else None
    return {
        columns.NUMBER: person.employee_no,
        columns.NAME: card.name,
        columns.BIRTH: card.birth_on,
        columns.GENDER: str(Gender(card.gender).label),
        columns.LOGIN: person.user.login_name if person.user else "",
        columns.MOBILE: card.mobile,
        columns.EMAIL: card.email,
        columns.ADDRESS: card.address,
        columns.HIRED: employment.hired_on,
        columns.DEPARTMENT: places.get(place, "") if place else "",
        columns.POST: ranks.get(str(standing.value(Fact.POST, "post", "")), "") if standing else "",
        columns.TYPE: standing.employment_type if standing else "",
        columns.GRADE: standing.grade if standing else "",
        columns.STEP: standing.step if standing and standing.step else None,
        columns.SERIES: standing.value(Fact.SERIES, "series", "") if standing else "",
        columns.ROUTE: str(HireRoute(employment.hire_route).label),
        columns.LAST: date.fromisoformat(str(until)) - DAY if until else None,
        columns.HOURS: minutes / 60 if minutes else None,
    }


def _codes(code: str, on: date) -> dict[str, str]:
    return _both([(row.key, str(row.payload["name"]), row.key) for row in rule_rows(code, on)])


def _both(rows: list[tuple[str, str, Any]]) -> dict[str, Any]:
    """By code, by name, and by name without its bracket, where one thing only has it."""
    found: dict[str, Any] = {}
    for shown in (lambda name: name.partition("(")[0].strip(), str):
        names = [shown(name) for _code, name, _key in rows]
        found |= {shown(name): key for _code, name, key in rows if names.count(shown(name)) == 1}
    return found | {code: key for code, _name, key in rows}
