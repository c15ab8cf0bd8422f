"""Notices by mail: which ones a person wants, and the mail itself. What it says is safe for anybody's eyes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from approvals.choices import Disclosure, NoticeKind
from approvals.models import DocumentNotice, OfficialDocument
from approvals.queries.mail_choices import KEY, MailChoice, mail_choice, mailed_kinds
from approvals.rules.writing.residents import resident_numbers
from approvals.services.persons import person_of
from core import audit, outbox
from core.access import Actor
from core.errors import FieldFault, InvalidInput
from core.models import OutboxMessage
from tenants.mail import Mail, is_mail_on, own_url, send_mail
from ui.preferences import write

TOPIC: Final = "approvals.notice"
LATEST: Final = timedelta(days=3)


@transaction.atomic
def choose_mail_kinds(*, kinds: Iterable[str], actor: Actor, at: datetime) -> MailChoice:
    """Say which kinds of notice come by mail too, none included. The person's own choice; the last one counts.

    Refuses unknown kinds and programs without a person (E-APR-013).
    """
    person_id = person_of(actor)
    wanted = set(kinds)
    if wanted - set(NoticeKind.values):
        raise InvalidInput(errors=[FieldFault("/kinds", "unknown", "없는 알림 종류입니다.")])
    chosen = [kind for kind in NoticeKind.values if kind in wanted]
    write(person_id, KEY, chosen)
    audit.record(
        actor=actor,
        verb="mail_kinds_chosen",
        subject_type="user",
        subject_id=person_id,
        summary=", ".join(str(NoticeKind(kind).label) for kind in chosen),
        at=at,
        facts={"kinds": chosen},
    )
    return mail_choice(actor)


def message_of(*, notice: DocumentNotice) -> OutboxMessage:
    """The message that carries a notice out of the house, to be written together with it."""
    return outbox.message(TOPIC, {"notice": str(notice.pk)}, notice.sent_at)


def deliver_notice(*, message: outbox.Message, at: datetime) -> None:
    """Mail a notice to its person's own address, once the person wants this kind by mail.

    Nothing is sent to who has no address or left, of a notice that was read meanwhile or is three days old.
    """
    notice = (
        DocumentNotice.objects.select_related("document", "person")
        .filter(pk=UUID(message.payload["notice"]))
        .first()
    )
    if notice is None or not _is_wanted(notice, at):
        return
    with override(settings.LANGUAGE_CODE):
        send_mail(message_id=message.id, mail=_mail(notice))


def _is_wanted(notice: Any, at: datetime) -> bool:
    if not is_mail_on() or notice.read_at is not None or at - notice.sent_at > LATEST:
        return False
    person = notice.person
    return bool(person.is_active and person.email and notice.kind in mailed_kinds(person.pk))


def _mail(notice: Any) -> Mail:
    kind = str(NoticeKind(notice.kind).label)
    title = shown_title(document=notice.document)
    lines = [
        f"{kind}: {title}",
        "",
        _("문서 열기: %(url)s") % {"url": own_url("approvals:document", notice.document_id)},
        "",
        _("내용은 로그인한 뒤에 볼 수 있습니다. 이 메일에는 답장할 수 없습니다."),
        _("받을 알림 고르기: %(url)s") % {"url": own_url("approvals:mail-notices")},
        "",
    ]
    return Mail(notice.person.email, f"[{kind}] {title}", "\n".join(lines))


def shown_title(*, document: OfficialDocument) -> str:
    """The title as a mail may show it: not of closed documents, hidden titles, or with a resident number in it."""
    is_closed = document.disclosure == Disclosure.CLOSED or document.title_hidden
    if is_closed or resident_numbers(document.title):
        return _("비공개 문서")
    return document.title or _("(제목 없음)")
