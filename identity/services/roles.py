"""Roles and who holds them from when to when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from core import audit
from core.access import Actor, registry
from core.errors import NotFound, StaleVersion
from core.models.ranges import overlapping
from core.periods import day_of
from core.schema import current_kind
from identity.choices import LoginEnd, RightsChangeKind
from identity.errors import (
    DatesReversed,
    GrantOverlaps,
    LastAdministrator,
    OwnAccount,
    RoleCodeTaken,
    UnknownPermission,
)
from identity.models import Role, RoleGrant, RolePermission, User
from identity.permissions import GRANT_MANAGE, ROLE_MANAGE, USER_MANAGE
from identity.queries.people import who_may
from identity.services.logins import end_logins
from identity.services.records import Change, record_change


@dataclass(frozen=True)
class RoleData:
    """A role with its permission codes."""

    code: str
    name: str
    codes: frozenset[str]
    description: str = ""
    is_privileged: bool = False
    is_preset: bool = False
    ordinal: int = 100


@transaction.atomic
def create_role(*, actor: Actor, data: RoleData, at: datetime) -> Role:
    """Make a role. Refuses a code in use and permission codes unknown to this kind of schema."""
    actor.require(ROLE_MANAGE)
    refuse_unknown(data.codes)
    if Role.objects.filter(code=data.code).exists():
        raise RoleCodeTaken(role=data.code)
    role = Role.objects.create(
        code=data.code,
        name=data.name,
        description=data.description,
        is_privileged=data.is_privileged,
        is_preset=data.is_preset,
        ordinal=data.ordinal,
    )
    RolePermission.objects.bulk_create(RolePermission(role=role, code=code) for code in sorted(data.codes))
    _record_role(actor, role, {"added": sorted(data.codes)}, at)
    return role


@transaction.atomic
def change_role(
    *, actor: Actor, role_id: UUID, name: str, codes: frozenset[str], at: datetime, version: int | None = None
) -> Role:
    """Rename a role and set its permission codes; holders get them with the next request.

    Locks the role. Refuses unknown codes, a stale version, and taking account management away from
    its last holder.
    """
    actor.require(ROLE_MANAGE)
    refuse_unknown(codes)
    role = Role.objects.select_for_update().filter(pk=role_id).first()
    if role is None:
        raise NotFound(role_id=str(role_id))
    if version is not None and version != role.version:
        raise StaleVersion
    before = set(role.permissions.values_list("code", flat=True))
    role.permissions.exclude(code__in=codes).delete()
    RolePermission.objects.bulk_create(RolePermission(role=role, code=c) for c in sorted(codes - before))
    if USER_MANAGE in before - codes and not who_may(USER_MANAGE, day_of(at)):
        raise LastAdministrator(user=role.name)
    role.name = name
    role.version += 1
    role.save()
    _record_role(actor, role, {"added": sorted(codes - before), "removed": sorted(before - codes)}, at)
    return role


def add_to_role(*, actor: Actor, role: Role, codes: frozenset[str], at: datetime) -> None:
    """Add permission codes to a role the caller has locked; what it has stays, also codes of earlier times."""
    actor.require(ROLE_MANAGE)
    RolePermission.objects.bulk_create(RolePermission(role=role, code=code) for code in sorted(codes))
    role.version += 1
    role.save(update_fields=["version"])
    _record_role(actor, role, {"added": sorted(codes), "removed": []}, at)


@dataclass(frozen=True)
class GrantData:
    """Who gets which role from when to when, and why."""

    user_id: UUID
    role_id: UUID
    from_on: date
    until_on: date | None = None
    reason: str = ""


@transaction.atomic
def grant_role(*, actor: Actor, data: GrantData, at: datetime) -> RoleGrant:
    """Give a role for [from_on, until_on).

    Locks the account. Refuses one's own account, reversed dates, and an overlapping grant.
    """
    actor.require(GRANT_MANAGE)
    if actor.user_id == data.user_id:
        raise OwnAccount
    refuse_reversed(data.from_on, data.until_on)
    user, role = _user_and_role(data)
    if overlapping(RoleGrant.objects.filter(user=user, role=role), data.from_on, data.until_on).exists():
        raise GrantOverlaps(user=user.name, role=role.name)
    grant = RoleGrant.objects.create(
        user=user, role=role, from_on=data.from_on, until_on=data.until_on, reason=data.reason
    )
    _record_grant(actor, grant, RightsChangeKind.ROLE_GRANTED, data.reason, at)
    return grant


@transaction.atomic
def revoke_role(*, actor: Actor, grant_id: UUID, on: date, reason: str, at: datetime) -> RoleGrant:
    """End a grant on that day (the day itself no longer counts); in force now, all logins end.

    Locks the account and the grant. Refuses one's own account and the last administrator.
    """
    actor.require(GRANT_MANAGE)
    found = RoleGrant.objects.filter(pk=grant_id).first()
    if found is None:
        raise NotFound(grant_id=str(grant_id))
    if actor.user_id == found.user_id:
        raise OwnAccount
    user = User.objects.select_for_update().get(pk=found.user_id)
    grant = RoleGrant.objects.select_for_update().select_related("role").get(pk=grant_id)
    grant.until_on = max(on, grant.from_on) if grant.until_on is None else min(grant.until_on, on)
    grant.until_on = max(grant.until_on, grant.from_on)
    grant.save(update_fields=["until_on"])
    _record_grant(actor, grant, RightsChangeKind.ROLE_REVOKED, reason, at)
    if grant.until_on <= day_of(at):
        if _managed_accounts(grant) and not who_may(USER_MANAGE, day_of(at)):
            raise LastAdministrator(user=user.name)
        end_logins(user_id=user.pk, reason=LoginEnd.RIGHTS_CHANGED, at=at)
    return grant


def refuse_unknown(codes: Collection[str]) -> None:
    """Permission codes must be declared by an app for the current kind of schema."""
    kind = current_kind()
    known = {permission.code for permission in registry.of_kind(kind)} if kind else set()
    unknown = sorted(set(codes) - known)
    if unknown:
        raise UnknownPermission(codes=", ".join(unknown))


def refuse_reversed(from_on: date, until_on: date | None) -> None:
    """A range must last at least one day."""
    if until_on is not None and until_on <= from_on:
        raise DatesReversed(from_on=str(from_on), until_on=str(until_on))


def _user_and_role(data: GrantData) -> tuple[User, Role]:
    user = User.objects.select_for_update().filter(pk=data.user_id).first()
    role = Role.objects.filter(pk=data.role_id).first()
    if user is None or role is None:
        raise NotFound(user_id=str(data.user_id), role_id=str(data.role_id))
    return user, role


def _managed_accounts(grant: RoleGrant) -> bool:
    return RolePermission.objects.filter(role_id=grant.role_id, code=USER_MANAGE).exists()


def _record_grant(actor: Actor, grant: RoleGrant, kind: RightsChangeKind, reason: str, at: datetime) -> None:
    change = Change(kind, grant.role.name, grant.from_on, grant.until_on, reason)
    record_change(actor=actor, user=grant.user, change=change, at=at)
    audit.record(
        actor=actor,
        verb=kind.value.lower(),
        subject_type="user",
        subject_id=grant.user_id,
        summary=f"{grant.user.name} {grant.role.name} {kind.label}",
        at=at,
        facts={"role": grant.role.code, "from_on": str(grant.from_on), "until_on": str(grant.until_on or "")},
    )


def _record_role(actor: Actor, role: Role, facts: dict[str, list[str]], at: datetime) -> None:
    change = Change(RightsChangeKind.ROLE_CHANGED, role.name, facts=facts)
    record_change(actor=actor, user=None, change=change, at=at)
    audit.record(
        actor=actor,
        verb="role_changed",
        subject_type="role",
        subject_id=role.pk,
        summary=f"{role.name} 역할 내용 변경",
        at=at,
        facts=facts,
    )
