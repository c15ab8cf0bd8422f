"""남은 예산 of papers: what their budget lines can still take, the tightest line of each."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Min

from accounting.models import CommitmentChangeRow, CommitmentRow, PaymentVoucherRow, SpendingProposalRow

# Rows of a kind of paper, their key of the paper, their way to the budget line.
ROWS: dict[str, tuple[type[Any], str, str]] = {
    "spending_proposal": (SpendingProposalRow, "proposal_id", "line"),
    "commitment": (CommitmentRow, "commitment_id", "line"),
    "commitment_change": (CommitmentChangeRow, "change_id", "commitment_row__line"),
    "payment_voucher": (PaymentVoucherRow, "voucher_id", "line"),
}


def budget_left(kind: str, paper_ids: Collection[UUID]) -> dict[UUID, int]:
    """The available amount of the tightest budget line of each paper; one statement, none for other kinds."""
    if kind not in ROWS or not paper_ids:
        return {}
    model, key, line = ROWS[kind]
    rows = model.objects.filter(**{f"{key}__in": list(paper_ids)}).order_by().values(key)
    return {row[key]: int(row["least"]) for row in rows.annotate(least=Min(f"{line}__available"))}
