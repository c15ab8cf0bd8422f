"""bin/demo: everything from an empty checkout to a running demo city.

bin/demo [--load-only] [--reset] [--real] [--port N] [--stop]
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys

from launcher import assets, environment, postgres
from launcher.console import LauncherError, complain, say
from launcher.django import manage, prepare_files
from launcher.paths import ROOT, ensure_secret, require_free_space, state_folder, state_path
from launcher.processes import Remembered
from launcher.supervisor import Supervisor

DEFAULT_PORT = 8000
PORT_FILE = "demo.port"


def main() -> int:
    """Command line; first under the machine's Python, then again inside the environment."""
    chosen = _arguments()
    try:
        if chosen.stop:
            return _stop()
        require_free_space(ROOT)
        environment.continue_inside("run", "launcher.demo")
        return _run(chosen)
    except LauncherError as error:
        complain(error)
        return 1
    except KeyboardInterrupt:
        return 130


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/demo", description="Dure with a demo city on this machine.")
    parser.add_argument("--load-only", action="store_true", help="prepare everything, then exit")
    parser.add_argument("--reset", action="store_true", help="throw the demo's data away first")
    parser.add_argument("--real", action="store_true", help="load the public data sets (DURE_REAL_DATA)")
    parser.add_argument("--port", type=_port, default=DEFAULT_PORT, help="port of the web server (8000)")
    parser.add_argument("--stop", action="store_true", help="stop what bin/demo started")
    return parser.parse_args()


def _port(text: str) -> int:
    number = int(text)
    if not 0 < number < 65536:
        raise argparse.ArgumentTypeError("1 … 65535")
    return number


def _stop() -> int:
    """Stop the supervisor, whose end stops the rest; then whatever a killed supervisor left behind."""
    ended = [process.end() for process in (_remembered_supervisor(), *_left_behind())]
    if environment.PYTHON.exists():
        # The wheel's programs are found by the environment's Python.
        command = [str(environment.PYTHON), "-m", "launcher.postgres", "stop", "--cluster", "demo"]
        subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if any(ended):
        say("Stopped.", "멈췄습니다.")
    else:
        say("It was not running.", "실행 중이 아니었습니다.")
    return 0


def _remembered_supervisor() -> Remembered:
    return Remembered("demo", "launcher.demo")


def _left_behind() -> list[Remembered]:
    return [Remembered("web", "gunicorn"), Remembered("jobs", "manage.py")]


def _run(chosen: argparse.Namespace) -> int:
    supervisor = _remembered_supervisor()
    if supervisor.pid() is not None and not chosen.reset and not chosen.load_only:
        say(
            "The demo is already running; bin/demo --stop ends it.",
            "이미 실행 중입니다. bin/demo --stop으로 멈춥니다.",
        )
        _print_accounts(_running_port())
        return 0
    if chosen.reset:
        supervisor.end()
    for process in _left_behind() if supervisor.pid() is None else []:
        process.end()
    if not chosen.load_only:
        require_free_port(chosen.port)
    _mails_into_a_folder(chosen.port)
    _prepare(chosen)
    if chosen.load_only:
        say("Ready. bin/demo starts it.", "준비되었습니다. bin/demo로 시작하십시오.")
        return 0
    _serve(chosen.port)
    return 0


def _prepare(chosen: argparse.Namespace) -> None:
    ensure_secret()
    assets.build()
    prepare_files()
    if chosen.reset:
        _throw_away()
    say("Starting the database …", "데이터베이스를 시작합니다 …")
    postgres.ensure("demo")
    say("Preparing the tables …", "표를 준비합니다 …")
    manage("tenant", "build", quiet=True)
    say("Loading the demo city …", "예시 도시를 불러옵니다 …")
    manage("demo", "load", *(["--real"] if chosen.real else []))
    if not postgres.given_url():
        postgres.Cluster("demo").checkpoint()


def _throw_away() -> None:
    if postgres.given_url():
        raise LauncherError(
            "--reset does not empty a database given by DURE_DATABASE_URL; make an empty one and name that.",
            "--reset은 DURE_DATABASE_URL로 지정한 데이터베이스를 비우지 않습니다. 빈 데이터베이스를 지정하십시오.",
        )
    say("Throwing the demo's data away …", "예시 데이터를 지웁니다 …")
    postgres.Cluster("demo").remove()
    shutil.rmtree(ROOT / "var" / "files", ignore_errors=True)


def _serve(port: int) -> None:
    state_folder()
    remembered = _remembered_supervisor()
    remembered.write(os.getpid())
    (state_path() / PORT_FILE).write_text(f"{port}\n")
    supervisor = Supervisor(port)
    try:
        supervisor.start()
        try:
            _print_accounts(port)
        except LauncherError as error:
            complain(error)  # the database may fall at this moment too; the loop below brings it back
        say("Ctrl+C or bin/demo --stop ends it.", "Ctrl+C 또는 bin/demo --stop으로 멈춥니다.")
        supervisor.run()
    finally:
        supervisor.end()
        remembered.forget()


def _mails_into_a_folder(port: int) -> None:
    """The demo sends no mail: it writes them as files, with links to the port it listens at."""
    if "DURE_SMTP_HOST" not in os.environ:
        os.environ.setdefault("DURE_MAIL_FOLDER", str(state_path() / "mail"))
    os.environ.setdefault("DURE_LINK_PORT", str(port))


def _running_port() -> int:
    try:
        return int((state_path() / PORT_FILE).read_text())
    except (OSError, ValueError):
        return DEFAULT_PORT


def _print_accounts(port: int) -> None:
    manage("demo", "accounts", environment={"DURE_DEMO_PORT": str(port)})


def require_free_port(port: int) -> None:
    """Refuse early when another program has the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise LauncherError(
                f"Port {port} cannot be used ({error.strerror}). Choose another: bin/demo --port {port + 1}",
                f"포트 {port}을(를) 쓸 수 없습니다({error.strerror}). "
                f"다른 포트를 지정하십시오: bin/demo --port {port + 1}",
            ) from error


if __name__ == "__main__":
    sys.exit(main())
