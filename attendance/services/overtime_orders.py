"""Overtime: ordered before, recognised after, or found without an order (handbook 2.9)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from attendance.choices import (
    OVERTIME_STANDING,
    AgreementKind,
    AwayKind,
    DayClass,
    DayState,
    OvertimeReward,
    OvertimeState,
    ProtectionKind,
    Regime,
)
from attendance.errors import (
    AlreadyAway,
    DayCapExceeded,
    MaternityLimit,
    MonthCapExceeded,
    RequestFaulty,
    UseDeadlinePassed,
    WeekLimitExceeded,
)
from attendance.models import AttendanceDay, CompensatoryLeave, OvertimeOrder
from attendance.permissions import OVERTIME_MANAGE, OWN_USE
from attendance.queries.calendars import plans_for
from attendance.queries.rulebook import RuleBook
from attendance.queries.staff import StaffFacts, protection_on, staff_by_id, staff_of
from attendance.queries.weeks import planned_week
from attendance.rules import flows
from attendance.rules.intervals import Interval, night_minutes
from attendance.rules.moments import clock_text, moment
from attendance.rules.overtime import (
    OvertimeDay,
    PremiumMinutes,
    compensatory_minutes,
    is_over_month_cap,
    recognised_by_day,
)
from attendance.rules.working_time import (
    PAID_AS_HOLIDAY,
    MaternityFacts,
    maternity_refuses,
)
from attendance.services import away
from attendance.services.days import recalculate
from attendance.services.leave_checks import closed_months
from attendance.services.ledger import NewLot, grant
from attendance.services.paper_documents import (
    Said,
    hand_in,
    lock_paper,
    note,
    number_of,
    recall_paper,
    require_drafter,
    save_paper,
)
from attendance.services.staff import agreement_on, lock_staff
from core.access import SYSTEM, Actor
from core.errors import DomainError, FieldFault, NotFound
from core.periods import day_of, first_day, last_day, period_of, period_over
from organization.queries import primary_department

SUBJECT, PREFIX = "overtime_order", "OT"
KEPT = (OvertimeState.DETECTED, OvertimeState.ACCEPTED, OvertimeState.DISPUTED, OvertimeState.NOT_WORK)


@dataclass(frozen=True)
class OvertimeData:
    """Overtime to be ordered, in minutes since midnight of the day it begins on."""

    on: date
    start: int
    end: int
    reason: str
    reward: str = OvertimeReward.PAY
    is_emergency: bool = False


@transaction.atomic
def draft_order(*, actor: Actor, data: OvertimeData, at: datetime) -> OvertimeOrder:
    """Write an order for oneself. Refuses unreadable input."""
    actor.require(OWN_USE)
    if actor.user_id is None:
        raise NotFound
    staff = staff_of(actor.user_id, data.on)
    faults = []
    if not 0 <= data.start < data.end <= 2880 or data.end - data.start > 1440:
        faults.append(FieldFault("/end", "range", "시작과 종료 시각을 확인하십시오."))
    if data.reward not in OvertimeReward.values:
        faults.append(FieldFault("/reward", "choice", "보상을 목록에서 고르십시오."))
    if not data.reason.strip():
        faults.append(FieldFault("/reason", "EMPTY", "사유를 입력하십시오."))
    if faults:
        raise RequestFaulty(errors=faults, count=len(faults))
    department_id = primary_department(actor.user_id, day_of(at))
    if department_id is None:
        raise NotFound(what="부서")
    return OvertimeOrder.objects.create(
        staff_id=staff.staff_id,
        department_id=department_id,
        drafted_by_id=actor.user_id,
        drafted_at=at,
        **vars(data),
    )


def submit_order(*, actor: Actor, order_id: UUID, at: datetime, version: int | None = None) -> OvertimeOrder:
    """Hand an order in.

    Refuses more than 52 hours in the week, or on the average of an averaged system (E-ATT-010), other papers at
    the time (E-ATT-003), maternity limits (E-ATT-014), the cap of the month (E-ATT-012) and a late request that is
    no emergency (E-ATT-006).
    """
    actor.require(OWN_USE)

    def prepare() -> Said:
        order = lock_paper(OvertimeOrder, order_id, version)
        require_drafter(order, actor)
        flows.overtime.next(order.state, "submit")
        return _said(order)

    with transaction.atomic():
        hand_in(subject=SUBJECT, paper_id=order_id, prepare=prepare, actor=actor, at=at)
        return OvertimeOrder.objects.get(pk=order_id)


@transaction.atomic
def order_and_submit(*, actor: Actor, data: OvertimeData, at: datetime) -> OvertimeOrder:
    """Write an order and hand it in, both or nothing."""
    made = draft_order(actor=actor, data=data, at=at)
    return submit_order(actor=actor, order_id=made.pk, at=at)


def recall_order(
    *, actor: Actor, order_id: UUID, reason: str, at: datetime, version: int | None = None
) -> OvertimeOrder:
    """Take an order back before anybody signed it."""
    with transaction.atomic():
        recall_paper(
            subject=SUBJECT,
            model=OvertimeOrder,
            paper_id=order_id,
            version=version,
            reason=reason,
            actor=actor,
            at=at,
        )
        return OvertimeOrder.objects.get(pk=order_id)


def check_submission(order: OvertimeOrder, at: datetime) -> list[DomainError]:
    """What stands against an order."""
    staff = staff_by_id(order.staff_id)
    book = RuleBook(order.on)
    found = closed_months(order.on, order.on)
    found += _too_late(order, book, at)
    found += _overlaps(order, staff)
    ordered = order.end - order.start
    week = planned_week(staff.staff_id, order.on, book.policy.week_start, ignore=order.pk)
    if ordered > week.left and not staff.is_exempt:
        hours = (week.planned + ordered) / 60
        found.append(WeekLimitExceeded(hours=f"{hours:g}", possible=week.left))
    found += _maternity(order, staff, book.policy.week_start)
    found += _caps(order, staff, book)
    return found


def take_in(order: OvertimeOrder, actor: Actor, at: datetime) -> None:
    """Handed in: its time is taken."""
    lock_staff(order.staff_id)
    refused = check_submission(order, at)
    if refused:
        raise refused[0]
    away.take_time(_claim(order))
    state = flows.overtime.next(order.state, "submit")
    save_paper(order, state=state, submitted_at=at, number=number_of(order, PREFIX, at))


def complete_approval(order: OvertimeOrder, actor: Actor, at: datetime) -> None:
    """Ordered; a day that is over already is calculated anew."""
    lock_staff(order.staff_id)
    away.make_firm(order.pk)
    save_paper(order, state=flows.overtime.next(order.state, "approve"), approved_at=at)
    recalculate(order.staff_id, [order.on], at)


def give_back(order: OvertimeOrder, verb: str, actor: Actor, at: datetime, text: str) -> None:
    """Returned, rejected or recalled: its time is free."""
    lock_staff(order.staff_id)
    away.give_time_back(order.pk)
    save_paper(order, state=flows.overtime.next(order.state, verb), decision_text=text)


@transaction.atomic
def recognise(*, actor: Actor, order_id: UUID, at: datetime) -> OvertimeOrder:
    """Match an order with the work of its day: what was really worked of it is recognised, or it is UNWORKED.

    Overtime for leave becomes a lot (보상휴가) under the written agreement (E-ATT-016). Locks order and employment.
    """
    actor.require(OVERTIME_MANAGE)
    order: OvertimeOrder = lock_paper(OvertimeOrder, order_id)
    lock_staff(order.staff_id)
    day = AttendanceDay.objects.filter(staff_id=order.staff_id, on=order.on).first()
    minutes = min(day.ordered, order.end - order.start) if day else 0
    verb = "match" if minutes else "miss"
    state = order.state if order.state == OvertimeState.ACCEPTED else flows.overtime.next(order.state, verb)
    if not minutes:
        save_paper(order, state=state, recognised=0)
        return order
    premium = premium_of(order, minutes, day.day_class if day else DayClass.WORKING)
    state = flows.overtime.next(state, "recognise")
    save_paper(order, state=state, recognised=minutes, premium=asdict(premium))
    if order.reward == OvertimeReward.LEAVE:
        _compensate(order, premium, actor, at)
    note(order, SUBJECT, "recognised", f"시간외근무 인정 {minutes}분", actor, at, minutes=minutes)
    return order


def premium_of(order: OvertimeOrder, minutes: int, day_class: str) -> PremiumMinutes:
    """Classes of payment of the recognised part of an order."""
    span = Interval(order.start, order.start + minutes)
    night = night_minutes([span])
    if day_class in PAID_AS_HOLIDAY:
        return PremiumMinutes(0, min(480, minutes), max(0, minutes - 480), night)
    return PremiumMinutes(minutes, 0, 0, night)


@transaction.atomic
def detect_unordered(*, actor: Actor, day_id: UUID, at: datetime) -> OvertimeOrder:
    """Keep work without an order as DETECTED, to be accepted or disputed; it is never deleted (E-ATT-013)."""
    actor.require(OVERTIME_MANAGE)
    day = AttendanceDay.objects.select_for_update().filter(pk=day_id, unordered__gt=0).first()
    if day is None or day.left_at is None:
        raise NotFound(day_id=str(day_id))
    known = OvertimeOrder.objects.filter(staff_id=day.staff_id, on=day.on, state__in=KEPT).first()
    if known is not None:
        return known
    person_id = staff_by_id(day.staff_id).person_id
    department_id = primary_department(person_id, day.on)
    if department_id is None:
        raise NotFound(what="부서")
    end = int((day.left_at - moment(day.on, 0)).total_seconds() // 60)
    return OvertimeOrder.objects.create(
        staff_id=day.staff_id,
        department_id=department_id,
        on=day.on,
        start=max(0, end - day.unordered),
        end=end,
        reason="명령 없는 초과근무",
        state=OvertimeState.DETECTED,
        drafted_by_id=person_id,
        drafted_at=at,
    )


def detect_day(*, on: date, at: datetime) -> int:
    """Keep every work of a day that had no order; how many. Run by night when the day was calculated."""
    rows = AttendanceDay.objects.filter(on=on, unordered__gt=0, left_at__isnull=False)
    kept = OvertimeOrder.objects.filter(on=on, state__in=KEPT).values("staff_id")
    found = rows.exclude(staff_id__in=kept).exclude(state=DayState.CLOSED).select_related("staff")
    wanted = [row for row in found if primary_department(row.staff.person_id, on) is not None]
    return len([detect_unordered(actor=SYSTEM, day_id=row.pk, at=at) for row in wanted])


@transaction.atomic
def judge_unordered(*, actor: Actor, order_id: UUID, verb: str, text: str, at: datetime) -> OvertimeOrder:
    """Accept work without an order as an emergency, dispute it, or say that it was no work; always with a reason."""
    actor.require(OVERTIME_MANAGE)
    order: OvertimeOrder = lock_paper(OvertimeOrder, order_id)
    if not text.strip():
        fault = FieldFault("/text", "EMPTY", "사유를 입력하십시오.")
        raise RequestFaulty(errors=[fault], count=1)
    save_paper(order, state=flows.overtime.next(order.state, verb), decision_text=text.strip()[:500])
    note(order, SUBJECT, f"judged_{verb}", "명령 없는 초과근무 처리", actor, at)
    recalculate(order.staff_id, [order.on], at)
    return order


def _compensate(order: OvertimeOrder, premium: PremiumMinutes, actor: Actor, at: datetime) -> None:
    if CompensatoryLeave.objects.filter(order=order).exists():
        return
    agreement = agreement_on(AgreementKind.COMP_LEAVE, order.on)
    book = RuleBook(order.on)
    minutes = compensatory_minutes(premium)
    until = period_over(order.on, int(book.compensation["use_months"])) - timedelta(days=1)
    (lot,) = grant(
        [
            NewLot(
                order.staff_id,
                order.on,
                until,
                minutes,
                f"COMP-{str(order.pk)[-12:]}",
                f"보상휴가: {order.on} 초과근무 {order.recognised}분",
                pool="COMPENSATORY",
                source="근로기준법 제57조",
                facts=asdict(premium),
                rule_rows=book.used_ids,
            )
        ],
        at=at,
        by=actor.user_id,
    )
    CompensatoryLeave.objects.create(
        order=order,
        lot=lot,
        agreement=agreement,
        minutes=minutes,
        recorded_at=at,
        recorded_by=actor.user_id,
    )


def _too_late(order: OvertimeOrder, book: RuleBook, at: datetime) -> list[DomainError]:
    if at < moment(order.on, order.start):
        return []
    last = order.on + timedelta(days=book.policy.post_approval_days)
    if order.is_emergency and day_of(at) <= last:
        return []
    return [UseDeadlinePassed(until=last if order.is_emergency else order.on)]


def _overlaps(order: OvertimeOrder, staff: StaffFacts) -> list[DomainError]:
    """Other papers at the time; on a day of work also the schedule itself."""
    busy = away.conflict_with(staff.staff_id, [away.Span(order.on, order.start, order.end)], [order.pk])
    found: list[DomainError] = [busy] if busy else []
    shift = plans_for([staff.staff_id], order.on, order.on + timedelta(days=1)).shift_of(
        staff.staff_id, order.on
    )
    if not found and shift is not None and shift.span.overlaps(Interval(order.start, order.end)):
        found.append(AlreadyAway(kind="소정근로시간", doc=str(order.on)))
    return found


def _maternity(order: OvertimeOrder, staff: StaffFacts, week_start: int) -> list[DomainError]:
    kind = protection_on(staff.staff_id, order.on)
    if not kind:
        return []
    week = planned_week(staff.staff_id, order.on, week_start, ignore=order.pk)
    year = _ordered(staff.staff_id, date(order.on.year, 1, 1), date(order.on.year, 12, 31), order.pk)
    day = _ordered(staff.staff_id, order.on, order.on, order.pk)
    facts = MaternityFacts(
        kind == ProtectionKind.PREGNANT, kind == ProtectionKind.AFTER_BIRTH, day, week.ordered, year
    )
    return [MaternityLimit()] if maternity_refuses(facts, order.end - order.start) else []


def _caps(order: OvertimeOrder, staff: StaffFacts, book: RuleBook) -> list[DomainError]:
    if book.policy.overtime_mode != Regime.LOCAL_PUBLIC:
        return []
    first, last = first_day(period_of(order.on)), last_day(period_of(order.on))
    plans = plans_for([staff.staff_id], first, last + timedelta(days=1))

    def recognised(on: date, minutes: int) -> int:
        return recognised_by_day(OvertimeDay(minutes, plans.class_of(staff.staff_id, on)), book.overtime)

    asked = order.end - order.start
    found: list[DomainError] = []
    is_working = plans.class_of(staff.staff_id, order.on) == DayClass.WORKING
    if asked - (book.overtime.weekday_deduct if is_working else 0) > book.overtime.most_a_day:
        found.append(DayCapExceeded())
    rows = OvertimeOrder.objects.filter(
        staff_id=staff.staff_id, on__gte=first, on__lte=last, state__in=OVERTIME_STANDING
    ).exclude(pk=order.pk)
    done = sum(recognised(row.on, row.end - row.start) for row in rows)
    if is_over_month_cap(done, recognised(order.on, asked), book.overtime):
        found.append(MonthCapExceeded())
    return found


def _ordered(staff_id: UUID, from_on: date, to_on: date, ignore: UUID) -> int:
    rows = OvertimeOrder.objects.filter(
        staff_id=staff_id, on__gte=from_on, on__lte=to_on, state__in=OVERTIME_STANDING
    ).exclude(pk=ignore)
    found = rows.aggregate(ends=Sum("end"), starts=Sum("start"))
    return (found["ends"] or 0) - (found["starts"] or 0)


def _claim(order: OvertimeOrder) -> away.Claim:
    span = away.Span(order.on, order.start, order.end)
    return away.Claim(order.staff_id, AwayKind.OVERTIME, order.pk, "초과근무", (span,))


def _said(order: OvertimeOrder) -> Said:
    name = staff_by_id(order.staff_id).name
    when = f"{order.on} {clock_text(order.start)}~{clock_text(order.end)}"
    return Said(
        order,
        f"시간외근무 명령({name}, {order.on})",
        f"{name} {when} 시간외근무",
        [
            ("대상자", name),
            ("일시", when),
            ("시간", f"{order.end - order.start}분"),
            ("보상", str(OvertimeReward(order.reward).label)),
            ("사유", order.reason),
        ],
    )
