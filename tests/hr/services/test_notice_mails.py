"""Notices of appointments by mail: that one has come, to whom wants it, and nothing of what it says."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.core import mail

from core.access import Actor
from core.errors import NotFound
from core.models import OutboxMessage
from core.outbox import Delivered, deliver_due
from hr.queries.mail_choices import appointment_mail
from hr.services.notice_mails import TOPIC, choose_appointment_mail
from hr.services.orders import OrderData
from hr.services.takeover import enter_earlier_order
from identity.models import User
from tests.hr.kit import AT, department, hired, hr_actor, issued, item, person, post, user_id
from tests.worlds import World

pytestmark = pytest.mark.usefixtures("culture")

DAY = date(2026, 2, 2)


@pytest.fixture(autouse=True)
def _addresses(culture: World) -> None:
    for name in ("drafter", "approver"):
        User.objects.filter(login_name=name).update(email=f"{name}@garam.example")


def _clear() -> None:
    OutboxMessage.objects.all().delete()
    mail.outbox.clear()


def test_a_notice_comes_by_mail_without_what_it_says() -> None:
    who, silent = hired(login_name="drafter"), hired("2020-002", "이도윤")
    _clear()
    given = {"department": department("12"), "post": post(), "reason": "가족 돌봄"}
    issued(item(who, "MOVE", DAY, **given), item(silent, "MOVE", DAY, **given), title="비밀 인사")
    assert list(OutboxMessage.objects.values_list("topic", flat=True)) == [TOPIC]
    assert deliver_due(at=AT) == Delivered(sent=1)
    [one] = mail.outbox
    assert (one.to, one.subject) == (["drafter@garam.example"], "인사발령 통지서가 도착했습니다")
    assert "http://culture.garam.localhost/hr/own/" in one.body
    for word in ("비밀", "전보", "가족", "김하늘", "회계팀", "2026-00", "2020-001"):
        assert word not in one.body + one.subject


def test_who_does_not_want_mails_or_is_told_too_late_gets_none() -> None:
    who, other = hired(login_name="drafter"), hired("2020-002", "이도윤", login_name="approver")
    _clear()
    own = Actor(user_id("drafter"), "윤하늘")
    assert appointment_mail(own).wanted
    assert not choose_appointment_mail(actor=own, wanted=False, at=AT).wanted
    given = {"department": department("12"), "post": post(), "reason": "결원"}
    issued(item(who, "MOVE", DAY, **given))
    assert (deliver_due(at=AT), mail.outbox) == (Delivered(sent=1), [])
    issued(item(other, "MOVE", DAY, **given))
    assert (deliver_due(at=AT + timedelta(days=4)), mail.outbox) == (Delivered(sent=1), [])
    with pytest.raises(NotFound):
        choose_appointment_mail(actor=Actor(None, "밖"), wanted=True, at=AT)


def test_orders_of_before_send_no_mails() -> None:
    who = person(login_name="drafter")
    values = {"department": department("21"), "post": post(), "employment_type": "REGULAR", "grade": "G7"}
    hire = item(who, "HIRE", date(2020, 3, 2), reason="이관", **values)
    data = OrderData("이관", date(2020, 3, 2), UUID(department("11")), (hire,), "종전 발령대장")
    enter_earlier_order(actor=hr_actor(), data=data, at=AT)
    assert not OutboxMessage.objects.filter(topic=TOPIC).exists()
