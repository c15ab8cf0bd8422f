"""A locked log-in is told to whom the account belongs."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core import mail

from core import outbox
from core.outbox import Delivered, deliver_due
from core.periods import SEOUL
from identity.models import User
from identity.services.mails import LOCKED_TOPIC
from tenants.context import institution
from tests.worlds import World

AT = datetime(2026, 11, 22, 10, 0, tzinfo=SEOUL)


def locked(login_name: str) -> None:
    outbox.enqueue(LOCKED_TOPIC, {"login_name": login_name, "at": AT.isoformat()}, AT)


def test_the_owner_of_a_locked_account_is_told_by_mail(world: World) -> None:
    with institution(world.culture):
        User.objects.filter(login_name="drafter").update(email="yun@garam.example")
        locked("drafter")
        assert deliver_due(at=AT) == Delivered(sent=1)
    [told] = mail.outbox
    assert (told.to, told.subject) == (["yun@garam.example"], "로그인이 잠겼습니다")
    assert "2026-11-22 10:00부터 15분 동안" in told.body


def test_nothing_is_sent_of_an_unknown_account_one_without_address_or_a_day_later(world: World) -> None:
    with institution(world.culture):
        User.objects.filter(login_name="approver").update(email="seo@garam.example")
        for name in ("nobody", "drafter"):
            locked(name)
        assert deliver_due(at=AT) == Delivered(sent=2)
        locked("approver")
        assert deliver_due(at=AT + timedelta(days=1, seconds=1)) == Delivered(sent=1)
    assert mail.outbox == []
