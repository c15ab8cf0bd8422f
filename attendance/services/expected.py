"""Leave beyond the last lot: held against the grant that is expected, used when it is there (handbook 7.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from attendance.choices import EntryKind, LeaveState
from attendance.models import ExpectedHold, LeaveLot
from attendance.services.ledger import Line, write
from core.access import Actor

USED = (LeaveState.APPROVED, LeaveState.TAKEN, LeaveState.CANCEL_REQUESTED, LeaveState.CHANGE_REQUESTED)


def settle_expected(*, lots: Sequence[LeaveLot], actor: Actor, at: datetime) -> int:
    """Turn days held against these grants into use, or into a hold while the request is under way.

    A day the grant is too small for stays open, and the request shows it. How many days were settled.
    """
    by_grant = {(lot.staff_id, lot.pool, lot.granted_on): lot for lot in lots}
    open_holds = ExpectedHold.objects.filter(
        ended_at__isnull=True, request__staff_id__in={lot.staff_id for lot in lots}
    ).select_related("request")
    left = _balances(by_grant)
    lines: list[Line] = []
    settled: list[UUID] = []
    for hold in open_holds.order_by("on", "pk"):
        lot = by_grant.get((hold.request.staff_id, hold.pool, hold.granted_on))
        if lot is None or left[lot.pk] < hold.minutes:
            continue
        left[lot.pk] -= hold.minutes
        kind = EntryKind.USE if hold.request.state in USED else EntryKind.HOLD
        lines.append(Line(lot.pk, kind, -hold.minutes, hold.on, hold.request_id, text="부여 예정분 사용"))
        settled.append(hold.pk)
    write(lines, at=at, by=actor.user_id)
    ExpectedHold.objects.filter(pk__in=settled).update(ended_at=at)
    return len(settled)


def _balances(by_grant: dict[tuple[UUID, str, date], LeaveLot]) -> dict[UUID, int]:
    rows = LeaveLot.objects.filter(pk__in=[lot.pk for lot in by_grant.values()])
    return dict(rows.values_list("pk", "balance"))
