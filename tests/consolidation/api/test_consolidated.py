from __future__ import annotations

import pytest
from django.test import Client

from consolidation.models import LookRecord
from core.ids import uuid7
from tenants.context import institution
from tests.consolidation.ledgers import write_example
from tests.people import client_of
from tests.worlds import World

MONTH = {"fiscal_year": "2026", "month": "11"}


@pytest.fixture
def officer(world: World) -> Client:
    write_example(world)
    return client_of(world.gov, "officer")


def test_execution_is_the_screens_matrix(officer: Client) -> None:
    answer = officer.get("/api/v1/consolidated-execution", MONTH | {"level": "GROUP"})

    assert answer.status_code == 200, answer.content
    body = answer.json()
    assert [column["code"] for column in body["columns"]] == ["100", "200", "300"]
    assert body["net"]["total"]["paid"] == "4100000"
    assert body["elimination"]["total"]["paid"] == "-30000"
    assert body["rows"][0]["total"]["rate"] == "71.46"


def test_trial_balance_and_reconciliation(officer: Client) -> None:
    balance = officer.get("/api/v1/consolidated-trial-balance", MONTH).json()
    pairs = officer.get("/api/v1/intercompany-reconciliation", MONTH).json()

    assert balance["debit_total"] == balance["credit_total"] == "460000"
    assert pairs["eliminated"] == "30000"
    assert [(pair["payer"], pair["receiver"]) for pair in pairs["pairs"]] == [("culture", "youth")]
    assert pairs["mismatches"] == []


def test_items_of_one_cell_sum_to_it(officer: Client) -> None:
    body = officer.get("/api/v1/institutions/culture/items", MONTH | {"column": "201"}).json()

    assert [(item["item_code"], item["paid"]) for item in body["items"]] == [("201-01", "400000")]


def test_members_only(officer: Client) -> None:
    body = officer.get("/api/v1/institutions").json()

    assert [item["code"] for item in body["items"]] == ["culture", "youth"]
    assert officer.get("/api/v1/institutions/stranger/items", MONTH).status_code == 404


def test_papers_want_a_reason(world: World, officer: Client) -> None:
    path = "/api/v1/institutions/culture/movements"

    assert officer.get(path, {"fiscal_year": "2026"}).status_code == 400
    given = officer.get(path, {"fiscal_year": "2026", "reason": "AUDIT"})
    assert given.status_code == 200, given.content
    with institution(world.gov):
        look = LookRecord.objects.get(screen="MOVEMENTS")
    assert (look.institution_code, look.reason, look.facts) == ("culture", "AUDIT", {"api": 1})
    log = officer.get("/api/v1/look-records").json()
    assert [item["screen"] for item in log["items"]] == ["MOVEMENTS"]


def test_transfer_is_recorded_once(officer: Client) -> None:
    body = {
        "fiscal_year": 2026,
        "paid_on": "2026-03-02",
        "institution_code": "culture",
        "item_code": "306-01",
        "amount": "5000000",
    }
    key = {"Idempotency-Key": str(uuid7())}
    first = officer.post("/api/v1/parent-transfers", body, content_type="application/json", headers=key)
    again = officer.post("/api/v1/parent-transfers", body, content_type="application/json", headers=key)

    assert first.status_code == 201, first.content
    assert again.json() == first.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert len(officer.get("/api/v1/parent-transfers").json()["items"]) == 1


def test_impossible_transfer_is_refused_with_its_places(officer: Client) -> None:
    body = {
        "fiscal_year": 2026,
        "paid_on": "2024-03-02",
        "institution_code": "culture",
        "item_code": "999-99",
        "amount": "0",
    }
    answer = officer.post(
        "/api/v1/parent-transfers",
        body,
        content_type="application/json",
        headers={"Idempotency-Key": str(uuid7())},
    )

    assert answer.status_code == 409
    assert answer.json()["code"] == "PARENT_TRANSFER_REFUSED"
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["/amount", "/item_code", "/paid_on"]
    assert officer.get("/api/v1/parent-transfers").json()["items"] == []
