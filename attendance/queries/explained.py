"""Balances explained: every minute shown is a sum of ledger lines with the rule and the paper behind each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from attendance.choices import EntryKind
from attendance.models import ExpectedHold, LeaveEntry, LeaveLot
from attendance.queries.promotions import fixed_days
from attendance.rules.annual_leave import days_text

GRANTING = (EntryKind.GRANT, EntryKind.ADVANCE, EntryKind.CARRY, EntryKind.ADJUST)
USING = (EntryKind.USE, EntryKind.REVERSE)
ENDING = (EntryKind.EXPIRE, EntryKind.PAYOUT)


@dataclass(frozen=True)
class ExplainedLine:
    """One line of the receipt: what, why, how many minutes; `request_id` where one paper is behind it."""

    title: str
    note: str
    source: str
    minutes: int
    kind: str
    request_id: UUID | None = None

    def days(self, day: int = 480) -> str:
        return days_text(abs(self.minutes), day)

    @property
    def days_shown(self) -> str:
        return self.days()


@dataclass(frozen=True)
class ExplainedBalance:
    """A balance with its lines; `left` is what may still be asked for."""

    pool: str
    on: date
    lines: tuple[ExplainedLine, ...]
    balance: int
    held: int
    fixed: tuple[tuple[date, datetime], ...]
    expires_on: date | None

    @property
    def left(self) -> int:
        return self.balance - self.held

    @property
    def left_days(self) -> str:
        return days_text(self.left)

    @property
    def free_days(self) -> str:
        """What is left besides the days fixed by use promotion."""
        return days_text(max(0, self.left - 480 * len(self.fixed)))

    @property
    def is_true(self) -> bool:
        """Whether the lines sum to what is shown."""
        return sum(line.minutes for line in self.lines) == self.left


def explained_balance(staff_id: UUID, pool: str, on: date) -> ExplainedBalance:
    """The balance of one kind of leave on a day: lots that may be used then, two statements."""
    lots = list(LeaveLot.objects.filter(staff_id=staff_id, pool=pool, granted_on__lte=on, expires_on__gte=on))
    entries = list(
        LeaveEntry.objects.filter(lot__in=[lot.pk for lot in lots])
        .select_related("request")
        .order_by("on", "pk")
    )
    lines = [*_granted(lots, entries), *_used(entries, on), *_ended(entries), *_held(entries)]
    return ExplainedBalance(
        pool,
        on,
        tuple(line for line in lines if line.minutes),
        sum(lot.balance for lot in lots),
        sum(lot.held for lot in lots),
        tuple(fixed_days(staff_id, on)) if pool == "ANNUAL" else (),
        max((lot.expires_on for lot in lots), default=None),
    )


def _granted(lots: Sequence[LeaveLot], entries: Sequence[LeaveEntry]) -> list[ExplainedLine]:
    sums: dict[UUID, int] = {}
    for entry in entries:
        if entry.kind in GRANTING:
            sums[entry.lot_id] = sums.get(entry.lot_id, 0) + entry.minutes
    return [
        ExplainedLine(
            "당겨쓴 연차" if lot.is_advance else "생긴 연차",
            f"{lot.granted_on:%Y. %-m. %-d.} {lot.label}",
            lot.source,
            sums.get(lot.pk, 0),
            "plus",
        )
        for lot in lots
    ]


def _used(entries: Sequence[LeaveEntry], on: date) -> list[ExplainedLine]:
    past = [entry for entry in entries if entry.kind in USING and entry.on <= on]
    ahead: dict[UUID | None, list[LeaveEntry]] = {}
    for entry in entries:
        if entry.kind in USING and entry.on > on:
            ahead.setdefault(entry.request_id, []).append(entry)
    count = len({entry.request_id for entry in past if entry.kind == EntryKind.USE})
    lines = [ExplainedLine("쓴 연차", f"사용 {count}건", "", sum(entry.minutes for entry in past), "used")]
    lines += [
        ExplainedLine("승인된 예정", _days(rows), "", sum(row.minutes for row in rows), "ahead", request_id)
        for request_id, rows in ahead.items()
    ]
    return lines


def _ended(entries: Sequence[LeaveEntry]) -> list[ExplainedLine]:
    minutes = sum(entry.minutes for entry in entries if entry.kind in ENDING)
    return [ExplainedLine("소멸·지급", "", "", minutes, "ended")]


def _held(entries: Sequence[LeaveEntry]) -> list[ExplainedLine]:
    found: dict[UUID | None, list[LeaveEntry]] = {}
    for entry in entries:
        if entry.kind in (EntryKind.HOLD, EntryKind.RELEASE):
            found.setdefault(entry.request_id, []).append(entry)
    return [
        ExplainedLine("결재 중", _days(rows), "", sum(row.minutes for row in rows), "held", request_id)
        for request_id, rows in found.items()
    ]


def _days(rows: Sequence[LeaveEntry]) -> str:
    days = sorted({row.on for row in rows})
    if not days:
        return ""
    first = f"{days[0].month}. {days[0].day}."
    return first if len(days) == 1 else f"{first} ~ {days[-1].month}. {days[-1].day}."


@dataclass(frozen=True)
class LedgerLine:
    """A line of the leave ledger as screen 46 lists it."""

    entry_id: UUID
    on: date
    recorded_at: datetime
    person: str
    pool: str
    kind: str
    minutes: int
    text: str
    lot: str
    source: str
    expires_on: date
    request_id: UUID | None

    @property
    def days(self) -> str:
        return days_text(self.minutes)


def ledger_rows() -> QuerySet[Any, Any]:
    """Ledger lines with their lots, for lists of this app's edge."""
    return LeaveEntry.objects.select_related("lot__staff__person")


def ledger_line(row: Any) -> LedgerLine:
    """A stored line as a list shows it."""
    return LedgerLine(
        row.pk,
        row.on,
        row.recorded_at,
        row.lot.staff.person.name,
        row.lot.pool,
        str(EntryKind(row.kind).label),
        row.minutes,
        row.text or row.lot.label,
        row.lot.label,
        row.lot.source,
        row.lot.expires_on,
        row.request_id,
    )


def lots_of(staff_id: UUID) -> list[LeaveLot]:
    """Every lot of a person, the newest first."""
    return list(LeaveLot.objects.filter(staff_id=staff_id).order_by("-granted_on", "pk"))


def expected_of(staff_id: UUID) -> list[ExpectedHold]:
    """Days held against a grant that is expected."""
    return list(ExpectedHold.objects.filter(request__staff_id=staff_id, ended_at__isnull=True))


def lots_named(name: str) -> list[LeaveLot]:
    """Lots with something left, of people whose name holds the word; none for an empty word."""
    if not name:
        return []
    rows = LeaveLot.objects.filter(staff__person__name__icontains=name).select_related("staff__person")
    return list(rows.order_by("staff__person__name", "-granted_on")[:50])
