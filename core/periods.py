"""Days, months and years as the books know them. The office's clock is Asia/Seoul."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")


def day_of(at: datetime) -> date:
    """Day in Seoul of an aware instant."""
    return at.astimezone(SEOUL).date()


def period_of(day: date) -> int:
    """Month as a number: 2026-11-22 → 202611."""
    return day.year * 100 + day.month


def end_of_day(day: date) -> datetime:
    """24:00 in Seoul: a date alone means its end (handbook 11.2)."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=SEOUL)


def first_day(period: int) -> date:
    """First day of a month number."""
    return date(period // 100, period % 100, 1)


def last_day(period: int) -> date:
    """Last day of a month number."""
    year, month = divmod(period, 100)
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def periods_of_year(year: int) -> list[int]:
    """The twelve month numbers of a year."""
    return [year * 100 + month for month in range(1, 13)]


def quarter_of(day: date) -> int:
    """1 to 4."""
    return (day.month - 1) // 3 + 1


def holds(from_on: date, until_on: date | None, on: date) -> bool:
    """Whether the half-open range [from_on, until_on) contains `on`."""
    return from_on <= on and (until_on is None or on < until_on)
