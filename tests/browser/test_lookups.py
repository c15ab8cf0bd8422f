"""Code cells by keyboard: first consonants find, what does not fit is said, Escape goes on typing."""

from __future__ import annotations

import json
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from organization.models import DepartmentVersion
from tenants.context import institution
from tests.accounting.books import department, line_with
from tests.browser.pages import Desk, barriers

NONE = ".suggest-none:not([hidden])"
FOUND = ".suggest:not([hidden]) li"


@pytest.fixture(scope="module")
def lines(shared_desk: Desk) -> None:
    with shared_desk.site.inside() as world, institution(world.youth):
        DepartmentVersion.objects.get_or_create(
            department=department(), from_on=date(2020, 1, 1), defaults={"name": "문화사업팀"}
        )
        line_with("201-01", original=10_000_000, allotted=10_000_000)
        line_with("207-01", original=10_000_000, allotted=10_000_000)


@pytest.fixture
def form(desk: Desk, lines: None) -> Page:
    page = desk.page(desk.site.world.youth, "drafter")
    page.goto("/spending/proposals/new/?fy=2026")
    page.wait_for_selector("[data-grid][data-ready]")
    page.focus("#title")
    page.keyboard.press("Tab")
    page.locator(".eg-input").focus()
    return page


@pytest.mark.parametrize("typed", ["ㅅㅁㄱㄹㅂ", "사무ㄱㄹ"])
def test_a_budget_item_is_found_by_its_first_consonants(form: Page, typed: str) -> None:
    form.keyboard.insert_text(typed)
    expect(form.locator(FOUND).first).to_contain_text("사무관리비")
    assert all("사무관리비" in text for text in form.locator(FOUND).all_inner_texts())
    form.keyboard.press("Enter")
    row = json.loads(form.input_value("input[name=rows]"))[0]
    assert row["line"] == "201-01"
    assert row["available"] > 0


def test_consonants_joined_by_the_keyboard_find_as_well(form: Page) -> None:
    """ㅇㄱㅇㅇ comes out of the keyboard one by one; ㄳ stands for ㄱㅅ."""
    form.keyboard.insert_text("ㅇㄱㅇㅇ")
    expect(form.locator(FOUND)).to_contain_text("연구용역비")
    form.keyboard.press("ArrowDown")
    form.keyboard.press("Enter")
    assert json.loads(form.input_value("input[name=rows]"))[0]["line"] == "207-01"


def test_what_does_not_fit_is_said(form: Page) -> None:
    form.keyboard.insert_text("ㅋㅋㅋ")
    expect(form.locator(NONE)).to_have_text("'ㅋㅋㅋ'에 맞는 것이 없음")
    expect(form.locator("#announce")).to_have_text("'ㅋㅋㅋ'에 맞는 것이 없음")
    assert barriers(form) == []
    form.keyboard.press("Escape")
    expect(form.locator(NONE)).to_have_count(0)
    expect(form.locator(".eg-input")).to_have_value("ㅋㅋㅋ")
    form.keyboard.press("Escape")
    assert json.loads(form.input_value("input[name=rows]")) == []
