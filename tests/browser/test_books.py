"""Journals, ledger and trial balance in a browser: the way down, the past, a manual journal, no barriers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from accounting.models import AccountUnit, ManualJournal
from accounting.services import kernel
from tenants.context import institution
from tests.accounting import books
from tests.browser.pages import SIZES, Desk, barriers, picture, scrolls_sideways
from tests.browser.site import Site

SCREENS = {
    "ledger": "/books/ledger/?node=21101&from=2026-03-01&to=2026-03-31&fy=2026",
    "ledger-months": "/books/ledger/?node=21&view=months&fy=2026",
    "ledger-partners": "/books/ledger/?node=21101&view=partners&from=2026-01-01&to=2026-12-31&fy=2026",
    "trial-balance": "/books/trial-balance/?fy=2026",
    "journals": "/books/journals/?fy=2026",
    "manual-journal": "/books/manual-journals/new/?fy=2026",
}


@pytest.fixture(scope="module")
def posted(site: Site) -> str:
    """A few months of journals in 가람문화재단; answers the number of the last one."""
    with site.inside() as world, institution(world.culture):
        assert AccountUnit.objects.exists()
        number = ""
        for step in range(30):
            day = date(2026, 1, 5) + timedelta(days=3 * step)
            who = books.partner(f"거래처 {step % 4}").pk
            pairs = (("53103", "21101", 1_100_000 + step), ("21101", "11102", 900_000 + step))
            for debit, credit, amount in pairs:
                lines = [
                    kernel.JournalLineDraft(debit, debit=amount, partner_id=who),
                    kernel.JournalLineDraft(credit, credit=amount, partner_id=who),
                ]
                draft = kernel.JournalDraft("voucher_approved", f"사무용품 구입 {step + 1}차", lines)
                number = books.post(effective_on=day, journals=[draft]).journals[0].number
        return number


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("screen", SCREENS)
def test_screens_show_no_barrier_and_fit(desk: Desk, posted: str, screen: str, size: str) -> None:
    page = desk.page(desk.site.world.culture, "disburser", size=SIZES[size])
    page.goto(SCREENS[screen])
    expect(page.locator("h1")).to_be_visible()
    picture(page, f"books-{screen}-{size}")
    assert barriers(page) == []
    assert not scrolls_sideways(page)


def test_from_the_tree_to_the_journal_and_back_in_time(desk: Desk, posted: str) -> None:
    page = desk.page(desk.site.world.culture, "chief")
    page.goto(SCREENS["ledger"])
    page.locator('[role="treeitem"][data-node="53103"] > .node').click()
    expect(page.locator("#detail h2")).to_contain_text("53103")
    expect(page.locator("#detail tfoot .f1")).to_contain_text("11,000,235")
    page.locator("#detail tbody a.num").first.click()
    expect(page.locator(".drill h3")).to_contain_text("JN2026-G-")
    picture(page, "books-drill")
    page.fill("#ledger-moment", "2026-01-01T09:00")
    page.get_by_role("button", name="이 시점으로").click()
    expect(page.locator(".asof")).to_contain_text("그 뒤")


def test_manual_journal_is_typed_in_the_grid_and_approved(desk: Desk, posted: str) -> None:
    world = desk.site.world
    page = desk.page(world.culture, "disburser")
    page.goto(SCREENS["manual-journal"])
    page.fill("#title", "선급보험료 대체")
    page.fill("#effective_on", "2026-03-31")
    page.evaluate("() => navigator.clipboard.writeText('52104\\t300,000\\t\\n11402\\t\\t300000')")
    page.locator(".tabulator-row").first.locator(".tabulator-cell").nth(1).click()
    page.keyboard.press("Control+v")
    page.get_by_role("button", name="상신").click()
    page.wait_for_url("**/books/manual-journals/*-*/")
    with desk.site.inside(), institution(world.culture):
        paper = ManualJournal.objects.get(title="선급보험료 대체")
        assert (paper.state, paper.total_amount) == ("SUBMITTED", 300_000)
    chief = desk.page(world.culture, "chief")
    chief.goto(f"/books/manual-journals/{paper.pk}/")
    picture(chief, "books-manual-approve")
    chief.get_by_role("button", name="승인").click()
    expect(chief.locator(".aside")).to_contain_text("JN2026-G-")
    with desk.site.inside(), institution(world.culture):
        paper.refresh_from_db()
        assert paper.state == "APPROVED"
