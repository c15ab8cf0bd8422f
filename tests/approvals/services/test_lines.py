"""Lines planned from the tables of a tenant: the same as from plain values, in a fixed number of statements."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from approvals.rules.line_types import PlannedLine, SeatKind
from approvals.rules.splitting import Paper
from approvals.services.lines import LineQuestion, plan_line, suspected_split
from core.access import SYSTEM
from core.errors import InvalidInput
from organization.errors import TableNotYet
from organization.models import Assignment, DelegationTable
from organization.services import (
    AbsenceData,
    DeputyData,
    end_assignment,
    set_absence,
    set_deputy_order,
    set_duty,
)
from tests.approvals.base_organisation import shape
from tests.approvals.kit import AT, Office, policy

PROPOSAL = "spending_proposal"


def plan(
    office: Office,
    business_type: str = PROPOSAL,
    amount: int | None = None,
    *,
    by: str = "김",
    people: tuple[str, ...] = (),
    days: int = 0,
    **selectors: str,
) -> PlannedLine:
    question = LineQuestion(
        business_type, office.people[by], amount, [office.people[name] for name in people], selectors
    )
    return plan_line(question=question, at=AT + timedelta(days=days))


@pytest.mark.parametrize(
    ("amount", "by", "expected"),
    [
        (3_000_000, "김", "협조 예 > 결재 박 전결"),
        (3_000_001, "김", "검토 박 > 협조 예 > 결재 이 전결"),
        (20_000_001, "김", "검토 박 > 검토 이 > 협조 예+회 > 감사 감 > 결재 정 전결"),
        (50_000_001, "김", "검토 박 > 검토 이 > 검토 정 > 협조 예+회 > 감사 감 > 결재 최"),
        (2_000_000, "박", "협조 예 > 결재 이 전결"),
        (5_000_000, "이", "협조 예 > 결재 정 전결"),
        (2_000_000, "예", "결재 경 전결"),
    ],
)
def test_proposals_follow_the_sample_table(office: Office, amount: int, by: str, expected: str) -> None:
    assert shape(plan(office, amount=amount, by=by)) == expected


def test_other_kinds_of_business_follow_it_too(office: Office) -> None:
    assert shape(plan(office, "certificate")) == "결재 김 전결"
    assert shape(plan(office, "overtime", people=("박",))) == "결재 이 전결"
    assert shape(plan(office, "leave_annual", people=("박",))) == "결재 이 전결"
    goods = plan(office, "contract_change", 21_000_000, contract_type="contract_goods_service")
    assert shape(goods) == "검토 박 > 검토 이 > 검토 정 > 협조 계 > 감사 감 > 결재 최"
    table = DelegationTable.objects.get()
    assert (goods.rule_id, goods.table_id) == ("CON-06", table.pk)
    assert {step.basis for step in goods.steps} == {f"{table.basis_text} CON-06"}


def test_duty_holder_decides_and_the_superior_when_he_drafts(office: Office) -> None:
    set_duty(
        actor=SYSTEM,
        duty="ACCOUNTING_TEAM_LEAD",
        user_id=office.people["기"],
        from_on=date(2026, 1, 1),
        at=AT,
    )
    planned = plan(office, "payment_voucher", 1_000_000)
    assert shape(planned) == "결재 기 전결"
    assert next(planned.steps).seat.kind is SeatKind.DUTY
    assert shape(plan(office, "payment_voucher", 1_000_000, by="기")) == "결재 경 전결"


def test_head_on_leave_of_absence_is_acted_for_by_the_order(office: Office) -> None:
    data = AbsenceData(office.people["이"], "LONG_LEAVE", AT, AT + timedelta(days=90))
    set_absence(actor=SYSTEM, data=data, at=AT)
    assert shape(plan(office, amount=5_000_000)) == "검토 박 > 협조 예 > 결재 정 전결"
    deputies = [
        DeputyData(deputy_department_id=office.departments["경영지원본부"]),
        DeputyData(deputy_id=office.people["박"]),
    ]
    set_deputy_order(actor=SYSTEM, department_id=office.departments["공연본부"], deputies=deputies, at=AT)
    assert shape(plan(office, amount=5_000_000)) == "검토 박 > 협조 예 > 결재 경(대결 본부장) 전결"
    trip = AbsenceData(office.people["경"], "TRIP", AT, AT + timedelta(days=1))
    set_absence(actor=SYSTEM, data=trip, at=AT)
    assert shape(plan(office, amount=5_000_000)) == "협조 예 > 결재 박(대결 본부장) 전결"
    assert shape(plan(office, amount=5_000_000, days=1)) == "검토 박 > 협조 예 > 결재 경(대결 본부장) 전결"


def test_somebody_away_for_some_days_keeps_the_seat(office: Office) -> None:
    trip = AbsenceData(office.people["이"], "TRIP", AT, AT + timedelta(days=3), office.people["박"])
    set_absence(actor=SYSTEM, data=trip, at=AT)
    assert shape(plan(office, amount=5_000_000)) == "검토 박 > 협조 예 > 결재 이 전결"


def test_post_left_empty_keeps_its_place(office: Office) -> None:
    held = Assignment.objects.get(user_id=office.people["박"])
    end_assignment(actor=SYSTEM, assignment_id=held.pk, on=AT.date(), at=AT)
    planned = plan(office, amount=2_000_000)
    assert shape(planned) == "협조 예 > 결재 이 전결"
    assert [str(note.code) for note in planned.notes] == ["VACANT"]


def test_heads_own_matter_follows_the_policy(office: Office) -> None:
    deputies = [DeputyData(deputy_id=office.people["정"])]
    set_deputy_order(actor=SYSTEM, department_id=office.departments["재단"], deputies=deputies, at=AT)
    assert shape(plan(office, "leave_annual", people=("최",))) == "결재 정(대결 대표이사)"
    policy(head_own_matter="CHAIR")
    planned = plan(office, "leave_annual", people=("최",))
    assert [(step.seat.title, step.seat.is_outside) for step in planned.steps] == [("이사장", True)]


def test_statements_do_not_grow_with_the_line(office: Office) -> None:
    counts = []
    for amount in (1, 60_000_000):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            plan(office, amount=amount)
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert counts[0] == 13


def test_what_cannot_be_planned_is_refused(office: Office) -> None:
    with pytest.raises(InvalidInput):
        plan(office, amount=-1)
    with pytest.raises(TableNotYet):
        plan(office, amount=1, days=-400)


def test_ea_08_split_is_measured_by_the_table_in_force(office: Office) -> None:
    paper = Paper(office.departments["공연사업팀"], 2_900_000, AT.date(), "vendor-7")
    earlier = [
        Paper(paper.department_id, 2_900_000, AT.date() - timedelta(days=days), "vendor-7")
        for days in (10, 20)
    ]
    found = suspected_split(paper=paper, earlier=earlier, business_type=PROPOSAL, at=AT)
    assert found is not None
    assert (found.count, found.total, found.rule_id) == (3, 8_700_000, "EXP-02")
    assert suspected_split(paper=paper, earlier=[], business_type=PROPOSAL, at=AT) is None
