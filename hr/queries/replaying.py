"""Appointments in force as the replay of rules reads them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from hr.choices import ItemState
from hr.models import AppointmentItem
from hr.queries.rules import rule_rows
from hr.rules.kinds import META_KINDS, OUTSIDE_KINDS, RECORD_KINDS, Kind, kinds_of
from hr.rules.replay import Item

IN_FORCE = (ItemState.PENDING, ItemState.EFFECTIVE, ItemState.ENDED)


def kinds_on(on: date) -> dict[str, Kind]:
    """Kinds of appointment in force on a day."""
    return kinds_of(row.payload for row in rule_rows("appointment_kinds", on))


def items_in_force(employment_id: UUID) -> list[AppointmentItem]:
    """Issued appointments of an employment that were neither cancelled nor corrected, cancellations left out."""
    rows = AppointmentItem.objects.filter(employment_id=employment_id, state__in=IN_FORCE)
    return list(
        rows.exclude(kind="CANCEL")
        .select_related("order")
        .order_by("effective_on", "order__issued_at", "seq")
    )


def played(items: Iterable[AppointmentItem]) -> list[Item]:
    """Rows as the rules replay them: in the order of day, issue and sequence; records that move no fact stay in."""
    ordered = sorted(
        items,
        key=lambda one: (
            one.effective_on,
            one.order.issued_at is None,
            str(one.order.issued_at or ""),
            one.seq,
        ),
    )
    return [item_of(one, seq) for seq, one in enumerate(ordered, 1) if kind_played(one) not in OUTSIDE_KINDS]


def item_of(row: AppointmentItem, seq: int) -> Item:
    """One row as an item of the replay."""
    return Item(
        key=str(row.pk),
        kind=kind_played(row),
        effective_on=row.effective_on,
        until_on=row.until_on,
        seq=seq,
        issued_on=row.issued_on,
        values=row.values,
        order_no=row.order.number,
    )


def kind_played(row: AppointmentItem) -> str:
    """What the row does: a correction does what it corrects."""
    return row.plays_as or row.kind


def moves_facts(kind: str) -> bool:
    """Whether a kind changes facts at all, unlike records and orders about orders."""
    return kind not in META_KINDS | OUTSIDE_KINDS | RECORD_KINDS
