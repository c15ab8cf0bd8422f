"""What waits for a decision, and who may take it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting.models import (
    Allotment,
    BudgetVersion,
    Commitment,
    CommitmentChange,
    ExpenditureReturn,
    Inspection,
    PaymentOrder,
    PaymentVoucher,
    RevenueAssessment,
    SpendingProposal,
)
from accounting.permissions import INSPECTION_RECORD
from accounting.queries.budget_versions import spending_of
from accounting.rules.paper_states import SUBMITTED, WITH_DRAFTER
from approvals.queries.waiting import WaitingRecord, records_waiting_for
from core.access import Actor
from core.labels import Label
from identity.queries import who_may

SHOWN = 500


@dataclass(frozen=True)
class WaitingKind:
    """A kind of document that waits: its table, label, the state it waits in.

    `permission`: the right to decide where no approval line says who decides.
    """

    document_type: str
    label: Label
    model: type[Any]
    permission: str = ""
    state: str = "SUBMITTED"
    amount: str = "total_amount"


KINDS = (
    WaitingKind("spending_proposal", _("품의"), SpendingProposal),
    WaitingKind("commitment", _("원인행위"), Commitment),
    WaitingKind("inspection", _("검수"), Inspection, INSPECTION_RECORD, "REQUESTED"),
    WaitingKind("commitment_change", _("원인행위 변경"), CommitmentChange, amount="new_total"),
    WaitingKind("payment_voucher", _("지출결의"), PaymentVoucher),
    WaitingKind("payment_order", _("지급명령"), PaymentOrder, amount="gross_amount"),
    WaitingKind("revenue_assessment", _("징수결의"), RevenueAssessment),
    WaitingKind("expenditure_return", _("여입"), ExpenditureReturn),
    WaitingKind("allotment", _("예산배정"), Allotment),
    WaitingKind("budget_version", _("예산안"), BudgetVersion, amount=""),
)
CANCELLATIONS = (
    WaitingKind("spending_proposal_cancellation", _("품의 취소"), SpendingProposal),
    WaitingKind("commitment_cancellation", _("원인행위 취소"), Commitment),
    WaitingKind("payment_voucher_cancellation", _("지출결의 취소"), PaymentVoucher),
    WaitingKind("revenue_assessment_cancellation", _("징수결의 취소"), RevenueAssessment),
    WaitingKind("allotment_cancellation", _("예산배정 취소"), Allotment),
)
"""취소 기안: the record is the paper itself, the document is decided on a page of its own."""
ALL_KINDS = (*KINDS, *CANCELLATIONS)
WITHOUT_LINE = tuple(kind.document_type for kind in KINDS if kind.permission)


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
    is_acting: bool = False
    cancelling_id: UUID | None = None


def waiting_for(actor: Actor, at: datetime, kinds: Iterable[str] = ()) -> list[Waiting]:
    """Papers this person may decide on now, oldest first: what lies in the boxes of 결재함, also for somebody
    absent, cancellations among them, and what an officer does alone (never the own ones)."""
    wanted = set(kinds) or {kind.document_type for kind in ALL_KINDS}
    turns = [] if wanted <= set(WITHOUT_LINE) else records_waiting_for(actor=actor, at=at)
    found: list[Waiting] = []
    for kind in ALL_KINDS:
        if kind.document_type not in wanted:
            continue
        if not kind.permission:
            found += _on_lines(kind, [turn for turn in turns if turn.subject_type == kind.document_type])
        elif actor.may(kind.permission):
            papers = _undecided(kind).exclude(drafted_by_id=actor.user_id)
            found += [_waiting(kind, paper) for paper in papers[:SHOWN]]
    return sorted(found, key=lambda item: item.since)


def _on_lines(kind: WaitingKind, turns: list[WaitingRecord]) -> list[Waiting]:
    if not turns:
        return []
    papers = kind.model.objects.select_related("drafted_by").in_bulk([turn.subject_id for turn in turns])
    return [_of_turn(kind, papers[turn.subject_id], turn) for turn in turns if turn.subject_id in papers]


def _of_turn(kind: WaitingKind, paper: Any, turn: WaitingRecord) -> Waiting:
    found = replace(_waiting(kind, paper), since=turn.since, is_acting=turn.is_acting)
    if kind not in CANCELLATIONS:
        return found
    return replace(
        found, title=turn.title, drafter=turn.drafter, state=SUBMITTED, cancelling_id=turn.document_id
    )


def drafted_by(user_id: UUID, limit: int = 20) -> list[Waiting]:
    """The person's own documents on their way, newest first."""
    found: list[Waiting] = []
    for kind in KINDS:
        papers = kind.model.objects.filter(drafted_by_id=user_id, state__in=[*WITH_DRAFTER, SUBMITTED])
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
        amount=getattr(paper, kind.amount) if kind.amount else spending_of(paper.pk),
        state=paper.state,
        since=getattr(paper, "submitted_at", None) or paper.drafted_at,
    )
