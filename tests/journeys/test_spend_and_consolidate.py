"""The main story over REST, by people with their preset roles only.

Given a budget, 윤하늘 proposes, is refused, proposes less; 나도현 and 류해인 sign; the line commits; it is delivered,
inspected by 정다온, vouchered, paid by 한지민 and 오세라; 강민서 of the city sees it a moment later and drills down to the
masked voucher.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounting.models import BankAccount, BudgetLine
from core.ids import uuid7
from core.periods import day_of
from tenants.context import institution
from tests.accounting.books import department, line_with
from tests.people import client_of
from tests.worlds import World

YEAR = 2026
PAYEE = "홍길동"


@dataclass
class Person:
    """Somebody at the REST interface."""

    client: Client

    def get(self, path: str) -> Any:
        answer = self.client.get(f"/api/v1/{path}")
        assert answer.status_code == 200, (path, answer.status_code, answer.content.decode())
        return answer.json()

    def post(self, path: str, body: dict[str, Any], *, expect: int = 201, version: int | None = None) -> Any:
        headers = {"Idempotency-Key": str(uuid7())}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        answer = self.client.post(f"/api/v1/{path}", body, content_type="application/json", headers=headers)
        assert answer.status_code == expect, (path, answer.status_code, answer.content.decode())
        return answer.json()

    def act(self, resource: str, document: dict[str, Any], act: str, body: Any = None, **kwargs: Any) -> Any:
        now = self.get(f"{resource}/{document['id']}")
        return self.post(f"{resource}/{document['id']}/{act}", body or {}, version=now["version"], **kwargs)


@dataclass
class Office:
    """The people of the story, the line they spend and today."""

    drafter: Person
    inspector: Person
    approver: Person
    disburser: Person
    cashier: Person
    officer: Person
    budget: Person
    chief: Person
    head: Person
    line: str
    department: str
    bank_account: str
    today: str

    def signed(self, resource: str, document: dict[str, Any], *people: Person) -> dict[str, Any]:
        """The paper after these people have signed their steps of its line, the last one deciding."""
        states = []
        for person in people:
            said = person.act(resource, document, "approvals", {"decision": "APPROVE"})
            states.append(said["state"])
        assert states == ["SUBMITTED"] * (len(people) - 1) + ["APPROVED"]
        return said


@pytest.fixture
def office(world: World, workday: datetime) -> Office:
    def person(name: str, tenant: Any = world.culture) -> Person:
        return Person(client_of(tenant, name))

    with institution(world.culture):
        line = line_with(original=125_000_000, allotted=95_000_000, committed=82_000_000, paid=60_000_000)
        where, account = department().pk, BankAccount.objects.get(account_code="11102").pk
    return Office(
        drafter=person("drafter"),
        inspector=person("inspector"),
        approver=person("approver"),
        disburser=person("disburser"),
        cashier=person("cashier"),
        officer=person("officer", world.gov),
        budget=person("budget"),
        chief=person("chief"),
        head=person("ceo"),
        line=str(line.pk),
        department=str(where),
        bank_account=str(account),
        today=day_of(workday).isoformat(),
    )


def _head(office: Office, title: str) -> dict[str, Any]:
    return {
        "fiscal_year": YEAR,
        "title": title,
        "document_date": office.today,
        "department_id": office.department,
    }


def _proposal(office: Office, amount: int) -> dict[str, Any]:
    rows = [{"line_id": office.line, "amount": str(amount), "text": "무대·음향 임차"}]
    return office.drafter.post("spending-proposals", {**_head(office, "겨울빛축제 무대 설치"), "rows": rows})


def _figures(world: World, line: str) -> tuple[int, int, int, int]:
    with institution(world.culture):
        fresh = BudgetLine.objects.get(pk=line)
        return fresh.reserved, fresh.committed, fresh.paid, fresh.available


def test_an_institution_spends_and_the_city_sees_it(world: World, office: Office) -> None:
    before = _seen_paid(office)
    refused = office.drafter.act(
        "spending-proposals", _proposal(office, 14_200_000), "submissions", expect=409
    )
    assert refused["code"] == "E-BUD-003"
    assert refused["budget"]["available"] == "13000000"
    assert refused["budget"]["requested"] == "14200000"
    assert _figures(world, office.line) == (0, 82_000_000, 60_000_000, 13_000_000)

    proposal = _proposal(office, 9_000_000)
    office.drafter.act("spending-proposals", proposal, "submissions")
    own = office.drafter.act("spending-proposals", proposal, "approvals", {"decision": "APPROVE"}, expect=409)
    assert own["code"] == "OWN_DOCUMENT"
    office.signed("spending-proposals", proposal, office.budget, office.chief)
    assert _figures(world, office.line) == (9_000_000, 82_000_000, 60_000_000, 4_000_000)

    payee = _verified_payee(office)
    commitment = _committed(office, proposal, payee)
    assert _figures(world, office.line) == (0, 91_000_000, 60_000_000, 4_000_000)
    inspection = _inspected(office, commitment)
    voucher = _vouchered(office, commitment, inspection, payee)
    _paid(office, voucher)
    assert _figures(world, office.line) == (0, 91_000_000, 69_000_000, 4_000_000)
    assert _seen_paid(office) - before == 9_000_000

    seen = office.officer.get(f"institutions/culture/payment-vouchers/{voucher['id']}?reason=BUDGET_REVIEW")
    assert seen["number"] == voucher["number"]
    assert PAYEE not in str(seen)
    look = office.officer.get("look-records?limit=1")["items"][0]
    assert (look["officer_name"], look["reason"]) == ("강민서", "BUDGET_REVIEW")
    told = StringIO()
    with suppress(CommandError):
        call_command("verify_books", "--tenant", world.culture.schema_name, stdout=told)
    assert told.getvalue().endswith(" 0 differences\n"), told.getvalue()


def _seen_paid(office: Office) -> int:
    found = office.officer.get(f"consolidated-execution?fiscal_year={YEAR}")
    row = next(row for row in found["rows"] if row["code"] == "culture")
    return int(row["total"]["paid"])


def _verified_payee(office: Office) -> dict[str, Any]:
    payee = office.drafter.post(
        "partners", {"name": PAYEE, "kind": "INDIVIDUAL", "tax_identity": "9001011234567"}
    )
    account = {"bank_code": "004", "account_no": "123-456-789012", "holder": PAYEE}
    with_account = office.drafter.act("partners", payee, "accounts", account)
    account_id = with_account["accounts"][0]["id"]
    office.approver.act(
        "partners", payee, "account-verifications", {"account_id": account_id, "holder": PAYEE}
    )
    return {**payee, "account_id": account_id}


def _committed(office: Office, proposal: dict[str, Any], payee: dict[str, Any]) -> dict[str, Any]:
    row = office.drafter.get(f"spending-proposals/{proposal['id']}")["rows"][0]
    commitment = office.drafter.post(
        "commitments",
        {
            **_head(office, "무대 설치 계약"),
            "kind": "SERVICE",
            "proposal_id": proposal["id"],
            "partner_id": payee["id"],
            "estimated_price": "8181819",
            "quote_count": 1,
            "bond_exempt_reason": "5천만원 이하 수의계약",
            "rows": [{"amount": "9000000", "proposal_row_id": row["id"]}],
        },
    )
    office.drafter.act("commitments", commitment, "submissions")
    line = (office.chief, office.disburser, office.approver, office.head)
    return office.signed("commitments", commitment, *line)


def _inspected(office: Office, commitment: dict[str, Any]) -> dict[str, Any]:
    inspection = office.drafter.post(
        "inspections",
        {
            "commitment_id": commitment["id"],
            "title": "무대 설치 검수",
            "document_date": office.today,
            "completed_on": office.today,
            "rows": [{"commitment_row_id": commitment["rows"][0]["id"], "amount": "9000000"}],
        },
    )
    body = {"inspected_on": office.today}
    own = office.drafter.act("inspections", inspection, "acceptances", body, expect=409)
    assert own["code"] == "REQUESTER_INSPECTS"
    return office.inspector.act("inspections", inspection, "acceptances", body)


def _vouchered(
    office: Office, commitment: dict[str, Any], inspection: dict[str, Any], payee: dict[str, Any]
) -> dict[str, Any]:
    voucher = office.drafter.post(
        "payment-vouchers",
        {
            **_head(office, "무대 설치 대금"),
            "pay_on": office.today,
            "evidence": [{"kind": "TAX_INVOICE"}, {"kind": "BILL"}],
            "rows": [
                {
                    "commitment_row_id": commitment["rows"][0]["id"],
                    "inspection_row_id": inspection["rows"][0]["id"],
                    "partner_id": payee["id"],
                    "partner_account_id": payee["account_id"],
                    "amount": "9000000",
                    "invoice_no": "202603104100000000000001",
                }
            ],
        },
    )
    office.drafter.act("payment-vouchers", voucher, "submissions", {})
    return office.signed("payment-vouchers", voucher, office.disburser)


def _paid(office: Office, voucher: dict[str, Any]) -> None:
    order = office.cashier.post(
        "payment-orders",
        {"voucher_ids": [voucher["id"]], "bank_account_id": office.bank_account, "pay_on": office.today},
    )
    office.cashier.act("payment-orders", order, "submissions")
    office.disburser.act("payment-orders", order, "approvals", {"decision": "APPROVE"})
    office.disburser.act("payment-orders", order, "dispatches")
    line = office.cashier.get(f"payment-orders/{order['id']}")["lines"][0]
    body = {"line_ids": [line["id"]], "executed_on": office.today}
    office.cashier.act("payment-orders", order, "executions", body)


def test_the_city_of_another_government_sees_nothing_of_it(world: World, office: Office) -> None:
    stranger = Person(client_of(world.other_gov, "officer"))
    found = stranger.get(f"consolidated-execution?fiscal_year={YEAR}")
    assert [row["code"] for row in found["rows"]] == ["stranger"]
    answer = stranger.client.get(f"/api/v1/institutions/culture/items?fiscal_year={YEAR}")
    assert answer.status_code == 404
