"""Two browsers log in as the same person at the same moment, in real processes: one stays in."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connections
from django.test import Client

from core.access import SYSTEM
from identity.choices import LoginEnd
from identity.models import Login
from identity.services import PolicyData, change_policy
from tenants.context import institution
from tests.people import HIRED_AT, PASSWORD
from tests.worlds import World, read_world

PROCESSES, ROUNDS = 2, 10


@pytest.fixture
def culture(committed_database: str) -> World:
    return read_world()


def _close() -> None:
    for alias in connections:
        connections[alias].close()


def _browse(host: str, gate: Any, answers: Any) -> None:
    """One process, a new browser in each round: log in when the gate opens, then look whether one is in."""
    for _round in range(ROUNDS):
        browser = Client(headers={"host": host})
        browser.get("/login/")
        gate.wait(timeout=60)
        entered = browser.post("/login/", {"login": "drafter", "password": PASSWORD}).status_code
        gate.wait(timeout=60)
        answers.put((entered, browser.get("/me/").status_code == 200))
        gate.wait(timeout=60)
    _close()


def _rounds(host: str, look: Callable[[], Any]) -> list[tuple[list[tuple[int, bool]], Any]]:
    """What the browsers got in each round, and what the database says after it."""
    _close()
    context = multiprocessing.get_context("fork")
    gate, answers = context.Barrier(PROCESSES + 1), context.Queue()
    crowd = [context.Process(target=_browse, args=(host, gate, answers)) for _ in range(PROCESSES)]
    for process in crowd:
        process.start()
    seen = []
    for _round in range(ROUNDS):
        gate.wait(timeout=60)
        gate.wait(timeout=60)
        found = [answers.get(timeout=60) for _ in crowd]
        seen.append((found, look()))
        gate.wait(timeout=60)
    for process in crowd:
        process.join(timeout=60)
    assert [process.exitcode for process in crowd] == [0] * PROCESSES
    return seen


def test_one_of_two_logins_at_once_stays(culture: World) -> None:
    def open_logins() -> tuple[int, int]:
        with institution(culture.culture):
            mine = Login.objects.filter(user__login_name="drafter", ended_at__isnull=True)
            return mine.count(), Session.objects.filter(session_key__in=mine.values("session_key")).count()

    for found, counted in _rounds(str(culture.culture.host), open_logins):
        assert sorted(is_in for _entered, is_in in found) == [False, True], found
        assert {entered for entered, _is_in in found} <= {302, 400}, found
        assert counted == (1, 1)
    with institution(culture.culture):
        ends = Login.objects.filter(user__login_name="drafter").values_list("end_reason", flat=True)
        assert sorted(ends) == sorted([LoginEnd.OPEN] + [LoginEnd.ELSEWHERE] * (PROCESSES * ROUNDS - 1))


def test_where_several_logins_are_allowed_both_stay(culture: World) -> None:
    with institution(culture.culture):
        policy = PolicyData(second_factor="OFF", are_parallel_logins_allowed=True)
        change_policy(actor=SYSTEM, data=policy, at=HIRED_AT)

    for found, _nothing in _rounds(str(culture.culture.host), lambda: None):
        assert found == [(302, True)] * PROCESSES
