"""T49: a client that asks too often is told when to come back; nobody else notices."""

from __future__ import annotations

from collections import Counter
from itertools import count
from typing import Any

import pytest
from django.test import Client

from core.api import throttles
from identity.permissions import API_CLIENT_VIEW, USER_VIEW
from tests.api.kit import Program, program, register, take_token
from tests.worlds import World

CLIENTS = "/api/v1/api-clients"
LIMITS = {
    "client_read": 6,
    "client_write": 2,
    "institution_read": 1000,
    "institution_write": 1000,
    "stranger": 5,
}
HOURS = count(500_000)  # each test in an hour of its own


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, settings: Any) -> dict[str, float]:
    """The clock of the counters and small allowances."""
    settings.API_LIMITS = LIMITS
    now = {"at": next(HOURS) * 3600.0}
    monkeypatch.setattr(throttles, "clock", lambda: now["at"])
    return now


def _reader(world: World, tenant: str = "culture") -> Program:
    return program(getattr(world, tenant), API_CLIENT_VIEW)


def test_ten_times_the_allowance_is_429_with_the_time_to_wait(world: World, clock: dict[str, float]) -> None:
    greedy = _reader(world)
    answers = [greedy.get(CLIENTS) for _turn in range(60)]
    assert Counter(answer.status_code for answer in answers) == {200: 6, 429: 54}
    refused = answers[-1]
    assert refused.json()["code"] == "TOO_MANY_REQUESTS"
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert refused["RateLimit-Remaining"] == "0"


def test_other_clients_and_institutions_are_unaffected(world: World, clock: dict[str, float]) -> None:
    greedy, modest, foreign = _reader(world), _reader(world), _reader(world, "youth")
    for _turn in range(20):
        greedy.get(CLIENTS)
    assert greedy.get(CLIENTS).status_code == 429
    assert modest.get(CLIENTS).status_code == 200
    assert foreign.get(CLIENTS)["RateLimit-Remaining"] == "5"


def test_allowance_comes_back_after_the_minute(world: World, clock: dict[str, float]) -> None:
    greedy = _reader(world)
    for _turn in range(7):
        last = greedy.get(CLIENTS)
    clock["at"] += int(last["Retry-After"])
    again = greedy.get(CLIENTS)
    assert (again.status_code, again["RateLimit-Remaining"]) == (200, "5")


def test_writes_have_an_allowance_of_their_own(world: World, clock: dict[str, float]) -> None:
    caller = _reader(world)
    statuses = [caller.post(CLIENTS, {}).status_code for _turn in range(3)]
    assert statuses == [403, 403, 429]
    assert caller.get(CLIENTS).status_code == 200


def test_whole_institution_has_a_limit(world: World, clock: dict[str, float], settings: Any) -> None:
    settings.API_LIMITS = {**LIMITS, "institution_read": 8}
    first, second = _reader(world), _reader(world)
    statuses = [caller.get(CLIENTS).status_code for caller in (first, second) for _turn in range(5)]
    assert statuses == [200] * 8 + [429] * 2
    assert _reader(world, "youth").get(CLIENTS).status_code == 200


def test_guessing_tokens_and_secrets_is_slowed_by_address(world: World, clock: dict[str, float]) -> None:
    stranger = Program(world.culture.host, f"{world.culture.schema_name}~guess")
    assert [stranger.get(CLIENTS).status_code for _turn in range(7)] == [401] * 5 + [429] * 2
    issued = register(world.youth, [USER_VIEW])
    statuses = [take_token(world.youth, issued, client_secret="x").status_code for _turn in range(6)]
    assert statuses == [401] * 5 + [429]
    assert Client(HTTP_HOST=world.culture.host).get("/docs/api/").status_code == 200
