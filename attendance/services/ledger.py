"""The leave ledger: the only writer of its lines. Callers hold the lock of the employment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from attendance.choices import EntryKind
from attendance.models import LeaveEntry, LeaveLot
from attendance.permissions import LEDGER_MANAGE
from attendance.rules.leave_lots import OpenLot
from attendance.services.staff import lock_staff
from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound

ANNUAL = "ANNUAL"
TAKEN_OVER = "taken_over_on"


@dataclass(frozen=True)
class Line:
    """A line to be written."""

    lot_id: UUID
    kind: EntryKind
    minutes: int
    on: date
    request_id: UUID | None = None
    reverses_id: UUID | None = None
    is_payable: bool = False
    text: str = ""


def write(lines: Iterable[Line], *, at: datetime, by: UUID | None) -> list[LeaveEntry]:
    """Write lines in this order; the database moves the lots with them and refuses what would go below zero."""
    return LeaveEntry.objects.bulk_create(
        LeaveEntry(
            lot_id=line.lot_id,
            kind=line.kind,
            minutes=line.minutes,
            on=line.on,
            request_id=line.request_id,
            reverses_id=line.reverses_id,
            is_payable=line.is_payable,
            text=line.text[:300],
            recorded_at=at,
            recorded_by=by,
        )
        for line in lines
        if line.minutes
    )


@dataclass(frozen=True)
class NewLot:
    """Leave to be granted."""

    staff_id: UUID
    granted_on: date
    expires_on: date
    minutes: int
    rule: str
    label: str
    pool: str = ANNUAL
    source: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    rule_rows: Sequence[str] = ()
    is_advance: bool = False

    @property
    def key(self) -> tuple[UUID, str, date, str]:
        return self.staff_id, self.pool, self.granted_on, self.rule


def grant(lots: Sequence[NewLot], *, at: datetime, by: UUID | None) -> list[LeaveLot]:
    """Make lots with their first line, those of the same grant once; what was already there is left out.

    Advances not settled yet are taken from the first new lot of the person (handbook 7.2).
    """
    known = _known(lots)
    fresh = [lot for lot in lots if lot.minutes > 0 and lot.key not in known]
    rows = LeaveLot.objects.bulk_create(
        LeaveLot(
            staff_id=lot.staff_id,
            pool=lot.pool,
            granted_on=lot.granted_on,
            expires_on=lot.expires_on,
            rule=lot.rule,
            label=lot.label,
            source=lot.source,
            facts=lot.facts,
            rule_rows=list(lot.rule_rows),
            is_advance=lot.is_advance,
        )
        for lot in fresh
    )
    kind = [EntryKind.ADVANCE if lot.is_advance else EntryKind.GRANT for lot in fresh]
    lines = [
        Line(row.pk, word, lot.minutes, lot.granted_on, text=lot.label)
        for row, lot, word in zip(rows, fresh, kind, strict=True)
    ]
    write(lines, at=at, by=by)
    _settle_advances(rows, fresh, at=at, by=by)
    return rows


def taken_over_on(staff_ids: Iterable[UUID]) -> dict[UUID, date]:
    """The day whose opening balance holds every grant until then, by employment."""
    rows = LeaveLot.objects.filter(staff_id__in=set(staff_ids), pool=ANNUAL, facts__has_key=TAKEN_OVER)
    found: dict[UUID, date] = {}
    for staff_id, facts in rows.values_list("staff_id", "facts"):
        day = date.fromisoformat(facts[TAKEN_OVER])
        found[staff_id] = max(found.get(staff_id, day), day)
    return found


def _known(lots: Sequence[NewLot]) -> set[tuple[UUID, str, date, str]]:
    people = {lot.staff_id for lot in lots}
    rows = LeaveLot.objects.filter(staff_id__in=people)
    return set(rows.values_list("staff_id", "pool", "granted_on", "rule"))


def _settle_advances(
    rows: Sequence[LeaveLot], lots: Sequence[NewLot], *, at: datetime, by: UUID | None
) -> None:
    owed = unsettled_advances({row.staff_id for row in rows})
    lines = []
    for row, lot in zip(rows, lots, strict=True):
        minutes = min(owed.get((row.staff_id, row.pool), 0), lot.minutes)
        if minutes and not lot.is_advance:
            owed[row.staff_id, row.pool] -= minutes
            lines.append(Line(row.pk, EntryKind.ADVANCE, -minutes, lot.granted_on, text="당겨쓴 휴가 정산"))
    write(lines, at=at, by=by)


def unsettled_advances(staff_ids: Iterable[UUID]) -> dict[tuple[UUID, str], int]:
    """Minutes borrowed and not settled by a grant yet, by person and kind of leave."""
    rows = (
        LeaveEntry.objects.filter(lot__staff_id__in=set(staff_ids), kind=EntryKind.ADVANCE)
        .values("lot__staff_id", "lot__pool")
        .annotate(total=Sum("minutes"))
    )
    return {(row["lot__staff_id"], row["lot__pool"]): row["total"] for row in rows if row["total"]}


def open_lots(staff_id: UUID, pool: str) -> list[OpenLot]:
    """Lots with something free in them."""
    rows = LeaveLot.objects.filter(staff_id=staff_id, pool=pool, balance__gt=0)
    return [
        OpenLot(row.pk, row.granted_on, row.expires_on, row.balance - row.held, row.is_advance)
        for row in rows
        if row.balance > row.held
    ]


@transaction.atomic
def adjust_lot(*, actor: Actor, lot_id: UUID, minutes: int, reason: str, at: datetime) -> LeaveEntry:
    """Correct a lot by hand, with a reason. Locks the employment; refuses going below zero and an empty reason."""
    actor.require(LEDGER_MANAGE)
    lot = LeaveLot.objects.filter(pk=lot_id).first()
    if lot is None:
        raise NotFound(lot_id=str(lot_id))
    lock_staff(lot.staff_id)
    lot.refresh_from_db()
    faults = []
    if not reason.strip():
        faults.append(FieldFault("/reason", "EMPTY", "사유를 입력하십시오."))
    if minutes == 0 or lot.balance - lot.held + minutes < 0:
        faults.append(FieldFault("/minutes", "range", "잔여를 넘게 줄일 수 없습니다."))
    if faults:
        raise InvalidInput(errors=faults)
    (entry,) = write(
        [Line(lot_id, EntryKind.ADJUST, minutes, lot.granted_on, text=reason.strip())],
        at=at,
        by=actor.user_id,
    )
    audit.record(
        actor=actor,
        verb="leave_adjusted",
        subject_type="leave_lot",
        subject_id=lot_id,
        summary=f"휴가 조정: {minutes:+d}분, {reason.strip()}",
        at=at,
        facts={"minutes": minutes},
    )
    return entry


@transaction.atomic
def grant_by_hand(*, actor: Actor, lot: NewLot, at: datetime) -> LeaveLot:
    """Grant leave by hand: opening balances, reward leave. Locks the employment; refuses the same grant twice."""
    actor.require(LEDGER_MANAGE)
    lock_staff(lot.staff_id)
    if lot.minutes <= 0 or lot.expires_on < lot.granted_on:
        raise InvalidInput(errors=[FieldFault("/minutes", "range", "부여 시간과 기간을 확인하십시오.")])
    made = grant([lot], at=at, by=actor.user_id)
    if not made:
        raise InvalidInput(errors=[FieldFault("/granted_on", "taken", "같은 부여가 이미 있습니다.")])
    audit.record(
        actor=actor,
        verb="leave_granted",
        subject_type="leave_lot",
        subject_id=made[0].pk,
        summary=f"휴가 부여: {lot.label}",
        at=at,
        facts={"minutes": lot.minutes, "granted_on": str(lot.granted_on)},
    )
    return made[0]
