"""Months of the books."""

from __future__ import annotations

from datetime import datetime

from accounting.models import AccountingPeriod


def closed_at(fiscal_year: int, period: int) -> datetime | None:
    """When a month was closed; none while it is open."""
    found = AccountingPeriod.objects.filter(fiscal_year=fiscal_year, period=period)
    return found.values_list("closed_at", flat=True).first()


def state_of(fiscal_year: int, period: int) -> str:
    """State of a month; empty when the books of the year have no such month."""
    found = AccountingPeriod.objects.filter(fiscal_year=fiscal_year, period=period)
    return found.values_list("state", flat=True).first() or ""
