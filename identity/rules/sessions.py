"""When a login ends by itself, over plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class SessionLimits:
    """Idle end and absolute end of a login."""

    idle: timedelta
    absolute: timedelta

    def ends_at(self, clock: SessionClock) -> datetime:
        """The moment the login ends if nothing more is done."""
        return min(clock.seen_at + self.idle, clock.started_at + self.absolute)

    def end_reason(self, clock: SessionClock, now: datetime) -> str:
        """Why the login is over at `now`: IDLE, TOO_LONG, or empty while it lasts."""
        if now >= clock.started_at + self.absolute:
            return "TOO_LONG"
        if now >= clock.seen_at + self.idle:
            return "IDLE"
        return ""

    def may_extend(self, clock: SessionClock) -> bool:
        """Whether doing something now moves the end (false near the absolute end)."""
        return clock.seen_at + self.idle < clock.started_at + self.absolute


@dataclass(frozen=True)
class SessionClock:
    """When the login began and when the person last did something."""

    started_at: datetime
    seen_at: datetime
