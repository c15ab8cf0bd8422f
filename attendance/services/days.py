"""Days of attendance: calculated from schedule, records and approved papers, confirmed, never guessed (2.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from attendance.choices import (
    LEAVE_STANDING,
    OVERTIME_STANDING,
    TRIP_STANDING,
    ClockKind,
    DayException,
    DayState,
    LeaveState,
    OvertimeState,
    ScheduleKind,
    TripState,
)
from attendance.errors import BreakTooShort, MonthIsClosed, OvertimeNotOrdered, PunchMissing
from attendance.models import (
    AttendanceDay,
    CalendarEntry,
    ClockCorrection,
    ClockEvent,
    LeaveDay,
    LongAbsence,
    OvertimeOrder,
)
from attendance.permissions import DEPARTMENT_CONFIRM, STAFF_VIEW
from attendance.queries.calendars import Plans, plans_for
from attendance.queries.month_state import heads
from attendance.queries.rulebook import RuleBook
from attendance.rules import flows
from attendance.rules.calendar import days as days_between
from attendance.rules.clock_day import DayInput, DayResult, Punch, calculate
from attendance.rules.intervals import Interval
from attendance.rules.leave_cost import deemed_kind
from attendance.rules.moments import minute_of, moment
from attendance.rules.working_time import break_due
from attendance.services.staff import lock_staff
from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound, PermissionMissing
from core.models.ranges import overlapping

UNSURE = {LeaveState.SUBMITTED, LeaveState.CANCEL_REQUESTED, LeaveState.CHANGE_REQUESTED}
APPROVED_LEAVE = LEAVE_STANDING - {LeaveState.SUBMITTED}
APPROVED_TRIP = TRIP_STANDING - {TripState.SUBMITTED}
APPROVED_OVERTIME = OVERTIME_STANDING - {OvertimeState.SUBMITTED}
MISSING = {DayException.NO_RECORD, DayException.MISSING_IN, DayException.MISSING_OUT}
Key = tuple[UUID, date]


@dataclass
class _Facts:
    """Everything that decides over the days of some people in a range, read with a handful of statements."""

    plans: Plans
    events: dict[Key, list[ClockEvent]]
    leaves: dict[Key, list[LeaveDay]]
    busy: dict[Key, list[tuple[str, Interval]]]
    orders: dict[Key, list[Interval]]
    unpaid: frozenset[str]
    away: dict[UUID, list[tuple[date, date | None]]]
    grace: int
    unordered_from: int

    def is_away(self, staff_id: UUID, on: date) -> bool:
        ranges = self.away.get(staff_id, ())
        return any(start <= on and (end is None or on < end) for start, end in ranges)


@transaction.atomic
def calculate_days(*, staff_ids: Collection[UUID], from_on: date, until_on: date, at: datetime) -> int:
    """Calculate days of [from_on, until_on) anew; closed days stay, confirmed ones fall back. How many.

    Locks the days. A day of work that is not over yet keeps the state OPEN.
    """
    ids = sorted(set(staff_ids))
    facts = _facts(ids, from_on, until_on)
    known = {
        (row.staff_id, row.on): row
        for row in AttendanceDay.objects.filter(
            staff_id__in=ids, on__gte=from_on, on__lt=until_on
        ).for_change()
    }
    fresh, changed = [], []
    for staff_id in ids:
        for on in days_between(from_on, until_on):
            row = known.get((staff_id, on))
            if facts.is_away(staff_id, on) or (row is not None and row.state == DayState.CLOSED):
                continue
            new = row or AttendanceDay(staff_id=staff_id, on=on)
            before = None if row is None else (_said(row), row.state == DayState.OPEN)
            _calculate(new, facts, at)
            if row is None:
                fresh.append(new)
            elif (_said(new), new.state == DayState.OPEN) != before:
                changed.append(new)
    AttendanceDay.objects.bulk_create(fresh, batch_size=2000)
    AttendanceDay.objects.bulk_update(changed, WRITTEN, batch_size=500)
    return len(fresh) + len(changed)


COUNTED = (
    "day_class",
    "planned",
    "came_at",
    "left_at",
    "worked",
    "late",
    "early",
    "out",
    "absent",
    "ordered",
    "unordered",
    "night",
    "holiday_within_8",
    "holiday_over_8",
    "leave_used",
    "unpaid_leave",
    "exceptions",
)
WRITTEN = [*COUNTED, "state", "calculated_at", "confirmed_by", "confirmed_at"]


@transaction.atomic
def confirm_day(*, actor: Actor, day_id: UUID, note: str, at: datetime) -> AttendanceDay:
    """Say that a day with something to look at is right as it is. Locks the day; a note is needed for exceptions.

    Heads confirm days of their own department, HR any.
    Refuses without a note a missing record (E-ATT-017) and a short break (E-ATT-015), and in any case work without
    an order that nobody has judged yet (E-ATT-013).
    """
    actor.require(DEPARTMENT_CONFIRM)
    row = (
        AttendanceDay.objects.select_for_update(of=("self",))
        .select_related("staff")
        .filter(pk=day_id)
        .first()
    )
    if row is None:
        raise NotFound(day_id=str(day_id))
    if not (actor.may(STAFF_VIEW) or heads(actor.user_id, row.staff.person_id, row.on)):
        raise PermissionMissing(permission=DEPARTMENT_CONFIRM)
    if row.state == DayState.CLOSED:
        raise MonthIsClosed(ym=f"{row.on:%Y-%m}")
    _refuse_unexplained(row, note)
    row.state = flows.day.next(row.state, "confirm")
    row.note, row.confirmed_at, row.confirmed_by_id = note.strip()[:200], at, actor.user_id
    row.save(update_fields=["state", "note", "confirmed_at", "confirmed_by"])
    audit.record(
        actor=actor,
        verb="attendance_day_confirmed",
        subject_type="attendance_day",
        subject_id=row.pk,
        summary=f"근태 확인 {row.on}",
        at=at,
        facts={"exceptions": row.exceptions},
    )
    return row


def _refuse_unexplained(row: AttendanceDay, note: str) -> None:
    if DayException.UNORDERED in row.exceptions and not _is_judged(row):
        raise OvertimeNotOrdered
    if not row.exceptions or note.strip():
        return
    if MISSING & set(row.exceptions):
        raise PunchMissing
    if DayException.BREAK_SHORT in row.exceptions:
        raise BreakTooShort(need=break_due(row.planned))
    raise InvalidInput(errors=[FieldFault("/note", "EMPTY", "확인 의견을 입력하십시오.")])


def _is_judged(row: AttendanceDay) -> bool:
    judged = OvertimeOrder.objects.filter(staff_id=row.staff_id, on=row.on)
    return judged.filter(state__in=(OvertimeState.NOT_WORK, OvertimeState.DISPUTED)).exists()


def recalculate(staff_id: UUID, on: Iterable[date], at: datetime) -> None:
    """Days of one person that something happened to; days ahead are not there yet."""
    wanted = sorted(set(on))
    if not wanted:
        return
    lock_staff(staff_id)
    have = AttendanceDay.objects.filter(staff_id=staff_id, on__in=wanted).values_list("on", flat=True)
    for day in have:
        calculate_days(staff_ids=[staff_id], from_on=day, until_on=day + timedelta(days=1), at=at)


def _calculate(row: AttendanceDay, facts: _Facts, at: datetime) -> None:
    key = (row.staff_id, row.on)
    plan = facts.plans.week_of(*key)
    shift = facts.plans.shift_of(*key)
    day_class = facts.plans.class_of(*key)
    events = facts.events.get(key, [])
    leaves = facts.leaves.get(key, [])
    busy = facts.busy.get(key, [])
    result = calculate(
        DayInput(
            day_class=day_class,
            shift=shift,
            punches=[Punch(minute_of(row.on, event.at), ClockKind(event.kind)) for event in events],
            leaves=[interval for kind, interval in busy if kind == "LEAVE"],
            trips=[interval for kind, interval in busy if kind == "TRIP"],
            orders=facts.orders.get(key, []),
            is_deemed=deemed_kind(plan.kind),
            is_selective=plan.kind == ScheduleKind.SELECTIVE,
            grace=max(facts.grace, plan.grace),
            unordered_from=facts.unordered_from,
        )
    )
    row.day_class = day_class
    row.planned = shift.minutes if shift else 0
    came = [event.at for event in events if event.kind == ClockKind.IN]
    left = [event.at for event in events if event.kind == ClockKind.OUT]
    row.came_at, row.left_at = (min(came) if came else None), (max(left) if left else None)
    _write(row, result)
    row.leave_used = sum(day.minutes for day in leaves)
    row.unpaid_leave = sum(day.minutes for day in leaves if day.request.leave_type in facts.unpaid)
    is_over = at >= moment(row.on, shift.end if shift else 1440)
    row.state = _state(result, is_over)
    row.calculated_at, row.confirmed_at, row.confirmed_by_id = at, None, None


def _state(result: DayResult, is_over: bool) -> DayState:
    if not is_over:
        return DayState.OPEN
    return DayState.EXCEPTION if result.exceptions else DayState.CALCULATED


def _write(row: AttendanceDay, result: DayResult) -> None:
    for name in ("worked", "late", "early", "out", "absent", "ordered", "unordered"):
        setattr(row, name, getattr(result, name))
    row.night = result.premium.night
    row.holiday_within_8 = result.premium.holiday_within_8
    row.holiday_over_8 = result.premium.holiday_over_8
    row.exceptions = [str(code) for code in result.exceptions]


def _said(row: AttendanceDay) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in COUNTED)


def _facts(ids: list[UUID], from_on: date, until_on: date) -> _Facts:
    policy = RuleBook(from_on).policy
    kinds = RuleBook(from_on).leave_types
    leaves: dict[Key, list[LeaveDay]] = defaultdict(list)
    days = LeaveDay.objects.filter(
        request__staff_id__in=ids,
        on__gte=from_on,
        on__lt=until_on,
        given_back_at__isnull=True,
        request__state__in=APPROVED_LEAVE,
    ).exclude(request__purpose="CANCEL")
    for day in days.select_related("request"):
        leaves[day.request.staff_id, day.on].append(day)
    away: dict[UUID, list[tuple[date, date | None]]] = defaultdict(list)
    for long in overlapping(LongAbsence.objects.filter(staff_id__in=ids), from_on, until_on):
        away[long.staff_id].append((long.from_on, long.until_on))
    return _Facts(
        plans=plans_for(ids, from_on, until_on),
        events=_events(ids, from_on, until_on),
        leaves=leaves,
        busy=_busy(ids, from_on, until_on),
        orders=_orders(ids, from_on, until_on),
        unpaid=frozenset(code for code, kind in kinds.items() if kind.paid == "UNPAID"),
        away=away,
        grace=policy.grace,
        unordered_from=policy.unordered_from,
    )


def _events(ids: list[UUID], from_on: date, until_on: date) -> dict[Key, list[ClockEvent]]:
    voided = ClockCorrection.objects.filter(state="APPROVED", voids__isnull=False, staff_id__in=ids)
    rows = ClockEvent.objects.filter(staff_id__in=ids, on__gte=from_on, on__lt=until_on)
    found: dict[Key, list[ClockEvent]] = defaultdict(list)
    for event in rows.exclude(pk__in=voided.values("voids_id")):
        found[event.staff_id, event.on].append(event)
    return found


def _busy(ids: list[UUID], from_on: date, until_on: date) -> dict[Key, list[tuple[str, Interval]]]:
    rows = CalendarEntry.objects.filter(
        staff_id__in=ids, on__gte=from_on, on__lt=until_on, is_firm=True, kind__in=("LEAVE", "TRIP")
    )
    found: dict[Key, list[tuple[str, Interval]]] = defaultdict(list)
    for row in rows:
        interval = Interval(minute_of(row.on, row.from_at), minute_of(row.on, row.to_at))
        found[row.staff_id, row.on].append((row.kind, interval))
    return found


def _orders(ids: list[UUID], from_on: date, until_on: date) -> dict[Key, list[Interval]]:
    rows = OvertimeOrder.objects.filter(
        staff_id__in=ids, on__gte=from_on, on__lt=until_on, state__in=APPROVED_OVERTIME
    )
    found: dict[Key, list[Interval]] = defaultdict(list)
    for row in rows:
        found[row.staff_id, row.on].append(Interval(row.start, row.end))
    return found
