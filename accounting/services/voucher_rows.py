"""Rows of a payment voucher: the line of their commitment, VAT and tax worked out once per engagement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Sum

from accounting.choices import VoucherState
from accounting.models import (
    CommitmentRow,
    InspectionRow,
    Partner,
    PartnerAccount,
    PaymentVoucher,
    PaymentVoucherRow,
)
from accounting.rules.evidence import INVOICE_NUMBER_LENGTH
from accounting.rules.posting import WITHHELD_ACCOUNTS
from accounting.rules.vat import TAXABLE, split_gross
from accounting.rules.withholding import NOTHING, RULES, Engagement, Withheld, split_by_line, withholding
from accounting.services.papers import refuse_faults
from core.errors import FieldFault


@dataclass(frozen=True)
class VoucherRowInput:
    """One row as typed. Taxes left out are worked out; taxes typed are compared at submit (E-TAX-001)."""

    commitment_row_id: UUID
    partner_id: UUID
    amount: int
    partner_account_id: UUID | None = None
    inspection_row_id: UUID | None = None
    sub_type: str = ""
    vat_type: str = "NONE"
    vat_amount: int | None = None
    is_vat_deductible: bool = False
    withholding_rule: str = ""
    engagement: str = ""
    days: int = 0
    income_tax: int | None = None
    local_tax: int | None = None
    other_withheld: dict[str, int] = field(default_factory=dict)
    invoice_no: str = ""
    invoiced_on: date | None = None
    supplied_on: date | None = None
    evidence_kind: str = ""
    text: str = ""


GroupKey = tuple[UUID, str, str]


def write_rows(voucher: PaymentVoucher, rows: Sequence[VoucherRowInput]) -> list[PaymentVoucherRow]:
    """Replace the voucher's rows by what was typed."""
    commitment_rows = _commitment_rows(rows)
    accounts = _accounts(rows)
    taxes = taxes_of(voucher, rows)
    voucher.rows.all().delete()
    return PaymentVoucherRow.objects.bulk_create(
        _row(voucher, ordinal, row, commitment_rows[row.commitment_row_id], accounts, tax)
        for ordinal, (row, tax) in enumerate(zip(rows, taxes, strict=True), start=1)
    )


def _row(
    voucher: PaymentVoucher,
    ordinal: int,
    row: VoucherRowInput,
    commitment_row: CommitmentRow,
    accounts: dict[UUID, UUID],
    tax: Withheld,
) -> PaymentVoucherRow:
    income = tax.income_tax if row.income_tax is None else row.income_tax
    local = tax.local_tax if row.local_tax is None else row.local_tax
    return PaymentVoucherRow(
        voucher=voucher,
        ordinal=ordinal,
        line_id=commitment_row.line_id,
        commitment_row=commitment_row,
        inspection_row_id=row.inspection_row_id,
        partner_id=row.partner_id,
        partner_account_id=row.partner_account_id or accounts.get(row.partner_id),
        amount=row.amount,
        sub_type=row.sub_type,
        vat_type=row.vat_type,
        vat_amount=vat_of(row),
        is_vat_deductible=row.is_vat_deductible,
        withholding_rule=row.withholding_rule,
        engagement=row.engagement,
        days=row.days,
        income_tax=income,
        local_tax=local,
        other_withheld=row.other_withheld,
        withheld_amount=income + local + sum(row.other_withheld.values()),
        invoice_no=_bare(row.invoice_no),
        invoiced_on=row.invoiced_on,
        supplied_on=row.supplied_on,
        evidence_kind=row.evidence_kind,
        text=row.text,
    )


def fill_accounts(voucher: PaymentVoucher) -> None:
    """Payees whose account was registered after the draft was written are paid to it."""
    rows = list(voucher.rows.filter(partner_account__isnull=True))
    found = PartnerAccount.objects.filter(
        partner_id__in={row.partner_id for row in rows}, is_default=True, is_active=True
    )
    accounts = {account.partner_id: account.pk for account in found}
    for row in rows:
        row.partner_account_id = accounts.get(row.partner_id)
    PaymentVoucherRow.objects.bulk_update(rows, ["partner_account"])


def vat_of(row: VoucherRowInput) -> int:
    """VAT inside the gross: as on the invoice, or worked out from the total of a card slip."""
    if row.vat_type != TAXABLE:
        return 0
    return split_gross(row.amount).vat if row.vat_amount is None else row.vat_amount


def taxes_of(voucher: PaymentVoucher | None, rows: Sequence[VoucherRowInput]) -> list[Withheld]:
    """Tax of each row: one computation per engagement on its running total, split over the rows."""
    groups: dict[GroupKey, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if row.withholding_rule in RULES:
            groups[_group(row)].append(index)
    result = [NOTHING] * len(rows)
    for key, indexes in groups.items():
        amounts = [rows[index].amount for index in indexes]
        days = max(sum(rows[index].days for index in indexes), 1)
        earlier = engagement_before(voucher, key)
        tax = withholding(key[1], sum(amounts), days=days, engagement=earlier)
        for index, part in zip(indexes, split_by_line(tax, amounts), strict=True):
            result[index] = part
    return result


def _group(row: VoucherRowInput | PaymentVoucherRow) -> GroupKey:
    return row.partner_id, row.withholding_rule, row.engagement


def engagement_before(voucher: PaymentVoucher | None, key: GroupKey) -> Engagement:
    """What other vouchers paid and withheld for the same engagement; nothing for an unnamed one."""
    partner_id, rule, name = key
    if not name:
        return Engagement()
    found = PaymentVoucherRow.objects.filter(partner_id=partner_id, withholding_rule=rule, engagement=name)
    found = found.exclude(
        voucher__state__in=[VoucherState.DRAFT, VoucherState.REJECTED, VoucherState.CANCELLED]
    )
    if voucher is not None:
        found = found.exclude(voucher=voucher)
    sums = found.aggregate(Sum("amount"), Sum("days"), Sum("income_tax"), Sum("local_tax"))
    return Engagement(
        sums["amount__sum"] or 0,
        sums["days__sum"] or 0,
        Withheld(sums["income_tax__sum"] or 0, sums["local_tax__sum"] or 0),
    )


def expected_taxes(voucher: PaymentVoucher, rows: Sequence[PaymentVoucherRow]) -> list[Withheld]:
    """Tax the stored rows should carry, for the gate that compares (E-TAX-001)."""
    typed = [
        VoucherRowInput(
            commitment_row_id=row.commitment_row_id or row.pk,
            partner_id=row.partner_id,
            amount=row.amount,
            withholding_rule=row.withholding_rule,
            engagement=row.engagement,
            days=row.days,
        )
        for row in rows
    ]
    return taxes_of(voucher, typed)


def _commitment_rows(rows: Sequence[VoucherRowInput]) -> dict[UUID, CommitmentRow]:
    found = {
        row.pk: row
        for row in CommitmentRow.objects.filter(
            pk__in={row.commitment_row_id for row in rows}
        ).select_related("commitment")
    }
    faults = [
        FieldFault(f"/rows/{index}/commitment_row", "UNKNOWN_ROW", "원인행위의 줄을 찾을 수 없습니다.")
        for index, row in enumerate(rows)
        if row.commitment_row_id not in found
    ]
    faults += list(_faults(rows, found))
    if not rows:
        faults.append(FieldFault("/rows", "EMPTY", "지급 내역을 한 줄 이상 입력하십시오."))
    refuse_faults(faults)
    return found


def _faults(rows: Sequence[VoucherRowInput], found: dict[UUID, CommitmentRow]) -> Iterable[FieldFault]:
    partners = set(Partner.objects.filter(pk__in={r.partner_id for r in rows}).values_list("pk", flat=True))
    inspected = dict(
        InspectionRow.objects.filter(
            pk__in=[row.inspection_row_id for row in rows if row.inspection_row_id]
        ).values_list("pk", "commitment_row_id")
    )
    for index, row in enumerate(rows):
        if row.amount <= 0:
            yield FieldFault(f"/rows/{index}/amount", "NOT_POSITIVE", "금액은 0보다 커야 합니다.")
        if row.partner_id not in partners:
            yield FieldFault(f"/rows/{index}/partner", "UNKNOWN_PARTNER", "채권자를 찾을 수 없습니다.")
        if row.inspection_row_id and inspected.get(row.inspection_row_id) != row.commitment_row_id:
            yield FieldFault(f"/rows/{index}/inspection_row", "UNKNOWN_ROW", "이 원인행위의 검수가 아닙니다.")
        yield from _tax_faults(index, row)
        if row.invoice_no and len(_bare(row.invoice_no)) != INVOICE_NUMBER_LENGTH:
            yield FieldFault(
                f"/rows/{index}/invoice_no",
                "INVOICE_NUMBER",
                f"세금계산서 승인번호는 {INVOICE_NUMBER_LENGTH}자리입니다.",
            )
        commitment_row = found.get(row.commitment_row_id)
        if (
            row.inspection_row_id
            and commitment_row
            and commitment_row.commitment.partner_id != row.partner_id
        ):
            yield FieldFault(
                f"/rows/{index}/partner", "OTHER_CREDITOR", "검수한 계약의 상대자에게만 지급할 수 있습니다."
            )
        if row.vat_amount is not None and not 0 <= row.vat_amount < max(row.amount, 1):
            yield FieldFault(f"/rows/{index}/vat_amount", "OUT_OF_RANGE", "부가세가 금액보다 큽니다.")


def _bare(number: str) -> str:
    """Approval number of an invoice without the dashes people copy along."""
    return number.replace("-", "").strip()


def _tax_faults(index: int, row: VoucherRowInput) -> Iterable[FieldFault]:
    held = (row.income_tax or 0) + (row.local_tax or 0) + sum(row.other_withheld.values())
    if held > row.amount:
        yield FieldFault(f"/rows/{index}/income_tax", "OUT_OF_RANGE", "공제액이 금액보다 큽니다.")
    if (
        not set(row.other_withheld) <= set(WITHHELD_ACCOUNTS)
        or min(row.other_withheld.values(), default=0) < 0
    ):
        yield FieldFault(f"/rows/{index}/other_withheld", "UNKNOWN_ACCOUNT", "공제 계정을 확인하십시오.")


def _accounts(rows: Sequence[VoucherRowInput]) -> dict[UUID, UUID]:
    """Default account of each payee."""
    found = PartnerAccount.objects.filter(
        partner_id__in={row.partner_id for row in rows}, is_default=True, is_active=True
    )
    return dict(found.values_list("partner_id", "pk"))
