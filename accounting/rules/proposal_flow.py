"""Life of a spending proposal (품의서). 지방자치단체 회계관리에 관한 훈령 제11조."""

from __future__ import annotations

from core.flow import Flow

DRAFT = "DRAFT"
SUBMITTED = "SUBMITTED"
APPROVED = "APPROVED"
PARTLY_USED = "PARTLY_USED"
CLOSED = "CLOSED"
REJECTED = "REJECTED"
CANCELLED = "CANCELLED"
EXPIRED = "EXPIRED"

PROPOSAL_FLOW = Flow(
    {
        (DRAFT, "edit"): DRAFT,
        (DRAFT, "submit"): SUBMITTED,
        (DRAFT, "cancel"): CANCELLED,
        (SUBMITTED, "recall"): DRAFT,
        (SUBMITTED, "return"): DRAFT,
        (SUBMITTED, "reject"): REJECTED,
        (SUBMITTED, "approve"): APPROVED,
        (APPROVED, "use"): PARTLY_USED,
        (PARTLY_USED, "use"): PARTLY_USED,
        (PARTLY_USED, "unuse"): PARTLY_USED,
        (PARTLY_USED, "unuse_all"): APPROVED,
        (APPROVED, "close"): CLOSED,
        (PARTLY_USED, "close"): CLOSED,
        (APPROVED, "cancel"): CANCELLED,
        (PARTLY_USED, "cancel"): CANCELLED,
        (APPROVED, "expire"): EXPIRED,
        (PARTLY_USED, "expire"): EXPIRED,
    }
)

LOCKED = frozenset({SUBMITTED, APPROVED, PARTLY_USED, CLOSED, REJECTED, CANCELLED, EXPIRED})
"""States in which the paper may not be written on any more (E-EXE-009)."""

USABLE = frozenset({APPROVED, PARTLY_USED})
"""States in which commitments may draw on the proposal; only here does R hold money."""
