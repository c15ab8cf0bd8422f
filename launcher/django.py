"""Call manage.py and show what it says."""

import os
import subprocess
import sys
from collections.abc import Mapping

from launcher.console import LauncherError
from launcher.paths import ROOT


def manage(*arguments: str, environment: Mapping[str, str] | None = None, quiet: bool = False) -> None:
    """Run one management command in this environment; its failure ends the launcher with its own words."""
    answer = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        capture_output=quiet,
        text=True,
        check=False,
    )
    if answer.returncode != 0:
        said = f"\n{(answer.stdout + answer.stderr).strip()}" if quiet else ""
        command = " ".join(["manage.py", *arguments])
        raise LauncherError(
            f"{command} failed (exit code {answer.returncode}).{said}",
            f"{command} 명령이 실패했습니다(종료 코드 {answer.returncode}).{said}",
        )


def prepare_files() -> None:
    """Compile the English texts; gather and fingerprint the static files the web server hands out."""
    manage("messages", "compile", quiet=True)
    manage("collectstatic", "--noinput", "--verbosity", "0", quiet=True)
