"""Screens of drafting by their addresses: who may, what is kept, what is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from approvals.models import (
    DepartmentLine,
    DraftedLine,
    FavouriteLine,
    FormVersion,
    LetterheadVersion,
    OfficialDocument,
)
from approvals.services.department_lines import save_department_line
from approvals.services.wanted_lines import WantedGroup
from identity.models import User
from tenants.context import institution
from tests.approvals.kit import AT, Office, draft, found_office, fresh, submitted
from tests.people import client_of, grant
from tests.worlds import World

BODY = {"signs": "NUMBERS", "blocks": [{"type": "item", "level": 1, "runs": [{"text": "목적"}]}]}
TYPED = {
    "title": "가을 공연 계획",
    "abstract": "가을 공연을 합니다.",
    "keywords": "공연, 가을, 공연",
    "body": json.dumps(BODY),
    "disclosure": "OPEN",
    "enclosure_name": "",
}


@pytest.fixture
def office(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path)
    with institution(world.culture):
        office = found_office()
        for login in User.objects.filter(login_name__startswith="e-").values_list("login_name", flat=True):
            codes = ["approvals.document.draft", "approvals.document.view"]
            grant(login, *codes, *(["approvals.form.manage"] if login == "e-기" else []))
        yield office


def _desk(world: World, name: str = "김") -> Client:
    return client_of(world.culture, f"e-{name}")


def _begun(world: World, office: Office) -> tuple[Client, str, OfficialDocument]:
    desk = _desk(world)
    answer = desk.post("/documents/new/", {"form": "PROPOSAL"})
    assert answer.status_code == 302
    with institution(world.culture):
        document = OfficialDocument.objects.get(pk=answer["Location"].split("/")[2])
    return desk, answer["Location"], document


def _now(world: World, document: OfficialDocument) -> OfficialDocument:
    with institution(world.culture):
        return fresh(document)


def test_typing_is_saved_checked_and_handed_in(world: World, office: Office) -> None:
    desk, path, document = _begun(world, office)
    page = desk.get(path)
    assert page.status_code == 200
    assert "기안 작성" not in page.content.decode().split("<h1")[0]
    saved = desk.post(f"{path}save/", {**TYPED, "version": 1, "amount": "3백만", "page": "1"}).json()
    assert (saved["version"], set(saved["html"])) == (
        2,
        {"draft-line", "draft-checks", "draft-marks", "draft-page"},
    )
    assert "가을 공연 계획" in saved["html"]["draft-page"]
    assert "상신할 수 있습니다." in saved["html"]["draft-checks"]
    now = _now(world, document)
    assert (now.title, now.keywords, now.amount, now.enclosures) == (
        "가을 공연 계획",
        ["공연", "가을"],
        3_000_000,
        [],
    )
    stale = desk.post(f"{path}save/", {**TYPED, "version": 1})
    assert (stale.status_code, stale.json()["code"]) == (412, "E-APR-012")
    done = desk.post(path, {**TYPED, "act": "submit", "version": 2, "record_file": str(office.file_id)})
    assert (done.status_code, str(document.pk) in done["Location"]) == (302, True)
    assert _now(world, document).state == "IN_PROGRESS"
    assert desk.get(path).status_code == 302


def test_what_cannot_be_read_is_named_and_the_rest_is_kept(world: World, office: Office) -> None:
    desk, path, document = _begun(world, office)
    typed = {**TYPED, "version": 1, "amount": "많이", "process_end_expected": "언젠가"}
    saved = desk.post(f"{path}save/", typed).json()
    assert "금액을 1,500,000" in saved["html"]["draft-checks"]
    assert _now(world, document).title == "가을 공연 계획"
    refused = desk.post(path, {**typed, "act": "submit", "version": 2})
    assert refused.status_code == 400
    assert _now(world, document).state == "DRAFT"


def test_nobody_else_writes_on_a_draft(world: World, office: Office) -> None:
    _own, path, document = _begun(world, office)
    other = _desk(world, "김2")
    assert other.get(path).status_code == 404
    for part in ("save/", "line/", "files/"):
        assert other.post(f"{path}{part}", {**TYPED, "version": 1, "do": "reset"}).status_code in (400, 404)
    assert _now(world, document).version == 1


def test_the_line_is_changed_step_by_step(world: World, office: Office) -> None:
    desk, path, document = _begun(world, office)
    seat = f"PERSON:{office.people['오']}"
    added = desk.post(f"{path}line/", {"do": "add", "kind": "REFER", "seat": seat})
    assert "기안자가 더함" in added.json()["html"]["draft-line"]
    for wrong in ({"seat": "PERSON:x"}, {"kind": "AUDIT"}, {"seat": ""}):
        answer = desk.post(f"{path}line/", {"do": "add", "kind": "REFER", "seat": seat, **wrong})
        assert answer.status_code == 400
    desk.post(f"{path}line/", {"do": "keep", "name": "오 참조"})
    desk.post(f"{path}line/", {"do": "reset"})
    with institution(world.culture):
        assert not DraftedLine.objects.exists()
        favourite = FavouriteLine.objects.get(name="오 참조").pk
    applied = desk.post(f"{path}line/", {"do": "apply", "favourite": str(favourite)})
    assert "기안자가 더함" in applied.json()["html"]["draft-line"]
    gone = _desk(world, "김2").post(f"{path}line/", {"do": "apply", "favourite": str(favourite)})
    assert gone.status_code == 404
    desk.post(f"{path}line/", {"do": "forget", "favourite": str(favourite)})
    with institution(world.culture):
        assert not FavouriteLine.objects.exists()
    assert desk.post(f"{path}line/", {"do": "nothing"}).status_code == 404


def test_the_head_shares_a_line_with_the_department(world: World, office: Office) -> None:
    drafter, path, _document = _begun(world, office)
    assert 'data-line="share"' not in drafter.get(path).content.decode()
    refused = drafter.post(f"{path}line/", {"do": "share", "name": "오 참조"})
    assert (refused.status_code, refused.json()["code"]) == (403, "ONLY_THE_HEAD")
    with institution(world.culture):
        groups = [WantedGroup("REFER", [f"PERSON:{office.people['오']}"], is_required=False)]
        line = save_department_line(name="오 참조", groups=groups, actor=office.actor("박"), at=AT)
    assert "오 참조" in drafter.get(path).content.decode()
    taken = drafter.post(f"{path}line/", {"do": "take", "favourite": str(line.pk)})
    assert "기안자가 더함" in taken.json()["html"]["draft-line"]
    kept = drafter.post(f"{path}line/", {"do": "unshare", "favourite": str(line.pk)})
    assert kept.status_code == 403
    with institution(world.culture):
        assert DepartmentLine.objects.count() == 1


def test_files_are_listed_read_and_taken_off(world: World, office: Office) -> None:
    desk, path, document = _begun(world, office)
    file = SimpleUploadedFile("견적.txt", b"1")
    answer = desk.post(f"{path}files/", {"files": file, "version": 1}).json()
    assert (answer["version"], answer["names"]) == (2, ["견적.txt"])
    with institution(world.culture):
        attachment = document.attachments.get().pk
    shown = desk.get(f"{path}files/{attachment}/")
    assert (shown.content, shown["Content-Type"]) == (b"1", "application/octet-stream")
    assert _desk(world, "김2").get(f"{path}files/{attachment}/").status_code == 404
    refused = desk.post(f"{path}files/", {"files": SimpleUploadedFile("x.exe", b"MZ"), "version": 2})
    assert (refused.status_code, refused.json()["code"]) == (409, "E-DOC-018")
    desk.post(f"{path}files/{attachment}/remove/", {"version": 2})
    with institution(world.culture):
        assert document.attachments.count() == 0


def test_pasted_text_comes_back_as_blocks(world: World, office: Office) -> None:
    html = "<p>1. 목적</p><p>2. <b>내용</b></p><script>alert(1)</script><table><tr><td>가</td></tr></table>"
    blocks = _desk(world).post("/documents/pasted/", {"html": html}).json()["blocks"]
    assert [block["type"] for block in blocks] == ["item", "item", "table"]
    assert blocks[1]["runs"] == [{"text": "내용", "marks": ["bold"]}]


def test_a_document_is_recalled_copied_and_discarded(world: World, office: Office) -> None:
    with institution(world.culture):
        document = submitted(office)
    desk = _desk(world)
    back = desk.post(f"/documents/{document.pk}/recall/", {"reason": "금액을 고칩니다."})
    assert back["Location"] == f"/documents/{document.pk}/edit/"
    assert "금액을 고칩니다." in desk.get(back["Location"]).content.decode()
    copied = desk.post(f"/documents/{document.pk}/again/")
    copy = copied["Location"].split("/")[2]
    gone = desk.post(f"/documents/{copy}/edit/", {"act": "discard"})
    assert gone["Location"] == "/documents/new/"
    with institution(world.culture):
        states = dict(OfficialDocument.objects.values_list("pk", "state"))
    assert {str(key): state for key, state in states.items()} == {
        str(document.pk): "RECALLED",
        copy: "DISCARDED",
    }


def test_people_are_looked_up_for_the_line(world: World, office: Office) -> None:
    found = _desk(world).get("/documents/people/", {"q": "회계팀"}).content.decode()
    assert f'data-seat="HEAD_OF:{office.departments["회계팀"]}"' in found


def _form_typed(**more: Any) -> dict[str, Any]:
    rows = [
        {"name": "total", "label": "예산", "type": "WON", "feeds": "AMOUNT", "required": True},
        {"name": "kind", "label": "종류", "type": "CHOICE", "options": "가, 나"},
    ]
    return {
        "act": "make",
        "code": "event",
        "name": "행사 계획",
        "kind": "GENERAL",
        "cross_class": "INTERNAL",
        "layout": "FORM_2",
        "business_type": "policy_detail_plan",
        "disclosure": "PARTIAL",
        "grounds": ["5"],
        "rows": json.dumps(rows),
        "body": json.dumps(BODY),
        **more,
    }


def test_a_form_is_made_changed_and_retired(world: World, office: Office) -> None:
    manager = _desk(world, "기")
    assert _desk(world).get("/documents/forms/").status_code == 403
    made = manager.post("/documents/forms/new/", _form_typed())
    assert made.status_code == 302, made.content
    path = made["Location"]
    assert manager.get(path).status_code == 200
    assert "행사 계획" in manager.get("/documents/forms/?q=행사").content.decode()
    taken = manager.post("/documents/forms/new/", _form_typed())
    assert taken.status_code == 400
    again = manager.post(path, _form_typed(act="save", name="행사 추진계획", version=1))
    assert again.status_code == 302
    with institution(world.culture):
        versions = list(FormVersion.objects.filter(form__code="EVENT").order_by("number"))
    assert [(one.number, one.name) for one in versions] == [(1, "행사 계획"), (2, "행사 추진계획")]
    assert versions[1].fields == [
        {"name": "total", "label": "예산", "type": "WON", "required": True, "feeds": "AMOUNT"},
        {"name": "kind", "label": "종류", "type": "CHOICE", "options": ["가", "나"]},
    ]
    assert (versions[1].disclosure, versions[1].grounds) == ("PARTIAL", [5])
    begun = _desk(world).post("/documents/new/", {"form": "EVENT"})["Location"]
    page = _desk(world).get(begun).content.decode()
    assert 'name="value.total"' in page
    typed = {**TYPED, "version": 1, "value.total": "35,000,000", "value.kind": "나", "disclosure": "PARTIAL"}
    _desk(world).post(f"{begun}save/", typed)
    with institution(world.culture):
        document = OfficialDocument.objects.get(pk=begun.split("/")[2])
    assert (document.values, document.amount) == ({"total": 35_000_000, "kind": "나"}, 35_000_000)
    stale = manager.post(path, {"act": "retire", "version": 1})
    assert stale.status_code == 412
    assert manager.post(path, {"act": "retire", "version": 2}).status_code == 302
    assert "행사 추진계획" not in _desk(world).get("/documents/new/").content.decode().split("서식 고르기")[1]


def test_a_letterhead_is_set_for_a_day(world: World, office: Office) -> None:
    manager = _desk(world, "기")
    assert manager.get("/documents/letterheads/").status_code == 200
    typed = {"from_on": "20991231", "institution": "재단법인 가람문화재단", "sender": "대표이사"}
    done = manager.post("/documents/letterheads/new/", typed)
    assert done.status_code == 302
    assert manager.post("/documents/letterheads/new/", typed).status_code == 409
    assert manager.post("/documents/letterheads/new/", {**typed, "from_on": "그날"}).status_code == 400
    with institution(world.culture):
        assert LetterheadVersion.objects.filter(sender="대표이사").count() == 1


def test_returned_and_own_drafts_head_the_page(world: World, office: Office) -> None:
    with institution(world.culture):
        draft(office, title="쓰다 만 계획")
    page = _desk(world).get("/documents/new/").content.decode()
    assert "쓰다 만 계획" in page.split("서식 고르기")[0]


def test_proposer_and_reporter_are_chosen_among_the_people_of_the_line(world: World, office: Office) -> None:
    desk, path, document = _begun(world, office)
    page = desk.get(path).content.decode()
    assert 'name="proposer_id"' in page
    head, stranger = str(office.people["박"]), str(office.people["기"])
    assert (head in page, stranger in page) == (True, False)
    typed = {**TYPED, "version": 1, "amount": "3백만", "page": "1", "proposer_id": head}
    saved = desk.post(f"{path}save/", typed).json()
    assert "★팀장" in saved["html"]["draft-page"]
    assert _now(world, document).proposer_id == office.people["박"]
    off = desk.post(f"{path}save/", {**typed, "version": 2, "proposer_id": stranger}).json()
    assert "발의자와 보고자는 결재선에 있어야 합니다." in off["html"]["draft-checks"]
    refused = desk.post(path, {**typed, "act": "submit", "version": 3, "proposer_id": stranger})
    assert refused.status_code == 400
    record_file = str(office.file_id)
    done = desk.post(path, {**typed, "act": "submit", "version": 3, "record_file": record_file})
    assert done.status_code == 302
    assert "발의자" in desk.get(done["Location"]).content.decode()
