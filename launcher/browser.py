"""Find or bring a Chromium for the browser tests."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from launcher.console import LauncherError, say
from launcher.environment import apt_install
from launcher.paths import is_root

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def find() -> str | None:
    """The browser on this machine, by DURE_CHROMIUM, its usual names, or Playwright's own download."""
    chosen = os.environ.get("DURE_CHROMIUM")
    for name in [chosen] if chosen else [*NAMES, MAC]:
        path = shutil.which(name)
        if path and _starts(path):
            return path
    return None if chosen else _playwrights()


def ensure() -> str:
    """A working Chromium: found, else from the distribution, else Playwright's own; else a refusal."""
    found = find()
    if found:
        return found
    if shutil.which("apt-get") and (is_root() or _may_sudo()):
        say("Installing Chromium from the distribution …", "배포판의 Chromium을 설치합니다 …")
        apt_install("chromium", as_user=not is_root())
        found = find()
        if found:
            return found
    say("Downloading Playwright's Chromium …", "Playwright의 Chromium을 내려받습니다 …")
    options = ["--with-deps"] if is_root() and shutil.which("apt-get") else []
    _quiet([sys.executable, "-m", "playwright", "install", *options, "chromium"], 900)
    found = find()
    if found:
        return found
    raise LauncherError(
        "No Chromium could be found, installed or downloaded. Install one (sudo apt-get install chromium), "
        "name it in DURE_CHROMIUM, or leave the browser tests out: bin/test --no-browser",
        "Chromium을 찾거나 설치하거나 내려받지 못했습니다. 설치하거나(sudo apt-get install chromium) "
        "DURE_CHROMIUM에 위치를 적거나, 브라우저 시험을 빼고 실행하십시오: bin/test --no-browser",
    )


def _starts(path: str) -> bool:
    # Ubuntu's chromium-browser may be a stub that only names a snap.
    return _quiet([path, "--version", "--no-sandbox"], 30)


def _may_sudo() -> bool:
    return bool(shutil.which("sudo")) and _quiet(["sudo", "-n", "true"], 10)


def _playwrights() -> str | None:
    folder = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or str(Path.home() / ".cache" / "ms-playwright")
    patterns = ("chromium-*/chrome-linux*/chrome", "chromium_headless_shell-*/*/*headless*shell")
    for pattern in patterns:
        for path in sorted(Path(folder).glob(pattern), reverse=True):
            if _starts(str(path)):
                return str(path)
    return None


def _quiet(command: list[str], seconds: float) -> bool:
    try:
        answer = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=seconds
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0
