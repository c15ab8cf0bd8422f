"""Tables of rules: seeded, previewed, changed, recomputed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from core.access import Actor
from core.errors import InvalidInput, NotFound, PermissionMissing
from core.ids import uuid7
from core.periods import SEOUL
from hr.errors import RuleChangeUnseen, RuleLaterRow, RuleRecomputed, RuleUnchanged
from hr.models import RuleTable
from hr.permissions import RULE_MANAGE
from hr.queries.rules import rows_used, rule_changes, rule_history, rule_rows
from hr.services.rules import (
    RuleData,
    RuleUser,
    Touched,
    change_rule,
    preview_rule_change,
    recompute_rule_change,
    rule_users,
)
from hr.services.seeds import load_rule_tables
from tenants.context import institution
from tests.worlds import World

AT = datetime(2026, 3, 2, 9, 0, tzinfo=SEOUL)
ACTOR = Actor(None, "인사담당", frozenset({RULE_MANAGE}), client_id="test")
AGE = RuleData(
    code="retirement_age",
    key="DEFAULT",
    regime="LABOUR",
    from_on=date(2027, 1, 1),
    payload={"age": 61, "half_year_end": True},
    source="인사규정 개정",
    evidence="B",
    reason="정년 연장",
)


@pytest.fixture
def culture(world: World) -> Iterator[World]:
    with institution(world.culture):
        yield world


@pytest.fixture
def _nobody_calculates() -> Iterator[None]:
    kept = {code: list(users) for code, users in rule_users.by_code.items()}
    yield
    rule_users.by_code.clear()
    rule_users.by_code.update(kept)


def _change(data: RuleData) -> Any:
    mark = preview_rule_change(actor=ACTOR, data=data).mark
    return change_rule(actor=ACTOR, data=data, mark=mark, at=AT)


@pytest.mark.usefixtures("culture")
def test_an_institution_begins_with_every_table_and_loading_again_adds_nothing() -> None:
    assert len(rule_rows("appointment_kinds", date(2026, 1, 1))) == 43
    assert [row.key for row in rule_rows("grade", date(2026, 1, 1))] == [
        *[f"G{n}" for n in range(1, 8)],
        "PUB",
    ]
    assert load_rule_tables(at=AT) == 0


@pytest.mark.usefixtures("culture")
def test_a_row_knows_its_regime_source_and_evidence() -> None:
    row = next(one for one in rule_rows("step_up_stop", date(2026, 1, 1)) if one.key == "PAY_CUT")
    assert (row.regime, row.evidence, row.source) == (
        "LOCAL_PUBLIC",
        "V",
        "지방공무원 보수규정 제13조·제14조, 임용령 제34조",
    )
    assert row.payload["months"] == 12


@pytest.mark.usefixtures("culture")
def test_rows_hold_from_their_day() -> None:
    def kinds(on: date) -> set[str]:
        return {row.key for row in rule_rows("leave_of_absence_types", on)}

    assert kinds(date(2026, 12, 3)) - kinds(date(2026, 12, 2)) == {"INFERTILITY_LEAVE"}


@pytest.mark.usefixtures("culture")
def test_the_calendar_of_changes_is_data() -> None:
    days = [row.payload["on"] for row in rule_history("rule_calendar")]
    assert len(days) == 18
    assert "2026-05-11" in days


@pytest.mark.usefixtures("culture")
def test_a_change_ends_the_row_before_and_keeps_it_for_those_who_used_it() -> None:
    before = rule_rows("retirement_age", date(2026, 12, 31))[0]
    change = _change(AGE)
    assert rule_rows("retirement_age", date(2026, 12, 31))[0].payload["age"] == 60
    assert rule_rows("retirement_age", date(2027, 1, 1))[0].payload["age"] == 61
    assert [row.payload["age"] for row in rows_used([before.id])] == [60]
    assert [(line.change_id, line.reason) for line in rule_changes("retirement_age")] == [
        (change.pk, "정년 연장")
    ]


@pytest.mark.usefixtures("culture")
def test_a_row_that_began_on_that_day_is_withdrawn() -> None:
    _change(AGE)
    _change(replace(AGE, payload={"age": 62, "half_year_end": True}, source="다시 개정"))
    assert [row.payload["age"] for row in rule_history("retirement_age")] == [60, 62]
    assert RuleTable.objects.filter(code="retirement_age").count() == 3


@pytest.mark.usefixtures("culture")
def test_a_rule_may_end() -> None:
    _change(replace(AGE, payload=None, source=""))
    assert rule_rows("retirement_age", date(2027, 1, 1)) == []


@pytest.mark.usefixtures("culture", "_nobody_calculates")
def test_a_change_shows_first_whom_it_touches_and_recomputes_by_another_act() -> None:
    done: list[str] = []
    who = Touched("person", uuid7(), "김하늘")
    user = RuleUser(
        touched=lambda data, before: [who] if before and data.payload != before.payload else [],
        recompute=lambda data, actor, at: done.append(data.key) or {"people": 1},
    )
    rule_users.register("retirement_age", user)
    preview = preview_rule_change(actor=ACTOR, data=AGE)
    assert preview.touched == (who,)
    assert rule_rows("retirement_age", date(2027, 1, 1))[0].payload["age"] == 60
    change = change_rule(actor=ACTOR, data=AGE, mark=preview.mark, at=AT)
    assert done == []
    again = recompute_rule_change(actor=ACTOR, change_id=change.pk, at=AT)
    assert (done, again.outcome, again.recomputed_at) == (
        ["DEFAULT"],
        {"people": 1, "read_anew_on": "2026-03-02"},
        AT,
    )
    with pytest.raises(RuleRecomputed):
        recompute_rule_change(actor=ACTOR, change_id=change.pk, at=AT)


@pytest.mark.usefixtures("culture", "_nobody_calculates")
def test_a_preview_that_is_no_longer_true_is_refused() -> None:
    mark = preview_rule_change(actor=ACTOR, data=AGE).mark
    rule_users.register(
        "retirement_age", RuleUser(lambda data, before: [Touched("person", None, "박")], lambda *_: {})
    )
    with pytest.raises(RuleChangeUnseen):
        change_rule(actor=ACTOR, data=AGE, mark=mark, at=AT)
    assert rule_rows("retirement_age", date(2027, 1, 1))[0].payload["age"] == 60


@pytest.mark.usefixtures("culture")
def test_changes_that_make_no_sense_are_refused() -> None:
    row = rule_rows("retirement_age", date(2027, 1, 1))[0]
    with pytest.raises(RuleUnchanged):
        preview_rule_change(actor=ACTOR, data=replace(AGE, payload=row.payload, source=row.source))
    with pytest.raises(InvalidInput) as refusal:
        preview_rule_change(actor=ACTOR, data=replace(AGE, regime="X", source="", reason=" "))
    assert [fault.pointer for fault in refusal.value.errors] == ["/regime", "/source", "/reason"]
    with pytest.raises(NotFound):
        preview_rule_change(actor=ACTOR, data=replace(AGE, key="NONE", payload=None))
    day = date(2026, 1, 1)
    late = RuleData("leave_of_absence_types", "INFERTILITY_LEAVE", "LOCAL_PUBLIC", day, {"a": 1})
    with pytest.raises(RuleLaterRow):
        preview_rule_change(actor=ACTOR, data=replace(late, source="x", reason="y"))
    with pytest.raises(PermissionMissing):
        preview_rule_change(actor=Actor(None, "누구"), data=AGE)


@pytest.mark.usefixtures("culture")
def test_the_database_keeps_what_a_row_says() -> None:
    rows = RuleTable.objects.filter(code="retirement_age")
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        rows.update(payload={"age": 65})
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        rows.delete()
