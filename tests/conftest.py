"""Database per run, world per test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, connections

from tests.kit import databases
from tests.kit.real_data import (  # noqa: F401 - hooks and fixture
    pytest_collection_modifyitems,
    pytest_terminal_summary,
    real_data,
)
from tests.worlds import World, make_world, read_world


def _point_at(name: str) -> None:
    """All aliases of this process use this database of the test server."""
    from urllib.parse import unquote, urlsplit

    parts = urlsplit(databases.url_of(name))
    for alias in ("default", "reader"):
        wrapper = connections[alias]
        wrapper.close()
        wrapper.settings_dict.update(
            NAME=name, HOST=parts.hostname, PORT=str(parts.port), CONN_MAX_AGE=0, CONN_HEALTH_CHECKS=False
        )
        if alias == "default":
            wrapper.settings_dict.update(
                USER=unquote(parts.username or ""), PASSWORD=unquote(parts.password or "")
            )
    connections["default"].set_schema_to_public()


def _build(name: str, source: str | None, fill: Any) -> None:
    """Make the database `name` under another name first, so that a half-made one is never used."""
    side = f"{name}_new"
    with databases.maintenance() as server:
        databases.drop(server, side)
        databases.copy(server, source or "template0", side)
    _point_at(side)
    try:
        fill()
    finally:
        connections["default"].close()
        connections["reader"].close()
    with databases.maintenance() as server:
        databases.rename(server, side, name)


def _schemas() -> None:
    from django.utils import timezone

    from tenants.building.templates import build_everything

    build_everything(timezone.now())


def prepared_world() -> str:
    """Name of the database with the world of today's code, made if need be."""
    schema_db = "dure_schema_" + databases.digest(databases.SCHEMA_SOURCES)
    world_db = "dure_world_" + databases.digest(databases.SCHEMA_SOURCES + databases.WORLD_SOURCES)
    with databases.build_lock("test-template"):
        with databases.maintenance() as server:
            databases.drop_leftovers(server)
            has_schemas, has_world = databases.exists(server, schema_db), databases.exists(server, world_db)
        if not has_world:
            if not has_schemas:
                _build(schema_db, None, _schemas)
            _build(world_db, schema_db, make_world)
    return world_db


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
        _point_at(run_database)


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
        databases.copy(server, prepared_world_name(), name)
    with django_db_blocker.unblock():
        _point_at(name)
        yield name
        _point_at(before)
    with databases.maintenance() as server:
        databases.drop(server, name)


def prepared_world_name() -> str:
    """Name under which the world of today's code is kept."""
    return "dure_world_" + databases.digest(databases.SCHEMA_SOURCES + databases.WORLD_SOURCES)
