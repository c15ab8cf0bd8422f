"""The frame: keys, search by first consonants, favourites, year per tab, look, log-in page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.pages import SIZES, Desk, barriers, picture, scrolls_sideways, sign_in


@pytest.mark.parametrize("size", SIZES)
def test_login_page(desk: Desk, size: str) -> None:
    page = desk.page(desk.site.world.culture, size=SIZES[size])
    page.goto("/login/")
    expect(page.locator(".login-name")).to_have_text("(재)가람문화재단")
    picture(page, f"login-{size}")
    assert barriers(page) == []
    assert not scrolls_sideways(page)


def test_wrong_password_says_so_and_keeps_the_name(desk: Desk) -> None:
    page = desk.page(desk.site.world.youth)
    page.goto("/login/")
    page.fill("input[name=login]", "outsider")
    page.fill("input[name=password]", "틀린-비밀번호-하나")
    page.press("input[name=password]", "Enter")
    expect(page.locator(".err, [role=alert]").first).to_be_visible()
    assert page.input_value("input[name=login]") == "outsider"


def test_search_finds_screens_by_first_consonants(desk: Desk) -> None:
    page = desk.page(desk.site.world.culture, "drafter")
    page.goto("/__ui/")
    page.keyboard.press("Control+k")
    expect(page.locator("#gs")).to_be_focused()
    page.keyboard.insert_text("ㅇㅅㅈㅎ")
    expect(page.locator("#gs-list li").first).to_contain_text("예산집행")
    page.keyboard.press("Escape")
    expect(page.locator("#gs-list")).to_be_hidden()


def test_question_mark_opens_the_keys_and_letters_can_be_switched_off(desk: Desk) -> None:
    page = desk.page(desk.site.world.culture, "chief")
    page.goto("/")
    page.keyboard.press("?")
    sheet = page.locator("#keys-dialog")
    expect(sheet).to_be_visible()
    assert barriers(page) == []
    with page.expect_response("**/ui/preferences/"):
        sheet.locator("[data-keys-off]").check()
    page.reload()
    page.keyboard.press("?")
    expect(sheet).to_be_hidden()


def test_star_puts_a_screen_among_the_favourites(desk: Desk) -> None:
    page = desk.page(desk.site.world.culture, "budget")
    page.goto("/")
    label = page.locator(".sidenav a[data-screen]").nth(1).get_attribute("data-screen")
    page.locator(".sidenav a[data-screen]").nth(1).click()
    star = page.locator("[data-star]")
    with page.expect_response("**/ui/favourites/"):
        star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    page.goto("/")
    expect(page.locator("[data-favourites]")).to_contain_text(str(label))
    page.keyboard.press("Alt+1")
    expect(page.locator("h1")).to_contain_text(str(label))


def test_fiscal_year_belongs_to_the_tab(desk: Desk) -> None:
    first = desk.page(desk.site.world.culture, "drafter")
    first.goto("/__ui/list/")
    year = int(first.locator("[data-shell]").get_attribute("data-year") or 0)
    first.goto(f"/__ui/list/?fy={year - 1}")
    expect(first.locator(".yearmark")).to_contain_text(str(year - 1))
    first.locator(".page-actions a.btn").first.evaluate("(link) => link.remove()")
    first.locator(".inst-mark").click()
    expect(first.locator("[data-shell]")).to_have_attribute("data-year", str(year - 1))
    second = first.context.new_page()
    second.goto("/__ui/list/")
    expect(second.locator("[data-shell]")).to_have_attribute("data-year", str(year))


def test_look_is_remembered(desk: Desk) -> None:
    page = desk.page(desk.site.world.culture, "cashier")
    page.goto("/")
    page.locator(".me").click()
    with page.expect_response("**/ui/preferences/"):
        page.locator("#me-dialog [data-look=contrast]").click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-contrast", "high")


def test_colour_tells_institutions_apart(desk: Desk) -> None:
    colours = []
    for tenant in (desk.site.world.culture, desk.site.world.youth):
        page = desk.page(tenant)
        page.goto("/login/")
        colours.append(page.locator("html").get_attribute("data-inst"))
    assert colours == ["cheongrok", "sol"]


def test_signing_in_leads_home(desk: Desk) -> None:
    page = desk.page(desk.site.world.culture)
    sign_in(page, "assessor")
    expect(page.locator("h1")).to_contain_text("문가온 님")
