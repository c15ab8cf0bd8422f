"""Makes the databases of the tests with the product's own code, and points this process at them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connections
from django.utils import timezone

from erp.settings import _database, _reader
from tenants.building.templates import build_everything
from tests.kit import databases
from tests.worlds import make_world

PRESENT = ("NAME", "USER", "PASSWORD", "HOST", "PORT")


def point_at(name: str) -> None:
    """All aliases of this process use this database of the test server, from the shared schema on."""
    main = _database(databases.url_of(name))
    _repoint("default", main)
    _repoint("reader", _reader("", main))
    connections["default"].set_schema_to_public()  # type: ignore[attr-defined]


def _repoint(alias: str, found: dict[str, Any]) -> None:
    wrapper = connections[alias]
    wrapper.close()
    wrapper.settings_dict.update(
        {key: found[key] for key in PRESENT}, CONN_MAX_AGE=0, CONN_HEALTH_CHECKS=False
    )


def prepared_world() -> str:
    """Name of the database with the world of today's code, made if need be."""
    schema_db = "dure_schema_" + databases.digest(databases.SCHEMA_SOURCES)
    world_db = world_name()
    with databases.build_lock("test-template"):
        with databases.maintenance() as server:
            databases.drop_leftovers(server)
            has_schemas, has_world = databases.exists(server, schema_db), databases.exists(server, world_db)
        if not has_world:
            if not has_schemas:
                _build(schema_db, None, lambda: build_everything(timezone.now()))
            _build(world_db, schema_db, make_world)
    return world_db


def world_name() -> str:
    """Name under which the world of today's code is kept."""
    return "dure_world_" + databases.digest(databases.SCHEMA_SOURCES + databases.WORLD_SOURCES)


def _build(name: str, source: str | None, fill: Callable[[], None]) -> None:
    """Make the database under another name first, so that a half-made one is never used."""
    side = f"{name}_new"
    with databases.maintenance() as server:
        databases.drop(server, side)
        databases.copy(server, source or "template0", side)
    point_at(side)
    try:
        fill()
    finally:
        for alias in connections:
            connections[alias].close()
    with databases.maintenance() as server:
        databases.rename(server, side, name)
