"""Requests at random institutions over one kept connection, while switches are really cancelled (T30).

Each institution has a person who carries its canary as a name; `/api/v1/me` reads session, account,
roles and departments of the schema and answers with that name.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from psycopg import sql

from core.db.backend.base import DatabaseWrapper
from identity.models import User
from tenants.context import institution
from tenants.registry import TenantInfo
from tests.people import client_of

CANCELLED_SHARE = 0.02
PATH = "/api/v1/me"


@dataclass
class Tally:
    """What was seen."""

    requests: int = 0
    answered: int = 0
    refused: int = 0
    foreign: int = 0


def canary(tenant: TenantInfo) -> str:
    """The name that must never be seen at another institution; no name is part of another."""
    return f"카나리아 {tenant.code} 끝"


def settle(tenants: Sequence[TenantInfo], login_name: str = "canary") -> dict[str, Client]:
    """A signed-in canary at every institution."""
    clients = {}
    for tenant in tenants:
        with institution(tenant):
            User.objects.create(login_name=login_name, name=canary(tenant))
        clients[tenant.code] = client_of(tenant, login_name)
        clients[tenant.code].raise_request_exception = False
    return clients


def roam(tenants: Sequence[TenantInfo], clients: dict[str, Client], *, requests: int, seed: int) -> Tally:
    """Ask at random; an answer is either one's own canary or an error without any canary."""
    dice, tally = random.Random(seed), Tally()
    names = {tenant.code: canary(tenant) for tenant in tenants}
    with pytest.MonkeyPatch.context() as patch:
        for name in settings.API_LIMITS:
            patch.setitem(settings.API_LIMITS, name, requests + 1)
        patch.setattr(DatabaseWrapper, "_switch_statement", _sometimes_cancelled(dice))
        for _ in range(requests):
            tenant = dice.choice(tenants)
            answer = clients[tenant.code].get(PATH)
            text = answer.content.decode()
            tally.requests += 1
            tally.foreign += any(name in text for code, name in names.items() if code != tenant.code)
            if answer.status_code == 200 and names[tenant.code] in text:
                tally.answered += 1
            else:
                tally.refused += 1
                connection.close_if_unusable_or_obsolete()
    return tally


def _sometimes_cancelled(dice: random.Random) -> Any:
    real = DatabaseWrapper._switch_statement

    def statement(self: DatabaseWrapper, wanted: Any, had_role: bool) -> Any:
        if dice.random() < CANCELLED_SHARE:
            # Sent and then really cancelled by the server while it still runs.
            return sql.SQL("SELECT pg_cancel_backend(pg_backend_pid()), pg_sleep(1)")
        return real(self, wanted, had_role)

    return statement
