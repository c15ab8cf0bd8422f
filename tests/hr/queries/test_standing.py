"""As-of queries: headcount, heads, cards."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from core.access import Actor
from core.errors import NotFound
from hr.models import Person
from hr.queries.headcount import headcount_report
from hr.queries.heads import head_of_department
from hr.queries.people import card, people_on
from hr.queries.steps import step_outlook
from hr.rules.headcount import PlanLine
from hr.services.applying import apply_due
from hr.services.headcount import HeadcountData, end_headcount, plan_headcount
from organization.queries import deputy_orders
from tests.hr.kit import AT, department, employment, hired, hr_actor, issued, item, moment, post, user_id

pytestmark = pytest.mark.usefixtures("culture")
COMMITTEE = {"committee_text": "2026-2차", "committee_on": date(2026, 2, 1)}
DECEMBER = date(2026, 12, 31)


def _plan(count: int = 5) -> None:
    data = HeadcountData("G6", "REGULAR", count, date(2026, 1, 1), basis_document="직제규정 별표 1")
    plan_headcount(actor=hr_actor(), data=data, at=AT)


def _five() -> list[Person]:
    return [hired(f"2020-00{number}", f"사람{number}", grade="G6") for number in range(1, 6)]


def test_h_07_long_childcare_leave_is_set_apart_and_a_replacement_may_be_hired() -> None:
    _plan()
    people = _five()
    leave = item(
        people[0], "LEAVE_START", date(2026, 3, 1), date(2027, 3, 1), leave_kind="CHILDCARE", child="첫째"
    )
    issued(leave)
    assert headcount_report(date(2026, 2, 28)).lines[0].plan == PlanLine(5, 5, 0)
    report = headcount_report(date(2026, 3, 31))
    assert [(line.plan, line.words.grade) for line in report.lines] == [(PlanLine(5, 4, 1), "6급")]
    assert report.lines[0].plan.vacancy == 1


def test_h_16_the_replacement_is_not_in_the_regular_count() -> None:
    _plan()
    people = _five()
    hired(
        "2026-001",
        "대체근무",
        on=date(2026, 3, 2),
        grade="G6",
        employment_type="FIXED_TERM",
        contract_until="2027-03-01",
        replaces=str(people[0].pk),
    )
    report = headcount_report(date(2026, 3, 31))
    assert [line.plan for line in report.lines] == [PlanLine(5, 5, 0)]
    assert report.outside == {"FIXED_TERM": 1}


def test_a_plan_ends_and_another_begins() -> None:
    _plan()
    data = HeadcountData("G6", "REGULAR", 7, date(2026, 7, 1), basis_document="직제규정 개정")
    made = plan_headcount(actor=hr_actor(), data=data, at=AT)
    allowed = [headcount_report(day).total.allowed for day in (date(2026, 6, 30), date(2026, 7, 1))]
    assert allowed == [5, 7]
    end_headcount(actor=hr_actor(), plan_id=made.pk, on=date(2026, 10, 1), at=AT)
    assert headcount_report(date(2026, 10, 1)).lines == ()


def test_h_11_an_expunged_pay_cut_is_left_off_the_card() -> None:
    who = hired()
    cut = item(
        who, "PAY_CUT", date(2021, 2, 1), date(2021, 5, 1), months=3, charge="회계 질서 문란", reason="이관"
    )
    issued(cut, committee_text="2021-1차", committee_on=date(2021, 1, 20))
    shown = [
        [row.kind for row in card(who.pk, day, actor=hr_actor()).disciplines]
        for day in (date(2026, 4, 30), date(2026, 5, 1))
    ]
    assert shown == [["감봉"], []]


def test_h_17_acting_and_concurrent_heads() -> None:
    head = {"post": post("CHIEF"), "duty": "HEAD_TEAM"}
    lead = hired("2015-001", "김팀장", department=department("21"), **head)
    acting = hired("2018-001", "김대리", department=department("21"))
    finance = hired("2016-001", "박팀장", department=department("12"), **head)
    issued(
        item(lead, "LEAVE_START", date(2026, 5, 1), date(2027, 5, 1), leave_kind="CHILDCARE", child="첫째")
    )
    issued(
        item(
            acting,
            "ACTING",
            date(2026, 6, 1),
            date(2027, 5, 1),
            department=department("21"),
            duty="HEAD_TEAM",
        )
    )
    extra = item(
        finance,
        "ADD_POST",
        date(2026, 6, 1),
        date(2027, 6, 1),
        department=department("11"),
        post=post("CHIEF"),
        duty="HEAD_TEAM",
    )
    issued(extra)
    day = date(2026, 6, 1)

    def head_of(code: str, on: date) -> tuple[UUID, bool] | None:
        found = head_of_department(UUID(department(code)), on)
        return (found.person_id, found.is_acting) if found else None

    assert head_of("21", day) == (acting.pk, True)
    assert head_of("11", day) == (finance.pk, False)
    assert head_of("21", date(2026, 4, 30)) == (lead.pk, False)
    assert head_of("21", date(2026, 5, 15)) is None


def test_acting_stands_first_among_the_deputies_while_it_lasts() -> None:
    who = hired(login_name="outsider")
    acting = item(
        who, "ACTING", date(2026, 2, 2), date(2026, 3, 2), department=department("21"), duty="HEAD_TEAM"
    )
    issued(acting)
    assert [row.deputies for row in deputy_orders(date(2026, 2, 2))] == [("임나라",)]
    assert apply_due(at=moment(date(2026, 3, 2), 0)).ended == 1
    assert deputy_orders(date(2026, 3, 2)) == []


def test_people_of_a_day_by_department_and_status() -> None:
    first = hired()
    hired("2020-002", "이도윤", department=department("12"))
    issued(item(first, "LEAVE_START", date(2026, 3, 2), date(2026, 9, 2), leave_kind="ILLNESS"))
    assert [row.name for row in people_on(DECEMBER, status="ON_LEAVE")] == ["김하늘"]
    team = UUID(department("12"))
    assert [row.name for row in people_on(DECEMBER, department_id=team)] == ["이도윤"]
    assert [row.name for row in people_on(DECEMBER, text="하늘")] == ["김하늘"]
    assert people_on(date(2020, 3, 1)) == []


def test_the_step_outlook_follows_leave_and_promotion() -> None:
    who = hired(on=date(2026, 3, 1), step=5)
    pk = employment(who).pk
    outlook = step_outlook(pk, date(2026, 3, 1))
    assert outlook is not None
    assert (outlook.step, outlook.next_on) == (5, date(2027, 3, 1))
    leave = item(who, "LEAVE_START", date(2026, 6, 1), date(2026, 12, 1), leave_kind="ILLNESS")
    issued(leave, at=moment(date(2026, 5, 20)))
    apply_due(at=moment(date(2026, 6, 1), 0))
    later = step_outlook(pk, date(2026, 12, 1))
    assert later is not None
    assert later.next_on == date(2027, 9, 1)


def test_a_card_is_for_its_person_and_the_office() -> None:
    who = hired(login_name="drafter")
    own = card(who.pk, DECEMBER, actor=Actor(user_id("drafter"), "윤하늘"))
    assert (own.grade, own.department, own.hidden) == ("7급", "문화사업팀", ())
    with pytest.raises(NotFound):
        card(who.pk, DECEMBER, actor=Actor(user_id("inspector"), "정다온"))
    assert own.retirement_on == date(2050, 6, 30)
