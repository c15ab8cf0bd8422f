"""When a step has been open too long (handbook 2.6)."""

from __future__ import annotations

from datetime import date, datetime

from approvals.rules.flows import OPEN_STEPS
from core.holidays import working_days_after
from core.periods import day_of

READING, POST_REVIEW = frozenset({"CIRCULATE", "REFER"}), "POST_REVIEW"


def is_late(
    *,
    kind: str,
    state: str,
    activated_at: datetime | None,
    due_on: date | None,
    escalate_after_days: int,
    at: datetime,
) -> bool:
    """후열: its day is over. A step that decides: open for so many working days. Reading alone is never late."""
    if state not in OPEN_STEPS or kind in READING or activated_at is None:
        return False
    today = day_of(at)
    if kind == POST_REVIEW:
        return due_on is not None and today > due_on
    return today >= working_days_after(day_of(activated_at), escalate_after_days)
