"""The spending line over REST: from proposal to payment, refusals with their figures, keys and versions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from accounting.models import BankAccount, BudgetLine, Journal
from approvals.models import Signature
from approvals.queries.subjects import document_of, line_of
from core.ids import uuid7
from records.models import RegistryEntry
from tenants.context import institution
from tests.accounting.books import department, line_with
from tests.accounting.spending_kit import (
    direct_commitment,
    payee,
    submitted_voucher,
    voucher_input,
    voucher_row,
)
from tests.people import client_of, grant
from tests.worlds import World

BASE = "/api/v1"
DRAFTER = (
    "accounting.proposal.view",
    "accounting.proposal.draft",
    "accounting.commitment.view",
    "accounting.commitment.draft",
    "accounting.payment_voucher.view",
    "accounting.payment_voucher.draft",
    "accounting.payment_order.create",
    "accounting.payment_order.view",
)
APPROVER = (
    "accounting.proposal.view",
    "accounting.proposal.approve",
    "accounting.commitment.approve",
    "accounting.commitment.view",
)
DISBURSER = (
    "accounting.payment_voucher.view",
    "accounting.payment_voucher.approve",
    "accounting.payment_order.view",
    "accounting.payment_order.sign",
)
CASHIER = ("accounting.payment_order.view", "accounting.payment_order.settle")


@dataclass
class Desk:
    """A person at the REST interface."""

    browser: Client

    def post(self, path: str, body: dict[str, Any], *, etag: str = "", key: UUID | None = None) -> Any:
        headers = {"Idempotency-Key": str(key or uuid7())} | ({"If-Match": etag} if etag else {})
        return self.browser.post(
            BASE + path, json.dumps(body), content_type="application/json", headers=headers
        )

    def get(self, path: str) -> Any:
        return self.browser.get(BASE + path)


@pytest.fixture
def desks(world: World) -> dict[str, Desk]:
    wanted = {"drafter": DRAFTER, "approver": APPROVER, "disburser": DISBURSER, "cashier": CASHIER}
    with institution(world.culture):
        for name, codes in wanted.items():
            grant(name, *codes)
    return {name: Desk(client_of(world.culture, name)) for name in (*wanted, "budget", "chief", "outsider")}


@pytest.fixture
def line(world: World) -> BudgetLine:
    with institution(world.culture):
        return line_with("201-01", original=10_000_000, allotted=10_000_000)


def proposal_body(world: World, line: BudgetLine, amount: str) -> dict[str, Any]:
    with institution(world.culture):
        return {
            "fiscal_year": 2026,
            "title": "사무용품 구입",
            "document_date": "2026-03-10",
            "department_id": str(department().pk),
            "kind": "OTHER",
            "rows": [{"line_id": str(line.pk), "amount": amount}],
        }


def made(response: Any) -> dict[str, Any]:
    assert response.status_code == 201, response.content.decode()
    return response.json()


def test_from_proposal_to_payment(world: World, desks: dict[str, Desk], line: BudgetLine) -> None:
    drafter, approver, disburser, cashier, budget, chief = (
        desks[n] for n in ("drafter", "approver", "disburser", "cashier", "budget", "chief")
    )
    proposal = drafter.post("/spending-proposals", proposal_body(world, line, "1100000"))
    path = f"/spending-proposals/{made(proposal)['id']}"
    submitted = drafter.post(f"{path}/submissions", {}, etag=proposal["ETag"])
    assert made(submitted)["number"] == "PP2026-G-000001"
    assert made(proposal)["document_id"] is None
    document = made(submitted)["document_id"]
    agreed = budget.post(f"{path}/approvals", {"decision": "APPROVE"}, etag=submitted["ETag"])
    assert (made(agreed)["state"], made(agreed)["document_id"]) == ("SUBMITTED", document)
    decided = chief.post(f"{path}/approvals", {"decision": "APPROVE"}, etag=agreed["ETag"])
    assert made(decided)["state"] == "APPROVED"
    shown = chief.get(f"/official-documents/{document}").json()
    assert (shown["state"], shown["title"]) == ("APPROVED", "사무용품 구입")

    with institution(world.culture):
        partner = payee()
    body = {
        "fiscal_year": 2026,
        "title": "사무용품 구입",
        "document_date": "2026-03-10",
        "department_id": made(proposal)["department_id"],
        "kind": "OTHER",
        "proposal_id": made(proposal)["id"],
        "partner_id": str(partner.pk),
        "rows": [{"proposal_row_id": made(decided)["rows"][0]["id"], "amount": "1100000"}],
    }
    commitment = drafter.post("/commitments", body)
    path = f"/commitments/{made(commitment)['id']}"
    submitted = drafter.post(f"{path}/submissions", {}, etag=commitment["ETag"])
    decided = approver.post(f"{path}/approvals", {"decision": "APPROVE"}, etag=submitted["ETag"])
    row_id = made(decided)["rows"][0]["id"]

    body = {
        "fiscal_year": 2026,
        "title": "사무용품 대금",
        "document_date": "2026-03-10",
        "department_id": made(proposal)["department_id"],
        "evidence": [{"kind": "CARD_SLIP", "reference": "1"}],
        "rows": [{"commitment_row_id": row_id, "partner_id": str(partner.pk), "amount": "1100000"}],
    }
    voucher = drafter.post("/payment-vouchers", body)
    path = f"/payment-vouchers/{made(voucher)['id']}"
    submitted = drafter.post(f"{path}/submissions", {}, etag=voucher["ETag"])
    decided = disburser.post(f"{path}/approvals", {"decision": "APPROVE"}, etag=submitted["ETag"])
    assert made(decided)["rows"][0]["account_last4"] == "9012"

    with institution(world.culture):
        bank = BankAccount.objects.get(account_code="11102")
    body = {
        "voucher_ids": [made(voucher)["id"]],
        "bank_account_id": str(bank.pk),
        "pay_on": "2026-03-10",
    }
    order = drafter.post("/payment-orders", body)
    path = f"/payment-orders/{made(order)['id']}"
    handed_in = drafter.post(f"{path}/submissions", {}, etag=order["ETag"])
    signed = disburser.post(f"{path}/approvals", {"decision": "APPROVE"}, etag=handed_in["ETag"])
    sent = disburser.post(f"{path}/dispatches", {}, etag=signed["ETag"])
    lines = [row["id"] for row in made(sent)["lines"]]
    paid = cashier.post(
        f"{path}/executions", {"line_ids": lines, "executed_on": "2026-03-10"}, etag=sent["ETag"]
    )
    assert made(paid)["state"] == "EXECUTED"
    with institution(world.culture):
        line.refresh_from_db()
        assert (line.reserved, line.committed, line.paid) == (0, 1_100_000, 1_100_000)


def test_ra_04_the_final_click_sent_twice_posts_one_journal(
    world: World, desks: dict[str, Desk], line: BudgetLine
) -> None:
    with institution(world.culture):
        grant("disburser", "approvals.document.view")
        commitment = direct_commitment((line, 1_000_000))
        voucher = submitted_voucher(voucher_input(commitment, [voucher_row(commitment, 400_000, payee())]))
        document_id = document_of("payment_voucher", voucher.pk).document_id  # type: ignore[union-attr]
        [step] = line_of(document_id).open_steps  # type: ignore[union-attr]
        assert not Journal.objects.filter(document_id=voucher.pk).exists()
    path, key = f"/official-documents/{document_id}", uuid7()
    etag = desks["disburser"].get(path)["ETag"]
    given = {"step_id": str(step.step_id)}
    first, second = (
        desks["disburser"].post(f"{path}/signatures", given, etag=etag, key=key) for _ in range(2)
    )
    assert (made(first)["state"], made(first)["number_text"]) == ("APPROVED", made(second)["number_text"])
    assert made(second) == made(first)
    with institution(world.culture):
        assert Journal.objects.filter(document_id=voucher.pk).count() == 1
        assert Signature.objects.filter(step_id=step.step_id).count() == 1
        assert RegistryEntry.objects.filter(document_id=document_id).count() == 1


def test_a_refusal_shows_the_budget(world: World, desks: dict[str, Desk], line: BudgetLine) -> None:
    drafter = desks["drafter"]
    proposal = drafter.post("/spending-proposals", proposal_body(world, line, "10000001"))
    path = f"/spending-proposals/{made(proposal)['id']}/submissions"
    refused = drafter.post(path, {}, etag=proposal["ETag"])
    assert refused.status_code == 409
    problem = refused.json()
    assert problem["code"] == "E-BUD-002"
    assert problem["facts"]["short"] == "1" or problem["facts"]["short"] == 1
    assert problem["budget"]["requested"] == "10000001"
    assert drafter.get(f"/spending-proposals/{made(proposal)['id']}").json()["state"] == "DRAFT"


def test_the_same_key_answers_the_same_document(
    world: World, desks: dict[str, Desk], line: BudgetLine
) -> None:
    key, body = uuid7(), proposal_body(world, line, "1000")
    first = desks["drafter"].post("/spending-proposals", body, key=key)
    second = desks["drafter"].post("/spending-proposals", body, key=key)
    assert made(first)["id"] == made(second)["id"]
    assert second["Idempotency-Replayed"] == "true"


def test_stale_versions_and_missing_ones(world: World, desks: dict[str, Desk], line: BudgetLine) -> None:
    drafter = desks["drafter"]
    proposal = drafter.post("/spending-proposals", proposal_body(world, line, "1000"))
    path = f"/spending-proposals/{made(proposal)['id']}/submissions"
    assert drafter.post(path, {}).status_code == 428
    assert drafter.post(path, {}, etag='"7"').status_code == 412


def test_rights_and_other_institutions(world: World, desks: dict[str, Desk], line: BudgetLine) -> None:
    proposal = made(desks["drafter"].post("/spending-proposals", proposal_body(world, line, "1000")))
    assert desks["outsider"].get(f"/spending-proposals/{proposal['id']}").status_code == 403
    with institution(world.youth):
        grant("drafter", *DRAFTER)
    stranger = Desk(client_of(world.youth, "drafter"))
    assert stranger.get(f"/spending-proposals/{proposal['id']}").status_code == 404


def test_unknown_references_are_not_found(world: World, desks: dict[str, Desk], line: BudgetLine) -> None:
    body = proposal_body(world, line, "1000") | {"department_id": str(uuid7())}
    assert desks["drafter"].post("/spending-proposals", body).status_code == 404
    body = proposal_body(world, line, "1000")
    body["rows"][0]["line_id"] = str(uuid7())
    assert desks["drafter"].post("/spending-proposals", body).json()["code"] == "E-BUD-001"


def test_lists_are_filtered(world: World, desks: dict[str, Desk], line: BudgetLine) -> None:
    desks["drafter"].post("/spending-proposals", proposal_body(world, line, "1000"))
    found = desks["drafter"].get("/spending-proposals?state=DRAFT&fiscal_year=2026&count=true").json()
    assert [item["total_amount"] for item in found["items"]] == ["1000"]
    assert desks["drafter"].get("/spending-proposals?state=APPROVED").json()["items"] == []
    assert desks["drafter"].get("/spending-proposals?nonsense=1").status_code == 400
