"""Facts for the gates of a payment voucher, gathered under the locks of its commitment rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import connection

from accounting.choices import PartnerKind, VoucherState
from accounting.errors.execution import NoApprovedProposal
from accounting.models import Commitment, CommitmentRow, PaymentVoucher, PaymentVoucherRow
from accounting.queries.policy import policy_of
from accounting.rules.contracts import ContractLimits, needs_document, needs_inspection_report
from accounting.rules.evidence import Spending, missing_evidence
from accounting.rules.payment_gates import PayeeFacts, RowFacts, YearEnd, voucher_gates
from accounting.rules.policy import PolicyProfile
from accounting.rules.vat import Invoice, vat_warnings
from accounting.services.voucher_rows import expected_taxes
from core.errors import DomainError
from core.schema import current_schema

DEAD = (VoucherState.REJECTED, VoucherState.CANCELLED)


def failures_of(
    voucher: PaymentVoucher,
    rows: Sequence[PaymentVoucherRow],
    commitment_rows: dict[UUID, CommitmentRow],
    on: date,
    *,
    own_in_process: bool,
) -> list[DomainError]:
    """Every gate of the voucher; `own_in_process` when its rows already count in V (at approval)."""
    policy = policy_of(voucher.fiscal_year)
    taxes = expected_taxes(voucher, rows)
    evidence = frozenset(voucher.evidence.values_list("kind", flat=True))
    used = _used_invoices(voucher, rows)
    repeated = _repeated(voucher, rows)
    missing = _missing(rows, policy, evidence)
    left = _left(rows, commitment_rows, own_in_process=own_in_process)
    unaccepted = _above_acceptance(rows, own_in_process=own_in_process)
    facts = [
        RowFacts(
            ordinal=row.ordinal,
            amount=row.amount,
            commitment_left=left[index],
            payee=payee_facts(row),
            withholding_rule=row.withholding_rule,
            withheld=row.income_tax + row.local_tax,
            expected_withheld=_expected(row, taxes[index].total),
            missing_evidence=tuple(missing[index]),
            invoice_used=row.invoice_no if row.invoice_no in used else "",
            is_inspected=is_inspected(row, policy) and row.pk not in unaccepted,
            is_duplicate=row.pk in repeated,
        )
        for index, row in enumerate(rows)
    ]
    found = voucher_gates(facts, year_end(voucher.fiscal_year, on, policy, voucher.extended_reason))
    for row in rows:
        found.extend(_vat_warnings(row))
    return found


def year_end(fiscal_year: int, on: date, policy: PolicyProfile, extended_reason: str) -> YearEnd:
    """The day against the close of the year's cash; the January dates lie in the next calendar year."""
    return YearEnd(
        pay_on=on,
        close_on=date.fromisoformat(f"{fiscal_year}-{policy.cash_close}"),
        extended_until=date.fromisoformat(f"{fiscal_year + 1}-{policy.cash_close_ext}"),
        has_extended_reason=bool(extended_reason),
    )


def payee_facts(row: PaymentVoucherRow) -> PayeeFacts | None:
    """Creditor and account of a row; a collective payee (급여) is paid by its own list."""
    if row.partner.kind == PartnerKind.COLLECTIVE:
        return None
    account = row.partner_account
    return PayeeFacts(
        name=row.partner.name,
        account_holder=account.holder if account else "-",
        is_verified=bool(account and account.is_verified and account.is_active),
        is_person=row.partner.is_person,
        has_identity=row.partner.tax_identity_cipher is not None,
    )


def commitment_of(row: PaymentVoucherRow) -> Commitment:
    """The commitment a row is paid on; without one nothing is paid (E-EXE-001)."""
    if row.commitment_row is None:
        raise NoApprovedProposal(row=row.ordinal)
    return row.commitment_row.commitment


def is_inspected(row: PaymentVoucherRow, policy: PolicyProfile) -> bool:
    """Was what is paid accepted, with a report where the contract is large enough (시행령 제65조)?"""
    commitment = commitment_of(row)
    if not commitment.is_inspection_required:
        return True
    accepted = row.inspection_row
    if accepted is None or accepted.inspection.state != "PASSED":
        return False
    limits = _limits(policy)
    needs_report = needs_inspection_report(commitment.total_amount, limits)
    return not needs_report or accepted.inspection.kind == "REPORT"


def lock_invoices(rows: Sequence[PaymentVoucherRow]) -> None:
    """Serialise vouchers that carry the same tax invoice, so that two cannot pass the gate at once."""
    numbers = sorted({row.invoice_no for row in rows if row.invoice_no})
    with connection.cursor() as cursor:
        for number in numbers:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
                [f"{current_schema()}:invoice:{number}"],
            )


def _left(
    rows: Sequence[PaymentVoucherRow], commitment_rows: dict[UUID, CommitmentRow], *, own_in_process: bool
) -> list[int]:
    """What each row finds left of its commitment row: M − E − V, less the voucher's own earlier rows."""
    rest: dict[UUID | None, int] = {
        pk: row.amount - row.paid - row.in_process for pk, row in commitment_rows.items()
    }
    if own_in_process:
        for row in rows:
            rest[row.commitment_row_id] += row.amount
    found = []
    taken: dict[UUID | None, int] = defaultdict(int)
    for row in rows:
        found.append(rest[row.commitment_row_id] - taken[row.commitment_row_id])
        taken[row.commitment_row_id] += row.amount
    return found


def _above_acceptance(rows: Sequence[PaymentVoucherRow], *, own_in_process: bool) -> set[UUID]:
    """Rows that ask for more than their inspection accepted and no other voucher took up."""
    rest: dict[UUID, int] = {}
    above: set[UUID] = set()
    for row in rows:
        accepted = row.inspection_row
        if accepted is None:
            continue
        if accepted.pk not in rest:
            own = sum(other.amount for other in rows if other.inspection_row_id == accepted.pk)
            rest[accepted.pk] = accepted.amount - accepted.recognised + (own if own_in_process else 0)
        rest[accepted.pk] -= row.amount
        if rest[accepted.pk] < 0:
            above.add(row.pk)
    return above


def _expected(row: PaymentVoucherRow, computed: int) -> int:
    return row.income_tax + row.local_tax if row.withholding_rule == "PAY" else computed


def _limits(policy: PolicyProfile) -> ContractLimits:
    return ContractLimits(
        policy.single_quote_limit,
        policy.single_quote_limit_preferred,
        policy.inspection_report_min,
        policy.contract_document_min,
    )


def _spending(row: PaymentVoucherRow, policy: PolicyProfile) -> Spending:
    commitment = commitment_of(row)
    written = commitment.is_inspection_required and needs_document(commitment.total_amount, _limits(policy))
    return Spending(
        row.line.stat_item.code,
        row.sub_type,
        row.amount,
        row.withholding_rule,
        written,
        row.evidence_kind,
        row.invoice_no,
    )


def _missing(
    rows: Sequence[PaymentVoucherRow], policy: PolicyProfile, evidence: frozenset[str]
) -> list[list[str]]:
    """Papers each row lacks; a tax invoice nobody gave a number for is missing on the first row at least."""
    found = [missing_evidence(_spending(row, policy), evidence | {row.evidence_kind}) for row in rows]
    is_claimed = "TAX_INVOICE" in evidence and "SOURCE_BOOK" not in evidence
    if rows and is_claimed and not any(row.invoice_no for row in rows):
        first = found[0]
        found[0] = first if any("INVOICE_NO" in row for row in found) else sorted([*first, "INVOICE_NO"])
    return found


def _used_invoices(voucher: PaymentVoucher, rows: Sequence[PaymentVoucherRow]) -> set[str]:
    numbers = {row.invoice_no for row in rows if row.invoice_no}
    if not numbers:
        return set()
    others = PaymentVoucherRow.objects.filter(invoice_no__in=numbers).exclude(voucher=voucher)
    alive = others.exclude(voucher__state__in=[*DEAD, VoucherState.DRAFT])
    return set(alive.values_list("invoice_no", flat=True))


def _repeated(voucher: PaymentVoucher, rows: Sequence[PaymentVoucherRow]) -> set[UUID]:
    """Rows whose payee, amount and day stand on another living voucher (E-EXE-021)."""
    day = voucher.pay_on or voucher.document_date
    others = PaymentVoucherRow.objects.filter(
        partner_id__in={row.partner_id for row in rows},
        amount__in={row.amount for row in rows},
        voucher__document_date__gte=day - timedelta(days=31),
    ).exclude(voucher=voucher)
    alive = others.exclude(voucher__state__in=[*DEAD, VoucherState.DRAFT])
    known = {
        (partner, amount)
        for partner, amount, pay_on, written_on in alive.values_list(
            "partner_id", "amount", "voucher__pay_on", "voucher__document_date"
        )
        if (pay_on or written_on) == day
    }
    collective = {row.pk for row in rows if row.partner.kind == PartnerKind.COLLECTIVE}
    return {row.pk for row in rows if (row.partner_id, row.amount) in known} - collective


def _vat_warnings(row: PaymentVoucherRow) -> list[DomainError]:
    return vat_warnings(
        stat_item=row.line.stat_item.code,
        vat_type=row.vat_type,
        is_deducted=row.is_vat_deductible,
        invoice=Invoice(row.invoice_no, row.invoiced_on, row.supplied_on),
        institution_deducts=True,
    )
