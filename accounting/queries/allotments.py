"""Allotment documents and their rows."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from accounting.models import Allotment, AllotmentRow
from core.errors import NotFound


def allotments(
    fiscal_year: int | None = None, *, state: str = "", kind: str = "", text: str = ""
) -> QuerySet[Allotment]:
    """Documents of a year by state, kind and words of number or title."""
    asked = {"fiscal_year": fiscal_year, "state": state, "kind": kind}
    found: QuerySet[Allotment] = Allotment.objects.filter(
        **{name: value for name, value in asked.items() if value}
    )
    for word in text.split()[:5]:
        found = found.filter(Q(number__icontains=word) | Q(title__icontains=word))
    return found.select_related("drafted_by", "approved_by")


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
