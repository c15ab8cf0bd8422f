"""Life of a commitment (지출원인행위). 지방회계법 제29조, 지방재정법 제59조 이하의 지출 절차."""

from __future__ import annotations

from collections.abc import Iterable

from core.flow import Flow

DRAFT = "DRAFT"
SUBMITTED = "SUBMITTED"
APPROVED = "APPROVED"
CHANGED = "CHANGED"
COMPLETED = "COMPLETED"
CLOSED = "CLOSED"
REJECTED = "REJECTED"
CANCELLED = "CANCELLED"
CARRIED = "CARRIED"

COMMITMENT_FLOW = Flow(
    {
        (DRAFT, "edit"): DRAFT,
        (DRAFT, "submit"): SUBMITTED,
        (DRAFT, "cancel"): CANCELLED,
        (SUBMITTED, "recall"): DRAFT,
        (SUBMITTED, "return"): DRAFT,
        (SUBMITTED, "reject"): REJECTED,
        (SUBMITTED, "approve"): APPROVED,
        (APPROVED, "change"): CHANGED,
        (CHANGED, "change"): CHANGED,
        (APPROVED, "complete"): COMPLETED,
        (CHANGED, "complete"): COMPLETED,
        (APPROVED, "close"): CLOSED,
        (CHANGED, "close"): CLOSED,
        (COMPLETED, "close"): CLOSED,
        (CLOSED, "reopen"): CHANGED,
        (APPROVED, "cancel"): CANCELLED,
        (CHANGED, "cancel"): CANCELLED,
        (APPROVED, "carry"): CARRIED,
        (CHANGED, "carry"): CARRIED,
        (COMPLETED, "carry"): CARRIED,
    }
)

LIVE = frozenset({APPROVED, CHANGED, COMPLETED})
"""States in which the commitment holds money in M and vouchers may draw on it."""

DIRECT_KINDS = frozenset({"DUTY", "UTILITY", "TAX", "PAYROLL", "TRAVEL", "IMPREST"})
"""Kinds for which no proposal is needed (훈령 제11조⑤): 직무수행경비, 공공요금, 제세, 인건비, 여비, 일상경비."""

CONTRACT_KINDS = frozenset({"WORKS", "SERVICE", "GOODS", "RENT", "TRANSPORT"})
"""Kinds that are contracts under 지방계약법: quotes, bond and inspection are asked for."""


def needs_proposal(kind: str) -> bool:
    """Must a commitment of this kind stand on an approved proposal (E-EXE-001)?"""
    return kind not in DIRECT_KINDS


def next_step(rows: Iterable[tuple[int, int, int]], *, needs_inspection: bool, is_asked: bool) -> str:
    """The next step of an approved commitment: inspect, await_inspection, pay or done (handbook 4.2).

    A row is (amount, accepted, paid or in process). What was accepted is paid before the rest is inspected.
    """
    found = list(rows)
    if not any(amount > taken for amount, _, taken in found):
        return "done"
    if not needs_inspection or any(accepted > taken for _, accepted, taken in found):
        return "pay"
    return "await_inspection" if is_asked else "inspect"
