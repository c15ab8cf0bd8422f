"""복무 마감: departments confirm, HR closes, the result is written with its hash (handbook 2.10)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from attendance.choices import DayClass, DayState, LeaveState, MonthState, OvertimeState
from attendance.errors import MonthNotReady
from attendance.models import (
    AttendanceAdjustment,
    AttendanceDay,
    AttendanceMonth,
    AttendanceMonthResult,
    LeaveRequest,
    MonthConfirmation,
    OvertimeOrder,
    PeriodSettlement,
)
from attendance.permissions import DEPARTMENT_CONFIRM, MONTH_CLOSE, MONTH_REOPEN, STAFF_VIEW
from attendance.queries.averaging import averaged_terms, terms_on
from attendance.queries.calendars import Plans, plans_for
from attendance.queries.month_state import (
    Blocker,
    blockers,
    departments_led,
    open_period,
    people_of_month,
)
from attendance.queries.rulebook import RuleBook
from attendance.rules import flows
from attendance.rules.month_close import Averaged, DayFact, month_sum, weeks_ending_in
from attendance.rules.working_time import WEEK
from attendance.services.lateness import charge_lateness
from attendance.services.leave_lines import used_lots
from attendance.services.ledger import Line, write
from attendance.services.settlements import settle_periods
from attendance.services.staff import lock_staff
from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound, PermissionMissing
from core.periods import day_of, first_day, last_day, period_of

CLOSEABLE_ORDERS = (OvertimeState.RECOGNIZED,)


@transaction.atomic
def confirm_department(*, actor: Actor, period: int, department_id: UUID, at: datetime) -> AttendanceMonth:
    """A department has looked through its month; when all have, the month is DEPT_CONFIRMED. Locks the month.

    Heads confirm their own department, HR any. Refuses while something of the department is open (E-ATT-020).
    """
    actor.require(DEPARTMENT_CONFIRM)
    if not actor.may(STAFF_VIEW) and department_id not in departments_led(actor.user_id, day_of(at)):
        raise PermissionMissing(permission=DEPARTMENT_CONFIRM)
    month = _locked(period)
    people = people_of_month(period)
    own = [one for one in people if one.department_id == department_id]
    _refuse_blocked(blockers(period, [one.staff_id for one in own]))
    MonthConfirmation.objects.get_or_create(
        month=month,
        department_id=department_id,
        defaults={"confirmed_by_id": _person(actor), "confirmed_at": at},
    )
    wanted = {one.department_id for one in people if one.department_id}
    have = set(month.confirmations.values_list("department_id", flat=True))
    if month.state == MonthState.OPEN and wanted <= have:
        _move(month, "confirm")
    _record(actor, month, "attendance_month_confirmed", "부서 근태 확인", at, str(department_id))
    return month


@transaction.atomic
def return_department(
    *, actor: Actor, period: int, department_id: UUID, reason: str, at: datetime
) -> AttendanceMonth:
    """HR gives a confirmed month back to a department. Locks the month."""
    actor.require(MONTH_CLOSE)
    month = _locked(period)
    month.confirmations.filter(department_id=department_id).delete()
    if month.state == MonthState.DEPT_CONFIRMED:
        _move(month, "return")
    _record(actor, month, "attendance_month_returned", f"근태 확인 반려: {reason}", at, str(department_id))
    return month


@dataclass(frozen=True)
class Closed:
    """What a close wrote."""

    month: AttendanceMonth
    people: int


@transaction.atomic
def close_month(*, actor: Actor, period: int, at: datetime) -> Closed:
    """Close a month: days, overtime and leave of it are fixed, and one result for each person is written.

    Locks the month and its days. Refuses open exceptions, days not over, requests under way and overtime not
    recognised (E-ATT-020, each named).
    """
    actor.require(MONTH_CLOSE)
    month = _locked(period)
    state = flows.month.next(month.state, "close")
    people = people_of_month(period)
    ids = [one.staff_id for one in people]
    _refuse_blocked(blockers(period, ids))
    results = _results(month, ids, actor, at)
    AttendanceMonthResult.objects.bulk_create(results, batch_size=2000)
    first, last = first_day(period), last_day(period)
    AttendanceDay.objects.filter(staff_id__in=ids, on__gte=first, on__lte=last).exclude(
        state=DayState.CLOSED
    ).update(state=DayState.CLOSED)
    OvertimeOrder.objects.filter(
        staff_id__in=ids, on__gte=first, on__lte=last, state__in=CLOSEABLE_ORDERS
    ).update(state=OvertimeState.CLOSED)
    taken = LeaveRequest.objects.filter(staff_id__in=ids, until_on__gte=first, until_on__lte=last)
    taken.filter(state__in=(LeaveState.APPROVED, LeaveState.TAKEN), purpose="LEAVE").update(
        state=LeaveState.CLOSED
    )
    charge_lateness(month=month, run=month.run + 1, staff_ids=ids, by=actor.user_id, at=at)
    month.run += 1
    month.closed_at, month.closed_by_id = at, actor.user_id
    month.state = state
    month.version += 1
    month.save()
    _record(actor, month, "attendance_month_closed", f"복무 마감 {period}", at, f"{len(results)}명")
    return Closed(month, len(results))


@transaction.atomic
def reopen_month(*, actor: Actor, period: int, reason: str, at: datetime) -> AttendanceMonth:
    """Open a closed month again, with a reason. Locks the month. The earlier results stay as they were."""
    actor.require(MONTH_REOPEN)
    if not reason.strip():
        raise InvalidInput(errors=[FieldFault("/reason", "EMPTY", "사유를 입력하십시오.")])
    month = _locked(period)
    month.reopened_at, month.reopened_by_id, month.reopen_reason = at, actor.user_id, reason.strip()[:300]
    _move(month, "reopen")
    days = AttendanceDay.objects.filter(
        on__gte=first_day(period), on__lte=last_day(period), state=DayState.CLOSED
    )
    days.update(state=DayState.CONFIRMED)
    _record(actor, month, "attendance_month_reopened", f"복무 마감 재개: {reason}", at, "")
    return month


@dataclass(frozen=True)
class AdjustmentData:
    """A correction of a closed month: whose, which day, of what, by how many minutes, why, for which paper."""

    staff_id: UUID
    on: date
    kind: str
    minutes: int
    cause: str
    adjusts: UUID | None = None


@transaction.atomic
def adjust_closed(*, actor: Actor, data: AdjustmentData, at: datetime) -> AttendanceAdjustment:
    """Correct a closed month in the open one (handbook 7.3); leave given back goes to its lots again.

    Locks the employment. Refuses a month that is not closed and an empty cause.
    """
    actor.require(MONTH_CLOSE)
    of_period = period_of(data.on)
    closed = AttendanceMonth.objects.filter(period=of_period, state=MonthState.HR_CLOSED).exists()
    faults = []
    if not closed:
        faults.append(FieldFault("/on", "open", "마감된 달만 조정으로 바로잡습니다."))
    if not data.cause.strip() or data.minutes == 0:
        faults.append(FieldFault("/cause", "EMPTY", "사유와 시간을 입력하십시오."))
    if faults:
        raise InvalidInput(errors=faults)
    lock_staff(data.staff_id)
    if data.kind == "LEAVE" and data.adjusts is not None:
        _give_leave_back(data, actor, at)
    made = AttendanceAdjustment.objects.create(
        staff_id=data.staff_id,
        period=open_period(of_period),
        of_period=of_period,
        on=data.on,
        kind=data.kind,
        minutes=data.minutes,
        cause=data.cause.strip()[:300],
        adjusts=data.adjusts,
        recorded_at=at,
        recorded_by=actor.user_id,
    )
    audit.record(
        actor=actor,
        verb="attendance_adjusted",
        subject_type="attendance_staff",
        subject_id=data.staff_id,
        summary=f"마감 후 조정 {data.on}: {data.minutes:+d}분",
        at=at,
        facts={"kind": data.kind, "of_period": of_period, "period": made.period},
    )
    return made


def _give_leave_back(data: AdjustmentData, actor: Actor, at: datetime) -> None:
    wanted = -data.minutes
    lines = []
    for lot in used_lots(data.adjusts) if data.adjusts else []:
        part = min(wanted, lot.available)
        if lot.lot_id is not None and part > 0:
            wanted -= part
            text = f"마감 후 조정: {data.cause.strip()}"
            lines.append(Line(lot.lot_id, "REVERSE", part, data.on, data.adjusts, text=text))  # type: ignore[arg-type]
    if wanted > 0:
        raise InvalidInput(errors=[FieldFault("/minutes", "range", "쓴 휴가보다 많이 돌려줄 수 없습니다.")])
    write(lines, at=at, by=actor.user_id)


def _results(
    month: AttendanceMonth, ids: list[UUID], actor: Actor, at: datetime
) -> list[AttendanceMonthResult]:
    first, last = first_day(month.period), last_day(month.period)
    policy = RuleBook(last).overtime
    begin, end = weeks_ending_in(first, last)
    rows = AttendanceDay.objects.filter(
        staff_id__in=ids, on__gte=min(begin, first), on__lte=max(end, last)
    ).order_by("on")
    settled = settle_periods(month=month, run=month.run + 1, staff_ids=ids, by=actor.user_id, at=at)
    averaged = averaged_terms(ids, min(begin, first), max(end, last) + timedelta(days=1))
    plans = plans_for(ids, min(begin, first), max(end, last) + timedelta(days=1))
    by_staff: dict[UUID, list[DayFact]] = defaultdict(list)
    for row in rows.iterator(chunk_size=5000):
        by_staff[row.staff_id].append(_fact(row, plans))
    found = []
    for staff_id in ids:
        days = by_staff.get(staff_id, [])
        terms = averaged.get(staff_id, ())
        total = month_sum(
            (day for day in days if first <= day.on <= last),
            (day for day in days if begin <= day.on <= end and not terms_on(terms, day.on)),
            policy,
            _averaged(settled.get(staff_id, [])),
        )
        found.append(
            AttendanceMonthResult(
                month=month,
                run=month.run + 1,
                staff_id=staff_id,
                values=asdict(total),
                content_hash=total.hash,
                recorded_at=at,
                recorded_by=actor.user_id,
            )
        )
    return found


def _averaged(rows: list[PeriodSettlement]) -> Averaged:
    return Averaged(sum(row.premium for row in rows), sum(row.over_limit > 0 for row in rows))


def _fact(row: AttendanceDay, plans: Plans) -> DayFact:
    return DayFact(
        row.on,
        DayClass(row.day_class),
        row.worked,
        row.ordered,
        row.late,
        row.early,
        row.out,
        row.absent,
        row.night,
        row.holiday_within_8,
        row.holiday_over_8,
        row.leave_used,
        row.unpaid_leave,
        row.planned,
        plans.week_of(row.staff_id, row.on).weekly_minutes < WEEK,
    )


def _refuse_blocked(found: list[Blocker]) -> None:
    if found:
        faults = [
            FieldFault(f"/days/{one.on}", one.kind, f"{one.person} {one.on} {one.text}") for one in found[:50]
        ]
        raise MonthNotReady(count=len(found), errors=faults)


def _person(actor: Actor) -> UUID:
    if actor.user_id is None:
        raise PermissionMissing(permission=DEPARTMENT_CONFIRM)
    return actor.user_id


def _locked(period: int) -> AttendanceMonth:
    if not 1 <= period % 100 <= 12:
        raise NotFound(period=period)
    AttendanceMonth.objects.get_or_create(period=period)
    return AttendanceMonth.objects.select_for_update().get(period=period)


def _move(month: AttendanceMonth, verb: str) -> None:
    month.state = flows.month.next(month.state, verb)
    month.version += 1
    month.save()


def _record(actor: Actor, month: AttendanceMonth, verb: str, summary: str, at: datetime, text: str) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="attendance_month",
        subject_id=month.pk,
        summary=summary,
        at=at,
        facts={"period": month.period, "text": text},
    )


def month_days(period: int) -> tuple[date, date]:
    """First day of the month, and of the next."""
    return first_day(period), last_day(period) + timedelta(days=1)
