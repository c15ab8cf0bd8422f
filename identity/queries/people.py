"""Who may, who holds which duty, and the list of people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from core.errors import NotFound
from core.models.ranges import valid_on
from identity.choices import Duty
from identity.models import Login, OfficerAppointment, RoleGrant, RolePermission, User


@dataclass(frozen=True)
class Person:
    """A person as other apps see one."""

    user_id: UUID
    name: str
    login_name: str
    is_active: bool = True


@dataclass(frozen=True)
class PersonRow:
    """A line of the list of users (screen 67)."""

    user_id: UUID
    name: str
    login_name: str
    email: str
    phone: str
    is_active: bool
    roles: tuple[str, ...]
    duties: tuple[str, ...]
    last_login: datetime | None
    has_second_factor: bool

    @property
    def role_words(self) -> str:
        return ", ".join(self.roles)

    @property
    def duty_words(self) -> str:
        return ", ".join(self.duties)

    @property
    def state(self) -> str:
        return _("사용") if self.is_active else _("사용 중지")


def person(user_id: UUID) -> Person:
    """One person; NotFound when unknown here."""
    return _person(account(user_id))


def people(user_ids: Iterable[UUID]) -> dict[UUID, Person]:
    """Several people by id in one statement; unknown ids are left out."""
    return {user.pk: _person(user) for user in User.objects.filter(pk__in=set(user_ids))}


def names_of(user_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Names by id in one statement."""
    wanted = {user_id for user_id in user_ids if user_id}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def find_people(text: str, limit: int = 20) -> list[Person]:
    """Active people whose name or log-in name contains the text."""
    found = User.objects.active().filter(Q(name__icontains=text) | Q(login_name__icontains=text))
    return [_person(user) for user in found[:limit]]


def who_may(code: str, on: date) -> list[Person]:
    """Everybody who holds the permission code on that day."""
    holds = RolePermission.objects.filter(
        Exists(RoleGrant.objects.filter(valid_on(on), role=OuterRef("role"), user=OuterRef(OuterRef("pk")))),
        code=code,
    )
    return [_person(user) for user in User.objects.active().filter(Exists(holds))]


def may(user_id: UUID, code: str, on: date) -> bool:
    """Whether this person holds the code on that day."""
    grants = RoleGrant.objects.filter(
        valid_on(on), user_id=user_id, user__is_active=True, role__permissions__code=code
    )
    return grants.exists()


def duties_of(user_id: UUID, on: date) -> frozenset[str]:
    """Duties of the person on that day."""
    rows = OfficerAppointment.objects.filter(valid_on(on), user_id=user_id, user__is_active=True)
    return frozenset(rows.order_by().values_list("duty", flat=True))


def officers_of(duty: str, on: date) -> list[Person]:
    """Everybody appointed to the duty on that day."""
    appointed = OfficerAppointment.objects.filter(valid_on(on), duty=duty, user=OuterRef("pk"))
    return [_person(user) for user in User.objects.active().filter(Exists(appointed))]


def officers_on(duties: Iterable[str], on: date) -> list[OfficerAppointment]:
    """Who holds these duties that day, without sub-officers (분임) and cashiers of a kind."""
    held = OfficerAppointment.objects.filter(valid_on(on), duty__in=list(duties), subtype="")
    return list(held.order_by("from_on", "user_id"))


def users() -> QuerySet[User, Any]:
    """All accounts as rows, for lists and filters of this app's edge."""
    accounts: QuerySet[User, Any] = User.objects.all()
    return accounts


def person_rows(on: date, accounts: QuerySet[User, Any] | None = None) -> list[PersonRow]:
    """The list of users with roles and duties in force, last login and second factor."""
    base = users() if accounts is None else accounts
    return [_person_row(user) for user in with_rights(base, on)]


def with_rights(accounts: QuerySet[User, Any], on: date) -> QuerySet[User, Any]:
    """Accounts annotated with what the list shows; the number of statements stays one."""
    roles = RoleGrant.objects.filter(valid_on(on), user=OuterRef("pk")).order_by("role__ordinal")
    duties = OfficerAppointment.objects.filter(valid_on(on), user=OuterRef("pk")).order_by("duty")
    last_logins = Login.objects.filter(user=OuterRef("pk")).order_by("-started_at")
    factor = Authenticator.objects.filter(user=OuterRef("pk"), type__in=["totp", "webauthn"])
    return accounts.annotate(
        role_names=ArraySubquery(roles.values("role__name")),
        duty_codes=ArraySubquery(duties.values("duty")),
        factor=Exists(factor),
        last_login_at=Subquery(last_logins.values("started_at")[:1]),
    ).order_by(F("is_active").desc(), "name", "login_name")


def filter_people(
    accounts: QuerySet[User, Any], *, text: str = "", role: str = "", with_disabled: bool = False
) -> QuerySet[User, Any]:
    """Accounts by part of the name or log-in name, and by a role held at any time."""
    found = accounts if with_disabled else accounts.filter(is_active=True)
    if text:
        found = found.filter(Q(name__icontains=text) | Q(login_name__icontains=text))
    if role:
        found = found.filter(Exists(RoleGrant.objects.filter(user=OuterRef("pk"), role__code=role)))
    return found


def account(user_id: UUID) -> User:
    """The account row itself, for this app's edge; NotFound when unknown here."""
    user: User | None = User.objects.filter(pk=user_id).first()
    if user is None:
        raise NotFound(user_id=str(user_id))
    return user


def person_row(user_id: UUID, on: date) -> PersonRow:
    """One line of the list of users; NotFound when unknown here."""
    rows = person_rows(on, User.objects.filter(pk=user_id))
    if not rows:
        raise NotFound(user_id=str(user_id))
    return rows[0]


def _person(user: User) -> Person:
    return Person(user.pk, user.name, user.login_name, user.is_active)


def _person_row(user: Any) -> PersonRow:
    return PersonRow(
        user_id=user.pk,
        name=user.name,
        login_name=user.login_name,
        email=user.email,
        phone=user.phone,
        is_active=user.is_active,
        roles=tuple(user.role_names),
        duties=tuple(str(Duty(duty).label) for duty in user.duty_codes),
        last_login=user.last_login_at,
        has_second_factor=user.factor,
    )
