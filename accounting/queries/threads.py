"""The thread of a spending: 품의 → 원인행위 → 검수 → 지출결의 → 지급명령, seen from any of its documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting.models import (
    Commitment,
    Inspection,
    PaymentOrder,
    PaymentVoucher,
    Receipt,
    RevenueAssessment,
    SpendingProposal,
)
from core.labels import Label

ORDER = ("spending_proposal", "commitment", "inspection", "payment_voucher", "payment_order")
LABELS = {
    "spending_proposal": _("품의"),
    "commitment": _("원인행위"),
    "inspection": _("검수"),
    "payment_voucher": _("지출결의"),
    "payment_order": _("지급명령"),
    "revenue_assessment": _("징수결의"),
    "receipt": _("수납"),
}


@dataclass(frozen=True)
class ThreadStop:
    """One document of a thread."""

    document_type: str
    label: Label
    id: UUID | None
    number: str
    state: str
    is_current: bool


def spending_thread(document_type: str, pk: UUID) -> list[ThreadStop]:
    """Every document tied to this one, in the order money travels; a missing step stays as an empty stop."""
    commitments = _commitments(document_type, pk)
    found: dict[str, list[Any]] = {
        "spending_proposal": _proposals(document_type, pk, commitments),
        "commitment": list(Commitment.objects.filter(pk__in=commitments).order_by("pk")),
        "inspection": list(Inspection.objects.filter(commitment__in=commitments).order_by("pk")),
        "payment_voucher": _vouchers(document_type, pk, commitments),
        "payment_order": _orders(document_type, pk, commitments),
    }
    is_inspected = any(paper.is_inspection_required for paper in found["commitment"])
    stops: list[ThreadStop] = []
    for kind in ORDER:
        stops += [_stop(kind, paper, document_type, pk) for paper in found[kind]]
        if not found[kind] and (kind != "inspection" or is_inspected):
            is_skipped = kind == "spending_proposal"
            stops.append(ThreadStop(kind, LABELS[kind], None, _t("생략") if is_skipped else "-", "", False))
    return stops


def revenue_thread(assessments: Iterable[UUID], receipts: Iterable[UUID], current: UUID) -> list[ThreadStop]:
    """징수결의 → 수납."""
    stops = [
        _stop("revenue_assessment", paper, "revenue_assessment", current)
        for paper in RevenueAssessment.objects.filter(pk__in=set(assessments)).order_by("pk")
    ]
    stops += [
        _stop("receipt", paper, "receipt", current)
        for paper in Receipt.objects.filter(pk__in=set(receipts)).order_by("pk")
    ]
    return stops


def _commitments(document_type: str, pk: UUID) -> set[UUID]:
    paths = {
        "spending_proposal": "proposal_id",
        "commitment": "pk",
        "inspection": "inspections",
        "payment_voucher": "rows__voucher_rows__voucher_id",
        "payment_order": "rows__voucher_rows__order_line__order_id",
    }
    return set(Commitment.objects.filter(**{paths[document_type]: pk}).values_list("pk", flat=True))


def _proposals(document_type: str, pk: UUID, commitments: set[UUID]) -> list[SpendingProposal]:
    found = SpendingProposal.objects.filter(commitments__in=commitments).distinct().order_by("pk")
    rows = list(found)
    if document_type == "spending_proposal" and not rows:
        rows = list(SpendingProposal.objects.filter(pk=pk))
    return rows


def _vouchers(document_type: str, pk: UUID, commitments: set[UUID]) -> list[PaymentVoucher]:
    if document_type == "payment_order":
        found = PaymentVoucher.objects.filter(rows__order_line__order_id=pk)
    else:
        found = PaymentVoucher.objects.filter(rows__commitment_row__commitment__in=commitments)
    return list(found.distinct().order_by("pk"))


def _orders(document_type: str, pk: UUID, commitments: set[UUID]) -> list[PaymentOrder]:
    if document_type == "payment_voucher":
        found = PaymentOrder.objects.filter(lines__voucher_rows__voucher_id=pk)
    elif document_type == "payment_order":
        found = PaymentOrder.objects.filter(pk=pk)
    else:
        found = PaymentOrder.objects.filter(lines__voucher_rows__commitment_row__commitment__in=commitments)
    return list(found.distinct().order_by("pk"))


def _stop(kind: str, paper: Any, document_type: str, pk: UUID) -> ThreadStop:
    number = paper.number or _t("작성중")
    return ThreadStop(
        kind, LABELS[kind], paper.pk, number, paper.state, (kind, paper.pk) == (document_type, pk)
    )
