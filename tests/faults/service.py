"""A whole service of its own for fault tests: durable database, web server, supervisor."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from launcher.paths import checkout_key
from launcher.postgres import Cluster, free_port
from launcher.server_files import find_programs

ROOT = Path(__file__).resolve().parents[2]
SUPERVISE = (
    "import sys; from launcher.supervisor import Supervisor as S; s = S(int(sys.argv[1])); s.start(); s.run()"
)


@dataclass
class Service:
    """A running service and the ways to hurt it."""

    cluster: Cluster
    port: int
    process: subprocess.Popen[bytes]

    def postmaster(self) -> int:
        """Process number of the database server."""
        return int((self.cluster.data / "postmaster.pid").read_text().split()[0])

    def web_master(self) -> int:
        """Process number of the web server's first process."""
        return int((self.cluster.state / "web.pid").read_text())

    def kill_database(self) -> None:
        """kill -9, as a full machine or a crash does it."""
        os.kill(self.postmaster(), signal.SIGKILL)

    def kill_web(self) -> None:
        """kill -9 of the web server's first process and all its workers at once."""
        master = self.web_master()
        children = _children(master)
        for pid in (master, *children):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def is_ready(self) -> bool:
        """Whether web server and database both answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/health/ready")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def wait_until_ready(self, seconds: float) -> float:
        """Seconds until it answered; fails after the given time."""
        started = time.monotonic()
        while not self.is_ready():
            assert time.monotonic() - started < seconds, "the service did not come back"
            time.sleep(0.1)
        return time.monotonic() - started


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(word) for word in listed.read_text().split()] if listed.exists() else []


def load(source_url: str, target_url: str) -> None:
    """Copy the registry and one institution between servers, roles aside."""
    folder = find_programs().folder
    others = ["--exclude-schema=tmpl_*", "--exclude-schema=gov_*", "--exclude-schema=inst_narae_*"]
    command = [str(folder / "pg_dump"), "--no-owner", "--no-acl", *others]
    dump = subprocess.Popen(
        [*command, "--exclude-schema=inst_garam_youth", "--dbname", source_url], stdout=subprocess.PIPE
    )
    with subprocess.Popen(
        [str(folder / "psql"), "-Xq", "--dbname", target_url], stdin=dump.stdout, stdout=subprocess.DEVNULL
    ) as restore:
        pass
    assert dump.wait() == 0
    assert restore.returncode == 0


@contextlib.contextmanager
def running(base: Path, source_url: str) -> Iterator[Service]:
    """Start a service whose database is a copy of the given one; end it and its data afterwards."""
    cluster = Cluster("demo", base / checkout_key())
    load(source_url, cluster.start())
    port = free_port()
    environment = {key: value for key, value in os.environ.items() if key != "DURE_DATABASE_URL"}
    environment["DURE_STATE_DIR"] = str(base)
    process = subprocess.Popen([sys.executable, "-c", SUPERVISE, str(port)], cwd=ROOT, env=environment)
    service = Service(cluster, port, process)
    try:
        service.wait_until_ready(60)
        yield service
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            service.kill_web()
            process.kill()
            process.wait()
        cluster.remove()
        shutil.rmtree(base, ignore_errors=True)


def port_is_open(port: int) -> bool:
    """Whether anything listens on the loopback port."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
