"""Life of a return of expenditure (반납결의서). 훈령 별지 18."""

from __future__ import annotations

from core.flow import Flow

DRAFT = "DRAFT"
SUBMITTED = "SUBMITTED"
APPROVED = "APPROVED"
REJECTED = "REJECTED"
CANCELLED = "CANCELLED"

RETURN_FLOW = Flow(
    {
        (DRAFT, "submit"): SUBMITTED,
        (DRAFT, "cancel"): CANCELLED,
        (SUBMITTED, "return"): DRAFT,
        (SUBMITTED, "reject"): REJECTED,
        (SUBMITTED, "cancel"): CANCELLED,
        (SUBMITTED, "approve"): APPROVED,
    }
)
