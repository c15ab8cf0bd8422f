"""A paper while it is typed: what its approval line depends on, before anything is saved.

The same rules as of the written paper (`accounting.rules.paper_lines`), over what is on the screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accounting.models import BudgetLine, Commitment, CommitmentRow, PaymentVoucher, SpendingProposalRow
from accounting.queries.policy import policy_of
from accounting.rules import paper_lines
from identity.rules.duties import ASSESSMENT_OFFICER, BUDGET_HEAD, COMMITMENT_OFFICER, DISBURSING_OFFICER

OFFICERS = {
    "payment_voucher": DISBURSING_OFFICER,
    "payment_order": DISBURSING_OFFICER,
    "revenue_assessment": ASSESSMENT_OFFICER,
    "allotment": BUDGET_HEAD,
    "expenditure_return": "",
}


@dataclass(frozen=True)
class TypedPaper:
    """What was typed so far: rows are (id, amount) of budget lines, or of rows of the paper drawn on."""

    fiscal_year: int
    kind: str = ""
    rows: Sequence[tuple[UUID | None, int]] = ()
    vendor: str = ""
    vouchers: Sequence[UUID] = ()
    of: UUID | None = None


@dataclass(frozen=True)
class LineFacts:
    """What decides the line and what the paper is compared with (C-03)."""

    business_type: str
    amount: int
    selectors: Mapping[str, str]
    vendor: str = ""
    items: tuple[str, ...] = ()


def facts_of(subject: str, typed: TypedPaper) -> LineFacts | None:
    """What the line of such a paper would depend on; nothing while no amount is typed, or for unknown kinds."""
    amount = sum(max(value, 0) for _, value in typed.rows)
    if subject == "spending_proposal":
        return _proposal(typed, amount) if amount else None
    if subject == "commitment":
        return _commitment(typed, amount) if amount else None
    if subject == "commitment_change":
        return _change(typed)
    if subject == "payment_order":
        chosen = PaymentVoucher.objects.filter(pk__in=list(typed.vouchers))
        amount = sum(chosen.values_list("total_amount", flat=True))
    if subject not in OFFICERS or not amount:
        return None
    return LineFacts(subject, amount, _officer(OFFICERS[subject], typed.fiscal_year))


def _proposal(typed: TypedPaper, amount: int) -> LineFacts:
    items = _items(BudgetLine, "stat_item__code", typed)
    selectors = _consent(typed.kind, items, typed.fiscal_year)
    return LineFacts(paper_lines.proposal_type(items), amount, selectors, items=tuple(sorted(set(items))))


def _commitment(typed: TypedPaper, amount: int) -> LineFacts:
    items = _items(BudgetLine, "stat_item__code", typed) or _items(
        SpendingProposalRow, "line__stat_item__code", typed
    )
    selectors = {
        **_consent(typed.kind, items, typed.fiscal_year),
        **_officer(COMMITMENT_OFFICER, typed.fiscal_year),
    }
    return LineFacts(paper_lines.commitment_type(typed.kind), amount, selectors, typed.vendor)


def _change(typed: TypedPaper) -> LineFacts | None:
    """The rows are what each row of the commitment shall be."""
    paper = Commitment.objects.filter(pk=typed.of).first() if typed.of else None
    if paper is None:
        return None
    rows = CommitmentRow.objects.filter(commitment=paper)
    items = list(rows.values_list("line__stat_item__code", flat=True))
    asked = paper_lines.change_type(paper.kind)
    selectors = {
        **asked.get("selectors", {}),
        **_consent(paper.kind, items, paper.fiscal_year),
        **_officer(COMMITMENT_OFFICER, paper.fiscal_year),
    }
    return LineFacts(asked["business_type"], sum(value for _, value in typed.rows), selectors)


def _items(model: type[Any], code: str, typed: TypedPaper) -> list[str]:
    keys = [key for key, _ in typed.rows if key is not None]
    return list(model.objects.filter(pk__in=keys).values_list(code, flat=True))


def _consent(kind: str, items: Sequence[str], fiscal_year: int) -> Mapping[str, str]:
    policy = policy_of(fiscal_year)
    return paper_lines.consent_of(kind, items, policy.fiscal_consent_items, policy.fiscal_consent_team)


def _officer(duty: str, fiscal_year: int) -> Mapping[str, str]:
    return paper_lines.officer_of(duty, signs=policy_of(fiscal_year).officer_signs)
