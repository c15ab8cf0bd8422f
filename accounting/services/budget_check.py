"""Is there money on the lines? Locks the lines and names every one that is short, with its figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from accounting.models import BudgetLine
from accounting.queries.budget_use import explain
from accounting.rules.budget_control import BUCKETS, LineFigures, spending_refusal
from core.errors import DomainError, Refusals
from core.locking import lock_rows


def totals_by_line(rows: Iterable[tuple[UUID, int]]) -> dict[UUID, int]:
    """Sum of the amounts asked for per line."""
    totals: dict[UUID, int] = defaultdict(int)
    for line_id, amount in rows:
        totals[line_id] += amount
    return dict(totals)


def require_available(requested: Mapping[UUID, int]) -> None:
    """Lock the lines in key order and refuse what does not fit (E-BUD-006, 002, 003; 지방재정법 제50조).

    One short line raises its own refusal with the documents that used the money; several come together.
    """
    locked = lock_rows(BudgetLine, requested)
    items = dict(
        BudgetLine.objects.filter(pk__in=list(requested)).values_list("pk", "stat_item__code"),
    )
    refusals: list[DomainError] = []
    for line_id in sorted(requested):
        line = locked[line_id]
        figures = LineFigures(*(getattr(line, bucket) for bucket in BUCKETS))
        refusal = spending_refusal(figures, requested[line_id], items[line_id])
        if refusal is not None:
            refusal.facts["line_id"] = str(line_id)
            refusals.append(explain(refusal, line_id, requested[line_id]))
    if len(refusals) == 1:
        raise refusals[0]
    if refusals:
        raise Refusals(refusals)
