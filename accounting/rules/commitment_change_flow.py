"""Life of a change of a commitment (지출원인행위 정정). 훈령 별지 제46호."""

from __future__ import annotations

from core.flow import Flow

AMOUNT, REST = "AMOUNT", "REST"
DRAFT = "DRAFT"
SUBMITTED = "SUBMITTED"
APPROVED = "APPROVED"
REJECTED = "REJECTED"
CANCELLED = "CANCELLED"

CHANGE_FLOW = Flow(
    {
        (DRAFT, "edit"): DRAFT,
        (DRAFT, "submit"): SUBMITTED,
        (DRAFT, "cancel"): CANCELLED,
        (SUBMITTED, "recall"): DRAFT,
        (SUBMITTED, "return"): DRAFT,
        (SUBMITTED, "reject"): REJECTED,
        (SUBMITTED, "approve"): APPROVED,
    }
)
VERBS = {AMOUNT: "change", REST: "close"}
"""What each kind does to its commitment (commitment_flow)."""
EVENTS = {AMOUNT: "commitment_changed", REST: "commitment_cancelled"}
"""How ledgers name it."""
