"""A running site for each file of tests, and one browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from launcher import assets
from launcher import browser as chromium
from tests.browser.pages import FLAGS, Desk
from tests.browser.site import Site, running_site
from tests.kit.preparing import prepared_world

# Playwright's loop runs in this thread; Django would take it for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives a browser."""
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def site(django_db_blocker: Any) -> Iterator[Site]:
    """Its own copy of the world: what one file does to an organisation, no other sees."""
    assets.build()
    with django_db_blocker.unblock():
        source = prepared_world()
    with running_site(source, django_db_blocker) as found:
        yield found


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.ensure(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def shared_desk(chrome: Browser, site: Site) -> Desk:
    return Desk(chrome, site)


@pytest.fixture
def desk(shared_desk: Desk) -> Iterator[Desk]:
    """Pages of people; a script error or a breach of the content policy on any of them fails the test."""
    shared_desk.faults.clear()
    yield shared_desk
    for context in list(shared_desk.browser.contexts):
        context.close()
    assert shared_desk.faults == []
