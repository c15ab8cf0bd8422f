"""Whom a change of attendance's tables touches, and what the explicit act calculates anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from attendance.choices import (
    LEAVE_STANDING,
    OVERTIME_STANDING,
    DayState,
    LeaveState,
    OvertimeState,
    SettlementState,
)
from attendance.models import (
    AttendanceDay,
    CompensatoryLeave,
    LeaveLot,
    LeaveRequest,
    OvertimeOrder,
    TripSettlement,
)
from attendance.queries.rulebook import RuleBook
from attendance.rules.moments import moment
from attendance.services.days import calculate_days
from attendance.services.regranting import granted_lots, regrant
from attendance.services.trip_settlements import reckon_draft_anew
from core.access import Actor
from core.periods import day_of, period_over
from hr.queries.rules import RuleRow
from hr.services.rules import RuleData, RuleUser, Touched


def _lots(data: RuleData, before: RuleRow | None) -> Iterable[Touched]:
    """Leave granted on the day of the change or later by the row that held until then."""
    rows = granted_lots(data.from_on).select_related("staff__person").order_by("staff__person__name", "pk")
    for lot in rows:
        if _follows(lot, data, before):
            yield Touched("연차", lot.pk, f"{lot.staff.person.name} {lot.granted_on} {lot.label}")


def _follows(lot: LeaveLot, data: RuleData, before: RuleRow | None) -> bool:
    """Whether a lot was reckoned by the row: its own years of service, else whoever read the table."""
    if before is not None and str(before.id) not in lot.rule_rows:
        return False
    if before is None and lot.staff.regime != data.regime:
        return False
    years = lot.facts.get("years")
    if data.code == "annual_leave" and data.key[:1] == "Y" and years is not None:
        first = int(data.key[1:]) == 1
        return first or int(years) == int(data.key[1:])
    return True


def _grant_anew(data: RuleData, actor: Actor, at: datetime) -> Mapping[str, Any]:
    done = regrant(lots=granted_lots(data.from_on), by=actor.user_id, at=at)
    return {"lots": done.lots, "minutes": done.minutes}


def _policy(data: RuleData, before: RuleRow | None) -> Iterable[Touched]:
    """Leave granted, and days calculated, on the day of the change or later by the institution's own choices."""
    yield from _lots(data, before)
    yield from _days(AttendanceDay.objects.filter(on__gte=data.from_on))


def _policy_anew(data: RuleData, actor: Actor, at: datetime) -> Mapping[str, Any]:
    done = dict(_grant_anew(data, actor, at))
    return done | _days_anew(AttendanceDay.objects.filter(on__gte=data.from_on), at)


def _days(rows: Any) -> Iterable[Touched]:
    """Days, one line for each person; days of closed months stay and are not named."""
    found: dict[tuple[UUID, str], list[date]] = defaultdict(list)
    open_days = rows.exclude(state=DayState.CLOSED).order_by("on")
    for staff_id, name, on in open_days.values_list("staff_id", "staff__person__name", "on"):
        found[staff_id, name].append(on)
    for (staff_id, name), days in sorted(found.items(), key=lambda one: (one[0][1], str(one[0][0]))):
        yield Touched("근태", staff_id, f"{name} {days[0]} ~ {days[-1]}, {len(days)}일")


def _days_anew(rows: Any, at: datetime) -> dict[str, Any]:
    by_day: dict[date, set[UUID]] = defaultdict(set)
    for staff_id, on in rows.exclude(state=DayState.CLOSED).values_list("staff_id", "on"):
        by_day[on].add(staff_id)
    changed = 0
    for on, staff_ids in sorted(by_day.items()):
        until = on + timedelta(days=1)
        changed += calculate_days(staff_ids=staff_ids, from_on=on, until_on=until, at=at)
    return {"days": sum(map(len, by_day.values())), "changed_days": changed}


def _requests(data: RuleData) -> Any:
    """Leave of the kind (or for the event) that ends on the day of the change or later and still stands."""
    states = LEAVE_STANDING - {LeaveState.CLOSED}
    rows = LeaveRequest.objects.filter(until_on__gte=data.from_on, state__in=states)
    if data.code == "family_event_leave":
        return rows.filter(facts__event=data.key)
    return rows.filter(leave_type=data.key)


def _leaves(data: RuleData, before: RuleRow | None) -> Iterable[Touched]:
    for row in _requests(data).select_related("staff__person").order_by("from_on", "pk"):
        words = f"{row.staff.person.name} {row.from_on} ~ {row.until_on} {row.get_state_display()}"
        yield Touched("휴가", row.pk, words)


def _leaves_anew(data: RuleData, actor: Actor, at: datetime) -> Mapping[str, Any]:
    """Requests stand by the rule they were handed in by; their days are calculated anew (paid or unpaid)."""
    requests = list(_requests(data))
    touched: dict[tuple[UUID, date], None] = {}
    for row in requests:
        for on in row.days.filter(on__gte=data.from_on).values_list("on", flat=True):
            touched[row.staff_id, on] = None
    days = AttendanceDay.objects.filter(
        staff_id__in={staff_id for staff_id, _on in touched}, on__in={on for _staff, on in touched}
    )
    return {"requests": len(requests), **_days_anew(days, at)}


def _advances(data: RuleData, before: RuleRow | None) -> Iterable[Touched]:
    """Leave borrowed on the day of the change or later."""
    rows = LeaveLot.objects.filter(is_advance=True, granted_on__gte=data.from_on)
    for lot in rows.select_related("staff__person").order_by("pk"):
        yield Touched("당겨쓰기", lot.pk, f"{lot.staff.person.name} {lot.granted_on}")


def _orders(data: RuleData, before: RuleRow | None) -> Iterable[Touched]:
    """Overtime on the day of the change or later, in months that are not closed."""
    states = OVERTIME_STANDING - {OvertimeState.CLOSED, OvertimeState.PAID}
    rows = OvertimeOrder.objects.filter(on__gte=data.from_on, state__in=states)
    for row in rows.select_related("staff__person").order_by("on", "pk"):
        minutes = row.recognised or row.end - row.start
        words = f"{row.staff.person.name} {row.on} {minutes}분 {row.get_state_display()}"
        yield Touched("초과근무", row.pk, words)


def _orders_anew(data: RuleData, actor: Actor, at: datetime) -> Mapping[str, Any]:
    """What is recognised is read at the close; leave granted for overtime follows the months of its use."""
    moved = 0
    if data.key == "COMP_LEAVE":
        rows = CompensatoryLeave.objects.filter(order__on__gte=data.from_on, lot__balance__gt=0)
        for row in rows.select_related("order", "lot"):
            months = int(RuleBook(row.order.on).compensation["use_months"])
            until = period_over(row.order.on, months) - timedelta(days=1)
            if until != row.lot.expires_on:
                LeaveLot.objects.filter(pk=row.lot_id).update(expires_on=until)
                moved += 1
    return {"moved_lots": moved, "read_anew_on": str(day_of(at))}


def _settlements_of(from_on: date) -> Any:
    states = (SettlementState.DRAFT, SettlementState.SUBMITTED)
    return TripSettlement.objects.filter(trip__from_at__gte=moment(from_on, 0), state__in=states)


def _settlements(data: RuleData, before: RuleRow | None) -> Iterable[Touched]:
    """Settlements not approved yet, of trips that begin on the day of the change or later."""
    rows = _settlements_of(data.from_on).select_related("staff__person", "trip")
    for row in rows.order_by("trip__from_at", "pk"):
        words = f"{row.staff.person.name} {row.trip.destination} {row.amount:,}원 {row.get_state_display()}"
        yield Touched("출장 정산", row.pk, words)


def _settlements_anew(data: RuleData, actor: Actor, at: datetime) -> Mapping[str, Any]:
    """Drafts follow the new rates; what is on its line is returned and handed in anew by who wants them."""
    drafts = _settlements_of(data.from_on).filter(state=SettlementState.DRAFT).order_by("pk")
    ids = list(drafts.values_list("pk", flat=True))
    changed = sum(reckon_draft_anew(settlement_id=one, at=at) for one in ids)
    return {"settlements": len(ids), "changed_settlements": changed}


def _read_anew(data: RuleData, actor: Actor, at: datetime) -> Mapping[str, Any]:
    """Nothing is stored by the table: the next request reads the new row."""
    return {"read_anew_on": str(day_of(at))}


grants = RuleUser(_lots, _grant_anew)
policy = RuleUser(_policy, _policy_anew)
leaves = RuleUser(_leaves, _leaves_anew)
advances = RuleUser(_advances, _read_anew)
overtime = RuleUser(_orders, _orders_anew)
travel = RuleUser(_settlements, _settlements_anew)
