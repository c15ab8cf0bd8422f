"""지각·조퇴·외출 at the close: eight hours of a year together cost a day of annual leave (S-09)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import Sum

from attendance.choices import EntryKind, Regime
from attendance.models import AttendanceDay, AttendanceMonth, LatenessCharge, LeaveEntry, LeaveLot, Staff
from attendance.queries.rulebook import RuleBook
from attendance.rules.lateness import to_charge
from attendance.rules.leave_lots import DayNeed, allocate
from attendance.services.ledger import ANNUAL, Line, open_lots, write
from core.periods import last_day

TEXT = "지각·조퇴·외출 누계 8시간을 1일로 뺌"
BACK = "지각·조퇴·외출 누계가 줄어 돌려줌"


def charge_lateness(
    *, month: AttendanceMonth, run: int, staff_ids: Collection[UUID], by: UUID | None, at: datetime
) -> int:
    """Take whole days of leave for the lateness of the year so far; a close that comes again takes the difference.

    Whom: people under the rules of local officials, others where the work rules say so (근로자의 동의가 있는
    취업규칙). Locks the employments. How many people it touched.
    """
    last = last_day(month.period)
    if RuleBook(last).policy.lateness_costs_leave:
        rows = Staff.objects.filter(pk__in=staff_ids)
    else:
        rows = Staff.objects.filter(pk__in=staff_ids, regime=Regime.LOCAL_PUBLIC)
    people = list(rows.order_by("pk").select_for_update().values_list("pk", flat=True))
    totals = _totals(people, last)
    charged = _charged(people, last.year)
    made = [
        one
        for staff_id in people
        if (one := _charge(month, run, staff_id, totals, charged, by, at)) is not None
    ]
    LatenessCharge.objects.bulk_create(made)
    return len(made)


def _charge(
    month: AttendanceMonth,
    run: int,
    staff_id: UUID,
    totals: Mapping[UUID, int],
    charged: Mapping[UUID, int],
    by: UUID | None,
    at: datetime,
) -> LatenessCharge | None:
    total, before, last = totals.get(staff_id, 0), charged.get(staff_id, 0), last_day(month.period)
    lots = [lot for lot in open_lots(staff_id, ANNUAL) if lot.is_valid_on(last)]
    minutes = to_charge(total, before, sum(lot.available for lot in lots))
    if not minutes:
        return None
    if minutes > 0:
        parts = allocate([DayNeed(last, minutes)], lots).parts
        lines = [
            Line(part.lot_id, EntryKind.ADJUST, -part.minutes, last, text=TEXT)
            for part in parts
            if part.lot_id is not None
        ]
    else:
        lines = _back(staff_id, -minutes, last)
    write(lines, at=at, by=by)
    return LatenessCharge(
        month=month,
        run=run,
        staff_id=staff_id,
        year=last.year,
        total=total,
        minutes=minutes,
        recorded_at=at,
        recorded_by=by,
    )


def _back(staff_id: UUID, minutes: int, on: date) -> list[Line]:
    """Back to the lots it was taken from, the last first."""
    taken = LeaveEntry.objects.filter(
        lot__staff_id=staff_id, kind=EntryKind.ADJUST, text__in=(TEXT, BACK), on__year=on.year
    )
    by_lot = {row["lot_id"]: -row["total"] for row in taken.values("lot_id").annotate(total=Sum("minutes"))}
    lines = []
    for lot in LeaveLot.objects.filter(pk__in=by_lot).order_by("-expires_on", "-granted_on", "-pk"):
        part = min(minutes, by_lot[lot.pk])
        if part > 0:
            minutes -= part
            lines.append(Line(lot.pk, EntryKind.ADJUST, part, on, text=BACK))
    return lines


def _totals(staff_ids: Collection[UUID], last: date) -> dict[UUID, int]:
    """Minutes late, gone early and out since the first of January."""
    rows = AttendanceDay.objects.filter(
        staff_id__in=staff_ids, on__gte=date(last.year, 1, 1), on__lte=last
    ).values("staff_id")
    found = rows.annotate(a=Sum("late"), b=Sum("early"), c=Sum("out"))
    return {row["staff_id"]: row["a"] + row["b"] + row["c"] for row in found}


def _charged(staff_ids: Collection[UUID], year: int) -> dict[UUID, int]:
    rows = LatenessCharge.objects.filter(staff_id__in=staff_ids, year=year).values("staff_id")
    return {row["staff_id"]: row["total"] for row in rows.annotate(total=Sum("minutes"))}
