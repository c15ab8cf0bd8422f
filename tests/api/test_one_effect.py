"""T15: the same request fifty times at once, some answers lost: one program, fifty equal answers."""

from __future__ import annotations

import multiprocessing
import time
from typing import Any

from django.db import connections

from core.ids import uuid7
from identity.models import ApiClient
from tenants.context import institution
from tests.api.kit import Program, keeper
from tests.worlds import read_world

PROCESSES, TRIES, LOST = 5, 10, 10
CLIENTS = "/api/v1/api-clients"
BODY = {"name": "한 번만", "system_name": "e호조", "scopes": ["identity.user:view"]}


def _insist(host: str, token: str, key: str, gate: Any, answers: Any) -> None:
    """One process: ask until there is an answer, ten times over."""
    caller = Program(host, token)
    gate.wait()
    for _turn in range(TRIES):
        while True:
            answer = caller.post(CLIENTS, BODY, key=key)
            if answer.status_code != 409:
                break
            time.sleep(0.02)
        answers.put((answer.status_code, answer.json()["id"], "Idempotency-Replayed" in answer))
    for alias in connections:
        connections[alias].close()


def test_t15_one_effect_and_fifty_equal_answers(committed_database: str) -> None:
    tenant = read_world().culture
    caller = keeper(tenant)
    with institution(tenant):
        before = ApiClient.objects.count()
    for alias in connections:
        connections[alias].close()
    key = str(uuid7())
    context = multiprocessing.get_context("fork")
    answers: Any = context.Queue()
    gate = context.Barrier(PROCESSES)
    crowd = [
        context.Process(target=_insist, args=(str(tenant.host), caller.token, key, gate, answers))
        for _place in range(PROCESSES)
    ]
    for process in crowd:
        process.start()
    found = [answers.get(timeout=120) for _answer in range(PROCESSES * TRIES)]
    for process in crowd:
        process.join()
    assert {status for status, _id, _replayed in found} == {201}
    assert len({made for _status, made, _replayed in found}) == 1
    assert sum(not replayed for _status, _made, replayed in found) == 1
    for _lost in range(LOST):  # answers that never arrived are asked for again
        assert caller.post(CLIENTS, BODY, key=key).json()["id"] == found[0][1]
    other = caller.post(CLIENTS, {**BODY, "name": "다른 것"}, key=key)
    assert other.status_code == 422
    with institution(tenant):
        assert ApiClient.objects.count() == before + 1
