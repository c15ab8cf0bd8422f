"""States of an appointment order (인사발령)."""

from __future__ import annotations

from core.flow import Flow

DRAFT, SUBMITTED, APPROVED, ISSUED, VOIDED = "DRAFT", "SUBMITTED", "APPROVED", "ISSUED", "VOIDED"
WITH_DRAFTER = frozenset({DRAFT})

ORDER_FLOW = Flow(
    {
        (DRAFT, "submit"): SUBMITTED,
        (SUBMITTED, "approve"): APPROVED,
        (SUBMITTED, "return"): DRAFT,
        (SUBMITTED, "reject"): DRAFT,
        (SUBMITTED, "recall"): DRAFT,
        (APPROVED, "issue"): ISSUED,
        (DRAFT, "void"): VOIDED,
        (APPROVED, "void"): VOIDED,
    }
)
