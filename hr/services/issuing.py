"""Issuing an order: the number, the register, facts, months to be calculated anew, notices, effects that are due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from approvals.services.moving import follow_the_organisation
from core.access import Actor
from core.errors import DomainError, Refusals
from core.models import OutboxMessage
from core.numbering import take_number
from core.periods import day_of, period_of, period_over
from core.reactions import reactions
from hr.choices import ItemState, OrderState
from hr.errors import OrderIssued, OrderNotApproved
from hr.events import RetroCreated
from hr.models import AppointmentItem, AppointmentOrder, Employment, OrderNotice, RetroImpact
from hr.permissions import ORDER_ISSUE
from hr.queries.replaying import kind_played, kinds_on
from hr.rules.kinds import ENTRY_KINDS
from hr.services.applying import apply_items, apply_meta
from hr.services.closed_months import closed_months
from hr.services.facts import refresh_facts
from hr.services.notice_mails import messages_of
from hr.services.order_checks import effects_of, refusals_of_order
from hr.services.orders import locked_order, move_order, record_order

SERIES, UNIT = "HRA", "A"
CLAIM_MONTHS = 36  # 근로기준법 제49조


@transaction.atomic
def issue_order(
    *, actor: Actor, order_id: UUID, at: datetime, version: int | None = None
) -> AppointmentOrder:
    """Issue an approved order (시행). Locks the order, the people, and takes the number last.

    Refuses an order that is not approved (E-HR-006) or issued already (E-HR-007), and everything that stands
    against it now; warnings that were confirmed when it was handed in no longer stand. What takes effect at once
    takes open approvals along, as the night does for the others.
    """
    actor.require(ORDER_ISSUE)
    order = issue_locked(order=locked_order(order_id, version), actor=actor, at=at)
    if order.items.filter(state=ItemState.EFFECTIVE).exists():
        follow_the_organisation(at=at)
    return order


def issue_locked(
    *, order: AppointmentOrder, actor: Actor, at: datetime, by_mail: bool = True
) -> AppointmentOrder:
    """Issue an order the caller has locked and has the right to issue. `by_mail`: its notices go by mail too."""
    if order.state == OrderState.ISSUED:
        raise OrderIssued
    if order.state != OrderState.APPROVED:
        raise OrderNotApproved
    refuse(refusals_of_order(order, at), order.acknowledged)
    items = list(order.items.select_related("order", "target", "person").order_by("seq"))
    today = day_of(at)
    _open_employments(items)
    befores = _befores(items, order.effective_on)
    order.number = _number(today)
    _issue_items(items, befores, today)
    move_order(order, "issue", issued_by_id=actor.user_id, issued_at=at, issued_on=today, number=order.number)
    for item in items:
        item.order = order
    _touch_targets(items)
    for employment_id in sorted({item.employment_id for item in items if item.employment_id}):
        refresh_facts(employment_id=employment_id, on=order.effective_on, at=at)
    apply_meta(items, at)
    apply_items([item for item in items if item.effective_on <= today], at)
    _note_months(items, today, at)
    notices = OrderNotice.objects.bulk_create(
        OrderNotice(item=item, text=_notice(item, order), sent_at=at) for item in items
    )
    if by_mail:
        OutboxMessage.objects.bulk_create(messages_of(notices=notices))
    record_order(
        actor=actor, order=order, verb="appointment_order_issued", word="시행", at=at, items=len(items)
    )
    return order


def refuse(found: Sequence[DomainError], acknowledged: dict[str, str]) -> None:
    """Raise what stands against an order; warnings only until they were confirmed with a reason."""
    left = [one for one in found if one.severity != "info"]
    left = [one for one in left if one.severity != "warn" or not acknowledged.get(one.code, "").strip()]
    if len(left) == 1:
        raise left[0]
    if left:
        raise Refusals(left)


def _open_employments(items: Sequence[AppointmentItem]) -> None:
    """Hiring opens an employment; later items of the same person in this order are about it."""
    opened: dict[UUID, Employment] = {}
    for item in items:
        if kind_played(item) in ENTRY_KINDS and item.kind not in ("CANCEL", "CORRECT"):
            last = Employment.objects.filter(person_id=item.person_id).order_by("-ordinal").first()
            service = item.values.get("service_from")
            opened[item.person_id] = Employment.objects.create(
                person_id=item.person_id,
                ordinal=last.ordinal + 1 if last else 1,
                hire_route=item.values.get("hire_route") or "OPEN",
                hired_on=item.effective_on,
                service_from_on=date.fromisoformat(str(service)) if service else item.effective_on,
            )
        if item.person_id in opened and not item.target_id:
            item.employment = opened[item.person_id]


def _befores(items: list[AppointmentItem], on: date) -> dict[UUID, dict[str, object]]:
    """What was true of each person on the day before, kept with the item (from_snapshot)."""
    found: dict[UUID, dict[str, object]] = {}
    for effect in effects_of(items, kinds_on(on)):
        for item in effect.items:
            spans = [
                span
                for span in effect.before.spans
                if not span.slot
                and span.from_on < item.effective_on
                and (span.until_on is None or span.until_on >= item.effective_on)
            ]
            found[item.pk] = {span.fact: dict(span.values) for span in spans}
    return found


def _issue_items(
    items: Sequence[AppointmentItem], befores: dict[UUID, dict[str, object]], today: date
) -> None:
    for item in items:
        item.state = ItemState.EFFECTIVE if item.target_id else ItemState.PENDING
        if item.kind == "CORRECT" and item.target is not None:
            item.values = {**item.target.values, **item.values}
            item.state = ItemState.PENDING
        item.issued_on, item.before = today, befores.get(item.pk, {})
        item.save(update_fields=["state", "issued_on", "before", "values", "employment"])


def _touch_targets(items: Sequence[AppointmentItem]) -> None:
    for item in items:
        if item.target_id is not None:
            state = ItemState.CANCELLED if item.kind == "CANCEL" else ItemState.CORRECTED
            AppointmentItem.objects.filter(pk=item.target_id).update(state=state)


def _number(today: date) -> str:
    """인사발령 2026-031."""
    taken = take_number(SERIES, today.year, UNIT)
    return f"{today.year}-{int(taken.rsplit('-', 1)[1]):03d}"


def _note_months(items: Sequence[AppointmentItem], today: date, at: datetime) -> None:
    """Back-dated items: the months that are over and closed, and those whose claims are barred by time."""
    for item in items:
        if item.effective_on >= today or item.employment_id is None:
            continue
        months = [month for month in closed_months(item.effective_on) if month < period_of(today)]
        barred = [
            month
            for month in months
            if period_over(date(month // 100, month % 100, 1), CLAIM_MONTHS) <= today
        ]
        impact = RetroImpact.objects.create(
            employment_id=item.employment_id,
            item=item,
            from_on=item.effective_on,
            months=months,
            barred_months=barred,
            cause=f"인사발령 {item.order.number} {item.reason}"[:200],
            recorded_at=at,
        )
        reactions.publish(RetroCreated(item.employment_id, impact.pk, item.effective_on, tuple(months), at))


def _notice(item: AppointmentItem, order: AppointmentOrder) -> str:
    kind = kinds_on(item.effective_on).get(item.kind)
    name = kind.name if kind else item.kind
    day = f"{item.effective_on:%Y. %m. %d.}"
    return f"인사발령 {order.number} 「{order.title}」에 따라 {day}자로 {name} 발령되었음을 통지합니다."
