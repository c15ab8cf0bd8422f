"""Processes this checkout started, remembered in files so that another call can find and end them."""

import contextlib
import os
import signal
import time
from pathlib import Path

from launcher.paths import ROOT, state_path
from launcher.postgres import command_line

GRACE_SECONDS = 15.0


class Remembered:
    """One named process and the file that holds its number."""

    def __init__(self, name: str, proof: str) -> None:
        self.file: Path = state_path() / f"{name}.pid"
        self.proof = proof

    def write(self, pid: int) -> None:
        """Remember the process."""
        self.file.write_text(f"{pid}\n")

    def forget(self) -> None:
        """Remove the file."""
        self.file.unlink(missing_ok=True)

    def pid(self) -> int | None:
        """The number of the process while it is alive and really ours."""
        try:
            pid = int(self.file.read_text())
        except (OSError, ValueError):
            return None
        return pid if self.proof in command_line(pid) and _works_here(pid) else None

    def end(self) -> bool:
        """Ask the process to end, wait, then insist; False when there was none."""
        pid = self.pid()
        if pid is None:
            self.forget()
            return False
        for signal_number, seconds in ((signal.SIGTERM, GRACE_SECONDS), (signal.SIGKILL, 5.0)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal_number)
            deadline = time.monotonic() + seconds
            while time.monotonic() < deadline:
                if self.pid() is None:
                    self.forget()
                    return True
                time.sleep(0.1)
        return True


def _works_here(pid: int) -> bool:
    """Whether the process runs in this checkout; where the system does not tell, believe the name."""
    try:
        return Path(f"/proc/{pid}/cwd").resolve() == ROOT
    except OSError:
        return True
