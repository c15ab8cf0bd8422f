"""Ids, names and texts of one institution asked for at another (T27, T31): nothing answers, nothing shows.

Every row of 가람문화재단 carries its canary where people would write; every address of 가람청소년재단
that takes an id is asked with the other's ids, by somebody who holds every right there. Each attempt is on
the operators' record with both tenants.
"""

from __future__ import annotations

import itertools
import os
import random
import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from core.access import registry
from core.db.backend.compiler import labels_of
from core.models import TenantModel
from core.schema import SchemaKind
from tenants.context import institution, public
from tenants.models import ForeignRequest
from tenants.services.foreign_requests import name_owners
from tests.architecture.routes import Route, routes
from tests.people import client_of, grant
from tests.worlds import World

CANARY = "카나리아-문화"
REQUESTS = int(os.environ.get("DURE_FOREIGN_REQUESTS", "10000"))
LOGIN_LASTS = 500
_PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


def _tables() -> list[type[TenantModel]]:
    labels = labels_of("institution")
    return [
        model
        for model in apps.get_models()
        if issubclass(model, TenantModel) and model._meta.app_label in labels and model._meta.managed
    ]


def _sing(model: type[TenantModel]) -> None:
    """Write the canary into every free text of a table, under the guards' nose (they are the owner's)."""
    names = [
        field.column
        for field in model._meta.concrete_fields
        if field.name in {"name", "title", "summary", "description", "text", "phone"}
        and field.get_internal_type() in {"CharField", "TextField"}
        and not field.unique
    ]
    if not names:
        return
    table = model._meta.db_table
    changes = ", ".join(f"{name} = left(%s || {name}, 20)" for name in names)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(f"UPDATE {table} SET {changes}", [CANARY] * len(names))
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def _foreign_ids() -> list[UUID]:
    found: list[UUID] = []
    for model in _tables():
        found += model._default_manager.values_list("pk", flat=True)[:200]
    return found


def _filled(route: Route, dice: random.Random, ids: list[UUID]) -> str | None:
    """The address with foreign ids in its places; None for addresses without an id."""
    uses_id = False

    def fill(match: re.Match[str]) -> str:
        nonlocal uses_id
        kind, name = match[1], match[2] or match[3]
        if kind == "uuid" or name in {"pk", "id"} or name.endswith("_id"):
            uses_id = True
            return str(dice.choice(ids))
        return "2026" if kind == "int" else "x"

    address = "/" + _PARAMETER.sub(fill, route.pattern)
    return address if uses_id else None


def _requests(dice: random.Random, ids: list[UUID]) -> Iterator[tuple[str, Route, str]]:
    candidates = [route for route in routes("institution") if route.own]
    with_ids = [route for route in candidates if _filled(route, dice, ids)]
    for route, method in itertools.product(with_ids, ("GET", "POST", "PATCH", "PUT", "DELETE")):
        yield method, route, _filled(route, dice, ids) or ""
    while True:
        route = dice.choice(with_ids)
        yield "GET", route, _filled(route, dice, ids) or ""


@pytest.fixture
def canaries(world: World) -> list[UUID]:
    with institution(world.culture):
        for model in _tables():
            _sing(model)
        return _foreign_ids()


def _everything_at(world: World) -> Client:
    with institution(world.youth):
        grant("admin", *[permission.code for permission in registry.of_kind(SchemaKind.INSTITUTION)])
    return client_of(world.youth, "admin")


def test_no_address_answers_a_foreign_id(world: World, canaries: list[UUID]) -> None:
    client = _everything_at(world)
    dice = random.Random(27)
    answered: list[str] = []
    attempts: dict[str, str] = {}
    for number, (method, route, address) in enumerate(itertools.islice(_requests(dice, canaries), REQUESTS)):
        if number % LOGIN_LASTS == 0:  # a log-in proves the person for five minutes, however slow the machine
            client = client_of(world.youth, "admin")
            client.raise_request_exception = False
        headers = {"Idempotency-Key": str(UUID(int=dice.getrandbits(128), version=4)), "If-Match": '"1"'}
        answer = client.generic(method, address, "{}", content_type="application/json", headers=headers)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        attempts[answer["X-Request-Id"]] = f"{method} {address} → {answer.status_code}"
        # 400, 405, 409, 415: refused before or without looking at the row; 302 to the log-in of oneself.
        if answer.status_code < 300 or answer.status_code >= 500 or CANARY in body.decode(errors="replace"):
            answered.append(f"{method} {address} ({route.name}) → {answer.status_code}")
    assert answered == []
    traced = _traced(world)
    assert [attempt for key, attempt in attempts.items() if key not in traced] == []
    assert traced <= attempts.keys()


def _traced(world: World) -> set[str]:
    """Requests of 가람청소년재단 for objects of 가람문화재단 on the operators' record."""
    name_owners(at=timezone.now())
    with public():
        found = ForeignRequest.objects.all()
        assert {(row.schema_name, row.owner_schema) for row in found} == {
            (world.youth.schema_name, world.culture.schema_name)
        }
        return {row.request_id for row in found}


def test_no_list_page_or_error_of_another_institution_shows_a_canary(
    world: World, canaries: list[UUID], caplog: pytest.LogCaptureFixture
) -> None:
    client = _everything_at(world)
    client.raise_request_exception = False
    seen: list[str] = []
    for route in routes("institution"):
        if _PARAMETER.search(route.pattern) or not route.own:
            continue
        for query in ("", "?q=카나리아", "?export=xlsx"):
            answer = client.get(f"/{route.pattern}{query}")
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            if CANARY in body.decode(errors="replace") or answer.status_code >= 500:
                seen.append(f"{route.pattern}{query} → {answer.status_code}")
    assert seen == []
    assert CANARY not in caplog.text
    assert settings.DEBUG is False


def test_the_canary_is_seen_at_home(world: World, canaries: list[UUID]) -> None:
    """The search above would find it: at its own institution it shows."""
    with institution(world.culture):
        grant("admin", *[permission.code for permission in registry.of_kind(SchemaKind.INSTITUTION)])
    shown = client_of(world.culture, "admin").get("/users/").content.decode()
    assert CANARY in shown
