"""Main pages in English: no Korean is left but data that people of the institution wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models import CharField, TextField
from django.urls import reverse
from django.utils import timezone, translation

from accounting.queries.deadlines import due_days
from core.access import registry
from core.periods import day_of
from core.schema import SchemaKind
from identity.models import User
from tenants.context import institution
from tenants.registry import TenantInfo
from tests.accounting.books import line_with
from tests.accounting.spending_kit import approved_proposal
from tests.people import client_of, grant
from tests.worlds import World

HANGUL = re.compile("[가-힣]")
LABELS = {"aria-label", "title", "placeholder", "alt"}
INSTITUTION_PAGES = (
    "ui:home",
    "accounting:waiting",
    "accounting:spending_proposals",
    "accounting:spending_proposal_new",
    "accounting:payment_vouchers",
    "accounting:payment_voucher_new",
    "accounting:budget_book",
    "accounting:execution",
    "identity:users",
    "identity:roles",
    "identity:profile",
    "organization:departments",
    "organization:acting",
)
GOVERNMENT_PAGES = (
    "ui:home",
    "consolidation:overview",
    "consolidation:matrix",
    "consolidation:reconciliation",
    "consolidation:registers",
    "consolidation:staff",
)
OPERATOR_PAGES = ("ui:home", "tenants:list", "tenants:new", "identity:users")


class _Reader(HTMLParser):
    """What is read or read aloud: texts and label attributes, not what was typed into fields."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag if tag in {"script", "style", "textarea"} else self._silent
        self.texts += [value for name, value in attrs if name in LABELS and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent = "" if tag == self._silent else self._silent

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.texts.append(data.strip())


@pytest.fixture
def english() -> Iterator[None]:
    """Compiled catalogues, and English until the test ends."""
    call_command("messages", "compile")
    with translation.override("en"):
        yield


def _data(tenants: Iterable[TenantInfo]) -> list[str]:
    """Names of tenants and Korean that stands in the tables of the current schema, longest first."""
    found = {word for one in tenants for word in (one.name, one.short_name)}
    found |= {due.name for due in due_days(day_of(timezone.now()))}
    tables = set(connection.introspection.table_names())
    for model in apps.get_models():
        names = [
            field.name for field in model._meta.concrete_fields if isinstance(field, CharField | TextField)
        ]
        if model._meta.db_table in tables and names:
            for row in model.objects.values_list(*names):
                found.update(value for value in row if isinstance(value, str) and HANGUL.search(value))
    found |= {name[-2:] for name in User.objects.values_list("name", flat=True)}
    return sorted(found, key=len, reverse=True)


def _left(page: str, data: list[str]) -> list[str]:
    reader = _Reader()
    reader.feed(page)
    left = []
    for text in reader.texts:
        rest = text
        for word in data:
            rest = rest.replace(word, "")
        if HANGUL.search(rest):
            left.append(text)
    return left


def _left_on(routes: Iterable[str], world: World, tenant: TenantInfo, person: str) -> dict[str, list[str]]:
    """Korean left on each page that has some."""
    with institution(tenant):
        data = _data(vars(world).values())
    kind = str(tenant.kind).lower()
    found = {}
    for route in routes:
        page = client_of(tenant, person).get(reverse(route, urlconf=f"erp.urls.{kind}"))
        assert (route, page.status_code) == (route, 200)
        assert '<html lang="en"' in page.text
        if left := _left(page.text, data):
            found[route] = left
    return found


def test_pages_of_an_institution(world: World, english: None) -> None:
    with institution(world.culture):
        grant("drafter", *(one.code for one in registry.of_kind(SchemaKind.INSTITUTION)))
        approved_proposal((line_with(original=10_000_000, allotted=10_000_000), 1_000_000))
    assert _left_on(INSTITUTION_PAGES, world, world.culture, "drafter") == {}


def test_pages_of_a_government(world: World, english: None) -> None:
    assert _left_on(GOVERNMENT_PAGES, world, world.gov, "officer") == {}


def test_pages_of_the_operator(world: World, english: None) -> None:
    assert _left_on(OPERATOR_PAGES, world, world.platform, "operator") == {}


def test_login_page(world: World, english: None) -> None:
    assert _left_on(["account_login"], world, world.culture, "") == {}
