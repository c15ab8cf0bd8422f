"""Accounts and departments as an outside directory reads them, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from core.errors import NotFound
from hr.models import DirectoryEntry, Person
from hr.rules.directory import DirectoryData
from identity.queries import users
from organization.queries import DepartmentRow, Membership, departments, members


@dataclass(frozen=True)
class Exactly:
    """What the searched accounts certainly have; empty: nothing is certain."""

    login_name: str = ""
    external_id: str = ""
    employee_no: str = ""
    user_id: UUID | None = None


@dataclass(frozen=True)
class Colleague:
    """Somebody named from elsewhere: a manager, a member."""

    user_id: UUID
    name: str


@dataclass(frozen=True)
class DirectoryUser:
    """An account with what appointments say of it today."""

    user_id: UUID
    data: DirectoryData
    made_at: datetime
    changed_at: datetime
    department_id: UUID | None = None
    department: str = ""
    title: str = ""
    manager: Colleague | None = None


@dataclass(frozen=True)
class DirectoryGroup:
    """A department with the people whose main post is there."""

    department_id: UUID
    name: str
    code: str
    members: tuple[Colleague, ...]


@dataclass(frozen=True)
class _Places:
    """Who works where today, and who heads what."""

    homes: Mapping[UUID, Membership] = field(default_factory=dict)
    heads: Mapping[UUID, Membership] = field(default_factory=dict)
    parents: Mapping[UUID, UUID | None] = field(default_factory=dict)

    def manager_of(self, user_id: UUID) -> Colleague | None:
        """The head of the department; of a head, the head of the nearest department above."""
        home = self.homes.get(user_id)
        place = home.department_id if home else None
        seen: set[UUID] = set()
        while place is not None and place not in seen:
            head = self.heads.get(place)
            if head is not None and head.user_id != user_id:
                return Colleague(head.user_id, head.name)
            seen.add(place)
            place = self.parents.get(place)
        return None


def directory_accounts(exactly: Exactly | None = None) -> QuerySet[Any, Any]:
    """Accounts the directory sees, by log-in name: all but those it deleted."""
    gone = DirectoryEntry.objects.filter(withdrawn_at__isnull=False).values("user_id")
    found = users().exclude(pk__in=gone).order_by("login_name")
    if exactly is None:
        return found
    if exactly.login_name:
        found = found.filter(login_name=exactly.login_name.strip().lower())
    if exactly.user_id is not None:
        found = found.filter(pk=exactly.user_id)
    if exactly.external_id:
        entries = DirectoryEntry.objects.filter(external_id=exactly.external_id)
        found = found.filter(pk__in=entries.values("user_id"))
    if exactly.employee_no:
        entries = DirectoryEntry.objects.filter(employee_no__iexact=exactly.employee_no)
        people = Person.objects.filter(employee_no__iexact=exactly.employee_no, user__isnull=False)
        found = found.filter(Q(pk__in=entries.values("user_id")) | Q(pk__in=people.values("user_id")))
    return found


def directory_users(accounts: QuerySet[Any, Any], on: date) -> list[DirectoryUser]:
    """Those accounts with entry, number, department, post and manager."""
    rows = list(accounts)
    keys = [row.pk for row in rows]
    entries = {entry.user_id: entry for entry in DirectoryEntry.objects.filter(user_id__in=keys)}
    numbers = dict(Person.objects.filter(user_id__in=keys).values_list("user_id", "employee_no"))
    places = _places(members(on), departments(on)) if rows else _Places()
    return [_user(row, entries.get(row.pk), numbers.get(row.pk, ""), places) for row in rows]


def directory_user(user_id: UUID, on: date) -> DirectoryUser:
    """One account; NotFound when unknown here or deleted by the directory."""
    found = directory_users(directory_accounts(Exactly(user_id=user_id)), on)
    if not found:
        raise NotFound(user_id=str(user_id))
    return found[0]


def directory_groups(on: date) -> list[DirectoryGroup]:
    """Departments of that day in their order, with their members."""
    inside: dict[UUID, list[Colleague]] = {}
    for one in members(on):
        if one.is_primary:
            inside.setdefault(one.department_id, []).append(Colleague(one.user_id, one.name))
    return [
        DirectoryGroup(row.department_id, row.name, row.code, tuple(inside.get(row.department_id, ())))
        for row in departments(on)
    ]


def data_of(account: Any, entry: DirectoryEntry | None, employee_no: str) -> DirectoryData:
    """What the directory would have to write to leave everything as it is."""
    return DirectoryData(
        login_name=account.login_name,
        name=account.name,
        email=account.email,
        phone=account.phone,
        is_active=account.is_active,
        external_id=entry.external_id if entry else "",
        employee_no=employee_no or (entry.employee_no if entry else ""),
        family_name=entry.family_name if entry else "",
        given_name=entry.given_name if entry else "",
    )


def _user(account: Any, entry: DirectoryEntry | None, employee_no: str, places: _Places) -> DirectoryUser:
    home = places.homes.get(account.pk)
    return DirectoryUser(
        user_id=account.pk,
        data=data_of(account, entry, employee_no),
        made_at=account.created_at,
        changed_at=entry.changed_at if entry else account.created_at,
        department_id=home.department_id if home else None,
        department=home.department if home else "",
        title=home.post if home else "",
        manager=places.manager_of(account.pk),
    )


def _places(people: Sequence[Membership], tree: Sequence[DepartmentRow]) -> _Places:
    homes: dict[UUID, Membership] = {}
    heads: dict[UUID, Membership] = {}
    for one in people:  # main posts come first
        homes.setdefault(one.user_id, one)
        if one.is_head:
            heads.setdefault(one.department_id, one)
    return _Places(homes, heads, {row.department_id: row.parent_id for row in tree})
