"""Lists: stable cursors, filters, ordering, thin answers, counts; what is unknown is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from identity.models import ApiClient
from identity.permissions import API_CLIENT_VIEW, USER_VIEW
from tenants import registry
from tenants.context import institution
from tests.api.kit import AT, Program, program, register
from tests.worlds import World

CLIENTS = "/api/v1/api-clients"


@pytest.fixture
def caller(world: World) -> Program:
    """A reader among 25 programs; five share each name, so only the id keeps order."""
    with institution(world.culture):
        issued = register(world.culture, [USER_VIEW]).client
        applications = type(issued.application)
        for index in range(23):
            application = applications.objects.create(
                client_type="confidential", authorization_grant_type="client-credentials"
            )
            ApiClient.objects.create(
                application=application,
                name=f"프로그램 {index // 5}",
                system_name="은행" if index % 2 else "홈택스",
                created_at=AT + timedelta(days=index),
                is_active=index != 3,
            )
    return program(world.culture, API_CLIENT_VIEW)


def _walk(caller: Program, address: str, way: str = "next") -> list[list[dict[str, Any]]]:
    pages = []
    while address:
        answer = caller.get(address)
        assert answer.status_code == 200, answer.content
        pages.append(answer.json()["items"])
        following = answer.json()[way]
        address = "" if following is None else f"{urlsplit(following).path}?{urlsplit(following).query}"
    return pages


def test_pages_cover_every_row_once_in_order(caller: Program) -> None:
    whole = caller.get(f"{CLIENTS}?limit=500").json()["items"]
    pages = _walk(caller, f"{CLIENTS}?limit=7")
    assert [len(page) for page in pages] == [7, 7, 7, 4]
    assert [row["id"] for page in pages for row in page] == [row["id"] for row in whole]
    assert [row["name"] for row in whole] == sorted(row["name"] for row in whole)


@pytest.mark.parametrize("ordering", ["name", "-name", "-created_at", "name,-created_at", "-created_at,name"])
def test_every_ordering_pages_without_loss(caller: Program, ordering: str) -> None:
    whole = caller.get(f"{CLIENTS}?limit=500&ordering={ordering}").json()["items"]
    pages = _walk(caller, f"{CLIENTS}?limit=4&ordering={ordering}")
    assert [row["id"] for page in pages for row in page] == [row["id"] for row in whole]


def test_walking_back_gives_the_same_pages(caller: Program) -> None:
    forward = _walk(caller, f"{CLIENTS}?limit=10")
    second = caller.get(f"{CLIENTS}?limit=10").json()["next"]
    place = urlsplit(second)
    middle = caller.get(f"{place.path}?{place.query}").json()
    assert middle["items"] == forward[1]
    back = urlsplit(middle["prev"])
    first = caller.get(f"{back.path}?{back.query}").json()
    assert first["items"] == forward[0]
    assert first["prev"] is None


def test_rows_added_meanwhile_do_not_shift_the_pages(caller: Program, world: World) -> None:
    first = caller.get(f"{CLIENTS}?limit=10").json()
    register(world.culture, [USER_VIEW], name="가장 앞")
    place = urlsplit(first["next"])
    second = caller.get(f"{place.path}?{place.query}").json()
    assert {row["id"] for row in first["items"]}.isdisjoint(row["id"] for row in second["items"])
    assert len(second["items"]) == 10


def test_cursor_of_another_list_order_or_institution_is_refused(caller: Program, world: World) -> None:
    cursor = urlsplit(caller.get(f"{CLIENTS}?limit=5").json()["next"]).query
    reordered = caller.get(f"{CLIENTS}?ordering=-name&{cursor}")
    assert (reordered.status_code, reordered.json()["code"]) == (409, "CURSOR_UNUSABLE")
    elsewhere = program(world.youth, API_CLIENT_VIEW).get(f"{CLIENTS}?{cursor}")
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (409, "CURSOR_UNUSABLE")
    forged = caller.get(f"{CLIENTS}?cursor=bm9uc2Vuc2U")
    assert (forged.status_code, forged.json()["code"]) == (409, "CURSOR_UNUSABLE")


def test_filter_search_and_count(caller: Program) -> None:
    idle = caller.get(f"{CLIENTS}?is_active=false&count=true").json()
    assert (idle["count"], len(idle["items"])) == (1, 1)
    assert caller.get(f"{CLIENTS}?q=홈택스&count=true&limit=1").json()["count"] == 12
    assert "count" not in caller.get(CLIENTS).json()


def test_search_takes_wildcards_literally(caller: Program) -> None:
    assert caller.get(f"{CLIENTS}?q=%25&count=true").json()["count"] == 0


def test_thin_answers_always_hold_the_id(caller: Program) -> None:
    rows = caller.get(f"{CLIENTS}?fields=name").json()["items"]
    assert {tuple(row) for row in rows} == {("id", "name")}


@pytest.mark.parametrize(
    "query,pointer,code",
    [
        ("colour=red", "/colour", "UNKNOWN_PARAMETER"),
        ("limit=5&limit=6", "/limit", "REPEATED_PARAMETER"),
        ("limit=0", "/limit", "RANGE"),
        ("limit=501", "/limit", "RANGE"),
        ("limit=many", "/limit", "TYPE"),
        ("is_active=yes", "/is_active", "TYPE"),
        ("is_active__gte=true", "/is_active__gte", "UNKNOWN_PARAMETER"),
        ("ordering=contact", "/ordering", "UNKNOWN_ORDERING"),
        ("fields=secret", "/fields", "UNKNOWN_OUTPUT_FIELD"),
        ("q=%00", "/q", "INVALID"),
        ("count=1", "/count", "TYPE"),
        ("as_of=2026-01-01", "/as_of", "UNKNOWN_PARAMETER"),
    ],
)
def test_what_the_list_does_not_know_is_400(caller: Program, query: str, pointer: str, code: str) -> None:
    answer = caller.get(f"{CLIENTS}?{query}")
    assert answer.status_code == 400
    assert [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]] == [(pointer, code)]


def test_number_of_statements_does_not_grow_with_the_rows(
    caller: Program, world: World, django_assert_num_queries: Any
) -> None:
    for rows in (3, 25):
        registry.forget_hosts()  # looked up anew every 5 s: once in each count, whatever ran before
        with django_assert_num_queries(3):
            assert len(caller.get(f"{CLIENTS}?limit={rows}").json()["items"]) == rows
