"""What is signed of a change of a commitment, and how its row of the delegation table is found (CON-06)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from accounting.models import CommitmentChange, CommitmentChangeRow
from accounting.queries.paper_payloads import commitment_selectors, head_facts
from accounting.rules import paper_lines


def change_payload(change_id: UUID) -> Mapping[str, Any] | None:
    """The change with its rows; its amount is the new total, never the difference (handbook 2.5, step 1)."""
    rows = list(
        CommitmentChangeRow.objects.filter(change_id=change_id)
        .select_related("change__commitment", "commitment_row__line__stat_item")
        .order_by("ordinal")
    )
    if not rows:
        return None
    paper = rows[0].change
    return {
        **head_facts(paper),
        **paper_lines.change_type(paper.commitment.kind),
        "amount": paper.new_total,
        "difference": paper.total_amount,
        "commitment": str(paper.commitment_id),
        "kind": paper.kind,
        "rows": [
            {
                "row": str(row.commitment_row_id),
                "item": row.commitment_row.line.stat_item.code,
                "before": row.before_amount,
                "amount": row.amount,
            }
            for row in rows
        ],
    }


def change_selectors(change_id: UUID) -> Mapping[str, str]:
    """Officer and 재정합의 as of the commitment itself."""
    found = CommitmentChange.objects.values_list("commitment_id", flat=True).get(pk=change_id)
    return commitment_selectors(found)
