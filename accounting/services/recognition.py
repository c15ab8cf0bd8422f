"""From documents to journals: gathers mappings and dimensions, then asks the posting rules (handbook 5.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from accounting.choices import BudgetSide
from accounting.models import (
    BudgetLine,
    ExpenditureReturn,
    ExpenditureReturnRow,
    Inspection,
    InspectionRow,
    Journal,
    Partner,
    PaymentOrder,
    PaymentOrderLine,
    PaymentVoucher,
    PaymentVoucherRow,
)
from accounting.queries.mappings import grants_of, item_mappings, posting_policy
from accounting.rules import posting
from accounting.rules.entries import Dimensions, IntercompanyDraft, JournalDraft, JournalLineDraft
from accounting.rules.posting import BankSide, CostRow, PaidRow

TAX_ACCOUNTS = (posting.INCOME_TAX, posting.LOCAL_TAX)


def inspection_journals(paper: Inspection, rows: Sequence[InspectionRow]) -> list[JournalDraft]:
    """J-14, J-15: the cost of what was accepted against the supplier's payable."""
    lines = _lines_by_id(row.commitment_row.line_id for row in rows)
    mappings = item_mappings(paper.fiscal_year, {line.stat_item.code for line in lines.values()})
    grants = grants_of(lines.values())
    partner = paper.commitment.partner
    costs = []
    for row in rows:
        line = lines[row.commitment_row.line_id]
        costs.append(
            CostRow(
                mapping=mappings[line.stat_item.code],
                amount=row.amount,
                at=dimensions(line, partner),
                vat_amount=row.vat_amount,
                is_vat_deductible=row.is_vat_deductible,
                sub_type=row.sub_type,
                grant=grants.get(line.funding_source_id),
                text=row.text or paper.title,
            )
        )
    return _journals("inspection_passed", paper, posting.recognise(costs, posting_policy(paper.fiscal_year)))


def voucher_journals(voucher: PaymentVoucher, rows: Sequence[PaymentVoucherRow]) -> list[JournalDraft]:
    """J-14, J-15, J-17, J-24: what is not recognised yet, and the payable split into what is withheld."""
    mappings = item_mappings(voucher.fiscal_year, {row.line.stat_item.code for row in rows})
    grants = grants_of(row.line for row in rows)
    costs = [
        CostRow(
            mapping=mappings[row.line.stat_item.code],
            amount=row.amount,
            at=dimensions(row.line, row.partner),
            recognised=row.recognised,
            vat_amount=row.vat_amount,
            is_vat_deductible=row.is_vat_deductible,
            sub_type=row.sub_type,
            withheld=withheld_accounts(row),
            grant=grants.get(row.line.funding_source_id),
            text=row.text or voucher.title,
        )
        for row in rows
    ]
    lines = posting.recognise(costs, posting_policy(voucher.fiscal_year))
    return _journals("voucher_approved", voucher, lines)


def payment_journals(
    order: PaymentOrder,
    lines: Sequence[PaymentOrderLine],
    rows: Sequence[PaymentVoucherRow],
    event: str,
    *,
    is_back: bool,
) -> list[JournalDraft]:
    """J-16, one journal per payee account; back again when the transfer bounced."""
    by_line: dict[UUID | None, list[PaymentVoucherRow]] = defaultdict(list)
    for row in rows:
        by_line[row.order_line_id].append(row)
    bank = _bank(order.bank_account)
    policy = posting_policy(order.fiscal_year)
    drafts = []
    for line in lines:
        paid = [
            PaidRow(
                amount=row.amount,
                at=dimensions(row.line, row.partner),
                withheld=row.withheld_amount,
                text=row.text or row.voucher.title,
            )
            for row in by_line[line.pk]
        ]
        entry = posting.pay(paid, bank, policy)
        entry = posting.reversed_lines(entry) if is_back else entry
        drafts += _journals(event, order, entry, revision=line.ordinal)
    return drafts


def estimate_journals(voucher: PaymentVoucher, row: PaymentVoucherRow, spent: int) -> list[JournalDraft]:
    """J-22: the settled part of an estimated payment."""
    mappings = item_mappings(voucher.fiscal_year, {row.line.stat_item.code})
    cost = CostRow(
        mapping=mappings[row.line.stat_item.code],
        amount=spent,
        at=dimensions(row.line, row.partner),
        grant=grants_of([row.line]).get(row.line.funding_source_id),
        text=row.text or voucher.title,
    )
    lines = posting.settle_estimates([cost], posting_policy(voucher.fiscal_year))
    return _journals("estimate_settled", voucher, lines)


def return_journals(paper: ExpenditureReturn, rows: Sequence[ExpenditureReturnRow]) -> list[JournalDraft]:
    """J-39: money comes back to its own line, the cost of the item falls."""
    mappings = item_mappings(paper.fiscal_year, {row.line.stat_item.code for row in rows})
    grants = grants_of(row.line for row in rows)
    costs = [
        CostRow(
            mapping=mappings[row.line.stat_item.code],
            amount=row.amount,
            at=dimensions(row.line, paper.partner),
            sub_type=row.sub_type,
            grant=grants.get(row.line.funding_source_id),
            text=row.text or paper.title,
        )
        for row in rows
    ]
    lines = posting.give_back(costs, _bank(paper.bank_account), posting_policy(paper.fiscal_year))
    return _journals("expenditure_returned", paper, lines)


def reversals(paper: Any, event: str, new_event: str) -> list[JournalDraft]:
    """The stored journals of one event of a document, taken back by swapped lines that name them."""
    found = Journal.objects.filter(document_id=paper.pk, event=event, reversed_by__isnull=True)
    drafts = []
    for journal in found.prefetch_related("lines").order_by("pk"):
        lines = [_stored(line).swapped() for line in journal.lines.all()]
        drafts.append(
            JournalDraft(
                new_event,
                f"{journal.text} 취소",
                tuple(lines),
                revision=journal.revision,
                account_unit=str(journal.account_unit_id),
                reverses=journal.pk,
            )
        )
    return drafts


def withheld_accounts(row: PaymentVoucherRow) -> dict[str, int]:
    """What the row holds back, by account: both taxes and, for pay, the insurances."""
    taxes = dict(zip(TAX_ACCOUNTS, (row.income_tax, row.local_tax), strict=True))
    return {**taxes, **{account: int(amount) for account, amount in row.other_withheld.items()}}


def dimensions(line: BudgetLine, partner: Partner | None) -> Dimensions:
    """Dimensions a journal line takes from its budget line and payee (handbook 5.2)."""
    project = line.detail_project
    return Dimensions(
        account_unit_code=str(line.account_unit_id),
        sector=project.sector,
        activity=project.activity,
        department_id=line.department_id,
        detail_project_id=line.detail_project_id,
        funding_code=str(line.funding_source_id),
        partner_id=partner.pk if partner else None,
        entity_code=partner.entity_code if partner else "",
        budget_line_id=line.pk,
    )


def intercompany_of_payment(
    order: PaymentOrder, rows: Sequence[PaymentVoucherRow], sign: int
) -> list[IntercompanyDraft]:
    """What was paid to another entity of the same government, for the elimination."""
    return _intercompany((row.line, row.partner, sign * row.amount) for row in rows)


def intercompany_of_return(
    paper: ExpenditureReturn, rows: Sequence[ExpenditureReturnRow]
) -> list[IntercompanyDraft]:
    """What such an entity gave back."""
    return _intercompany((row.line, paper.partner, -row.amount) for row in rows)


def _intercompany(found: Any) -> list[IntercompanyDraft]:
    return [
        IntercompanyDraft(
            side=BudgetSide.EXPENDITURE,
            item_code=line.stat_item.code,
            entity_code=partner.entity_code,
            amount=amount,
            account_unit_code=str(line.account_unit_id),
        )
        for line, partner, amount in found
        if partner.entity_code
    ]


def _journals(
    event: str, paper: Any, lines: Sequence[JournalLineDraft], *, revision: int = 0
) -> list[JournalDraft]:
    unit = str(paper.account_unit_id)
    draft = posting.build_journal(event, paper.title[:300], lines, revision=revision, account_unit=unit)
    return [draft] if draft is not None else []


def _bank(account: Any) -> BankSide:
    return BankSide(account.account_code, str(account.funding_source_id or ""))


def _lines_by_id(ids: Any) -> dict[UUID, BudgetLine]:
    found = BudgetLine.objects.filter(pk__in=set(ids)).select_related("stat_item", "detail_project")
    return {line.pk: line for line in found}


def _stored(line: Any) -> JournalLineDraft:
    return JournalLineDraft(
        account_code=line.account_code,
        debit=line.debit,
        credit=line.credit,
        account_unit_code=line.account_unit_code,
        sector=line.sector,
        activity=line.activity,
        department_id=line.department_id,
        detail_project_id=line.detail_project_id,
        funding_code=line.funding_code,
        partner_id=line.partner_id,
        entity_code=line.entity_code,
        budget_line_id=line.budget_line_id,
        text=line.text,
    )
