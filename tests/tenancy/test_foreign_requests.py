"""T27: a request for another tenant's object stays a plain 404, and the operator sees both tenants."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.ids import uuid7
from tenants import middleware, registry
from tenants.context import institution, public
from tenants.models import ForeignRequest, UnresolvedId
from tenants.registry import TenantInfo
from tenants.services.foreign_requests import forget_old_requests, name_owners
from tenants.tasks import forget_old_rows
from tenants.tasks import name_owners as name_owners_job
from tests.accounting.books import line_with
from tests.api.kit import program
from tests.people import client_of, user
from tests.worlds import World

LIST, RESOURCE = "/foreign-requests/", "/api/v1/foreign-requests"


def _person(tenant: TenantInfo, login_name: str = "drafter") -> UUID:
    with institution(tenant):
        return user(login_name).pk


def _waiting() -> list[UUID]:
    with public():
        return list(UnresolvedId.objects.order_by("id").values_list("object_id", flat=True))


def _record() -> list[ForeignRequest]:
    name_owners(at=timezone.now())
    assert _waiting() == []
    with public():
        return list(ForeignRequest.objects.order_by("asked_at", "id"))


def _asked_by_screen(world: World) -> UUID:
    """The administrator of 가람청소년재단 opens a person of 가람문화재단."""
    person = _person(world.culture)
    assert client_of(world.youth, "admin").get(f"/users/{person}/").status_code == 404
    return person


def test_t27_screen_is_traced_with_both_tenants(world: World) -> None:
    person = _asked_by_screen(world)
    (row,) = _record()
    assert (row.schema_name, row.owner_schema) == ("inst_garam_youth", "inst_garam_culture")
    assert (row.object_id, row.owner_table) == (person, "identity_user")
    assert (row.user_id, row.client_id) == (_person(world.youth, "admin"), "")
    assert (row.method, row.route, row.status) == ("GET", "users/<uuid:user_id>/", 404)
    assert row.request_id
    assert row.address == "127.0.0.1"


def test_t27_program_is_traced_by_path_and_by_body(world: World) -> None:
    person = _person(world.culture)
    with institution(world.culture):
        line = line_with(original=1_000_000, allotted=1_000_000).pk
    caller = program(world.youth, "identity.user.view", "accounting.budget.view")
    assert caller.get(f"/api/v1/users/{person}").status_code == 404
    answer = caller.post("/api/v1/spending-proposals", {"rows": [{"line_id": str(line), "amount": "1"}]})
    assert 400 <= answer.status_code < 500
    changed = caller.ask("PATCH", f"/api/v1/users/{uuid7()}", {"name": str(person)}, if_match='"1"')
    assert 400 <= changed.status_code < 500
    found = _record()
    assert [row.object_id for row in found] == [person, line, person]
    assert {row.owner_schema for row in found} == {"inst_garam_culture"}
    assert {row.user_id for row in found} == {None}
    assert len({row.client_id for row in found}) == 1
    assert found[0].client_id


def test_t27_typed_form_and_query_are_looked_through(world: World) -> None:
    with institution(world.culture):
        department = user("drafter").assignments.get().department_id
    browser = client_of(world.youth, "outsider")
    refused = browser.post("/users/new/", {"act": "save", "name": "가", "department": str(department)})
    assert refused.status_code == 403
    assert browser.get(f"/users/?department={department}").status_code == 403
    assert [row.object_id for row in _record()] == [department, department]


def test_answers_for_a_foreign_and_for_an_unknown_id_are_made_by_the_same_statements(world: World) -> None:
    browser = client_of(world.youth, "admin")
    browser.get("/me/")  # the session's clock starts
    asked: list[list[str]] = []
    bodies = []
    for wanted in (_person(world.culture), uuid7()):
        registry.forget_hosts()
        with CaptureQueriesContext(connection) as statements:
            answer = browser.get(f"/users/{wanted}/")
        assert answer.status_code == 404
        bodies.append(answer.content.decode().replace(str(wanted), ""))
        asked.append([query["sql"].partition(" WHERE ")[0][:60] for query in statements])
        assert not any("inst_garam_culture" in query["sql"] for query in statements)
    assert asked[0] == asked[1]
    assert len(bodies[0]) == len(bodies[1])


def test_own_unknown_and_anonymous_requests_leave_nothing(world: World) -> None:
    own = _person(world.youth, "admin")
    assert client_of(world.youth, "outsider").get(f"/users/{own}/").status_code == 403
    assert client_of(world.youth, "admin").get(f"/users/{uuid7()}/").status_code == 404
    assert Client(headers={"host": str(world.youth.host)}).get(f"/users/{own}/").status_code == 302
    assert _waiting()[0] == own
    assert len(_waiting()) == 2
    assert _record() == []


def test_a_government_may_name_its_institutions_ids_but_not_the_others(world: World) -> None:
    officer = client_of(world.gov, "officer")
    for tenant in (world.culture, world.stranger):
        path = f"/api/v1/institutions/culture/payment-vouchers/{_person(tenant)}?reason=BUDGET_REVIEW"
        assert officer.get(path).status_code == 404
    assert [(row.schema_name, row.owner_schema) for row in _record()] == [
        ("gov_garam", "inst_narae_stranger")
    ]


def test_naming_owners_again_adds_nothing(world: World) -> None:
    _asked_by_screen(world)
    name_owners_job(timestamp=0)
    first = [row.pk for row in _record()]
    name_owners_job(timestamp=0)
    assert [row.pk for row in _record()] == first
    assert len(first) == 1


def test_answer_does_not_depend_on_the_record(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_arguments: Any) -> None:
        raise DatabaseError("the registry is full")

    monkeypatch.setattr(middleware, "note_named_ids", fail)
    answer = client_of(world.youth, "admin").get(f"/users/{_person(world.culture)}/")
    assert answer.status_code == 404
    assert _waiting() == []


def test_record_is_insert_only_for_a_year(world: World) -> None:
    _asked_by_screen(world)
    (row,) = _record()
    for statement in (
        "UPDATE public.tenants_foreignrequest SET owner_schema = 'x'",
        "DELETE FROM public.tenants_foreignrequest",
    ):
        with (
            pytest.raises(DatabaseError, match="insert-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    with public():
        values = {
            name: getattr(row, name)
            for name in ("schema_name", "object_id", "method", "status", "owner_schema", "owner_table")
        }
        long_ago = timezone.now() - timedelta(days=367)
        ForeignRequest.objects.create(asked_at=long_ago, resolved_at=long_ago, **values)
    assert forget_old_requests(at=timezone.now()) == 1
    forget_old_rows(timestamp=0)
    with public():
        assert list(ForeignRequest.objects.values_list("pk", flat=True)) == [row.pk]


def test_operator_reads_the_record_on_the_screen_and_over_rest(world: World) -> None:
    person = _asked_by_screen(world)
    (row,) = _record()
    operator = client_of(world.platform, "operator")
    page = operator.get(LIST).content.decode()
    assert "(재)가람청소년재단" in page
    assert "(재)가람문화재단" in page
    assert str(person) in page
    only = operator.get(f"{LIST}?owner=inst_narae_stranger").content.decode()
    assert str(person) not in only
    answer = operator.get(f"{RESOURCE}?schema_name=inst_garam_youth&count=true").json()
    assert answer["count"] == 1
    assert answer["items"][0] | {"resolved_at": ""} == {
        "id": str(row.pk),
        "asked_at": answer["items"][0]["asked_at"],
        "schema_name": "inst_garam_youth",
        "owner_schema": "inst_garam_culture",
        "owner_table": "identity_user",
        "object_id": str(person),
        "user_id": str(row.user_id),
        "client_id": "",
        "method": "GET",
        "route": "users/<uuid:user_id>/",
        "status": 404,
        "address": "127.0.0.1",
        "request_id": row.request_id,
        "resolved_at": "",
    }


def test_nobody_else_reads_the_record(world: World) -> None:
    _asked_by_screen(world)
    outsider = client_of(world.platform, "outsider")
    assert (outsider.get(LIST).status_code, outsider.get(RESOURCE).status_code) == (403, 403)
    for tenant, login_name in ((world.youth, "admin"), (world.gov, "officer")):
        browser = client_of(tenant, login_name)
        assert (browser.get(LIST).status_code, browser.get(RESOURCE).status_code) == (404, 404)
