"""How states of hr look: their own word with the icon and colour of their meaning."""

from __future__ import annotations

from ui.badges import BadgeLook

_LOOKS = {
    "DRAFT": ("pen", ""),
    "SUBMITTED": ("clock", "progress"),
    "APPROVED": ("check", "info"),
    "ISSUED": ("check", "ok"),
    "VOIDED": ("x", ""),
    "REQUESTED": ("clock", "progress"),
    "REJECTED": ("back", "danger"),
    "WITHDRAWN": ("x", ""),
    "APPLIED": ("check", "ok"),
    "UNDONE": ("back", ""),
    "GRANTED": ("check", "ok"),
    "REFUSED": ("back", "danger"),
    "EXECUTED": ("check", "ok"),
    "EXPUNGED": ("x", ""),
    "CLOSED": ("x", ""),
    "DECIDED": ("check", "info"),
}


def look_of_order(state: str, label: str) -> BadgeLook:
    """Badge of an order or a request."""
    icon, tone = _LOOKS.get(state, ("info", ""))
    return BadgeLook(label, icon, tone)
