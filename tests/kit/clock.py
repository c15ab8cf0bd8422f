"""The office's clock in tests that go through the edge: services get their time from it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

WORKDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday 10:00 in Seoul


@pytest.fixture
def workday(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """It is Monday 23 November 2026 and every question for the time is a millisecond later."""
    ticks = iter(range(10**9))
    monkeypatch.setattr(timezone, "now", lambda: WORKDAY + timedelta(milliseconds=next(ticks)))
    return WORKDAY
