"""A document marked as damaged: files, prints and sending warn, and the warning is on record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from approvals.choices import Integrity
from approvals.models import Dispatch, DocumentAccess, OfficialDocument, Rendition
from approvals.permissions import DISPATCH_SEND, DOCUMENT_DRAFT, DOCUMENT_VIEW, SEAL_USE
from approvals.services.attachments import attach
from approvals.services.dispatching import request_dispatch
from approvals.services.submitting import submit
from tenants.context import institution
from tests.approvals.kit import AT, Office, draft, found_office, fresh, signed
from tests.approvals.letters_kit import CITY_RECEIVER, approved_letter, clerk
from tests.identity.api.test_users import ask
from tests.people import client_of, grant
from tests.worlds import World

DOCUMENTS = "/api/v1/official-documents"


@pytest.fixture
def office(world: World, tmp_path: Path, settings: Any) -> Office:
    settings.MEDIA_ROOT = tmp_path
    with institution(world.culture):
        found = found_office()
        grant("e-김", DOCUMENT_VIEW, DOCUMENT_DRAFT, DISPATCH_SEND, SEAL_USE)
    return found


def broken(document: OfficialDocument) -> None:
    OfficialDocument.objects.filter(pk=document.pk).update(integrity=Integrity.BROKEN)


def with_file(world: World, office: Office) -> tuple[OfficialDocument, str]:
    """An approved document with a file, marked as damaged."""
    with institution(world.culture):
        who = office.actor("김")
        document = draft(office, enclosures=[{"name": "견적서", "quantity": "1부"}])
        file = attach(document_id=document.pk, seen=1, name="견적.txt", data=b"100", actor=who, at=AT)
        submit(document_id=document.pk, seen=2, actor=who, at=AT)
        signed(office, document, "예", "박")
        broken(document)
        return fresh(document), str(file.pk)


def letter(world: World, office: Office) -> OfficialDocument:
    """An approved letter, put up for sending, marked as damaged."""
    with institution(world.culture):
        document = approved_letter(office)
        request_dispatch(document_id=document.pk, receivers=[CITY_RECEIVER], actor=clerk(office), at=AT)
        broken(document)
        return fresh(document)


def seen(world: World) -> list[tuple[str, str]]:
    with institution(world.culture):
        return list(DocumentAccess.objects.order_by("pk").values_list("person_name", "what"))


def test_a_file_over_rest_warns_first(world: World, office: Office) -> None:
    document, file = with_file(world, office)
    browser = client_of(world.culture, "e-김")
    path = f"{DOCUMENTS}/{document.pk}/attachments/{file}"
    refused = browser.get(path)
    assert (refused.status_code, refused.json()["code"]) == (409, "E-APR-035")
    given = browser.get(f"{path}?is_warned=true")
    assert (given.status_code, given.content) == (200, b"100")
    assert seen(world) == [("김", "FILE_WARNED"), ("김", "FILE_DAMAGED")]


def test_a_file_on_the_screen_warns_first(world: World, office: Office) -> None:
    document, file = with_file(world, office)
    browser = client_of(world.culture, "e-김")
    path = f"/documents/{document.pk}/files/{file}/"
    refused = browser.get(path)
    words = refused.content.decode()
    assert refused.status_code == 409
    assert "문서 본문이 결재 당시와 다릅니다" in words
    assert f"{path}?warned=1" in words
    given = browser.get(f"{path}?warned=1")
    assert (given.status_code, given.content) == (200, b"100")
    assert seen(world) == [("김", "FILE_WARNED"), ("김", "FILE_DAMAGED")]


@pytest.mark.parametrize("mark", ["", "warned=1"])
def test_a_sound_document_is_noted_as_ever(world: World, office: Office, mark: str) -> None:
    document, file = with_file(world, office)
    with institution(world.culture):
        OfficialDocument.objects.filter(pk=document.pk).update(integrity=Integrity.INTACT)
    given = client_of(world.culture, "e-김").get(f"/documents/{document.pk}/files/{file}/?{mark}")
    assert given.status_code == 200
    assert seen(world) == [("김", "FILE")]


@pytest.mark.parametrize(
    ("path", "mark"), [(DOCUMENTS + "/{}/print", "is_warned=true"), ("/documents/{}/print.pdf", "warned=1")]
)
def test_a_print_warns_first_and_a_damaged_document_gets_no_new_code(
    world: World, office: Office, path: str, mark: str
) -> None:
    document, _file = with_file(world, office)
    browser = client_of(world.culture, "e-김")
    refused = browser.get(path.format(document.pk))
    assert (refused.status_code, b"E-APR-035" in refused.content) == (409, True)
    given = browser.get(f"{path.format(document.pk)}?{mark}")
    assert (given.status_code, given.content[:5]) == (200, b"%PDF-")
    with institution(world.culture):
        assert Rendition.objects.count() == 0
    assert seen(world) == [("김", "PRINT_WARNED"), ("김", "PRINT_DAMAGED")]


def test_the_kept_print_is_given_after_the_warning(world: World, office: Office) -> None:
    document, _file = with_file(world, office)
    browser = client_of(world.culture, "e-김")
    with institution(world.culture):
        OfficialDocument.objects.filter(pk=document.pk).update(integrity=Integrity.INTACT)
    before = browser.get(f"{DOCUMENTS}/{document.pk}/print").content
    with institution(world.culture):
        broken(document)
    assert browser.get(f"{DOCUMENTS}/{document.pk}/print").status_code == 409
    assert browser.get(f"{DOCUMENTS}/{document.pk}/print?is_warned=true").content == before


def test_a_damaged_letter_is_not_sent_over_rest(world: World, office: Office) -> None:
    document = letter(world, office)
    browser = client_of(world.culture, "e-김")
    with institution(world.culture):
        version = Dispatch.objects.get().version
    body = {"mark": "OMITTED", "reason": "단순 통보"}
    path = f"/api/v1/dispatches/{document.pk}"
    refused = ask(browser, "post", f"{path}/sendings", body, if_match=f'"{version}"')
    assert (refused.status_code, refused.json()["code"]) == (409, "E-APR-035"), refused.content
    with institution(world.culture):
        assert Dispatch.objects.get().state == "READY"
    assert seen(world) == [("김", "DISPATCH_WARNED")]


def test_a_damaged_letter_is_not_sent_from_the_screen(world: World, office: Office) -> None:
    document = letter(world, office)
    browser = client_of(world.culture, "e-김")
    with institution(world.culture):
        version = Dispatch.objects.get().version
    given = {"act": "send", "seal": "OMITTED:", "seal_reason": "단순 통보", "version": str(version)}
    refused = browser.post(f"/dispatches/{document.pk}/", given)
    assert (refused.status_code, "문서 본문이 결재 당시와 다릅니다" in refused.content.decode()) == (
        409,
        True,
    )
    with institution(world.culture):
        assert Dispatch.objects.get().state == "READY"
    assert seen(world) == [("김", "DISPATCH_WARNED")]


def test_the_document_screen_says_that_it_is_damaged(world: World, office: Office) -> None:
    document, _file = with_file(world, office)
    browser = client_of(world.culture, "e-김")
    for path in (f"/documents/{document.pk}/", f"/documents/{document.pk}/paper"):
        shown = browser.get(path)
        assert (shown.status_code, "문서 본문이 결재 당시와 다릅니다" in shown.content.decode()) == (
            200,
            True,
        )
