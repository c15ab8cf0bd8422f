"""How near a day is: which of the announced stages was reached."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hr.rules.fixed_term import warning_days

DAY = timedelta(days=1)


def stage_reached(last_on: date, today: date, days: Sequence[int]) -> int | None:
    """The nearest of the stages (90, 60, 30 days before the last day) reached; None before them and after the day."""
    if today > last_on:
        return None
    reached = [
        count for count, on in zip(days, warning_days(last_on + DAY, days), strict=True) if on <= today
    ]
    return min(reached, default=None)
