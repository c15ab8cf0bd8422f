"""Lateness that costs leave: eight hours together are one day (지방공무원 복무규정 제7조의2제6항)."""

from __future__ import annotations

DAY = 480


def days_due(total: int) -> int:
    """Minutes of leave that so many minutes of lateness of a year cost: whole days of eight hours."""
    return total // DAY * DAY


def to_charge(total: int, charged: int, available: int) -> int:
    """Minutes to take now (positive) or to give back (negative); never more than is left, the rest waits."""
    due = days_due(total) - charged
    return due if due <= 0 else min(due, available)
