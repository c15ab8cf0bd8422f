"""How the states of attendance look: their own word with the icon and colour of their meaning."""

from __future__ import annotations

from typing import Any

from ui.badges import BadgeLook

_LOOKS = {
    "DRAFT": ("pen", ""),
    "SUBMITTED": ("clock", "progress"),
    "APPROVED": ("check", "ok"),
    "TAKEN": ("check", "ok"),
    "CLOSED": ("lock", ""),
    "REJECTED": ("back", "danger"),
    "CANCEL_REQUESTED": ("clock", "warn"),
    "CHANGE_REQUESTED": ("clock", "warn"),
    "CANCELLED": ("x", ""),
    "RECLAIMED": ("back", "danger"),
    "REPLACED": ("swap", ""),
    "ORDERED": ("check", "info"),
    "WORKED": ("check", "info"),
    "RECOGNIZED": ("check", "ok"),
    "ACCEPTED": ("check", "ok"),
    "UNWORKED": ("x", ""),
    "DETECTED": ("warn", "warn"),
    "DISPUTED": ("warn", "danger"),
    "REPORTED": ("check", "info"),
    "SETTLEMENT_SUBMITTED": ("clock", "progress"),
    "SETTLEMENT_APPROVED": ("check", "ok"),
    "PAID": ("check", "ok"),
    "EXCEPTION": ("warn", "warn"),
    "CONFIRMED": ("check", "ok"),
    "CALCULATED": ("check", "info"),
    "HR_CLOSED": ("lock", "ok"),
    "DEPT_CONFIRMED": ("check", "info"),
    "REOPENED": ("warn", "warn"),
}


def look(row: Any) -> BadgeLook:
    """Badge of a request, day or month in its present state."""
    icon, tone = _LOOKS.get(row.state, ("info", ""))
    return BadgeLook(row.get_state_display(), icon, tone)
