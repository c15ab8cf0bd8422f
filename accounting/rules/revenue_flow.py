"""Life of a revenue assessment (징수결의) and of a receipt (수납). 지방회계법 제21조·제22조."""

from __future__ import annotations

from core.flow import Flow

DRAFT = "DRAFT"
SUBMITTED = "SUBMITTED"
APPROVED = "APPROVED"
NOTIFIED = "NOTIFIED"
PARTLY_RECEIVED = "PARTLY_RECEIVED"
RECEIVED = "RECEIVED"
REJECTED = "REJECTED"
CANCELLED = "CANCELLED"

ASSESSMENT_FLOW = Flow(
    {
        (DRAFT, "edit"): DRAFT,
        (DRAFT, "submit"): SUBMITTED,
        (DRAFT, "cancel"): CANCELLED,
        (SUBMITTED, "recall"): DRAFT,
        (SUBMITTED, "return"): DRAFT,
        (SUBMITTED, "reject"): REJECTED,
        (SUBMITTED, "approve"): APPROVED,
        (APPROVED, "notify"): NOTIFIED,
        (APPROVED, "correct"): APPROVED,
        (NOTIFIED, "correct"): NOTIFIED,
        (PARTLY_RECEIVED, "correct"): PARTLY_RECEIVED,
        (APPROVED, "cancel"): CANCELLED,
        (NOTIFIED, "cancel"): CANCELLED,
        (APPROVED, "receive_part"): PARTLY_RECEIVED,
        (APPROVED, "receive"): RECEIVED,
        (NOTIFIED, "receive_part"): PARTLY_RECEIVED,
        (NOTIFIED, "receive"): RECEIVED,
        (PARTLY_RECEIVED, "receive_part"): PARTLY_RECEIVED,
        (PARTLY_RECEIVED, "receive"): RECEIVED,
        (RECEIVED, "receive"): RECEIVED,
        (RECEIVED, "refund_part"): PARTLY_RECEIVED,
        (RECEIVED, "refund"): RECEIVED,
        (PARTLY_RECEIVED, "refund_part"): PARTLY_RECEIVED,
    }
)

COLLECTABLE = frozenset({APPROVED, NOTIFIED, PARTLY_RECEIVED, RECEIVED})
"""States in which money may be taken in on the assessment; an overpayment may arrive after RECEIVED."""

POSTED = "POSTED"
PARTLY_REFUNDED = "PARTLY_REFUNDED"
REFUNDED = "REFUNDED"

RECEIPT_FLOW = Flow(
    {
        (POSTED, "refund_part"): PARTLY_REFUNDED,
        (POSTED, "refund"): REFUNDED,
        (PARTLY_REFUNDED, "refund_part"): PARTLY_REFUNDED,
        (PARTLY_REFUNDED, "refund"): REFUNDED,
    }
)
