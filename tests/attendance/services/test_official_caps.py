"""Limits copied from officials stop orders, not work: case T-07 with the institution's own choice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from attendance.choices import ClockKind, Regime
from attendance.errors import DayCapExceeded, MonthCapExceeded
from attendance.models import AttendanceDay, OvertimeOrder
from attendance.services.clock import DeviceRecord, take_in_records
from attendance.services.overtime_orders import OvertimeData, order_and_submit
from core.access import SYSTEM
from core.errors import DomainError
from hr.queries.rules import rule_rows
from hr.services.rules import RuleData, change_rule, preview_rule_change
from tenants.context import institution
from tests.attendance import kit
from tests.people import actor, department, user
from tests.worlds import World

MONDAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def _here(world: World):
    with institution(world.culture):
        (row,) = rule_rows("attendance_policy", MONDAY)
        payload = dict(row.payload) | {"overtime_mode": Regime.LOCAL_PUBLIC.value}
        data = RuleData(
            "attendance_policy",
            "DEFAULT",
            row.regime,
            date(2026, 11, 1),
            payload,
            "복무규정 제12조",
            "B",
            "규정 개정",
        )
        seen = preview_rule_change(actor=SYSTEM, data=data)
        change_rule(actor=SYSTEM, data=data, mark=seen.mark, at=kit.at(date(2026, 10, 30)))
        yield


def codes(on: date, start: int, end: int) -> set[str]:
    who = actor("drafter")
    data = OvertimeData(on, start, end, "공연 준비")
    with pytest.raises(DomainError) as caught:
        order_and_submit(actor=who, data=data, at=kit.at(MONDAY))
    return {caught.value.code, *(fault.code for fault in caught.value.errors)}


def test_t_07_the_cap_of_the_month_stops_a_further_order() -> None:
    person = kit.staff()
    for number in range(14):  # 14 Saturdays' worth of four hours are 56 hours, one more hour follows
        on = date(2026, 11, 9) + timedelta(days=number)
        OvertimeOrder.objects.create(
            staff=person,
            department_id=department("21"),
            on=on,
            start=1080,
            end=1380,
            state="RECOGNIZED",
            drafted_by=user("drafter"),
            drafted_at=kit.at(MONDAY),
            number=f"OT-{number}",
        )
    saturday = date(2026, 11, 28)
    assert MonthCapExceeded.code in codes(saturday, 540, 780)
    for kind, hour in (("IN", 9), ("OUT", 11)):
        record = DeviceRecord(user("drafter").pk, kit.at(saturday, hour), ClockKind(kind), "gate", kind)
        take_in_records(actor=SYSTEM, records=[record], at=kit.at(saturday, 12))
    day = AttendanceDay.objects.get(on=saturday)
    assert (day.unordered, day.exceptions) == (120, ["UNORDERED"])


def test_the_cap_of_a_day_stops_an_order() -> None:
    kit.staff()
    assert DayCapExceeded.code in codes(date(2026, 11, 7), 540, 840)
