"""남은 예산 of papers: what their budget lines can still take, the tightest line of each."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Min

from accounting.models import CommitmentRow, PaymentVoucherRow, SpendingProposalRow

ROWS: dict[str, tuple[type[Any], str]] = {
    "spending_proposal": (SpendingProposalRow, "proposal_id"),
    "commitment": (CommitmentRow, "commitment_id"),
    "payment_voucher": (PaymentVoucherRow, "voucher_id"),
}


def budget_left(kind: str, paper_ids: Collection[UUID]) -> dict[UUID, int]:
    """The available amount of the tightest budget line of each paper; one statement, none for other kinds."""
    if kind not in ROWS or not paper_ids:
        return {}
    model, key = ROWS[kind]
    rows = model.objects.filter(**{f"{key}__in": list(paper_ids)}).order_by().values(key)
    return {row[key]: int(row["least"]) for row in rows.annotate(least=Min("line__available"))}
