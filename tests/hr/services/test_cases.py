"""Discipline cases: led to their execution, appealed, barred by time."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from core.errors import InvalidInput, InvalidMove, PermissionMissing
from hr.choices import OrderState
from hr.errors import (
    DisciplineBarred,
    DisciplinePending,
    OrderNotApproved,
    ReasonMissing,
    SanctionOrderDrafted,
)
from hr.models import AppointmentItem, AppointmentOrder, Discipline, DisciplineCase, Person
from hr.queries.cases import discipline_case
from hr.services.cases import CaseData, Sanctioned, draft_sanction_order, move_case, open_case, settle_cases
from hr.services.issuing import issue_order
from hr.services.order_checks import refusals_of_order
from tests.hr.kit import AT, at, drafted, hired, hr_actor, item, moment

pytestmark = pytest.mark.usefixtures("culture")
TODAY = date(2026, 2, 2)
SUSPENDED = Sanctioned("SUSPEND", months=2, committee_text="2026-1차")


def _case(who: Person, kind: str = "GENERAL", on: date = date(2025, 12, 1)) -> DisciplineCase:
    return open_case(actor=hr_actor(), data=CaseData(who.pk, "복무규정 위반", on, kind), at=AT)


def _moved(case: DisciplineCase, *verbs: str, text: str = "", by: Sanctioned | None = None) -> str:
    for verb in verbs:
        given = by if verb in ("decide", "change") else None
        move_case(actor=hr_actor(), case_id=case.pk, verb=verb, at=AT, text=text, sanctioned=given)
    return discipline_case(case.pk).state


def _decided(who: Person) -> DisciplineCase:
    case = _case(who)
    _moved(case, "investigate", "request", "convene", "decide", "notify", by=SUSPENDED)
    return case


def _issued(case: DisciplineCase) -> AppointmentOrder:
    order = draft_sanction_order(actor=hr_actor(), case_id=case.pk, effective_on=TODAY, notice="", at=AT)
    AppointmentOrder.objects.filter(pk=order.pk).update(state=OrderState.APPROVED, approved_at=AT)
    return issue_order(actor=hr_actor(), order_id=order.pk, at=AT)


def test_a_case_goes_to_its_execution_and_its_record_is_expunged() -> None:
    who = hired()
    case = _decided(who)
    with pytest.raises(OrderNotApproved):
        _moved(case, "execute")
    _issued(case)
    assert settle_cases(at=AT) == 1
    assert settle_cases(at=AT) == 0
    found = discipline_case(case.pk)
    assert (found.state, found.sanction, found.months) == ("EXECUTED", "SUSPEND", 2)
    assert [step.verb for step in found.steps] == [
        "report",
        "investigate",
        "request",
        "convene",
        "decide",
        "notify",
        "execute",
    ]
    assert (at(who, TODAY).status, at(who, date(2026, 4, 2)).status) == ("SUSPENDED", "ACTIVE")
    assert settle_cases(at=moment(date(2033, 4, 1))) == 0
    assert settle_cases(at=moment(date(2033, 4, 2))) == 1
    assert discipline_case(case.pk).state == "EXPUNGED"
    assert Discipline.objects.count() == 1


def test_a_request_after_the_limit_is_refused() -> None:
    who = hired()
    late, money = _case(who, on=date(2023, 2, 2)), _case(who, "MONEY", date(2023, 2, 2))
    _moved(late, "investigate")
    with pytest.raises(DisciplineBarred) as refusal:
        _moved(late, "request")
    assert refusal.value.facts == {"on": "2026-02-02"}
    assert _moved(money, "investigate", "request") == "REQUESTED"
    assert len(DisciplineCase.objects.get(pk=money.pk).rule_ids) == 1


def test_decisions_and_endings_say_what_they_must() -> None:
    case = _case(hired())
    _moved(case, "investigate")
    with pytest.raises(ReasonMissing):
        _moved(case, "close")
    _moved(case, "request", "convene")
    for odd in (
        None,
        Sanctioned("WARN", committee_text="1차"),
        Sanctioned("SUSPEND", months=4, committee_text="1차"),
        Sanctioned("DEMOTE", months=3, committee_text="1차"),
        Sanctioned("REPRIMAND"),
    ):
        with pytest.raises(InvalidInput):
            _moved(case, "decide", by=odd)
    with pytest.raises(InvalidMove):
        _moved(case, "notify")
    assert _moved(case, "close", text="혐의 없음") == "CLOSED"
    with pytest.raises(PermissionMissing):
        open_case(
            actor=hr_actor(codes=frozenset()),
            data=CaseData(case.employment.person_id, "x", TODAY),
            at=AT,
        )


def test_nobody_is_promoted_while_a_sanction_is_asked_for() -> None:
    who = hired()
    case = _case(who)
    order = drafted(item(who, "PROMOTE", date(2026, 3, 1), grade="G6", step=4))
    assert DisciplinePending not in [type(one) for one in refusals_of_order(order, AT)]
    _moved(case, "investigate", "request")
    assert DisciplinePending in [type(one) for one in refusals_of_order(order, AT)]


def test_an_appeal_before_the_execution_changes_the_sanction() -> None:
    case = _decided(hired())
    less = Sanctioned("REPRIMAND", committee_text="2026-2차")
    assert _moved(case, "appeal", "change", text="과중", by=less) == "CHANGED"
    order = draft_sanction_order(actor=hr_actor(), case_id=case.pk, effective_on=TODAY, notice="", at=AT)
    made = AppointmentItem.objects.get(order=order)
    assert (made.kind, made.until_on, order.committee_text) == ("REPRIMAND", None, "2026-2차")
    with pytest.raises(SanctionOrderDrafted):
        draft_sanction_order(actor=hr_actor(), case_id=case.pk, effective_on=TODAY, notice="", at=AT)


def test_an_appeal_after_the_execution_corrects_or_cancels_it() -> None:
    who = hired()
    case = _decided(who)
    _issued(case)
    settle_cases(at=AT)
    less = Sanctioned("SUSPEND", months=1, committee_text="2026-3차")
    _moved(case, "appeal", "change", text="과중", by=less)
    correct = _issued(case)
    assert [one.kind for one in AppointmentItem.objects.filter(order=correct)] == ["CORRECT"]
    assert (at(who, date(2026, 3, 1)).status, at(who, date(2026, 3, 2)).status) == ("SUSPENDED", "ACTIVE")
    assert _moved(case, "execute") == "EXECUTED"
    _moved(case, "appeal", "cancel", text="취소 결정")
    cancel = _issued(case)
    assert [one.kind for one in AppointmentItem.objects.filter(order=cancel)] == ["CANCEL"]
    assert at(who, TODAY).status == "ACTIVE"


def test_steps_stay_as_they_were_entered() -> None:
    case = _case(hired())
    with pytest.raises(DatabaseError), transaction.atomic():
        case.steps.update(text="고침")
    assert discipline_case(case.pk).steps[0].text == ""
