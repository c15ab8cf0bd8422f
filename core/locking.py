"""Lock order of the product: approval document → business records by (table, id) → budget lines by
id → period balances in key order → number counter last. Nothing else decides an order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from django.db import connection, models

RowT = TypeVar("RowT", bound=models.Model)


def lock_rows(model: type[RowT], ids: Iterable[UUID]) -> dict[UUID, RowT]:
    """Lock rows of one table in ascending id; call per table in the order of the table names."""
    if not connection.in_atomic_block:
        raise RuntimeError("locks are taken inside a transaction")
    wanted = sorted(set(ids))
    found = model._default_manager.filter(pk__in=wanted).order_by("pk").select_for_update()
    return {row.pk: row for row in found}
