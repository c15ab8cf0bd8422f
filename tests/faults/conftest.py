"""A service of its own, copied from the tests' world, with a commitment to write vouchers on."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from tests.faults.ground import lay_ground
from tests.faults.posting import Ground
from tests.faults.service import Service, running
from tests.kit import databases
from tests.kit.preparing import point_at, prepared_world
from tests.worlds import read_world


@dataclass
class Stage:
    """The service and what can be posted there."""

    service: Service
    ground: Ground


@pytest.fixture(scope="package")
def stage(run_database: str, django_db_blocker: Any) -> Iterator[Stage]:
    """Supervisor, web server and durable database with a copy of the world."""
    with django_db_blocker.unblock():
        source = prepared_world()  # nobody is connected to it, unlike this run's own copy
        point_at(run_database)
    before = connections["default"].settings_dict["NAME"]
    name = f"dure_run_{os.getpid()}_faults"
    with databases.build_lock("test-template"), databases.maintenance() as server:
        databases.drop(server, name)
        databases.copy(server, source, name)
    with django_db_blocker.unblock():
        point_at(name)
        ground = lay_ground(read_world().culture)
        point_at(before)
    base = Path("/tmp") / f"dure-fault-{os.getpid()}-{time.monotonic_ns()}"  # noqa: S108 - passable for the server
    with running(base, databases.url_of(name)) as service:
        with databases.maintenance() as server:
            databases.drop(server, name)
        yield Stage(service, ground)


@pytest.fixture
def service(stage: Stage) -> Service:
    """The running service."""
    return stage.service
