"""Orders: drafted, issued, cancelled, corrected; acceptance cases of handbook chapter 5."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from core.errors import DomainError, InvalidInput, PermissionMissing, StaleVersion
from core.ids import uuid7
from core.periods import SEOUL
from core.reactions import reactions
from hr.errors import (
    AfterExit,
    ClosedMonthsTouched,
    CommitteeMissing,
    DepartmentNotInForce,
    DismissalBarred,
    FixedTermOver,
    HeadcountExceeded,
    KindNotAllowed,
    LaterOrderRests,
    OrderEmpty,
    OrderIssued,
    OrderNotApproved,
    PostTenureShort,
    PromotionStopped,
    ReasonMissing,
    SameDayContradiction,
    StatusPeriodOverlaps,
    YearsInGradeMissing,
)
from hr.events import AppointmentEffective, EmployeeJoined, EmployeeLeft, LeaveStarted
from hr.models import (
    AppointmentItem,
    AppointmentOrder,
    Discipline,
    EmploymentFact,
    LeaveOfAbsence,
    RetroImpact,
)
from hr.queries.orders import order as order_of
from hr.queries.orders import register
from hr.queries.standing import people_in
from hr.services import closed_months
from hr.services.applying import apply_due
from hr.services.headcount import HeadcountData, plan_headcount
from hr.services.issuing import issue_order
from hr.services.order_checks import refusals_of_order
from hr.services.orders import OrderData, change_order, void_order
from organization.queries import absences, departments_of
from tests.hr.kit import (
    AT,
    HIRED,
    approved,
    at,
    department,
    drafted,
    employment,
    hired,
    hr_actor,
    issued,
    item,
    items_of,
    moment,
    person,
    post,
    user_id,
)

pytestmark = pytest.mark.usefixtures("culture")
COMMITTEE = {"committee_text": "2026-2차 인사위원회", "committee_on": date(2026, 2, 1)}


@pytest.fixture
def closed() -> Iterator[list[int]]:
    """Months that somebody above has closed."""
    months: list[int] = []

    def known(since: date) -> list[int]:
        return [month for month in months if month >= since.year * 100 + since.month]

    closed_months.sources.register(known)
    yield months
    closed_months.sources.forget(known)


def test_hiring_opens_an_employment_with_its_facts_and_a_number() -> None:
    who = person()
    order = issued(
        item(
            who,
            "HIRE",
            date(2026, 2, 2),
            department=department("21"),
            post=post(),
            employment_type="REGULAR",
            grade="G7",
            step=1,
            series="ADM-GEN",
        )
    )
    standing = at(who, date(2026, 2, 2))
    assert (order.number, order.state) == ("2026-001", "ISSUED")
    assert (standing.status, standing.grade, standing.step, str(standing.department_id)) == (
        "ACTIVE",
        "G7",
        1,
        department("21"),
    )
    assert employment(who).hired_on == date(2026, 2, 2)
    assert [one.state for one in items_of(order)] == ["EFFECTIVE"]


def test_h_03_a_future_move_is_known_at_once_and_reaches_the_organisation_on_its_day() -> None:
    who = hired(login_name="outsider")
    issued(
        item(who, "MOVE", date(2026, 6, 1), department=department("12"), post=post(), reason="순환"),
        at=moment(date(2026, 5, 20)),
    )
    assert str(at(who, date(2026, 5, 31)).department_id) == department("21")
    assert str(at(who, date(2026, 6, 1)).department_id) == department("12")
    account = user_id("outsider")
    assert [str(one.department_id) for one in departments_of(account, date(2026, 6, 1))] == [department("21")]
    assert apply_due(at=moment(date(2026, 5, 31), 0)).effective == 0
    assert apply_due(at=moment(date(2026, 6, 1), 0)).effective == 1
    assert [str(one.department_id) for one in departments_of(account, date(2026, 5, 31))] == [
        department("21")
    ]
    assert [str(one.department_id) for one in departments_of(account, date(2026, 6, 1))] == [department("12")]
    assert apply_due(at=moment(date(2026, 6, 1), 1)).effective == 0


def test_h_04_a_back_dated_promotion_leaves_what_was_known_before(closed: list[int]) -> None:
    who = hired(grade="G7", step=10)
    closed += [202603, 202604]
    early, issue = datetime(2026, 4, 30, 18, tzinfo=SEOUL), moment(date(2026, 5, 20))
    order = issued(
        item(who, "PROMOTE", date(2026, 3, 1), grade="G6", step=9, reason="승진 소급"),
        at=issue,
        acknowledged={"E-HR-014": "소급 정산"},
        **COMMITTEE,
    )
    day = date(2026, 3, 15)
    assert (at(who, day, early).grade, at(who, day, early).step) == ("G7", 10)
    assert (at(who, day).grade, at(who, day).step) == ("G6", 9)
    impact = RetroImpact.objects.get(item__order=order)
    assert (impact.from_on, impact.months, impact.barred_months) == (date(2026, 3, 1), [202603, 202604], [])


def test_closed_months_ask_for_a_confirmation(closed: list[int]) -> None:
    who = hired()
    closed += [202601]
    order = approved(item(who, "STEP_UP", date(2026, 1, 1), reason="누락"))
    with pytest.raises(ClosedMonthsTouched) as refusal:
        issue_order(actor=hr_actor(), order_id=order.pk, at=AT)
    assert refusal.value.facts == {"months": 1}
    assert at(who, date(2026, 1, 2)).step == 5


def test_h_05_secondment_during_childcare_leave_is_refused() -> None:
    who = hired()
    leave = item(who, "LEAVE_START", date(2026, 4, 1), date(2027, 4, 1), leave_kind="CHILDCARE", child="첫째")
    issued(leave)
    order = approved(item(who, "SECOND_OUT", date(2026, 6, 1), date(2026, 12, 1), host="가람시"))
    with pytest.raises(StatusPeriodOverlaps):
        issue_order(actor=hr_actor(), order_id=order.pk, at=AT)
    order.refresh_from_db()
    assert (order.state, order.number) == ("APPROVED", "")


def test_h_13_renewal_past_two_years_needs_a_reason() -> None:
    who = hired(
        on=date(2024, 7, 1),
        employment_type="FIXED_TERM",
        contract_from="2024-07-01",
        contract_until="2026-07-01",
    )
    day, end = date(2026, 7, 1), date(2027, 1, 1)
    order = approved(item(who, "RENEW", day, end, contract_from="2026-07-01", contract_until="2027-01-01"))
    with pytest.raises(FixedTermOver):
        issue_order(actor=hr_actor(), order_id=order.pk, at=AT)
    with_reason = item(
        who,
        "RENEW",
        day,
        end,
        contract_from="2026-07-01",
        contract_until="2027-01-01",
        fixed_term_reason="REPLACEMENT",
    )
    assert issued(with_reason).number == "2026-002"
    assert at(who, day).value("CONTRACT", "contract_until") == "2027-01-01"


def test_h_14_an_issued_order_is_corrected_by_another_one() -> None:
    who = hired(login_name="outsider")
    wrong = issued(
        item(who, "MOVE", date(2026, 2, 2), department=department("11"), post=post(), reason="결원")
    )
    data = drafted(item(who, "STEP_UP", date(2026, 3, 1)))
    with pytest.raises(OrderIssued):
        change_order(
            actor=hr_actor(),
            order_id=wrong.pk,
            data=replace(_data(), items=(item(who, "STEP_UP", date(2026, 3, 1)),)),
            at=AT,
        )
    target = items_of(wrong)[0]
    right = issued(
        item(
            who,
            "CORRECT",
            date(2026, 2, 2),
            target_id=target.pk,
            department=department("12"),
            reason="부서 오기",
        )
    )
    assert str(at(who, date(2026, 2, 2)).department_id) == department("12")
    assert [str(one.department_id) for one in departments_of(user_id("outsider"), date(2026, 2, 2))] == [
        department("12")
    ]
    target.refresh_from_db()
    assert target.state == "CORRECTED"
    assert {wrong.number, right.number} <= {row.number for row in register(2026)}
    assert data.state == "DRAFT"


def test_h_18_cancelling_refuses_while_a_later_order_rests_on_it() -> None:
    who = hired(grade="G7", step=10)
    first = issued(item(who, "PROMOTE", date(2026, 3, 1), grade="G6", step=9), **COMMITTEE)
    issued(item(who, "MOVE", date(2026, 5, 1), department=department("12"), post=post(), reason="순환"))
    third = issued(item(who, "STEP_UP", date(2026, 7, 1)))
    target = items_of(first)[0]
    order = approved(item(who, "CANCEL", date(2026, 3, 1), target_id=target.pk, reason="착오"))
    with pytest.raises(LaterOrderRests) as refusal:
        issue_order(actor=hr_actor(), order_id=order.pk, at=AT)
    assert refusal.value.facts == {"no": third.number}
    assert at(who, date(2026, 8, 1)).grade == "G6"
    issued(item(who, "CANCEL", date(2026, 7, 1), target_id=items_of(third)[0].pk, reason="먼저 정리"))
    issue_order(actor=hr_actor(), order_id=order.pk, at=AT)
    standing = at(who, date(2026, 8, 1))
    assert (standing.grade, standing.step, str(standing.department_id)) == ("G7", 10, department("12"))


def test_h_19_a_suspension_decided_during_leave_begins_on_the_return() -> None:
    who = hired()
    issued(item(who, "LEAVE_START", date(2026, 3, 1), date(2026, 9, 1), leave_kind="ILLNESS"))
    assert apply_due(at=moment(date(2026, 3, 1), 0)).effective == 1
    sanction = item(who, "SUSPEND", date(2026, 7, 1), date(2026, 10, 1), months=3, charge="복무 위반")
    issued(sanction, at=moment(date(2026, 7, 1)), **COMMITTEE)
    issued(item(who, "LEAVE_END", date(2026, 9, 1)), at=moment(date(2026, 8, 20)))
    assert [at(who, day).status for day in (date(2026, 7, 1), date(2026, 9, 1), date(2026, 12, 1))] == [
        "ON_LEAVE",
        "SUSPENDED",
        "ACTIVE",
    ]
    assert Discipline.objects.get().executed_until_on == date(2026, 12, 1)


def test_a_leave_makes_the_post_vacant_below_and_the_return_ends_that() -> None:
    who = hired(login_name="outsider")
    heard: list[object] = []
    reactions.register(LeaveStarted, heard.append)
    day = date(2026, 2, 2)
    issued(item(who, "LEAVE_START", day, date(2026, 9, 1), leave_kind="CHILDCARE", child="첫째"))
    reactions.forget(LeaveStarted, heard.append)
    leave = LeaveOfAbsence.objects.get()
    assert [(type(one).__name__, one.leave_id) for one in heard] == [("LeaveStarted", leave.pk)]  # type: ignore[attr-defined]
    assert [one.kind for one in absences(AT, user_id("outsider"))] == ["휴직"]
    back = moment(date(2026, 8, 3))
    issued(item(who, "LEAVE_END", date(2026, 8, 3)), at=back)
    assert absences(back, user_id("outsider")) == []
    leave.refresh_from_db()
    assert leave.ended_on == date(2026, 8, 3)


def test_an_exit_serves_the_last_day_and_takes_posts_and_account_the_next() -> None:
    who = hired(login_name="outsider")
    heard: list[object] = []
    for fact in (EmployeeLeft, AppointmentEffective):
        reactions.register(fact, heard.append)
    last = date(2026, 2, 27)
    issued(item(who, "RESIGN", last, exit_reason="개인 사정"))
    assert apply_due(at=moment(last, 23)).effective == 0
    assert len(departments_of(user_id("outsider"), last)) == 1
    assert apply_due(at=moment(date(2026, 2, 28), 0)).effective == 1
    for fact in (EmployeeLeft, AppointmentEffective):
        reactions.forget(fact, heard.append)
    assert {type(one).__name__ for one in heard} == {"EmployeeLeft", "AppointmentEffective"}
    assert (at(who, last).status, at(who, date(2026, 2, 28)).status) == ("ACTIVE", "RESIGNED")
    assert departments_of(user_id("outsider"), date(2026, 2, 28)) == []
    assert employment(who).left_on == last


def test_nothing_follows_an_exit() -> None:
    who = hired()
    issued(item(who, "RESIGN", date(2026, 1, 30), reason="사직서"))
    order = approved(item(who, "MOVE", date(2026, 2, 2), department=department("12"), reason="x"))
    with pytest.raises(AfterExit):
        issue_order(actor=hr_actor(), order_id=order.pk, at=AT)


def test_rehiring_opens_another_employment_of_the_same_person() -> None:
    who = hired()
    joined: list[object] = []
    issued(item(who, "RESIGN", date(2025, 12, 31), reason="사직서"))
    reactions.register(EmployeeJoined, joined.append)
    issued(
        item(
            who, "HIRE", date(2026, 2, 2), department=department("12"), post=post(), employment_type="REGULAR"
        )
    )
    reactions.forget(EmployeeJoined, joined.append)
    assert (employment(who).ordinal, employment(who).service_from_on) == (2, date(2026, 2, 2))
    assert len(joined) == 1


def test_a_promotion_asks_for_the_committee_the_years_and_no_stop() -> None:
    who = hired(on=date(2025, 12, 1), step=1)
    order = drafted(item(who, "PROMOTE", date(2026, 3, 1), grade="G6", step=1))
    assert {type(one) for one in refusals_of_order(order, AT)} == {CommitteeMissing, YearsInGradeMissing}
    old = hired("2018-001", "박서준", on=date(2018, 1, 2))
    sanction = item(old, "REPRIMAND", date(2026, 2, 2), charge="지각")
    issued(sanction, **COMMITTEE)
    order = drafted(item(old, "PROMOTE", date(2026, 3, 1), grade="G6", step=4), **COMMITTEE)
    found = refusals_of_order(order, AT)
    assert [(type(one), one.facts) for one in found] == [(PromotionStopped, {"until": "2026-08-01"})]


def test_moving_again_within_two_years_says_why() -> None:
    who = hired(on=date(2025, 3, 3))
    move = item(who, "MOVE", date(2026, 3, 1), department=department("12"), post=post())
    assert [type(one) for one in refusals_of_order(drafted(move), AT)] == [PostTenureShort]
    assert refusals_of_order(drafted(replace(move, reason="결원 보충")), AT) == []


def test_a_dismissal_is_barred_during_childcare_leave() -> None:
    who = hired()
    issued(item(who, "LEAVE_START", date(2026, 2, 2), date(2027, 2, 2), leave_kind="CHILDCARE", child="첫째"))
    order = drafted(item(who, "DISMISS", date(2026, 6, 30), notice="해고통지 2026-1"), **COMMITTEE)
    found = refusals_of_order(order, AT)
    assert [(type(one), one.facts) for one in found] == [
        (DismissalBarred, {"reason": "CHILDCARE", "until": "2027-02-01"})
    ]


def test_refusals_of_one_day_and_of_status() -> None:
    who = hired()
    day = date(2026, 3, 2)
    twice = drafted(
        item(who, "MOVE", day, department=department("12"), post=post(), reason="a"),
        item(who, "MOVE", day, department=department("11"), post=post(), reason="b"),
    )
    assert [type(one) for one in refusals_of_order(twice, AT)] == [SameDayContradiction]
    back = drafted(item(who, "LEAVE_END", day))
    found = refusals_of_order(back, AT)
    assert [(type(one), one.facts) for one in found] == [(KindNotAllowed, {"status": "재직", "kind": "복직"})]
    gone = drafted(item(who, "MOVE", day, department=str(uuid7()), post=post(), reason="x"))
    assert [type(one) for one in refusals_of_order(gone, AT)] == [DepartmentNotInForce]


def test_a_back_dated_appointment_says_why() -> None:
    who = hired()
    assert [type(one) for one in refusals_of_order(drafted(item(who, "STEP_UP", date(2026, 1, 1))), AT)] == [
        ReasonMissing
    ]


def test_what_cannot_be_read_is_refused_with_its_place() -> None:
    who = hired()
    with pytest.raises(InvalidInput) as refusal:
        drafted(
            item(who, "PROMOTE", date(2026, 3, 1), grade="G6"),
            item(who, "LEAVE_START", date(2026, 3, 1), leave_kind="ILLNESS"),
            item(who, "STEP_UP", date(2026, 3, 1), step="six"),
            item(who, "MOVE", date(2026, 3, 1), department=department("12"), colour="blue"),
            item(who, "NOTHING", date(2026, 3, 1)),
            title=" ",
        )
    assert [(fault.pointer, fault.code) for fault in refusal.value.errors] == [
        ("/title", "required"),
        ("/items/0/values/step", "required"),
        ("/items/1/values/until_on", "required"),
        ("/items/2/values/step", "malformed"),
        ("/items/3/values/colour", "unknown"),
        ("/items/4/kind", "unknown"),
    ]
    assert AppointmentOrder.objects.filter(state="DRAFT").count() == 0


def test_an_order_is_issued_once_and_only_when_approved() -> None:
    who = hired()
    order = drafted(item(who, "STEP_UP", date(2026, 3, 1)))
    with pytest.raises(OrderNotApproved):
        issue_order(actor=hr_actor(), order_id=order.pk, at=AT)
    done = issued(item(who, "STEP_UP", date(2026, 3, 1)))
    with pytest.raises(OrderIssued):
        issue_order(actor=hr_actor(), order_id=done.pk, at=AT)
    with pytest.raises(PermissionMissing):
        issue_order(actor=hr_actor(codes=frozenset()), order_id=order.pk, at=AT)
    with pytest.raises(StaleVersion):
        issue_order(actor=hr_actor(), order_id=order.pk, at=AT, version=9)


def test_an_order_is_voided_before_it_is_issued() -> None:
    who = hired()
    order = approved(item(who, "STEP_UP", date(2026, 3, 1)))
    with pytest.raises(ReasonMissing):
        void_order(actor=hr_actor(), order_id=order.pk, reason=" ", at=AT)
    assert void_order(actor=hr_actor(), order_id=order.pk, reason="계획 변경", at=AT).state == "VOIDED"
    with pytest.raises(OrderEmpty):
        drafted(on=date(2026, 3, 1))


def test_more_people_than_posts_is_a_warning() -> None:
    hired()
    plan = HeadcountData("G7", "REGULAR", 1, date(2026, 1, 1), basis_document="직제규정 별표")
    plan_headcount(actor=hr_actor(), data=plan, at=AT)
    second = person("2026-001", "이도윤")
    given = {"department": department("21"), "post": post(), "employment_type": "REGULAR", "grade": "G7"}
    found = refusals_of_order(drafted(item(second, "HIRE", date(2026, 3, 2), **given)), AT)
    assert [(type(one), one.severity, one.facts) for one in found] == [
        (HeadcountExceeded, "warn", {"quota": 1, "actual": 1})
    ]


def test_the_register_tells_before_and_after_in_words() -> None:
    who = hired()
    order = issued(
        item(who, "MOVE", date(2026, 3, 2), department=department("12"), post=post("CHIEF"), reason="결원")
    )
    row = order_of(order.pk).items[0]
    assert (row.name, row.kind_label, row.before, row.after) == (
        "김하늘",
        "전보",
        "재직 문화사업팀 팀원 7급 5호봉",
        "회계팀 팀장",
    )


def test_who_was_in_a_team_on_a_day() -> None:
    who = hired()
    issued(item(who, "MOVE", date(2026, 3, 2), department=department("12"), post=post(), reason="결원"))
    team = UUID(department("21"))
    assert [one.person_id for one in people_in(team, date(2026, 3, 1))] == [who.pk]
    assert people_in(team, date(2026, 3, 2)) == []
    assert [one.person_id for one in people_in(team, HIRED)] == [who.pk]


def test_the_database_keeps_what_was_issued_and_known() -> None:
    who = hired()
    for rows, change in (
        (EmploymentFact.objects.all(), {"code": "X"}),
        (AppointmentItem.objects.all(), {"reason": "x"}),
        (AppointmentOrder.objects.all(), {"title": "x"}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.delete()
    assert at(who, HIRED).status == "ACTIVE"


def test_every_refusal_is_told_at_once() -> None:
    who = hired(on=date(2025, 12, 1))
    order = approved(item(who, "PROMOTE", date(2026, 1, 1), grade="G6", step=1))
    with pytest.raises(DomainError) as refusal:
        issue_order(actor=hr_actor(), order_id=order.pk, at=AT)
    assert sorted(fault.code for fault in refusal.value.errors) == [
        "E-HR-011",
        "HR_REASON_MISSING",
        "PERSONNEL_COMMITTEE_MISSING",
    ]


def _data() -> OrderData:
    return OrderData("수정", date(2026, 3, 1), UUID(department("11")), ())
