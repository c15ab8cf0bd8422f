"""The base organisation of the acceptance cases in 가람문화재단."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tenants.context import institution
from tests.approvals.kit import Office, found_office
from tests.worlds import World


@pytest.fixture
def office(world: World) -> Iterator[Office]:
    """The organisation; the tenant is current."""
    with institution(world.culture):
        yield found_office()
