"""Moments of the working day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone

from core.periods import SEOUL


def office_hour(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of a working day in Seoul; of today none that is still to come."""
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=SEOUL)
    now = timezone.now().astimezone(SEOUL)
    return min(moment, now) if day == now.date() else moment


def busiest_week(working: Iterable[date]) -> list[date]:
    """Of the working days of a month those of the fullest week that ends in it."""
    weeks: dict[date, list[date]] = {}
    for on in working:
        weeks.setdefault(on - timedelta(days=on.weekday()), []).append(on)
    whole = [days for monday, days in weeks.items() if (monday + timedelta(days=6)).month == days[0].month]
    return max(whole, key=len)


def month_before(today: date) -> date:
    """First day of the month that is over."""
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)
