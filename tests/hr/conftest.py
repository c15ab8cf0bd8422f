"""Tests of hr work in one institution of the world."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tenants.context import institution
from tests.worlds import World


@pytest.fixture
def culture(world: World) -> Iterator[World]:
    """Everything happens in 가람문화재단."""
    with institution(world.culture):
        yield world
