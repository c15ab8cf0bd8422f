"""Phrases, marked forms, own documents, reminders, delays and related documents over REST."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from approvals.models import OfficialDocument
from core.ids import uuid7
from tenants.context import institution
from tests.approvals.desk_papers import a_plan
from tests.people import client_of
from tests.worlds import World

BASE = "/api/v1"


@pytest.fixture
def drafter(world: World) -> Client:
    return client_of(world.culture, "drafter")


def ask(client: Client, method: str, path: str, body: Any = None, etag: str = "") -> Any:
    headers = {"Idempotency-Key": str(uuid7())} if method == "post" else {}
    if etag:
        headers["If-Match"] = etag
    options: dict[str, Any] = {"headers": headers}
    if body is not None:
        options |= {"data": json.dumps(body), "content_type": "application/json"}
    return getattr(client, method)(BASE + path, **options)


def test_phrases_are_kept_and_given_up(world: World, drafter: Client) -> None:
    made = ask(drafter, "post", "/opinion-phrases", {"text": "계획대로 추진 바랍니다."})
    assert made.status_code == 201
    (listed,) = ask(drafter, "get", "/opinion-phrases").json()["items"]
    assert (listed["text"], listed["ordinal"]) == ("계획대로 추진 바랍니다.", 1)
    other = client_of(world.culture, "chief")
    path, etag = f"/opinion-phrases/{listed['id']}", '"1"'
    assert ask(other, "delete", path, etag=etag).status_code == 404
    assert ask(drafter, "delete", path, etag=etag).status_code == 204
    assert ask(drafter, "get", "/opinion-phrases").json()["items"] == []


def test_phrases_are_put_in_order(world: World, drafter: Client) -> None:
    texts = ("첫째 문구", "둘째 문구", "셋째 문구")
    made = [ask(drafter, "post", "/opinion-phrases", {"text": text}).json()["id"] for text in texts]
    wanted = {"phrase_ids": [made[2], made[0]]}
    found = ask(drafter, "post", "/opinion-phrase-orders", wanted).json()["items"]
    assert [(one["text"], one["ordinal"]) for one in found] == [
        ("셋째 문구", 1),
        ("첫째 문구", 2),
        ("둘째 문구", 3),
    ]
    other = client_of(world.culture, "chief")
    assert ask(other, "post", "/opinion-phrase-orders", wanted).status_code == 404
    assert [one["text"] for one in ask(drafter, "get", "/opinion-phrases").json()["items"]][0] == "셋째 문구"


def test_forms_carry_stars(world: World, drafter: Client) -> None:
    on = ask(drafter, "post", "/favourite-forms", {"form_code": "LETTER", "is_favourite": True})
    assert on.json() == {"items": ["LETTER"]}
    assert ask(drafter, "get", "/favourite-forms").json() == {"items": ["LETTER"]}
    unknown = {"form_code": "NONE", "is_favourite": True}
    assert ask(drafter, "post", "/favourite-forms", unknown).status_code == 404
    off = {"form_code": "LETTER", "is_favourite": False}
    assert ask(drafter, "post", "/favourite-forms", off).json() == {"items": []}


def test_own_documents_name_their_holder_and_take_a_reminder(world: World, drafter: Client) -> None:
    with institution(world.culture):
        document = a_plan("겨울 과정 계획", at=timezone.now() - timedelta(hours=2))
    (listed,) = ask(drafter, "get", "/own-documents").json()["items"]
    assert (listed["title"], listed["holder"], listed["holder_title"]) == (
        "겨울 과정 계획",
        "류해인",
        "본부장",
    )
    assert ask(drafter, "post", f"/official-documents/{document.pk}/reminders", {}).status_code == 200
    assert ask(drafter, "post", f"/official-documents/{document.pk}/reminders", {}).status_code == 409


def test_delays_are_asked_for_a_period(world: World) -> None:
    with institution(world.culture):
        a_plan("겨울 과정 계획", at=timezone.now() - timedelta(hours=2))
    chief = client_of(world.culture, "chief")
    found = ask(chief, "get", "/approval-delays").json()
    assert found["forms"] == []
    assert [one["title"] for one in found["oldest"]] == ["겨울 과정 계획"]
    assert ask(chief, "get", "/approval-delays?first=2026-13-01").status_code == 400


def test_a_draft_names_only_documents_its_drafter_may_read(world: World, drafter: Client) -> None:
    with institution(world.culture):
        earlier = a_plan("지난 계획")
        draft = a_plan("겨울 과정 계획", is_draft=True)
    path = f"/official-documents/{draft.pk}"
    etag = ask(drafter, "get", path)["ETag"]
    body = {"related": [str(earlier.pk)], "is_urgent": True}
    saved = ask(drafter, "patch", path, body, etag)
    assert saved.status_code == 200
    assert (saved.json()["related"], saved.json()["is_urgent"]) == ([str(earlier.pk)], True)
    refused = ask(drafter, "patch", path, {"related": [str(uuid7())]}, saved["ETag"])
    assert refused.status_code == 400
    with institution(world.culture):
        assert OfficialDocument.objects.get(pk=draft.pk).related == [str(earlier.pk)]
