"""Words for the person at the terminal: Korean where the terminal is Korean, else English."""

import os
import sys


def speaks_korean() -> bool:
    """Whether the terminal's locale is Korean."""
    chosen = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return chosen.lower().startswith("ko")


class LauncherError(Exception):
    """Something the person at the terminal has to mend; carries its text in both languages."""

    def __init__(self, english: str, korean: str) -> None:
        super().__init__(english)
        self.english = english
        self.korean = korean

    def __str__(self) -> str:
        return self.korean if speaks_korean() else self.english


def say(english: str, korean: str) -> None:
    """Print one line of progress at once."""
    sys.stdout.write((korean if speaks_korean() else english) + "\n")
    sys.stdout.flush()


def complain(error: LauncherError) -> None:
    """Print a refusal to the error stream."""
    sys.stdout.flush()
    sys.stderr.write(f"dure: {error}\n")
    sys.stderr.flush()
