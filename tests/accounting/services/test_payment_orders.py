"""Payment orders: made, signed, executed, failed, reissued, bounced (AC-31, 53, 70, 76, 83, 92)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from accounting.errors.execution import (
    DedicatedAccountRequired,
    DutiesConflict,
    LineAlreadyReissued,
    OwnDocument,
)
from accounting.models import (
    BankAccount,
    Commitment,
    CommitmentRow,
    PaymentOrder,
    PaymentOrderLine,
    PaymentVoucher,
)
from accounting.services.approval import Decision, decide
from accounting.services.payment_orders import (
    cancel_payment_order,
    create_payment_order,
    recall_payment_order,
    send_payment_order,
    submit_payment_order,
)
from accounting.services.payment_settlement import bounce_line, execute_lines, fail_lines, reissue_line
from approvals.errors.steps import AlreadyProcessed, StepUpNeeded
from core.errors import DomainError, InvalidMove
from tenants.context import institution
from tests.accounting.books import line_with, revenue_line
from tests.accounting.spending_kit import (
    AT,
    ON,
    approved,
    approved_commitment,
    approved_proposal,
    approved_voucher,
    approver,
    as_officer,
    away,
    cashier,
    changed,
    created_order,
    decided,
    direct_commitment,
    disburser,
    drafter,
    entries,
    figures,
    from_proposal,
    paid,
    payee,
    sent_order,
    submitted_order,
    voucher_input,
    voucher_row,
)
from tests.worlds import World


@pytest.fixture(autouse=True)
def _culture(world: World) -> Iterator[None]:
    with institution(world.culture):
        yield


def line_of(item: str = "201-01", **changes):
    return line_with(item, **({"original": 100_000_000, "allotted": 100_000_000} | changes))


def three_payees() -> PaymentVoucher:
    commitment = direct_commitment((line_of(), 1_200_000))
    rows = [
        voucher_row(commitment, 500_000, payee("가람상사")),
        voucher_row(commitment, 300_000, payee("나래상사")),
        voucher_row(commitment, 400_000, payee("다온상사")),
    ]
    return approved_voucher(voucher_input(commitment, rows))


def test_payment_moves_e_and_clears_the_payable() -> None:
    line = line_of()
    commitment = direct_commitment((line, 1_100_000))
    voucher = approved_voucher(voucher_input(commitment, [voucher_row(commitment, 1_100_000, payee())]))
    order = paid(sent_order(voucher))
    assert (order.state, order.number) == ("EXECUTED", "PO2026-G-000001")
    assert figures(line) == {
        "reserved": 0,
        "committed": 1_100_000,
        "paid": 1_100_000,
        "available": 98_900_000,
    }
    assert entries(order.pk, "payment_executed") == [("11102", 0, 1_100_000), ("21101", 1_100_000, 0)]
    assert PaymentVoucher.objects.get(pk=voucher.pk).state == "PAID"
    assert Commitment.objects.get(pk=commitment.pk).state == "CLOSED"


def test_ac_70_one_payee_is_rejected_and_reissued_once() -> None:
    voucher = three_payees()
    order = sent_order(voucher)
    refused = order.lines.get(gross_amount=400_000)
    paid(order, 1, 2)
    fail_lines(order_id=order.pk, failures={refused.pk: "계좌 해지"}, actor=cashier(), at=AT)
    order.refresh_from_db()
    assert order.state == "PARTLY_EXECUTED"
    assert figures(voucher.rows.first().line)["paid"] == 800_000
    fresh = reissue_line(order_id=order.pk, line_id=refused.pk, pay_on=ON, actor=cashier(), at=AT)
    with pytest.raises(LineAlreadyReissued) as again:
        reissue_line(order_id=order.pk, line_id=refused.pk, pay_on=ON, actor=cashier(), at=AT)
    assert again.value.code == "E-EXE-022"
    signed(fresh)
    send_payment_order(order_id=fresh.pk, actor=disburser(), at=AT)
    with pytest.raises(DomainError):
        execute_lines(order_id=order.pk, line_ids=[refused.pk], executed_on=ON, actor=cashier(), at=AT)


def test_ac_83_rows_of_two_lines_and_two_payees() -> None:
    lines = line_of("201-01"), line_of("201-02")
    commitment = direct_commitment((lines[0], 500_000), (lines[1], 100_000))
    first, second = payee("가람상사"), payee("나래상사")
    rows = [
        voucher_row(commitment, 300_000, first, 1),
        voucher_row(commitment, 200_000, second, 1),
        voucher_row(commitment, 100_000, first, 2),
    ]
    order = sent_order(approved_voucher(voucher_input(commitment, rows)))
    assert list(order.lines.values_list("gross_amount", flat=True)) == [400_000, 200_000]
    fail_lines(
        order_id=order.pk, failures={order.lines.get(ordinal=2).pk: "예금주 불일치"}, actor=cashier(), at=AT
    )
    paid(order, 1)
    assert [figures(line)["paid"] for line in lines] == [300_000, 100_000]


def signed(order: PaymentOrder) -> PaymentOrder:
    """The order after its maker handed it in and the disbursing officer signed."""
    submit_payment_order(order_id=order.pk, actor=as_officer(order.drafted_by_id), at=AT)
    return approved("payment_order", order.pk)


def test_ac_31_the_commitment_officer_never_signs_the_order() -> None:
    away("disburser", "approver")
    order = submitted_order(three_payees())
    with pytest.raises(DutiesConflict) as refused:
        decided("payment_order", order.pk, approver())
    assert refused.value.code == "E-EXE-003"
    order.refresh_from_db()
    assert (order.state, order.signed_by_id) == ("SUBMITTED", None)


def test_inv_8_the_creator_never_signs() -> None:
    order = submitted_order(three_payees())
    with pytest.raises(OwnDocument):
        decided("payment_order", order.pk, drafter())


def test_an_order_is_signed_with_a_fresh_proof_only() -> None:
    order = submitted_order(three_payees())
    with pytest.raises(StepUpNeeded) as refused:
        decide(
            subject="payment_order",
            document_id=order.pk,
            decision=Decision.APPROVE,
            actor=disburser(),
            at=AT,
        )
    assert refused.value.code == "E-APR-019"
    assert PaymentOrder.objects.get(pk=order.pk).state == "SUBMITTED"
    done = decided("payment_order", order.pk, disburser())
    assert (done.state, done.signed_by.name, done.approved_by.name) == ("SIGNED", "한지민", "한지민")
    with pytest.raises(AlreadyProcessed):
        decided("payment_order", order.pk, disburser())


def test_an_order_is_recalled_returned_and_rejected() -> None:
    voucher = three_payees()
    order = submitted_order(voucher)
    back = recall_payment_order(order_id=order.pk, actor=drafter(), at=AT, text="지급일 확인")
    assert back.state == "CREATED"
    submit_payment_order(order_id=order.pk, actor=drafter(), at=AT)
    returned = decided("payment_order", order.pk, disburser(), Decision.RETURN, "계좌를 확인하십시오.")
    assert (returned.state, returned.decision_text) == ("CREATED", "계좌를 확인하십시오.")
    submit_payment_order(order_id=order.pk, actor=drafter(), at=AT)
    rejected = decided("payment_order", order.pk, disburser(), Decision.REJECT, "지급하지 않습니다.")
    voucher.refresh_from_db()
    assert (rejected.state, voucher.state) == ("CANCELLED", "APPROVED")


def test_the_disbursing_officer_does_not_hold_the_cash() -> None:
    order = sent_order(three_payees())
    with pytest.raises(DutiesConflict) as refused:
        fail_lines(order_id=order.pk, failures={order.lines.first().pk: "-"}, actor=disburser(), at=AT)
    assert refused.value.facts["role_b"] == "출납원"


def test_cancelled_order_frees_its_vouchers() -> None:
    voucher = three_payees()
    order = created_order(voucher)
    with pytest.raises(InvalidMove):
        created_order(voucher)
    cancel_payment_order(order_id=order.pk, actor=drafter(), at=AT, text="지급일 변경")
    voucher.refresh_from_db()
    assert voucher.state == "APPROVED"
    assert created_order(voucher).lines.count() == 3


def test_a_wholly_failed_order_frees_its_vouchers_and_nothing_is_paid_twice() -> None:
    voucher = three_payees()
    order = sent_order(voucher)
    lines = list(order.lines.values_list("pk", flat=True))
    fail_lines(order_id=order.pk, failures=dict.fromkeys(lines, "은행 점검"), actor=cashier(), at=AT)
    order.refresh_from_db()
    voucher.refresh_from_db()
    assert (order.state, voucher.state) == ("FAILED", "APPROVED")
    created_order(voucher)
    with pytest.raises(LineAlreadyReissued):
        reissue_line(order_id=order.pk, line_id=lines[0], pay_on=ON, actor=cashier(), at=AT)


def test_bounced_transfer_takes_e_back() -> None:
    line = line_of()
    commitment = direct_commitment((line, 1_000_000))
    voucher = approved_voucher(voucher_input(commitment, [voucher_row(commitment, 1_000_000, payee())]))
    order = paid(sent_order(voucher))
    target = order.lines.get()
    bounce_line(order_id=order.pk, line_id=target.pk, bounced_on=ON, reason="반송", actor=cashier(), at=AT)
    assert figures(line)["paid"] == 0
    assert entries(order.pk, "payment_bounced") == [("11102", 1_000_000, 0), ("21101", 0, 1_000_000)]
    voucher.refresh_from_db()
    assert voucher.state == "APPROVED"
    fresh = reissue_line(order_id=order.pk, line_id=target.pk, pay_on=ON, actor=cashier(), at=AT)
    signed(fresh)
    paid(send_payment_order(order_id=fresh.pk, actor=disburser(), at=AT))
    assert figures(line)["paid"] == 1_000_000
    assert PaymentVoucher.objects.get(pk=voucher.pk).state == "PAID"


def test_ac_92_grant_money_leaves_only_its_dedicated_account() -> None:
    revenue_line("R222-02", "CITY_SUBSIDY", assessed=5_000_000, received=5_000_000)
    line = line_of("201-01", funding="CITY_SUBSIDY")
    commitment = direct_commitment((line, 1_000_000))
    grantor_receipt()
    voucher = approved_voucher(voucher_input(commitment, [voucher_row(commitment, 1_000_000, payee())]))
    with pytest.raises(DedicatedAccountRequired):
        created_order(voucher)
    dedicated = BankAccount.objects.get(account_code="11103")
    assert created_order(voucher, account=dedicated).state == "CREATED"


def test_ac_76_the_rest_of_a_partly_paid_commitment_goes_back() -> None:
    line = line_of()
    proposal = approved_proposal((line, 5_000_000))
    commitment = approved_commitment(from_proposal(proposal, 4_700_000))
    voucher = approved_voucher(voucher_input(commitment, [voucher_row(commitment, 1_000_000, payee())]))
    paid(sent_order(voucher))
    closed = changed(commitment, kind="REST", text="계약 변경")
    assert (closed.state, closed.total_amount, closed.paid_amount) == ("CLOSED", 1_000_000, 1_000_000)
    assert figures(line)["committed"] == 1_000_000
    assert figures(line)["reserved"] == 4_000_000


def test_line_amounts_add_up() -> None:
    commitment = direct_commitment((line_of("301-02"), 2_000_000), kind="DUTY")
    row = voucher_row(commitment, 300_000, payee("김강사", "INDIVIDUAL"), withholding_rule="ETC60")
    order = created_order(approved_voucher(voucher_input(commitment, [row], evidence=["ENGAGEMENT"])))
    line = PaymentOrderLine.objects.get(order=order)
    assert (line.gross_amount, line.withheld_amount, line.net_amount) == (300_000, 26_400, 273_600)
    assert (order.gross_amount, order.net_amount) == (300_000, 273_600)


def test_unknown_vouchers_make_no_order() -> None:
    from accounting.services.payment_orders import OrderInput

    with pytest.raises(DomainError) as refused:
        create_payment_order(given=OrderInput([], BankAccount.objects.first().pk, ON), actor=drafter(), at=AT)
    assert refused.value.code == "NOTHING_TO_PAY"
    assert CommitmentRow.objects.count() == 0


def grantor_receipt() -> None:
    """The city as a partner, so that its deferred grant has somebody to stand against."""
    from accounting.models import Partner

    Partner.objects.create(code="CITY", name="가람시", kind="GOVERNMENT", entity_code=source_entity())


def source_entity() -> str:
    from accounting.models import FundingSource

    return FundingSource.objects.get(code="CITY_SUBSIDY").entity_code
