"""The posting kernel: every change of the books goes through `apply`, one call to the database.

The caller's service holds the transaction. A refusal is raised before anything was written; what the
caller changed itself is undone by its own transaction.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection

from accounting.rules.entries import (
    DocumentRef,
    IntercompanyDraft,
    JournalDraft,
    JournalLineDraft,
    Movement,
    Need,
    RevenueMovement,
)
from accounting.services.kernel_commands import Applied, AuditLine, Command, NewRow, PostedJournal, RowUpdate
from accounting.services.kernel_payload import Payload
from accounting.services.kernel_refusals import refusal_of
from core.errors import DomainError, Refusals

__all__ = [
    "Applied",
    "AuditLine",
    "Command",
    "DocumentRef",
    "IntercompanyDraft",
    "JournalDraft",
    "JournalLineDraft",
    "Movement",
    "Need",
    "NewRow",
    "PostedJournal",
    "RevenueMovement",
    "RowUpdate",
    "apply",
    "apply_many",
]

CHUNK = 1000


def apply(command: Command) -> Applied:
    """Write one command. Locks document rows, period, budget lines (ascending id), balances, counters.

    Refuses with E-BUD-001/002/003/006, E-ACC-001/002/003/005, AlreadyPosted, BucketsBroken,
    StaleVersion; several at once as Refusals.
    """
    return _call([command])[0]


def apply_many(commands: Sequence[Command], *, chunk: int = CHUNK) -> list[Applied]:
    """Write many commands in their order, `chunk` per call, under the same guards as one.

    All or nothing within the caller's transaction; availability is judged at each command's turn.
    """
    applied: list[Applied] = []
    for start in range(0, len(commands), chunk):
        applied += _call(commands[start : start + chunk])
    return applied


def _call(commands: Sequence[Command]) -> list[Applied]:
    if not connection.in_atomic_block:
        raise RuntimeError("the books are written inside the service's transaction")
    payload = Payload()
    for command in commands:
        payload.add(command)
    with connection.cursor() as cursor:
        cursor.execute("SELECT books_apply(%s::jsonb)", [payload.text()])
        answer = cursor.fetchone()[0]
    if isinstance(answer, str):
        answer = json.loads(answer)
    if answer.get("refusals"):
        raise _refused(answer["refusals"])
    return list(payload.applied(answer["bases"]))


def _refused(found: list[dict[str, Any]]) -> DomainError:
    """The refusals; of one line only the first, because what follows on it follows from that."""
    first: dict[tuple[Any, ...], dict[str, Any]] = {}
    for place, item in enumerate(found):
        first.setdefault((item["line"],) if item.get("line") else (None, place), item)
    refusals = [refusal_of(item) for item in first.values()]
    return refusals[0] if len(refusals) == 1 else Refusals(refusals)
