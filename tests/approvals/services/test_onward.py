"""Received letters that go on: forwarded, told to other departments, entered by hand, decided in circulation."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest

from approvals.errors.documents import AttachmentNotChecked
from approvals.errors.letters import (
    AlreadyReceived,
    ForwardedToSender,
    NotYourDepartment,
    ReceiverUnknown,
    ScanUnfit,
    SendBackReasonMissing,
)
from approvals.models import ConcernedDepartment, Forwarding, ReceivedDocument, ReceivedMove, Transport
from approvals.permissions import DOCUMENT_VIEW, RECEIPT_DISTRIBUTE, RECEIPT_REGISTER
from approvals.queries.received import received_page, received_rows
from approvals.services.dispatching import ReceiverData
from approvals.services.forwarding import forward, forwarded_package, hand_over_forwarded
from approvals.services.handling import assign, circulate, note_seen
from approvals.services.outside_letters import NamedFile, OutsideLetter, enter_letter
from approvals.services.receipts import distribute, register_received, send_back, tell_departments
from approvals.services.transports import HandOver
from core.access import Actor
from core.errors import InvalidInput, InvalidMove, NotFound, PermissionMissing
from records.models import NumberSeries, RegistryEntry
from tenants.context import institution
from tests.approvals.files_kit import pdf
from tests.approvals.kit import AT, Office, found_office
from tests.approvals.letters_kit import approved_letter, city_clerk, city_file, open_file, run_jobs, sent
from tests.approvals.services.test_receiving import bare, filing, given_to, registered, verbs
from tests.people import actor, department, user
from tests.worlds import World

YOUTH = "inst_garam_youth"
TO_YOUTH = ReceiverData("가람청소년재단", "TENANT", YOUTH)
TO_FIRE = ReceiverData("가람소방서장", "OUTSIDE", "", "fire@garam.example")
OUTSIDE = OutsideLetter(
    "소방 점검 결과 통보", "가람소방서", date(2026, 11, 20), "예방안전과", "예방안전과-77", "가람시장"
)


@pytest.fixture
def office(world: World, tmp_path: Any, settings: Any) -> Iterator[Office]:
    settings.MEDIA_ROOT = tmp_path
    with institution(world.culture):
        yield found_office()


@pytest.fixture
def transport(office: Office) -> Transport:
    [made] = sent(office, approved_letter(office))
    run_jobs()
    return made


@pytest.fixture
def letter(transport: Transport) -> Iterator[ReceivedDocument]:
    """The letter at the city; the city is current."""
    with institution("gov_garam", platform_code=True):
        yield ReceivedDocument.objects.get()


@pytest.fixture
def city(world: World, tmp_path: Any, settings: Any) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    with institution(world.gov, platform_code=True):
        yield


def forwarded(letter: ReceivedDocument, to: ReceiverData = TO_YOUTH) -> Forwarding:
    return forward(
        received_id=letter.pk,
        seen=letter.version,
        to=to,
        reason="청소년재단 소관",
        actor=city_clerk(),
        at=AT,
    )


def test_a_forwarded_letter_arrives_there_whole_and_the_sender_learns_its_number(
    transport: Transport, letter: ReceivedDocument
) -> None:
    going = forwarded(letter)
    run_jobs()
    letter.refresh_from_db()
    going.refresh_from_db()
    assert (letter.state, letter.reason, going.state) == ("FORWARDED", "청소년재단 소관", "ARRIVED")
    with institution(YOUTH, platform_code=True):
        there = ReceivedDocument.objects.get()
        assert (there.sender_schema, there.transport_id) == ("gov_garam", going.pk)
        assert (there.sender_name, there.sender_number, there.title, there.print_sha256) == (
            letter.sender_name,
            letter.sender_number,
            letter.title,
            letter.print_sha256,
        )
        assert there.sent["origin"]["transport"] == str(transport.pk)
        assert there.sent["forwarded"][0]["reason"] == "청소년재단 소관"
        who = replace(city_like(), department_id=None)
        there = distribute(received_id=there.pk, seen=1, department_id=department("10"), actor=who, at=AT)
        there = register_received(
            received_id=there.pk,
            seen=there.version,
            filing=filing_of("10"),
            actor=replace(who, department_id=department("10")),
            at=AT,
        )
        number = there.number_text
    run_jobs()
    going.refresh_from_db()
    assert (going.accepted_text, going.accepted_at) == (number, AT)
    with institution("inst_garam_culture", platform_code=True):
        first = Transport.objects.get(pk=transport.pk)
        assert (first.state, first.accepted_text) == ("ARRIVED", number)
        assert first.reason == "가람청소년재단: 청소년재단 소관"


def city_like() -> Actor:
    """A clerk of the current tenant with both rights of receipt."""
    who = actor("drafter", AT.date())
    return replace(who, codes=who.codes | {RECEIPT_DISTRIBUTE, RECEIPT_REGISTER, DOCUMENT_VIEW})


def filing_of(code: str) -> Any:
    """A filing in an open record file of a department of the current tenant."""
    return filing(record_file_id=open_file(department(code)))


def test_a_forwarded_letter_may_come_back_and_lies_with_the_records_department(
    letter: ReceivedDocument,
) -> None:
    letter = given_to(letter)
    forwarded(letter)
    run_jobs()
    with institution(YOUTH, platform_code=True):
        there = ReceivedDocument.objects.get()
        send_back(
            received_id=there.pk,
            seen=1,
            reason="우리 소관 아님",
            actor=replace(city_like(), department_id=None),
            at=AT,
        )
    run_jobs()
    letter.refresh_from_db()
    assert (letter.state, letter.department_id) == ("ARRIVED", None)
    assert letter.reason.endswith("「" + letter.title + "」 우리 소관 아님")
    assert verbs(letter) == ["arrive", "distribute", "forward", "come_back"]
    assert Forwarding.objects.get().state == "SENT_BACK"
    again = forwarded(letter, TO_FIRE)
    assert again.state == "MANUAL"


def test_a_forwarded_letter_goes_to_a_body_outside_by_people(letter: ReceivedDocument) -> None:
    who = city_clerk()
    with pytest.raises(InvalidMove):
        forwarded_package(received_id=letter.pk, actor=who, at=AT)
    going = forwarded(letter, TO_FIRE)
    with zipfile.ZipFile(BytesIO(forwarded_package(received_id=letter.pk, actor=who, at=AT))) as pack:
        said = json.loads(pack.read("letter.json"))
        assert pack.read("letter.pdf")[:5] == b"%PDF-"
    assert (said["number"], said["forwarded"][0]["by"]) == (letter.sender_number, "가람시")
    letter.refresh_from_db()
    given = HandOver(AT, "소방서 민원실", "")
    with pytest.raises(InvalidInput):
        hand_over_forwarded(received_id=letter.pk, seen=letter.version, given=given, actor=who, at=AT)
    hand_over_forwarded(
        received_id=letter.pk,
        seen=letter.version,
        given=replace(given, proof="등기 1234"),
        actor=who,
        at=AT,
    )
    going.refresh_from_db()
    assert (going.state, going.arrived_at, going.handed_to, going.proof) == (
        "ARRIVED",
        AT,
        "소방서 민원실",
        "등기 1234",
    )


def test_what_cannot_be_forwarded_stays_where_it_lies(letter: ReceivedDocument) -> None:
    back = ReceiverData("(재)가람문화재단", "TENANT", "inst_garam_culture")
    for to, refusal in (
        (back, ForwardedToSender),
        (ReceiverData("어디", "TENANT", "gov_nowhere"), ReceiverUnknown),
        (ReceiverData("문화예술과", "DEPARTMENT", str(department("11"))), ReceiverUnknown),
        (ReceiverData(" ", "OUTSIDE"), ReceiverUnknown),
    ):
        with pytest.raises(refusal):
            forwarded(letter, to)
    with pytest.raises(SendBackReasonMissing):
        forward(received_id=letter.pk, seen=1, to=TO_YOUTH, reason=" ", actor=city_clerk(), at=AT)
    with pytest.raises((PermissionMissing, NotFound)):
        forward(
            received_id=letter.pk,
            seen=1,
            to=TO_YOUTH,
            reason="소관",
            actor=bare("outsider", DOCUMENT_VIEW, code="10"),
            at=AT,
        )
    letter = registered(letter)
    with pytest.raises(InvalidMove):
        forwarded(letter)
    assert (Forwarding.objects.count(), letter.state) == (0, "REGISTERED")


def test_the_department_most_concerned_registers_and_tells_the_others(letter: ReceivedDocument) -> None:
    other = bare("outsider", DOCUMENT_VIEW, code="10")
    letter = distribute(
        received_id=letter.pk,
        seen=1,
        department_id=department("11"),
        also=[department("10"), department("11")],
        actor=city_clerk(),
        at=AT,
    )
    [named] = ConcernedDepartment.objects.all()
    assert (named.department_id, named.told_at, received_rows(other).count()) == (department("10"), None, 0)
    letter = register_received(
        received_id=letter.pk, seen=letter.version, filing=filing(), actor=city_clerk(), at=AT
    )
    named.refresh_from_db()
    assert (named.told_at, named.told_by_name, received_rows(other).count()) == (AT, "강민서", 1)
    assert verbs(letter) == ["arrive", "distribute", "register", "tell"]
    assert ReceivedMove.objects.get(verb="tell").text == "문화체육국"
    with pytest.raises(NotYourDepartment):
        assign(
            received_id=letter.pk,
            seen=letter.version,
            handler_id=user("outsider").pk,
            actor=other,
            at=AT,
        )
    assert RegistryEntry.objects.count() == 1
    with pytest.raises(InvalidInput):
        tell_departments(
            received_id=letter.pk, seen=letter.version, department_ids=[], actor=city_clerk(), at=AT
        )


def test_a_closed_letter_is_told_to_clerks_only(letter: ReceivedDocument) -> None:
    letter = given_to(letter)
    letter = register_received(
        received_id=letter.pk,
        seen=letter.version,
        filing=filing(disclosure="CLOSED", grounds=(5,)),
        actor=city_clerk(),
        at=AT,
    )
    tell_departments(
        received_id=letter.pk,
        seen=letter.version,
        department_ids=[department("10")],
        actor=city_clerk(),
        at=AT,
    )
    assert received_rows(bare("outsider", DOCUMENT_VIEW, code="10")).count() == 0
    assert received_rows(bare("outsider", DOCUMENT_VIEW, RECEIPT_REGISTER, code="10")).count() == 1


def test_e_doc_017_a_letter_that_names_another_department_is_pointed_out(letter: ReceivedDocument) -> None:
    assert letter.receiver_name == "가람시장(문화예술과장)"
    letter = given_to(letter, "10")
    elsewhere = replace(city_clerk(), department_id=department("10"))
    [hint] = received_page(letter.pk, elsewhere, on=AT.date()).hints
    assert (hint.code, hint.detail, hint.severity) == (
        "E-DOC-017",
        "소관이 아닌 문서입니다. 재배부를 요청하십시오.",
        "info",
    )
    letter = register_received(
        received_id=letter.pk,
        seen=letter.version,
        filing=filing_of("10"),
        actor=elsewhere,
        at=AT,
    )
    assert letter.state == "REGISTERED"


def test_who_decides_the_circulation_sets_deadline_method_and_handler(letter: ReceivedDocument) -> None:
    letter = registered(letter)
    outsider, officer = user("outsider").pk, user("officer").pk
    letter = circulate(
        purpose="COOPERATION",
        received_id=letter.pk,
        seen=letter.version,
        person_ids=[outsider],
        actor=city_clerk(),
        at=AT,
    )
    shown = bare("outsider", DOCUMENT_VIEW)
    given: dict[str, Any] = {
        "received_id": letter.pk,
        "handler_id": officer,
        "due_on": date(2026, 12, 1),
        "text": "현장 확인 뒤 회신",
    }
    with pytest.raises(NotYourDepartment):
        assign(**given, seen=letter.version, actor=shown, at=AT)
    letter = circulate(
        purpose="COOPERATION",
        received_id=letter.pk,
        seen=letter.version,
        person_ids=[],
        decider_id=outsider,
        actor=city_clerk(),
        at=AT,
    )
    letter = assign(**given, seen=letter.version, actor=shown, at=AT)
    assert (letter.handler_id, letter.due_on, letter.method, letter.state) == (
        officer,
        date(2026, 12, 1),
        "현장 확인 뒤 회신",
        "CIRCULATING",
    )
    assert (
        note_seen(received=letter, actor=shown, at=AT),
        note_seen(received=letter, actor=shown, at=AT + timedelta(hours=1)),
    ) == (True, False)
    [reader] = letter.circulations.all()
    assert (reader.is_decider, reader.read_at) == (True, AT)


def test_a_letter_from_outside_is_entered_with_its_scan_and_registered(city: None) -> None:
    who = city_clerk()
    letter = enter_letter(
        letter=OUTSIDE,
        scan=NamedFile("공문.pdf", pdf("Inspection")),
        files=[NamedFile("점검표.csv", "항목,결과\n소화기,양호".encode())],
        actor=who,
        at=AT,
    )
    assert (letter.state, letter.is_by_hand, letter.number_text) == ("ARRIVED", True, "")
    letter = registered(letter)
    entry = RegistryEntry.objects.get(pk=letter.entry_id)
    assert (letter.number_text, entry.sender, entry.sender_number, entry.attachment_count) == (
        "문화예술과-1",
        "가람소방서 예방안전과",
        "예방안전과-77",
        1,
    )
    assert letter.files.get().text == "항목,결과\n소화기,양호"
    assert run_jobs() == []
    with pytest.raises(AlreadyReceived) as refused:
        enter_letter(letter=OUTSIDE, scan=NamedFile("a.pdf", pdf("x")), actor=who, at=AT)
    assert refused.value.facts == {"number": "문화예술과-1"}


def test_a_department_enters_its_own_letters_and_they_lie_with_it(city: None) -> None:
    clerk = bare("outsider", DOCUMENT_VIEW, RECEIPT_REGISTER, code="11")
    letter = enter_letter(letter=OUTSIDE, scan=NamedFile("a.pdf", pdf("x")), actor=clerk, at=AT)
    assert (letter.state, letter.department_id) == ("DISTRIBUTED", department("11"))
    going = forward(received_id=letter.pk, seen=1, to=TO_YOUTH, reason="청소년재단 소관", actor=clerk, at=AT)
    run_jobs()
    going.refresh_from_db()
    assert going.state == "ARRIVED"
    with institution(YOUTH, platform_code=True):
        there = ReceivedDocument.objects.get()
    assert (there.sender_name, there.is_by_hand) == ("가람소방서", False)


@pytest.mark.parametrize(
    ("scan", "files", "refusal"),
    [
        (NamedFile("a.pdf", b"GIF89a"), [], ScanUnfit),
        (NamedFile("a.png", b"\x89PNG\r\n\x1a\n"), [], ScanUnfit),
        (NamedFile("a.pdf", b"%PDF-1.7 broken"), [], ScanUnfit),
        (None, [NamedFile("a.exe", b"MZ")], AttachmentNotChecked),
    ],
)
def test_unfit_scans_and_files_are_refused(city: None, scan: Any, files: Any, refusal: Any) -> None:
    with pytest.raises(refusal):
        enter_letter(
            letter=OUTSIDE,
            scan=scan or NamedFile("a.pdf", pdf("x")),
            files=files,
            actor=city_clerk(),
            at=AT,
        )
    assert (ReceivedDocument.objects.count(), NumberSeries.objects.count()) == (0, 0)


def test_an_outside_letter_has_a_sender_and_a_possible_day(city: None) -> None:
    for wrong in (
        replace(OUTSIDE, sender_name=" "),
        replace(OUTSIDE, title=""),
        replace(OUTSIDE, sent_on=date(2026, 12, 31)),
        replace(OUTSIDE, arrived_at=AT + timedelta(days=1)),
    ):
        with pytest.raises(InvalidInput):
            enter_letter(letter=wrong, scan=NamedFile("a.pdf", pdf("x")), actor=city_clerk(), at=AT)
    with pytest.raises(PermissionMissing):
        enter_letter(
            letter=OUTSIDE, scan=NamedFile("a.pdf", pdf("x")), actor=bare("outsider", DOCUMENT_VIEW), at=AT
        )
    assert ReceivedDocument.objects.count() == 0
    assert city_file()
