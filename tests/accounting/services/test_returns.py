"""Returns of expenditure to their own line before cash close (AC-52, J-39)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from accounting.errors.execution import AfterCashClose, ReturnAbovePaid
from accounting.models import BudgetLine, Commitment, ExpenditureReturn, PaymentVoucher
from accounting.services.returns import ReturnInput, ReturnRowInput, draft_return
from accounting.subjects.papers import expenditure_return
from tenants.context import institution
from tests.accounting.books import line_with
from tests.accounting.spending_kit import (
    AT,
    all_codes,
    approved,
    approved_voucher,
    direct_commitment,
    drafter,
    entries,
    figures,
    main_account,
    paid,
    payee,
    person,
    sent_order,
    voucher_input,
    voucher_row,
)
from tests.worlds import World


@pytest.fixture(autouse=True)
def _culture(world: World) -> Iterator[None]:
    with institution(world.culture):
        yield


def paid_voucher(line: BudgetLine, amount: int) -> PaymentVoucher:
    commitment = direct_commitment((line, amount))
    voucher = approved_voucher(voucher_input(commitment, [voucher_row(commitment, amount, payee())]))
    paid(sent_order(voucher))
    return voucher


def returned(voucher: PaymentVoucher, amount: int, **changes: Any) -> ExpenditureReturn:
    values: dict[str, Any] = {
        "title": "과지급 반납",
        "returned_on": date(2026, 12, 10),
        "bank_account_id": main_account().pk,
        "rows": [ReturnRowInput(voucher.rows.get().pk, amount)],
    }
    return draft_return(given=ReturnInput(**(values | changes)), actor=drafter(), at=AT)


def chief():
    return person("chief", *all_codes())


def test_ac_52_return_before_the_close() -> None:
    line = line_with("201-01", original=10_000_000, allotted=10_000_000)
    paper = returned(paid_voucher(line, 3_000_000), 500_000)
    assert figures(line)["paid"] == 3_000_000
    [effect] = expenditure_return.effects_on_budget(paper.pk)
    assert (effect.amount, effect.then.paid, effect.then.available) == (-500_000, 2_500_000, 7_500_000)
    approved("expenditure_return", paper.pk)
    assert figures(line) == {
        "reserved": 0,
        "committed": 2_500_000,
        "paid": 2_500_000,
        "available": 7_500_000,
    }
    assert entries(paper.pk, "expenditure_returned") == [("11102", 500_000, 0), ("53103", 0, 500_000)]


def test_ac_52_after_the_close_it_is_no_return_any_more() -> None:
    line = line_with("201-01", original=10_000_000, allotted=10_000_000)
    voucher = paid_voucher(line, 3_000_000)
    with pytest.raises(AfterCashClose):
        returned(voucher, 500_000, returned_on=date(2027, 2, 5))
    assert figures(line)["paid"] == 3_000_000


def test_reopened_work_keeps_its_commitment() -> None:
    line = line_with("201-01", original=10_000_000, allotted=10_000_000)
    voucher = paid_voucher(line, 3_000_000)
    approved("expenditure_return", returned(voucher, 500_000, is_reopened=True).pk)
    assert figures(line)["committed"] == 3_000_000
    assert figures(line)["paid"] == 2_500_000
    commitment = Commitment.objects.get(rows__voucher_rows__voucher=voucher)
    assert (commitment.state, commitment.paid_amount) == ("CHANGED", 2_500_000)


def test_never_more_than_was_paid() -> None:
    line = line_with("201-01", original=10_000_000, allotted=10_000_000)
    voucher = paid_voucher(line, 3_000_000)
    approved("expenditure_return", returned(voucher, 2_000_000).pk)
    with pytest.raises(ReturnAbovePaid) as refused:
        returned(voucher, 1_000_001)
    assert refused.value.facts == {"paid": 1_000_000, "requested": 1_000_001}
