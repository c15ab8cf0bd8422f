"""Fiscal years of the books."""

from __future__ import annotations

from accounting.choices import YearState
from accounting.models import FiscalYear


def fiscal_years() -> list[tuple[int, bool]]:
    """Every year with whether it is closed, newest first."""
    rows = FiscalYear.objects.order_by("-year").values_list("year", "state")
    return [(year, state in (YearState.CLOSED, YearState.AUDITED)) for year, state in rows]
