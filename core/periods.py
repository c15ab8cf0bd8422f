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


def same_day_later(start: date, months: int) -> date | None:
    """The day of the same number so many months later; None when that month has no such day (민법 제160조③)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    try:
        return date(year, month + 1, start.day)
    except ValueError:
        return None


def period_end(start: date, months: int) -> date:
    """Last day of a period of months that begins at 00:00 of `start` (민법 제157조·제159조·제160조).

    The day before the corresponding day, or the last day of a month that has no such day. Always reckoned from
    the original start: adding one month to the previous result would lose days at month ends.
    """
    corresponding = same_day_later(start, months)
    if corresponding is not None:
        return corresponding - timedelta(days=1)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return last_day(year * 100 + month + 1)


def period_over(start: date, months: int) -> date:
    """First day after a period of months: 31 January and one month → 1 March; a right of that period arises."""
    return period_end(start, months) + timedelta(days=1)


def completed_months(start: date, on: date) -> int:
    """Whole months gone by before the beginning of `on`, counted from 00:00 of `start`; 0 before it."""
    if on < start:
        return 0
    months = (on.year - start.year) * 12 + on.month - start.month
    return months if period_over(start, months) <= on else months - 1


def completed_years(start: date, on: date) -> int:
    """Whole years gone by before the beginning of `on`."""
    return completed_months(start, on) // 12


def months_and_days(start: date, until: date) -> tuple[int, int]:
    """Whole months of [start, until) by the calendar, and the days left over."""
    if until <= start:
        return 0, 0
    months = completed_months(start, until)
    return months, (until - (period_over(start, months) if months else start)).days


def age_reached_on(born_on: date, age: int) -> date:
    """The day on which somebody reaches an age; the day of birth counts (민법 제158조)."""
    return period_over(born_on, age * 12)


def age_on(birth: date, on: date) -> int:
    """Completed years; the day of birth counts (민법 제158조)."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
