"""Everything that may stand against a leave request, as refusals by name (handbook 2.6)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from attendance.choices import LeavePurpose, MonthState, Regime
from attendance.errors import (
    EvidenceMissing,
    LeaveShort,
    MonthIsClosed,
    NotEmployed,
    NoWorkingDay,
    UnitNotAllowed,
    UseDeadlinePassed,
    UseLimitExceeded,
)
from attendance.models import AttendanceMonth, ExpectedHold, LeaveRequest
from attendance.queries.calendars import plans_for
from attendance.queries.leave_planning import (
    Asked,
    LeavePlan,
    Used,
    expected_lots,
    month_of,
    plan_leave,
    used_for,
    used_of,
)
from attendance.queries.rulebook import LeaveType, RuleBook
from attendance.queries.staff import StaffFacts
from attendance.rules.annual_leave import days_text
from attendance.rules.leave_cost import is_whole_hours
from attendance.rules.leave_lots import Allocation, DayNeed, OpenLot, allocate
from attendance.rules.leave_windows import (
    SpouseBirthRule,
    Window,
    counter_fault,
    family_event_window,
    maternity_check,
    miscarriage_days,
    spouse_birth_window,
    window_faults,
)
from attendance.rules.local_public_leave import advance_left
from attendance.services.away import Span, conflict_with
from attendance.services.ledger import open_lots, unsettled_advances
from core.errors import DomainError
from core.periods import completed_months, period_of


@dataclass(frozen=True)
class CheckedLeave:
    """A request with its days, where its minutes come from, and what stands against it."""

    kind: LeaveType
    plan: LeavePlan
    allocation: Allocation
    refusals: tuple[DomainError, ...]
    rule_rows: list[str]


def check_leave(
    request: LeaveRequest, staff: StaffFacts, on: date, credit: Collection[OpenLot] = ()
) -> CheckedLeave:
    """Look at a request as it stands on a day. `credit`: what an exchanged request gives back."""
    book = RuleBook(request.from_on)
    kind = book.leave_type(request.leave_type)
    asked = Asked(request.unit, request.from_on, request.until_on, request.start, request.end)
    plan = plan_leave(staff, kind, asked, book)
    refusals = [
        *_plain(request, staff, kind, plan, book, on),
        *_limits(request, kind, plan, book),
        *_windows(request, kind, plan, book),
    ]
    allocation = Allocation((), 0)
    if kind.balance and plan.days:
        allocation = _allocate(request, staff, kind, plan, book, credit)
        if allocation.short:
            left = plan.minutes - allocation.short
            refusals.append(LeaveShort(left=f"{days_text(left)}일", req=f"{days_text(plan.minutes)}일"))
    return CheckedLeave(kind, plan, allocation, tuple(refusals), book.used_ids)


def _plain(
    request: LeaveRequest, staff: StaffFacts, kind: LeaveType, plan: LeavePlan, book: RuleBook, on: date
) -> list[DomainError]:
    found: list[DomainError] = []
    for day in (request.from_on, request.until_on):
        if not staff.is_employed_on(day):
            found.append(NotEmployed(on=day))
            break
    if request.unit not in kind.units or not _fits(request):
        found.append(UnitNotAllowed(unit=kind.unit_words))
    if not plan.days or plan.minutes == 0:
        found.append(NoWorkingDay())
    found += closed_months(request.from_on, request.until_on)
    is_late = request.from_on < on - timedelta(days=book.policy.retro_days)
    if is_late and request.purpose != LeavePurpose.CONVERT:
        found.append(UseDeadlinePassed(until=request.from_on + timedelta(days=book.policy.retro_days)))
    spans = [Span(day.on, day.start, day.end) for day in plan.days]
    ignore = [request.pk, *([request.original_id] if request.original_id else [])]
    busy = conflict_with(staff.staff_id, spans, ignore)
    return found + ([busy] if busy else [])


def _fits(request: LeaveRequest) -> bool:
    """Parts of a day are of one day; hours are whole."""
    if request.unit == "DAY":
        return True
    if request.from_on != request.until_on:
        return False
    if request.unit == "HOUR":
        return (
            request.start is not None
            and request.end is not None
            and is_whole_hours(request.end - request.start)
        )
    return request.unit != "QUARTER" or request.start is not None


def closed_months(from_on: date, until_on: date) -> list[DomainError]:
    """Months of the range that are closed (E-ATT-004)."""
    rows = AttendanceMonth.objects.filter(
        period__gte=period_of(from_on), period__lte=period_of(until_on), state=MonthState.HR_CLOSED
    )
    return [
        MonthIsClosed(ym=f"{period // 100}-{period % 100:02d}")
        for period in rows.values_list("period", flat=True)
    ]


def _limits(request: LeaveRequest, kind: LeaveType, plan: LeavePlan, book: RuleBook) -> list[DomainError]:
    found: list[DomainError] = []
    used = _used(request, kind)
    limit = _limit(request, kind, book)
    if limit is not None and not kind.balance:
        over = counter_fault(used.days, plan.counted, limit, unit="일")
        found += [over] if over else []
    needs_paper = kind.evidence_from_day and used.days + plan.counted >= kind.evidence_from_day
    if needs_paper and not request.evidence_note.strip():
        found.append(EvidenceMissing(kind=kind.evidence))
    most = kind.extra.get("daily_minutes")
    if most and any(day.minutes > most for day in plan.days):
        found.append(UseLimitExceeded(limit=f"하루 {most}분", used="0분"))
    return found


def _used(request: LeaveRequest, kind: LeaveType) -> Used:
    staff_id, ignore = request.staff_id, request.original_id or request.pk
    if kind.period == "YEAR":
        year = request.from_on.year
        return used_of(staff_id, kind.code, date(year, 1, 1), date(year + 1, 1, 1), ignore)
    if kind.period == "MONTH":
        return used_of(staff_id, kind.code, *month_of(request.from_on), ignore)
    for fact in ("born_on", "due_on", "event_on", "child"):
        if request.facts.get(fact):
            return used_for(staff_id, kind.code, fact, request.facts[fact], ignore)
    return Used(0, 0)


def _limit(request: LeaveRequest, kind: LeaveType, book: RuleBook) -> int | None:
    facts = request.facts
    if kind.code == "FAMILY_EVENT":
        days = int(book.family_event(facts.get("event", "")).payload["days"])
        return days + min(2, int(facts.get("travel_days", 0)))
    if kind.code == "MATERNITY":
        if facts.get("is_multiple"):
            return int(kind.extra["days_multiple"])
        needed = _maternity_total(request)
        return max(int(kind.extra["days_premature"]) if facts.get("is_premature") else kind.days or 0, needed)
    if kind.code == "MISCARRIAGE":
        return miscarriage_days(int(facts.get("weeks", 0)), kind.extra["weeks"])
    return kind.days


def _maternity_total(request: LeaveRequest) -> int:
    """A late birth lengthens the leave until 45 (60) days have passed after it."""
    born_on = request.facts.get("born_on")
    if not born_on:
        return 0
    check = maternity_check(request.from_on, request.from_on, date.fromisoformat(born_on))
    return check.total_days


def _windows(request: LeaveRequest, kind: LeaveType, plan: LeavePlan, book: RuleBook) -> list[DomainError]:
    facts = request.facts
    if kind.code == "FAMILY_EVENT":
        row = book.family_event(facts.get("event", ""))
        window = family_event_window(date.fromisoformat(facts["event_on"]), int(row.payload["within_days"]))
        return window_faults(
            Window(None, window.until_on), request.from_on, request.until_on, _used(request, kind).parts
        )
    if kind.code == "SPOUSE_BIRTH":
        rule = SpouseBirthRule(
            kind.days or 0, kind.extra["before_due"], kind.extra["after_birth_days"], kind.splits or 0
        )
        window = spouse_birth_window(rule, due_on=_day(facts, "due_on"), born_on=_day(facts, "born_on"))
        return window_faults(window, request.from_on, request.until_on, _used(request, kind).parts)
    if kind.code == "MATERNITY" and facts.get("born_on"):
        return _after_birth(request)
    return []


def _after_birth(request: LeaveRequest) -> list[DomainError]:
    multiple = bool(request.facts.get("is_multiple"))
    check = maternity_check(
        request.from_on,
        request.until_on,
        date.fromisoformat(request.facts["born_on"]),
        is_multiple=multiple,
        entitled=1,
    )
    if check.is_long_enough:
        return []
    return [UseLimitExceeded(limit=f"출산 후 {check.needed}일", used=f"{check.days_after_birth}일")]


def _day(facts: dict[str, str], name: str) -> date | None:
    return date.fromisoformat(facts[name]) if facts.get(name) else None


def _allocate(
    request: LeaveRequest,
    staff: StaffFacts,
    kind: LeaveType,
    plan: LeavePlan,
    book: RuleBook,
    credit: Collection[OpenLot],
) -> Allocation:
    lots = _with_credit(open_lots(staff.staff_id, kind.code), credit)
    if kind.code == "ANNUAL":
        plans = plans_for([staff.staff_id], request.until_on, request.until_on + timedelta(days=1))
        weekly = plans.week_of(staff.staff_id, request.until_on).weekly_minutes
        lots += _still_expected(expected_lots(staff, book, request.until_on, weekly), staff.staff_id)
        lots += _borrowed(request, staff, book)
    return allocate([DayNeed(day.on, day.minutes) for day in plan.days], lots)


def _with_credit(lots: list[OpenLot], credit: Collection[OpenLot]) -> list[OpenLot]:
    back: dict[UUID | None, int] = {}
    for lot in credit:
        back[lot.lot_id] = back.get(lot.lot_id, 0) + lot.available
    known = {lot.lot_id for lot in lots}
    merged = [
        OpenLot(
            lot.lot_id,
            lot.granted_on,
            lot.expires_on,
            lot.available + back.get(lot.lot_id, 0),
            lot.is_advance,
        )
        for lot in lots
    ]
    return merged + [lot for lot in credit if lot.lot_id not in known]


def _still_expected(lots: list[OpenLot], staff_id: UUID) -> list[OpenLot]:
    found = []
    for lot in lots:
        rows = ExpectedHold.objects.filter(
            request__staff_id=staff_id, granted_on=lot.granted_on, ended_at__isnull=True
        )
        held = sum(rows.values_list("minutes", flat=True))
        found.append(OpenLot(None, lot.granted_on, lot.expires_on, max(0, lot.available - held)))
    return found


def _borrowed(request: LeaveRequest, staff: StaffFacts, book: RuleBook) -> list[OpenLot]:
    """What may still be borrowed from the next grant, where the request asks for it (연가 당겨쓰기)."""
    if not request.may_advance:
        return []
    owed = unsettled_advances([staff.staff_id]).get((staff.staff_id, "ANNUAL"), 0)
    if staff.regime == Regime.LOCAL_PUBLIC:
        months = completed_months(staff.hired_on, request.from_on)
        free = advance_left(months, owed, book.local_public.advance)
    else:
        free = max(0, book.policy.labour_advance_days * 480 - owed)
    return [OpenLot(None, request.from_on, request.until_on, free, is_advance=True)]
