"""Payment vouchers: gates, tax, recognition (AC-08, 32, 38–44, 49, 71, 77, 84, 92, 93, 95)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from accounting.errors.execution import (
    AlreadyPaid,
    DocumentFaulty,
    DocumentLocked,
    DutiesConflict,
    NotTheDrafter,
    PersonNeeded,
    RequesterInspects,
)
from accounting.models import BudgetLine, Commitment, CommitmentRow, Journal, PaymentVoucher
from accounting.services.approval import Decision
from accounting.services.inspections import (
    InspectionInput,
    InspectionRowInput,
    fail_inspection,
    pass_inspection,
    request_again,
    request_inspection,
)
from accounting.services.payment_vouchers import (
    cancel_payment_voucher,
    draft_payment_voucher,
    edit_payment_voucher,
    submit_payment_voucher,
)
from approvals.errors.steps import AlreadyProcessed
from core.errors import DomainError, Refusals
from tenants.context import institution
from tests.accounting.books import line_with
from tests.accounting.spending_kit import (
    AT,
    ON,
    approved,
    approved_commitment,
    approved_proposal,
    approved_voucher,
    approver,
    away,
    cancelled,
    decided,
    direct_commitment,
    disburser,
    drafter,
    entries,
    figures,
    from_proposal,
    paid,
    payee,
    person,
    sent_order,
    submitted_voucher,
    voucher_input,
    voucher_row,
)
from tests.worlds import World


@pytest.fixture(autouse=True)
def _culture(world: World) -> Iterator[None]:
    with institution(world.culture):
        yield


def line_of(item: str = "201-01") -> BudgetLine:
    return line_with(item, original=100_000_000, allotted=100_000_000)


def refusal_of(given, **acknowledged) -> DomainError:
    with pytest.raises(DomainError) as refused:
        submitted_voucher(given, **acknowledged)
    return refused.value


def in_process(commitment: Commitment) -> int:
    return CommitmentRow.objects.get(commitment=commitment).in_process


def test_ac_08_more_than_is_left_of_the_commitment() -> None:
    commitment = direct_commitment((line_of(), 4_700_000))
    first = approved_voucher(voucher_input(commitment, [voucher_row(commitment, 3_000_000, payee())]))
    paid(sent_order(first))
    given = voucher_input(commitment, [voucher_row(commitment, 1_700_001, payee("가온상사"))])
    refused = refusal_of(given)
    assert (refused.code, refused.facts["left"]) == ("E-EXE-005", 1_700_000)


def test_ac_77_a_voucher_in_process_counts() -> None:
    commitment = direct_commitment((line_of(), 1_700_000))
    approved_voucher(voucher_input(commitment, [voucher_row(commitment, 1_000_000, payee())]))
    given = voucher_input(commitment, [voucher_row(commitment, 800_000, payee("가온상사"))])
    refused = refusal_of(given)
    assert (refused.code, refused.facts["left"]) == ("E-EXE-005", 700_000)
    assert in_process(commitment) == 1_000_000


def test_return_gives_the_place_back() -> None:
    commitment = direct_commitment((line_of(), 1_700_000))
    voucher = submitted_voucher(voucher_input(commitment, [voucher_row(commitment, 1_000_000, payee())]))
    assert in_process(commitment) == 1_000_000
    decided("payment_voucher", voucher.pk, disburser(), Decision.RETURN, "증빙 보완")
    assert in_process(commitment) == 0


@pytest.mark.parametrize(
    "rule, amount, income, local",
    [
        pytest.param("BIZ", 1_234_567, 37_030, 3_700, id="ac_38"),
        pytest.param("BIZ", 30_000, 900, 90, id="ac_39"),
        pytest.param("ETC60", 300_000, 24_000, 2_400, id="ac_40"),
        pytest.param("ETC60", 125_000, 0, 0, id="ac_41"),
        pytest.param("DAY", 200_000, 1_350, 130, id="ac_42"),
        pytest.param("ETC80", 500_000, 20_000, 2_000, id="ac_44"),
    ],
)
def test_withholding_is_worked_out_and_posted(rule: str, amount: int, income: int, local: int) -> None:
    commitment = direct_commitment((line_of("301-02"), 2_000_000), kind="DUTY")
    person = payee("김강사", "INDIVIDUAL")
    given = voucher_input(
        commitment, [voucher_row(commitment, amount, person, withholding_rule=rule)], evidence=["ENGAGEMENT"]
    )
    voucher = approved_voucher(given)
    assert voucher.withheld_amount == income + local
    expected = [("21101", 0, amount - income - local), ("53117", amount, 0)]
    expected += [("21111", 0, income)] if income else []
    expected += [("21112", 0, local)] if local else []
    assert entries(voucher.pk, "voucher_approved") == sorted(expected)


def test_ac_43_days_paid_together() -> None:
    commitment = direct_commitment((line_of("301-02"), 2_000_000), kind="DUTY")
    row = voucher_row(commitment, 900_000, payee("김강사", "INDIVIDUAL"), withholding_rule="DAY", days=5)
    voucher = submitted_voucher(voucher_input(commitment, [row], evidence=["ENGAGEMENT"]))
    assert voucher.total_amount - voucher.withheld_amount == 895_550


def test_ac_84_one_lecture_from_two_lines() -> None:
    lines = line_of("301-01"), line_of("301-02")
    commitment = direct_commitment((lines[0], 180_000), (lines[1], 120_000), kind="DUTY")
    person = payee("김강사", "INDIVIDUAL")
    options = {"withholding_rule": "ETC60", "engagement": "특강 3월"}
    rows = [
        voucher_row(commitment, 180_000, person, 1, **options),
        voucher_row(commitment, 120_000, person, 2, **options),
    ]
    voucher = submitted_voucher(voucher_input(commitment, rows, evidence=["ENGAGEMENT"]))
    stored = list(voucher.rows.order_by("ordinal").values_list("income_tax", "local_tax"))
    assert stored == [(14_400, 1_440), (9_600, 960)]


def test_ac_95_withholding_that_differs() -> None:
    commitment = direct_commitment((line_of("301-02"), 2_000_000), kind="DUTY")
    row = voucher_row(
        commitment,
        300_000,
        payee("김강사", "INDIVIDUAL"),
        withholding_rule="ETC60",
        income_tax=23_990,
        local_tax=2_400,
    )
    refused = refusal_of(voucher_input(commitment, [row], evidence=["ENGAGEMENT"]))
    assert (refused.code, refused.facts["expected"], refused.facts["given"]) == ("E-TAX-001", 26_400, 26_390)


def test_ac_95_invoice_of_another_tax_period_wants_a_reason() -> None:
    commitment = direct_commitment((line_of(), 2_000_000))
    row = voucher_row(
        commitment,
        110_000,
        payee(),
        invoice_no="202606300000000000000001",
        invoiced_on=date(2026, 6, 30),
        supplied_on=date(2026, 7, 1),
    )
    given = voucher_input(commitment, [row])
    assert refusal_of(given).code == "E-TAX-004"
    voucher = submitted_voucher(given, E_TAX_004="공급일 정정 예정")
    assert voucher.warning_reasons == {"E-TAX-004": "공급일 정정 예정"}


def test_ac_49_invoice_number_used_twice() -> None:
    commitment = direct_commitment((line_of(), 2_000_000))
    number = "202603100000000000000001"
    firm = payee()
    submitted_voucher(voucher_input(commitment, [voucher_row(commitment, 110_000, firm, invoice_no=number)]))
    refused = refusal_of(
        voucher_input(commitment, [voucher_row(commitment, 220_000, firm, invoice_no=number)])
    )
    assert (refused.code, refused.facts["no"]) == ("E-EXE-011", number)


def test_a_tax_invoice_wants_its_approval_number() -> None:
    commitment = direct_commitment((line_of(), 2_000_000))
    firm = payee()
    refused = refusal_of(
        voucher_input(commitment, [voucher_row(commitment, 110_000, firm)], evidence=["TAX_INVOICE"])
    )
    assert (refused.code, refused.facts["missing"]) == ("E-EXE-008", "세금계산서 승인번호(24자리)")
    assert [fault.pointer for fault in refused.errors] == ["/rows/0/invoice_no"]
    row = voucher_row(commitment, 110_000, firm, invoice_no="20260310-41000000-12345678")
    voucher = submitted_voucher(voucher_input(commitment, [row], evidence=["TAX_INVOICE"]))
    assert voucher.rows.get().invoice_no == "202603104100000012345678"


def test_an_approval_number_has_24_characters() -> None:
    commitment = direct_commitment((line_of(), 2_000_000))
    row = voucher_row(commitment, 110_000, payee(), invoice_no="2026031041")
    with pytest.raises(DocumentFaulty) as refused:
        submitted_voucher(voucher_input(commitment, [row], evidence=["TAX_INVOICE"]))
    assert [(fault.pointer, fault.detail) for fault in refused.value.errors] == [
        ("/rows/0/invoice_no", "세금계산서 승인번호는 24자리입니다.")
    ]


def test_ac_92_account_of_another_person() -> None:
    commitment = direct_commitment((line_of(), 2_000_000))
    row = voucher_row(commitment, 100_000, payee("홍길동", "INDIVIDUAL", holder="김철수"))
    refused = refusal_of(voucher_input(commitment, [row]))
    assert (refused.code, refused.facts) == ("E-EXE-006", {"holder": "김철수", "payee": "홍길동"})


def test_ac_92_same_payment_again_wants_a_reason() -> None:
    commitment = direct_commitment((line_of(), 2_000_000))
    given = voucher_input(commitment, [voucher_row(commitment, 100_000, payee())])
    submitted_voucher(given)
    refused = refusal_of(given)
    assert (refused.code, refused.severity) == ("E-EXE-021", "warn")
    assert submitted_voucher(given, E_EXE_021="월 2회 지급 계약").state == "SUBMITTED"


def test_missing_papers_and_identity_come_together() -> None:
    commitment = direct_commitment((line_of("301-02"), 2_000_000), kind="DUTY")
    person = payee("김강사", "INDIVIDUAL", identity=False)
    row = voucher_row(commitment, 300_000, person, withholding_rule="ETC60")
    refused = refusal_of(voucher_input(commitment, [row], evidence=[]))
    assert isinstance(refused, Refusals)
    assert [item.code for item in refused.refusals] == ["E-TAX-002", "E-EXE-008"]


def test_ac_93_submitted_is_locked_and_paid_is_final() -> None:
    commitment = direct_commitment((line_of(), 2_000_000))
    given = voucher_input(commitment, [voucher_row(commitment, 100_000, payee())])
    voucher = submitted_voucher(given)
    with pytest.raises(DocumentLocked):
        edit_payment_voucher(voucher_id=voucher.pk, given=given, actor=drafter(), at=AT)
    approved("payment_voucher", voucher.pk)
    paid(sent_order(voucher))
    with pytest.raises(AlreadyPaid):
        cancel_payment_voucher(voucher_id=voucher.pk, actor=disburser(), at=AT)
    assert PaymentVoucher.objects.get(pk=voucher.pk).state == "PAID"


def test_ac_31_the_commitment_officer_does_not_sign_the_voucher() -> None:
    commitment = direct_commitment((line_of(), 2_000_000))
    voucher = submitted_voucher(voucher_input(commitment, [voucher_row(commitment, 100_000, payee())]))
    away("disburser", "approver")
    with pytest.raises(DutiesConflict) as refused:
        decided("payment_voucher", voucher.pk, approver())
    assert refused.value.facts == {"user": "서정우", "role_a": "재무관", "role_b": "지출원"}
    assert not Journal.objects.filter(document_id=voucher.pk).exists()


def test_ac_71_approval_posts_one_journal_only() -> None:
    commitment = direct_commitment((line_of(), 2_000_000))
    voucher = approved_voucher(voucher_input(commitment, [voucher_row(commitment, 1_100_000, payee())]))
    with pytest.raises(AlreadyProcessed) as refused:
        decided("payment_voucher", voucher.pk, disburser())
    assert refused.value.facts["name"] == "한지민"
    assert Journal.objects.filter(document_id=voucher.pk).count() == 1
    assert entries(voucher.pk, "voucher_approved") == [("21101", 0, 1_100_000), ("53103", 1_100_000, 0)]


def test_cancelled_voucher_takes_its_journal_back() -> None:
    commitment = direct_commitment((line_of(), 2_000_000))
    voucher = approved_voucher(voucher_input(commitment, [voucher_row(commitment, 1_100_000, payee())]))
    assert cancelled("payment_voucher", voucher).state == "CANCELLED"
    assert entries(voucher.pk, "voucher_cancelled") == [("21101", 1_100_000, 0), ("53103", 0, 1_100_000)]
    assert in_process(commitment) == 0


def test_deductible_vat_stands_apart() -> None:
    commitment = direct_commitment((line_of(), 2_000_000))
    row = voucher_row(
        commitment,
        1_100_000,
        payee(),
        vat_type="TAXABLE",
        is_vat_deductible=True,
        invoice_no="202603100000000000000009",
        invoiced_on=ON,
        supplied_on=ON,
    )
    voucher = approved_voucher(voucher_input(commitment, [row]))
    assert entries(voucher.pk, "voucher_approved") == [
        ("11406", 100_000, 0),
        ("21101", 0, 1_100_000),
        ("53103", 1_000_000, 0),
    ]


def contract_of(amount: int) -> Commitment:
    """A contract for goods with two quotes and its bond, drawn on a proposal."""
    proposal = approved_proposal((line_of("405-01"), amount))
    return approved_commitment(
        from_proposal(proposal, amount, kind="GOODS", quote_count=2, partner_id=payee().pk)
    )


def accepted(commitment: Commitment, amount: int, kind: str = "REPORT"):
    row = InspectionRowInput(commitment.rows.get().pk, amount)
    given = InspectionInput(commitment.pk, "납품", ON, [row], kind=kind)
    inspection = request_inspection(given=given, actor=drafter(), at=AT)
    return pass_inspection(inspection_id=inspection.pk, actor=approver(), at=AT)


def test_who_asked_for_an_inspection_does_not_carry_it_out() -> None:
    commitment = contract_of(1_000_000)
    row = InspectionRowInput(commitment.rows.get().pk, 1_000_000)
    paper = request_inspection(
        given=InspectionInput(commitment.pk, "납품", ON, [row]), actor=drafter(), at=AT
    )
    program = replace(drafter(), user_id=None)
    for act in (
        lambda who: pass_inspection(inspection_id=paper.pk, actor=who, at=AT),
        lambda who: fail_inspection(inspection_id=paper.pk, text="수량 부족", actor=who, at=AT),
    ):
        with pytest.raises(RequesterInspects) as refused:
            act(drafter())
        assert refused.value.facts == {"user": "윤하늘"}
        with pytest.raises(PersonNeeded):
            act(program)
    paper.refresh_from_db()
    assert (paper.state, paper.inspector_id, commitment.rows.get().inspected) == ("REQUESTED", None, 0)
    fail_inspection(inspection_id=paper.pk, text="수량 부족", actor=approver(), at=AT)
    with pytest.raises(NotTheDrafter):
        request_again(inspection_id=paper.pk, actor=approver(), at=AT)
    request_again(inspection_id=paper.pk, actor=drafter(), at=AT)
    passed = pass_inspection(inspection_id=paper.pk, actor=person("inspector"), at=AT)
    assert (passed.state, passed.inspector.name) == ("PASSED", "정다온")


@pytest.mark.parametrize(
    "amount, kind, is_paid",
    [(32_000_000, "DELIVERY", False), (29_900_000, "DELIVERY", True), (32_000_000, "REPORT", True)],
)
def test_ac_32_inspection_before_payment(amount: int, kind: str, is_paid: bool) -> None:
    commitment = contract_of(amount)
    inspection = accepted(commitment, amount, kind)
    row = voucher_row(commitment, amount, commitment.partner, inspection_row_id=inspection.rows.get().pk)
    given = voucher_input(commitment, [row])
    if is_paid:
        assert paid(sent_order(approved_voucher(given))).state == "EXECUTED"
    else:
        assert refusal_of(given).code == "E-EXE-004"


def test_without_any_inspection_goods_are_not_paid() -> None:
    commitment = contract_of(10_000_000)
    row = voucher_row(commitment, 10_000_000, commitment.partner)
    assert refusal_of(voucher_input(commitment, [row])).code == "E-EXE-004"


def test_what_the_inspection_recognised_is_not_recognised_again() -> None:
    commitment = contract_of(10_000_000)
    inspection = accepted(commitment, 10_000_000)
    assert entries(inspection.pk, "inspection_passed") == [("12206", 10_000_000, 0), ("21101", 0, 10_000_000)]
    row = voucher_row(commitment, 10_000_000, commitment.partner, inspection_row_id=inspection.rows.get().pk)
    voucher = approved_voucher(voucher_input(commitment, [row]))
    assert entries(voucher.pk, "voucher_approved") == []
    assert figures(BudgetLine.objects.get(pk=commitment.rows.get().line_id))["paid"] == 0


def test_more_than_was_accepted_is_not_paid() -> None:
    commitment = contract_of(10_000_000)
    inspection = accepted(commitment, 4_000_000)
    row = voucher_row(commitment, 4_000_001, commitment.partner, inspection_row_id=inspection.rows.get().pk)
    assert refusal_of(voucher_input(commitment, [row])).code == "E-EXE-004"


def test_after_cash_close() -> None:
    commitment = direct_commitment((line_of(), 2_000_000))
    rows = [voucher_row(commitment, 100_000, payee())]
    assert refusal_of(voucher_input(commitment, rows, pay_on=date(2027, 1, 5))).code == "E-EXE-007"
    given = voucher_input(commitment, rows, pay_on=date(2027, 1, 5), extended_reason="CARD_BILL")
    assert submitted_voucher(given).state == "SUBMITTED"


def test_draft_of_unknown_rows_writes_nothing() -> None:
    commitment = direct_commitment((line_of(), 2_000_000))
    row = voucher_row(commitment, 0, payee())
    with pytest.raises(DomainError) as refused:
        draft_payment_voucher(given=voucher_input(commitment, [row]), actor=drafter(), at=AT)
    assert [fault.code for fault in refused.value.errors] == ["NOT_POSITIVE"]
    assert not PaymentVoucher.objects.exists()


def test_submit_of_a_draft_twice_is_refused() -> None:
    commitment = direct_commitment((line_of(), 2_000_000))
    voucher = submitted_voucher(voucher_input(commitment, [voucher_row(commitment, 100_000, payee())]))
    with pytest.raises(DomainError) as refused:
        submit_payment_voucher(voucher_id=voucher.pk, actor=drafter(), at=AT)
    assert refused.value.code == "INVALID_MOVE"
