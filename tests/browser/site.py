"""The product as a real server over its own copy of the test world, for tests with a browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connections

from tests.kit import databases
from tests.kit.preparing import point_at
from tests.worlds import World, read_world

START_SECONDS = 60


@dataclass
class Site:
    """Address of the server and the database behind it."""

    port: int
    database: str
    unblock: Any
    before: str = ""
    world: World = field(init=False)

    def url(self, host: str, path: str = "/") -> str:
        """Address of a path at a tenant's host."""
        return f"http://{host}:{self.port}{path}"

    @contextmanager
    def inside(self) -> Iterator[World]:
        """Work on the server's own database from the test, with real commits."""

        before = connections["default"].settings_dict["NAME"]
        with self.unblock():
            point_at(self.database)
            try:
                yield read_world()
            finally:
                point_at(before)


@contextmanager
def running_site(source: str, blocker: Any) -> Iterator[Site]:
    """Copy the world, start the server, stop it and drop the copy at the end."""
    name = f"dure_run_{os.getpid()}_browser"
    with databases.build_lock("test-template"), databases.maintenance() as server:
        databases.drop(server, name)
        databases.copy(server, source, name)
    site = Site(_free_port(), name, blocker.unblock)
    process = _start(site)
    try:
        _wait(site, process)
        with site.inside() as world:
            site.world = world
        yield site
    finally:
        process.terminate()
        process.wait(timeout=20)
        with databases.maintenance() as server:
            databases.drop(server, name)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _start(site: Site) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "DURE_DATABASE_URL": databases.url_of(site.database),
        "DURE_DEBUG": "1",
        "DURE_HTTPS": "0",
        "DJANGO_SETTINGS_MODULE": "erp.settings",
    }
    command = [sys.executable, "-m", "gunicorn", "erp.wsgi", "--no-control-socket", "--workers", "1"]
    command += ["--threads", "4", "--timeout", "60", "--bind", f"127.0.0.1:{site.port}"]
    return subprocess.Popen(command, cwd=databases.ROOT, env=environment, stderr=subprocess.DEVNULL)


def _wait(site: Site, process: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends:
        if process.poll() is not None:
            raise RuntimeError("the server of the browser tests ended at once")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{site.port}/healthz", timeout=2):  # noqa: TID251
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server of the browser tests did not answer")
