"""Lists at the width of a telephone: a row is a card that can be read, nothing is cut."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from accounting.services.proposals import draft_proposal
from organization.models import DepartmentVersion
from tenants.context import institution
from tests.accounting.books import department, line_with
from tests.accounting.spending_kit import (
    AT,
    approved_commitment,
    approved_proposal,
    drafter,
    from_proposal,
    payee,
    proposal_input,
)
from tests.browser.pages import DESKTOP, PHONE, Desk, barriers, picture, scrolls_sideways

TITLE = "어린이 예술교실 가을학기 교구 일괄 구입(2차)"


@pytest.fixture(scope="module")
def papers(shared_desk: Desk) -> None:
    with shared_desk.site.inside() as world, institution(world.youth):
        DepartmentVersion.objects.get_or_create(
            department=department(), from_on=date(2020, 1, 1), defaults={"name": "문화사업팀"}
        )
        line = line_with("206-01", original=900_000_000, allotted=900_000_000)
        given = proposal_input([(line, 123_456_789)], title=TITLE)
        draft_proposal(given=given, actor=drafter(), at=AT)
        proposal = approved_proposal((line, 234_567_890))
        firm = payee("다온음향")
        approved_commitment(from_proposal(proposal, 134_567_890, partner_id=firm.pk, title=TITLE))


@pytest.mark.usefixtures("papers")
@pytest.mark.parametrize(
    "path", ["/spending/proposals/", "/spending/commitments/", "/partners/", "/approvals/"]
)
def test_a_row_is_a_card(desk: Desk, path: str) -> None:
    page = desk.page(desk.site.world.youth, "drafter", size=PHONE)
    page.goto(f"{path}?fy=2026")
    assert not scrolls_sideways(page)
    assert barriers(page) == []
    picture(page, f"phone{path.replace('/', '-')}")
    narrow = page.evaluate(
        """() => [...document.querySelectorAll(".grid--list tbody tr > *")]
            .filter((cell) => cell.checkVisibility() && cell.textContent.trim())
            .filter((cell) => cell.scrollWidth > cell.clientWidth + 1 || cell.getBoundingClientRect().right > innerWidth)
            .map((cell) => cell.textContent.trim())"""
    )
    assert narrow == []


@pytest.mark.usefixtures("papers")
def test_the_card_of_a_proposal(desk: Desk) -> None:
    page = desk.page(desk.site.world.youth, "drafter", size=PHONE)
    page.goto("/spending/proposals/?fy=2026")
    card = page.locator(".grid--list tbody tr", has_text=TITLE)
    title, amount = card.locator(".c-main").bounding_box(), card.get_by_text("123,456,789").bounding_box()
    assert title
    assert amount
    assert title["width"] > 280
    assert title["height"] < 60
    assert amount["x"] + amount["width"] <= 390
    expect(page.locator(".grid--list tfoot")).to_contain_text("358,024,679")
    card.locator("a", has_text=TITLE).click()
    expect(page.locator("h1")).to_have_text(TITLE)
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    page.goto("/spending/proposals/?fy=2026")
    expect(page.locator(".grid--list thead")).to_be_visible()
