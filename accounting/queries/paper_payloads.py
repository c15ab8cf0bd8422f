"""What is signed of a financial paper, as plain values, and which signatures its law asks for.

A payload holds nothing that changes while the paper is under approval: no state, number or used amounts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from accounting.models import (
    Commitment,
    CommitmentRow,
    ExpenditureReturnRow,
    PaymentVoucher,
    PaymentVoucherRow,
    RevenueAssessment,
    RevenueAssessmentRow,
    SpendingProposal,
    SpendingProposalRow,
)
from accounting.queries.policy import policy_of
from accounting.rules import paper_lines
from identity.rules.duties import ASSESSMENT_OFFICER, COMMITMENT_OFFICER, DISBURSING_OFFICER


def proposal_payload(proposal_id: UUID) -> Mapping[str, Any] | None:
    """The proposal with its rows; compared with others by item codes (C-03)."""
    rows = list(
        SpendingProposalRow.objects.filter(proposal_id=proposal_id)
        .select_related("proposal", "line__stat_item")
        .order_by("ordinal")
    )
    if not rows:
        return None
    paper = rows[0].proposal
    items = [row.line.stat_item.code for row in rows]
    return {
        **head_facts(paper),
        "business_type": paper_lines.proposal_type(items),
        "amount": paper.total_amount,
        "items": sorted(set(items)),
        "kind": paper.kind,
        "needed_on": day_text(paper.needed_on),
        "contract_method": paper.contract_method,
        "rows": [
            {
                "line": str(row.line_id),
                "item": code,
                "amount": row.amount,
                "quantity": str(row.quantity) if row.quantity is not None else "",
                "unit_price": row.unit_price,
                "text": row.text,
            }
            for row, code in zip(rows, items, strict=True)
        ],
    }


def proposal_selectors(proposal_id: UUID) -> Mapping[str, str]:
    """재정합의 of the proposal under the institution's rules of the year."""
    paper = SpendingProposal.objects.get(pk=proposal_id)
    policy = policy_of(paper.fiscal_year)
    items = paper.rows.values_list("line__stat_item__code", flat=True)
    return paper_lines.consent_of(
        paper.kind, list(items), policy.fiscal_consent_items, policy.fiscal_consent_team
    )


def commitment_payload(commitment_id: UUID) -> Mapping[str, Any] | None:
    """The commitment with its rows; compared with others by vendor (C-03)."""
    rows = list(
        CommitmentRow.objects.filter(commitment_id=commitment_id)
        .select_related("commitment", "line__stat_item")
        .order_by("ordinal")
    )
    if not rows:
        return None
    paper = rows[0].commitment
    return {
        **head_facts(paper),
        "business_type": paper_lines.commitment_type(paper.kind),
        "amount": paper.total_amount,
        "vendor": str(paper.partner_id or ""),
        "kind": paper.kind,
        "proposal": str(paper.proposal_id or ""),
        "estimated_price": paper.estimated_price,
        "quote_count": paper.quote_count,
        "bond_amount": paper.bond_amount,
        "bond_exempt_reason": paper.bond_exempt_reason,
        "contract_no": paper.contract_no,
        "contracted_on": day_text(paper.contracted_on),
        "due_on": day_text(paper.due_on),
        "rows": [
            {
                "line": str(row.line_id),
                "item": row.line.stat_item.code,
                "proposal_row": str(row.proposal_row_id or ""),
                "amount": row.amount,
                "text": row.text,
            }
            for row in rows
        ],
    }


def commitment_selectors(commitment_id: UUID) -> Mapping[str, str]:
    """The commitment officer on the line, and 재정합의 of contracts, 업무추진비 and transfers."""
    paper = Commitment.objects.get(pk=commitment_id)
    policy = policy_of(paper.fiscal_year)
    items = paper.rows.values_list("line__stat_item__code", flat=True)
    consent = paper_lines.consent_of(
        paper.kind, list(items), policy.fiscal_consent_items, policy.fiscal_consent_team
    )
    return {**consent, **paper_lines.officer_of(COMMITMENT_OFFICER, signs=policy.officer_signs)}


def voucher_payload(voucher_id: UUID) -> Mapping[str, Any] | None:
    """The voucher with its rows, payees and taxes."""
    rows = list(
        PaymentVoucherRow.objects.filter(voucher_id=voucher_id)
        .select_related("voucher", "line__stat_item")
        .order_by("ordinal")
    )
    if not rows:
        return None
    paper = rows[0].voucher
    return {
        **head_facts(paper),
        "business_type": "payment_voucher",
        "amount": paper.total_amount,
        "kind": paper.kind,
        "pay_on": day_text(paper.pay_on),
        "extended_reason": paper.extended_reason,
        "withheld_amount": paper.withheld_amount,
        "rows": [
            {
                "line": str(row.line_id),
                "item": row.line.stat_item.code,
                "commitment_row": str(row.commitment_row_id or ""),
                "partner": str(row.partner_id),
                "account": str(row.partner_account_id or ""),
                "amount": row.amount,
                "withheld": row.withheld_amount,
                "vat": row.vat_amount,
                "invoice_no": row.invoice_no,
                "sub_type": row.sub_type,
            }
            for row in rows
        ],
    }


def voucher_selectors(voucher_id: UUID) -> Mapping[str, str]:
    """The disbursing officer on the line."""
    return officer_selectors(PaymentVoucher, voucher_id, DISBURSING_OFFICER)


def assessment_payload(assessment_id: UUID) -> Mapping[str, Any] | None:
    """The assessment with its rows: cause, amount, year, item (지방회계법 제21조②)."""
    rows = list(
        RevenueAssessmentRow.objects.filter(assessment_id=assessment_id)
        .select_related("assessment", "line__stat_item")
        .order_by("ordinal")
    )
    if not rows:
        return None
    paper = rows[0].assessment
    return {
        **head_facts(paper),
        "business_type": "revenue_assessment",
        "amount": paper.total_amount,
        "partner": str(paper.partner_id),
        "cause": paper.cause,
        "agreement": paper.agreement,
        "due_on": day_text(paper.due_on),
        "rows": [
            {
                "line": str(row.line_id),
                "item": row.line.stat_item.code,
                "amount": row.amount,
                "vat_type": row.vat_type,
                "vat": row.vat_amount,
                "text": row.text,
            }
            for row in rows
        ],
    }


def assessment_selectors(assessment_id: UUID) -> Mapping[str, str]:
    """The assessment officer on the line."""
    return officer_selectors(RevenueAssessment, assessment_id, ASSESSMENT_OFFICER)


def return_payload(return_id: UUID) -> Mapping[str, Any] | None:
    """The return with its rows."""
    rows = list(
        ExpenditureReturnRow.objects.filter(expenditure_return_id=return_id)
        .select_related("expenditure_return", "line__stat_item")
        .order_by("ordinal")
    )
    if not rows:
        return None
    paper = rows[0].expenditure_return
    return {
        **head_facts(paper),
        "business_type": "expenditure_return",
        "amount": paper.total_amount,
        "returned_on": paper.returned_on.isoformat(),
        "bank_account": str(paper.bank_account_id),
        "is_reopened": paper.is_reopened,
        "rows": [
            {
                "line": str(row.line_id),
                "item": row.line.stat_item.code,
                "voucher_row": str(row.voucher_row_id or ""),
                "amount": row.amount,
                "text": row.text,
            }
            for row in rows
        ],
    }


def no_selectors(paper_id: UUID) -> Mapping[str, str]:
    """The row of the delegation table alone says who signs."""
    return {}


def officer_selectors(model: Any, paper_id: UUID, duty: str) -> Mapping[str, str]:
    """The officer whose act the paper is, unless the institution leaves that step out."""
    year = model.objects.values_list("fiscal_year", flat=True).get(pk=paper_id)
    return paper_lines.officer_of(duty, signs=policy_of(year).officer_signs)


def day_text(day: date | None) -> str:
    """ISO, or nothing."""
    return day.isoformat() if day else ""


def head_facts(paper: Any) -> dict[str, Any]:
    """What every paper says of itself."""
    return {
        "fiscal_year": paper.fiscal_year,
        "account_unit": str(paper.account_unit_id),
        "department": str(paper.department_id),
        "title": paper.title,
        "text": paper.text,
        "document_date": paper.document_date.isoformat(),
    }
