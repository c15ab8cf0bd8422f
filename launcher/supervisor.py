"""Keep the web server, the job worker and the embedded database up until told to stop."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import FrameType
from urllib.parse import urlsplit

from launcher import postgres
from launcher.console import LauncherError, complain, say
from launcher.paths import ROOT
from launcher.processes import Remembered

START_SECONDS = 60.0
LOOK_SECONDS = 1.0
LONGEST_PAUSE = 5.0
STEADY_SECONDS = 2.0


@dataclass
class Child:
    """A process that has to be up; started again after a growing pause when it falls."""

    name: str
    command: Sequence[str]
    remembered: Remembered
    process: subprocess.Popen[bytes] | None = None
    pause: float = 1.0
    started_at: float = 0.0
    not_before: float = field(default=0.0)

    def is_running(self) -> bool:
        """Whether the process is up."""
        return self.process is not None and self.process.poll() is None

    def look(self) -> None:
        """Start the process when it is not running."""
        now = time.monotonic()
        if self.is_running():
            return
        if self.process is not None:
            # What ran for a while was killed and starts at once; what falls at once has to wait.
            steady = now - self.started_at > STEADY_SECONDS
            self.not_before = now if steady else now + self.pause
            self.pause = 1.0 if steady else min(self.pause * 2, LONGEST_PAUSE)
            say(f"{self.name} ended; starting it again.", f"{self.name} 프로세스가 끝나 다시 시작합니다.")
            self.process = None
        if now >= self.not_before:
            self.start()

    def start(self) -> None:
        """Start the process and remember it."""
        self.process = subprocess.Popen(self.command, cwd=ROOT, stdin=subprocess.DEVNULL)
        self.started_at = time.monotonic()
        self.remembered.write(self.process.pid)

    def end(self) -> None:
        """End the process and wait for it."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.remembered.forget()


def web_child(port: int) -> Child:
    """The web server on the loopback address."""
    workers = max(2, min(4, os.cpu_count() or 2))
    command = [sys.executable, "-m", "gunicorn", "erp.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    options = ["--workers", str(workers), "--threads", "4", "--timeout", "120", "--graceful-timeout", "10"]
    # The control socket would open in the home folder.
    return Child(
        "web",
        [*command, *options, "--no-control-socket", "--log-level", "warning"],
        Remembered("web", "gunicorn"),
    )


def worker_child() -> Child:
    """The job worker."""
    command = [sys.executable, str(ROOT / "manage.py"), "procrastinate", "worker"]
    return Child("jobs", command, Remembered("jobs", "manage.py"))


class Supervisor:
    """The loop of bin/demo."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.children = [web_child(port), worker_child()]
        self.stopping = False
        self.address = postgres.url("demo") or ""

    def start(self) -> None:
        """Start everything and wait until the web server answers."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        for child in self.children:
            child.start()
        deadline = time.monotonic() + START_SECONDS
        while not self.stopping and not answers(f"http://127.0.0.1:{self.port}"):
            if time.monotonic() > deadline or not self.children[0].is_running():
                self.end()
                raise LauncherError("The web server did not start.", "웹 서버가 시작되지 않았습니다.")
            time.sleep(0.1)

    def run(self) -> None:
        """Look after everything until a signal says stop; then end all in order, whatever happened."""
        try:
            while not self.stopping:
                self._look_at_database()
                for child in self.children:
                    child.look()
                time.sleep(LOOK_SECONDS)
        finally:
            self.end()

    def end(self) -> None:
        """End the processes, then the database they used."""
        for child in self.children:
            child.end()
        postgres.stop("demo")

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _look_at_database(self) -> None:
        if postgres.given_url() or answers(self.address):
            return
        say(
            "The database does not answer; starting it again.",
            "데이터베이스가 응답하지 않아 다시 시작합니다.",
        )
        try:
            address = postgres.ensure("demo")
        except LauncherError as error:
            complain(error)
            return
        if address != self.address:
            # The old port is somebody else's now: the children have to read the new address.
            self.address = address
            for child in self.children:
                child.end()
                child.start()


def answers(address: str) -> bool:
    """Whether something listens at the database's address."""
    parts = urlsplit(address)
    with contextlib.suppress(OSError), socket.create_connection((parts.hostname, parts.port), timeout=2):
        return True
    return False
