"""Days counted in working days (Monday to Friday)."""

from __future__ import annotations

from datetime import date, timedelta

SATURDAY = 5


def working_days_after(day: date, count: int) -> date:
    """The day `count` working days after `day`, the first day not counted."""
    found = day
    while count > 0:
        found += timedelta(days=1)
        count -= found.weekday() < SATURDAY
    return found
