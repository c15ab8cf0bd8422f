"""When a login ends by itself, over plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class SessionLimits:
    """Idle end and absolute end of a login."""

    idle: timedelta
    absolute: timedelta


@dataclass(frozen=True)
class SessionClock:
    """When the login began and when the person last did something."""

    started_at: datetime
    seen_at: datetime


def ends_at(clock: SessionClock, limits: SessionLimits) -> datetime:
    """The moment the login ends if nothing more is done."""
    return min(clock.seen_at + limits.idle, clock.started_at + limits.absolute)


def end_reason(clock: SessionClock, limits: SessionLimits, now: datetime) -> str:
    """Why the login is over at `now`: IDLE, TOO_LONG, or empty while it lasts."""
    if now >= clock.started_at + limits.absolute:
        return "TOO_LONG"
    if now >= clock.seen_at + limits.idle:
        return "IDLE"
    return ""


def seconds_left(clock: SessionClock, limits: SessionLimits, now: datetime) -> int:
    """Whole seconds until the login ends; never negative."""
    return max(0, int((ends_at(clock, limits) - now).total_seconds()))


def may_extend(clock: SessionClock, limits: SessionLimits) -> bool:
    """Whether doing something now moves the end (false near the absolute end)."""
    return clock.seen_at + limits.idle < clock.started_at + limits.absolute
