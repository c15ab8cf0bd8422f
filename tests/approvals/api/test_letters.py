"""Letters and seals over REST."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from approvals.models import ReceivedDocument, SealUse
from approvals.permissions import (
    DISPATCH_SEND,
    DOCUMENT_DRAFT,
    DOCUMENT_INSPECT,
    DOCUMENT_VIEW,
    RECEIPT_DISTRIBUTE,
    RECEIPT_REGISTER,
    SEAL_MANAGE,
    SEAL_USE,
)
from approvals.rules.writing.notation import written_date
from core.ids import uuid7
from tenants.context import institution
from tests.approvals.files_kit import pdf
from tests.approvals.kit import Office, found_office
from tests.approvals.letters_kit import approved_letter, city_file, picture, place, run_jobs
from tests.people import client_of, department, grant
from tests.worlds import World

API = "/api/v1"
CITY = {"name": "가람시장", "kind": "TENANT", "target": "gov_garam"}


@pytest.fixture
def office(world: World, tmp_path: Any, settings: Any) -> Office:
    settings.MEDIA_ROOT = tmp_path
    with institution(world.culture):
        made = found_office()
        place("drafter", made.departments["공연사업팀"])
        grant(
            "drafter", DISPATCH_SEND, SEAL_USE, SEAL_MANAGE, DOCUMENT_VIEW, DOCUMENT_INSPECT, DOCUMENT_DRAFT
        )
    with institution(world.gov):
        grant("officer", RECEIPT_DISTRIBUTE, RECEIPT_REGISTER, DOCUMENT_VIEW, DOCUMENT_DRAFT)
    return made


def post(client: Client, address: str, body: dict[str, Any], version: int | None = None) -> Any:
    headers = {"Idempotency-Key": str(uuid7())}
    if version is not None:
        headers["If-Match"] = f'"{version}"'
    return client.post(f"{API}{address}", json.dumps(body), content_type="application/json", headers=headers)


def made(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 201, answer.content.decode()
    return dict(answer.json())


def test_a_letter_from_request_to_receipt(office: Office, world: World) -> None:
    sender, receiver = client_of(world.culture, "drafter"), client_of(world.gov, "officer")
    with institution(world.culture):
        document = approved_letter(office)
    body = {"document_id": str(document.pk), "receivers": [CITY]}
    asked = made(post(sender, "/dispatches", body))
    assert (asked["dispatch_state"], asked["transports"][0]["state"]) == ("READY", "QUEUED")
    address = f"/dispatches/{document.pk}/sendings"
    assert post(sender, address, {"mark": "OMITTED"}, version=9).status_code == 412
    unknown = post(sender, address, {"mark": "IMAGE", "seal_id": str(uuid7())}, version=asked["version"])
    assert (unknown.status_code, unknown.json()["code"]) == (409, "E-DOC-013")
    sent = made(post(sender, address, {"mark": "OMITTED", "reason": "통보"}, version=asked["version"]))
    assert (sent["dispatch_state"], sent["seal_mark"]) == ("DISPATCHED", "OMITTED")
    again = post(sender, address, {"mark": "OMITTED"}, version=sent["version"])
    assert (again.status_code, again.json()["code"]) == (409, "E-DOC-014")
    run_jobs()
    [letter] = receiver.get(f"{API}/received-documents?state=ARRIVED").json()["items"]
    place = f"/received-documents/{letter['id']}"
    with institution(world.gov):
        own, file_id = str(department("11")), str(city_file())
    given = made(post(receiver, f"{place}/distributions", {"department_id": own}, version=1))
    assert (given["state"], given["moves"][-1]["to_department"]) == ("DISTRIBUTED", "문화예술과")
    filing = {"record_file_id": file_id, "disclosure": "PARTIAL"}
    refused = post(receiver, f"{place}/registrations", filing, version=2)
    assert (refused.status_code, refused.json()["code"]) == (409, "E-DOC-004")
    filing |= {"disclosure": "OPEN"}
    registered = made(post(receiver, f"{place}/registrations", filing, version=2))
    assert (registered["number_text"], registered["state"]) == ("문화예술과-1", "REGISTERED")
    twice = post(receiver, f"{place}/registrations", filing, version=3)
    assert (twice.status_code, twice.json()["code"]) == (409, "ALREADY_RECEIVED")
    run_jobs()
    there = sender.get(f"{API}/dispatches/{document.pk}").json()["transports"][0]
    assert (there["state"], there["accepted_text"], there["letter_hash"]) == (
        "ARRIVED",
        "문화예술과-1",
        letter["letter_hash"],
    )
    pdf = receiver.get(f"{API}{place}/print")
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")
    reply = made(post(receiver, f"{place}/replies", {}, version=3))
    assert reply["receivers"] == [letter["sender_name"]]
    done = made(post(receiver, f"{place}/completions", {"reason": "전화로 회신"}, version=4))
    assert done["state"] == "DONE"


def test_a_letter_sent_back_over_rest(office: Office, world: World) -> None:
    sender, receiver = client_of(world.culture, "drafter"), client_of(world.gov, "officer")
    with institution(world.culture):
        document = approved_letter(office)
    made(post(sender, "/dispatches", {"document_id": str(document.pk), "receivers": [CITY]}))
    sent = made(
        post(sender, f"/dispatches/{document.pk}/sendings", {"mark": "OMITTED", "reason": "통보"}, version=1)
    )
    [transport] = sent["transports"]
    run_jobs()
    late = post(sender, f"/transports/{transport['id']}/recalls", {"reason": "착오"})
    assert (late.status_code, late.json()["code"]) == (409, "ALREADY_ON_ITS_WAY")
    with institution(world.gov):
        letter = ReceivedDocument.objects.get()
    place = f"/received-documents/{letter.pk}/returns"
    assert post(receiver, place, {"reason": ""}, version=1).json()["code"] == "SEND_BACK_REASON_MISSING"
    made(post(receiver, place, {"reason": "붙임 누락"}, version=1))
    run_jobs()
    back = sender.get(f"{API}/transports/{transport['id']}").json()
    stated = f"{letter.sender_number}({written_date(letter.sent_on)}) 「{letter.title}」 붙임 누락"
    assert (back["state"], back["reason"]) == ("SENT_BACK", stated)
    again = made(post(sender, f"/transports/{transport['id']}/repeats", {}))
    assert (again["state"], again["id"] != transport["id"]) == ("QUEUED", True)


def test_letters_of_another_institution_are_not_found(office: Office, world: World) -> None:
    sender = client_of(world.culture, "drafter")
    with institution(world.culture):
        document = approved_letter(office)
    made(post(sender, "/dispatches", {"document_id": str(document.pk), "receivers": [CITY]}))
    sent = made(
        post(sender, f"/dispatches/{document.pk}/sendings", {"mark": "OMITTED", "reason": "통보"}, version=1)
    )
    run_jobs()
    with institution(world.gov):
        letter = ReceivedDocument.objects.get()
    with institution(world.youth):
        grant("drafter", DISPATCH_SEND, RECEIPT_DISTRIBUTE, DOCUMENT_VIEW, DOCUMENT_INSPECT)
    stranger = client_of(world.youth, "drafter")
    for address in (
        f"/received-documents/{letter.pk}",
        f"/received-documents/{letter.pk}/print",
        f"/dispatches/{document.pk}",
        f"/transports/{sent['transports'][0]['id']}",
        f"/transports/{sent['transports'][0]['id']}/package",
    ):
        assert stranger.get(f"{API}{address}").status_code == 404
    taken = post(
        stranger,
        f"/received-documents/{letter.pk}/distributions",
        {"department_id": str(uuid7())},
        version=1,
    )
    assert taken.status_code == 404


def test_a_package_and_its_delivery_over_rest(office: Office, world: World) -> None:
    sender = client_of(world.culture, "drafter")
    with institution(world.culture):
        document = approved_letter(office)
    outside = {"name": "가람소방서장", "kind": "OUTSIDE", "address": "fire@garam.example"}
    made(post(sender, "/dispatches", {"document_id": str(document.pk), "receivers": [outside]}))
    sent = made(
        post(sender, f"/dispatches/{document.pk}/sendings", {"mark": "OMITTED", "reason": "통보"}, version=1)
    )
    [transport] = sent["transports"]
    package = sender.get(f"{API}/transports/{transport['id']}/package")
    assert (package.status_code, package["Content-Type"], package.content[:2]) == (
        200,
        "application/zip",
        b"PK",
    )
    early = {"arrived_at": "2020-01-01T00:00:00Z", "handed_to": "민원실", "proof": "등기 1"}
    assert post(sender, f"/transports/{transport['id']}/hand-overs", early).status_code == 400


def test_the_register_of_seals_gives_no_image_out(office: Office, world: World) -> None:
    keeper = client_of(world.culture, "drafter")
    body = {
        "name": "대표이사 직인",
        "kind": "OFFICIAL",
        "keeper_id": str(office.people["인"]),
        "image": SimpleUploadedFile("seal.png", picture(), content_type="image/png"),
    }
    registered = made(keeper.post(f"{API}/seals", body, headers={"Idempotency-Key": str(uuid7())}))
    assert [one["number"] for one in registered["versions"]] == [1]
    assert not {"image", "stored_as"} & (set(registered) | set(registered["versions"][0]))
    [listed] = keeper.get(f"{API}/seals").json()["items"]
    assert (listed["name"], listed["use_count"]) == ("대표이사 직인", 0)
    given_up = made(post(keeper, f"/seals/{registered['id']}/disposals", {"reason": "마모"}, version=1))
    assert given_up["disposed_at"] is not None
    assert keeper.get(f"{API}/seal-uses").json()["items"] == []
    with institution(world.culture):
        assert SealUse.objects.count() == 0


def test_letters_that_go_on_over_rest(office: Office, world: World) -> None:
    sender, receiver = client_of(world.culture, "drafter"), client_of(world.gov, "officer")
    with institution(world.culture):
        document = approved_letter(office)
    named = {**CITY, "name": "가람시장(문화예술과장)"}
    made(post(sender, "/dispatches", {"document_id": str(document.pk), "receivers": [named]}))
    made(
        post(sender, f"/dispatches/{document.pk}/sendings", {"mark": "OMITTED", "reason": "통보"}, version=1)
    )
    run_jobs()
    [letter] = receiver.get(f"{API}/received-documents").json()["items"]
    place = f"/received-documents/{letter['id']}"
    with institution(world.gov):
        own, other = str(department("10")), str(department("11"))
    given = made(post(receiver, f"{place}/distributions", {"department_id": own, "also": [other]}, version=1))
    assert [one["told_at"] for one in given["concerned"]] == [None]
    assert [hint["code"] for hint in given["hints"]] == ["E-DOC-017"]
    to = {"name": "가람소방서장", "kind": "OUTSIDE", "address": "fire@garam.example"}
    back = {"name": "가람문화재단", "kind": "TENANT", "target": "inst_garam_culture"}
    refused = post(receiver, f"{place}/forwardings", {"to": back, "reason": "소관"}, version=2)
    assert (refused.status_code, refused.json()["code"]) == (409, "FORWARDED_TO_SENDER")
    going = made(post(receiver, f"{place}/forwardings", {"to": to, "reason": "소방 소관"}, version=2))
    assert (going["state"], going["forwardings"][0]["state"]) == ("FORWARDED", "MANUAL")
    package = receiver.get(f"{API}{place}/package")
    assert (package.status_code, package.content[:2]) == (200, b"PK")
    arrived = {"arrived_at": going["forwardings"][0]["forwarded_at"], "handed_to": "민원실", "proof": "등기"}
    there = made(post(receiver, f"{place}/forwarding-deliveries", arrived, version=going["version"]))
    assert there["forwardings"][0]["state"] == "ARRIVED"


def test_an_outside_letter_is_entered_over_rest(office: Office, world: World) -> None:
    receiver = client_of(world.gov, "officer")
    body = {"title": "소방 점검", "sender_name": "가람소방서", "sent_on": "2026-01-05"}

    def enter(content: bytes) -> Any:
        return receiver.post(
            f"{API}/outside-letters",
            {
                **body,
                "scan": SimpleUploadedFile("a.pdf", content),
                "files": [SimpleUploadedFile("b.txt", b"1")],
            },
            headers={"Idempotency-Key": str(uuid7())},
        )

    unfit = enter(b"GIF89a")
    assert (unfit.status_code, unfit.json()["code"]) == (409, "SCAN_UNFIT")
    entered = made(enter(pdf("Inspection")))
    assert (entered["is_by_hand"], entered["state"], len(entered["files"])) == (True, "ARRIVED", 1)
    with institution(world.gov):
        own, file_id = str(department("11")), str(city_file())
    place = f"/received-documents/{entered['id']}"
    made(post(receiver, f"{place}/distributions", {"department_id": own}, version=1))
    filed = made(
        post(receiver, f"{place}/registrations", {"record_file_id": file_id, "disclosure": "OPEN"}, version=2)
    )
    assert filed["number_text"] == "문화예술과-1"
    with institution(world.gov):
        also = str(department("10"))
    told = made(post(receiver, f"{place}/tellings", {"department_ids": [also]}, version=3))
    assert told["concerned"][0]["told_at"] is not None
