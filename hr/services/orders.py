"""Appointment orders: drafted, changed, voided. Decided in `order_approval`, issued in `issuing`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, InvalidMove, NotFound, StaleVersion
from core.locking import lock_rows
from hr.choices import ItemState, OrderState
from hr.errors import OrderEmpty, OrderIssued, ReasonMissing
from hr.models import AppointmentItem, AppointmentOrder, Employment, Person
from hr.permissions import ORDER_DRAFT, ORDER_ISSUE
from hr.queries.replaying import kind_played, kinds_on
from hr.rules.item_values import faults_of_values
from hr.rules.kinds import ENTRY_KINDS, META_KINDS, Kind
from hr.rules.order_flow import ORDER_FLOW

TEXTS = {
    "required": "값을 넣으십시오.",
    "unknown": "이 발령에서 쓰지 않는 항목입니다.",
    "malformed": "값을 읽을 수 없습니다.",
}


@dataclass(frozen=True)
class ItemData:
    """One person's appointment as typed. `until_on`: the first day after the period."""

    person_id: UUID
    kind: str
    effective_on: date
    until_on: date | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    target_id: UUID | None = None


@dataclass(frozen=True)
class OrderData:
    """An order as typed; items in the order in which they run on one day."""

    title: str
    effective_on: date
    department_id: UUID
    items: Sequence[ItemData]
    basis: str = ""
    committee_text: str = ""
    committee_on: date | None = None


@transaction.atomic
def draft_order(*, actor: Actor, data: OrderData, at: datetime) -> AppointmentOrder:
    """Begin an order. Refuses what cannot be read; whether it fits the people is checked when it is handed in."""
    actor.require(ORDER_DRAFT)
    return write_order(actor=actor, data=data, at=at)


def write_order(*, actor: Actor, data: OrderData, at: datetime) -> AppointmentOrder:
    """The order itself, for services that have their own right to it, inside their transaction."""
    _refuse_malformed(data)
    order = AppointmentOrder.objects.create(
        **_head(data), drafted_by_id=actor.user_id, drafted_at=at, state=OrderState.DRAFT
    )
    _write_items(order, data)
    record_order(actor=actor, order=order, verb="appointment_order_drafted", word="작성", at=at)
    return order


@transaction.atomic
def change_order(
    *, actor: Actor, order_id: UUID, data: OrderData, at: datetime, version: int | None = None
) -> AppointmentOrder:
    """Write a draft anew. Locks it; refuses an order under approval, and an issued one for good (E-HR-007)."""
    actor.require(ORDER_DRAFT)
    order = locked_order(order_id, version)
    if order.state == OrderState.ISSUED:
        raise OrderIssued
    if order.state != OrderState.DRAFT:
        raise InvalidMove(state=order.get_state_display(), verb="change")
    _refuse_malformed(data)
    for name, value in _head(data).items():
        setattr(order, name, value)
    order.version += 1
    order.save()
    AppointmentItem.objects.filter(order=order).delete()
    _write_items(order, data)
    record_order(actor=actor, order=order, verb="appointment_order_changed", word="수정", at=at)
    return order


@transaction.atomic
def void_order(
    *, actor: Actor, order_id: UUID, reason: str, at: datetime, version: int | None = None
) -> AppointmentOrder:
    """Give an order up before it is issued; an approved one with a reason. Locks it; refuses an issued one."""
    order = locked_order(order_id, version)
    actor.require(ORDER_ISSUE if order.state == OrderState.APPROVED else ORDER_DRAFT)
    if order.state == OrderState.ISSUED:
        raise OrderIssued
    if order.state == OrderState.APPROVED and not reason.strip():
        raise ReasonMissing
    move_order(order, "void", reason=reason.strip()[:500])
    record_order(actor=actor, order=order, verb="appointment_order_voided", word="폐기", at=at)
    return order


def locked_order(order_id: UUID, version: int | None = None) -> AppointmentOrder:
    """The order, locked; NotFound, or StaleVersion when it is not the version the caller has seen."""
    order = lock_rows(AppointmentOrder, [order_id]).get(order_id)
    if order is None:
        raise NotFound(order_id=str(order_id))
    if version is not None and order.version != version:
        raise StaleVersion(current=order.version, seen=version)
    return order


def move_order(order: AppointmentOrder, verb: str, **changes: Any) -> None:
    """Ask the state table, then write the new state together with other columns."""
    for name, value in {**changes, "state": ORDER_FLOW.next(order.state, verb)}.items():
        setattr(order, name, value)
    order.version += 1
    order.save()


def record_order(
    *, actor: Actor, order: AppointmentOrder, verb: str, word: str, at: datetime, **facts: Any
) -> None:
    """Audit line of one act on an order."""
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="appointment_order",
        subject_id=order.pk,
        summary=f"인사발령 {word}: {order.number} {order.title}",
        at=at,
        facts={"number": order.number, **facts},
    )


def _head(data: OrderData) -> dict[str, Any]:
    return {
        "title": data.title.strip(),
        "basis": data.basis.strip(),
        "department_id": data.department_id,
        "effective_on": data.effective_on,
        "committee_text": data.committee_text.strip(),
        "committee_on": data.committee_on,
    }


def _write_items(order: AppointmentOrder, data: OrderData) -> None:
    targets = _targets(data)
    AppointmentItem.objects.bulk_create(
        AppointmentItem(
            order=order,
            seq=seq,
            person_id=item.person_id,
            employment_id=_employment(item, targets),
            kind=item.kind,
            plays_as=kind_played(targets[item.target_id])
            if item.kind == "CORRECT" and item.target_id
            else "",
            target_id=item.target_id,
            effective_on=item.effective_on,
            until_on=item.until_on,
            values=dict(item.values),
            reason=item.reason.strip(),
            state=ItemState.DRAFT,
        )
        for seq, item in enumerate(data.items, 1)
    )


def _employment(item: ItemData, targets: Mapping[UUID, AppointmentItem]) -> UUID | None:
    """The employment an appointment is about: of its target, or the latest one; hiring opens its own."""
    if item.target_id is not None:
        return targets[item.target_id].employment_id
    if item.kind in ENTRY_KINDS:
        return None
    rows = Employment.objects.filter(person_id=item.person_id).order_by("-ordinal")
    return rows.values_list("pk", flat=True).first()


def _targets(data: OrderData) -> dict[UUID, AppointmentItem]:
    wanted = [item.target_id for item in data.items if item.target_id]
    found = {row.pk: row for row in AppointmentItem.objects.filter(pk__in=wanted)}
    for item in data.items:
        if item.target_id is not None:
            target = found.get(item.target_id)
            if target is None or target.person_id != item.person_id or target.state == ItemState.DRAFT:
                raise NotFound(target_id=str(item.target_id))
    return found


def _refuse_malformed(data: OrderData) -> None:
    if not data.items:
        raise OrderEmpty
    faults = [] if data.title.strip() else [FieldFault("/title", "required", "제목을 넣으십시오.")]
    known = set(
        Person.objects.filter(pk__in=[item.person_id for item in data.items]).values_list("pk", flat=True)
    )
    targets = _targets(data)
    kinds = kinds_on(data.effective_on)
    for place, item in enumerate(data.items):
        if item.person_id not in known:
            faults.append(FieldFault(f"/items/{place}/person_id", "unknown", "직원을 고르십시오."))
        faults += [
            FieldFault(f"/items/{place}/{name}", code, TEXTS[code])
            for name, code in _faults_of(item, kinds, targets)
        ]
    if faults:
        raise InvalidInput(errors=faults)


def _faults_of(
    item: ItemData, kinds: Mapping[str, Kind], targets: Mapping[UUID, AppointmentItem]
) -> list[tuple[str, str]]:
    if (item.kind in META_KINDS) != (item.target_id is not None):
        return [("target_id", "required")]
    if item.until_on is not None and item.until_on <= item.effective_on:
        return [("until_on", "malformed")]
    if item.kind == "CANCEL":
        return []
    code = kind_played(targets[item.target_id]) if item.target_id else item.kind
    kind = kinds.get(code)
    if kind is None or code in META_KINDS:
        return [("kind", "unknown")]
    values = dict(item.values)
    if item.target_id:
        values = {**targets[item.target_id].values, **values}
    return [(f"values/{one.name}", one.code) for one in faults_of_values(kind, values, item.until_on)]
