"""A change of attendance's rules shows first whom it touches, then recomputes by an act of its own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from attendance.models import AttendanceDay, LeaveLot
from attendance.services.clock import DeviceRecord, take_in_records
from attendance.services.ledger import unsettled_advances
from core.access import SYSTEM
from hr.queries.rules import rule_rows
from hr.services.rules import RuleData, change_rule, preview_rule_change, recompute_rule_change
from tenants.context import institution
from tests.attendance import kit
from tests.people import user
from tests.worlds import World

D = 480
CHANGED = kit.at(date(2026, 11, 22))
TODAY = date(2026, 11, 22)
FIRST = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def _here(world: World):
    with institution(world.culture):
        yield


def _changed(code: str, key: str, from_on: date = FIRST, **values: Any) -> RuleData:
    row = next(one for one in rule_rows(code, from_on) if one.key == key)
    return RuleData(code, key, row.regime, from_on, {**row.payload, **values}, "취업규칙 개정", "B", "개정")


def _labels(data: RuleData) -> list[str]:
    return [one.label for one in preview_rule_change(actor=SYSTEM, data=data).touched]


def _apply(data: RuleData) -> dict[str, Any]:
    mark = preview_rule_change(actor=SYSTEM, data=data).mark
    change = change_rule(actor=SYSTEM, data=data, mark=mark, at=CHANGED)
    return dict(recompute_rule_change(actor=SYSTEM, change_id=change.pk, at=CHANGED).outcome)


def test_more_days_for_a_year_of_service_reach_the_lots_by_the_recomputation_only() -> None:
    person = kit.staff()  # hired in 2021: four completed fiscal years in 2026
    kit.accrue(FIRST, person)
    assert kit.balance(person) == 16 * D
    data = _changed("annual_leave", "Y04", days=18)
    preview = preview_rule_change(actor=SYSTEM, data=data)
    lot = LeaveLot.objects.get(staff=person)
    assert [one.subject_id for one in preview.touched] == [lot.pk]
    change = change_rule(actor=SYSTEM, data=data, mark=preview.mark, at=CHANGED)
    assert kit.balance(person) == 16 * D
    done = recompute_rule_change(actor=SYSTEM, change_id=change.pk, at=CHANGED)
    assert (done.outcome["lots"], done.outcome["minutes"]) == (1, 2 * D)
    assert kit.kinds(person) == [("GRANT", 16 * D), ("ADJUST", 2 * D)]


def test_another_year_of_service_is_not_touched() -> None:
    kit.accrue(FIRST, kit.staff())
    assert _labels(_changed("annual_leave", "Y10", days=25)) == []


def test_a_smaller_grant_that_was_used_becomes_an_advance() -> None:
    person = kit.staff()
    kit.accrue(FIRST, person)
    request = kit.leave(date(2026, 11, 23), date(2026, 12, 11), on=TODAY)
    kit.decide(request.pk, TODAY)
    assert kit.balance(person) == D
    done = _apply(_changed("annual_leave", "Y04", days=13))
    assert (done["lots"], done["minutes"], kit.balance(person)) == (1, -3 * D, 0)
    assert unsettled_advances([person.pk]) == {(person.pk, "ANNUAL"): 2 * D}


def test_grace_minutes_change_days_that_are_not_closed() -> None:
    kit.staff()
    for number, (hour, minute, kind) in enumerate(((9, 10, "IN"), (18, 0, "OUT"))):
        record = DeviceRecord(
            user("drafter").pk, kit.at(date(2026, 11, 2), hour, minute), kind, "gate", str(number)
        )
        take_in_records(actor=SYSTEM, records=[record], at=kit.at(date(2026, 11, 3)))
    assert AttendanceDay.objects.get().late == 10
    data = _changed("attendance_policy", "DEFAULT", date(2026, 11, 1), grace_minutes=15)
    assert _labels(data) == ["윤하늘 2026-11-02 ~ 2026-11-02, 1일"]
    assert _apply(data)["changed_days"] == 1
    assert AttendanceDay.objects.get().late == 0


def test_requests_of_a_kind_are_named_and_stand() -> None:
    person = kit.staff()
    kit.lot(person, 5 * D, FIRST, date(2026, 12, 31))
    request = kit.leave(date(2026, 11, 26), on=TODAY)
    kit.decide(request.pk, TODAY)
    data = _changed("leave_type", "ANNUAL", date(2026, 11, 1), name="연차휴가(개정)")
    assert _labels(data) == ["윤하늘 2026-11-26 ~ 2026-11-26 승인"]
    assert _apply(data)["requests"] == 1
    request.refresh_from_db()
    assert (request.state, kit.balance(person)) == ("APPROVED", 4 * D)
