"""Moments of the working day."""

from __future__ import annotations

from datetime import date, datetime

from core.periods import SEOUL


def office_hour(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of a working day in Seoul."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SEOUL)
