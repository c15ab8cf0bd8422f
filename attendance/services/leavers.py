"""The end of an employment: what lies ahead is cancelled, leave is settled (handbook 2.6)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from attendance.models import Staff
from attendance.permissions import STAFF_MANAGE
from attendance.services.absences import clear_ahead
from attendance.services.accrual import settle_leaver
from attendance.services.staff import end_staff
from core.access import Actor


@transaction.atomic
def end_employment(*, actor: Actor, employment_id: UUID, last_on: date, at: datetime) -> None:
    """Somebody leaves after `last_on`. Locks the employment; repeatable."""
    actor.require(STAFF_MANAGE)
    staff = Staff.objects.filter(employment_id=employment_id).first()
    if staff is None:
        return
    end_staff(actor=actor, staff_id=staff.pk, last_on=last_on, at=at)
    after = last_on + timedelta(days=1)
    clear_ahead(staff_id=staff.pk, from_on=after, until_on=None, cause="퇴직", actor=actor, at=at)
    settle_leaver(actor=actor, staff_id=staff.pk, at=at)
