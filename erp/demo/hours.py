"""Moments of the working day."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from core.periods import SEOUL


def office_hour(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of a working day in Seoul; of today none that is still to come."""
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=SEOUL)
    now = timezone.now().astimezone(SEOUL)
    return min(moment, now) if day == now.date() else moment
