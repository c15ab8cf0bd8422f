"""Gates before money leaves (지방회계법 시행령 제33조). All are evaluated; all failures come together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounting.errors.execution import (
    AccountHolderMismatch,
    AfterCashClose,
    CashLimitExceeded,
    DedicatedAccountRequired,
    EvidenceMissing,
    FundingNotReceived,
    InspectionMissing,
    InvoiceAlreadyUsed,
    PaymentAboveCommitment,
    PossibleDuplicatePayment,
)
from accounting.errors.taxation import PayeeIdentityMissing, WithholdingDiffers
from accounting.rules.evidence import labels
from accounting.rules.withholding import PERSON_RULES
from core.errors import DomainError, FieldFault


@dataclass(frozen=True)
class PayeeFacts:
    """The creditor and the account the money would go to."""

    name: str
    account_holder: str
    is_verified: bool
    is_person: bool = False
    has_identity: bool = True


@dataclass(frozen=True)
class RowFacts:
    """Everything the voucher gates look at for one row."""

    ordinal: int
    amount: int
    commitment_left: int
    payee: PayeeFacts | None = None
    withholding_rule: str = ""
    withheld: int = 0
    expected_withheld: int = 0
    missing_evidence: tuple[str, ...] = ()
    invoice_used: str = ""
    is_inspected: bool = True
    is_duplicate: bool = False


@dataclass(frozen=True)
class YearEnd:
    """The day of payment against the close of the fiscal year's cash (지방회계법 제7조)."""

    pay_on: date
    close_on: date
    extended_until: date
    has_extended_reason: bool = False


@dataclass(frozen=True)
class FundingFacts:
    """Money of one source: received so far, paid so far, about to be paid, and the account it leaves from."""

    received: int
    paid: int
    requested: int
    is_grant: bool
    account_is_dedicated: bool
    may_precede_receipt: bool = False


@dataclass(frozen=True)
class CashLimit:
    """Cash limit of the month; None where the institution sets none."""

    limit: int
    left: int


def voucher_gates(rows: Sequence[RowFacts], year_end: YearEnd) -> list[DomainError]:
    """Gates at submit of a voucher, in catalogue order."""
    found = [failure for row in rows for failure in _row_gates(row)]
    return [*found, *year_end_gates(year_end)]


def _row_gates(row: RowFacts) -> list[DomainError]:
    found: list[DomainError] = []
    if row.amount > row.commitment_left:
        found.append(PaymentAboveCommitment(left=row.commitment_left, row=row.ordinal))
    if row.payee is not None:
        found.extend(payee_gates(row.payee, row.withholding_rule))
    if row.missing_evidence:
        found.append(EvidenceMissing(missing=labels(list(row.missing_evidence)), row=row.ordinal))
    if row.invoice_used:
        found.append(InvoiceAlreadyUsed(no=row.invoice_used, row=row.ordinal))
    if not row.is_inspected:
        found.append(InspectionMissing(row=row.ordinal))
    if row.withheld != row.expected_withheld:
        found.append(WithholdingDiffers(expected=row.expected_withheld, given=row.withheld, row=row.ordinal))
    if row.is_duplicate:
        found.append(PossibleDuplicatePayment(row=row.ordinal))
    for failure in found:
        failure.errors = _places(failure, row)
    return found


_CELLS = {
    "E-EXE-004": ("commitment", "검수에 합격한 원인행위를 고르십시오."),
    "E-EXE-005": ("amount", "지출액을 원인행위 잔액 안으로 고치십시오."),
    "E-EXE-006": ("partner", "예금주가 확인된 계좌의 채권자를 고르십시오."),
    "E-EXE-011": ("invoice_no", "다른 지출결의에 쓰지 않은 승인번호를 입력하십시오."),
    "E-TAX-001": ("withholding_rule", "원천징수 구분을 확인하십시오."),
    "E-TAX-002": ("partner", "채권자의 식별정보를 거래처 화면에서 등록하십시오."),
}


def _places(failure: DomainError, row: RowFacts) -> list[FieldFault]:
    """Where the person mends it: cells of the row, the list of papers."""
    if failure.code == "E-EXE-008":
        return _evidence_places(row)
    if failure.code not in _CELLS:
        return []
    cell, advice = _CELLS[failure.code]
    return [_cell_fault(row, cell, failure.code, advice)]


def _evidence_places(row: RowFacts) -> list[FieldFault]:
    papers = [code for code in row.missing_evidence if code != "INVOICE_NO"]
    found = []
    if papers:
        found.append(FieldFault("/evidence", "E-EXE-008", f"증빙에서 고르기: {labels(papers)}"))
    if "INVOICE_NO" in row.missing_evidence:
        advice = f"{labels(['INVOICE_NO'])}를 입력하십시오."
        found.append(_cell_fault(row, "invoice_no", "E-EXE-008", advice))
    return found


def _cell_fault(row: RowFacts, cell: str, code: str, advice: str) -> FieldFault:
    return FieldFault(f"/rows/{row.ordinal - 1}/{cell}", code, f"{row.ordinal}줄 {advice}")


def payee_gates(payee: PayeeFacts, withholding_rule: str) -> list[DomainError]:
    """The true creditor, an account of its own that was verified, and an identity for the tax office."""
    found: list[DomainError] = []
    if not payee.is_verified or payee.account_holder != payee.name:
        found.append(AccountHolderMismatch(holder=payee.account_holder, payee=payee.name))
    if payee.is_person and withholding_rule in PERSON_RULES and not payee.has_identity:
        found.append(PayeeIdentityMissing())
    return found


def year_end_gates(year_end: YearEnd) -> list[DomainError]:
    """After 31 December only documents with a legal reason, until 20 January (handbook 4.12)."""
    if year_end.pay_on <= year_end.close_on:
        return []
    if year_end.has_extended_reason and year_end.pay_on <= year_end.extended_until:
        return []
    return [AfterCashClose(close_date=year_end.close_on.isoformat())]


def order_gates(
    *, funding: Sequence[FundingFacts], cash: CashLimit | None, year_end: YearEnd, requested: int
) -> list[DomainError]:
    """Gates that only a payment order can answer: cash limit, source of the money, day of payment."""
    found: list[DomainError] = []
    if cash is not None and requested > cash.left:
        found.append(CashLimitExceeded(limit=cash.limit, left=cash.left))
    for source in funding:
        found.extend(_funding_gates(source))
    return [*found, *year_end_gates(year_end)]


def _funding_gates(source: FundingFacts) -> list[DomainError]:
    if not source.is_grant:
        return []
    found: list[DomainError] = []
    if not source.may_precede_receipt and source.paid + source.requested > source.received:
        found.append(FundingNotReceived(received=source.received, used=source.paid + source.requested))
    if not source.account_is_dedicated:
        found.append(DedicatedAccountRequired())
    return found
