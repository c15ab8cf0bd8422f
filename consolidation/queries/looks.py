"""The log of officers' looks."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db.models import Q, QuerySet

from consolidation.models import LookRecord
from core.periods import SEOUL, end_of_day


def looks(
    *,
    first: date | None = None,
    last: date | None = None,
    institution: str = "",
    screen: str = "",
    officer: str = "",
) -> QuerySet[LookRecord]:
    """Looks in a span of days (Seoul), at one institution or all, on one screen or all."""
    rows = LookRecord.objects.all()
    if first:
        rows = rows.filter(looked_at__gte=datetime.combine(first, time.min, tzinfo=SEOUL))
    if last:
        rows = rows.filter(looked_at__lt=end_of_day(last))
    if institution:
        rows = rows.filter(institution_code=institution)
    if screen:
        rows = rows.filter(screen=screen)
    if officer:
        rows = rows.filter(Q(officer_name__icontains=officer) | Q(client_id__icontains=officer))
    return rows
