"""The boxes of sending and receiving, and the register of seals, as people use them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from approvals.models import Dispatch, ReceivedDocument, Seal, SealUse, Transport
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
from core.periods import day_of
from tenants.context import institution
from tests.approvals.files_kit import pdf
from tests.approvals.kit import Office, found_office
from tests.approvals.letters_kit import (
    approved_letter,
    city_file,
    letter_form,
    picture,
    place,
    run_jobs,
    waiting_jobs,
)
from tests.people import client_of, department, grant, user
from tests.worlds import World


@dataclass(frozen=True)
class Desks:
    """A sender's and a receiver's browser."""

    office: Office
    sender: Client
    receiver: Client
    world: World


@pytest.fixture
def desks(world: World, tmp_path: Any, settings: Any) -> Desks:
    settings.MEDIA_ROOT = tmp_path
    with institution(world.culture):
        office = found_office()
        place("drafter", office.departments["공연사업팀"])
        grant(
            "drafter", DISPATCH_SEND, SEAL_USE, SEAL_MANAGE, DOCUMENT_VIEW, DOCUMENT_INSPECT, DOCUMENT_DRAFT
        )
    with institution(world.gov):
        grant("officer", RECEIPT_DISTRIBUTE, RECEIPT_REGISTER, DOCUMENT_VIEW, DOCUMENT_DRAFT)
    return Desks(office, client_of(world.culture, "drafter"), client_of(world.gov, "officer"), world)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def act(client: Client, address: str, verb: str, **data: Any) -> Any:
    return client.post(address, {"act": verb, **data})


def done(answer: Any) -> None:
    assert answer.status_code == 302, answer.content.decode()[:3000]


def sent(desks: Desks) -> tuple[str, Any]:
    """A letter sent with 관인생략 through the screen."""
    with institution(desks.world.culture):
        document = approved_letter(desks.office)
    address = f"/dispatches/{document.pk}/"
    done(act(desks.sender, address, "request", to_0="TENANT:gov_garam"))
    done(act(desks.sender, address, "send", version="1", seal="OMITTED:", seal_reason="단순 통보"))
    return address, document


def test_a_letter_goes_from_one_box_into_the_other(desks: Desks) -> None:
    address, document = sent(desks)
    run_jobs()
    text = page(desks.sender, address)
    assert "도달" in text
    assert "단순 통보" in text
    assert "1곳 중 도달 1 · 접수 0" in page(desks.sender, "/dispatches/")
    box = page(desks.receiver, "/received/?state=OPEN")
    assert document.title in box
    with institution(desks.world.gov):
        letter = ReceivedDocument.objects.get()
        own, file_id = department("11"), city_file()
    there = f"/received/{letter.pk}/"
    assert "가을 공연" in page(desks.receiver, there)
    done(act(desks.receiver, there, "distribute", version="1", department=str(own)))
    assert "기록물철" in page(desks.receiver, there)
    filed = {"record_file": str(file_id), "disclosure": "OPEN"}
    done(act(desks.receiver, there, "register", version="2", **filed))
    assert "문화예술과-1" in page(desks.receiver, there)
    run_jobs()
    assert "문화예술과-1" in page(desks.sender, address)
    pdf = desks.receiver.get(f"{there}letter.pdf")
    assert (pdf.status_code, pdf["Content-Type"]) == (200, "application/pdf")
    assert desks.sender.get(f"{address}copy.pdf").content == pdf.content


def test_the_receiver_written_on_the_letter_is_guessed(desks: Desks) -> None:
    with institution(desks.world.culture):
        document = approved_letter(desks.office)
    text = page(desks.sender, f"/dispatches/{document.pk}/")
    assert '<option value="TENANT:gov_garam" selected>' in text
    assert "발송 전" in page(desks.sender, "/dispatches/?state=WAITING")


def test_a_letter_goes_back_and_is_sent_again(desks: Desks) -> None:
    address, _document = sent(desks)
    run_jobs()
    with institution(desks.world.gov):
        letter = ReceivedDocument.objects.get()
    there = f"/received/{letter.pk}/"
    refused = act(desks.receiver, there, "send_back", version="1", reason=" ")
    assert refused.status_code == 409
    done(act(desks.receiver, there, "send_back", version="1", reason="붙임 누락"))
    run_jobs()
    text = page(desks.sender, address)
    assert "반송" in text
    assert "붙임 누락" in text
    assert "반송·전달 1곳" in page(desks.sender, "/dispatches/?trouble=1")
    with institution(desks.world.culture):
        transport = Transport.objects.get()
    done(act(desks.sender, address, "again", transport=str(transport.pk)))
    assert [job[1] for job in waiting_jobs()] == ["approvals.deliver_letter"]


def test_letters_outside_are_downloaded_and_their_delivery_written_down(desks: Desks) -> None:
    with institution(desks.world.culture):
        document = approved_letter(desks.office, receivers=["가람소방서장"])
    address = f"/dispatches/{document.pk}/"
    done(act(desks.sender, address, "request", to_0="OUTSIDE:", address_0="fire@garam.example"))
    done(act(desks.sender, address, "send", version="1", seal="OMITTED:", seal_reason="단순 통보"))
    with institution(desks.world.culture):
        transport = Transport.objects.get()
    package = desks.sender.get(f"/dispatches/packages/{transport.pk}.zip")
    assert (package.status_code, package.content[:2]) == (200, b"PK")
    today = day_of(timezone.now())
    given = {"transport": str(transport.pk), "arrived_on": f"{today:%Y-%m-%d}", "arrived_time": "25:99"}
    assert act(desks.sender, address, "handed", **given).status_code == 400
    with institution(desks.world.culture):
        transport.refresh_from_db()
        assert transport.state == "MANUAL"


def test_a_registered_letter_is_assigned_shown_answered_and_done(desks: Desks) -> None:
    sent(desks)
    run_jobs()
    with institution(desks.world.gov):
        letter, own, file_id = ReceivedDocument.objects.get(), department("11"), city_file()
        officer = user("officer").pk
    there = f"/received/{letter.pk}/"
    done(act(desks.receiver, there, "distribute", version="1", department=str(own)))
    done(act(desks.receiver, there, "register", version="2", record_file=str(file_id), disclosure="OPEN"))
    done(act(desks.receiver, there, "assign", version="3", handler=str(officer), text="이번 주"))
    done(act(desks.receiver, there, "circulate", version="4", purpose="COOPERATION", people=[str(officer)]))
    assert "열람" in page(desks.receiver, there)
    done(act(desks.receiver, there, "reply", version="5"))
    refused = act(desks.receiver, there, "finish", version="6")
    assert refused.status_code == 409
    done(act(desks.receiver, there, "finish", version="6", done_reason="전화로 회신"))
    with institution(desks.world.gov):
        letter.refresh_from_db()
        assert (letter.state, letter.reason) == ("DONE", "전화로 회신")


def test_seals_are_registered_renewed_and_given_up(desks: Desks) -> None:
    def image(content: bytes) -> SimpleUploadedFile:
        return SimpleUploadedFile("seal.png", content, content_type="image/png")

    keeper = str(desks.office.people["인"])
    given = {"name": "대표이사 직인", "kind": "OFFICIAL", "keeper": keeper, "diameter_mm": "24"}
    refused = act(desks.sender, "/seals/new/", "register", image=image(b"GIF89a"), **given)
    assert refused.status_code == 409
    with institution(desks.world.culture):
        assert Seal.objects.count() == 0
    done(act(desks.sender, "/seals/new/", "register", image=image(picture()), **given))
    with institution(desks.world.culture):
        seal = Seal.objects.get()
        document = approved_letter(desks.office)
    address = f"/seals/{seal.pk}/"
    renewal = {"version": "1", "diameter_mm": "30", "renew_reason": "마모"}
    done(act(desks.sender, address, "renew", image=image(picture(16)), **renewal))
    place = f"/dispatches/{document.pk}/"
    done(act(desks.sender, place, "request", to_0="TENANT:gov_garam"))
    done(act(desks.sender, place, "send", version="1", seal=f"IMAGE:{seal.pk}"))
    with institution(desks.world.culture):
        [use] = SealUse.objects.select_related("seal_version")
        assert use.seal_version is not None
        assert (use.seal_version.number, use.content_hash) == (2, document.content_hash)
    assert document.number_text in page(desks.sender, address)
    done(act(desks.sender, address, "dispose", version="2", reason="명칭 변경"))
    assert "폐기" in page(desks.sender, "/seals/")
    assert "PNG" not in page(desks.sender, address)


def test_a_notice_is_published_through_the_screen(desks: Desks) -> None:
    with institution(desks.world.culture):
        document = approved_letter(desks.office, letter_form("OUT-NOTICE", kind="NOTICE"), receivers=[])
    address = f"/dispatches/{document.pk}/"
    assert "공고일" in page(desks.sender, address)
    day = f"{day_of(timezone.now()):%Y-%m-%d}"
    done(act(desks.sender, address, "publish", published_on=day, place="누리집"))
    with institution(desks.world.culture):
        assert Dispatch.objects.get().state == "DISPATCHED"


def test_an_outside_letter_is_entered_and_forwarded_through_the_screen(desks: Desks) -> None:
    def scan(content: bytes) -> SimpleUploadedFile:
        return SimpleUploadedFile("scan.pdf", content, content_type="application/pdf")

    typed = {"title": "소방 점검 결과", "sender_name": "가람소방서", "sent_on": "2026. 1. 5."}
    assert act(desks.receiver, "/received/new/", "enter", **typed).status_code == 400
    assert act(desks.receiver, "/received/new/", "enter", scan=scan(b"x"), **typed).status_code == 409
    done(act(desks.receiver, "/received/new/", "enter", scan=scan(pdf("Inspection")), **typed))
    with institution(desks.world.gov):
        letter = ReceivedDocument.objects.get()
        own, also, file_id = department("10"), department("11"), city_file()
    there = f"/received/{letter.pk}/"
    text = page(desks.receiver, there)
    assert "스캔 원문" in text
    assert "가람소방서" in text
    assert desks.receiver.get(f"{there}letter.pdf").content[:5] == b"%PDF-"
    done(act(desks.receiver, there, "distribute", version="1", department=str(own), also=[str(also)]))
    assert "접수 뒤 통보" in page(desks.receiver, there)
    given = {"to": "OUTSIDE:", "to_name": "가람교육지원청", "forward_reason": "교육청 소관"}
    assert act(desks.receiver, there, "forward", version="2", to="OUTSIDE:").status_code == 409
    done(act(desks.receiver, there, "forward", version="2", **given))
    assert "꾸러미 내려받기" in page(desks.receiver, there)
    assert desks.receiver.get(f"{there}package.zip").content[:2] == b"PK"
    delivered = {"handed_to": "민원실", "proof": "등기 12"}
    today = f"{day_of(timezone.now()):%Y-%m-%d}"
    refused = act(desks.receiver, there, "delivered", version="3", delivered_on=today, **delivered)
    assert refused.status_code in {302, 400}
    assert file_id


def test_departments_are_told_through_the_screen(desks: Desks) -> None:
    sent(desks)
    run_jobs()
    with institution(desks.world.gov):
        letter, own, also, file_id = (
            ReceivedDocument.objects.get(),
            department("11"),
            department("10"),
            city_file(),
        )
    there = f"/received/{letter.pk}/"
    done(act(desks.receiver, there, "distribute", version="1", department=str(own)))
    done(act(desks.receiver, there, "register", version="2", record_file=str(file_id), disclosure="OPEN"))
    assert "알릴 부서 고르기" in page(desks.receiver, there)
    done(act(desks.receiver, there, "tell", version="3", also=[str(also)]))
    assert "통보" in page(desks.receiver, there)


def test_boxes_are_for_those_who_may(desks: Desks) -> None:
    outsider = client_of(desks.world.culture, "outsider")
    for address in ("/dispatches/", "/received/", "/received/new/", "/seals/", "/seals/new/"):
        assert outsider.get(address).status_code == 403
