"""The world in a committed database of one's own, for benchmarks and scripts outside pytest."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

from tests.kit import databases
from tests.kit.preparing import point_at, prepared_world


@contextmanager
def own_copy(purpose: str) -> Iterator[str]:
    """Copy the world, point this process at it, drop it at the end; gives the database's name."""
    source = prepared_world()
    name = f"dure_run_{os.getpid()}_{purpose}"
    with databases.build_lock("test-template"), databases.maintenance() as server:
        databases.drop(server, name)
        databases.copy(server, source, name)
    point_at(name)
    try:
        yield name
    finally:
        for alias in connections:
            connections[alias].close()
        with databases.maintenance() as server:
            databases.drop(server, name)
