"""States of a budget version while its formation workflow is one act of the budget team (handbook 3.1)."""

from core.flow import Flow

BUDGET_VERSION_FLOW = Flow(
    {
        ("DRAFT", "record_vote"): "BOARD_APPROVED",
        ("BOARD_APPROVED", "reopen"): "DRAFT",
        ("DRAFT", "withdraw"): "WITHDRAWN",
        ("BOARD_APPROVED", "make_effective"): "EFFECTIVE",
        ("EFFECTIVE", "supersede"): "SUPERSEDED",
    }
)
OPEN_STATES = ("DRAFT", "BOARD_APPROVED")
FIXED_STATES = ("EFFECTIVE", "SUPERSEDED")
