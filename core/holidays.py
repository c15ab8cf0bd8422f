"""Public holidays of Korea on which offices are closed (관공서의 공휴일에 관한 규정), and working days."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("public_holidays.csv")
SATURDAY = 5


@cache
def public_holidays() -> frozenset[date]:
    """The days of the table on which government offices are closed; years beyond it have weekends only."""
    with TABLE.open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    return frozenset(
        date.fromisoformat(row["date"]) for row in rows if row["government_office_holiday"] == "Y"
    )


def is_working_day(day: date) -> bool:
    """Neither Saturday nor Sunday nor a public holiday."""
    return day.weekday() < SATURDAY and day not in public_holidays()


def working_days_after(day: date, count: int) -> date:
    """The working day `count` working days after `day`, the first day not counted."""
    found = day
    while count > 0:
        found += timedelta(days=1)
        count -= is_working_day(found)
    return found
