"""The ledger rows behind a figure of the execution report, with the documents that made them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet, Sum

from accounting.models import BudgetLedger
from accounting.queries.budget_use import document_titles

FIGURES: dict[str, tuple[str, ...]] = {
    "current": (
        "original",
        "supplementary",
        "carried_in",
        "contingency",
        "transferred",
        "excess",
        "pending_supplementary",
    ),
    "allotted": ("allotted",),
    "reserved": ("reserved",),
    "committed": ("committed",),
    "paid": ("paid",),
    "open": ("committed", "paid"),
}


@dataclass(frozen=True)
class MovementRow:
    """One movement of one line: its day, document and amount (payments lower what is open)."""

    id: UUID
    effective_on: date
    document_type: str
    document_id: UUID
    document_no: str
    title: str
    event: str
    bucket: str
    item_code: str
    item_name: str
    project_name: str
    amount: int


def movements_of(
    line_ids: Iterable[UUID], figure: str, *, until: date | None = None
) -> QuerySet[BudgetLedger]:
    """Ledger rows that make one figure of these lines."""
    rows: QuerySet[BudgetLedger] = BudgetLedger.objects.filter(
        line_id__in=list(line_ids), bucket__in=FIGURES[figure]
    )
    if until is not None:
        rows = rows.filter(effective_on__lte=until)
    return rows.select_related("line__stat_item", "line__detail_project")


def sum_of(rows: QuerySet[BudgetLedger], figure: str) -> int:
    """The figure itself, summed from the ledger."""
    totals = dict(rows.values_list("bucket").annotate(total=Sum("amount")).order_by())
    if figure == "open":
        return int(totals.get("committed", 0) - totals.get("paid", 0))
    return int(sum(totals.values()))


def movement_rows(page: Sequence[BudgetLedger], figure: str) -> list[MovementRow]:
    """Rows of a page with the titles of their documents."""
    titles = document_titles((row.document_type, row.document_id) for row in page)
    return [
        MovementRow(
            id=row.pk,
            effective_on=row.effective_on,
            document_type=row.document_type,
            document_id=row.document_id,
            document_no=row.document_no,
            title=titles.get(row.document_id, ""),
            event=row.event,
            bucket=row.bucket,
            item_code=row.line.stat_item.code,
            item_name=row.line.stat_item.name,
            project_name=row.line.detail_project.name,
            amount=-row.amount if figure == "open" and row.bucket == "paid" else row.amount,
        )
        for row in page
    ]
