"""What waits for a decision, and who may take it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting.models import (
    Commitment,
    ExpenditureReturn,
    Inspection,
    PaymentOrder,
    PaymentVoucher,
    RevenueAssessment,
    SpendingProposal,
)
from accounting.permissions import (
    ASSESSMENT_APPROVE,
    COMMITMENT_APPROVE,
    INSPECTION_RECORD,
    ORDER_SIGN,
    PROPOSAL_APPROVE,
    RETURN_APPROVE,
    VOUCHER_APPROVE,
)
from core.access import Actor
from core.labels import Label
from identity.queries import who_may

SHOWN = 500


@dataclass(frozen=True)
class WaitingKind:
    """A kind of document that waits: its table, label, the right to decide, the state it waits in."""

    document_type: str
    label: Label
    model: type[Any]
    permission: str
    state: str = "SUBMITTED"
    amount: str = "total_amount"


KINDS = (
    WaitingKind("spending_proposal", _("품의"), SpendingProposal, PROPOSAL_APPROVE),
    WaitingKind("commitment", _("원인행위"), Commitment, COMMITMENT_APPROVE),
    WaitingKind("inspection", _("검수"), Inspection, INSPECTION_RECORD, "REQUESTED"),
    WaitingKind("payment_voucher", _("지출결의"), PaymentVoucher, VOUCHER_APPROVE),
    WaitingKind("payment_order", _("지급명령"), PaymentOrder, ORDER_SIGN, "CREATED", "gross_amount"),
    WaitingKind("revenue_assessment", _("징수결의"), RevenueAssessment, ASSESSMENT_APPROVE),
    WaitingKind("expenditure_return", _("여입"), ExpenditureReturn, RETURN_APPROVE),
)


@dataclass(frozen=True)
class Waiting:
    """One document that waits for a decision."""

    document_type: str
    kind: str
    id: UUID
    number: str
    title: str
    drafter: str
    amount: int
    state: str
    since: datetime


def waiting_for(actor: Actor, kinds: Iterable[str] = ()) -> list[Waiting]:
    """Documents this person may decide on now (never the own ones), oldest first."""
    wanted = set(kinds)
    found: list[Waiting] = []
    for kind in KINDS:
        if actor.may(kind.permission) and (not wanted or kind.document_type in wanted):
            papers = _undecided(kind).exclude(drafted_by_id=actor.user_id)
            found += [_waiting(kind, paper) for paper in papers[:SHOWN]]
    return sorted(found, key=lambda item: item.since)


def waiting_count(actor: Actor) -> int:
    """How many of them."""
    return sum(
        _undecided(kind).exclude(drafted_by_id=actor.user_id).count()
        for kind in KINDS
        if actor.may(kind.permission)
    )


def drafted_by(user_id: UUID, limit: int = 20) -> list[Waiting]:
    """The person's own documents on their way, newest first."""
    found: list[Waiting] = []
    for kind in KINDS:
        papers = kind.model.objects.filter(drafted_by_id=user_id, state__in=["DRAFT", "SUBMITTED"])
        found += [_waiting(kind, paper) for paper in papers.select_related("drafted_by")[:limit]]
    return sorted(found, key=lambda item: item.since, reverse=True)[:limit]


def deciders(permission: str, on: date, exclude: UUID | None = None) -> list[str]:
    """Names of those who may decide, without the drafter."""
    return [person.name for person in who_may(permission, on) if person.user_id != exclude]


def _undecided(kind: WaitingKind) -> QuerySet[Any]:
    found: QuerySet[Any] = kind.model.objects.filter(state=kind.state).select_related("drafted_by")
    return found.order_by("drafted_at")


def _waiting(kind: WaitingKind, paper: Any) -> Waiting:
    return Waiting(
        document_type=kind.document_type,
        kind=str(kind.label),
        id=paper.pk,
        number=paper.number,
        title=paper.title,
        drafter=paper.drafted_by.name if paper.drafted_by else _t("연계 프로그램"),
        amount=getattr(paper, kind.amount),
        state=paper.state,
        since=paper.submitted_at or paper.drafted_at,
    )
