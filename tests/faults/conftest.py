"""A service of its own, copied from the tests' world."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.service import Service, running
from tests.kit import databases


@pytest.fixture(scope="package")
def service(run_database: str) -> Iterator[Service]:
    """Supervisor, web server and durable database with a copy of the world."""
    base = Path("/tmp") / f"dure-fault-{os.getpid()}-{time.monotonic_ns()}"  # noqa: S108 - passable for the server
    with running(base, databases.url_of(run_database)) as service:
        yield service
