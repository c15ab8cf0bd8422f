"""Life of a manual journal (대체전표). Closing adjustments only, with approval (handbook 5.3)."""

from __future__ import annotations

from core.flow import Flow

MANUAL_JOURNAL_FLOW = Flow(
    {
        ("DRAFT", "edit"): "DRAFT",
        ("DRAFT", "submit"): "SUBMITTED",
        ("DRAFT", "cancel"): "CANCELLED",
        ("SUBMITTED", "recall"): "DRAFT",
        ("SUBMITTED", "return"): "DRAFT",
        ("SUBMITTED", "reject"): "REJECTED",
        ("SUBMITTED", "approve"): "APPROVED",
    }
)
