"""A program is registered: its secret is shown once, and the form that made it steps back."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.pages import Desk, barriers, picture


def test_secret_is_shown_once_and_the_form_steps_back(desk: Desk) -> None:
    desk.forget(desk.site.world.culture, "admin")
    page = desk.page(desk.site.world.culture, "admin")
    page.goto("/integrations/new/")
    for name in ("name", "system_name", "contact"):
        page.fill(f"input[name={name}]", "회계 연계")
    page.locator("input[name=code]").first.check()
    page.keyboard.press("Control+s")
    expect(page.locator("[data-secret]")).to_be_visible()
    expect(page.locator("input[name=name]")).to_be_hidden()
    expect(page.locator(".actionbar")).to_be_hidden()
    assert barriers(page) == []
    picture(page, "api-client-secret")
    secret = page.locator("[data-secret]").inner_text()
    page.locator("section .btn--primary").click()
    page.wait_for_url("**/integrations/**")
    assert secret not in page.content()
