"""Legal deadlines with a fixed day: when the next one is (handbook, table of deadlines)."""

from __future__ import annotations

import re
from datetime import date, timedelta

_FIXED = re.compile(r"(\d{2})-(\d{2})")
_MONTHLY = "10th of next month"


def next_due(due: str, today: date) -> date | None:
    """The next day of a deadline written as month and day, or as the 10th of each month; none for others."""
    if due == _MONTHLY:
        return _tenth(today)
    if not re.fullmatch(r"[\d\-/, ]+", due):
        return None
    days = [_on(year, found) for found in _FIXED.finditer(due) for year in (today.year, today.year + 1)]
    return min(day for day in days if day >= today) if days else None


def _on(year: int, found: re.Match[str]) -> date:
    month, day = int(found[1]), int(found[2])
    if (month, day) == (2, 28):
        return date(year, 3, 1) - timedelta(days=1)
    return date(year, month, day)


def _tenth(today: date) -> date:
    if today.day <= 10:
        return today.replace(day=10)
    return (today.replace(day=1) + timedelta(days=32)).replace(day=10)
