"""Life of a payment order (지급명령) and of each payee line on it. 지방회계법 제32조·제33조, 훈령 제39조."""

from __future__ import annotations

from collections.abc import Iterable

from core.flow import Flow

CREATED = "CREATED"
SUBMITTED = "SUBMITTED"
SIGNED = "SIGNED"
SENT = "SENT"
PARTLY_EXECUTED = "PARTLY_EXECUTED"
EXECUTED = "EXECUTED"
FAILED = "FAILED"
CANCELLED = "CANCELLED"

LINE_PENDING = "PENDING"
LINE_EXECUTED = "EXECUTED"
LINE_FAILED = "FAILED"
LINE_REISSUED = "REISSUED"
LINE_CANCELLED = "CANCELLED"

PAYMENT_ORDER_FLOW = Flow(
    {
        (CREATED, "submit"): SUBMITTED,
        (SUBMITTED, "recall"): CREATED,
        (SUBMITTED, "return"): CREATED,
        (SUBMITTED, "reject"): CANCELLED,
        (SUBMITTED, "sign"): SIGNED,
        (SIGNED, "send"): SENT,
        (CREATED, "cancel"): CANCELLED,
        (SIGNED, "cancel"): CANCELLED,
        (SENT, "settle_part"): PARTLY_EXECUTED,
        (SENT, "settle"): EXECUTED,
        (SENT, "fail"): FAILED,
        (PARTLY_EXECUTED, "settle_part"): PARTLY_EXECUTED,
        (PARTLY_EXECUTED, "settle"): EXECUTED,
        (PARTLY_EXECUTED, "fail"): FAILED,
        (EXECUTED, "settle_part"): PARTLY_EXECUTED,
        (EXECUTED, "fail"): FAILED,
    }
)

PAYMENT_LINE_FLOW = Flow(
    {
        (LINE_PENDING, "execute"): LINE_EXECUTED,
        (LINE_PENDING, "fail"): LINE_FAILED,
        (LINE_PENDING, "cancel"): LINE_CANCELLED,
        (LINE_EXECUTED, "bounce"): LINE_FAILED,
        (LINE_FAILED, "reissue"): LINE_REISSUED,
    }
)

SENT_STATES = frozenset({SENT, PARTLY_EXECUTED})
"""States in which the bank may still report on a line."""


def settlement_verb(line_states: Iterable[str]) -> str:
    """What the answers of the bank so far make of the whole order."""
    states = set(line_states)
    if states <= {LINE_EXECUTED}:
        return "settle"
    if states <= {LINE_FAILED, LINE_REISSUED}:
        return "fail"
    return "settle_part"
