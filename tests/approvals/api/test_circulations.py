"""공람 of finished documents: by service rules, over REST and on the screen."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from approvals.models import ApprovalStep, DocumentNotice, OfficialDocument, Signature
from approvals.queries.integrity import faults_of
from core.ids import uuid7
from core.models import AuditEntry
from tenants.context import institution
from tests.approvals.web.paper_kit import act, made, now, steps
from tests.people import client_of, user
from tests.worlds import World

BASE = "/api/v1/official-documents"


@pytest.fixture
def drafter(world: World) -> Client:
    return client_of(world.culture, "drafter")


def finished(world: World, **values: Any) -> OfficialDocument:
    document = made(world, **values)
    assert act(world, client_of(world.culture, "chief"), document, "sign").status_code == 302
    return now(world, document)


def ids(world: World, *names: str) -> list[str]:
    with institution(world.culture):
        return [str(user(name).pk) for name in names]


def send(client: Client, document: OfficialDocument, people: list[str], **more: str) -> Any:
    return client.post(
        f"{BASE}/{document.pk}/circulations",
        json.dumps({"people": people, **more}),
        content_type="application/json",
        headers={"Idempotency-Key": str(uuid7())},
    )


def test_colleagues_get_the_document_to_read_and_confirm_it(world: World, drafter: Client) -> None:
    document = finished(world)
    cashier = client_of(world.culture, "cashier")
    assert cashier.get(f"{BASE}/{document.pk}").status_code == 404
    answer = send(drafter, document, ids(world, "cashier", "inspector"), reason="행사 준비에 참고")
    assert answer.status_code == 201, answer.content
    added = [one for one in answer.json()["line"] if one["kind"] == "CIRCULATE"]
    assert [(one["state"], one["basis"]) for one in added] == [("ACTIVE", "공람: 행사 준비에 참고")] * 2
    with institution(world.culture):
        told = DocumentNotice.objects.filter(document=document, kind="YOUR_TURN", text="행사 준비에 참고")
        assert sorted(told.values_list("person__login_name", flat=True)) == ["cashier", "inspector"]
        assert AuditEntry.objects.filter(verb="document_circulated", subject_id=document.pk).count() == 1
    assert document.title in cashier.get("/inbox/?box=CIRCULATED").content.decode()
    mine = next(one["id"] for one in added if one["person_id"] == ids(world, "cashier")[0])
    read = cashier.post(
        f"{BASE}/{document.pk}/reading-confirmations",
        json.dumps({"step_id": mine}),
        content_type="application/json",
        headers={"Idempotency-Key": str(uuid7())},
    )
    assert read.status_code == 201, read.content
    with institution(world.culture):
        assert ApprovalStep.objects.get(pk=mine).state == "SIGNED"
        assert Signature.objects.filter(document=document).count() == 2
        assert faults_of(OfficialDocument.objects.get(pk=document.pk)) == []


def test_nobody_gets_a_document_twice(world: World, drafter: Client) -> None:
    document = finished(world)
    (cashier,) = ids(world, "cashier")
    assert send(drafter, document, [cashier, cashier]).status_code == 201
    again = send(drafter, document, [cashier])
    assert again.status_code == 400
    assert "새로 공람할 사람을 고르십시오." in again.content.decode()
    assert send(drafter, document, [str(uuid7())]).status_code == 400
    assert [one.kind for one in steps(world, document)] == ["DRAFT", "APPROVE", "CIRCULATE"]


def test_only_finished_documents_are_circulated(world: World, drafter: Client) -> None:
    document = made(world)
    assert send(drafter, document, ids(world, "cashier")).json()["code"] == "INVALID_MOVE"
    assert [one.kind for one in steps(world, document)] == ["DRAFT", "APPROVE"]


def test_colleagues_of_the_department_circulate_what_is_open_others_do_not(world: World) -> None:
    document = finished(world)
    colleague = client_of(world.culture, "inspector")
    assert send(colleague, document, ids(world, "cashier")).status_code == 201
    reader = client_of(world.culture, "cashier")
    refused = send(reader, document, ids(world, "budget"))
    assert (refused.status_code, refused.json()["code"]) == (403, "E-APR-013")
    stranger = client_of(world.culture, "assessor")
    assert send(stranger, document, ids(world, "budget")).status_code == 404
    assert [one.kind for one in steps(world, document)] == ["DRAFT", "APPROVE", "CIRCULATE"]


def test_a_closed_document_is_circulated_by_who_drafted_or_decided_it(world: World, drafter: Client) -> None:
    document = finished(world, disclosure="CLOSED", grounds=[6])
    colleague = client_of(world.culture, "inspector")
    assert send(colleague, document, ids(world, "cashier")).status_code == 404
    assert send(drafter, document, ids(world, "cashier")).status_code == 201
    reader = client_of(world.culture, "cashier")
    assert send(reader, document, ids(world, "budget")).status_code == 403
    assert send(client_of(world.culture, "chief"), document, ids(world, "budget")).status_code == 201


def test_the_department_box_leads_to_the_people_to_choose(world: World, drafter: Client) -> None:
    document = finished(world)
    page = drafter.get(f"/documents/department/?department={document.department_id}").content.decode()
    assert f"/documents/{document.pk}/circulate/" in page
    place = f"/documents/{document.pk}/circulate/"
    shown = drafter.get(place).content.decode()
    cashier, chief = ids(world, "cashier", "chief")
    assert f'value="{cashier}"' in shown
    empty = drafter.post(place, {"act": "circulate", "why": "참고"})
    assert empty.status_code == 400
    done = drafter.post(place, {"act": "circulate", "why": "참고", "person": [cashier, chief]})
    assert done["Location"] == f"/documents/{document.pk}/"
    shown = drafter.get(place).content.decode()
    assert f'value="{cashier}"' not in shown
    assert "아직 읽지 않음" in shown
    assert client_of(world.culture, "assessor").get(place).status_code == 404
