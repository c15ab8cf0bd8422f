"""State tables of the execution documents: handbook 4.2 and 4.4."""

from __future__ import annotations

import pytest

from accounting.rules.commitment_flow import COMMITMENT_FLOW, needs_proposal, next_step
from accounting.rules.inspection_flow import INSPECTION_FLOW
from accounting.rules.payment_order_flow import PAYMENT_LINE_FLOW, PAYMENT_ORDER_FLOW, settlement_verb
from accounting.rules.payment_voucher_flow import PAYMENT_VOUCHER_FLOW
from accounting.rules.proposal_flow import PROPOSAL_FLOW
from accounting.rules.revenue_flow import ASSESSMENT_FLOW, RECEIPT_FLOW
from core.errors import InvalidMove
from core.flow import Flow


@pytest.mark.parametrize(
    "flow, start, verbs, end",
    [
        (
            PROPOSAL_FLOW,
            "DRAFT",
            ["submit", "return", "submit", "recall", "submit", "approve", "use"],
            "PARTLY_USED",
        ),
        (PROPOSAL_FLOW, "APPROVED", ["use", "unuse", "unuse_all"], "APPROVED"),
        (PROPOSAL_FLOW, "APPROVED", ["use", "use_up", "unuse", "use_up"], "CLOSED"),
        (PROPOSAL_FLOW, "APPROVED", ["expire"], "EXPIRED"),
        (COMMITMENT_FLOW, "DRAFT", ["submit", "approve", "change", "change", "complete", "close"], "CLOSED"),
        (COMMITMENT_FLOW, "CHANGED", ["cancel"], "CANCELLED"),
        (INSPECTION_FLOW, "REQUESTED", ["fail", "request", "pass"], "PASSED"),
        (PAYMENT_VOUCHER_FLOW, "DRAFT", ["submit", "approve", "order", "unorder", "order", "pay"], "PAID"),
        (
            PAYMENT_ORDER_FLOW,
            "CREATED",
            ["submit", "return", "submit", "sign", "send", "settle_part", "settle"],
            "EXECUTED",
        ),
        (PAYMENT_LINE_FLOW, "PENDING", ["execute", "bounce", "reissue"], "REISSUED"),
        (ASSESSMENT_FLOW, "DRAFT", ["submit", "approve", "notify", "receive_part", "receive"], "RECEIVED"),
        (RECEIPT_FLOW, "POSTED", ["refund_part", "refund"], "REFUNDED"),
    ],
)
def test_a_document_walks_its_way(flow: Flow, start: str, verbs: list[str], end: str) -> None:
    state = start
    for verb in verbs:
        state = flow.next(state, verb)
    assert state == end


@pytest.mark.parametrize(
    "flow, state, verb",
    [
        (PROPOSAL_FLOW, "REJECTED", "submit"),
        (PROPOSAL_FLOW, "SUBMITTED", "edit"),
        (PROPOSAL_FLOW, "CLOSED", "use"),
        (COMMITMENT_FLOW, "CLOSED", "cancel"),
        (PAYMENT_VOUCHER_FLOW, "ORDERED", "cancel"),
        (PAYMENT_VOUCHER_FLOW, "PAID", "cancel"),
        (PAYMENT_ORDER_FLOW, "SENT", "cancel"),
        (PAYMENT_LINE_FLOW, "REISSUED", "reissue"),
        (RECEIPT_FLOW, "REFUNDED", "refund"),
    ],
)
def test_other_moves_are_refused(flow: Flow, state: str, verb: str) -> None:
    assert not flow.may(state, verb)
    with pytest.raises(InvalidMove) as refused:
        flow.next(state, verb)
    assert refused.value.status == 409


@pytest.mark.parametrize(
    "lines, verb",
    [
        (["EXECUTED", "EXECUTED"], "settle"),
        (["FAILED", "FAILED"], "fail"),
        (["EXECUTED", "FAILED"], "settle_part"),
        (["EXECUTED", "PENDING"], "settle_part"),
        (["EXECUTED", "REISSUED"], "settle_part"),
    ],
)
def test_order_follows_its_lines(lines: list[str], verb: str) -> None:
    assert settlement_verb(lines) == verb


@pytest.mark.parametrize(
    "kind, needed", [("GOODS", True), ("PURCHASE", True), ("PAYROLL", False), ("TRAVEL", False)]
)
def test_kinds_that_need_a_proposal(kind: str, needed: bool) -> None:
    assert needs_proposal(kind) is needed


@pytest.mark.parametrize(
    "rows, needs_inspection, is_asked, step",
    [
        ([(1_000, 0, 0)], True, False, "inspect"),
        ([(1_000, 0, 0)], True, True, "await_inspection"),
        ([(1_000, 400, 0)], True, False, "pay"),
        ([(1_000, 400, 400)], True, False, "inspect"),
        ([(1_000, 0, 0)], False, False, "pay"),
        ([(1_000, 1_000, 1_000), (500, 500, 0)], True, False, "pay"),
        ([(1_000, 1_000, 1_000)], True, False, "done"),
    ],
)
def test_next_step_of_a_commitment(
    rows: list[tuple[int, int, int]], needs_inspection: bool, is_asked: bool, step: str
) -> None:
    assert next_step(rows, needs_inspection=needs_inspection, is_asked=is_asked) == step
