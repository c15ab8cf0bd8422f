"""The small version of the nightly canary run (T30): benchmarks/canaries.py asks a million times."""

from __future__ import annotations

import os
from dataclasses import replace

from django.db import connection

from core.ids import uuid7
from tenants.registry import TenantInfo
from tests.tenancy.roaming import canary, roam, settle
from tests.worlds import read_world

REQUESTS = int(os.environ.get("DURE_CANARY_REQUESTS", "600"))


def test_no_canary_is_part_of_another() -> None:
    names = [canary(replace(_tenant(), code=code)) for code in ("canary1", "canary10", "canary11", "culture")]
    assert [name for name in names if sum(name in other for other in names) > 1] == []


def _tenant() -> TenantInfo:
    return TenantInfo(uuid7(), "", "institution", "", "", "", "", "", "ACTIVE", uuid7(), None, None, None)


def test_no_request_sees_a_foreign_canary(committed_database: str) -> None:
    world = read_world()
    tenants = [world.culture, world.youth, world.stranger]
    connection.settings_dict["CONN_MAX_AGE"] = None
    tally = roam(tenants, settle(tenants), requests=REQUESTS, seed=20261122)
    assert tally.foreign == 0
    assert tally.refused > 0, "no switch was cancelled"
    assert tally.answered > REQUESTS * 0.9, tally
