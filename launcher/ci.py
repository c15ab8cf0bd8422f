""".ci/run: every check, then every test; the last line is pytest's own summary or the list of failures."""

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from launcher import environment, test
from launcher.console import LauncherError, complain, say
from launcher.paths import ROOT, require_free_space


@dataclass(frozen=True)
class Check:
    """One command that has to end with 0."""

    name: str
    command: Sequence[str]


def _checks() -> list[Check]:
    python = sys.executable
    manage = [python, str(ROOT / "manage.py")]
    return [
        Check("style", [python, "-m", "ruff", "check", "."]),
        Check("format", [python, "-m", "ruff", "format", "--check", "."]),
        Check("import contracts", [str(environment.VENV / "bin" / "lint-imports")]),
        Check("types", [python, "-m", "mypy"]),
        Check("messages", [*manage, "messages", "check"]),
        Check("migrations", [*manage, "makemigrations", "--check", "--dry-run"]),
        Check("system check", [*manage, "check", "--fail-level", "WARNING"]),
        Check("OpenAPI snapshot", [*manage, "export_openapi", "--check"]),
    ]


def main() -> int:
    """Run everything; a failing check does not keep the others from being seen."""
    try:
        require_free_space(ROOT)
        environment.continue_inside("dev", "launcher.ci")
        arguments = test.prepare(sys.argv[1:])
    except LauncherError as error:
        complain(error)
        return 1
    failed = [check.name for check in _checks() if not _passes(check)]
    tests = test.run_pytest(arguments)
    if failed:
        text = ", ".join(failed)
        say(f"Checks that failed: {text}", f"통과하지 못한 점검: {text}")
    return 1 if failed else tests


def _passes(check: Check) -> bool:
    started = time.monotonic()
    answer = subprocess.run(
        check.command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    seconds = time.monotonic() - started
    if answer.returncode == 0:
        say(f"{check.name}: ok ({seconds:.1f} s)", f"{check.name}: 통과 ({seconds:.1f}초)")
        return True
    say(
        f"{check.name}: FAILED ({seconds:.1f} s)\n{answer.stdout}",
        f"{check.name}: 실패 ({seconds:.1f}초)\n{answer.stdout}",
    )
    return False


if __name__ == "__main__":
    sys.exit(main())
