"""Appointing people to the duties of the accounting acts, with separation of duties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from core import audit
from core.access import Actor
from core.errors import NotFound
from core.models.ranges import overlapping
from core.periods import day_of
from identity.choices import Duty, LoginEnd, RightsChangeKind
from identity.errors import AccountDisabled, AppointmentOverlaps, DutiesConflict, OwnAccount
from identity.models import OfficerAppointment, SecurityPolicy, User
from identity.permissions import OFFICER_MANAGE
from identity.rules.duties import HeldDuty, SmallOffice, conflicts
from identity.services.logins import end_logins
from identity.services.records import Change, record_change
from identity.services.roles import refuse_reversed


@dataclass(frozen=True)
class AppointmentData:
    """Who is appointed to which duty from when to when; surety is 재정보증 (시행령 제56조)."""

    user_id: UUID
    duty: str
    from_on: date
    until_on: date | None = None
    subtype: str = ""
    surety_until: date | None = None
    reason: str = ""


@transaction.atomic
def appoint_officer(*, actor: Actor, data: AppointmentData, at: datetime) -> OfficerAppointment:
    """Appoint a person to a duty (지방회계법 제21조, 제29조, 제32조, 제51조).

    Locks the account. Refuses duties that may not be united in overlapping dates (E-EXE-003,
    제23조, 제36조) unless the declared small-office exception covers the pair; one's own account;
    a disabled account; the same duty twice.
    """
    actor.require(OFFICER_MANAGE)
    if actor.user_id == data.user_id:
        raise OwnAccount
    refuse_reversed(data.from_on, data.until_on)
    user = User.objects.select_for_update().filter(pk=data.user_id).first()
    if user is None:
        raise NotFound(user_id=str(data.user_id))
    if not user.is_active:
        raise AccountDisabled(user=user.name)
    is_excused = _check_duties(user, data)
    appointment = OfficerAppointment.objects.create(
        user=user,
        duty=data.duty,
        subtype=data.subtype,
        from_on=data.from_on,
        until_on=data.until_on,
        surety_until=data.surety_until,
        reason=data.reason,
        is_small_office_exception=is_excused,
    )
    _record(actor, appointment, RightsChangeKind.APPOINTED, data.reason, at)
    return appointment


@transaction.atomic
def relieve_officer(
    *, actor: Actor, appointment_id: UUID, on: date, reason: str, at: datetime
) -> OfficerAppointment:
    """End an appointment on that day; in force now, all logins of the person end. Locks the account."""
    actor.require(OFFICER_MANAGE)
    found = OfficerAppointment.objects.filter(pk=appointment_id).first()
    if found is None:
        raise NotFound(appointment_id=str(appointment_id))
    if actor.user_id == found.user_id:
        raise OwnAccount
    user = User.objects.select_for_update().get(pk=found.user_id)
    appointment = OfficerAppointment.objects.select_for_update().get(pk=appointment_id)
    end = on if appointment.until_on is None else min(appointment.until_on, on)
    appointment.until_on = max(end, appointment.from_on)
    appointment.save(update_fields=["until_on"])
    _record(actor, appointment, RightsChangeKind.RELIEVED, reason, at)
    if appointment.until_on <= day_of(at):
        end_logins(user_id=user.pk, reason=LoginEnd.RIGHTS_CHANGED, at=at)
    return appointment


def _check_duties(user: User, data: AppointmentData) -> bool:
    """Refuse conflicts; answers whether the small-office exception was used."""
    same_time = list(overlapping(OfficerAppointment.objects.filter(user=user), data.from_on, data.until_on))
    if any(held.duty == data.duty and held.subtype == data.subtype for held in same_time):
        raise AppointmentOverlaps(user=user.name, duty=str(Duty(data.duty).label))
    held_duties = [HeldDuty(held.duty, held.subtype) for held in same_time]
    found = conflicts(held_duties, HeldDuty(data.duty, data.subtype), _small_office())
    for conflict in found:
        if not conflict.is_excusable:
            raise DutiesConflict(
                user=user.name,
                role_a=str(Duty(conflict.first).label),
                role_b=str(Duty(conflict.second).label),
            )
    return bool(found)


def _small_office() -> SmallOffice | None:
    policy = SecurityPolicy.objects.first()
    if policy is None or policy.small_office_headcount is None:
        return None
    return SmallOffice(policy.small_office_headcount, policy.small_office_reason)


def _record(
    actor: Actor, appointment: OfficerAppointment, kind: RightsChangeKind, reason: str, at: datetime
) -> None:
    duty = str(Duty(appointment.duty).label)
    facts = {"exception": "SMALL_OFFICE"} if appointment.is_small_office_exception else {}
    change = Change(kind, duty, appointment.from_on, appointment.until_on, reason, facts)
    record_change(actor=actor, user=appointment.user, change=change, at=at)
    audit.record(
        actor=actor,
        verb=kind.value.lower(),
        subject_type="user",
        subject_id=appointment.user_id,
        summary=f"{appointment.user.name} {duty} {kind.label}",
        at=at,
        facts={"duty": appointment.duty, "subtype": appointment.subtype, **facts},
    )
