"""T38 for screens: hostile values in every form and every condition end in an answer, never in an error page.

The pages are those of `tests/browser/visits.py` and of the menus; what a form asks for is read from its HTML,
so a new field or page is tried without anybody adding it here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.urls.exceptions import NoReverseMatch

from tenants.context import institution
from tenants.registry import TenantInfo
from tests.browser.papers import Ids, write_everything
from tests.browser.routes import screens
from tests.browser.visits import BY_PLACE, KIND_OF, Visit
from tests.people import client_of
from tests.ui.bad_forms import HOSTILE, Form, FormReader
from tests.worlds import World

PEOPLE = {
    "youth": ("admin", "budget", "chief"),
    "gov": ("officer", "admin"),
    "platform": ("operator", "admin"),
}
WAYS_OUT = {"/logout/"}
TURN = 3
EVERYWHERE = ("q", "order", "cursor", "unit", "fy", "node", "from", "to", "as_of", "print", "export")


@pytest.fixture
def papers(world: World) -> Ids:
    with institution(world.youth):
        ids = write_everything()
    with institution(world.platform):
        return {**ids, "tenant": world.youth.id}


def _addresses(place: str, ids: Ids) -> Iterator[tuple[str, str]]:
    """(address, person) of every page with an example."""
    urls = f"erp.urls.{KIND_OF[place]}"
    for route, visit in BY_PLACE[place].items():
        for given in _parameters(visit, ids):
            address = reverse(route, urlconf=urls, kwargs=given)
            yield (f"{address}?{visit.query}" if visit.query else address), visit.person


def _parameters(visit: Visit, ids: Ids) -> Iterator[dict[str, Any]]:
    fixed = dict(visit.fixed)
    if not visit.papers:
        yield fixed
    for paper in visit.papers:
        yield {**fixed, visit.key: ids[paper]}


def _menu_pages(place: str) -> Iterator[str]:
    for route in screens(KIND_OF[place]):
        try:
            yield reverse(route, urlconf=f"erp.urls.{KIND_OF[place]}")
        except NoReverseMatch:
            continue


def _turned(names: list[str], turn: int) -> dict[str, str]:
    """Every name holds another hostile text; the next turn moves them on."""
    texts = list(HOSTILE.values())
    return {name: texts[(place + turn) % len(texts)] for place, name in enumerate(names)}


def _filled(form: Form, turn: int) -> dict[str, str]:
    """Every field of the form and every cell of two rows of its grids hold something hostile."""
    values = _turned(list(form.values), turn)
    for name, keys in form.grids.items():
        values[name] = json.dumps([_turned(keys, turn), _turned(keys, turn + 1)], ensure_ascii=False)
    return values


def _one_by_one(form: Form, text: str) -> Iterator[dict[str, str]]:
    """One field or one column holds the text, the rest what the page proposed."""
    plain = dict(form.values)
    for name in form.values:
        if name not in form.grids:
            yield plain | {name: text}
    for name, keys in form.grids.items():
        for key in keys:
            yield plain | {name: json.dumps([{key: text}])}


def _pages(place: str, ids: Ids) -> set[tuple[str, str]]:
    return set(_addresses(place, ids)) | {
        (address, person) for address in _menu_pages(place) for person in PEOPLE[place]
    }


def _answers(
    browser: Client, address: str, form: Form, values: dict[str, str], acts: list[tuple[str, str]]
) -> list[str]:
    """What went wrong when the form was sent by these of its buttons; nothing stays."""
    target = form.action or address
    faults = []
    for name, act in acts or [("", "")]:
        sent = values | ({name: act} if name else {})
        with transaction.atomic():
            try:
                status = browser.post(target, sent).status_code
            except Exception as error:  # noqa: BLE001 - any exception is the finding
                faults.append(f"{target} {name}={act}: {type(error).__name__}: {error}"[:300])
            else:
                if status >= 500:
                    faults.append(f"{target} {name}={act}: {status}")
            transaction.set_rollback(True)
    return faults


def _forms(browser: Client, address: str) -> list[Form]:
    page = browser.get(address)
    if page.status_code != 200 or not page.headers["Content-Type"].startswith("text/html"):
        return []
    return [form for form in FormReader().read(page.content.decode()) if form.action not in WAYS_OUT]


def _site(world: World, place: str) -> TenantInfo:
    return getattr(world, place)  # type: ignore[no-any-return]


def _tried(world: World, place: str, pages: set[tuple[str, str]]) -> tuple[int, list[str]]:
    faults: list[str] = []
    seen: set[tuple[str, tuple[str, ...]]] = set()
    sent = 0
    for address, person in sorted(pages):
        browser = client_of(_site(world, place), person)
        for form in _forms(browser, address):
            key = (form.action or address, tuple(sorted(form.values)))
            if form.method != "post" or key in seen:
                continue
            seen.add(key)
            for turn in range(0, len(HOSTILE), TURN):
                sent += 1
                faults += _answers(browser, address, form, _filled(form, turn), form.acts)
            for kind in ("beyond the database", "too many won", "json"):
                for values in _one_by_one(form, HOSTILE[kind]):
                    sent += 1
                    faults += _answers(browser, address, form, values, form.acts[-1:])
    return sent, faults


@pytest.mark.parametrize("place", BY_PLACE)
def test_t38_hostile_values_in_every_form(world: World, papers: Ids, place: str) -> None:
    sent, faults = _tried(world, place, _pages(place, papers))
    assert not faults, "\n".join(sorted(set(faults))[:40])
    assert sent > 200


@pytest.mark.parametrize("place", BY_PLACE)
def test_t38_hostile_values_in_every_condition(world: World, papers: Ids, place: str) -> None:
    """Conditions, order, place in the list and units come from the address bar."""
    faults, seen = [], set()
    for address, person in sorted(_pages(place, papers)):
        path = address.partition("?")[0]
        browser = client_of(_site(world, place), person)
        asked = [name for form in _forms(browser, address) if form.method == "get" for name in form.values]
        if path in seen:
            continue
        seen.add(path)
        for turn in range(0, len(HOSTILE), TURN):
            fault = _fault(browser, path, _turned([*asked, *EVERYWHERE], turn))
            if fault:
                faults.append(f"{address}: {fault}")
    assert not faults, "\n".join(sorted(set(faults))[:40])


def _fault(browser: Client, address: str, query: dict[str, str]) -> str:
    with transaction.atomic():
        try:
            status = browser.get(address, query).status_code
        except Exception as error:  # noqa: BLE001 - any exception is the finding
            return f"{type(error).__name__}: {error}"[:300]
        finally:
            transaction.set_rollback(True)
    return str(status) if status >= 500 else ""


def test_t38_ten_megabytes_are_refused(world: World) -> None:
    browser = client_of(world.youth, "drafter")
    browser.raise_request_exception = False
    answer = browser.post("/spending/proposals/new/", {"title": "가" * (4 * 1024 * 1024), "act": "save"})
    assert answer.status_code in {400, 413}
    assert connection.is_usable()
