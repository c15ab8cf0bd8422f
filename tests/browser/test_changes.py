"""Changes after the approval by hand: the difference while typing, the refusal on its row, each size."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from accounting.models import Commitment, PaymentOrder
from organization.models import DepartmentVersion
from tenants.context import institution
from tests.accounting.books import department, line_with
from tests.accounting.spending_kit import (
    approved_commitment,
    approved_proposal,
    approved_voucher,
    direct_commitment,
    from_proposal,
    paid,
    payee,
    sent_order,
    voucher_input,
    voucher_row,
)
from tests.browser.pages import SIZES, Desk, barriers, picture, scrolls_sideways


@pytest.fixture(scope="module")
def papers(shared_desk: Desk) -> tuple[Commitment, PaymentOrder]:
    with shared_desk.site.inside() as world, institution(world.stranger):
        DepartmentVersion.objects.get_or_create(
            department=department(), from_on=date(2020, 1, 1), defaults={"name": "문화사업팀"}
        )
        line = line_with("201-03", original=20_000_000, allotted=20_000_000)
        firm = payee("다온음향")
        proposal = approved_proposal((line, 5_000_000))
        commitment = approved_commitment(from_proposal(proposal, 4_000_000, partner_id=firm.pk))
        direct = direct_commitment((line, 1_000_000))
        voucher = approved_voucher(voucher_input(direct, [voucher_row(direct, 1_000_000, firm)]))
        return commitment, paid(sent_order(voucher))


def test_a_commitment_is_changed_with_the_difference_in_sight(
    desk: Desk, papers: tuple[Commitment, PaymentOrder]
) -> None:
    page = desk.page(desk.site.world.stranger, "drafter")
    page.goto(f"/spending/commitments/{papers[0].pk}/")
    page.locator("button[value=change]").click()
    page.wait_for_selector("[data-changes]")
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        picture(page, f"change-{name}")
        assert not scrolls_sideways(page)
    page.set_viewport_size({"width": 1366, "height": 768})
    field = page.locator("[name='rows/0/amount']")
    field.fill("5.5백만")
    expect(page.locator("[data-change-total]")).to_have_text("+1,500,000")
    expect(page.locator("[data-change-sum]")).to_have_text("5,500,000")
    page.fill("#text", "수량 추가")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#refusal .refusal")).to_contain_text("E-EXE-002")
    expect(field).to_have_value("5,500,000")
    picture(page, "change-refused")
    assert barriers(page) == []
    field.fill("4.6백만")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".page-head .badge")).to_contain_text("결재대기")
    expect(page.locator("main")).to_contain_text("+600,000")
    picture(page, "change-waiting")
    address = page.url
    page = desk.page(desk.site.world.stranger, "approver")
    page.goto(address)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".page-head .badge")).to_contain_text("승인")
    page.goto(f"/spending/commitments/{papers[0].pk}/")
    expect(page.locator(".page-head .badge")).to_contain_text("증감 변경")
    expect(page.locator("main")).to_contain_text("+600,000")
    picture(page, "changed")


def test_a_transfer_that_came_back(desk: Desk, papers: tuple[Commitment, PaymentOrder]) -> None:
    page = desk.page(desk.site.world.stranger, "cashier")
    page.goto(f"/spending/orders/{papers[1].pk}/")
    page.locator("button[value=bounce]").click()
    page.wait_for_selector("#bounced_on")
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        picture(page, f"bounce-{name}")
        assert not scrolls_sideways(page)
    page.fill("#bounced_on", "20260312")
    page.fill("#why", "계좌 해지")
    assert barriers(page) == []
    page.locator("button[value=bounce]").click()
    page.locator("#confirm-dialog [data-confirm-yes]").click()
    expect(page.locator("button[value=reissue]")).to_be_visible()
    expect(page.locator("main")).to_contain_text("계좌 해지")
