"""Prints, versions, letterheads and verification over REST and on the screen: who may read what."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from approvals.models import DocumentAccess, LetterheadVersion, OfficialDocument, Rendition
from approvals.permissions import DOCUMENT_DRAFT, DOCUMENT_INSPECT, DOCUMENT_VIEW, FORM_MANAGE
from core.ids import uuid7
from tenants.context import institution
from tests.approvals.kit import Office, draft, found_office, signed, submitted
from tests.identity.api.test_users import ask
from tests.people import client_of, grant
from tests.worlds import World

DOCUMENTS = "/api/v1/official-documents"
LETTERHEADS = "/api/v1/approval-letterheads"
HEAD = {
    "from_on": "2099-01-01",
    "institution": "재단법인 가람문화재단",
    "sender": "재단법인 가람문화재단 대표이사",
}
PEOPLE = ("김", "박", "예", "이", "오", "인")


@pytest.fixture
def office(world: World, tmp_path: Any, settings: Any) -> Office:
    settings.MEDIA_ROOT = tmp_path
    with institution(world.culture):
        found = found_office()
        for name in PEOPLE:
            grant(f"e-{name}", DOCUMENT_VIEW)
    return found


def approved(world: World, office: Office, **values: Any) -> OfficialDocument:
    with institution(world.culture):
        return signed(office, submitted(office, amount=3_000_000, **values), "예", "박")


def statuses(world: World, path: str) -> dict[str, int]:
    return {name: client_of(world.culture, f"e-{name}").get(path).status_code for name in PEOPLE}


def accesses(world: World) -> list[tuple[str, str, int]]:
    with institution(world.culture):
        rows = DocumentAccess.objects.order_by("pk")
        return list(rows.values_list("person_name", "what", "content_version"))


@pytest.mark.parametrize("path", [DOCUMENTS + "/{}/print", "/documents/{}/paper", "/documents/{}/print.pdf"])
def test_readers_are_the_line_and_the_department(world: World, office: Office, path: str) -> None:
    document = approved(world, office)
    assert statuses(world, path.format(document.pk)) == {
        "김": 200,
        "박": 200,
        "예": 200,
        "이": 404,
        "오": 200,
        "인": 404,
    }
    assert sorted(name for name, _what, _version in accesses(world)) == ["김", "박", "예", "오"]


def test_a_closed_document_is_read_by_its_line_only(world: World, office: Office) -> None:
    document = approved(world, office, disclosure="CLOSED", grounds=[6])
    assert statuses(world, f"/documents/{document.pk}/paper") == {
        "김": 200,
        "박": 200,
        "예": 200,
        "이": 404,
        "오": 404,
        "인": 404,
    }


def test_a_draft_is_read_by_its_drafter_only(world: World, office: Office) -> None:
    with institution(world.culture):
        document = draft(office)
        grant("e-인", DOCUMENT_INSPECT, DOCUMENT_DRAFT)
    found = statuses(world, f"/documents/{document.pk}/print.pdf")
    assert found == {"김": 200, "박": 404, "예": 404, "이": 404, "오": 404, "인": 200}
    assert accesses(world) == []


def test_another_institution_and_a_stranger_learn_nothing(world: World, office: Office) -> None:
    document = approved(world, office)
    path = f"{DOCUMENTS}/{document.pk}/print"
    with institution(world.stranger):
        grant("drafter", DOCUMENT_VIEW)
    assert client_of(world.stranger, "drafter").get(path).status_code == 404
    assert client_of(world.culture, "outsider").get(path).status_code == 403
    assert client_of(world.culture).get(path).status_code == 401
    assert client_of(world.culture).get(f"/documents/{document.pk}/paper").status_code == 302
    assert client_of(world.culture, "e-김").get(f"{DOCUMENTS}/{uuid7()}/print").status_code == 404


def test_a_print_is_a_file_with_the_number_as_its_name(world: World, office: Office) -> None:
    document = approved(world, office)
    browser = client_of(world.culture, "e-김")
    answer = browser.get(f"{DOCUMENTS}/{document.pk}/print")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "no-store")
    assert answer["Content-Disposition"].endswith(
        f"UTF-8''%EA%B3%B5%EC%97%B0%EC%82%AC%EC%97%85%ED%8C%80-{document.number}.pdf"
    )
    assert answer.content == browser.get(f"/documents/{document.pk}/print.pdf").content


def test_the_screen_shows_the_boxes_and_the_number(world: World, office: Office) -> None:
    document = approved(world, office)
    html = client_of(world.culture, "e-박").get(f"/documents/{document.pk}/paper").content.decode()
    assert f"<dd>{document.number_text}</dd>" in html
    assert "<small>전결 11/22</small>박" in html
    assert f'href="/documents/{document.pk}/print.pdf"' in html


def test_versions_are_compared_by_who_may_read(world: World, office: Office) -> None:
    document = approved(world, office)
    path = f"{DOCUMENTS}/{document.pk}/differences"
    same = client_of(world.culture, "e-김").get(f"{path}?old=1&new=1").json()
    assert same == {
        "lines": [{"change": "SAME", "words": [{"change": "SAME", "text": "장비 임차"}]}],
        "fields_changed": [],
        "files": [],
    }
    assert client_of(world.culture, "e-이").get(f"{path}?old=1&new=1").status_code == 404
    assert client_of(world.culture, "e-김").get(f"{path}?old=1&new=9").status_code == 404
    assert client_of(world.culture, "e-김").get(f"{path}?old=1").status_code == 400


def test_letterheads_are_listed_and_set(world: World, office: Office) -> None:
    with institution(world.culture):
        grant("e-기", DOCUMENT_VIEW, FORM_MANAGE)
    browser = client_of(world.culture, "e-기")
    made = ask(browser, "post", LETTERHEADS, HEAD | {"phone": "(042)000-0000"})
    assert (made.status_code, made.json()["phone"]) == (201, "(042)000-0000")
    again = ask(browser, "post", LETTERHEADS, HEAD)
    assert (again.status_code, again.json()["code"]) == (409, "LETTERHEAD_FIXED")
    assert [row["from_on"] for row in browser.get(LETTERHEADS).json()["items"]] == ["2099-01-01"]
    assert ask(client_of(world.culture, "e-김"), "post", LETTERHEADS, HEAD).status_code == 403
    with institution(world.culture):
        assert LetterheadVersion.objects.count() == 1


def printed_code(world: World, document_id: UUID) -> str:
    client_of(world.culture, "e-김").get(f"/documents/{document_id}/print.pdf")
    with institution(world.culture):
        return Rendition.objects.get(document_id=document_id).code


def test_anybody_checks_a_code_and_learns_the_title_of_open_documents(world: World, office: Office) -> None:
    opened = approved(world, office)
    closed = approved(world, office, disclosure="CLOSED", grounds=[6], title="비밀 계획")
    nobody = client_of(world.culture)
    found = nobody.get(f"/api/v1/document-verifications/{printed_code(world, opened.pk)}").json()
    assert (found["is_genuine"], found["title"], found["number"]) == (True, opened.title, opened.number_text)
    hidden = printed_code(world, closed.pk)
    assert nobody.get(f"/api/v1/document-verifications/{hidden}").json()["title"] == ""
    page = nobody.get(f"/verify/{hidden}").content.decode()
    assert "공개하지 않는 문서입니다." in page
    assert "비밀 계획" not in page


def test_a_wrong_code_is_nobodys(world: World) -> None:
    nobody = client_of(world.culture)
    wrong = nobody.get("/api/v1/document-verifications/0000-0000-0000-0000").json()
    assert wrong == {"is_genuine": False, "title": "", "number": "", "approved_on": None, "sha256": ""}
    for path in ("/verify/0000-0000-0000-0000", "/verify/?code=%3Cscript%3E"):
        page = nobody.get(path)
        assert page.status_code == 200
        assert "이 번호의 문서가 없습니다." in page.content.decode()
        assert "<script>" not in page.content.decode()
    assert "이 번호의 문서가 없습니다." not in nobody.get("/verify/").content.decode()
