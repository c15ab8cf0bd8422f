"""Every screen of every menu: opens, no barrier, no sideways scroll of the page, in each size."""

from __future__ import annotations

import pytest

from tests.browser.pages import SIZES, Desk, barriers, picture, scrolls_sideways

PEOPLE = [
    ("culture", "chief"),
    ("culture", "drafter"),
    ("culture", "admin"),
    ("gov", "officer"),
    ("platform", "operator"),
]


@pytest.mark.parametrize("place,person", PEOPLE)
def test_screens_of_the_menu(desk: Desk, place: str, person: str) -> None:
    page = desk.page(getattr(desk.site.world, place), person)
    page.goto("/")
    links = page.locator("#menu-dialog a[data-screen]")
    addresses = [str(link.get_attribute("href")) for link in links.all()]
    faults: list[str] = []
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        if answer.status != 200:
            faults.append(f"{address} answers {answer.status}")
            continue
        for name, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            picture(page, f"{place}-{person}{address.replace('/', '-')}{name}")
            if scrolls_sideways(page):
                faults.append(f"{address} is wider than {width}")
        faults += [f"{address} {finding}" for finding in barriers(page)]
    assert faults == []
    assert len(addresses) >= 5
