"""Appointments of before the product (자료 이관): entered with the book they come from, by the personnel officer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from core.access import Actor
from core.errors import FieldFault, InvalidInput
from core.periods import day_of
from hr.choices import OrderState
from hr.models import AppointmentOrder
from hr.permissions import ORDER_ISSUE
from hr.services.issuing import issue_locked
from hr.services.orders import OrderData, locked_order, write_order

TAKEN_OVER = "자료 이관"
WARNINGS = ("E-HR-004", "E-HR-011", "E-HR-013", "E-HR-020")


@transaction.atomic
def enter_earlier_order(*, actor: Actor, data: OrderData, at: datetime) -> AppointmentOrder:
    """Issue an order that was decided before the product was used. `basis` names the old register.

    Refuses an order without it or with a day that has not gone by; contradictions and bars of the law are refused
    as ever, warnings of that time are taken as confirmed. Nobody gets a mail of it. Locks what issuing locks.
    """
    actor.require(ORDER_ISSUE)
    faults = [] if data.basis.strip() else [FieldFault("/basis", "required", "옮겨 오는 대장을 적으십시오.")]
    if data.effective_on >= day_of(at) or any(item.effective_on >= day_of(at) for item in data.items):
        faults.append(FieldFault("/effective_on", "future", "지난 발령만 옮겨 올 수 있습니다."))
    if faults:
        raise InvalidInput(errors=faults)
    order = write_order(actor=actor, data=data, at=at)
    known = dict.fromkeys(WARNINGS, TAKEN_OVER)
    AppointmentOrder.objects.filter(pk=order.pk).update(
        state=OrderState.APPROVED, approved_at=at, acknowledged=known
    )
    return issue_locked(order=locked_order(order.pk), actor=actor, at=at, by_mail=False)
