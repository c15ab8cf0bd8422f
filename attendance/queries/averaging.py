"""Who works by an averaged system, and when its settlement periods lie (탄력·선택근로)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from attendance.choices import AVERAGED_KINDS, ScheduleKind
from attendance.models import PeriodSettlement, ScheduleAssignment
from attendance.rules.settlement import Averaging, settlement_period
from core.models.ranges import overlapping


def averaged_terms(staff_ids: Collection[UUID], from_on: date, until_on: date) -> dict[UUID, list[Averaging]]:
    """Averaged systems of these people in [from_on, until_on); an employment that ends cuts its period."""
    rows = ScheduleAssignment.objects.filter(staff_id__in=staff_ids, schedule__kind__in=AVERAGED_KINDS)
    values = overlapping(rows, from_on, until_on).values_list(
        "staff_id",
        "from_on",
        "until_on",
        "staff__last_on",
        "schedule__kind",
        "schedule__settlement_length",
    )
    found: dict[UUID, list[Averaging]] = defaultdict(list)
    for staff_id, begins, ends, last_on, kind, length in values.order_by("from_on"):
        cuts = [on for on in (ends, last_on + timedelta(days=1) if last_on else None) if on]
        terms = Averaging(ScheduleKind(kind), begins, min(cuts, default=None), length)
        if terms.until_on is None or terms.until_on > begins:
            found[staff_id].append(terms)
    return found


def terms_on(terms: Collection[Averaging], on: date) -> Averaging | None:
    """The averaged system of a day."""
    fitting = (one for one in terms if one.from_on <= on and (one.until_on is None or on < one.until_on))
    return next(fitting, None)


def periods_between(terms: Averaging, first: date, last: date) -> list[tuple[date, date]]:
    """[from, until) of every settlement period that touches the days from `first` to `last`."""
    found = []
    on = max(first, terms.from_on)
    while on <= last and (terms.until_on is None or on < terms.until_on):
        period = settlement_period(terms, on)
        found.append(period)
        on = period[1]
    return found


def settlement_rows() -> QuerySet[Any, Any]:
    """Settlements of every close as rows, for lists of this app's edge."""
    return PeriodSettlement.objects.select_related("staff__person", "month").order_by("-recorded_at", "-pk")


def settlements_of(period: int) -> list[PeriodSettlement]:
    """Settlements of the last close of a month, by name."""
    rows = PeriodSettlement.objects.filter(month__period=period).select_related("staff__person", "month")
    return [row for row in rows.order_by("staff__person__name", "from_on") if row.run == row.month.run]
