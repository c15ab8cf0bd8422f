"""Allotment documents and their rows."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from accounting.models import Allotment, AllotmentRow
from core.errors import NotFound


def allotments(fiscal_year: int | None = None) -> QuerySet[Allotment]:
    """Documents of a year, newest first."""
    found: QuerySet[Allotment] = Allotment.objects.select_related("drafted_by", "approved_by")
    return found if fiscal_year is None else found.filter(fiscal_year=fiscal_year)


def allotment(allotment_id: UUID) -> Allotment:
    """One document; NotFound where there is none."""
    found = allotments().filter(pk=allotment_id).first()
    if found is None:
        raise NotFound()
    return found


def allotment_rows(allotment_id: UUID) -> QuerySet[AllotmentRow]:
    """Rows with the line they change."""
    rows: QuerySet[AllotmentRow] = AllotmentRow.objects.filter(allotment_id=allotment_id)
    return rows.select_related("line__stat_item", "line__detail_project", "line__funding_source").order_by(
        "ordinal"
    )
