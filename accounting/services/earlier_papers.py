"""Institutions made before papers were decided in official documents: forms, rows of the table, open papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounting.models import (
    Allotment,
    BudgetVersion,
    Commitment,
    ExpenditureReturn,
    PaymentOrder,
    PaymentVoucher,
    RevenueAssessment,
    SpendingProposal,
)
from accounting.rules.budget_version_flow import VOTED_EARLIER
from accounting.rules.paper_states import SUBMITTED
from accounting.services import (
    allotments,
    budget_version_approval,
    commitments,
    payment_orders,
    payment_vouchers,
    proposals,
    returns,
    revenues,
)
from accounting.services.budget_versions import version_for_change
from accounting.services.paper_forms import ensure_forms
from accounting.services.papers import lock_paper, note
from approvals.queries.subjects import documents_of
from approvals.services.forms import has_forms
from core.access import SYSTEM
from core.schema import SchemaKind
from organization.services.delegation import extend_sample
from tenants.registry import SchemaRef

NOTE = "결재 방식이 전자결재로 바뀌어 작성중으로 돌려 놓았습니다. 다시 상신하십시오."
VOTE_NOTE = "예산안도 전자결재로 의결에 부치게 되어 편성 중으로 돌려 놓았습니다. 기관장 결재를 받은 뒤 의결을 다시 등록하십시오."
GIVING_BACK: tuple[tuple[str, type[Any], Callable[..., None]], ...] = (
    ("spending_proposal", SpendingProposal, proposals.give_back),
    ("commitment", Commitment, commitments.give_back),
    ("payment_voucher", PaymentVoucher, payment_vouchers.give_back),
    ("revenue_assessment", RevenueAssessment, revenues.give_back),
    ("expenditure_return", ExpenditureReturn, returns.give_back),
    ("payment_order", PaymentOrder, payment_orders.give_back),
    ("allotment", Allotment, allotments.give_back),
)


def after_migration(target: SchemaRef) -> None:
    """Run in every schema's migration: what an institution made earlier lacks; a template has nothing to take over."""
    if target.kind == SchemaKind.INSTITUTION:
        take_over(at=timezone.now())


def take_over(*, at: datetime) -> int:
    """Forms, rows of the sample table, and papers handed in without a document go back to their drafters.

    Repeatable. What such papers held is released by their own way back; the note says why. How many went back.
    """
    with transaction.atomic():
        back = _budgets_back(at)
        if not has_forms():
            return back
        ensure_forms(at)
        extend_sample(at=at)
        return back + sum(_give_back(subject, model, way, at) for subject, model, way in GIVING_BACK)


def _budgets_back(at: datetime) -> int:
    """Budgets voted before the head's document: drafted again, decided by the head, the vote registered anew."""
    voted = BudgetVersion.objects.filter(state=VOTED_EARLIER).order_by("pk").values_list("pk", flat=True)
    for version_id in (ids := list(voted)):
        budget_version_approval.give_back(version_for_change(version_id), "return", SYSTEM, at, VOTE_NOTE)
    return len(ids)


def _give_back(subject: str, model: type[Any], way: Callable[..., None], at: datetime) -> int:
    waiting = list(model.objects.filter(state=SUBMITTED).order_by("pk").values_list("pk", flat=True))
    known = documents_of(subject, waiting)
    earlier = [paper_id for paper_id in waiting if paper_id not in known]
    for paper_id in earlier:
        paper = lock_paper(model, paper_id)
        way(paper, "return", SYSTEM, at, NOTE)
        note(paper, f"{subject}_returned", f"{NOTE} {paper.number}", SYSTEM, at)
    return len(earlier)
