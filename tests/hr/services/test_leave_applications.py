"""Requests for leave of absence."""

from __future__ import annotations

from datetime import date

import pytest

from core.access import Actor
from core.errors import InvalidInput, InvalidMove, NotFound, PermissionMissing
from hr.errors import ReasonMissing, UseLimitExceeded
from hr.models import LeaveApplication, OrderNotice
from hr.queries.leave_applications import childcare_parts
from hr.rules.childcare_limits import ChildcareLimits, months_used, splits_used
from hr.services.applying import apply_due
from hr.services.leave_applications import (
    ApplicationData,
    answer_application,
    apply_for_leave,
    due_for_warning,
    grant_silent_applications,
    withdraw_application,
)
from tests.hr.kit import at, hired, hr_actor, moment, user_id

pytestmark = pytest.mark.usefixtures("culture")
ASKED = ApplicationData("CHILDCARE", date(2026, 11, 2), date(2027, 11, 2), child="첫째")
OCTOBER = moment(date(2026, 10, 1))


def _drafter() -> Actor:
    return Actor(user_id("drafter"), "윤하늘")


def test_h_15_silence_grants_the_leave_and_produces_the_notice() -> None:
    who = hired(login_name="drafter")
    asked = apply_for_leave(actor=_drafter(), data=ASKED, at=OCTOBER)
    assert asked.answer_until_on == date(2026, 10, 15)
    assert due_for_warning(date(2026, 10, 12)) == []
    assert due_for_warning(date(2026, 10, 13)) == [asked]
    assert grant_silent_applications(at=moment(date(2026, 10, 15), 23)) == 0
    assert grant_silent_applications(at=moment(date(2026, 10, 16), 0)) == 1
    assert grant_silent_applications(at=moment(date(2026, 10, 17), 0)) == 0
    asked.refresh_from_db()
    assert (asked.state, asked.is_silent, len(asked.rule_ids)) == ("GRANTED", True, 2)
    assert OrderNotice.objects.filter(item__order=asked.order).count() == 1
    assert at(who, date(2026, 11, 1)).status == "ACTIVE"
    assert at(who, date(2026, 11, 2)).status == "ON_LEAVE"
    assert apply_due(at=moment(date(2026, 11, 2), 0)).effective == 1


def test_the_office_answers_with_an_order_or_a_reason() -> None:
    who = hired(login_name="drafter")
    asked = apply_for_leave(actor=_drafter(), data=ASKED, at=OCTOBER)
    with pytest.raises(PermissionMissing):
        answer_application(actor=_drafter(), application_id=asked.pk, grant=True, text="", at=OCTOBER)
    with pytest.raises(ReasonMissing):
        answer_application(actor=hr_actor(), application_id=asked.pk, grant=False, text=" ", at=OCTOBER)
    done = answer_application(actor=hr_actor(), application_id=asked.pk, grant=True, text="", at=OCTOBER)
    assert (done.state, done.is_silent) == ("GRANTED", False)
    assert at(who, date(2026, 11, 2)).value("STATUS", "planned_until") == "2027-11-02"
    with pytest.raises(InvalidMove):
        answer_application(actor=hr_actor(), application_id=asked.pk, grant=False, text="늦음", at=OCTOBER)


def test_it_is_withdrawn_up_to_seven_days_before() -> None:
    hired(login_name="drafter")
    asked = apply_for_leave(actor=_drafter(), data=ASKED, at=OCTOBER)
    with pytest.raises(NotFound):
        withdraw_application(actor=Actor(user_id("inspector"), "정다온"), application_id=asked.pk, at=OCTOBER)
    with pytest.raises(InvalidMove):
        withdraw_application(actor=_drafter(), application_id=asked.pk, at=moment(date(2026, 10, 27)))
    last = moment(date(2026, 10, 26))
    assert withdraw_application(actor=_drafter(), application_id=asked.pk, at=last).state == "WITHDRAWN"


def test_what_cannot_be_asked_for_is_refused() -> None:
    with pytest.raises(NotFound):
        apply_for_leave(actor=_drafter(), data=ASKED, at=OCTOBER)
    hired(login_name="drafter")
    odd = ApplicationData("ILLNESS", date(2026, 11, 2), date(2026, 11, 2))
    with pytest.raises(InvalidInput) as refusal:
        apply_for_leave(actor=_drafter(), data=odd, at=OCTOBER)
    assert [fault.pointer for fault in refusal.value.errors] == ["/kind", "/from_on"]
    assert LeaveApplication.objects.count() == 0


def granted(from_on: date, until_on: date, child: str = "첫째") -> LeaveApplication:
    asked = apply_for_leave(
        actor=_drafter(), data=ApplicationData("CHILDCARE", from_on, until_on, child=child), at=OCTOBER
    )
    return answer_application(actor=hr_actor(), application_id=asked.pk, grant=True, text="", at=OCTOBER)


def test_s_06_a_second_short_leave_of_the_year_is_refused_and_takes_no_split() -> None:
    hired(login_name="drafter")
    first = granted(date(2027, 3, 2), date(2027, 3, 16))
    second = ApplicationData("CHILDCARE", date(2027, 12, 1), date(2027, 12, 8), child="둘째")
    with pytest.raises(UseLimitExceeded) as refusal:
        apply_for_leave(actor=_drafter(), data=second, at=OCTOBER)
    assert (refusal.value.code, refusal.value.facts) == ("E-ATT-019", {"limit": "연 1회", "used": "1회"})
    assert LeaveApplication.objects.count() == 1
    used = childcare_parts(first.employment_id, "첫째", ChildcareLimits())
    assert (len(used), 3 - splits_used(used)) == (1, 3)
    later = ApplicationData("CHILDCARE", date(2028, 1, 3), date(2028, 1, 10), child="첫째")
    assert apply_for_leave(actor=_drafter(), data=later, at=OCTOBER).state == "REQUESTED"


def test_s_11_six_months_more_only_when_the_other_parent_used_three() -> None:
    hired(login_name="drafter")
    first = granted(date(2026, 11, 2), date(2027, 11, 2))
    more = ("CHILDCARE", date(2027, 12, 1), date(2028, 6, 1), "첫째")
    with pytest.raises(UseLimitExceeded) as refusal:
        apply_for_leave(actor=_drafter(), data=ApplicationData(*more, other_parent_months=2), at=OCTOBER)
    assert refusal.value.facts == {"limit": "12개월", "used": "12개월"}
    assert LeaveApplication.objects.count() == 1
    apply_for_leave(actor=_drafter(), data=ApplicationData(*more, other_parent_months=3), at=OCTOBER)
    assert months_used(childcare_parts(first.employment_id, "첫째", ChildcareLimits())).text == "18개월"
