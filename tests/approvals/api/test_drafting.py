"""Files, forms, lines of drafts, favourites and people over REST."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from approvals.models import DocumentAccess
from core.ids import uuid7
from identity.models import User
from tenants.context import institution
from tests.approvals.kit import TEXT, Office, found_office
from tests.people import client_of, grant
from tests.worlds import World

BASE = "/api/v1"


class Caller:
    """Somebody at the REST interface."""

    def __init__(self, world: World, login_name: str) -> None:
        self.browser: Client = client_of(world.culture, login_name)

    def ask(self, method: str, path: str, body: Any = None, etag: str = "") -> Any:
        headers = {"If-Match": etag} if etag else {}
        if method == "post":
            headers["Idempotency-Key"] = str(uuid7())
        options: dict[str, Any] = {"headers": headers}
        if body is not None:
            options |= {"data": json.dumps(body), "content_type": "application/json"}
        return getattr(self.browser, method)(BASE + path, **options)

    def upload(self, path: str, name: str, data: bytes, etag: str) -> Any:
        headers = {"If-Match": etag, "Idempotency-Key": str(uuid7())}
        return self.browser.post(BASE + path, {"file": SimpleUploadedFile(name, data)}, headers=headers)


@pytest.fixture
def office(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path)
    with institution(world.culture):
        office = found_office()
        for login in User.objects.filter(login_name__startswith="e-").values_list("login_name", flat=True):
            codes = ["approvals.document.draft", "approvals.document.view", "organization.department.view"]
            grant(login, *codes, *(["approvals.form.manage"] if login == "e-기" else []))
        yield office


def _draft(world: World, office: Office) -> tuple[Caller, str, str]:
    desk = Caller(world, "e-김")
    body = {**TEXT, "form_code": "PROPOSAL", "record_file_id": str(office.file_id), "amount": "10000000"}
    made = desk.ask("post", "/official-documents", body)
    assert made.status_code == 201, made.content
    return desk, f"/official-documents/{made.json()['id']}", made["ETag"]


def test_a_file_is_attached_read_and_taken_off(world: World, office: Office) -> None:
    desk, path, etag = _draft(world, office)
    refused = desk.upload(f"{path}/attachments", "설치.exe", b"MZ", etag)
    assert (refused.status_code, refused.json()["code"]) == (409, "E-DOC-018")
    made = desk.upload(f"{path}/attachments", "견적.txt", "가나다".encode(), etag)
    assert (made.status_code, made.json()["name"], made.json()["state"]) == (201, "견적.txt", "CLEAN")
    stale = desk.upload(f"{path}/attachments", "견적.txt", b"1", etag)
    assert (stale.status_code, stale.json()["code"]) == (412, "E-APR-012")
    [listed] = desk.ask("get", f"{path}/attachments").json()["items"]
    assert (listed["sha256"], listed["size"]) == (made.json()["sha256"], 9)
    file = desk.ask("get", f"{path}/attachments/{listed['id']}")
    assert (file.content, file["Content-Type"], file["X-Content-Type-Options"]) == (
        "가나다".encode(),
        "application/octet-stream",
        "nosniff",
    )
    assert Caller(world, "e-예").ask("get", f"{path}/attachments/{listed['id']}").status_code == 404
    gone = desk.ask("delete", f"{path}/attachments/{listed['id']}", etag=made["ETag"])
    assert gone.status_code == 204
    assert desk.ask("get", f"{path}/attachments").json()["items"] == []


def test_reading_a_file_of_a_document_under_approval_leaves_a_trace(world: World, office: Office) -> None:
    desk, path, etag = _draft(world, office)
    made = desk.upload(f"{path}/attachments", "견적.txt", b"1", etag)
    body = {"enclosures": [{"name": "견적서"}]}
    saved = desk.ask("patch", path, body, etag=made["ETag"])
    handed = desk.ask("post", f"{path}/submissions", {}, etag=saved["ETag"])
    assert handed.status_code == 201, handed.content
    desk.ask("get", f"{path}/attachments/{made.json()['id']}")
    with institution(world.culture):
        assert DocumentAccess.objects.filter(what="FILE", person_name="김").count() == 1
    late = desk.ask("delete", f"{path}/attachments/{made.json()['id']}", etag=handed["ETag"])
    assert (late.status_code, late.json()["code"]) == (409, "INVALID_MOVE")


def _kinds(answer: Any) -> list[str]:
    return [step["kind"] for group in answer.json()["line"]["groups"] for step in group["steps"]]


def test_the_line_of_a_draft_is_kept_and_handed_in(world: World, office: Office) -> None:
    desk, path, etag = _draft(world, office)
    found = desk.ask("get", f"{path}/line")
    assert (_kinds(found), found.json()["is_changed"]) == (["REVIEW", "COOPERATE", "APPROVE"], False)
    person = f"PERSON:{office.people['김2']}"
    refer = {"kind": "REFER", "seats": [person], "is_required": False}
    kept = desk.ask("put", f"{path}/line", {"groups": [refer]}, etag=etag)
    assert (_kinds(kept), kept.json()["is_changed"], kept.json()["faults"]) == (
        ["REVIEW", "COOPERATE", "APPROVE", "REFER"],
        True,
        [],
    )
    assert Caller(world, "e-예").ask("get", f"{path}/line").status_code == 404
    handed = desk.ask("post", f"{path}/submissions", {}, etag=etag)
    assert [step["kind"] for step in handed.json()["line"]] == [
        "DRAFT",
        "REVIEW",
        "COOPERATE",
        "APPROVE",
        "REFER",
    ]


def test_favourite_lines_over_rest(world: World, office: Office) -> None:
    desk = Caller(world, "e-김")
    body = {"name": "예산팀 협조", "groups": [{"kind": "COOPERATE", "seats": ["DUTY:ASSET_MANAGER"]}]}
    made = desk.ask("post", "/favourite-lines", body)
    assert (made.status_code, made.json()["groups"][0]["mode"]) == (201, "SERIAL")
    listed = desk.ask("get", "/favourite-lines").json()["items"]
    assert [one["name"] for one in listed] == ["예산팀 협조"]
    assert Caller(world, "e-김2").ask("get", "/favourite-lines").json()["items"] == []
    path = f"/favourite-lines/{made.json()['id']}"
    assert Caller(world, "e-김2").ask("delete", path, etag=made["ETag"]).status_code == 404
    assert desk.ask("delete", path, etag=made["ETag"]).status_code == 204


def test_lines_of_a_department_over_rest(world: World, office: Office) -> None:
    body = {"name": "예산팀 협조", "groups": [{"kind": "COOPERATE", "seats": ["DUTY:ASSET_MANAGER"]}]}
    refused = Caller(world, "e-김").ask("post", "/department-lines", body)
    assert (refused.status_code, refused.json()["code"]) == (403, "ONLY_THE_HEAD")
    head = Caller(world, "e-박")
    made = head.ask("post", "/department-lines", body)
    assert (made.status_code, made.json()["saved_by_name"]) == (201, "박")
    assert made.json()["department_id"] == str(office.departments["공연사업팀"])
    listed = Caller(world, "e-김2").ask("get", "/department-lines").json()["items"]
    assert [one["name"] for one in listed] == ["예산팀 협조"]
    assert Caller(world, "e-예").ask("get", "/department-lines").json()["items"] == []
    path = f"/department-lines/{made.json()['id']}"
    assert Caller(world, "e-김").ask("delete", path, etag=made["ETag"]).status_code == 403
    assert head.ask("delete", path, etag=made["ETag"]).status_code == 204


def test_forms_are_versions_and_documents_keep_theirs(world: World, office: Office) -> None:
    manager = Caller(world, "e-기")
    body = {
        "code": "EVENT",
        "name": "행사 계획",
        "business_type": "policy_detail_plan",
        "fields_asked": [{"name": "total", "label": "예산", "type": "WON", "feeds": "AMOUNT"}],
        "body": {"html": "<p>1. 목적</p><p>2. 내용</p><script>x</script>"},
    }
    assert Caller(world, "e-김").ask("post", "/approval-forms", body).status_code == 403
    made = manager.ask("post", "/approval-forms", body)
    assert (made.status_code, made.json()["number"]) == (201, 1)
    path = f"/approval-forms/{made.json()['id']}"
    desk = Caller(world, "e-김")
    document = desk.ask("post", "/official-documents", {"form_code": "EVENT"}).json()
    assert [block["type"] for block in document["body"]["blocks"]] == ["item", "item"]
    content = {"name": "행사 추진계획", "business_type": "policy_basic_plan"}
    again = manager.ask("post", f"{path}/versions", content, etag=made["ETag"])
    assert (again.status_code, again.json()["number"]) == (201, 2)
    stale = manager.ask("post", f"{path}/versions", content, etag=made["ETag"])
    assert (stale.status_code, stale.json()["code"]) == (412, "STALE_VERSION")
    kept = desk.ask("get", f"/official-documents/{document['id']}").json()
    assert kept["form_version"] == 1
    versions = desk.ask("get", f"{path}/versions").json()["items"]
    assert [(one["number"], one["name"]) for one in versions] == [(2, "행사 추진계획"), (1, "행사 계획")]
    now = desk.ask("get", path)
    assert desk.ask("patch", path, {"is_active": False}, etag=now["ETag"]).status_code == 403
    retired = manager.ask("patch", path, {"is_active": False}, etag=now["ETag"])
    assert (retired.status_code, retired.json()["is_active"]) == (200, False)
    assert desk.ask("post", "/official-documents", {"form_code": "EVENT"}).status_code == 404
    found = desk.ask("get", "/approval-forms?is_active=false").json()["items"]
    assert [one["code"] for one in found] == ["EVENT"]


def test_people_are_picked_over_rest(world: World, office: Office) -> None:
    desk = Caller(world, "e-김")
    within = office.departments["공연본부"]
    found = desk.ask("get", f"/people-choices?department={within}").json()["items"]
    assert sorted(one["name"] for one in found) == ["김", "김2", "박", "오", "이"]
    [one] = desk.ask("get", "/people-choices?q=회계팀").json()["items"]
    assert (one["name"], one["is_head"], one["is_away"]) == ("회", True, False)
    assert UUID(one["department_id"]) == office.departments["회계팀"]
