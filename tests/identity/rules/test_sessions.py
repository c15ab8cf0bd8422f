"""When a login ends by itself."""

from datetime import UTC, datetime, timedelta

import pytest

from identity.rules.sessions import SessionClock, SessionLimits

START = datetime(2026, 11, 22, 0, 0, tzinfo=UTC)
LIMITS = SessionLimits(timedelta(minutes=20), timedelta(hours=10))


def clock(seen_minutes: int) -> SessionClock:
    return SessionClock(START, START + timedelta(minutes=seen_minutes))


@pytest.mark.parametrize(
    ("seen", "now", "reason"),
    [(0, 19, ""), (0, 20, "IDLE"), (590, 599, ""), (590, 600, "TOO_LONG"), (600, 600, "TOO_LONG")],
)
def test_end_reason(seen: int, now: int, reason: str) -> None:
    assert LIMITS.end_reason(clock(seen), START + timedelta(minutes=now)) == reason


def test_login_ends_at_the_earlier_limit() -> None:
    assert LIMITS.ends_at(clock(100)) == START + timedelta(minutes=120)
    assert LIMITS.ends_at(clock(590)) == START + timedelta(hours=10)


def test_extension_helps_until_the_absolute_end_is_near() -> None:
    assert LIMITS.may_extend(clock(579))
    assert not LIMITS.may_extend(clock(580))
