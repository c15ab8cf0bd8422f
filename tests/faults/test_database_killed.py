"""The embedded database is killed: the service comes back without anybody's hand."""

from __future__ import annotations

import pytest

from tests.faults.service import Service, port_is_open

LONGEST = 30.0


@pytest.mark.slow
def test_service_is_back_within_thirty_seconds_of_a_killed_database(service: Service) -> None:
    for _ in range(3):
        service.kill_database()
        assert service.wait_until_ready(LONGEST) < LONGEST


@pytest.mark.slow
def test_service_is_back_after_a_killed_web_server(service: Service) -> None:
    service.kill_web()
    assert service.wait_until_ready(LONGEST) < LONGEST
    assert port_is_open(service.port)
