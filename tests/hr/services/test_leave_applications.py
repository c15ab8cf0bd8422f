"""Requests for leave of absence."""

from __future__ import annotations

from datetime import date

import pytest

from core.access import Actor
from core.errors import InvalidInput, InvalidMove, NotFound, PermissionMissing
from hr.errors import ReasonMissing
from hr.models import LeaveApplication, OrderNotice
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
    assert (asked.state, asked.is_silent, len(asked.rule_ids)) == ("GRANTED", True, 1)
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
