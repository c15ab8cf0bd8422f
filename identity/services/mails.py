"""Mails about an account to whom it belongs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.outbox import Message
from core.periods import SEOUL
from identity.models import User
from tenants.mail import Mail, is_mail_on, send_mail

LOCKED_TOPIC: Final = "identity.login_locked"
LATEST: Final = timedelta(days=1)


def deliver_login_locked(*, message: Message, at: datetime) -> None:
    """Tell the owner of an account that failed log-ins locked it; nothing where nobody owns it or no mail is sent."""
    locked_at = datetime.fromisoformat(message.payload["at"])
    user = User.objects.active().filter(login_name=message.payload["login_name"]).first()
    if not is_mail_on() or user is None or not user.email or at - locked_at > LATEST:
        return
    with override(settings.LANGUAGE_CODE):
        words = _(
            "비밀번호가 다섯 번 틀려 %(moment)s부터 15분 동안 로그인할 수 없습니다.\n"
            "본인이 한 일이 아니면 기관관리자에게 알리십시오.\n"
        ) % {"moment": locked_at.astimezone(SEOUL).strftime("%Y-%m-%d %H:%M")}
        send_mail(message_id=message.id, mail=Mail(user.email, _("로그인이 잠겼습니다"), words))
