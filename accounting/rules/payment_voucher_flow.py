"""Life of a payment voucher (지출결의서). 지방회계법 제32조, 훈령 제38조 이하."""

from __future__ import annotations

from core.flow import Flow

DRAFT = "DRAFT"
SUBMITTED = "SUBMITTED"
APPROVED = "APPROVED"
ORDERED = "ORDERED"
PAID = "PAID"
REJECTED = "REJECTED"
CANCELLED = "CANCELLED"

PAYMENT_VOUCHER_FLOW = Flow(
    {
        (DRAFT, "edit"): DRAFT,
        (DRAFT, "submit"): SUBMITTED,
        (DRAFT, "cancel"): CANCELLED,
        (SUBMITTED, "recall"): DRAFT,
        (SUBMITTED, "return"): DRAFT,
        (SUBMITTED, "reject"): REJECTED,
        (SUBMITTED, "approve"): APPROVED,
        (APPROVED, "cancel"): CANCELLED,
        (APPROVED, "order"): ORDERED,
        (ORDERED, "unorder"): APPROVED,
        (ORDERED, "pay"): PAID,
        (PAID, "bounce"): ORDERED,
    }
)

IN_PROCESS = frozenset({SUBMITTED, APPROVED, ORDERED})
"""States whose unpaid rows count in V against M − E of their commitment."""

LOCKED = frozenset({SUBMITTED, APPROVED, ORDERED, PAID, REJECTED, CANCELLED})
"""States in which the paper may not be written on any more (E-EXE-009)."""
