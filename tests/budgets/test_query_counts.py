"""How many SQL statements each page and each list costs: recorded, and the same for few rows and for many.

`query_counts.json` holds the figures of every address without parameters that answers a GET, made from the
routes. After a change that means to change them:

    DURE_RECORD_QUERY_COUNTS=1 bin/test tests/budgets

writes the file anew; the difference belongs into the same commit as the change.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.access import registry as permissions
from core.schema import SchemaKind
from tenants import registry
from tenants.context import institution
from tenants.jobs import fan_out
from tenants.registry import TenantInfo
from tenants.services.foreign_requests import name_owners
from tenants.services.provisioning import create_institution
from tenants.tasks import forget_old_answers_of_tenant
from tests.architecture.routes import Route, routes
from tests.budgets import filling
from tests.budgets.filling_approvals import one_more_official_document
from tests.budgets.filling_records import one_more_record
from tests.consolidation import ledgers
from tests.people import client_of, department, grant, user
from tests.worlds import World, spec

RECORD = Path(__file__).with_name("query_counts.json")
IS_RECORDING = os.environ.get("DURE_RECORD_QUERY_COUNTS") == "1"
MORE = 4
# Query parameters that some addresses demand.
NEEDED = {
    "account": "21101",
    "business_type": "spending_proposal",
    "code": "retirement_age",
    "fiscal_year": "2026",
    "month": "202603",
    "period": "202603",
    "year": "2026",
}

# Addresses whose count may differ between few rows and many, each with its reason.
GROWING: dict[str, str] = {}


def _addresses(kind: str, needed: Mapping[str, str]) -> Iterator[str]:
    """Every GET of our own without a parameter in its path, with the query parameters it demands."""
    for route in routes(kind):
        if route.own and "<" not in route.pattern and "(?P" not in route.pattern:
            handler = _reader(route)
            if handler:
                yield "/" + route.pattern + _query(route, handler, needed)


def _reader(route: Route) -> str:
    """Name of what answers a GET; empty when nothing does."""
    actions = getattr(route.callback, "actions", None)
    if actions is not None:
        return str(actions.get("get", ""))
    return "get" if hasattr(route.view, "get") else ""


def _query(route: Route, handler: str, needed: Mapping[str, str]) -> str:
    asked = getattr(route.view, "queries", {}).get(handler)
    names = [name for name, field in asked().fields.items() if field.required] if asked else []
    assert set(names) <= set(needed), f"{route}: NEEDED lacks a value"
    return "?" + "&".join(f"{name}={needed[name]}" for name in names) if names else ""


def _counts(client: Client, kind: str, needed: Mapping[str, str]) -> dict[str, int]:
    """Statements of each address that answers with a page or a document; the rest is no list or report."""
    found = {}
    for address in dict.fromkeys(_addresses(kind, needed)):
        if _ask(client, address).status_code != 200:  # also fills what a process remembers
            continue
        registry.forget_hosts()  # looked up anew every 5 s: once in each count, whatever ran before
        with CaptureQueriesContext(connection) as statements:
            answer = _ask(client, address)
        assert answer.status_code == 200, address
        found[address.replace(needed.get("department", "-"), "…")] = len(statements)
    return found


def _ask(client: Client, address: str) -> Any:
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer.streaming_content)
    assert answer.status_code < 500, address
    return answer


def _everything(tenant: TenantInfo, kind: str) -> Client:
    """Somebody who may open every page of the tenant."""
    with institution(tenant):
        grant("admin", *[permission.code for permission in permissions.of_kind(SchemaKind(kind))])
    return client_of(tenant, "admin")


def _department(tenant: TenantInfo, kind: str) -> dict[str, str]:
    if kind == "platform":
        return {}
    with institution(tenant):
        return {"department": str(department("11"))}


def _fill_institution(world: World, number: int) -> None:
    with institution(world.culture):
        filling.one_more_document(number)
        person_id = filling.one_more_person(number)
        filling.one_more_department(number, person_id=person_id)
        filling.one_more_officer(person_id=person_id)
        filling.one_more_of_each_paper(number)
        one_more_record(number)
        one_more_official_document(number)


def _fill_government(world: World, number: int) -> None:
    if number == 0:
        ledgers.write_example(world)
    with institution(world.gov):
        person_id = filling.one_more_person(number)
        filling.one_more_department(number, person_id=person_id)
        filling.one_more_transfer(number + 1)
        one_more_record(number)
    with institution(world.culture):
        ledgers.budget(f"20{number + 2}-01", 1_000_000, 400_000, period=202602)
        one_more_record(number)
        ledgers.internal("EXPENDITURE", "308-01", "youth", 1_000 + number, agreement=f"B-{number}")


def _fill_platform(world: World, number: int) -> None:
    with institution(world.platform):
        filling.one_more_person(number)
    with institution(world.culture):
        person_id = user("drafter").pk
    assert client_of(world.youth, "admin").get(f"/users/{person_id}/").status_code == 404
    name_owners(at=timezone.now())
    fan_out(forget_old_answers_of_tenant, "institution")
    if number in (1, 2):
        create_institution(government_code="garam", code=f"more{number}", name=f"기관{number}", spec=spec())


CASES: dict[str, tuple[str, Callable[[World, int], None]]] = {
    "institution": ("culture", _fill_institution),
    "government": ("gov", _fill_government),
    "platform": ("platform", _fill_platform),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", CASES)
def test_statements_of_each_address_are_as_recorded_and_do_not_grow(
    world: World, workday: datetime, kind: str
) -> None:
    place, fill = CASES[kind]
    tenant: TenantInfo = getattr(world, place)
    fill(world, 0)
    client = _everything(tenant, kind)
    needed = NEEDED | _department(tenant, kind)
    few = _counts(client, kind, needed)
    for number in range(1, MORE + 1):
        fill(world, number)
    many = _counts(client, kind, needed)
    growing = {
        address: (count, many[address])
        for address, count in few.items()
        if count != many[address] and address not in GROWING
    }
    assert growing == {}, "statements for few rows and for many"
    if IS_RECORDING:
        _write(kind, many)
    recorded = json.loads(RECORD.read_text(encoding="utf-8")).get(kind, {})
    drift = {
        address: (recorded.get(address), many.get(address))
        for address in sorted({*recorded, *many})
        if recorded.get(address) != many.get(address)
    }
    assert drift == {}, "statements recorded and now"


def test_every_kind_is_recorded_and_no_reason_is_left_over() -> None:
    recorded = json.loads(RECORD.read_text(encoding="utf-8"))
    assert set(recorded) == set(CASES)
    assert [
        address for address in GROWING if not any(address in counts for counts in recorded.values())
    ] == []


def _write(kind: str, counts: dict[str, int]) -> None:
    recorded = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    text = json.dumps({**recorded, kind: counts}, ensure_ascii=False, indent=1, sort_keys=True)
    RECORD.write_text(text + "\n", encoding="utf-8")
