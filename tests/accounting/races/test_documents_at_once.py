"""Two people press at the same moment: every money verb of the spending line, with real processes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from accounting.models import BudgetLine, CommitmentRow
from accounting.queries.verification import differences
from accounting.services.payment_settlement import execute_lines
from accounting.services.payment_vouchers import draft_payment_voucher, submit_payment_voucher
from tenants.context import institution
from tests.accounting.books import line_with
from tests.accounting.spending_kit import (
    AT,
    ON,
    approved,
    approved_voucher,
    cashier,
    direct_commitment,
    drafter,
    figures,
    payee,
    sent_order,
    submitted_proposal,
    voucher_input,
    voucher_row,
)
from tests.kit.crowd import INSTITUTION, at_once

ROUNDS = 4


def pressed(act: Callable[[UUID], object], ids: list[UUID]) -> list[str]:
    """What each process got, sorted: "done" or the code of its refusal."""
    return sorted(at_once([partial(act, key) for key in ids]))


def test_ac_05_two_approvals_at_once_give_the_money_once(committed_database: str) -> None:
    for _ in range(ROUNDS):
        with institution(INSTITUTION):
            project = f"D{BudgetLine.objects.count()}"
            line = line_with(project=project, original=1_000_000, allotted=1_000_000)
            papers = [submitted_proposal((line, 600_000)).pk for _ in range(2)]
        assert pressed(lambda key: approved("spending_proposal", key), papers) == ["E-BUD-002", "done"]
        with institution(INSTITUTION):
            assert figures(line)["reserved"] == 600_000
    with institution(INSTITUTION):
        assert list(differences()) == []


def test_two_vouchers_at_once_never_pass_the_commitment(committed_database: str) -> None:
    with institution(INSTITUTION):
        line = line_with("201-01", original=5_000_000, allotted=5_000_000)
        commitment = direct_commitment((line, 1_700_000))
        drafts = [
            draft_payment_voucher(
                given=voucher_input(commitment, [voucher_row(commitment, amount, payee(name))]),
                actor=drafter(),
                at=AT,
            ).pk
            for amount, name in ((1_000_000, "가람상사"), (800_000, "나래상사"))
        ]
    found = pressed(lambda key: submit_payment_voucher(voucher_id=key, actor=drafter(), at=AT), drafts)
    assert found == ["E-EXE-005", "done"]
    with institution(INSTITUTION):
        assert CommitmentRow.objects.get(commitment=commitment).in_process in (1_000_000, 800_000)


def test_a_line_confirmed_twice_at_once_is_paid_once(committed_database: str) -> None:
    with institution(INSTITUTION):
        line = line_with("201-01", original=5_000_000, allotted=5_000_000)
        commitment = direct_commitment((line, 1_000_000))
        given = voucher_input(commitment, [voucher_row(commitment, 1_000_000, payee())])
        order = sent_order(approved_voucher(given))
        target = order.lines.get().pk

    def confirm(order_id: UUID) -> None:
        execute_lines(order_id=order_id, line_ids=[target], executed_on=ON, actor=cashier(), at=AT)

    assert pressed(confirm, [order.pk, order.pk]) == ["INVALID_MOVE", "done"]
    with institution(INSTITUTION):
        assert figures(line)["paid"] == 1_000_000
        assert list(differences()) == []
