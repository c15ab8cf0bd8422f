"""The embedded database: started by several at once, killed, its number and its port taken."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from launcher.postgres import Cluster, ensure, stop


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    """Own servers of this test, in a folder the database's account can enter."""
    folder = Path("/tmp") / f"dure-test-{os.getpid()}-{time.monotonic_ns()}"  # noqa: S108 - short and passable
    monkeypatch.setenv("DURE_STATE_DIR", str(folder))
    monkeypatch.delenv("DURE_DATABASE_URL", raising=False)
    made = Cluster("test")
    yield made
    made.remove()
    Cluster("demo").remove()
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def _postmaster(cluster: Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().split()[0])


def _answer(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("select count(*) from kept").fetchone()
    return int(row[0]) if row else -1


def test_several_starters_agree_on_one_server(cluster: Cluster) -> None:
    command = [sys.executable, "-m", "launcher.postgres", "start", "--cluster", "test"]
    starters = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    said = {starter.communicate()[0] for starter in starters}
    assert [starter.returncode for starter in starters] == [0, 0, 0, 0]
    assert len(said) == 1


def test_killed_server_comes_back_on_its_port_with_its_rows(cluster: Cluster) -> None:
    durable = Cluster("demo")
    url = ensure("demo")
    with psycopg.connect(url) as connection:
        connection.execute("create table kept as select 1")
    os.kill(_postmaster(durable), signal.SIGKILL)
    assert ensure("demo") == url
    assert _answer(url) == 1


def test_number_of_a_dead_server_taken_by_another_process(cluster: Cluster) -> None:
    ensure("test")
    os.kill(_postmaster(cluster), signal.SIGKILL)
    time.sleep(0.5)
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        lines = (cluster.data / "postmaster.pid").read_text().splitlines()
        (cluster.data / "postmaster.pid").write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        assert cluster.running_port() is None
        ensure("test")
        assert cluster.running_port() is not None
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_port_taken_by_another_program(cluster: Cluster) -> None:
    first = ensure("test")
    assert stop("test") is True
    port = int((cluster.folder / "port").read_text())
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", port))
        taken.listen()
        assert ensure("test") != first


def test_stop_twice_and_address_without_start(cluster: Cluster) -> None:
    assert cluster.recorded_url() is None
    url = ensure("test")
    assert cluster.recorded_url() == url
    assert stop("test") is True
    assert stop("test") is False
    assert cluster.recorded_url() == url


def test_nobody_logs_in_without_the_password(cluster: Cluster) -> None:
    url = ensure("test")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url.replace(url.split(":")[2].split("@")[0], "wrong"))


def test_given_address_replaces_the_embedded_server(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DURE_DATABASE_URL", "postgresql://somebody@db.example/dure")
    assert ensure("demo") == "postgresql://somebody@db.example/dure"
    assert stop("demo") is False
    assert not cluster.data.exists()
