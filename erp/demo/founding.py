"""Tenants of the demo city with their departments and people; what exists is left as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from core.access import SYSTEM, Actor
from core.periods import day_of
from erp.demo.cast import (
    CULTURE_DEPARTMENTS,
    CULTURE_DEPUTIES,
    CULTURE_FUNCTIONS,
    CULTURE_PEOPLE,
    GOVERNMENT_DEPARTMENTS,
    GOVERNMENT_DEPUTIES,
    GOVERNMENT_DUTIES,
    GOVERNMENT_FUNCTIONS,
    GOVERNMENT_PEOPLE,
    OTHER_DEPARTMENTS,
    OTHER_PEOPLE,
    PASSWORD,
    PLATFORM_PEOPLE,
    POSTS,
    Person,
)
from erp.demo.places import CITY, CULTURE, Place
from identity import queries as identity_queries
from identity import services as identity
from identity.queries.rights import roles as roles_on
from organization import queries as organization_queries
from organization import services as organization
from tenants import registry
from tenants.context import institution
from tenants.registry import TenantInfo
from tenants.services.provisioning import create_government, create_institution, create_platform
from tenants.steps import Administrator, ProvisioningSpec

HIRED_ON = date(2020, 1, 1)
OPENED_ON = date(2015, 1, 1)


def found_city(year: int, at: datetime) -> None:
    """The operators' schema and the city with its officers."""
    platform = registry.find_by_schema("platform") or create_platform(spec=_spec(year, at))
    _people(platform, PLATFORM_PEOPLE, (), at)
    code, name, short_name = CITY
    city = registry.find_by_schema(f"gov_{code}") or create_government(
        code=code, name=name, short_name=short_name, color="navy", spec=_spec(year, at)
    )
    _people(city, GOVERNMENT_PEOPLE, GOVERNMENT_DEPARTMENTS, at)
    _city_authority(city, at)


def add_officers(schema: str, at: datetime) -> None:
    """The demo's officers in another government."""
    found = registry.find_by_schema(schema)
    if found is not None:
        _people(found, GOVERNMENT_PEOPLE, GOVERNMENT_DEPARTMENTS, at)
        _city_authority(found, at)


def found_institution(place: Place, year: int, at: datetime) -> TenantInfo:
    """The institution with its people; what a broken load left half done is completed."""
    made = registry.find_by_schema(f"inst_{CITY[0]}_{place.code}") or create_institution(
        government_code=CITY[0],
        code=place.code,
        name=place.name,
        short_name=place.short_name,
        color=place.color,
        spec=_spec(year, at),
    )
    is_culture = place.code == CULTURE.code
    people = CULTURE_PEOPLE if is_culture else OTHER_PEOPLE
    _people(made, people, CULTURE_DEPARTMENTS if is_culture else OTHER_DEPARTMENTS, at)
    if is_culture:
        _authority(made, at)
    return made


def _authority(tenant: TenantInfo, at: datetime) -> None:
    """Functions of departments and the deputies of the head, once."""
    with institution(tenant, platform_code=True), transaction.atomic():
        if organization_queries.deputy_orders(day_of(at)):
            return
        places = departments()
        _functions(CULTURE_FUNCTIONS, places, at)
        head, deputies = CULTURE_DEPUTIES
        order = [organization.DeputyData(deputy_department_id=places[code]) for code in deputies]
        organization.set_deputy_order(actor=SYSTEM, department_id=places[head], deputies=order, at=at)


def _city_authority(tenant: TenantInfo, at: datetime) -> None:
    """Functions, duties and deputies of the city, once; a city of an earlier demo without the departments stays."""
    with institution(tenant, platform_code=True), transaction.atomic():
        places = departments()
        needed = {code for _function, code in GOVERNMENT_FUNCTIONS}
        if organization_queries.deputy_orders(day_of(at)) or not needed <= set(places):
            return
        _functions(GOVERNMENT_FUNCTIONS, places, at)
        people = user_ids([*(login for _duty, login in GOVERNMENT_DUTIES), *GOVERNMENT_DEPUTIES[1]])
        for duty, login in GOVERNMENT_DUTIES:
            organization.set_duty(actor=SYSTEM, duty=duty, user_id=people[login], from_on=HIRED_ON, at=at)
        head, deputies = GOVERNMENT_DEPUTIES
        order = [organization.DeputyData(deputy_id=people[login]) for login in deputies]
        organization.set_deputy_order(actor=SYSTEM, department_id=places[head], deputies=order, at=at)


def _functions(held: Iterable[tuple[str, str]], places: dict[str, UUID], at: datetime) -> None:
    for function, code in held:
        organization.set_function(
            actor=SYSTEM, function=function, department_id=places[code], from_on=HIRED_ON, at=at
        )


def actor(login_name: str, at: datetime) -> Actor:
    """A person of the current tenant as somebody who acts."""
    return identity_queries.actor_for(user_ids([login_name])[login_name], day_of(at))


def actor_of(user_id: UUID, at: datetime) -> Actor:
    """A person by id as somebody who acts."""
    return identity_queries.actor_for(user_id, day_of(at))


def departments() -> dict[str, UUID]:
    """Departments of the current tenant by code."""
    return organization_queries.department_codes()


def _spec(year: int, at: datetime) -> ProvisioningSpec:
    administrator = Administrator("admin", "한관리", PASSWORD)
    return ProvisioningSpec(at=at, administrator=administrator, profile="FOUNDATION", fiscal_year=year)


def _people(
    tenant: TenantInfo, people: Sequence[Person], tree: Iterable[tuple[str, str, str]], at: datetime
) -> None:
    with institution(tenant, platform_code=True), transaction.atomic():
        if user_ids([people[0].login_name]):
            return
        identity.change_policy(actor=SYSTEM, data=identity.PolicyData(second_factor="OFF"), at=at)
        places = _departments(tree, at)
        posts = {
            code: organization.save_post(
                actor=SYSTEM, data=organization.PostData(code, name, rank, is_head, level), at=at
            ).pk
            for code, name, rank, is_head, level in (POSTS if places else ())
        }
        roles = {role.code: role.role_id for role in roles_on(day_of(at))}
        for person in people:
            _person(person, roles, places, posts, at)


def _departments(tree: Iterable[tuple[str, str, str]], at: datetime) -> dict[str, UUID]:
    made: dict[str, UUID] = {}
    for ordinal, (code, name, parent) in enumerate(tree):
        data = organization.DepartmentData(name, OPENED_ON, made.get(parent), ordinal)
        made[code] = organization.open_department(actor=SYSTEM, code=code, data=data, at=at).pk
    return made


def _person(
    person: Person, roles: dict[str, UUID], places: dict[str, UUID], posts: dict[str, UUID], at: datetime
) -> None:
    account = identity.AccountData(person.login_name, person.name, f"{person.login_name}@garam.example")
    user = identity.create_user(actor=SYSTEM, data=account, at=at, password=PASSWORD)
    for code in filter(None, (person.role, person.further_role)):
        grant = identity.GrantData(user.pk, roles[code], HIRED_ON, reason="예시 도시")
        identity.grant_role(actor=SYSTEM, data=grant, at=at)
    if person.duty:
        duty = identity.AppointmentData(
            user.pk, person.duty, HIRED_ON, surety_until=date(at.year + 1, 12, 31), reason="예시 도시"
        )
        identity.appoint_officer(actor=SYSTEM, data=duty, at=at)
    if person.department:
        where = organization.AssignmentData(
            user.pk, places[person.department], posts[person.post], HIRED_ON, work=person.work
        )
        organization.assign_person(actor=SYSTEM, data=where, at=at)


def user_ids(login_names: Iterable[str]) -> dict[str, UUID]:
    """Accounts of the current tenant by log-in name."""
    wanted = list(login_names)
    found = identity_queries.users().filter(login_name__in=wanted)
    return dict(found.values_list("login_name", "pk"))
