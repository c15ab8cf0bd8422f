"""Letters are sealed, sent, carried to another tenant's schema and taken in there once."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.storage import default_storage

from approvals.errors.letters import (
    AlreadyOnItsWay,
    AlreadySent,
    InternalNotSent,
    NoSealAuthority,
    OnlyTheHead,
    ReceiverMissing,
    ReceiverTwice,
    ReceiverUnknown,
    SealNotRegistered,
)
from approvals.models import Dispatch, DispatchCopy, ReceivedDocument, SealUse, Transport
from approvals.permissions import SEAL_MANAGE
from approvals.queries.verification import verify
from approvals.services.attachments import attach
from approvals.services.delivering import deliver, outside_package, resume
from approvals.services.dispatching import (
    ReceiverData,
    SealChoice,
    add_receiver,
    cancel_dispatch,
    publish_notice,
    request_dispatch,
    send,
)
from approvals.services.seals import dispose_seal
from approvals.services.submitting import Known, submit
from approvals.services.transports import HandOver, decide_receiver, hand_over, recall_letter, send_again
from core.errors import InvalidInput, InvalidMove, NotFound, PermissionMissing, StaleVersion
from core.periods import SEOUL
from tenants.context import institution
from tests.approvals.kit import AT, Office, draft, found_office, fresh, signed, submitted
from tests.approvals.letters_kit import (
    CITY,
    CITY_RECEIVER,
    OUTSIDE_RECEIVER,
    VERIFY_AT,
    a_seal,
    approved_letter,
    clerk,
    head,
    letter_form,
    run_jobs,
    sent,
    waiting_jobs,
)
from tests.worlds import World


@pytest.fixture
def office(world: World, tmp_path: Any, settings: Any) -> Iterator[Office]:
    settings.MEDIA_ROOT = tmp_path
    with institution(world.culture):
        yield found_office()


def requested(office: Office, document: Any, *receivers: ReceiverData) -> Dispatch:
    return request_dispatch(
        document_id=document.pk, receivers=receivers or (CITY_RECEIVER,), actor=clerk(office), at=AT
    )


def states(document: Any) -> list[str]:
    rows = Transport.objects.filter(dispatch__document=document).order_by("ordinal")
    return list(rows.values_list("state", flat=True))


def received() -> list[ReceivedDocument]:
    with institution(CITY, platform_code=True):
        return list(ReceivedDocument.objects.order_by("arrived_at"))


def test_dc_07_sending_outside_needs_the_right_to_the_seal(office: Office) -> None:
    document, seal_id = approved_letter(office), a_seal(office)
    dispatch = requested(office, document)
    without = clerk(office, seal=False)
    choice = SealChoice("IMAGE", seal_id)
    with pytest.raises(NoSealAuthority) as refused:
        send(
            document_id=document.pk,
            seen=dispatch.version,
            seal=choice,
            verify_at=VERIFY_AT,
            actor=without,
            at=AT,
        )
    assert (refused.value.code, refused.value.status) == ("E-DOC-012", 403)
    assert (SealUse.objects.count(), states(document), waiting_jobs()) == (0, ["QUEUED"], [])
    send(
        document_id=document.pk,
        seen=dispatch.version,
        seal=choice,
        verify_at=VERIFY_AT,
        actor=clerk(office),
        at=AT,
    )
    [use] = SealUse.objects.all()
    assert (use.content_hash, use.receiver_count, use.used_by_name, use.mark) == (
        document.content_hash,
        1,
        "김",
        "IMAGE",
    )
    assert use.seal_version is not None
    assert use.seal_version.seal_id == seal_id
    [copy] = DispatchCopy.objects.all()
    found = verify(copy.code)
    assert (found.is_genuine, found.number, found.sha256) == (True, document.number_text, copy.sha256)


def test_dc_10_a_letter_arrives_once_however_often_the_job_runs(office: Office) -> None:
    document = approved_letter(office)
    [transport] = sent(office, document)
    assert run_jobs(repeat=3) == ["deliver_letter"] + ["take_in_letter"] * 3 + ["note_answer"] * 9
    [letter] = received()
    transport.refresh_from_db()
    assert (transport.state, transport.arrived_at, transport.letter_hash) == (
        "ARRIVED",
        letter.arrived_at,
        letter.letter_hash,
    )
    assert fresh(document).effective_at == letter.arrived_at
    assert (letter.sender_number, letter.title, letter.state, letter.transport_id) == (
        document.number_text,
        document.title,
        "ARRIVED",
        transport.pk,
    )
    upward = [
        field.name
        for model in (ReceivedDocument, Transport)
        for field in model._meta.concrete_fields
        if field.is_relation
        and field.related_model in (ReceivedDocument, Transport)
        and field.related_model is not model
    ]
    assert upward == []


def test_the_letter_carries_its_files_and_signatures(office: Office, settings: Any) -> None:
    document = draft(office, letter_form(), receivers=["가람시장"])
    attach(
        document_id=document.pk,
        seen=document.version,
        name="점검 결과.txt",
        data="이상 없음".encode(),
        actor=office.actor("김"),
        at=AT,
    )
    document = _submitted(office, fresh(document))
    document = fresh(signed(office, document, "예", "박"))
    [transport] = sent(office, document)
    run_jobs()
    with institution(CITY, platform_code=True):
        [letter] = ReceivedDocument.objects.all()
        [file] = letter.files.all()
        with default_storage.open(file.stored_as, "rb") as handle:
            assert handle.read() == "이상 없음".encode()
        with default_storage.open(letter.print_stored_as, "rb") as handle:
            assert handle.read().startswith(b"%PDF-")
    assert file.name == "점검 결과.txt"
    assert [one["name"] for one in letter.sent["signatures"]] == ["김", "예", "박"]
    assert (letter.sent["content_hash"], letter.sent["seal_hash"]) == (
        document.content_hash,
        document.seal_hash,
    )
    assert not {"record_file", "payloads", "people", "drafter"} & set(letter.sent)
    assert transport.pk == letter.transport_id
    assert not list(Path(django_settings.MEDIA_ROOT).glob("*/post/*.zip"))


def _submitted(office: Office, document: Any) -> Any:
    return submit(
        document_id=document.pk,
        seen=document.version,
        actor=office.actor("김"),
        at=AT,
        acknowledged=[Known("E-DOC-007", "붙임은 본문에 적음")],
    )


def test_dc_08_a_receiver_after_sending_waits_for_the_head(office: Office) -> None:
    document = approved_letter(office)
    [first] = sent(office, document)
    run_jobs()
    youth = ReceiverData("가람청소년재단 대표이사", "TENANT", "inst_garam_youth")
    seen = Dispatch.objects.get(document=document).version
    added = add_receiver(document_id=document.pk, seen=seen, receiver=youth, actor=clerk(office), at=AT)
    assert (added.state, waiting_jobs()) == ("PROPOSED", [])
    with pytest.raises(OnlyTheHead):
        decide_receiver(transport_id=added.pk, is_approved=True, actor=clerk(office), at=AT)
    assert states(document) == ["ARRIVED", "PROPOSED"]
    decided = decide_receiver(transport_id=added.pk, is_approved=True, actor=head(office), at=AT)
    assert (decided.approved_by_name, decided.approved_at, decided.state) == ("박", AT, "QUEUED")
    before = (first.pk, Transport.objects.get(pk=first.pk).arrived_at)
    run_jobs()
    assert states(document) == ["ARRIVED", "ARRIVED"]
    assert before == (first.pk, Transport.objects.get(pk=first.pk).arrived_at)
    with institution("inst_garam_youth", platform_code=True):
        assert ReceivedDocument.objects.count() == 1


def test_dc_08_a_receiver_is_not_named_a_second_time_by_asking_again(office: Office) -> None:
    document = approved_letter(office)
    sent(office, document)
    with pytest.raises(AlreadySent):
        requested(office, document)
    seen = Dispatch.objects.get(document=document).version
    with pytest.raises(ReceiverTwice):
        add_receiver(document_id=document.pk, seen=seen, receiver=CITY_RECEIVER, actor=clerk(office), at=AT)
    assert states(document) == ["QUEUED"]


def test_a_receiver_that_is_not_approved_gets_nothing(office: Office) -> None:
    document = approved_letter(office)
    sent(office, document)
    seen = Dispatch.objects.get(document=document).version
    added = add_receiver(
        document_id=document.pk, seen=seen, receiver=OUTSIDE_RECEIVER, actor=clerk(office), at=AT
    )
    decide_receiver(transport_id=added.pk, is_approved=False, reason="해당 없음", actor=head(office), at=AT)
    assert states(document) == ["QUEUED", "DECLINED"]


def test_dc_06_a_notice_takes_effect_after_five_days(office: Office) -> None:
    form, decided = letter_form("OUT-NOTICE", kind="NOTICE"), datetime(2026, 3, 2, 9, 0, tzinfo=SEOUL)
    document = submitted(office, form, amount=3_000_000, receivers=["누구나"], at=decided)
    document = fresh(signed(office, document, "예", "박", at=decided))
    assert (document.state, document.special_text, document.effective_at) == ("APPROVED", "제2026-1호", None)
    published = {"document_id": document.pk, "place": "누리집", "actor": clerk(office), "at": decided}
    with pytest.raises(InvalidInput):
        publish_notice(**published, published_on=date(2026, 3, 1))
    assert fresh(document).effective_at is None
    publish_notice(**published, published_on=date(2026, 3, 2))
    assert fresh(document).effective_at == datetime(2026, 3, 8, 0, 0, tzinfo=SEOUL)
    with pytest.raises(AlreadySent):
        publish_notice(**published, published_on=date(2026, 3, 2))


def test_a_notice_takes_effect_on_the_day_it_names(office: Office) -> None:
    document = approved_letter(office, letter_form("OUT-NOTICE", kind="NOTICE"))
    publish_notice(
        document_id=document.pk,
        published_on=AT.date(),
        place="누리집",
        effective_on=date(2027, 1, 1),
        actor=clerk(office),
        at=AT,
    )
    assert fresh(document).effective_at == datetime(2027, 1, 1, 0, 0, tzinfo=SEOUL)


def test_e_doc_011_an_internal_document_is_not_sent(office: Office) -> None:
    document = approved_letter(office, letter_form("INSIDE", "INTERNAL"))
    with pytest.raises(InternalNotSent) as refused:
        requested(office, document)
    assert (refused.value.code, Dispatch.objects.count()) == ("E-DOC-011", 0)


def test_e_doc_013_a_seal_that_was_given_up_is_not_used(office: Office) -> None:
    document, seal_id = approved_letter(office), a_seal(office)
    keeper = replace(office.actor("인", "인사팀"), codes=frozenset({SEAL_MANAGE}))
    dispose_seal(seal_id=seal_id, seen=1, reason="마모", actor=keeper, at=AT)
    dispatch = requested(office, document)
    with pytest.raises(SealNotRegistered) as refused:
        send(
            document_id=document.pk,
            seen=dispatch.version,
            seal=SealChoice("IMAGE", seal_id),
            verify_at=VERIFY_AT,
            actor=clerk(office),
            at=AT,
        )
    assert (refused.value.code, SealUse.objects.count(), states(document)) == ("E-DOC-013", 0, ["QUEUED"])


def test_e_doc_014_a_letter_is_sent_once(office: Office) -> None:
    document = approved_letter(office)
    sent(office, document)
    version = Dispatch.objects.get(document=document).version
    with pytest.raises(AlreadySent) as refused:
        send(
            document_id=document.pk,
            seen=version,
            seal=SealChoice("OMITTED"),
            verify_at=VERIFY_AT,
            actor=clerk(office),
            at=AT,
        )
    assert (refused.value.code, SealUse.objects.count(), len(waiting_jobs())) == ("E-DOC-014", 1, 1)


def test_who_may_send(office: Office) -> None:
    document = approved_letter(office)
    with pytest.raises(PermissionMissing):
        request_dispatch(document_id=document.pk, receivers=[CITY_RECEIVER], actor=office.actor("김"), at=AT)
    stranger = replace(clerk(office, "예", "예산팀"), codes=frozenset({"approvals.dispatch.send"}))
    with pytest.raises(NotFound):
        request_dispatch(document_id=document.pk, receivers=[CITY_RECEIVER], actor=stranger, at=AT)
    assert Dispatch.objects.count() == 0


def test_receivers_are_known_places_or_outside(office: Office) -> None:
    document = approved_letter(office)
    for wrong in (
        ReceiverData("나래군", "TENANT", "gov_narae"),
        ReceiverData("우리", "TENANT", "inst_garam_culture"),
        ReceiverData("어디", "DEPARTMENT", str(document.pk)),
        ReceiverData("어디", "OUTSIDE", CITY),
        ReceiverData(" ", "OUTSIDE"),
    ):
        with pytest.raises(ReceiverUnknown):
            requested(office, document, wrong)
    with pytest.raises(ReceiverMissing):
        request_dispatch(document_id=document.pk, receivers=[], actor=clerk(office), at=AT)
    with pytest.raises(ReceiverTwice):
        requested(office, document, CITY_RECEIVER, CITY_RECEIVER)
    assert Dispatch.objects.count() == 0


def test_a_dispatch_is_called_off_before_it_is_sent(office: Office) -> None:
    document = approved_letter(office)
    dispatch = requested(office, document)
    with pytest.raises(OnlyTheHead):
        cancel_dispatch(
            document_id=document.pk, seen=dispatch.version, reason="착오", actor=clerk(office), at=AT
        )
    cancel_dispatch(document_id=document.pk, seen=dispatch.version, reason="착오", actor=head(office), at=AT)
    assert (Dispatch.objects.get().state, states(document)) == ("CANCELLED", ["RECALLED"])
    assert fresh(document).number_text == document.number_text
    again = requested(office, document)
    assert (again.state, states(document)) == ("READY", ["RECALLED", "QUEUED"])
    with pytest.raises(StaleVersion):
        cancel_dispatch(document_id=document.pk, seen=1, reason="착오", actor=head(office), at=AT)


def test_a_letter_is_recalled_before_it_is_handed_over_only(office: Office) -> None:
    document = approved_letter(office)
    [transport] = sent(office, document)
    recall_letter(transport_id=transport.pk, reason="받는 곳 착오", actor=clerk(office), at=AT)
    run_jobs()
    assert (states(document), received()) == (["RECALLED"], [])
    again = send_again(transport_id=transport.pk, actor=clerk(office), at=AT)
    assert again.replaces_id == transport.pk
    run_jobs(only="deliver")
    with pytest.raises(AlreadyOnItsWay):
        recall_letter(transport_id=again.pk, reason="늦음", actor=clerk(office), at=AT)
    run_jobs()
    assert states(document) == ["RECALLED", "ARRIVED"]
    assert len(received()) == 1


def test_deliveries_are_tried_five_times_and_then_left_to_people(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = approved_letter(office)
    [transport] = sent(office, document)
    reachable = {"answer": False}
    monkeypatch.setattr(
        "approvals.services.delivering.post.is_reachable", lambda _schema: reachable["answer"]
    )
    seen, at = [], AT
    for _ in range(6):
        deliver(transport_id=transport.pk, at=at)
        transport.refresh_from_db()
        wait = transport.next_try_at - at if transport.next_try_at else None
        seen.append((transport.state, transport.attempts, wait))
        at += timedelta(hours=3)
    minutes = [timedelta(minutes=wait) for wait in (1, 5, 30, 120)]
    assert seen[:4] == [("RETRY", number + 1, wait) for number, wait in enumerate(minutes)]
    assert seen[4:] == [("MANUAL", 5, None)] * 2
    assert "받는 곳" in transport.last_error
    reachable["answer"] = True
    again = send_again(transport_id=transport.pk, actor=clerk(office), at=at)
    assert again.pk == transport.pk
    run_jobs()
    assert (states(document), len(received())) == (["ARRIVED"], 1)


def test_a_letter_nobody_answers_to_goes_again_and_arrives_once(office: Office) -> None:
    document = approved_letter(office)
    [transport] = sent(office, document)
    run_jobs(only="deliver")
    assert states(document) == ["SENT"]
    transport.refresh_from_db()
    assert transport.next_try_at is not None
    assert resume(at=transport.next_try_at - timedelta(minutes=1)) == 0
    assert resume(at=transport.next_try_at) == 1
    run_jobs()
    assert (states(document), len(received())) == (["ARRIVED"], 1)


def test_letters_outside_are_packed_and_handed_over_by_people(office: Office, tmp_path: Path) -> None:
    document = approved_letter(office)
    [transport] = sent(office, document, OUTSIDE_RECEIVER)
    assert (transport.state, waiting_jobs()) == ("MANUAL", [])
    path = tmp_path / "letter.zip"
    letter_hash = outside_package(transport_id=transport.pk, to=path, actor=clerk(office), at=AT)
    with zipfile.ZipFile(path) as pack:
        assert pack.namelist() == ["letter.json", "letter.pdf", "SHA256SUMS"]
        said = json.loads(pack.read("letter.json"))
        printed = pack.read("letter.pdf")
        sums = pack.read("SHA256SUMS").decode()
    assert hashlib.sha256(printed).hexdigest() == said["print"]["sha256"]
    assert sums.splitlines() == [f"{letter_hash}  letter.json", f"{said['print']['sha256']}  letter.pdf"]
    before = path.read_bytes()
    later = AT + timedelta(days=1)
    again = outside_package(transport_id=transport.pk, to=path, actor=clerk(office), at=later)
    assert (again, path.read_bytes()) == (letter_hash, before)
    arrived = AT + timedelta(hours=2)
    with pytest.raises(InvalidInput):
        hand_over(
            transport_id=transport.pk,
            given=HandOver(arrived, " ", ""),
            actor=clerk(office),
            at=AT + timedelta(hours=3),
        )
    hand_over(
        transport_id=transport.pk,
        given=HandOver(arrived, "가람소방서 민원실", "등기 1234"),
        actor=clerk(office),
        at=AT + timedelta(hours=3),
    )
    assert (states(document), fresh(document).effective_at) == (["ARRIVED"], arrived)
    with pytest.raises(InvalidMove):
        send_again(transport_id=transport.pk, actor=clerk(office), at=AT)


def test_each_receiver_has_a_copy_of_its_own_where_they_must_not_see_each_other(office: Office) -> None:
    document = approved_letter(office, receivers=["가람시장", "가람청소년재단"])
    youth = ReceiverData("가람청소년재단", "TENANT", "inst_garam_youth")
    sent(office, document, CITY_RECEIVER, youth, is_private=True)
    run_jobs()
    assert DispatchCopy.objects.count() == 2
    with institution("inst_garam_youth", platform_code=True):
        [letter] = ReceivedDocument.objects.all()
    assert letter.sent["receivers"] == ["가람청소년재단"]
    assert "가람시" not in json.dumps(letter.sent["receivers"], ensure_ascii=False)


def test_a_letter_to_an_own_department_is_there_at_once_and_bears_no_seal(office: Office) -> None:
    document = approved_letter(office, letter_form("WITHIN", "OUTGOING_INTERNAL"), receivers=["예산팀장"])
    target = str(office.departments["예산팀"])
    dispatch = requested(office, document, ReceiverData("예산팀장", "DEPARTMENT", target))
    send(
        document_id=document.pk,
        seen=dispatch.version,
        seal=None,
        verify_at=VERIFY_AT,
        actor=clerk(office, seal=False),
        at=AT,
    )
    run_jobs()
    [letter] = ReceivedDocument.objects.all()
    assert (letter.state, str(letter.department_id)) == ("DISTRIBUTED", target)
    assert (SealUse.objects.count(), states(document)) == (0, ["ARRIVED"])
