"""Doing an act again when the database ended its transaction for the sake of another one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, connection

ResultT = TypeVar("ResultT")
# Serialization failure and deadlock: nothing of the attempt is left, and the next one may well succeed.
PASSING = frozenset({"40001", "40P01"})
MOST_RETRIES = 3


def retried(act: Callable[[], ResultT]) -> ResultT:
    """Do `act`, and up to three times more after a deadlock or a serialization failure (handbook 2.8).

    Inside a transaction the failure goes through at once: only whoever holds the outermost one can start
    anew. `act` reads everything it decides by again.
    """
    for _ in range(MOST_RETRIES):
        try:
            return act()
        except OperationalError as failure:
            if connection.in_atomic_block or not _passes(failure):
                raise
    return act()


def _passes(failure: OperationalError) -> bool:
    return getattr(failure.__cause__, "sqlstate", None) in PASSING
