"""Notices by mail: which kinds, to whom, what they say, and what they never say."""

from __future__ import annotations

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from approvals.choices import NoticeKind
from approvals.errors.acting import NoActingAuthority
from approvals.models import DocumentNotice, OfficialDocument
from approvals.queries.mail_choices import mail_choice
from approvals.services.notice_mails import TOPIC, choose_mail_kinds, message_of
from approvals.services.notices import mark_read
from approvals.services.returning import return_document
from core.access import SYSTEM
from core.errors import InvalidInput
from core.models import AuditEntry, OutboxMessage
from core.outbox import LEASE, PAUSES, Delivered, deliver_due
from identity.models import User
from tenants.context import institution
from tests.approvals.kit import AT, Office, draft, fresh, signed, step_of, submitted
from tests.people import actor
from tests.worlds import World

PEOPLE = ("김", "박", "예")


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture(autouse=True)
def _addresses(office: Office) -> None:
    for place, name in enumerate(PEOPLE):
        User.objects.filter(pk=office.people[name]).update(email=f"p{place}@garam.example")


def to(name: str) -> str:
    return f"p{PEOPLE.index(name)}@garam.example"


def sent() -> list[tuple[str, str]]:
    """Whom the mails since the last call went to, and their subjects."""
    found = [(one.to[0], one.subject) for one in mail.outbox]
    mail.outbox.clear()
    return found


def test_your_turn_approved_and_returned_come_by_mail(office: Office) -> None:
    document = submitted(office)
    assert deliver_due(at=AT) == Delivered(sent=1)
    [turn] = mail.outbox
    assert (turn.to, turn.subject) == ([to("예")], "[결재 차례] 가을 공연 무대 장비 임차")
    assert turn.from_email == '"(재)가람문화재단" <no-reply@localhost>'
    assert f"http://culture.garam.localhost/documents/{document.pk}/" in turn.body
    [row] = OutboxMessage.objects.filter(topic=TOPIC)
    assert turn.message()["Message-ID"] == f"<{row.pk}@culture.garam.localhost>"
    assert sent() != []
    signed(office, document, "예")
    deliver_due(at=AT)
    assert sent() == [(to("박"), "[결재 차례] 가을 공연 무대 장비 임차")]
    step = step_of(office, document, "박")
    return_document(
        document_id=document.pk,
        step_id=step.pk,
        seen=fresh(document).version,
        opinion="김 주임의 전화번호를 고치십시오.",
        actor=office.actor("박"),
        at=AT,
    )
    deliver_due(at=AT)
    returned = list(mail.outbox)
    assert (to("김"), "[반려] 가을 공연 무대 장비 임차") in sent()
    assert all("전화번호" not in one.body and "김" not in one.body for one in returned)
    signed(office, submitted(office, title="둘째 문서"), "예", "박")
    deliver_due(at=AT)
    assert (to("김"), "[결재완료] 둘째 문서") in sent()


def test_a_kind_switched_off_stays_in_the_house(office: Office) -> None:
    who = office.actor("예")
    assert mail_choice(who).kinds == ("YOUR_TURN", "APPROVED", "RETURNED")
    chosen = choose_mail_kinds(kinds=["APPROVED", "REMINDER"], actor=who, at=AT)
    assert (chosen.address, chosen.kinds, chosen.is_mail_on) == (to("예"), ("APPROVED", "REMINDER"), True)
    assert AuditEntry.objects.get(verb="mail_kinds_chosen").facts == {"kinds": ["APPROVED", "REMINDER"]}
    submitted(office)
    assert deliver_due(at=AT) == Delivered(sent=1)
    assert sent() == []
    assert DocumentNotice.objects.filter(person_id=office.people["예"], kind="YOUR_TURN").count() == 1
    assert choose_mail_kinds(kinds=[], actor=who, at=AT).kinds == ()


def test_a_kind_switched_on_comes_too(office: Office) -> None:
    document = submitted(office)
    choose_mail_kinds(kinds=["EDITED"], actor=office.actor("예"), at=AT)
    DocumentNotice.objects.all().delete()
    OutboxMessage.objects.all().delete()
    notice = DocumentNotice.objects.create(
        document=document, person_id=office.people["예"], kind=NoticeKind.EDITED, sent_at=AT
    )
    message_of(notice=notice).save()
    deliver_due(at=AT)
    assert sent() == [(to("예"), "[검토자 수정] 가을 공연 무대 장비 임차")]


def test_an_unknown_kind_and_a_program_are_refused(office: Office) -> None:
    with pytest.raises(InvalidInput):
        choose_mail_kinds(kinds=["SMOKE"], actor=office.actor("예"), at=AT)
    with pytest.raises(NoActingAuthority):
        choose_mail_kinds(kinds=["APPROVED"], actor=SYSTEM, at=AT)
    assert mail_choice(office.actor("예")).kinds == ("YOUR_TURN", "APPROVED", "RETURNED")


def test_a_closed_title_is_not_told(office: Office) -> None:
    submitted(office, disclosure="CLOSED", grounds=[6])
    deliver_due(at=AT)
    [turn] = mail.outbox
    assert turn.subject == "[결재 차례] 비공개 문서"
    assert "무대" not in turn.body


def test_a_hidden_title_is_not_told(office: Office) -> None:
    document = submitted(office, disclosure="PARTIAL", grounds=[6])
    OfficialDocument.objects.filter(pk=document.pk).update(title_hidden=True)
    deliver_due(at=AT)
    assert sent() == [(to("예"), "[결재 차례] 비공개 문서")]


def test_a_resident_number_in_a_title_is_not_told(office: Office) -> None:
    document = submitted(office)
    OfficialDocument.objects.filter(pk=document.pk).update(title="홍 900101-1234567 지급")
    deliver_due(at=AT)
    assert sent() == [(to("예"), "[결재 차례] 비공개 문서")]


def test_nothing_goes_to_who_left_or_has_no_address_nor_what_was_read_or_is_old(office: Office) -> None:
    receiver = User.objects.filter(pk=office.people["예"])
    for changed, back in (({"is_active": False}, {"is_active": True}), ({"email": ""}, {"email": to("예")})):
        submitted(office)
        receiver.update(**changed)
        deliver_due(at=AT)
        receiver.update(**back)
    submitted(office)
    mark_read(actor=office.actor("예"), at=AT)
    deliver_due(at=AT)
    submitted(office)
    deliver_due(at=AT + timedelta(days=3, seconds=1))
    assert sent() == []
    assert not OutboxMessage.objects.filter(delivered_at__isnull=True).exists()


def test_a_draft_tells_nobody(office: Office) -> None:
    draft(office)
    assert not OutboxMessage.objects.filter(topic=TOPIC).exists()


def test_the_job_twice_sends_once(office: Office) -> None:
    submitted(office)
    assert (deliver_due(at=AT), deliver_due(at=AT)) == (Delivered(sent=1), Delivered())
    assert len(sent()) == 1


def test_killed_after_sending_it_comes_twice_with_the_same_id(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(**values: Any) -> None:
        raise Killed

    submitted(office)
    with monkeypatch.context() as patch:
        patch.setattr("core.outbox.mark_delivered", killed)
        for at in (AT, AT + LEASE):
            with pytest.raises(Killed):
                deliver_due(at=at)
    assert deliver_due(at=AT + 2 * LEASE) == Delivered(given_up=1)
    ids = [one.message()["Message-ID"] for one in mail.outbox]
    assert (len(ids), len(set(ids))) == (2, 1)


def test_a_server_that_is_down_gets_the_mail_later(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(self: Any) -> None:
        raise ConnectionRefusedError(111, "refused")

    submitted(office)
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "open", down)
        assert deliver_due(at=AT) == Delivered(postponed=1)
    assert sent() == []
    assert deliver_due(at=AT + PAUSES[0]) == Delivered(sent=1)
    assert len(sent()) == 1


def test_a_server_silent_after_the_mail_is_asked_once_more(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def silent(self: Any, messages: Any) -> int:
        asked.append(len(messages))
        raise smtplib.SMTPServerDisconnected("p1@garam.example")

    submitted(office)
    monkeypatch.setattr(EmailBackend, "send_messages", silent)
    assert deliver_due(at=AT) == Delivered(postponed=1)
    assert deliver_due(at=AT + PAUSES[0]) == Delivered(given_up=1)
    assert asked == [1, 1]
    row = OutboxMessage.objects.get(topic=TOPIC)
    assert row.last_error == "SMTPServerDisconnected"


def test_no_mail_where_none_is_sent(office: Office, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    submitted(office)
    assert deliver_due(at=AT) == Delivered(sent=1)
    assert mail_choice(office.actor("예")).is_mail_on is False


def test_another_institution_sends_nothing_of_ours(world: World, office: Office) -> None:
    submitted(office)
    with institution(world.youth, platform_code=True):
        assert deliver_due(at=AT) == Delivered()
    with institution(world.gov, platform_code=True):
        assert deliver_due(at=AT) == Delivered()
    assert sent() == []
    assert actor("drafter").user_id is not None
    assert deliver_due(at=AT) == Delivered(sent=1)
    assert [one.message()["Message-ID"].endswith("@culture.garam.localhost>") for one in mail.outbox] == [
        True
    ]
