"""How the states of documents look: their own word with the icon and colour of their meaning."""

from __future__ import annotations

from typing import Any

from ui.badges import BadgeLook

_LOOKS = {
    "DRAFT": ("pen", ""),
    "SUBMITTED": ("clock", "progress"),
    "APPROVED": ("check", "ok"),
    "PARTLY_USED": ("clock", "info"),
    "CLOSED": ("lock", ""),
    "REJECTED": ("back", "danger"),
    "CANCELLED": ("x", ""),
    "EXPIRED": ("lock", ""),
    "CHANGED": ("swap", "info"),
    "COMPLETED": ("check", "ok"),
    "CARRIED": ("merge", "info"),
    "REQUESTED": ("clock", "progress"),
    "PASSED": ("check", "ok"),
    "FAILED": ("stop", "danger"),
    "ORDERED": ("clock", "progress"),
    "PAID": ("check", "ok"),
    "CREATED": ("pen", ""),
    "SIGNED": ("check", "info"),
    "SENT": ("clock", "progress"),
    "PARTLY_EXECUTED": ("clock", "warn"),
    "EXECUTED": ("check", "ok"),
    "PENDING": ("clock", "progress"),
    "REISSUED": ("swap", "info"),
    "NOTIFIED": ("clock", "info"),
    "PARTLY_RECEIVED": ("clock", "info"),
    "RECEIVED": ("check", "ok"),
    "POSTED": ("check", "ok"),
    "PARTLY_REFUNDED": ("back", "warn"),
    "REFUNDED": ("back", "warn"),
}


def look(paper: Any) -> BadgeLook:
    """Badge of a document or line in its present state."""
    icon, tone = _LOOKS.get(paper.state, ("info", ""))
    return BadgeLook(paper.get_state_display(), icon, tone)
