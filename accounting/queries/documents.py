"""Documents as lists and one by one, with everything an answer shows loaded at once."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, Prefetch, QuerySet

from accounting.models import (
    Commitment,
    CommitmentChange,
    CommitmentChangeRow,
    CommitmentRow,
    ExpenditureReturn,
    ExpenditureReturnRow,
    Inspection,
    InspectionRow,
    Partner,
    PartnerAccount,
    PaymentOrder,
    PaymentOrderLine,
    PaymentVoucher,
    PaymentVoucherRow,
    Receipt,
    ReceiptRow,
    RevenueAssessment,
    RevenueAssessmentRow,
    SpendingProposal,
    SpendingProposalRow,
)
from accounting.rules.payment_order_flow import LINE_PENDING, SENT_STATES, SIGNED, SUBMITTED
from core.errors import NotFound

ModelT = TypeVar("ModelT", bound=Model)
LINE = ("line__stat_item", "line__detail_project", "line__funding_source")
REVENUE_LINE = ("line__stat_item", "line__funding_source")
_ORDER_STEPS = {"sign": frozenset({SUBMITTED}), "send": frozenset({SIGNED}), "settle": SENT_STATES}


def proposals() -> QuerySet[SpendingProposal]:
    """All spending proposals."""
    return SpendingProposal.objects.select_related("drafted_by", "approved_by")


def proposal(pk: UUID) -> SpendingProposal:
    """One proposal with its rows."""
    rows = SpendingProposalRow.objects.select_related(*LINE).order_by("ordinal")
    return _one(proposals().prefetch_related(Prefetch("rows", rows)), pk)


def commitments() -> QuerySet[Commitment]:
    """All commitments."""
    return Commitment.objects.select_related("drafted_by", "approved_by", "partner", "proposal")


def commitment(pk: UUID) -> Commitment:
    """One commitment with its rows."""
    rows = CommitmentRow.objects.select_related(*LINE, "proposal_row").order_by("ordinal")
    return _one(commitments().prefetch_related(Prefetch("rows", rows)), pk)


def changes() -> QuerySet[CommitmentChange]:
    """All changes of commitments."""
    return CommitmentChange.objects.select_related("drafted_by", "approved_by", "commitment__partner")


def change(pk: UUID) -> CommitmentChange:
    """One change with its rows."""
    rows = CommitmentChangeRow.objects.select_related(
        "commitment_row__line__stat_item",
        "commitment_row__line__detail_project",
        "commitment_row__line__funding_source",
    ).order_by("ordinal")
    return _one(changes().prefetch_related(Prefetch("rows", rows)), pk)


def changes_of(commitment_id: UUID) -> list[CommitmentChange]:
    """The changes of a commitment that were handed in at some time, oldest first, and drafts."""
    return list(
        changes().filter(commitment_id=commitment_id).exclude(state="CANCELLED").order_by("drafted_at")
    )


def inspections() -> QuerySet[Inspection]:
    """All inspections."""
    return Inspection.objects.select_related("drafted_by", "inspector", "commitment__partner")


def inspection(pk: UUID) -> Inspection:
    """One inspection with its rows."""
    rows = InspectionRow.objects.select_related("commitment_row__line__stat_item").order_by("ordinal")
    return _one(inspections().prefetch_related(Prefetch("rows", rows)), pk)


def waiting_inspection(commitment_id: UUID) -> Inspection | None:
    """The oldest inspection of a commitment that nobody has carried out yet."""
    found = Inspection.objects.filter(commitment_id=commitment_id, state="REQUESTED")
    return found.order_by("pk").first()


def vouchers() -> QuerySet[PaymentVoucher]:
    """All payment vouchers."""
    return PaymentVoucher.objects.select_related("drafted_by", "approved_by")


def voucher(pk: UUID) -> PaymentVoucher:
    """One voucher with its rows and evidence."""
    rows = PaymentVoucherRow.objects.select_related(
        *LINE, "partner", "partner_account", "commitment_row__commitment", "order_line"
    ).order_by("ordinal")
    return _one(vouchers().prefetch_related(Prefetch("rows", rows), "evidence"), pk)


def orders() -> QuerySet[PaymentOrder]:
    """All payment orders."""
    return PaymentOrder.objects.select_related("drafted_by", "signed_by", "bank_account")


def orders_awaiting(step: str) -> QuerySet[PaymentOrder]:
    """Payment orders whose next step is a signature, send or settle (lines the bank has not answered yet)."""
    found = orders().filter(state__in=_ORDER_STEPS[step])
    if step == "settle":
        found = found.filter(pk__in=PaymentOrderLine.objects.filter(state=LINE_PENDING).values("order"))
    return found


def order(pk: UUID) -> PaymentOrder:
    """One order with its payee lines."""
    lines = PaymentOrderLine.objects.select_related("partner", "partner_account").order_by("ordinal")
    return _one(orders().prefetch_related(Prefetch("lines", lines)), pk)


def executed_lines(order_id: UUID) -> list[PaymentOrderLine]:
    """Lines of an order the bank paid: those that may bounce."""
    found = PaymentOrderLine.objects.filter(order_id=order_id, state="EXECUTED")
    return list(found.select_related("partner", "partner_account").order_by("ordinal"))


def assessments() -> QuerySet[RevenueAssessment]:
    """All revenue assessments."""
    return RevenueAssessment.objects.select_related("drafted_by", "approved_by", "partner")


def assessment(pk: UUID) -> RevenueAssessment:
    """One assessment with its rows."""
    rows = RevenueAssessmentRow.objects.select_related(*REVENUE_LINE).order_by("ordinal")
    return _one(assessments().prefetch_related(Prefetch("rows", rows)), pk)


def receipts() -> QuerySet[Receipt]:
    """All receipts."""
    return Receipt.objects.select_related("drafted_by", "partner", "bank_account")


def receipt(pk: UUID) -> Receipt:
    """One receipt with its rows."""
    rows = ReceiptRow.objects.select_related(*REVENUE_LINE, "assessment_row__assessment").order_by("ordinal")
    return _one(receipts().prefetch_related(Prefetch("rows", rows)), pk)


def returns() -> QuerySet[ExpenditureReturn]:
    """All returns of expenditure."""
    return ExpenditureReturn.objects.select_related("drafted_by", "approved_by", "partner", "bank_account")


def expenditure_return(pk: UUID) -> ExpenditureReturn:
    """One return with its rows."""
    rows = ExpenditureReturnRow.objects.select_related(*LINE, "voucher_row__voucher").order_by("ordinal")
    return _one(returns().prefetch_related(Prefetch("rows", rows)), pk)


def partners() -> QuerySet[Partner]:
    """All partners."""
    return Partner.objects.all()


def partner(pk: UUID) -> Partner:
    """One partner with its accounts in use, the default one first."""
    accounts = PartnerAccount.objects.filter(is_active=True).order_by("-is_default", "pk")
    return _one(partners().prefetch_related(Prefetch("accounts", accounts)), pk)


def _one(found: QuerySet[ModelT, Any], pk: UUID) -> ModelT:
    row: ModelT | None = found.filter(pk=pk).first()
    if row is None:
        raise NotFound
    return row
