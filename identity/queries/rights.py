"""Roles, grants, appointments and the record of their changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from core.access import Permission, registry
from core.errors import NotFound
from core.models.ranges import valid_on
from core.periods import holds
from core.schema import current_kind
from identity.choices import Duty, DutySubtype
from identity.models import OfficerAppointment, RightsChange, Role, RoleGrant, RolePermission

SURETY_WARNING = timedelta(days=30)


@dataclass(frozen=True)
class GrantRow:
    """A role somebody holds, held or will hold."""

    grant_id: UUID
    user_id: UUID
    role_id: UUID
    role: str
    from_on: date
    until_on: date | None
    reason: str
    is_in_force: bool


@dataclass(frozen=True)
class AppointmentRow:
    """A duty somebody holds, held or will hold."""

    appointment_id: UUID
    user_id: UUID
    name: str
    duty: str
    duty_label: str
    subtype_label: str
    from_on: date
    until_on: date | None
    surety_until: date | None
    is_in_force: bool
    surety_ends_soon: bool
    is_small_office_exception: bool
    reason: str

    @property
    def note(self) -> str:
        """What the reader of the list should notice."""
        notes = []
        if self.is_small_office_exception:
            notes.append(_("소규모 기관 예외"))
        if self.surety_ends_soon:
            notes.append(_("재정보증 만료 임박"))
        return ", ".join(notes)


@dataclass(frozen=True)
class RoleRow:
    """A role with how many people hold it."""

    role_id: UUID
    code: str
    name: str
    description: str
    is_privileged: bool
    is_preset: bool
    holders: int
    permissions: int
    version: int


def roles(on: date) -> list[RoleRow]:
    """All roles in order, with the number of holders on that day."""
    found = Role.objects.annotate(
        holders=Count("grants", filter=valid_on(on, "grants__"), distinct=True),
        size=Count("permissions", distinct=True),
    )
    return [
        RoleRow(
            role_id=role.pk,
            code=role.code,
            name=role.name,
            description=role.description,
            is_privileged=role.is_privileged,
            is_preset=role.is_preset,
            holders=role.holders,
            permissions=role.size,
            version=role.version,
        )
        for role in found.order_by("ordinal", "name")
    ]


def role_of(role_id: UUID) -> Role:
    """One role; NotFound when unknown here."""
    role: Role | None = Role.objects.filter(pk=role_id).first()
    if role is None:
        raise NotFound(role_id=str(role_id))
    return role


def all_roles() -> QuerySet[Role, Any]:
    """Roles as rows with their codes, for lists of this app's edge."""
    codes = RolePermission.objects.filter(role=OuterRef("pk")).order_by("code").values("code")
    return Role.objects.annotate(codes=ArraySubquery(codes))


def role_with_codes(role_id: UUID) -> Role:
    """One role with its codes."""
    role: Role = all_roles().get(pk=role_id)
    return role


def all_grants() -> QuerySet[RoleGrant, Any]:
    """Grants as rows, for lists of this app's edge."""
    return RoleGrant.objects.select_related("user", "role")


def grant_of(grant_id: UUID) -> RoleGrant:
    """One grant; NotFound when unknown here."""
    grant: RoleGrant | None = all_grants().filter(pk=grant_id).first()
    if grant is None:
        raise NotFound(grant_id=str(grant_id))
    return grant


def appointment_rows() -> QuerySet[OfficerAppointment, Any]:
    """Appointments as rows, for lists of this app's edge."""
    return OfficerAppointment.objects.select_related("user")


def codes_of(role_id: UUID) -> frozenset[str]:
    """Permission codes of a role."""
    return frozenset(Role.objects.filter(pk=role_id).values_list("permissions__code", flat=True)) - {None}


def permission_areas() -> dict[str, list[Permission]]:
    """Permissions of this kind of schema grouped by area, in the order they are declared."""
    kind = current_kind()
    areas: dict[str, list[Permission]] = {}
    for permission in registry.of_kind(kind) if kind else []:
        areas.setdefault(str(permission.area), []).append(permission)
    return areas


def grants_of(user_id: UUID, on: date) -> list[GrantRow]:
    """All grants of a person, those in force first."""
    rows = RoleGrant.objects.filter(user_id=user_id).select_related("role").order_by("from_on")
    found = [
        GrantRow(
            grant_id=row.pk,
            user_id=user_id,
            role_id=row.role_id,
            role=row.role.name,
            from_on=row.from_on,
            until_on=row.until_on,
            reason=row.reason,
            is_in_force=holds(row.from_on, row.until_on, on),
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: not row.is_in_force)


def appointments(
    on: date, user_id: UUID | None = None, *, only_in_force: bool = False
) -> list[AppointmentRow]:
    """Officers (of one person when given), in the order of duties."""
    rows = OfficerAppointment.objects.select_related("user").order_by("duty", "from_on")
    if user_id is not None:
        rows = rows.filter(user_id=user_id)
    if only_in_force:
        rows = rows.filter(valid_on(on))
    return [_appointment_row(row, on) for row in rows]


def rights_changes(
    user_id: UUID | None = None, text: str = "", kind: str = ""
) -> QuerySet[RightsChange, Any]:
    """The record of changes, newest first."""
    found = RightsChange.objects.select_related("user").order_by("-recorded_at", "-pk")
    if user_id is not None:
        found = found.filter(user_id=user_id)
    if kind:
        found = found.filter(kind=kind)
    if text:
        found = found.filter(Q(user__name__icontains=text) | Q(actor_name__icontains=text))
    return found


def _appointment_row(row: OfficerAppointment, on: date) -> AppointmentRow:
    surety = row.surety_until
    return AppointmentRow(
        appointment_id=row.pk,
        user_id=row.user_id,
        name=row.user.name,
        duty=row.duty,
        duty_label=str(Duty(row.duty).label),
        subtype_label=str(DutySubtype(row.subtype).label) if row.subtype else "",
        from_on=row.from_on,
        until_on=row.until_on,
        surety_until=surety,
        is_in_force=holds(row.from_on, row.until_on, on),
        surety_ends_soon=surety is not None and surety - on <= SURETY_WARNING,
        is_small_office_exception=row.is_small_office_exception,
        reason=row.reason,
    )
