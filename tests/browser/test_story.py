"""The main story by hand: draft, be refused, correct, approve, commit, inspect, pay; the officer drills down.

Every step goes through its screen, from the first draft to the paid order.
"""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from organization.models import DepartmentVersion
from tenants.context import institution
from tests.accounting.books import department, line_with
from tests.accounting.spending_kit import payee
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


def path_of(desk: Desk, page: Page) -> str:
    """Address of the page without its host."""
    return page.url.split(str(desk.site.port))[1]


def first_task(page: Page, title: str) -> None:
    """Open what waits longest on the home page."""
    page.goto(f"/{YEAR}")
    page.locator(".todo a.t").first.click()
    expect(page.locator("main")).to_contain_text(title)


def proposed(desk: Desk, drafter: Page) -> str:
    """품의: refused with the sum, corrected by keyboard, submitted."""
    drafter.goto(f"/spending/proposals/new/{YEAR}")
    drafter.wait_for_selector("[data-grid][data-ready]")
    drafter.fill("#title", "겨울빛축제 무대 설치")
    drafter.fill("#document_date", "20260310")
    drafter.fill("#text", "개막 공연의 무대와 조명")
    choose(drafter, 1, "line", "ㅎㅅㅇㅇㅂ")
    expect(drafter.locator(".tabulator-table .tabulator-row:nth-child(1)")).to_contain_text("201-03")
    put(drafter, 1, "amount", "16백만")
    expect(drafter.locator("#budget")).to_contain_text("−1,000,000")
    drafter.keyboard.press("Control+Enter")
    refusal = drafter.locator("#refusal .refusal")
    expect(refusal.locator(".arith .res dd")).to_have_text("−1,000,000")
    sentence = str(refusal.locator("h2").text_content())
    assert refusal.inner_text().count(sentence) == 1
    expect(drafter.locator("#title")).to_have_value("겨울빛축제 무대 설치")
    bar, main = drafter.locator(".actionbar").bounding_box(), drafter.locator("main").bounding_box()
    assert bar
    assert main
    assert abs(bar["y"] + bar["height"] - main["y"] - main["height"]) <= 1
    picture(drafter, "story-refused")
    assert barriers(drafter) == []
    put(drafter, 1, "amount", "9백만")
    drafter.keyboard.press("Control+Enter")
    expect(drafter.locator(".docno")).to_have_text(re.compile("PP2026-"))
    return path_of(desk, drafter)


def committed(desk: Desk, drafter: Page, proposal_path: str) -> str:
    """원인행위 out of the proposal, with its contractor and quote; what it is for goes along."""
    drafter.goto(proposal_path)
    drafter.locator("button[value=commit]").click()
    drafter.wait_for_selector("[data-grid][data-ready]")
    expect(drafter.locator("#text")).to_have_value("개막 공연의 무대와 조명")
    drafter.fill("#document_date", "20260311")
    drafter.locator("#partner").press_sequentially("다온")
    expect(drafter.locator(".suggest:not([hidden]) li").first).to_be_visible()
    drafter.keyboard.press("Enter")
    drafter.fill("#quote_count", "1")
    drafter.keyboard.press("Control+Enter")
    expect(drafter.locator(".docno")).to_have_text(re.compile("CM2026-"))
    return path_of(desk, drafter)


def inspected(drafter: Page, inspector: Page, commitment_path: str) -> None:
    """검수: asked for by the drafter, carried out by somebody else."""
    drafter.goto(commitment_path)
    expect(drafter.locator(".actionbar .btn--primary")).to_have_text(re.compile("검수 요청"))
    picture(drafter, "story-commitment")
    drafter.locator("button[value=inspect]").click()
    drafter.wait_for_selector("[data-grid][data-ready]")
    expect(drafter.locator("#text")).to_have_value("개막 공연의 무대와 조명")
    picture(drafter, "story-inspection-form")
    drafter.locator("button[value=request]").click()
    expect(drafter.locator(".docno")).to_have_text(re.compile("IN2026-"))
    expect(drafter.locator("button[value=accept]")).to_have_count(0)
    picture(drafter, "story-inspection")
    first_task(inspector, "겨울빛축제 무대 설치")
    inspector.locator("button[value=accept]").click()
    expect(inspector.locator(".page-head .badge")).to_contain_text("합격")


def vouchered(desk: Desk, drafter: Page, commitment_path: str) -> str:
    """지출결의 of what was accepted; without the number of its invoice it is refused and led there."""
    drafter.goto(commitment_path)
    drafter.locator(".actionbar .btn--primary").click()
    drafter.wait_for_selector("[data-grid][data-ready]")
    drafter.fill("#title", "무대 설치 대금")
    drafter.fill("#document_date", "20260312")
    drafter.fill("#pay_on", "20260313")
    drafter.locator("input[name=evidence][value=TAX_INVOICE]").check()
    picture(drafter, "story-voucher")
    drafter.keyboard.press("Control+Enter")
    picture(drafter, "story-voucher-refused")
    drafter.locator("#refusal .refusal [data-fault$=invoice_no]").click()
    expect(drafter.locator(".eg-input")).to_be_focused()
    expect(drafter.locator(".eg-input")).to_have_attribute(
        "aria-label", re.compile("세금계산서 승인번호, 1줄")
    )
    drafter.keyboard.insert_text("20260312-41000000-00000001")
    drafter.keyboard.press("Enter")
    drafter.keyboard.press("Control+Enter")
    expect(drafter.locator(".docno")).to_have_text(re.compile("PV2026-"))
    return path_of(desk, drafter)


def paid_out(desk: Desk, disburser: Page, cashier: Page, voucher_path: str) -> None:
    """지급명령: made by the cashier, signed and sent by the disbursing officer, paid by the bank."""
    cashier.goto(voucher_path)
    cashier.locator("button[value=order]").click()
    cashier.wait_for_url("**/spending/orders/new/**")
    cashier.locator("input[name=voucher]").first.check()
    cashier.fill("#pay_on", "20260313")
    cashier.locator("button[value=create]").click()
    expect(cashier.locator(".docno")).to_have_text(re.compile("PO2026-"))
    order_path = path_of(desk, cashier)

    disburser.goto(order_path)
    disburser.locator("button[value=approve]").click()
    expect(disburser.locator("button[value=send]")).to_be_visible()
    disburser.locator("button[value=send]").click()
    expect(disburser.locator(".page-head .badge")).to_contain_text("전송")

    cashier.goto(order_path)
    for box in cashier.locator("input[name=line]").all():
        box.check()
    cashier.fill("input[name=executed_on]", "20260313")
    cashier.locator("button[value=execute]").click()
    expect(cashier.locator(".toast")).to_be_visible()
    picture(cashier, "story-paid")
    cashier.goto(voucher_path)
    expect(cashier.locator(".page-head .badge")).to_contain_text("지급")


def signed(desk: Desk, title: str, *names: str) -> None:
    """These people sign the paper of that title from their lists, one after the other."""
    for name in names:
        page = desk.page(desk.site.world.culture, name)
        first_task(page, title)
        picture(page, f"story-line-{name}")
        assert barriers(page) == []
        page.keyboard.press("Control+Enter")
        expect(page.locator(".toast")).to_be_visible()


@pytest.mark.usefixtures("books")
def test_spending_from_the_first_draft_to_the_officer(desk: Desk) -> None:
    culture, gov = desk.site.world.culture, desk.site.world.gov
    drafter = desk.page(culture, "drafter")
    proposal_path = proposed(desk, drafter)

    budget = desk.page(culture, "budget")
    budget.goto(f"/{YEAR}")
    expect(budget.locator("h1")).to_contain_text("한 가지")
    signed(desk, "겨울빛축제 무대 설치", "budget", "chief")
    approver = desk.page(culture, "approver")
    approver.goto(proposal_path)
    expect(approver.locator(".page-head .badge")).to_contain_text("승인")

    commitment_path = committed(desk, drafter, proposal_path)
    signed(desk, "겨울빛축제 무대 설치", "chief", "disburser", "approver", "ceo")
    approver.goto(proposal_path)
    expect(approver.locator(".page-head .badge")).to_contain_text("종결")

    inspected(drafter, desk.page(culture, "inspector"), commitment_path)
    voucher_path = vouchered(desk, drafter, commitment_path)
    desk.forget(culture, "disburser")  # signing an order asks for a password of the last five minutes
    disburser = desk.page(culture, "disburser")
    first_task(disburser, "무대 설치 대금")
    disburser.keyboard.press("Control+Enter")
    expect(disburser.locator(".toast")).to_be_visible()
    paid_out(desk, disburser, desk.page(culture, "cashier"), voucher_path)

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
