"""Letters that arrived: distributed, registered with a number, shown round, answered, or sent back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from approvals.errors.letters import (
    AlreadyReceived,
    LetterDamaged,
    NotForCirculation,
    NotYourDepartment,
    ReplyNotSent,
    SendBackReasonMissing,
)
from approvals.models import Circulation, OfficialDocument, ReceivedDocument, ReceivedMove, Transport
from approvals.permissions import DOCUMENT_DRAFT, DOCUMENT_VIEW
from approvals.queries.received import received_page, received_rows
from approvals.services.answers import Answer, note
from approvals.services.handling import assign, circulate, draft_reply, finish_received, note_seen
from approvals.services.receipts import (
    FilingData,
    ask_redistribution,
    distribute,
    register_received,
    send_back,
)
from approvals.services.taking_in import take_in, take_in_letter
from approvals.services.transports import send_again
from core.access import Actor
from core.errors import InvalidInput, InvalidMove, NotFound, PermissionMissing, StaleVersion
from core.ids import uuid7
from records.models import NumberSeries, RegistryEntry
from tenants.context import institution
from tests.approvals.kit import AT, Office, found_office
from tests.approvals.letters_kit import (
    CITY,
    approved_letter,
    city_clerk,
    city_file,
    clerk,
    run_jobs,
    sent,
    waiting_jobs,
)
from tests.people import actor, department, user
from tests.worlds import World


@pytest.fixture
def office(world: World, tmp_path: Any, settings: Any) -> Iterator[Office]:
    settings.MEDIA_ROOT = tmp_path
    with institution(world.culture):
        yield found_office()


@pytest.fixture
def transport(office: Office) -> Transport:
    """A letter on its way to the city."""
    [made] = sent(office, approved_letter(office))
    run_jobs()
    return made


@pytest.fixture
def at_the_city(transport: Transport) -> Iterator[ReceivedDocument]:
    """The letter at the city; the city is current."""
    with institution(CITY, platform_code=True):
        yield ReceivedDocument.objects.get()


def given_to(letter: ReceivedDocument, code: str = "11") -> ReceivedDocument:
    return distribute(
        received_id=letter.pk, seen=letter.version, department_id=department(code), actor=city_clerk(), at=AT
    )


def filing(**values: Any) -> FilingData:
    return FilingData(**{"record_file_id": city_file(), "disclosure": "OPEN", **values})


def registered(letter: ReceivedDocument) -> ReceivedDocument:
    letter = given_to(letter)
    return register_received(
        received_id=letter.pk, seen=letter.version, filing=filing(), actor=city_clerk(), at=AT
    )


def verbs(letter: ReceivedDocument) -> list[str]:
    return list(ReceivedMove.objects.filter(received=letter).values_list("verb", flat=True))


def bare(person: str = "outsider", *codes: str, code: str = "") -> Actor:
    who = actor(person, AT.date())
    return replace(who, codes=frozenset(codes), department_id=department(code) if code else None)


def test_a_letter_gets_its_receiving_number_and_the_sender_is_told(
    office: Office, at_the_city: ReceivedDocument, transport: Transport
) -> None:
    letter = registered(at_the_city)
    assert (letter.number_text, letter.state) == ("문화예술과-1", "REGISTERED")
    entry = RegistryEntry.objects.get(pk=letter.entry_id)
    assert (entry.direction, entry.sender_number, entry.title, entry.document_id) == (
        "RECEIVED",
        letter.sender_number,
        letter.title,
        letter.pk,
    )
    assert entry.sender.endswith("공연사업팀")
    assert verbs(letter) == ["arrive", "distribute", "register"]
    run_jobs()
    with institution("inst_garam_culture", platform_code=True):
        there = Transport.objects.get(pk=transport.pk)
    assert (there.state, there.accepted_text, there.accepted_at) == ("ARRIVED", "문화예술과-1", AT)


def test_a_letter_is_registered_once(at_the_city: ReceivedDocument) -> None:
    letter = registered(at_the_city)
    with pytest.raises(AlreadyReceived) as refused:
        register_received(
            received_id=letter.pk, seen=letter.version, filing=filing(), actor=city_clerk(), at=AT
        )
    assert refused.value.facts == {"number": "문화예술과-1"}
    assert RegistryEntry.objects.count() == 1


def test_a_letter_is_distributed_before_it_is_registered(at_the_city: ReceivedDocument) -> None:
    with pytest.raises(InvalidMove):
        register_received(
            received_id=at_the_city.pk,
            seen=at_the_city.version,
            filing=filing(),
            actor=city_clerk(),
            at=AT,
        )
    assert (RegistryEntry.objects.count(), NumberSeries.objects.count()) == (0, 0)


def test_a_refused_registration_uses_no_number(at_the_city: ReceivedDocument) -> None:
    letter = given_to(at_the_city)
    with pytest.raises(Exception, match="E-DOC|기록물철|단위과제"):
        register_received(
            received_id=letter.pk,
            seen=letter.version,
            filing=filing(record_file_id=uuid7()),
            actor=city_clerk(),
            at=AT,
        )
    with pytest.raises(StaleVersion):
        register_received(received_id=letter.pk, seen=1, filing=filing(), actor=city_clerk(), at=AT)
    letter.refresh_from_db()
    assert (letter.state, letter.number_text, NumberSeries.objects.count()) == ("DISTRIBUTED", "", 0)


def test_dc_09_a_letter_of_somebody_else_is_distributed_again_without_a_number(
    at_the_city: ReceivedDocument,
) -> None:
    letter = given_to(at_the_city, "10")
    elsewhere = replace(city_clerk(), department_id=department("10"))
    with pytest.raises(SendBackReasonMissing):
        ask_redistribution(received_id=letter.pk, seen=letter.version, reason=" ", actor=elsewhere, at=AT)
    letter = ask_redistribution(
        received_id=letter.pk, seen=letter.version, reason="문화예술과 소관", actor=elsewhere, at=AT
    )
    assert (letter.state, letter.department_id, letter.reason) == ("REDISTRIBUTE", None, "문화예술과 소관")
    assert (RegistryEntry.objects.count(), NumberSeries.objects.count()) == (0, 0)
    letter = registered(letter)
    assert letter.number_text == "문화예술과-1"
    path = [
        (move.verb, move.from_department, move.to_department)
        for move in ReceivedMove.objects.filter(received=letter)
    ]
    assert path == [
        ("arrive", "", ""),
        ("distribute", "", "문화체육국"),
        ("ask_again", "문화체육국", ""),
        ("distribute", "", "문화예술과"),
        ("register", "", "문화예술과"),
    ]


def test_a_letter_goes_back_with_its_reason_and_may_come_again(
    office: Office, at_the_city: ReceivedDocument, transport: Transport
) -> None:
    with pytest.raises(SendBackReasonMissing):
        send_back(received_id=at_the_city.pk, seen=1, reason="", actor=city_clerk(), at=AT)
    letter = send_back(received_id=at_the_city.pk, seen=1, reason="붙임 누락", actor=city_clerk(), at=AT)
    with pytest.raises(InvalidMove):
        given_to(letter)
    run_jobs()
    with institution("inst_garam_culture", platform_code=True):
        there = Transport.objects.get(pk=transport.pk)
        assert (there.state, there.reason, there.sent_back_at, there.handed_to) == (
            "SENT_BACK",
            f"{letter.sender_number}(2026. 11. 22.) 「{letter.title}」 붙임 누락",
            AT,
            "강민서",
        )
        again = send_again(transport_id=there.pk, actor=clerk(office), at=AT)
    run_jobs()
    assert again.replaces_id == transport.pk
    assert list(ReceivedDocument.objects.order_by("arrived_at").values_list("state", flat=True)) == [
        "SENT_BACK",
        "ARRIVED",
    ]


def test_answers_in_the_wrong_order_leave_the_right_state(
    office: Office, at_the_city: ReceivedDocument, transport: Transport
) -> None:
    letter = registered(at_the_city)
    arrived = Answer("ARRIVED", letter.arrived_at.isoformat())
    with institution("inst_garam_culture", platform_code=True):
        note(transport_id=transport.pk, given=Answer("ACCEPTED", AT.isoformat(), "문화예술과-1", "강민서"))
        note(transport_id=transport.pk, given=arrived)
        note(transport_id=transport.pk, given=Answer("FAILED", AT.isoformat(), "늦은 답"))
        there = Transport.objects.get(pk=transport.pk)
    assert (there.state, there.accepted_text, there.last_error) == ("ARRIVED", "문화예술과-1", "")


def test_a_letter_for_another_tenant_cannot_be_read_or_accepted(
    office: Office, world: World, settings: Any
) -> None:
    document = approved_letter(office)
    [transport] = sent(office, document)
    run_jobs(only="deliver")
    [(_key, _name, args)] = [job for job in waiting_jobs() if "take_in" in job[1]]
    message = args["letter"]
    root = Path(settings.MEDIA_ROOT)
    package = root / str(world.gov.id) / "post" / f"{transport.pk}.zip"
    assert package.is_file()
    with institution(world.youth, platform_code=True):
        with pytest.raises(LetterDamaged):
            take_in(
                sender_schema=message["sender"],
                transport_id=transport.pk,
                letter_hash=message["hash"],
                at=AT,
            )
        stolen = root / str(world.youth.id) / "post" / package.name
        stolen.parent.mkdir(parents=True)
        shutil.copyfile(package, stolen)
        with pytest.raises(LetterDamaged):
            take_in(
                sender_schema=message["sender"],
                transport_id=transport.pk,
                letter_hash=message["hash"],
                at=AT,
            )
        assert ReceivedDocument.objects.count() == 0
    with institution(world.gov, platform_code=True):
        letter = take_in(
            sender_schema=message["sender"], transport_id=transport.pk, letter_hash=message["hash"], at=AT
        )
        who = city_clerk()
    with institution(world.youth, platform_code=True):
        there = replace(who, department_id=None)
        with pytest.raises(NotFound):
            received_page(letter.pk, there)
        with pytest.raises(NotFound):
            send_back(received_id=letter.pk, seen=1, reason="남의 문서", actor=there, at=AT)


def test_a_letter_that_was_changed_on_the_way_is_not_taken_in(
    office: Office, world: World, settings: Any
) -> None:
    document = approved_letter(office)
    [transport] = sent(office, document)
    run_jobs(only="deliver")
    package = Path(settings.MEDIA_ROOT) / str(world.gov.id) / "post" / f"{transport.pk}.zip"
    content = bytearray(package.read_bytes())
    place = content.index(b"%PDF-") + 400
    content[place] ^= 1
    package.write_bytes(bytes(content))
    done = run_jobs(only="take_in")
    assert done == ["take_in_letter"]
    with institution(world.gov, platform_code=True):
        assert ReceivedDocument.objects.count() == 0
    run_jobs(only="note_answer")
    transport.refresh_from_db()
    assert (transport.state, transport.attempts) == ("RETRY", 1)
    assert transport.last_error


def test_a_received_letter_is_never_rewritten(at_the_city: ReceivedDocument) -> None:
    for change in ({"title": "다른 제목"}, {"letter_hash": "0" * 64}, {"sent": {}}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ReceivedDocument.objects.filter(pk=at_the_city.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        ReceivedMove.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        ReceivedDocument.objects.filter(pk=at_the_city.pk).delete()
    assert ReceivedDocument.objects.get().letter_hash == at_the_city.letter_hash


def test_who_sees_a_letter(at_the_city: ReceivedDocument) -> None:
    def seen(who: Actor) -> int:
        return received_rows(who).count()

    assert [seen(city_clerk()), seen(bare("outsider", DOCUMENT_VIEW, code="11"))] == [1, 0]
    letter = given_to(at_the_city)
    register = "approvals.receipt.register"
    assert [seen(bare("outsider", register, code="11")), seen(bare("outsider", register, code="10"))] == [
        1,
        0,
    ]
    letter = register_received(
        received_id=letter.pk, seen=letter.version, filing=filing(), actor=city_clerk(), at=AT
    )
    assert [seen(bare("outsider", DOCUMENT_VIEW, code="11")), seen(bare("outsider", code="10"))] == [1, 0]
    letter = circulate(
        purpose="COOPERATION",
        received_id=letter.pk,
        seen=letter.version,
        person_ids=[user("outsider").pk],
        actor=city_clerk(),
        at=AT,
    )
    assert seen(bare("outsider", code="10")) == 1


def test_only_the_department_of_a_letter_handles_it(at_the_city: ReceivedDocument) -> None:
    letter = given_to(at_the_city, "10")
    with pytest.raises(NotYourDepartment):
        register_received(
            received_id=letter.pk, seen=letter.version, filing=filing(), actor=city_clerk(), at=AT
        )
    with pytest.raises(PermissionMissing):
        distribute(
            received_id=letter.pk,
            seen=letter.version,
            department_id=department("11"),
            actor=bare("officer", "approvals.receipt.register", code="10"),
            at=AT,
        )
    assert RegistryEntry.objects.count() == 0


def test_a_letter_is_assigned_shown_round_and_its_readers_are_kept(at_the_city: ReceivedDocument) -> None:
    letter = registered(at_the_city)
    outsider = user("outsider").pk
    letter = assign(
        received_id=letter.pk,
        seen=letter.version,
        handler_id=user("officer").pk,
        due_on=date(2026, 11, 30),
        text="기한 안에 회신",
        actor=city_clerk(),
        at=AT,
    )
    assert (letter.state, letter.due_on) == ("ASSIGNED", date(2026, 11, 30))
    letter = circulate(
        purpose="COOPERATION",
        received_id=letter.pk,
        seen=letter.version,
        person_ids=[outsider, outsider],
        decider_id=outsider,
        actor=city_clerk(),
        at=AT,
    )
    [shown] = Circulation.objects.all()
    assert (letter.state, shown.read_at) == ("CIRCULATING", None)
    later = AT + timedelta(hours=1)
    note_seen(received=letter, actor=bare("outsider"), at=later)
    note_seen(received=letter, actor=bare("outsider"), at=later + timedelta(hours=1))
    shown.refresh_from_db()
    assert shown.read_at == later
    letter = assign(
        received_id=letter.pk,
        seen=letter.version,
        handler_id=outsider,
        actor=bare("outsider", DOCUMENT_VIEW),
        at=later,
    )
    assert (letter.state, letter.handler_id) == ("CIRCULATING", outsider)


def test_the_answer_names_the_letter_and_ends_it(at_the_city: ReceivedDocument) -> None:
    letter = registered(at_the_city)
    who = replace(city_clerk(), codes=city_clerk().codes | {DOCUMENT_DRAFT})
    reply = draft_reply(received_id=letter.pk, seen=letter.version, actor=who, at=AT)
    letter.refresh_from_db()
    assert (letter.reply_id, reply.receivers) == (reply.pk, [letter.sender_name])
    first = reply.body["blocks"][0]["runs"][0]["text"]
    assert first == f"{letter.sender_number}(2026. 11. 22.)호와 관련됩니다."
    with pytest.raises(ReplyNotSent):
        finish_received(received_id=letter.pk, seen=letter.version, actor=who, at=AT)
    letter = finish_received(
        received_id=letter.pk, seen=letter.version, reason="전화로 회신", actor=who, at=AT
    )
    assert (letter.state, letter.done_at, letter.reason) == ("DONE", AT, "전화로 회신")
    with pytest.raises(InvalidMove):
        finish_received(received_id=letter.pk, seen=letter.version, reason="다시", actor=who, at=AT)
    assert OfficialDocument.objects.count() == 1


def test_a_message_without_its_package_is_answered_as_failed(office: Office, world: World) -> None:
    document = approved_letter(office)
    [transport] = sent(office, document)
    message = {"sender": "inst_garam_culture", "transport": str(transport.pk), "hash": "0" * 64}
    with institution(world.gov, platform_code=True):
        take_in_letter.run(letter=message)
        assert ReceivedDocument.objects.count() == 0
    answers = [args["answer"]["kind"] for _key, name, args in waiting_jobs() if "note_answer" in name]
    assert answers == ["FAILED"]


def test_letters_that_collect_statistics_are_not_shown_round(at_the_city: ReceivedDocument) -> None:
    letter = given_to(at_the_city)
    letter = register_received(
        received_id=letter.pk, seen=letter.version, filing=filing(), actor=city_clerk(), at=AT
    )
    given: dict[str, Any] = {
        "received_id": letter.pk,
        "seen": letter.version,
        "person_ids": [user("outsider").pk],
        "actor": city_clerk(),
        "at": AT,
    }
    with pytest.raises(NotForCirculation):
        circulate(purpose="STATISTICS", **given)
    with pytest.raises(InvalidInput):
        circulate(purpose="", **given)
    assert (Circulation.objects.count(), ReceivedDocument.objects.get().state) == (0, "REGISTERED")
    letter = circulate(purpose="PETITION", **given)
    assert [one.purpose for one in letter.circulations.all()] == ["PETITION"]
