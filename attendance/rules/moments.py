"""Minutes of a day and instants in Seoul."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from core.periods import SEOUL


def moment(on: date, minutes: int) -> datetime:
    """The instant so many minutes after midnight in Seoul."""
    return datetime.combine(on, time.min, tzinfo=SEOUL) + timedelta(minutes=minutes)


def minute_of(on: date, at: datetime) -> int:
    """Minutes since midnight of a day; more than 1440 on the next."""
    return int((at - moment(on, 0)).total_seconds() // 60)


def clock_text(minutes: int) -> str:
    """540 → 09:00, 1500 → 다음 날 01:00."""
    day, rest = divmod(minutes, 1440)
    return f"{'다음 날 ' if day else ''}{rest // 60:02d}:{rest % 60:02d}"
