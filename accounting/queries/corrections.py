"""What was changed on a document after its approval: rows of the ledgers, each with its day and person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounting.choices import Bucket, RevenueBucket
from accounting.models import BudgetLedger, RevenueLedger
from identity.queries import names_of


@dataclass(frozen=True)
class Correction:
    """One row of a paper raised or lowered."""

    on: date
    event: str
    item: str
    amount: int
    by: str


def commitment_changes(commitment_id: UUID) -> list[Correction]:
    """증감 변경 and cancellation of a commitment, in the order they were recorded."""
    rows = BudgetLedger.objects.filter(
        document_id=commitment_id,
        bucket=Bucket.COMMITTED,
        event__in=("commitment_changed", "commitment_cancelled"),
    )
    return _corrections(rows)


def assessment_changes(assessment_id: UUID) -> list[Correction]:
    """경정 and cancellation of an assessment, in the order they were recorded."""
    rows = RevenueLedger.objects.filter(
        document_id=assessment_id,
        bucket=RevenueBucket.ASSESSED,
        event__in=("assessment_corrected", "assessment_cancelled"),
    )
    return _corrections(rows)


def _corrections(rows: QuerySet[Any]) -> list[Correction]:
    found = list(rows.select_related("line__stat_item").order_by("recorded_at", "pk"))
    names = names_of([row.recorded_by for row in found if row.recorded_by])
    return [
        Correction(
            row.effective_on,
            row.event,
            f"{row.line.stat_item.code} {row.line.stat_item.name}",
            row.amount,
            names.get(row.recorded_by, ""),
        )
        for row in found
    ]
