"""Absences of earlier years that were taken over: rows, and their hours by person, month and reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from attendance.models import PastAbsence


@dataclass(frozen=True)
class AbsenceSum:
    """Minutes of one person, month and reason."""

    person_id: UUID
    name: str
    year: int
    month: int
    reason: str
    minutes: int


def absence_sums() -> list[AbsenceSum]:
    """Sums by person, month and reason; month 0 holds what no month is known of."""
    rows = PastAbsence.objects.values_list(
        "staff__person_id", "staff__person__name", "year", "month", "reason"
    )
    sums = rows.annotate(total=Sum("minutes")).order_by("staff__person__name", "year", "month", "reason")
    return [AbsenceSum(*row) for row in sums]


def past_absence_rows() -> QuerySet[Any, Any]:
    """Absences taken over as rows, for lists of this app's edge."""
    return PastAbsence.objects.select_related("staff__person")
