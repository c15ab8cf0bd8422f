"""The API clients resource: the first that shows pages, keys, versions and refusals together."""

from __future__ import annotations

import pytest

from core.errors import PermissionMissing
from core.ids import uuid7
from identity.models import ApiClient
from identity.permissions import API_CLIENT_VIEW, USER_VIEW
from identity.services.api_clients import ApiClientData, create_api_client
from tenants.context import institution
from tests.api.kit import AT, PROBLEM, administrator, keeper, program, register
from tests.worlds import World

CLIENTS = "/api/v1/api-clients"
BODY = {"name": "예산 연계", "system_name": "e호조", "scopes": ["identity.user:view"]}


def _count(world: World) -> int:
    with institution(world.culture):
        return ApiClient.objects.count()


def test_created_client_shows_its_secret_once(world: World) -> None:
    caller = keeper(world.culture)
    answer = caller.post(CLIENTS, BODY)
    assert answer.status_code == 201
    made = answer.json()
    assert len(made["client_secret"]) >= 64
    assert made["scopes"] == ["identity.user:view"]
    assert answer["ETag"] == '"1"'
    assert answer["Location"] == f"http://{world.culture.host}{CLIENTS}/{made['id']}"
    again = caller.get(f"{CLIENTS}/{made['id']}")
    assert "client_secret" not in again.json()
    assert again["ETag"] == '"1"'


def test_same_key_and_body_answers_again_without_a_second_client_and_without_the_secret(world: World) -> None:
    caller, key = keeper(world.culture), uuid7()
    first = caller.post(CLIENTS, BODY, key=key)
    count = _count(world)
    second = caller.post(CLIENTS, BODY, key=key)
    assert (second.status_code, second["Idempotency-Replayed"]) == (201, "true")
    assert second.json() == {**first.json(), "client_secret": None}
    assert (second["ETag"], second["Location"]) == (first["ETag"], first["Location"])
    assert "Idempotency-Replayed" not in first
    assert _count(world) == count


def test_same_key_with_another_body_is_422(world: World) -> None:
    caller, key = keeper(world.culture), uuid7()
    caller.post(CLIENTS, BODY, key=key)
    count = _count(world)
    answer = caller.post(CLIENTS, {**BODY, "name": "다른 이름"}, key=key)
    assert (answer.status_code, answer.json()["code"]) == (422, "IDEMPOTENCY_KEY_REUSED")
    assert _count(world) == count


def test_key_is_needed_and_must_be_a_uuid(world: World) -> None:
    caller = keeper(world.culture)
    count = _count(world)
    for key in ("", "1", "not-a-uuid"):
        answer = caller.post(CLIENTS, BODY, idempotency_key=key)
        assert (answer.status_code, answer.json()["code"]) == (400, "IDEMPOTENCY_KEY_REQUIRED")
    assert _count(world) == count


def test_refusal_leaves_the_key_free(world: World) -> None:
    caller, key = keeper(world.culture), uuid7()
    refused = caller.post(CLIENTS, {**BODY, "scopes": ["payroll.pay:run"]}, key=key)
    assert (refused.status_code, refused.json()["code"]) == (409, "SCOPE_NOT_GRANTABLE")
    assert caller.post(CLIENTS, BODY, key=key).status_code == 201


def test_keys_of_two_callers_do_not_meet(world: World) -> None:
    key = uuid7()
    first, second = keeper(world.culture), program(world.culture, USER_VIEW)
    assert first.post(CLIENTS, BODY, key=key).status_code == 201
    assert second.post(CLIENTS, BODY, key=key).status_code == 403


def test_programs_cannot_be_given_the_right_to_keep_programs(world: World) -> None:
    answer = keeper(world.culture).post(CLIENTS, {**BODY, "scopes": ["identity.api_client:manage"]})
    assert (answer.status_code, answer.json()["code"]) == (409, "SCOPE_NOT_GRANTABLE")
    assert answer.json()["facts"] == {"scopes": ["identity.api_client:manage"]}


def test_change_needs_the_version_seen(world: World) -> None:
    caller = keeper(world.culture)
    issued = register(world.culture, [USER_VIEW], name="옛 이름")
    place = f"{CLIENTS}/{issued.client.pk}"
    for tag, status, code in (
        ("", 428, "PRECONDITION_REQUIRED"),
        ("*", 428, "PRECONDITION_REQUIRED"),
        ('W/"1"', 412, "STALE_VERSION"),
        ('"2"', 412, "STALE_VERSION"),
        ('"x"', 412, "STALE_VERSION"),
    ):
        answer = caller.put(place, BODY, if_match=tag)
        assert (answer.status_code, answer.json()["code"]) == (status, code), tag
    assert caller.get(place).json()["name"] == "옛 이름"
    changed = caller.put(place, BODY, if_match='"1"')
    assert (changed.status_code, changed["ETag"], changed.json()["name"]) == (200, '"2"', "예산 연계")
    assert caller.put(place, BODY, if_match='"1"').status_code == 412


def test_acts_need_key_and_version_and_replay_ignores_the_version(world: World) -> None:
    caller, key = keeper(world.culture), uuid7()
    issued = register(world.culture, [USER_VIEW])
    place = f"{CLIENTS}/{issued.client.pk}/revocations"
    assert caller.post(place).status_code == 428
    first = caller.post(place, key=key, if_match='"1"')
    assert (first.status_code, first.json()["is_active"], first["ETag"]) == (201, False, '"2"')
    assert caller.post(place, key=key, if_match='"1"').content == first.content
    again = caller.post(place, if_match='"2"')
    assert (again.status_code, again.json()["code"]) == (409, "INVALID_MOVE")


def test_unknown_member_is_400_with_its_pointer(world: World) -> None:
    caller = keeper(world.culture)
    count = _count(world)
    answer = caller.post(CLIENTS, {**BODY, "tenant": "youth", "a/b": 1})
    assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
    assert [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]] == [
        ("/tenant", "UNKNOWN_FIELD"),
        ("/a~1b", "UNKNOWN_FIELD"),
    ]
    assert _count(world) == count


def test_every_wrong_member_is_named(world: World) -> None:
    answer = keeper(world.culture).post(
        CLIENTS, {"name": " ", "system_name": 1, "scopes": ["x", "identity.user:view"]}
    )
    assert [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]] == [
        ("/name", "BLANK"),
        ("/system_name", "TYPE"),
        ("/scopes/0", "INVALID"),
    ]


def test_another_institutions_client_is_404(world: World) -> None:
    foreign = register(world.youth, [USER_VIEW])
    answer = keeper(world.culture).get(f"{CLIENTS}/{foreign.client.pk}")
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")


def test_actor_without_the_right_is_refused_by_the_service_too(world: World) -> None:
    with institution(world.culture), pytest.raises(PermissionMissing):
        create_api_client(
            actor=administrator(API_CLIENT_VIEW), data=ApiClientData("가", "나", [USER_VIEW]), at=AT
        )
    assert _count(world) == 0
