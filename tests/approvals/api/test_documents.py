"""Documents over REST: the whole road, keys that are sent twice, versions, refusals."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from approvals.models import OfficialDocument, Signature
from core.ids import uuid7
from identity.models import User
from records.models import NumberSeries
from tenants.context import institution
from tests.approvals import stand_in
from tests.approvals.kit import TEXT, Office, found_office
from tests.people import client_of, grant
from tests.worlds import World

BASE = "/api/v1/official-documents"


class Desk:
    """A person at the REST interface."""

    def __init__(self, world: World, login_name: str) -> None:
        self.browser: Client = client_of(world.culture, login_name)

    def post(self, path: str, body: dict[str, Any], *, etag: str = "", key: UUID | None = None) -> Any:
        headers = {"Idempotency-Key": str(key or uuid7())} | ({"If-Match": etag} if etag else {})
        return self.browser.post(
            BASE + path, json.dumps(body), content_type="application/json", headers=headers
        )

    def patch(self, path: str, body: dict[str, Any], etag: str) -> Any:
        return self.browser.patch(
            BASE + path, json.dumps(body), content_type="application/json", headers={"If-Match": etag}
        )

    def get(self, path: str) -> Any:
        return self.browser.get(BASE + path)


@pytest.fixture
def office(world: World) -> Iterator[Office]:
    with institution(world.culture), stand_in.stand_in():
        office = found_office()
        for login in User.objects.filter(login_name__startswith="e-").values_list("login_name", flat=True):
            grant(login, "approvals.document.draft", "approvals.document.view")
        yield office


def _desk(world: World, name: str) -> Desk:
    return Desk(world, f"e-{name}")


def _submitted(world: World, office: Office, **values: Any) -> dict[str, Any]:
    desk = _desk(world, "김")
    given = {**TEXT, "form_code": "PROPOSAL", "record_file_id": str(office.file_id), "amount": "3000000"}
    made = desk.post("", {**given, **values})
    assert made.status_code == 201, made.content
    body = made.json()
    handed = desk.post(f"/{body['id']}/submissions", {}, etag=made["ETag"])
    assert handed.status_code == 201, handed.content
    return {**handed.json(), "etag": handed["ETag"]}


def _step(document: dict[str, Any], kind: str) -> str:
    return str(next(step["id"] for step in document["line"] if step["kind"] == kind))


def _sign(desk: Desk, document: dict[str, Any], kind: str, *, key: UUID | None = None, **more: Any) -> Any:
    body = {"step_id": _step(document, kind), **more}
    return desk.post(f"/{document['id']}/signatures", body, etag=document["etag"], key=key)


def test_a_document_goes_its_way_over_rest(world: World, office: Office) -> None:
    document = _submitted(world, office)
    assert [step["state"] for step in document["line"]] == ["SIGNED", "ACTIVE", "WAITING"]
    assert _sign(_desk(world, "예"), document, "COOPERATE").status_code == 201
    final = _sign(_desk(world, "박"), document, "APPROVE")
    body = final.json()
    assert (body["state"], body["number_text"], body["business_type"]) == (
        "APPROVED",
        "공연사업팀-1",
        "spending_proposal",
    )
    listed = _desk(world, "김").get("?state=APPROVED").json()
    assert [one["id"] for one in listed["items"]] == [document["id"]]


def test_ra_04_one_key_one_effect_and_the_same_answer(world: World, office: Office) -> None:
    stand_in.fund(10_000_000)
    ref = stand_in.record(2_000_000)
    subject = {"subject_type": ref.subject_type, "subject_id": str(ref.subject_id)}
    document = _submitted(world, office, subjects=[subject])
    _sign(_desk(world, "예"), document, "COOPERATE")
    key = uuid7()
    answers = [_sign(_desk(world, "박"), document, "APPROVE", key=key) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert answers[1]["Idempotency-Replayed"] == "true"
    with institution(world.culture):
        assert Signature.objects.filter(document_id=document["id"]).count() == 3
        assert NumberSeries.objects.get(year__gte=2026, department_code="E03").last == 1
        assert (stand_in.value_of(ref)["effects"], stand_in.reserved()) == (1, 2_000_000)
    again = _sign(_desk(world, "박"), document, "APPROVE")
    assert (again.status_code, again.json()["code"]) == (409, "E-APR-011")


def test_ra_10_a_refused_key_may_be_tried_again(world: World, office: Office) -> None:
    stand_in.fund(2_000_000)
    ref = stand_in.record(2_000_000)
    subject = {"subject_type": ref.subject_type, "subject_id": str(ref.subject_id)}
    document = _submitted(world, office, subjects=[subject])
    _sign(_desk(world, "예"), document, "COOPERATE")
    with institution(world.culture):
        stand_in.fund(1_999_999)
    key = uuid7()
    refused = _sign(_desk(world, "박"), document, "APPROVE", key=key)
    assert (refused.status_code, refused.json()["code"]) == (409, "E-APR-032")
    assert "E-BUD-002" in refused.json()["detail"]
    with institution(world.culture):
        stand_in.fund(2_000_000)
    done = _sign(_desk(world, "박"), document, "APPROVE", key=key)
    assert (done.status_code, done.json()["state"]) == (201, "APPROVED")


def test_dc_05_an_approved_document_is_not_edited_over_rest(world: World, office: Office) -> None:
    document = _submitted(world, office)
    _sign(_desk(world, "예"), document, "COOPERATE")
    _sign(_desk(world, "박"), document, "APPROVE")
    desk = _desk(world, "김")
    etag = desk.get(f"/{document['id']}")["ETag"]
    refused = desk.patch(f"/{document['id']}", {"title": "가을 공연 무대 장비 임차."}, etag)
    assert (refused.status_code, refused.json()["code"]) == (409, "E-DOC-010")
    with institution(world.culture):
        assert OfficialDocument.objects.get(pk=document["id"]).title == TEXT["title"]


def test_a_stale_reader_must_read_again(world: World, office: Office) -> None:
    document = _submitted(world, office, amount="5000000")
    edited = _desk(world, "박").post(
        f"/{document['id']}/edits",
        {"step_id": _step(document, "REVIEW"), "changes": {"title": "고친 제목"}},
        etag=document["etag"],
    )
    assert (edited.status_code, edited.json()["content_version"]) == (201, 2)
    stale = _sign(_desk(world, "박"), document, "REVIEW")
    assert (stale.status_code, stale.json()["code"]) == (412, "E-APR-012")
    missing = _desk(world, "박").post(f"/{document['id']}/signatures", {"step_id": _step(document, "REVIEW")})
    assert missing.status_code == 428


def test_a_line_by_positions_and_warnings(world: World, office: Office) -> None:
    desk = _desk(world, "김")
    given = {**TEXT, "form_code": "PROPOSAL", "record_file_id": str(office.file_id), "amount": "3000000"}
    made = desk.post("", given)
    seats = {name: f"HEAD_OF:{office.departments[name]}" for name in ("예산팀", "회계팀", "공연사업팀")}
    groups = [
        {"kind": "COOPERATE", "seats": [seats["예산팀"], seats["회계팀"]], "mode": "PARALLEL"},
        {"kind": "APPROVE", "seats": [seats["공연사업팀"]]},
    ]
    path = f"/{made.json()['id']}/submissions"
    lacking = desk.post(path, {"groups": groups[1:]}, etag=made["ETag"])
    assert (lacking.status_code, lacking.json()["code"]) == (409, "E-APR-003")
    handed = desk.post(path, {"groups": groups}, etag=made["ETag"])
    assert handed.status_code == 201, handed.content
    assert [step["state"] for step in handed.json()["line"]] == ["SIGNED", "ACTIVE", "ACTIVE", "WAITING"]


def test_bulk_signatures_answer_for_each_document(world: World, office: Office) -> None:
    ready, waiting = _submitted(world, office), _submitted(world, office)
    _sign(_desk(world, "예"), ready, "COOPERATE")
    items = [
        {"document_id": one["id"], "step_id": _step(one, "APPROVE"), "version": one["version"]}
        for one in (ready, waiting)
    ]
    key = uuid7()
    for _ in range(2):
        answer = _desk(world, "박").post("/bulk-signatures", {"items": items}, key=key)
        assert answer.status_code == 200, answer.content
        results = answer.json()["results"]
        assert [one["number_text"] for one in results] == ["공연사업팀-1", ""]
        assert [one["code"] for one in results] == ["", "E-APR-010"]


def test_whoever_has_no_part_in_it_learns_nothing(world: World, office: Office) -> None:
    document = _submitted(world, office, disclosure="CLOSED", grounds=[5])
    answer = _desk(world, "인").get(f"/{document['id']}")
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")


def test_a_stranger_signs_nothing_over_rest(world: World, office: Office) -> None:
    document = _submitted(world, office)
    stranger = _sign(_desk(world, "인"), document, "COOPERATE")
    assert (stranger.status_code, stranger.json()["code"]) == (403, "E-APR-013")
    with institution(world.culture):
        assert Signature.objects.filter(document_id=document["id"]).count() == 1


def test_a_question_is_asked_and_answered_over_rest(world: World, office: Office) -> None:
    document = _submitted(world, office)
    asked = {"step_id": _step(document, "COOPERATE"), "opinion": "견적은 몇 곳입니까?"}
    made = _desk(world, "예").post(f"/{document['id']}/questions", asked)
    assert (made.status_code, made["ETag"]) == (201, document["etag"])
    [question] = made.json()["opinions"]
    assert (question["kind"], question["answers"], question["author_name"]) == ("QUESTION", None, "예")
    stranger = _desk(world, "회").post(f"/{document['id']}/questions", asked)
    assert (stranger.status_code, stranger.json()["code"]) == (403, "E-APR-013")
    given = {"question_id": question["id"], "text": "세 곳입니다."}
    answered = _desk(world, "김").post(f"/{document['id']}/question-answers", given)
    assert answered.status_code == 201
    [_question, answer] = answered.json()["opinions"]
    assert (answer["kind"], answer["answers"], answer["text"]) == ("ANSWER", question["id"], "세 곳입니다.")
    again = _desk(world, "김").post(f"/{document['id']}/question-answers", given)
    assert (again.status_code, again.json()["code"]) == (409, "E-APR-011")
