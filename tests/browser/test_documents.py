"""Every page outside the menu: forms (new, draft, refused) and papers, with no barrier, at both widths."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from identity.services.passwords import invite
from tenants.context import institution
from tests.accounting.spending_kit import AT
from tests.browser.pages import DESKTOP, PHONE, Desk, barriers, cut_figures, picture, scrolls_sideways
from tests.browser.papers import Ids, write_everything
from tests.browser.routes import KINDS, screens
from tests.browser.visits import BY_PLACE, ELSEWHERE, FRESH, KIND_OF, OWN_TESTS, Visit
from tests.people import actor, user
from ui.menu import menu
from ui.views import DocumentScreen

YEAR = "fy=2026"
WIDTHS = {"1366": DESKTOP, "390": PHONE}
FORM_NAMES = ("_new", "_edit", "_correct")
ENTRANCE = ("account_reauthenticate", "mfa_activate_totp")
VISITS = [(place, route) for place, visits in BY_PLACE.items() for route in visits]
FORMS = [
    (place, route)
    for place, route in VISITS
    if issubclass(screens(KIND_OF[place])[route], DocumentScreen)
    and (route.endswith(FORM_NAMES) or route == "tenants:new")
]


@pytest.fixture(scope="module")
def ids(shared_desk: Desk) -> Iterator[Ids]:
    """One paper of every kind; the officer's reason is forgotten again at the end."""
    with shared_desk.site.inside() as world, institution(world.youth):
        found = write_everything()
    yield {**found, "tenant": world.youth.id}
    shared_desk.forget(world.gov, "officer")


def test_every_page_is_opened_by_these_tests() -> None:
    in_menus = {item.route for item in menu.items()}
    visited = {route for visits in BY_PLACE.values() for route in visits}
    every = {route for kind in KINDS for route in screens(kind) if route.partition(":")[0] not in OWN_TESTS}
    assert every - in_menus - ELSEWHERE == visited


def addresses(route: str, visit: Visit, ids: Ids) -> Iterator[str]:
    """Addresses of a visit, one per paper."""
    query = f"?{YEAR}&{visit.query.format(**ids)}" if visit.query else f"?{YEAR}"
    for paper in visit.papers or ("",):
        given = dict(visit.fixed) | ({visit.key: str(ids[paper])} if paper else {})
        yield reverse(route, kwargs=given, urlconf=_urlconf(route)) + query


def _urlconf(route: str) -> str:
    place = next(place for place, visits in BY_PLACE.items() if route in visits)
    return f"erp.urls.{KIND_OF[place]}"


def opened(desk: Desk, place: str, route: str, visit: Visit) -> Page:
    """A page of the visitor; with a password given just now, and a reason, where these are asked."""
    tenant = getattr(desk.site.world, place)
    if route in FRESH:
        desk.forget(tenant, visit.person)
    page = desk.page(tenant, visit.person)
    if place == "gov":
        page.goto("/consolidation/look-reason/")
        page.locator("input[name=reason]").first.check()
        page.locator("main form button.btn--primary").click()
        expect(page.locator("h1")).to_have_text("기관 종합 현황")
    return page


def settled(page: Page) -> None:
    """Wait for the editing grids of the page."""
    if page.locator("[data-grid]").count():
        page.wait_for_selector("[data-grid][data-ready]")


def faults_of(page: Page, name: str) -> list[str]:
    """What is wrong with the page as it is now, at both widths."""
    found = []
    for width, (wide, high) in WIDTHS.items():
        page.set_viewport_size({"width": wide, "height": high})
        picture(page, f"{name}-{width}")
        found += [f"{name} at {width}: {fault}" for fault in barriers(page)]
        found += [f"{name} at {width}: cut {text}" for text in cut_figures(page)]
        if scrolls_sideways(page):
            found.append(f"{name} is wider than {width}")
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    return found


def refused(page: Page) -> None:
    """Send the form emptied of its texts and wait for the refusal."""
    page.locator("#document").evaluate("form => { form.noValidate = true; }")
    for field in page.locator("#document .split-main input.input:visible").all():
        field.fill("")
    page.locator(".actionbar .btn--primary").click()
    expect(page.locator("#refusal .refusal")).to_be_visible()


@pytest.mark.parametrize("place,route", VISITS)
def test_page_and_its_refusal_have_no_barrier(desk: Desk, ids: Ids, place: str, route: str) -> None:
    visit = BY_PLACE[place][route]
    page = opened(desk, place, route, visit)
    faults: list[str] = []
    for number, address in enumerate(addresses(route, visit, ids)):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        assert page.url.endswith(address), page.url
        settled(page)
        name = f"{route.replace(':', '-')}-{number}"
        faults += faults_of(page, name)
        if (place, route) in FORMS:
            refused(page)
            faults += faults_of(page, f"{name}-refused")
    assert faults == []


@pytest.mark.parametrize("route", ENTRANCE)
def test_page_of_the_own_account_has_no_barrier(desk: Desk, route: str) -> None:
    tenant = desk.site.world.youth
    desk.forget(tenant, "chief")
    page = desk.page(tenant, "chief")
    answer = page.goto(reverse(route, urlconf="erp.urls.institution"))
    assert answer is not None
    assert answer.status == 200
    assert faults_of(page, route) == []


def test_invitation_has_no_barrier(desk: Desk) -> None:
    with desk.site.inside() as world, institution(world.youth):
        path = invite(actor=actor("admin"), user_id=user("outsider").pk, at=AT)
    page = desk.page(desk.site.world.youth)
    answer = page.goto(f"/invitation/{path}/")
    assert answer is not None
    assert answer.status == 200
    assert faults_of(page, "invitation") == []
