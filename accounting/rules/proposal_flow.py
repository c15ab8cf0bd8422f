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
        (APPROVED, "use_up"): CLOSED,
        (PARTLY_USED, "use_up"): CLOSED,
        (CLOSED, "unuse"): PARTLY_USED,
        (CLOSED, "unuse_all"): APPROVED,
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


def drawing_verb(drawn: int, *, used: int, total: int) -> str:
    """What a commitment's drawing (or giving back) makes of the proposal; `used` already counts it.

    Used to the last won, a proposal ends by itself: nothing of its reserve is left to release.
    """
    if drawn > 0:
        return "use_up" if used >= total else "use"
    return "unuse" if used else "unuse_all"


def is_used_up(state: str, *, used: int, total: int) -> bool:
    """Did it end by being used to the last won? Only such a one opens again when a commitment on it falls.

    One that was closed with a rest has given that rest back to the line: it stays closed (handbook 11.1).
    """
    return state == CLOSED and used == total
