"""교대 근무표: shifts, a team's month written, carried on, published, changed with a reason afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from attendance.choices import RosterState, ScheduleKind
from attendance.errors import BreakTooShort, RosterFaulty, WeekLimitExceeded
from attendance.models import AttendanceDay, RosterCell, RosterChange, RosterDay, RosterPlan, RosterShift
from attendance.permissions import DEPARTMENT_CONFIRM, SCHEDULE_MANAGE
from attendance.queries.calendars import Plans, plans_for
from attendance.queries.month_state import departments_led
from attendance.queries.rosters import (
    codes_before,
    codes_of,
    shift_of_row,
    shifts_by_code,
    slots,
    team_of,
)
from attendance.queries.rulebook import RuleBook
from attendance.queries.staff import protected_between
from attendance.rules.calendar import week_start
from attendance.rules.leave_cost import Shift
from attendance.rules.rosters import FREE, WEEKLY_HOLIDAY, RosterTerms, break_short, carried_on, week_faults
from attendance.services.days import calculate_days
from attendance.services.leave_checks import closed_months
from attendance.services.staff import lock_staff
from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, InvalidMove, NotFound, StaleVersion
from core.periods import day_of, first_day, last_day
from organization.queries import departments

LONGEST_CYCLE = 56
LIMIT = 52 * 60
WORDS = {
    "WEEK": "주간 한도를 넘습니다.",
    "DAY": "하루 한도를 넘습니다.",
    "REST": "다음 근무까지 쉬는 시간이 모자랍니다.",
    "WEEKLY_HOLIDAY": "주휴일이 없습니다.",
    "NIGHT": "임신 중이거나 산후 1년 미만인 직원의 야간·휴일 근무입니다.",
    "NOTICE": "시작 2주 전까지 알려야 합니다.",
}


@dataclass(frozen=True)
class RosterShiftData:
    """A shift, in minutes since the midnight of the day it begins on."""

    code: str
    name: str
    start: int
    end: int
    breaks: tuple[tuple[int, int], ...] = ()


@transaction.atomic
def save_roster_shift(*, actor: Actor, data: RosterShiftData, at: datetime) -> RosterShift:
    """Make a shift, or change one that no roster names yet.

    Refuses unreadable input and a break shorter than the law's (E-ATT-015).
    """
    actor.require(SCHEDULE_MANAGE)
    faults = []
    if not data.code or data.code in FREE:
        faults.append(FieldFault("/code", "taken", "다른 코드를 쓰십시오."))
    if RosterCell.objects.filter(code=data.code).exists():
        faults.append(FieldFault("/code", "used", "이미 쓰는 근무조입니다. 새 코드로 만드십시오."))
    if not data.name:
        faults.append(FieldFault("/name", "EMPTY", "필수 항목입니다."))
    if not 0 <= data.start < 1440 or not data.start < data.end <= data.start + 1440:
        faults.append(FieldFault("/end", "range", "시작과 종료 시각을 확인하십시오."))
    if any(not data.start <= begin < end <= data.end for begin, end in data.breaks):
        faults.append(FieldFault("/breaks", "range", "휴게는 근무 시간 안에 있어야 합니다."))
    if faults:
        raise InvalidInput(errors=faults)
    row = RosterShift.objects.select_for_update().filter(code=data.code).first() or RosterShift()
    row.code, row.name, row.start, row.end = data.code, data.name, data.start, data.end
    row.breaks = [list(pair) for pair in data.breaks]
    needed = break_short(shift_of_row(row))
    if needed:
        raise BreakTooShort(need=needed)
    row.save()
    _record(actor, "roster_shift_saved", row.pk, f"근무조 저장: {data.code} {data.name}", at, {})
    return row


@transaction.atomic
def open_roster(*, actor: Actor, department_id: UUID, period: int, at: datetime) -> RosterPlan:
    """The roster of a department for a month, begun where there is none."""
    may_roster(actor=actor, department_id=department_id, at=at)
    if not 1 <= period % 100 <= 12 or not 2000 <= period // 100 <= 2100:
        raise NotFound(period=period)
    if department_id not in {one.department_id for one in departments(first_day(period))}:
        raise NotFound(department_id=str(department_id))
    found, made = RosterPlan.objects.get_or_create(department_id=department_id, period=period)
    if made:
        _record(actor, "roster_opened", found.pk, f"근무표 작성 시작 {period}", at, {"period": period})
    return found


@dataclass(frozen=True)
class CellData:
    """What a day of somebody shall be; an empty code leaves the day to the schedule."""

    staff_id: UUID
    on: date
    code: str


@transaction.atomic
def enter_cells(
    *, actor: Actor, plan_id: UUID, cells: Iterable[CellData], at: datetime, version: int | None = None
) -> RosterPlan:
    """Write days of a roster that is not published. Locks it.

    Refuses unknown codes and people, days of another month, and a day that another roster has.
    """
    plan = _locked(plan_id, actor, at, version)
    _require_draft(plan)
    wanted = list(cells)
    _refuse_unreadable(plan, wanted)
    keys = {(one.staff_id, one.on) for one in wanted}
    old = RosterCell.objects.filter(plan=plan, on__in={on for _staff, on in keys})
    RosterCell.objects.filter(pk__in=[row.pk for row in old if (row.staff_id, row.on) in keys]).delete()
    RosterCell.objects.bulk_create(
        RosterCell(plan=plan, staff_id=one.staff_id, on=one.on, code=one.code) for one in wanted if one.code
    )
    _bump(plan)
    _record(actor, "roster_entered", plan.pk, "근무표 작성", at, {"days": len(wanted)})
    return plan


@transaction.atomic
def carry_on_roster(
    *, actor: Actor, plan_id: UUID, cycle: int, at: datetime, version: int | None = None
) -> int:
    """Fill empty days of a roster from the days one cycle earlier; how many. Locks the roster.

    A cycle of 28 days keeps weekdays and every pattern of 1, 2 and 4 weeks. Refuses a published roster.
    """
    plan = _locked(plan_id, actor, at, version)
    _require_draft(plan)
    if not 1 <= cycle <= LONGEST_CYCLE:
        raise InvalidInput(errors=[FieldFault("/cycle", "range", "주기는 1일에서 56일까지입니다.")])
    people = team_of(plan.department_id, plan.period)
    days = _days(plan)
    known = codes_before([one.staff_id for one in people], days[0] - timedelta(days=cycle), _until(plan))
    made = [
        RosterCell(plan=plan, staff_id=one.staff_id, on=on, code=code)
        for one in people
        for on, code in carried_on(
            known.get(one.staff_id, {}), [day for day in days if one.is_employed_on(day)], cycle
        ).items()
    ]
    RosterCell.objects.bulk_create(made)
    _bump(plan)
    _record(actor, "roster_carried_on", plan.pk, "근무표 복사", at, {"days": len(made), "cycle": cycle})
    return len(made)


@transaction.atomic
def publish_roster(*, actor: Actor, plan_id: UUID, at: datetime, version: int | None = None) -> RosterPlan:
    """Publish a roster: from now on people work by it. Locks it and the employments.

    Refuses a closed month (E-ATT-004), more than 52 hours in a week (E-ATT-010), and what else the law does not
    allow, each named: no weekly holiday, shifts too near, night work under maternity protection.
    """
    plan = _locked(plan_id, actor, at, version)
    _require_draft(plan)
    _refuse_closed(plan)
    codes = codes_of(plan.pk)
    if not codes:
        raise InvalidInput(errors=[FieldFault("/cells", "EMPTY", "근무표가 비어 있습니다.")])
    _refuse_unlawful(plan, codes, at)
    plan.state, plan.published_at, plan.published_by_id = RosterState.PUBLISHED, at, actor.user_id
    _bump(plan)
    _write_days(codes, actor, at)
    _record(actor, "roster_published", plan.pk, f"근무표 게시 {plan.period}", at, {"days": len(codes)})
    return plan


@transaction.atomic
def change_roster_day(
    *, actor: Actor, plan_id: UUID, cell: CellData, reason: str, at: datetime
) -> RosterChange:
    """Change a day of a published roster, with a reason; what stood before is kept. Locks roster and employment.

    Refuses a draft, an empty reason, a closed month (E-ATT-004) and whatever publication refuses.
    """
    plan = _locked(plan_id, actor, at, None)
    if plan.state != RosterState.PUBLISHED:
        raise InvalidMove(state=RosterState(plan.state).label)
    if not reason.strip() or not cell.code:
        raise InvalidInput(errors=[FieldFault("/reason", "EMPTY", "근무조와 사유를 입력하십시오.")])
    _refuse_unreadable(plan, [cell])
    _refuse_closed(plan)
    codes = codes_of(plan.pk)
    before = codes.get((cell.staff_id, cell.on), "")
    codes[cell.staff_id, cell.on] = cell.code
    own = {key: code for key, code in codes.items() if key[0] == cell.staff_id}
    _refuse_unlawful(plan, own, at, around=cell.on)
    RosterCell.objects.update_or_create(
        staff_id=cell.staff_id, on=cell.on, defaults={"plan": plan, "code": cell.code}
    )
    _write_days({(cell.staff_id, cell.on): cell.code}, actor, at)
    _bump(plan)
    made = RosterChange.objects.create(
        plan=plan,
        staff_id=cell.staff_id,
        on=cell.on,
        code_before=before,
        code=cell.code,
        reason=reason.strip()[:300],
        recorded_at=at,
        recorded_by=actor.user_id,
    )
    facts = {"on": str(cell.on), "before": before, "code": cell.code}
    _record(actor, "roster_changed", plan.pk, f"근무표 변경: {reason.strip()}", at, facts)
    return made


def may_roster(*, actor: Actor, department_id: UUID, at: datetime) -> None:
    """Heads write rosters of their own departments, HR any."""
    if actor.may(DEPARTMENT_CONFIRM) and department_id in departments_led(actor.user_id, day_of(at)):
        return
    actor.require(SCHEDULE_MANAGE)


def _locked(plan_id: UUID, actor: Actor, at: datetime, version: int | None) -> RosterPlan:
    plan = RosterPlan.objects.select_for_update().filter(pk=plan_id).first()
    if plan is None:
        raise NotFound(plan_id=str(plan_id))
    may_roster(actor=actor, department_id=plan.department_id, at=at)
    if version is not None and version != plan.version:
        raise StaleVersion
    return plan


def _require_draft(plan: RosterPlan) -> None:
    if plan.state != RosterState.DRAFT:
        raise InvalidMove(state=RosterState(plan.state).label)


def _days(plan: RosterPlan) -> list[date]:
    first = first_day(plan.period)
    return [first + timedelta(days=place) for place in range((_until(plan) - first).days)]


def _until(plan: RosterPlan) -> date:
    return last_day(plan.period) + timedelta(days=1)


def _refuse_closed(plan: RosterPlan) -> None:
    refused = closed_months(first_day(plan.period), last_day(plan.period))
    if refused:
        raise refused[0]


def _refuse_unreadable(plan: RosterPlan, cells: list[CellData]) -> None:
    people = {one.staff_id: one for one in team_of(plan.department_id, plan.period)}
    known = {"", *FREE, *RosterShift.objects.filter(is_active=True).values_list("code", flat=True)}
    taken = set(
        RosterCell.objects.filter(staff_id__in={one.staff_id for one in cells})
        .exclude(plan=plan)
        .values_list("staff_id", "on")
    )
    faults = []
    for one in cells:
        place = f"/cells/{one.staff_id}/{one.on}"
        person = people.get(one.staff_id)
        if person is None or not person.is_employed_on(one.on):
            faults.append(FieldFault(place, "choice", "이 부서에서 일하지 않는 날입니다."))
        elif not first_day(plan.period) <= one.on < _until(plan):
            faults.append(FieldFault(place, "range", "다른 달의 날짜입니다."))
        elif one.code not in known:
            faults.append(FieldFault(place, "choice", f"없는 근무조입니다. ({one.code})"))
        elif (one.staff_id, one.on) in taken:
            faults.append(FieldFault(place, "taken", "다른 부서의 근무표에 있습니다."))
    if faults:
        raise InvalidInput(errors=faults[:50])


def _refuse_unlawful(
    plan: RosterPlan, codes: Mapping[tuple[UUID, date], str], at: datetime, around: date | None = None
) -> None:
    weekday = RuleBook(first_day(plan.period)).policy.week_start
    start = week_start(around or first_day(plan.period), weekday)
    end = start + timedelta(days=7) if around else _until(plan)
    people = {one.staff_id: one for one in team_of(plan.department_id, plan.period)}
    ids = sorted({staff_id for staff_id, _on in codes})
    plans = plans_for(ids, start, end + timedelta(days=7))
    protected = protected_between(ids, start, end)
    shifts = shifts_by_code()
    told_on = None if around else day_of(at)
    faults: list[FieldFault] = []
    for staff_id in ids:
        own = {on: code for (whose, on), code in codes.items() if whose == staff_id}
        first = start
        while first < end:
            found, minutes = _week(staff_id, first, own, plans, shifts, staff_id in protected, told_on)
            if "WEEK" in found and minutes > LIMIT:
                raise WeekLimitExceeded(hours=f"{minutes / 60:g}", possible=0)
            place = f"/people/{staff_id}/{first}"
            name = people[staff_id].name if staff_id in people else ""
            faults += [FieldFault(place, word, f"{name} {first} 주: {WORDS[word]}") for word in found]
            first += timedelta(days=7)
    if faults:
        raise RosterFaulty(errors=faults[:50], count=len(faults))


def _week(
    staff_id: UUID,
    first: date,
    codes: dict[date, str],
    plans: Plans,
    shifts: dict[str, Shift],
    is_protected: bool,
    told_on: date | None,
) -> tuple[list[str], int]:
    week = slots(staff_id, first, codes, plans, shifts)
    kind = ScheduleKind(plans.week_of(staff_id, first).kind)
    terms = RosterTerms(kind, is_protected, told_on)
    return week_faults(week, terms), sum(slot.shift.minutes for slot in week if slot.shift)


def _write_days(codes: Mapping[tuple[UUID, date], str], actor: Actor, at: datetime) -> None:
    """People work by these days now; days that were calculated already are calculated anew."""
    ids = sorted({staff_id for staff_id, _on in codes})
    every = {on for _staff, on in codes}
    for staff_id in ids:
        lock_staff(staff_id)
    shifts = shifts_by_code()
    calendar = plans_for(ids, min(every), max(every) + timedelta(days=1)).calendar
    old = RosterDay.objects.filter(staff_id__in=ids, on__in=every)
    RosterDay.objects.filter(pk__in=[row.pk for row in old if (row.staff_id, row.on) in codes]).delete()
    RosterDay.objects.bulk_create(
        _day(staff_id, on, code, shifts.get(code), calendar.is_public_holiday(on), actor, at)
        for (staff_id, on), code in codes.items()
    )
    have = AttendanceDay.objects.filter(staff_id__in=ids, on__in=every).values_list("staff_id", "on")
    for staff_id, on in sorted(set(have) & set(codes), key=str):
        calculate_days(staff_ids=[staff_id], from_on=on, until_on=on + timedelta(days=1), at=at)


def _day(
    staff_id: UUID, on: date, code: str, shift: Shift | None, is_holiday: bool, actor: Actor, at: datetime
) -> RosterDay:
    return RosterDay(
        staff_id=staff_id,
        on=on,
        code=code,
        start=shift.start if shift else None,
        end=shift.end if shift else None,
        breaks=[[part.start, part.end] for part in shift.breaks] if shift else [],
        is_weekly_holiday=code == WEEKLY_HOLIDAY,
        on_holiday=is_holiday and shift is not None,
        set_by_id=actor.user_id,
        set_at=at,
    )


def _bump(plan: RosterPlan) -> None:
    plan.version += 1
    plan.save()


def _record(
    actor: Actor, verb: str, subject_id: UUID, summary: str, at: datetime, facts: dict[str, Any]
) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="attendance_roster",
        subject_id=subject_id,
        summary=summary,
        at=at,
        facts=facts,
    )
