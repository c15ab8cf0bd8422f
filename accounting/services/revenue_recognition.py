"""From revenue documents to journals by the pattern of the item (handbook 11.5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from accounting.choices import BudgetSide
from accounting.models import (
    Partner,
    Receipt,
    ReceiptRow,
    RevenueAssessment,
    RevenueAssessmentRow,
    RevenueLine,
    RevenueRefund,
)
from accounting.queries.mappings import posting_policy, revenue_mappings
from accounting.rules import posting, posting_revenue
from accounting.rules.entries import Dimensions, IntercompanyDraft, JournalDraft, JournalLineDraft
from accounting.rules.posting import BankSide
from accounting.rules.posting_revenue import RevenueRow


def assessment_journals(
    paper: RevenueAssessment, rows: Sequence[RevenueAssessmentRow], event: str
) -> list[JournalDraft]:
    """J-10: the claim, where the pattern books one."""
    mappings = revenue_mappings(paper.fiscal_year, {row.line.stat_item.code for row in rows})
    found = [
        RevenueRow(
            mapping=mappings[row.line.stat_item.code],
            amount=row.amount,
            at=dimensions(row.line, paper.partner),
            vat_amount=row.vat_amount,
            text=row.text or paper.title,
        )
        for row in rows
    ]
    return _journals(event, paper, posting_revenue.assess(found))


def correction_journals(
    paper: RevenueAssessment, changes: Sequence[tuple[RevenueAssessmentRow, int, int]], event: str
) -> list[JournalDraft]:
    """The claim raised or lowered: (row, change of the amount, change of its VAT)."""
    mappings = revenue_mappings(paper.fiscal_year, {row.line.stat_item.code for row, _, _ in changes})
    found = [
        RevenueRow(
            mapping=mappings[row.line.stat_item.code],
            amount=amount,
            at=dimensions(row.line, paper.partner),
            vat_amount=vat,
            text=row.text or paper.title,
        )
        for row, amount, vat in changes
    ]
    return _journals(event, paper, posting_revenue.correct(found), revision=paper.version)


def receipt_journals(paper: Receipt, rows: Sequence[ReceiptRow]) -> list[JournalDraft]:
    """J-01, J-03, J-08, J-09, J-11, J-35: the money and what it settles or earns."""
    found = [_received(paper, row, row.amount) for row in rows]
    lines = posting_revenue.receive(found, _bank(paper.bank_account), posting_policy(paper.fiscal_year))
    return _journals("receipt_recorded", paper, lines)


def refund_journals(paper: RevenueRefund, taken: Sequence[tuple[ReceiptRow, int]]) -> list[JournalDraft]:
    """J-12: money goes back the way it came."""
    found = [_received(paper.receipt, row, amount) for row, amount in taken]
    lines = posting_revenue.refund(found, _bank(paper.bank_account), posting_policy(paper.fiscal_year))
    return _journals("receipt_refunded", paper, lines)


def intercompany_of_receipt(
    paper: Receipt, rows: Sequence[ReceiptRow], sign: int = 1
) -> list[IntercompanyDraft]:
    """What was received from another entity of the same government, for the elimination."""
    entity = _entity(paper)
    if not entity:
        return []
    return [
        IntercompanyDraft(
            side=BudgetSide.REVENUE,
            item_code=row.line.stat_item.code,
            entity_code=entity,
            amount=sign * row.amount,
            agreement=paper.agreement,
            account_unit_code=str(paper.account_unit_id),
        )
        for row in rows
    ]


def dimensions(line: RevenueLine, partner: Partner | None) -> Dimensions:
    """Dimensions a journal line takes from its revenue line and payer."""
    return Dimensions(
        account_unit_code=str(line.account_unit_id),
        department_id=line.department_id,
        funding_code=str(line.funding_source_id),
        partner_id=partner.pk if partner else None,
        entity_code=partner.entity_code if partner else "",
    )


def _received(paper: Receipt, row: ReceiptRow, amount: int) -> RevenueRow:
    code = row.line.stat_item.code
    share = amount == row.amount
    return RevenueRow(
        mapping=revenue_mappings(paper.fiscal_year, {code})[code],
        amount=amount,
        at=dimensions(row.line, paper.partner),
        vat_amount=row.vat_amount if share else row.vat_amount * amount // row.amount,
        withheld_tax=row.withheld_tax if share else 0,
        is_assessed=row.assessment_row_id is not None,
        text=row.text or paper.title,
    )


def _entity(paper: Receipt) -> str:
    return paper.partner.entity_code if paper.partner else ""


def _bank(account: Any) -> BankSide:
    return BankSide(account.account_code, str(account.funding_source_id or ""))


def _journals(
    event: str, paper: Any, lines: Sequence[JournalLineDraft], *, revision: int = 0
) -> list[JournalDraft]:
    unit = str(paper.account_unit_id)
    draft = posting.build_journal(event, paper.title[:300], lines, revision=revision, account_unit=unit)
    return [draft] if draft is not None else []
