"""Life of a discipline case (징계), and until when a sanction may be asked for (지방공무원법 제73조의2 준용)."""

from __future__ import annotations

from datetime import date

from core.flow import Flow
from core.periods import period_over

REPORTED, INVESTIGATION, REQUESTED, COMMITTEE = "REPORTED", "INVESTIGATION", "REQUESTED", "COMMITTEE"
DECIDED, NOTIFIED, APPEAL = "DECIDED", "NOTIFIED", "APPEAL"
UPHELD, CHANGED, CANCELLED = "UPHELD", "CHANGED", "CANCELLED"
EXECUTED, EXPUNGED, CLOSED = "EXECUTED", "EXPUNGED", "CLOSED"

# Between the request and the execution nobody is promoted (지방공무원 임용령 제34조제1항).
PENDING = frozenset({REQUESTED, COMMITTEE, DECIDED, NOTIFIED, APPEAL, UPHELD, CHANGED})
TO_EXECUTE = frozenset({NOTIFIED, UPHELD, CHANGED})

CASE_FLOW = Flow(
    {
        (REPORTED, "investigate"): INVESTIGATION,
        (INVESTIGATION, "request"): REQUESTED,
        (INVESTIGATION, "close"): CLOSED,
        (REQUESTED, "convene"): COMMITTEE,
        (COMMITTEE, "decide"): DECIDED,
        (COMMITTEE, "close"): CLOSED,
        (DECIDED, "notify"): NOTIFIED,
        (NOTIFIED, "appeal"): APPEAL,
        (NOTIFIED, "execute"): EXECUTED,
        (APPEAL, "uphold"): UPHELD,
        (APPEAL, "change"): CHANGED,
        (APPEAL, "cancel"): CANCELLED,
        (UPHELD, "execute"): EXECUTED,
        (CHANGED, "execute"): EXECUTED,
        (EXECUTED, "appeal"): APPEAL,
        (EXECUTED, "expunge"): EXPUNGED,
    }
)

PERIODS = {"DEMOTE": (3, 3), "SUSPEND": (1, 3), "PAY_CUT": (1, 3)}


def barred_from(occurred_on: date, years: int) -> date:
    """The first day on which a sanction can no longer be asked for."""
    return period_over(occurred_on, years * 12)


def months_fit(sanction: str, months: int) -> bool:
    """강등 3 months without duty, 정직 and 감봉 1 to 3, the others none."""
    low, high = PERIODS.get(sanction, (0, 0))
    return low <= months <= high
