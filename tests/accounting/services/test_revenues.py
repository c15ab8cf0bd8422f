"""Assessment, notice, receipt, refund (handbook 4.4, 11.5; AC-45, 53, 54, 94)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from accounting.errors.execution import DutiesConflict
from accounting.errors.revenue import (
    ClosedYearRevenue,
    CorrectionBelowReceived,
    DueDateTooFar,
    NoAssessment,
    RefundAboveReceipt,
)
from accounting.models import BankAccount, FiscalYear, Receipt, RevenueAssessment, RevenueLine
from accounting.services.receipts import ReceiptInput, ReceiptRowInput, record_receipt, refund_receipt
from accounting.services.revenues import (
    AssessmentInput,
    AssessmentRowInput,
    correct_assessment,
    draft_assessment,
    notify_payer,
    submit_assessment,
)
from core.errors import DomainError
from tenants.context import institution
from tests.accounting.books import department, partner, revenue_line
from tests.accounting.spending_kit import (
    AT,
    ON,
    YEAR,
    all_codes,
    approved,
    cancelled,
    cashier,
    drafter,
    entries,
    main_account,
    person,
)
from tests.worlds import World


@pytest.fixture(autouse=True)
def _culture(world: World) -> Iterator[None]:
    with institution(world.culture):
        yield


def assessor():
    return person("assessor", *all_codes())


def assessed(line: RevenueLine, amount: int, **row: Any) -> RevenueAssessment:
    given = AssessmentInput(
        fiscal_year=YEAR,
        title="3월 대관료",
        document_date=ON,
        department_id=department().pk,
        partner_id=partner().pk,
        cause="대관 사용허가",
        rows=[AssessmentRowInput(line.pk, amount, **row)],
    )
    paper = draft_assessment(given=given, actor=drafter(), at=AT)
    submit_assessment(assessment_id=paper.pk, actor=drafter(), at=AT)
    return approved("revenue_assessment", paper.pk)


def receipt_of(rows: list[ReceiptRowInput], **changes: Any) -> Receipt:
    values: dict[str, Any] = {
        "fiscal_year": YEAR,
        "title": "대관료 수납",
        "received_on": ON,
        "department_id": department().pk,
        "bank_account_id": main_account().pk,
        "rows": rows,
    }
    return record_receipt(given=ReceiptInput(**(values | changes)), actor=cashier(), at=AT)


def on_assessment(paper: RevenueAssessment, amount: int) -> Receipt:
    return receipt_of([ReceiptRowInput(amount, assessment_row_id=paper.rows.get().pk)])


def figures(line: RevenueLine) -> tuple[int, int, int, int]:
    line.refresh_from_db()
    return line.assessed, line.received, line.refunded, line.uncollected


def test_j_10_and_j_11_hall_rent_with_vat() -> None:
    line = revenue_line("R113-01")
    paper = assessed(line, 2_200_000, vat_type="TAXABLE")
    assert entries(paper.pk, "assessment_approved") == [
        ("11301", 2_200_000, 0),
        ("21121", 0, 200_000),
        ("41503", 0, 2_000_000),
    ]
    receipt = on_assessment(paper, 2_200_000)
    assert entries(receipt.pk, "receipt_recorded") == [("11102", 2_200_000, 0), ("11301", 0, 2_200_000)]
    paper.refresh_from_db()
    assert paper.state == "RECEIVED"
    assert figures(line) == (2_200_000, 2_200_000, 0, 0)


def test_ac_53_overpayment_and_refund() -> None:
    line = revenue_line("R112-01")
    paper = assessed(line, 600_000)
    receipt = on_assessment(paper, 900_000)
    arguments = {
        "receipt_id": receipt.pk,
        "reason": "이중 납부",
        "bank_account_id": main_account().pk,
        "refunded_on": ON,
        "actor": assessor(),
        "at": AT,
    }
    with pytest.raises(RefundAboveReceipt) as refused:
        refund_receipt(amount=950_000, **arguments)
    assert refused.value.facts["received"] == 900_000
    refund = refund_receipt(amount=300_000, **arguments)
    assert figures(line) == (600_000, 900_000, 300_000, 0)
    assert entries(refund.pk, "receipt_refunded") == [("11102", 0, 300_000), ("41502", 300_000, 0)]
    receipt.refresh_from_db()
    assert (receipt.state, receipt.refunded_amount) == ("PARTLY_REFUNDED", 300_000)


def test_ac_94_no_receipt_without_assessment_or_report() -> None:
    line = revenue_line("R112-01")
    rows = [ReceiptRowInput(50_000, line_id=line.pk)]
    with pytest.raises(NoAssessment) as refused:
        receipt_of(rows)
    assert refused.value.code == "E-REV-001"
    assert figures(line) == (0, 0, 0, 0)
    receipt_of(rows, report_no="영수-2026-1")
    assert figures(line) == (50_000, 50_000, 0, 0)


def test_ac_94_due_date_sixteen_days_after_the_notice() -> None:
    paper = assessed(revenue_line("R113-01"), 100_000)
    arguments = {"assessment_id": paper.pk, "noticed_on": date(2026, 3, 11), "actor": drafter(), "at": AT}
    with pytest.raises(DueDateTooFar):
        notify_payer(due_on=date(2026, 3, 27), **arguments)
    noticed = notify_payer(due_on=date(2026, 3, 26), **arguments)
    assert (noticed.state, noticed.due_on) == ("NOTIFIED", date(2026, 3, 26))


def test_ac_54_revenue_of_a_closed_year() -> None:
    line = revenue_line("R112-01")
    FiscalYear.objects.filter(year=YEAR).update(state="CLOSED")
    with pytest.raises(ClosedYearRevenue):
        assessed(line, 70_000)


def test_ac_45_deposit_interest_after_tax() -> None:
    line = revenue_line("R411-01")
    rows = [ReceiptRowInput(1_000_000, line_id=line.pk, withheld_tax=154_000)]
    receipt = receipt_of(rows, report_no="이자-1", partner_id=partner("한빛은행").pk)
    assert entries(receipt.pk, "receipt_recorded") == [
        ("11102", 846_000, 0),
        ("11405", 154_000, 0),
        ("43101", 0, 1_000_000),
    ]


def test_partial_receipts_leave_the_claim_open() -> None:
    line = revenue_line("R113-01")
    paper = assessed(line, 1_000_000)
    on_assessment(paper, 400_000)
    paper.refresh_from_db()
    assert (paper.state, paper.received_amount) == ("PARTLY_RECEIVED", 400_000)
    assert figures(line) == (1_000_000, 400_000, 0, 600_000)


def test_correction_never_below_what_was_received() -> None:
    line = revenue_line("R113-01")
    paper = assessed(line, 1_000_000)
    on_assessment(paper, 400_000)
    row = paper.rows.get()
    arguments = {"assessment_id": paper.pk, "text": "면적 정정", "actor": assessor(), "at": AT}
    with pytest.raises(CorrectionBelowReceived):
        correct_assessment(changes={row.pk: -600_001}, **arguments)
    corrected = correct_assessment(changes={row.pk: -600_000}, **arguments)
    assert corrected.total_amount == 400_000
    assert figures(line) == (400_000, 400_000, 0, 0)
    assert entries(paper.pk, "assessment_corrected") == [("11301", 0, 600_000), ("41503", 600_000, 0)]


def test_cancelled_assessment_takes_the_claim_back() -> None:
    line = revenue_line("R113-01")
    paper = assessed(line, 1_000_000)
    assert cancelled("revenue_assessment", paper).state == "CANCELLED"
    assert paper.rows.get().amount == 1_000_000
    assert figures(line) == (0, 0, 0, 0)


def test_the_assessment_officer_never_takes_the_money_in() -> None:
    paper = assessed(revenue_line("R113-01"), 100_000)
    given = ReceiptInput(
        YEAR,
        "수납",
        ON,
        department().pk,
        BankAccount.objects.get(account_code="11102").pk,
        [ReceiptRowInput(100_000, assessment_row_id=paper.rows.get().pk)],
    )
    with pytest.raises(DutiesConflict) as refused:
        record_receipt(given=given, actor=assessor(), at=AT)
    assert (refused.value.facts["role_a"], refused.value.facts["role_b"]) == ("징수관", "출납원")


def test_receipt_on_a_draft_is_refused() -> None:
    line = revenue_line("R113-01")
    given = AssessmentInput(
        YEAR,
        "대관료",
        ON,
        department().pk,
        partner().pk,
        "대관",
        [AssessmentRowInput(line.pk, 1_000)],
    )
    paper = draft_assessment(given=given, actor=drafter(), at=AT)
    with pytest.raises(DomainError) as refused:
        on_assessment(paper, 1_000)
    assert refused.value.code == "E-REV-001"
    assert not Receipt.objects.exists()
