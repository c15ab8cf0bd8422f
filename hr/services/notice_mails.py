"""Notices of appointments by mail: that there is one, never what it says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from core import audit, outbox
from core.access import Actor
from core.errors import NotFound
from core.models import OutboxMessage
from hr.models import OrderNotice
from hr.queries.mail_choices import KEY, AppointmentMail, appointment_mail, wants_mail
from tenants.mail import Mail, is_mail_on, own_url, send_mail
from ui.preferences import write

TOPIC: Final = "hr.appointment_notice"
LATEST: Final = timedelta(days=3)


@transaction.atomic
def choose_appointment_mail(*, actor: Actor, wanted: bool, at: datetime) -> AppointmentMail:
    """Say whether notices of the own appointments come by mail too. NotFound for programs without a person."""
    if actor.user_id is None:
        raise NotFound
    write(actor.user_id, KEY, wanted)
    audit.record(
        actor=actor,
        verb="appointment_mail_chosen",
        subject_type="user",
        subject_id=actor.user_id,
        summary="인사발령 통지 메일 받음" if wanted else "인사발령 통지 메일 받지 않음",
        at=at,
        facts={"wanted": wanted},
    )
    return appointment_mail(actor)


def messages_of(*, notices: Iterable[OrderNotice]) -> list[OutboxMessage]:
    """Messages that carry notices out of the house, to be written together with them; people with accounts only."""
    return [
        outbox.message(TOPIC, {"notice": str(notice.pk)}, notice.sent_at)
        for notice in notices
        if notice.item.person.user_id is not None
    ]


def deliver_notice(*, message: outbox.Message, at: datetime) -> None:
    """Mail to its person's own address that a notice has come, where the person wants that.

    Nothing is sent to who has no address or left, nor of a notice that is three days old. The mail names neither
    the kind of appointment nor its title, grade, post or pay.
    """
    notice = (
        OrderNotice.objects.select_related("item__person__user")
        .filter(pk=UUID(message.payload["notice"]))
        .first()
    )
    if notice is None or not _is_wanted(notice, at):
        return
    with override(settings.LANGUAGE_CODE):
        send_mail(message_id=message.id, mail=_mail(notice.item.person.user))


def _is_wanted(notice: OrderNotice, at: datetime) -> bool:
    person = notice.item.person.user
    if person is None or not is_mail_on() or at - notice.sent_at > LATEST:
        return False
    return bool(person.is_active and person.email and wants_mail(person.pk))


def _mail(person: Any) -> Mail:
    url = own_url("hr:own")
    lines = [
        _("본인에게 온 인사발령 통지서가 있습니다."),
        "",
        _("통지서 보기: %(url)s") % {"url": url},
        "",
        _("내용은 로그인한 뒤에 볼 수 있습니다. 이 메일에는 답장할 수 없습니다."),
        _("메일로 받을지 고르기: %(url)s") % {"url": url},
        "",
    ]
    return Mail(person.email, _("인사발령 통지서가 도착했습니다"), "\n".join(lines))
