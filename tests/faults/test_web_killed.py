"""kill -9 of the web server while vouchers are posted: what was acknowledged is there, nothing is half done."""

from __future__ import annotations

import os

import pytest

from tests.faults.conftest import Stage
from tests.faults.killing import check_books, kill_while_posting

KILLS = int(os.environ.get("DURE_KILLS", "4"))


@pytest.mark.slow
def test_acknowledged_vouchers_survive_a_killed_web_server(stage: Stage) -> None:
    done = kill_while_posting(stage.service, stage.ground, kills=KILLS, seed=20261122)
    assert len(done.approved) >= KILLS
    faults = check_books(stage.service, done)
    assert faults == []
