"""States of a budget version: formed, decided by the head in an official document, resolved by the board (3.1)."""

from core.flow import Flow

DRAFT, SUBMITTED, BEFORE_THE_BOARD = "DRAFT", "SUBMITTED", "CEO_APPROVED"
VOTED_EARLIER = "BOARD_APPROVED"
"""Voted, but not in force, from the time before official documents; nothing comes into this state any more."""
EFFECTIVE, WITHDRAWN = "EFFECTIVE", "WITHDRAWN"

BUDGET_VERSION_FLOW = Flow(
    {
        (DRAFT, "edit"): DRAFT,
        (DRAFT, "submit"): SUBMITTED,
        (SUBMITTED, "recall"): DRAFT,
        (SUBMITTED, "return"): DRAFT,
        (SUBMITTED, "reject"): WITHDRAWN,
        (SUBMITTED, "lay_before_board"): BEFORE_THE_BOARD,
        (BEFORE_THE_BOARD, "return"): DRAFT,
        (VOTED_EARLIER, "return"): DRAFT,
        (DRAFT, "withdraw"): WITHDRAWN,
        (DRAFT, "load"): EFFECTIVE,
        (SUBMITTED, "make_effective"): EFFECTIVE,
        (BEFORE_THE_BOARD, "make_effective"): EFFECTIVE,
        (EFFECTIVE, "supersede"): "SUPERSEDED",
    }
)
OPEN_STATES = (DRAFT, SUBMITTED, BEFORE_THE_BOARD)
FIXED_STATES = (EFFECTIVE, "SUPERSEDED")
