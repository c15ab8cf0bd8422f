"""탄력·선택근로 정산 at the close of a month: what averaged working time came to, line by line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from attendance.models import AttendanceDay, AttendanceMonth, LongAbsence, PeriodSettlement
from attendance.queries.averaging import averaged_terms, periods_between
from attendance.rules.calendar import days
from attendance.rules.settlement import Averaging, SettledDay, settle
from attendance.rules.working_time import PAID_AS_HOLIDAY
from core.models.ranges import overlapping
from core.periods import first_day, last_day

LONGEST = timedelta(days=7 * 26)


def settle_periods(
    *, month: AttendanceMonth, run: int, staff_ids: Collection[UUID], by: UUID | None, at: datetime
) -> dict[UUID, list[PeriodSettlement]]:
    """Settle what falls due in a month; inside the close, which holds the lock of the month.

    The excess of days and weeks is due with its week, that of the average with the last day of the period
    (근로기준법 제51조~제52조). Where the employment ends, the period ends (제51조의3).
    """
    first, last = first_day(month.period), last_day(month.period)
    every = averaged_terms(staff_ids, first, last + timedelta(days=1))
    if not every:
        return {}
    worked = _days(every, first, last)
    away = _away(every, first - LONGEST, last)
    made: dict[UUID, list[PeriodSettlement]] = defaultdict(list)
    for staff_id, terms in every.items():
        for one in terms:
            for period in periods_between(one, first, last):
                row = _settled(one, period, (first, last), worked[staff_id], away[staff_id])
                if row is not None:
                    row.month, row.run, row.staff_id = month, run, staff_id
                    row.recorded_at, row.recorded_by = at, by
                    made[staff_id].append(row)
    PeriodSettlement.objects.bulk_create(row for rows in made.values() for row in rows)
    return made


def _settled(
    terms: Averaging,
    period: tuple[date, date],
    month: tuple[date, date],
    worked: dict[date, SettledDay],
    away: set[date],
) -> PeriodSettlement | None:
    start, until = period
    reached = min(until, month[1] + timedelta(days=1))
    found = settle(terms.kind, [worked.get(on, SettledDay(on, 0, 0)) for on in days(start, reached)], away)
    has_ended = until == reached
    due = [
        line
        for line in found.lines
        if month[0] <= line.due_on <= month[1]
        and (has_ended or line.step != "TOTAL")
        and (has_ended or (line.due_on - start).days % 7 == 6)
    ]
    if not has_ended and not any(line.premium for line in due):
        return None
    return PeriodSettlement(
        kind=terms.kind,
        from_on=start,
        until_on=until,
        worked=found.worked,
        leave=found.leave,
        standard=found.standard,
        premium=sum(line.premium for line in due),
        over_limit=found.over_limit if has_ended else 0,
        lines=[_line(asdict(line)) for line in due],
    )


def _line(values: dict[str, Any]) -> dict[str, Any]:
    return values | {name: str(values[name]) for name in ("from_on", "due_on")}


def _days(every: dict[UUID, list[Averaging]], first: date, last: date) -> dict[UUID, dict[date, SettledDay]]:
    starts = [
        start
        for terms in every.values()
        for one in terms
        for start, _until in periods_between(one, first, last)
    ]
    rows = AttendanceDay.objects.filter(
        staff_id__in=list(every), on__gte=min(starts, default=first), on__lte=last
    )
    found: dict[UUID, dict[date, SettledDay]] = defaultdict(dict)
    values = rows.values_list("staff_id", "on", "day_class", "planned", "worked", "leave_used")
    for staff_id, on, day_class, planned, minutes, leave in values:
        if day_class in PAID_AS_HOLIDAY:
            found[staff_id][on] = SettledDay(on, 0, 0, 0, minutes)
        else:
            found[staff_id][on] = SettledDay(on, planned, minutes, leave)
    return found


def _away(every: Collection[UUID], first: date, last: date) -> dict[UUID, set[date]]:
    until = last + timedelta(days=1)
    found: dict[UUID, set[date]] = defaultdict(set)
    rows = overlapping(LongAbsence.objects.filter(staff_id__in=list(every)), first, until)
    for staff_id, start, end in rows.values_list("staff_id", "from_on", "until_on"):
        found[staff_id] |= set(days(max(first, start), min(until, end or until)))
    return found
