"""People of the test world."""

from __future__ import annotations

from typing import Any


def fill_with_people(world: Any) -> None:
    """Give every tenant its people."""
