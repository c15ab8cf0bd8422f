"""The spending line on screens: every page opens, the story by forms, refusals keep the typing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounting.models import (
    BankAccount,
    BudgetLine,
    Commitment,
    PaymentOrder,
    PaymentVoucher,
    RevenueAssessment,
    SpendingProposal,
)
from accounting.services.commitments import draft_commitment
from accounting.services.payment_vouchers import draft_payment_voucher
from accounting.services.proposals import close_proposal
from tenants.context import institution
from tests.accounting.books import department, line_with, revenue_line
from tests.accounting.spending_kit import (
    AT,
    all_codes,
    approved_commitment,
    approved_proposal,
    approved_voucher,
    cancelled,
    created_order,
    direct_commitment,
    drafter,
    from_proposal,
    paid,
    payee,
    sent_order,
    voucher_input,
    voucher_row,
)
from tests.people import client_of, grant
from tests.worlds import World

LISTS = (
    "waiting",
    "spending_proposals",
    "commitments",
    "inspections",
    "payment_vouchers",
    "payment_orders",
    "expenditure_returns",
    "partners",
    "revenue_assessments",
    "receipts",
)
FORMS = (
    "spending_proposal_new",
    "commitment_new",
    "payment_voucher_new",
    "payment_order_new",
    "partner_new",
    "revenue_assessment_new",
    "receipt_new",
)


@pytest.fixture(autouse=True)
def _rights(world: World) -> Iterator[None]:
    """Everybody of the story may do everything; the test's own queries run in the same institution."""
    with ExitStack() as stack:
        stack.enter_context(institution(world.culture))
        for name in ("drafter", "approver", "disburser", "cashier", "assessor"):
            grant(name, *sorted(all_codes()))
        yield


class Browser:
    """A person's browser; after a request the test is back in the institution (requests end in public)."""

    def __init__(self, world: World, name: str, stack: ExitStack) -> None:
        self.client: Client = client_of(world.culture, name)
        self.world, self.stack = world, stack

    def get(self, address: str) -> Any:
        return self._back(self.client.get(address))

    def post(self, address: str, data: dict[str, Any]) -> Any:
        return self._back(self.client.post(address, data))

    def _back(self, response: Any) -> Any:
        self.stack.enter_context(institution(self.world.culture))
        return response


@pytest.fixture
def browsers(world: World) -> Iterator[dict[str, Browser]]:
    names = ("drafter", "approver", "disburser", "cashier", "assessor", "budget", "chief", "outsider")
    with ExitStack() as stack:
        yield {name: Browser(world, name, stack) for name in names}


def url(route: str, **kwargs: Any) -> str:
    return reverse(f"accounting:{route}", kwargs=kwargs, urlconf="erp.urls.institution")


def verbs(response: Any) -> list[str]:
    return [act.verb for act in response.context["acts"]]


def send(browser: Browser, address: str, act: str, **fields: Any) -> Any:
    rows = fields.pop("rows", None)
    data = {"act": act, "fy": "2026", **fields}
    if rows is not None:
        data["rows"] = json.dumps(rows, default=str)
    return browser.post(address, data)


def text_of(response: Any) -> str:
    return response.content.decode()


@pytest.mark.parametrize("route", [*LISTS, *FORMS])
def test_every_page_opens(world: World, browsers: dict[str, Browser], route: str) -> None:
    response = browsers["drafter"].get(url(route))
    assert response.status_code == 200, text_of(response)[:2000]


@pytest.mark.parametrize("route", [name for name in (*LISTS, *FORMS) if name != "waiting"])
def test_without_rights_nothing_opens(world: World, browsers: dict[str, Browser], route: str) -> None:
    assert browsers["outsider"].get(url(route)).status_code == 403


def line_of() -> BudgetLine:
    return line_with("201-01", original=10_000_000, allotted=10_000_000)


def proposal_fields(line: BudgetLine, amount: Any) -> dict[str, Any]:
    return {
        "title": "사무용품 구입",
        "document_date": "20260310",
        "department": str(department().pk),
        "kind": "OTHER",
        "rows": [{"line": "201-01", "line_id": str(line.pk), "amount": amount, "text": "복사용지"}],
    }


def test_the_story_by_forms(world: World, browsers: dict[str, Browser]) -> None:
    line, partner = line_of(), payee()
    send(browsers["drafter"], url("spending_proposal_new"), "submit", **proposal_fields(line, 1_100_000))
    proposal = SpendingProposal.objects.get()
    assert proposal.state == "SUBMITTED"
    page = url("spending_proposal", pk=proposal.pk)
    assert [sign.name for sign in browsers["chief"].get(page).context["document"]["signs"]] == [
        "윤하늘",
        "나도현",
        "류해인",
    ]
    assert verbs(browsers["chief"].get(page)) == []
    assert verbs(browsers["approver"].get(page)) == []
    assert verbs(browsers["budget"].get(page)) == ["return", "opinion", "approve"]
    send(browsers["budget"], page, "opinion", version=proposal.version, reason="집행 시기를 나누어 주십시오.")
    assert "집행 시기를 나누어 주십시오." in text_of(browsers["chief"].get(page))
    assert verbs(browsers["chief"].get(page)) == ["reject", "return", "approve"]
    send(browsers["chief"], page, "approve", version=proposal.version)
    proposal.refresh_from_db()
    assert proposal.state == "APPROVED"

    form = f"{url('commitment_new')}?proposal={proposal.pk}"
    assert proposal.number in text_of(browsers["drafter"].get(form))
    row = {"proposal_row_id": str(proposal.rows.get().pk), "amount": 1_100_000}
    send(
        browsers["drafter"],
        form,
        "submit",
        title="사무용품 구입",
        document_date="2026-03-10",
        department=str(department().pk),
        kind="OTHER",
        partner_id=str(partner.pk),
        rows=[row],
    )
    commitment = Commitment.objects.get()
    send(browsers["approver"], url("commitment", pk=commitment.pk), "approve", version=commitment.version)

    form = f"{url('payment_voucher_new')}?commitment={commitment.pk}"
    assert commitment.number in text_of(browsers["drafter"].get(form))
    row = {
        "commitment_row_id": str(commitment.rows.get().pk),
        "partner_id": str(partner.pk),
        "amount": "1,100,000",
        "invoice_no": "20260310-41000000-12345678",
    }
    send(
        browsers["drafter"],
        form,
        "submit",
        title="사무용품 대금",
        document_date="2026-03-10",
        department=str(department().pk),
        kind="PV",
        evidence="TAX_INVOICE",
        rows=[row],
    )
    voucher = PaymentVoucher.objects.get()
    send(browsers["disburser"], url("payment_voucher", pk=voucher.pk), "approve", version=voucher.version)

    bank = BankAccount.objects.get(account_code="11102")
    send(
        browsers["drafter"],
        url("payment_order_new"),
        "create",
        voucher=str(voucher.pk),
        bank_account=str(bank.pk),
        pay_on="2026-03-10",
    )
    order = PaymentOrder.objects.get()
    page = url("payment_order", pk=order.pk)
    send(browsers["disburser"], page, "approve", version=order.version)
    order.refresh_from_db()
    send(browsers["disburser"], page, "send", version=order.version)
    order.refresh_from_db()
    assert order.state == "SENT"
    send(
        browsers["cashier"],
        page,
        "execute",
        version=order.version,
        line=str(order.lines.get().pk),
        executed_on="2026-03-10",
    )
    line.refresh_from_db()
    assert (line.reserved, line.committed, line.paid) == (0, 1_100_000, 1_100_000)
    shown = text_of(browsers["drafter"].get(url("payment_voucher", pk=voucher.pk)))
    assert "PP2026-G-000001" in shown
    assert "PO2026-G-000001" in shown


def test_a_refusal_keeps_the_typing_and_shows_the_sum(world: World, browsers: dict[str, Browser]) -> None:
    line = line_of()
    response = send(
        browsers["drafter"], url("spending_proposal_new"), "submit", **proposal_fields(line, 10_000_001)
    )
    assert response.status_code == 409
    page = text_of(response)
    assert "E-BUD-002" in page
    assert "사무용품 구입" in page
    assert not SpendingProposal.objects.exists()


def test_rows_that_are_not_finished_are_named(world: World, browsers: dict[str, Browser]) -> None:
    fields = proposal_fields(line_of(), "") | {"title": ""}
    response = send(browsers["drafter"], url("spending_proposal_new"), "submit", **fields)
    assert response.status_code == 409
    assert "1줄 금액" in text_of(response)
    assert "제목 칸을 입력하십시오" in text_of(response)


def test_saved_drafts_open_again(world: World, browsers: dict[str, Browser]) -> None:
    line = line_of()
    send(browsers["drafter"], url("spending_proposal_new"), "save", **proposal_fields(line, 500_000))
    paper = SpendingProposal.objects.get()
    assert (paper.state, paper.number) == ("DRAFT", "")
    page = text_of(browsers["drafter"].get(url("spending_proposal_edit", pk=paper.pk)))
    assert "사무용품 구입" in page
    assert str(line.pk) in page
    send(
        browsers["drafter"],
        url("spending_proposal_edit", pk=paper.pk),
        "submit",
        version=paper.version,
        **proposal_fields(line, 600_000),
    )
    paper.refresh_from_db()
    assert (paper.state, paper.total_amount) == ("SUBMITTED", 600_000)


def test_live_panel_shows_the_line_under_the_cursor(world: World, browsers: dict[str, Browser]) -> None:
    line = line_of()
    row = {"line_id": str(line.pk), "amount": 4_000_000}
    response = browsers["drafter"].post(
        url("proposal_panel"), {"rows": json.dumps([row, row]), "row": json.dumps(row), "row_number": "1"}
    )
    shown = text_of(response)
    assert "8,000,000" in shown
    assert "2,000,000" in shown


def test_commitment_panel_takes_off_only_what_the_proposal_has_not_reserved(
    world: World, browsers: dict[str, Browser]
) -> None:
    line = line_of()
    proposal = approved_proposal((line, 4_000_000))
    row = {"line_id": str(line.pk), "proposal_row_id": str(proposal.rows.get().pk), "amount": 4_000_000}
    assert url("commitment_panel") in text_of(
        browsers["drafter"].get(f"{url('commitment_new')}?proposal={proposal.pk}")
    )

    def position_for(amount: int) -> Any:
        typed = row | {"amount": amount}
        shown = browsers["drafter"].post(
            url("commitment_panel"), {"rows": json.dumps([typed]), "row": json.dumps(typed)}
        )
        return shown.context["panel"]["position"]

    assert [position_for(amount).after for amount in (1_000_000, 4_000_000, 4_500_000)] == [
        6_000_000,
        6_000_000,
        5_500_000,
    ]
    approved_commitment(from_proposal(proposal, 3_000_000))
    assert (position_for(1_000_000).after, position_for(1_500_000).after) == (6_000_000, 5_500_000)


def test_only_usable_proposals_have_an_amount_left(world: World, browsers: dict[str, Browser]) -> None:
    line = line_of()
    approved_commitment(from_proposal(approved_proposal((line, 2_000_000)), 1_500_000))
    close_proposal(proposal_id=approved_proposal((line, 1_000_000)).pk, actor=drafter(), at=AT)
    cancelled("spending_proposal", approved_proposal((line, 700_000)))
    send(browsers["drafter"], url("spending_proposal_new"), "save", **proposal_fields(line, 300_000))
    shown = browsers["drafter"].get(f"{url('spending_proposals')}?fy=2026").context["result"].rows
    left = {SpendingProposal.objects.get(pk=row["id"]).state: row["left"] for row in shown}
    assert left == {"PARTLY_USED": 500_000, "CLOSED": 0, "CANCELLED": 0, "DRAFT": 0}


def test_detail_pages_of_every_kind(world: World, browsers: dict[str, Browser]) -> None:
    line = line_of()
    proposal = approved_proposal((line, 2_000_000))
    commitment = approved_commitment(from_proposal(proposal, 1_500_000))
    voucher = approved_voucher(voucher_input(commitment, [voucher_row(commitment, 1_000_000, payee())]))
    order = created_order(voucher)
    for route, paper in (
        ("spending_proposal", proposal),
        ("commitment", commitment),
        ("payment_voucher", voucher),
        ("payment_order", order),
    ):
        shown = text_of(browsers["approver"].get(url(route, pk=paper.pk)))
        assert paper.number in shown
        assert "품의" in shown


def test_return_form_of_a_paid_voucher(world: World, browsers: dict[str, Browser]) -> None:
    commitment = direct_commitment((line_of(), 1_000_000))
    voucher = approved_voucher(voucher_input(commitment, [voucher_row(commitment, 1_000_000, payee())]))
    paid(sent_order(voucher))
    assert "여입" in text_of(browsers["drafter"].get(f"{url('expenditure_return_new')}?voucher={voucher.pk}"))


def test_revenue_by_forms(world: World, browsers: dict[str, Browser]) -> None:
    line, partner = revenue_line("R113-01"), payee("가람상사")
    send(
        browsers["drafter"],
        url("revenue_assessment_new"),
        "submit",
        title="3월 대관료",
        document_date="2026-03-10",
        department=str(department().pk),
        partner_id=str(partner.pk),
        cause="대관 사용허가",
        rows=[{"line_id": str(line.pk), "amount": 500_000, "vat_type": "NONE"}],
    )
    paper = RevenueAssessment.objects.get()
    page = url("revenue_assessment", pk=paper.pk)
    send(browsers["assessor"], page, "approve", version=paper.version)
    form = f"{url('receipt_new')}?assessment={paper.pk}"
    assert paper.number in text_of(browsers["cashier"].get(form))
    bank = BankAccount.objects.get(account_code="11102")
    send(
        browsers["cashier"],
        form,
        "record",
        title="대관료 수납",
        received_on="2026-03-11",
        department=str(department().pk),
        bank_account=str(bank.pk),
        rows=[{"assessment_row_id": str(paper.rows.get().pk), "amount": 500_000}],
    )
    paper.refresh_from_db()
    assert paper.state == "RECEIVED"
    line.refresh_from_db()
    assert (line.assessed, line.received) == (500_000, 500_000)


def test_waiting_list_shows_what_others_drafted(world: World, browsers: dict[str, Browser]) -> None:
    send(browsers["drafter"], url("spending_proposal_new"), "submit", **proposal_fields(line_of(), 1_000))
    page = url("spending_proposal", pk=SpendingProposal.objects.get().pk)
    assert "사무용품 구입" in text_of(browsers["budget"].get(url("waiting")))
    assert "사무용품 구입" not in text_of(browsers["chief"].get(url("waiting")))
    send(browsers["budget"], page, "approve", version=2)
    assert "사무용품 구입" in text_of(browsers["chief"].get(url("waiting")))
    assert "사무용품 구입" not in text_of(browsers["budget"].get(url("waiting")))
    assert "사무용품 구입" not in text_of(browsers["drafter"].get(url("waiting")))


def test_drafts_of_every_kind_open_for_editing(world: World, browsers: dict[str, Browser]) -> None:
    line, partner = line_of(), payee()
    proposal = approved_proposal((line, 2_000_000))
    given = from_proposal(proposal, 500_000, partner_id=partner.pk)
    commitment = draft_commitment(given=given, actor=drafter(), at=AT)
    page = text_of(browsers["drafter"].get(url("commitment_edit", pk=commitment.pk)))
    assert proposal.number in page
    assert str(proposal.rows.get().pk) in page
    paying = direct_commitment((line, 300_000))
    rows = [voucher_row(paying, 300_000, partner)]
    voucher = draft_payment_voucher(given=voucher_input(paying, rows), actor=drafter(), at=AT)
    page = text_of(browsers["drafter"].get(url("payment_voucher_edit", pk=voucher.pk)))
    assert paying.number in page
    assert str(partner.pk) in page
