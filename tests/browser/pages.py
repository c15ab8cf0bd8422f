"""People at their browsers: signing in, looking, checking for barriers."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.site import Site
from tests.people import PASSWORD

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP *.localhost 127.0.0.1",
]
DESKTOP, LARGE, PHONE = (1366, 768), (1920, 1080), (390, 844)
SIZES = {"1366": DESKTOP, "1920": LARGE, "390": PHONE}
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = {"serious", "critical"}


@dataclass
class Desk:
    """Pages of people; each signs in once per host, as one login per person is allowed."""

    browser: Browser
    site: Site
    states: dict[tuple[str, str], Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def page(self, tenant: Any, login_name: str = "", size: tuple[int, int] = DESKTOP) -> Page:
        """A page at the tenant's host; signed in unless the name is empty."""
        state = self._state(tenant, login_name) if login_name else None
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale="ko-KR",
            timezone_id="Asia/Seoul",
            base_url=self.site.url(tenant.host),
            storage_state=state,
            bypass_csp=False,
            permissions=["clipboard-read", "clipboard-write"],
        )
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._heard)
        return page

    def forget(self, tenant: Any, login_name: str) -> None:
        """Let the person sign in anew for the next page."""
        self.states.pop((tenant.host, login_name), None)

    def _heard(self, message: Any) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            self.faults.append(message.text)

    def _state(self, tenant: Any, login_name: str) -> Any:
        key = (tenant.host, login_name)
        if key not in self.states:
            context = self.browser.new_context(base_url=self.site.url(tenant.host))
            page = context.new_page()
            sign_in(page, login_name)
            self.states[key] = context.storage_state()
            context.close()
        return self.states[key]


def sign_in(page: Page, login_name: str, password: str = PASSWORD) -> None:
    """Fill the log-in page and go on."""
    page.goto("/login/")
    page.fill("input[name=login]", login_name)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login" not in url)


def barriers(page: Page) -> list[str]:
    """Serious and critical findings of axe on the page as it is now."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setBypassCSP", {"enabled": True})
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8") + "; 0")
    result = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{finding['id']}: {finding['help']} — {node['html'][:160]}"
        for finding in result["violations"]
        if finding["impact"] in SERIOUS
        for node in finding["nodes"]
    ]


def scrolls_sideways(page: Page) -> bool:
    """Whether the page itself (not a table in its frame) is wider than the window."""
    return bool(page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth + 1"))


def cut_figures(page: Page) -> list[str]:
    """Figures that do not fit the box that hides what runs over."""
    return list(
        page.evaluate(
            """() => [...document.querySelectorAll("td, th, dd, span, p, a, b, div")]
            .filter((box) => box.childElementCount === 0)
            .filter((box) => /^[−-]?[\\d,.]+ ?(원|%)?$/.test(box.textContent.trim()) && box.checkVisibility())
            .filter((box) => getComputedStyle(box).overflowX !== "visible" && !box.classList.contains("vh"))
            .filter((box) => box.scrollWidth > box.clientWidth + 1)
            .map((box) => box.textContent.trim())"""
        )
    )


def picture(page: Page, name: str) -> None:
    """Keep a screenshot when DURE_PICTURES names a folder."""
    folder = os.environ.get("DURE_PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}.png"))
