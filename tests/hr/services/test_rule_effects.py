"""Whom a change of hr's own tables touches, shown before anything is changed."""

from __future__ import annotations

from datetime import date

import pytest

from hr.queries.people import card
from hr.services.applying import apply_due
from hr.services.rules import (
    RuleData,
    change_rule,
    preview_rule_change,
    recompute_rule_change,
)
from tests.hr.kit import AT, hired, hr_actor, issued, item, moment

pytestmark = pytest.mark.usefixtures("culture")


def _data(code: str, key: str, regime: str, payload: dict[str, object]) -> RuleData:
    return RuleData(code, key, regime, date(2026, 7, 1), payload, "인사규정 개정", "B", "개정")


def test_a_later_retirement_names_everybody_who_stays_longer() -> None:
    who = hired(birth_on=date(1966, 7, 1))
    hired("2020-002", "이미퇴직", birth_on=date(1960, 1, 1))
    data = _data("retirement_age", "DEFAULT", "LABOUR", {"age": 62, "half_year_end": True})
    preview = preview_rule_change(actor=hr_actor(), data=data)
    assert [one.label for one in preview.touched] == ["김하늘 (2020-001) 정년 2026-12-31 → 2028-12-31"]
    assert card(who.pk, date(2026, 7, 1), actor=hr_actor()).retirement_on == date(2026, 12, 31)
    change = change_rule(actor=hr_actor(), data=data, mark=preview.mark, at=AT)
    assert card(who.pk, date(2026, 7, 1), actor=hr_actor()).retirement_on == date(2028, 12, 31)
    assert card(who.pk, date(2026, 6, 30), actor=hr_actor()).retirement_on == date(2026, 12, 31)
    done = recompute_rule_change(actor=hr_actor(), change_id=change.pk, at=AT)
    assert done.outcome == {"read_anew_on": "2026-02-02"}


def test_leaves_disciplines_and_grades_are_named() -> None:
    who = hired()
    issued(item(who, "LEAVE_START", date(2026, 2, 2), date(2026, 9, 1), leave_kind="ILLNESS"))
    leave = _data("step_up_leave", "ILLNESS", "LOCAL_PUBLIC", {"counts": True})
    assert [one.label for one in preview_rule_change(actor=hr_actor(), data=leave).touched] == [
        "김하늘 2026-02-02 ~ 2026-09-01"
    ]
    issued(
        item(who, "REPRIMAND", date(2026, 2, 2), charge="지각"),
        committee_text="1차",
        committee_on=date(2026, 2, 1),
    )
    expunging = _data("expunging", "REPRIMAND", "LOCAL_PUBLIC", {"years": 4})
    assert [one.label for one in preview_rule_change(actor=hr_actor(), data=expunging).touched] == [
        "김하늘 2026-02-02"
    ]
    grade = _data("promotion_minimum_years", "G7", "LOCAL_PUBLIC", {"years": 2})
    assert [one.label for one in preview_rule_change(actor=hr_actor(), data=grade).touched] == ["김하늘"]
    other = _data("promotion_minimum_years", "G5", "LOCAL_PUBLIC", {"years": 4})
    assert preview_rule_change(actor=hr_actor(), data=other).touched == ()
    assert apply_due(at=moment(date(2026, 2, 3))).effective == 0
