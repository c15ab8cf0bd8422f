"""Database per run, world per test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, connections

from tests.kit import databases
from tests.kit.clock import workday  # noqa: F401 - fixture
from tests.kit.preparing import point_at, prepared_world, world_name
from tests.kit.real_data import (  # noqa: F401 - hooks and fixture
    pytest_collection_modifyitems,
    pytest_terminal_summary,
    real_data,
)
from tests.worlds import World, read_world


@pytest.fixture(scope="session")
def run_database(django_db_blocker: Any) -> Iterator[str]:
    """This run's own copy of the world."""
    with django_db_blocker.unblock():
        source = prepared_world()
    name = f"dure_run_{os.getpid()}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with databases.build_lock("test-template"), databases.maintenance() as server:
        databases.drop(server, name)
        databases.copy(server, source, name)
    yield name
    with django_db_blocker.unblock():
        for alias in connections:
            connections[alias].close()
    with databases.maintenance() as server:
        databases.drop(server, name)


@pytest.fixture(scope="session")
def django_db_setup(run_database: str, django_db_blocker: Any) -> None:
    """Instead of Django's test database with its migrations."""
    with django_db_blocker.unblock():
        point_at(run_database)


@pytest.fixture(autouse=True)
def _reader_is_default(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Uncommitted rows are invisible to a second connection: the officers' door is the same one here.

    Tests that ask for `committed_database` keep the real second connection.
    """
    if "db" in request.fixturenames and "committed_database" not in request.fixturenames:
        request.getfixturevalue("db")  # Django's own guards on the second alias stand first
        real = connections["reader"]
        connections["reader"] = connections["default"]
        yield
        connections["reader"] = real
    else:
        yield


@pytest.fixture(autouse=True)
def _start_in_public(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test inherits a tenant."""
    if {"db", "transactional_db", "committed_database"} & set(request.fixturenames):
        connection.set_schema_to_public()
        yield
        connection.set_schema_to_public()
    else:
        yield


@pytest.fixture(autouse=True)
def _no_allowances(settings: Any) -> None:
    """Tests ask faster than any program may; those about allowances set their own."""
    settings.API_LIMITS = dict.fromkeys(settings.API_LIMITS, 10**9)


@pytest.fixture
def world(db: None) -> World:
    """The tenants; everything a test writes is rolled back."""
    return read_world()


@pytest.fixture
def committed_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """An own copy of the world in which commits are real; thrown away after the test.

    For races, faults, second connections and real processes: its address is
    `tests.kit.databases.url_of(name)`.
    """
    name = f"dure_run_{os.getpid()}_own"
    before = connections["default"].settings_dict["NAME"]
    with databases.build_lock("test-template"), databases.maintenance() as server:
        databases.drop(server, name)
        databases.copy(server, world_name(), name)
    with django_db_blocker.unblock():
        point_at(name)
        yield name
        point_at(before)
    with databases.maintenance() as server:
        databases.drop(server, name)
