"""Ledger lines of a leave request: held, used, released, given back. Callers hold the lock of the employment."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Sum

from attendance.choices import EntryKind
from attendance.models import ExpectedHold, LeaveEntry, LeaveLot, LeaveRequest
from attendance.rules.leave_lots import Allocation, OpenLot, Taken
from attendance.services.ledger import Line, NewLot, grant, write

ADVANCE = "ADVANCE"


def hold(
    request: LeaveRequest,
    allocation: Allocation,
    credit: Collection[OpenLot],
    *,
    at: datetime,
    by: UUID | None,
) -> None:
    """Hold the minutes of a request; what an exchanged request gives back needs no hold."""
    back: dict[UUID | None, int] = {}
    for lot in credit:
        back[lot.lot_id] = back.get(lot.lot_id, 0) + lot.available
    borrowed = [part for part in allocation.parts if part.is_advance and part.lot_id is None]
    advance_id = _borrow(request, borrowed, at=at, by=by) if borrowed else None
    lines: list[Line] = []
    for part in allocation.parts:
        lot_id = part.lot_id or (advance_id if part.is_advance else None)
        if lot_id is None:
            _expect(request, part)
            continue
        free = min(back.get(lot_id, 0), part.minutes)
        back[lot_id] = back.get(lot_id, 0) - free
        lines.append(Line(lot_id, EntryKind.HOLD, free - part.minutes, part.on, request.pk))
    write(lines, at=at, by=by)


def use(request: LeaveRequest, *, at: datetime, by: UUID | None) -> None:
    """What is held becomes use: RELEASE and USE together, day by day and lot by lot."""
    lines: list[Line] = []
    for lot_id, on, minutes in _held(request.pk):
        lines.append(Line(lot_id, EntryKind.RELEASE, minutes, on, request.pk))
        lines.append(Line(lot_id, EntryKind.USE, -minutes, on, request.pk))
    write(lines, at=at, by=by)


def release(request: LeaveRequest, *, at: datetime, by: UUID | None) -> None:
    """What is held is free again; what was borrowed for it is given back to the next grant."""
    held = _held(request.pk)
    write(
        [Line(lot_id, EntryKind.RELEASE, minutes, on, request.pk) for lot_id, on, minutes in held],
        at=at,
        by=by,
    )
    _unborrow(request, [(lot_id, minutes, on) for lot_id, on, minutes in held], at=at, by=by)
    ExpectedHold.objects.filter(request=request, ended_at__isnull=True).update(ended_at=at)


def reverse(request: LeaveRequest, *, at: datetime, by: UUID | None) -> int:
    """Everything used by a request is given back to its lots; the minutes."""
    return _reverse(request, _used(request.pk), "", at=at, by=by)


def reverse_days(
    request: LeaveRequest, on: Sequence[date], cause: str, *, at: datetime, by: UUID | None
) -> int:
    """The same for some days."""
    wanted = set(on)
    return _reverse(request, [row for row in _used(request.pk) if row[1] in wanted], cause, at=at, by=by)


def used_lots(request_id: UUID) -> list[OpenLot]:
    """What the use of a request would give back, as open lots."""
    lots = {lot.pk: lot for lot in LeaveLot.objects.filter(entries__request_id=request_id).distinct()}
    return [
        OpenLot(lot_id, lots[lot_id].granted_on, lots[lot_id].expires_on, minutes, lots[lot_id].is_advance)
        for lot_id, _on, minutes in _used(request_id)
    ]


def _reverse(
    request: LeaveRequest,
    used: Sequence[tuple[UUID, date, int]],
    cause: str,
    *,
    at: datetime,
    by: UUID | None,
) -> int:
    write(
        [
            Line(lot_id, EntryKind.REVERSE, minutes, on, request.pk, text=cause)
            for lot_id, on, minutes in used
        ],
        at=at,
        by=by,
    )
    _unborrow(request, [(lot_id, minutes, on) for lot_id, on, minutes in used], at=at, by=by)
    days = {on for _lot, on, _minutes in used}
    expected = ExpectedHold.objects.filter(request=request, ended_at__isnull=True)
    (expected.filter(on__in=days) if cause else expected).update(ended_at=at)
    return sum(minutes for _lot, _on, minutes in used)


def _held(request_id: UUID) -> list[tuple[UUID, date, int]]:
    return _sums(request_id, (EntryKind.HOLD, EntryKind.RELEASE))


def _used(request_id: UUID) -> list[tuple[UUID, date, int]]:
    return _sums(request_id, (EntryKind.USE, EntryKind.REVERSE))


def _sums(request_id: UUID, kinds: Sequence[EntryKind]) -> list[tuple[UUID, date, int]]:
    rows = (
        LeaveEntry.objects.filter(request_id=request_id, kind__in=kinds)
        .values("lot_id", "on")
        .annotate(total=Sum("minutes"))
        .order_by("on", "lot_id")
    )
    return [(row["lot_id"], row["on"], -row["total"]) for row in rows if row["total"]]


def _borrow(request: LeaveRequest, parts: Sequence[Taken], *, at: datetime, by: UUID | None) -> UUID:
    """A lot of borrowed minutes for this request."""
    (lot,) = grant(
        [
            NewLot(
                request.staff_id,
                request.from_on,
                request.until_on,
                sum(part.minutes for part in parts),
                f"ADV-{str(request.pk)[-12:]}-{request.version}",
                "다음 부여분에서 당겨쓰기",
                pool=request.leave_type,
                source="지방공무원 복무규정 제7조의3 준용",
                is_advance=True,
            )
        ],
        at=at,
        by=by,
    )
    return lot.pk


def _unborrow(
    request: LeaveRequest, freed: Sequence[tuple[UUID, int, date]], *, at: datetime, by: UUID | None
) -> None:
    ids = {lot_id for lot_id, _minutes, _on in freed}
    advances = set(LeaveLot.objects.filter(pk__in=ids, is_advance=True).values_list("pk", flat=True))
    write(
        [
            Line(lot_id, EntryKind.ADVANCE, -minutes, on, request.pk, text="당겨쓰기 취소")
            for lot_id, minutes, on in freed
            if lot_id in advances
        ],
        at=at,
        by=by,
    )


def _expect(request: LeaveRequest, part: Taken) -> None:
    ExpectedHold.objects.create(
        request=request,
        pool=request.leave_type,
        on=part.on,
        minutes=part.minutes,
        granted_on=part.granted_on,
    )
