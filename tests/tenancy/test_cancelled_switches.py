"""Two institutions read in turn under real statement cancels (T29): no wrong row, ever.

The server itself cancels: a second connection sends pg_cancel_backend at random moments and one path
statement in fifty is made to run into a statement time-out. Upstream's backend answered 264 of
31,196 such reads from the other institution.
"""

from __future__ import annotations

import os
import random
import threading
import time
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from psycopg import sql

from core.db.backend.base import DatabaseWrapper
from core.models import DocumentCounter
from tenants.context import institution
from tests.kit.databases import url_of
from tests.worlds import World, read_world

SECONDS = float(os.environ.get("DURE_ATTACK_SECONDS", "38"))
CANCELLED_SHARE = 0.02


def _plant(world: World) -> None:
    for tenant in (world.culture, world.youth):
        with institution(tenant):
            DocumentCounter.objects.create(prefix=tenant.code[:12], fiscal_year=2026, unit="CANARY", last=7)


def _sometimes_cancelled(dice: random.Random, real: Any) -> Any:
    def statement(self: DatabaseWrapper, wanted: Any, had_role: bool) -> Any:
        composed = real(self, wanted, had_role)
        if dice.random() < CANCELLED_SHARE:
            # The switch is sent and then really cancelled by the server while it still runs.
            return sql.SQL("SELECT pg_cancel_backend(pg_backend_pid()), pg_sleep(1)")
        return composed

    return statement


def _read(dice: random.Random, code: str) -> str | None:
    """One read in one of the ways a request reads; the canary seen, or None when it was cancelled."""
    rows = DocumentCounter.objects.filter(unit="CANARY")
    way = dice.randrange(4)
    try:
        if way == 0:
            return rows.get().prefix
        if way == 1:
            with transaction.atomic():
                return rows.select_for_update().get().prefix
        if way == 2:
            with transaction.atomic():
                try:
                    with transaction.atomic():
                        DocumentCounter.objects.create(
                            prefix=code[:12], fiscal_year=2026, unit="CANARY", last=7
                        )
                except DatabaseError:
                    pass
                return rows.get().prefix
        return next(rows.iterator(chunk_size=1)).prefix
    except (DatabaseError, psycopg.Error):  # Django closes a server-side cursor outside its wrapping
        return None


def test_no_foreign_row_under_real_cancels(committed_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    world = read_world()
    _plant(world)
    dice = random.Random(20261122)
    monkeypatch.setattr(
        DatabaseWrapper, "_switch_statement", _sometimes_cancelled(dice, DatabaseWrapper._switch_statement)
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
    stop = threading.Event()
    canceller = threading.Thread(target=_cancel_at_random, args=(committed_database, stop))  # noqa: TID251 - the attacker uses no ORM
    canceller.start()
    reads, cancelled, wrong = 0, 0, 0
    deadline = time.monotonic() + SECONDS
    try:
        while time.monotonic() < deadline:
            tenant = dice.choice((world.culture, world.youth))
            with institution(tenant):
                seen = _read(dice, tenant.code)
            reads += 1
            cancelled += seen is None
            wrong += seen is not None and seen != tenant.code[:12]
    finally:
        stop.set()
        canceller.join()
        connection.close()
    assert wrong == 0
    assert cancelled > 0, "the attack did not cancel anything"
    assert reads - cancelled > 100


def _cancel_at_random(database: str, stop: threading.Event) -> None:
    dice = random.Random(7)
    with psycopg.connect(url_of(database), autocommit=True) as attacker:
        while not stop.is_set():
            time.sleep(dice.uniform(0.001, 0.05))
            attacker.execute(
                "SELECT pg_cancel_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
