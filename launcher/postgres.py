"""Embedded PostgreSQL: one durable cluster for the demo, one fast cluster for tests.

    python -m launcher.postgres start|stop|url|status --cluster demo|test

Every call may be repeated; several at once agree through a file lock. A cluster survives the death of
whoever started it and comes back after kill -9.
"""

import argparse
import contextlib
import fcntl
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

from launcher.console import LauncherError, complain, say
from launcher.paths import make_passable, require_free_space, state_folder, state_path
from launcher.server_files import Programs, find_programs

CLUSTERS = ("demo", "test")
SUPERUSER = "dure"
DATABASE = "dure"
PORT_TRIES = 5
ANSWER_SECONDS = 90.0
BUILTIN_LOCALE_MAJOR = 17

COMMON_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "max_locks_per_transaction": "512",
    "jit": "off",
    "shared_buffers": "256MB",
    "max_wal_size": "512MB",
    "work_mem": "8MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# A demo city has tens of thousands of files and the service has to be back soon after a crash: little to
# replay, and one call per file system instead of one per file.
DEMO_SETTINGS = {"checkpoint_timeout": "2min"}
if sys.platform == "linux":
    DEMO_SETTINGS["recovery_init_sync_method"] = "syncfs"
TEST_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}
OWN_SETTINGS = {"demo": DEMO_SETTINGS, "test": TEST_SETTINGS}


class Cluster:
    """One PostgreSQL cluster of this checkout, or of another state folder."""

    def __init__(self, name: str, state: Path | None = None) -> None:
        if name not in CLUSTERS:
            raise LauncherError(f"Unknown cluster {name!r}.", f"알 수 없는 클러스터입니다: {name!r}")
        self.name = name
        self.state = state or state_path()
        self.folder = self.state / f"postgres-{name}"
        self.data = self.folder / "data"
        self.log = self.folder / "postgres.log"

    # --- what is known without starting anything

    def recorded_url(self) -> str | None:
        """The address of the last start, whether or not the server is up now."""
        port, password = self._read("port"), self._read("password")
        return self._url(int(port), password) if port and password else None

    def _url(self, port: int, password: str) -> str:
        return f"postgresql://{SUPERUSER}:{quote(password, safe='')}@127.0.0.1:{port}/{DATABASE}"

    def _read(self, name: str) -> str:
        try:
            return (self.folder / name).read_text().strip()
        except OSError:
            return ""

    def _write(self, name: str, text: str) -> None:
        side = self.folder / f".{name}.{os.getpid()}"
        side.touch(mode=0o600)
        side.write_text(text)
        side.rename(self.folder / name)

    # --- verbs

    def start(self) -> str:
        """Bring the cluster up if it is not, and give its address."""
        with self._locked():
            programs = find_programs()
            running = self._wait_for_running(programs)
            if running is None:
                require_free_space(self.folder, 300_000_000)
                self._initialise(programs)
                running = self._launch(programs)
            self._create_database(programs, running)
            return self._url(running, self._read("password"))

    def stop(self) -> bool:
        """Stop the cluster cleanly; False when it was not running."""
        if not self.data.exists():
            return False
        with self._locked():
            programs = find_programs()
            if not self._process_is_ours(self._pid_lines()):
                return False
            answer = programs.run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", "60")
            if answer.returncode != 0:
                answer = programs.run(
                    "pg_ctl", "stop", "-D", str(self.data), "-m", "immediate", "-w", "-t", "30"
                )
            return answer.returncode == 0

    def checkpoint(self) -> None:
        """Write everything to its place, so that a crash has nothing to replay."""
        programs = find_programs()
        port = self._answering_port(programs)
        if port is not None:
            self._ask(programs, port, "CHECKPOINT", seconds=300)

    def running_port(self) -> int | None:
        """The port on which our own server answers now."""
        return self._answering_port(find_programs()) if self.data.exists() else None

    def remove(self) -> None:
        """Stop the cluster and delete all its data."""
        self.stop()
        with self._locked():
            shutil.rmtree(self.data, ignore_errors=True)

    # --- steps

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        state_folder(self.state)
        make_passable(self.folder)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _pid_lines(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []

    def _process_is_ours(self, lines: list[str]) -> bool:
        # A process number is used again after kill -9, so the number alone proves nothing.
        if not lines or not lines[0].strip().lstrip("-").isdigit():
            return False
        command = command_line(abs(int(lines[0])))
        return "postgres" in command and str(self.data) in command

    def _answering_port(self, programs: Programs) -> int | None:
        lines = self._pid_lines()
        if len(lines) < 4 or not lines[3].strip().isdigit():
            return None
        port = int(lines[3])
        answer = self._ask(programs, port, "SHOW data_directory")
        return port if answer is not None and Path(answer) == self.data else None

    def _ask(self, programs: Programs, port: int, sql: str, seconds: float = 30) -> str | None:
        environment = {"PGPASSWORD": self._read("password"), "PGCONNECT_TIMEOUT": "3"}
        try:
            answer = subprocess.run(
                [str(programs.folder / "psql"), "-XAtq", "-h", "127.0.0.1", "-p", str(port)]
                + ["-U", SUPERUSER, "-d", "postgres", "-c", sql],
                env={"LC_ALL": "C", "PATH": os.environ.get("PATH", ""), **environment},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
                timeout=seconds,
            )
        except subprocess.TimeoutExpired:
            return None
        return answer.stdout.strip() if answer.returncode == 0 else None

    def _wait_for_running(self, programs: Programs) -> int | None:
        """The port of our running server; waits while it is still recovering from a crash."""
        deadline = time.monotonic() + ANSWER_SECONDS
        while True:
            port = self._answering_port(programs)
            if port is not None:
                return port
            if not self._process_is_ours(self._pid_lines()):
                return None
            if time.monotonic() > deadline:
                raise self._failure("it runs but does not answer", "실행 중이지만 응답하지 않습니다")
            time.sleep(0.1)

    def _initialise(self, programs: Programs) -> None:
        """Make the data folder beside its place and rename it: a killed initdb leaves nothing half done."""
        if self.data.exists():
            self._check_version(programs)
            return
        if not self._read("password"):
            self._write("password", secrets.token_urlsafe(24))
        for leftover in self.folder.glob("init-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        side = self.folder / f"init-{os.getpid()}-{secrets.token_hex(3)}"
        side.mkdir(mode=0o700)
        password_file = side / "password"
        password_file.touch(mode=0o600)
        password_file.write_text(self._read("password") + "\n")
        made = side / "data"
        made.mkdir(mode=0o700)
        if programs.account:
            for path in (side, password_file, made):
                os.chown(path, programs.account.uid, programs.account.gid)
        locale = ["--locale=C.UTF-8"]
        if programs.major >= BUILTIN_LOCALE_MAJOR:
            locale.insert(0, "--locale-provider=builtin")
        quick = ["--no-sync"] if self.name == "test" else []
        answer = programs.run(
            "initdb",
            *[
                "-D",
                str(made),
                "-U",
                SUPERUSER,
                "-A",
                "scram-sha-256",
                f"--pwfile={password_file}",
                "-E",
                "UTF8",
            ],
            *locale,
            *quick,
        )
        if answer.returncode != 0:
            shutil.rmtree(side, ignore_errors=True)
            raise self._failure(answer.stderr.strip(), answer.stderr.strip())
        made.rename(self.data)
        shutil.rmtree(side, ignore_errors=True)

    def _check_version(self, programs: Programs) -> None:
        found = (self.data / "PG_VERSION").read_text().strip()
        if found != str(programs.major):
            raise LauncherError(
                f"{self.data} was made by PostgreSQL {found}, here is {programs.major}. "
                "Start with bin/demo --reset to begin anew.",
                f"{self.data}는 PostgreSQL {found}에서 만든 것인데 지금은 {programs.major}입니다. "
                "bin/demo --reset으로 새로 시작하십시오.",
            )

    def _launch(self, programs: Programs) -> int:
        lines = self._pid_lines()
        if lines and not self._process_is_ours(lines):
            (self.data / "postmaster.pid").unlink(missing_ok=True)
        self.log.touch(mode=0o600)
        if programs.account:
            os.chown(self.log, programs.account.uid, programs.account.gid)
        recorded = self._read("port")
        port = int(recorded) if recorded.isdigit() else free_port()
        for _ in range(PORT_TRIES):
            written = self.log.stat().st_size
            answer = self._pg_ctl_start(programs, port)
            if answer.returncode == 0 and self._ask(programs, port, "SHOW data_directory") == str(self.data):
                self._write("port", str(port))
                return port
            said = self.log.read_bytes()[written:].decode(errors="replace")
            if "Address already in use" in said:
                port = free_port()
            elif "shared memory block" in said:
                time.sleep(1)  # children of a killed server are still leaving
            else:
                raise self._failure(
                    said.strip() or answer.stderr.strip(), said.strip() or answer.stderr.strip()
                )
        raise self._failure("no free port was found", "빈 포트를 찾지 못했습니다")

    def _pg_ctl_start(self, programs: Programs, port: int) -> subprocess.CompletedProcess[str]:
        settings = COMMON_SETTINGS | OWN_SETTINGS[self.name] | {"port": str(port)}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        return programs.run(
            "pg_ctl", "start", "-D", str(self.data), "-l", str(self.log), "-w", "-t", "60", "-o", options
        )

    def _create_database(self, programs: Programs, port: int) -> None:
        if self._ask(programs, port, f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'") != "1":
            self._ask(programs, port, f"CREATE DATABASE {DATABASE}")

    def _failure(self, english: str, korean: str) -> LauncherError:
        return LauncherError(
            f"The {self.name} database could not start: {english}\nIts log: {self.log}",
            f"{self.name} 데이터베이스를 시작하지 못했습니다: {korean}\n로그: {self.log}",
        )


def command_line(pid: int) -> str:
    """The command line of a process, empty when there is none."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        pass
    if Path("/proc/self").exists():
        return ""
    answer = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return answer.stdout


def free_port() -> int:
    """A port of the loopback address that is free at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def given_url() -> str | None:
    """The address the operator gave, which replaces the embedded server."""
    return os.environ.get("DURE_DATABASE_URL") or None


def url(cluster: str) -> str | None:
    """The address to connect to, without starting anything; None when there never was a start."""
    return given_url() or Cluster(cluster).recorded_url()


def ensure(cluster: str) -> str:
    """Start the cluster unless it runs, and give its address."""
    return given_url() or Cluster(cluster).start()


def stop(cluster: str) -> bool:
    """Stop the embedded cluster; a server given by address is left alone."""
    return False if given_url() else Cluster(cluster).stop()


def main(arguments: list[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m launcher.postgres")
    parser.add_argument("verb", choices=["start", "stop", "url", "status"])
    parser.add_argument("--cluster", choices=CLUSTERS, default="demo")
    chosen = parser.parse_args(arguments)
    try:
        return _obey(chosen.verb, chosen.cluster)
    except LauncherError as error:
        complain(error)
        return 1


def _obey(verb: str, cluster: str) -> int:
    if verb == "url":
        known = url(cluster)
        say(known or "", known or "")
        return 0 if known else 1
    if verb == "stop":
        stopped = stop(cluster)
        say(
            "stopped" if stopped else "was not running", "멈췄습니다" if stopped else "실행 중이 아니었습니다"
        )
        return 0
    if verb == "status":
        port = Cluster(cluster).running_port()
        say(
            f"running on port {port}" if port else "not running",
            f"포트 {port}" if port else "실행 중이 아닙니다",
        )
        return 0 if port else 1
    address = urlsplit(ensure(cluster))
    say(f"running on port {address.port}", f"포트 {address.port}에서 실행 중입니다")
    return 0


if __name__ == "__main__":
    sys.exit(main())
