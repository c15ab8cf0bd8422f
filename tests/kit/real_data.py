"""The public data sets: never part of the repository, used by tests where they lie on the machine."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_left_out: list[str] = []


def folder() -> Path | None:
    """Where the data sets are: DURE_REAL_DATA, else beside the checkout."""
    chosen = os.environ.get("DURE_REAL_DATA")
    for candidate in [Path(chosen)] if chosen else [ROOT.parent / "shared" / "data" / "real"]:
        if candidate.is_dir():
            return candidate
    return None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests marked real_data where the data sets are absent."""
    if folder() is not None:
        return
    marked = [item for item in items if item.get_closest_marker("real_data")]
    if marked:
        _left_out.extend(item.nodeid for item in marked)
        config.hook.pytest_deselected(items=marked)
        items[:] = [item for item in items if item not in marked]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say so in one line."""
    if _left_out:
        terminalreporter.write_line(
            f"{len(_left_out)} tests on public data sets left out: no folder at DURE_REAL_DATA or ../shared/data/real"
        )


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of the data sets; only for tests marked real_data."""
    found = folder()
    assert found is not None, "a test that asks for `real_data` carries the mark real_data"
    return found
