"""The main story by hand: draft, be refused, correct, approve, pay; the officer sees it and drills down."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from accounting.models import SpendingProposal
from organization.models import DepartmentVersion
from tenants.context import institution
from tests.accounting.books import department, line_with
from tests.accounting.spending_kit import (
    approved_commitment,
    from_proposal,
    payee,
)
from tests.browser.pages import Desk, barriers, picture

YEAR = "?fy=2026"


@pytest.fixture(scope="module")
def books(shared_desk: Desk) -> None:
    """A line of 20 million won of which 15 million are allotted, and a payee with a verified account."""
    with shared_desk.site.inside() as world, institution(world.culture):
        place = department()
        DepartmentVersion.objects.get_or_create(
            department=place, from_on=date(2020, 1, 1), defaults={"name": "공연사업팀"}
        )
        line_with("201-03", original=20_000_000, allotted=15_000_000)
        payee("다온음향")


def cell(page: Page, row: int, field: str) -> None:
    page.locator(f".tabulator-table .tabulator-row:nth-child({row}) [tabulator-field={field}]").click()


def put(page: Page, row: int, field: str, text: str) -> None:
    """Type into a cell and go on with Enter."""
    cell(page, row, field)
    page.keyboard.insert_text(text)
    page.keyboard.press("Enter")


def choose(page: Page, row: int, field: str, text: str) -> None:
    """Type a code or name and take the first suggestion."""
    cell(page, row, field)
    page.keyboard.insert_text(text)
    expect(page.locator(".suggest:not([hidden]) li").first).to_be_visible()
    page.keyboard.press("Enter")


@pytest.mark.usefixtures("books")
def test_spending_from_the_first_draft_to_the_officer(desk: Desk) -> None:
    culture, gov = desk.site.world.culture, desk.site.world.gov

    drafter = desk.page(culture, "drafter")
    drafter.goto(f"/spending/proposals/new/{YEAR}")
    drafter.wait_for_selector("[data-grid][data-ready]")
    drafter.fill("#title", "겨울빛축제 무대 설치")
    drafter.fill("#document_date", "20260310")
    choose(drafter, 1, "line", "201-03")
    put(drafter, 1, "amount", "16백만")
    expect(drafter.locator("#budget")).to_contain_text("−1,000,000")
    drafter.keyboard.press("Control+Enter")
    refusal = drafter.locator("#refusal .refusal")
    expect(refusal.locator(".arith .res dd")).to_have_text("−1,000,000")
    expect(drafter.locator("#title")).to_have_value("겨울빛축제 무대 설치")
    picture(drafter, "story-refused")
    assert barriers(drafter) == []
    put(drafter, 1, "amount", "9백만")
    drafter.keyboard.press("Control+Enter")
    expect(drafter.locator(".docno")).to_have_text(re.compile("PP2026-"))
    proposal_path = drafter.url.split(str(desk.site.port))[1]

    approver = desk.page(culture, "approver")
    approver.goto(f"/{YEAR}")
    expect(approver.locator("h1")).to_contain_text("한 가지")
    approver.locator(".todo a.t").first.click()
    expect(approver.locator("h1")).to_have_text("겨울빛축제 무대 설치")
    approver.keyboard.press("Control+Enter")
    expect(approver.locator(".toast")).to_be_visible()
    approver.goto(proposal_path)
    expect(approver.locator(".page-head .badge")).to_contain_text("승인")

    with desk.site.inside() as world, institution(world.culture):
        paper = SpendingProposal.objects.get(title="겨울빛축제 무대 설치")
        commitment = approved_commitment(from_proposal(paper, 9_000_000))
        number = commitment.number

    drafter.goto(f"/spending/vouchers/new/{YEAR}")
    drafter.wait_for_selector("[data-grid][data-ready]")
    drafter.fill("#title", "무대 설치 대금")
    drafter.fill("#document_date", "20260312")
    drafter.fill("#pay_on", "20260313")
    choose(drafter, 1, "commitment", number)
    choose(drafter, 1, "partner", "다온음향")
    put(drafter, 1, "amount", "9백만")
    expect(drafter.locator("#budget")).to_contain_text("9,000,000")
    picture(drafter, "story-voucher")
    for evidence in ("TAX_INVOICE", "BILL", "CONTRACT", "INSPECTION"):
        box = drafter.locator(f"input[name=evidence][value={evidence}]")
        if box.count():
            box.check()
    drafter.keyboard.press("Control+Enter")
    expect(drafter.locator(".docno")).to_have_text(re.compile("PV2026-"))
    voucher_path = drafter.url.split(str(desk.site.port))[1]

    disburser = desk.page(culture, "disburser")
    disburser.goto(f"/{YEAR}")
    disburser.locator(".todo a.t").first.click()
    expect(disburser.locator("h1")).to_have_text("무대 설치 대금")
    disburser.locator("button[value=approve]").click()
    expect(disburser.locator(".toast")).to_be_visible()

    cashier = desk.page(culture, "cashier")
    cashier.goto(voucher_path)
    cashier.locator("button[value=order]").click()
    cashier.wait_for_url("**/spending/orders/new/**")
    cashier.locator("input[name=voucher]").first.check()
    cashier.fill("#pay_on", "20260313")
    cashier.locator("button[value=create]").click()
    expect(cashier.locator(".docno")).to_have_text(re.compile("PO2026-"))
    order_path = cashier.url.split(str(desk.site.port))[1]

    disburser.goto(order_path)
    disburser.locator("button[value=sign]").click()
    expect(disburser.locator("#confirm-dialog")).to_be_visible()
    disburser.locator("#confirm-dialog [data-confirm-yes]").click()
    expect(disburser.locator("button[value=send]")).to_be_visible()
    disburser.locator("button[value=send]").click()
    expect(disburser.locator(".toast")).to_be_visible()

    cashier.goto(order_path)
    for box in cashier.locator("input[name=line]").all():
        box.check()
    cashier.fill("input[name=executed_on]", "20260313")
    cashier.locator("button[value=execute]").click()
    expect(cashier.locator(".toast")).to_be_visible()
    picture(cashier, "story-paid")
    cashier.goto(voucher_path)
    expect(cashier.locator(".page-head .badge")).to_contain_text("지급")

    officer = desk.page(gov, "officer")
    officer.goto(f"/consolidation/matrix/{YEAR}&unit=1")
    row = officer.locator(".heat tbody tr", has_text="(재)가람문화재단")
    expect(row).to_contain_text("9,000,000")
    picture(officer, "story-matrix")
    row.locator("a", has_text="9,000,000").last.click()
    expect(officer.locator("main")).to_contain_text("201-03")
    officer.locator("main tbody a", has_text="9,000,000").last.click()
    expect(officer.locator("h1")).to_have_text("열람 사유")
    assert barriers(officer) == []
    officer.locator("input[name=reason]").first.check()
    officer.locator("form.stack button.btn--primary").click()
    officer.locator("main tbody a").first.click()
    expect(officer.locator("main")).to_contain_text("무대 설치 대금")
    assert "123-456-789012" not in officer.content()
    picture(officer, "story-drilled")
    assert barriers(officer) == []

    officer.goto("/consolidation/looks/")
    expect(officer.locator("main tbody tr").first).to_contain_text("강민서")
