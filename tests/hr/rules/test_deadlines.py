"""Stages before a day: 90, 60 and 30 days."""

from __future__ import annotations

from datetime import date, timedelta

from hr.rules.deadlines import stage_reached

LAST = date(2026, 6, 30)
DAYS = [90, 60, 30]


def test_each_stage_is_reached_on_its_day_and_none_after_the_last() -> None:
    def on(before: int) -> int | None:
        return stage_reached(LAST, LAST - timedelta(days=before), DAYS)

    assert [on(before) for before in (91, 90, 61, 60, 31, 30, 0, -1)] == [
        None,
        90,
        90,
        60,
        60,
        30,
        30,
        None,
    ]
    assert stage_reached(LAST, LAST, []) is None
