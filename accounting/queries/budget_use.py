"""Where the money of a budget line stands, which documents used it, and why a request was refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Sum

from accounting.choices import Bucket, ProposalState
from accounting.models import (
    Allotment,
    BudgetLedger,
    BudgetLine,
    BudgetVersion,
    Commitment,
    ExpenditureReturn,
    PaymentOrder,
    PaymentVoucher,
    SpendingProposal,
    SpendingProposalRow,
)
from accounting.queries.policy import policy_of
from accounting.rules.budget_control import (
    BUCKETS,
    LineFigures,
    refusal_rule,
    spending_refusal,
)
from core.errors import DomainError, NextStep, NotFound

SHOWN_DOCUMENTS = 20
_OPEN_PROPOSALS = (ProposalState.APPROVED, ProposalState.PARTLY_USED)
_DOCUMENTS: Mapping[str, Any] = {
    "spending_proposal": SpendingProposal,
    "commitment": Commitment,
    "payment_voucher": PaymentVoucher,
    "payment_order": PaymentOrder,
    "expenditure_return": ExpenditureReturn,
    "allotment": Allotment,
    "budget_version": BudgetVersion,
}


@dataclass(frozen=True)
class LinePosition:
    """One budget line in words and figures."""

    id: UUID
    fiscal_year: int
    account_unit: str
    department_id: UUID
    policy_project: str
    project_code: str
    project_name: str
    item_code: str
    item_name: str
    funding_code: str
    funding_name: str
    figures: LineFigures

    @property
    def label(self) -> str:
        return f"{self.item_code} {self.item_name} · {self.project_name}"


@dataclass(frozen=True)
class Answer(LinePosition):
    """A position with the answer that a request would get now."""

    requested: int
    refusal: DomainError | None
    documents: list[UsedBy]

    @property
    def is_available(self) -> bool:
        return self.refusal is None

    @property
    def refusal_code(self) -> str:
        return self.refusal.code if self.refusal else ""

    @property
    def refusal_detail(self) -> str:
        return self.refusal.detail if self.refusal else ""

    @property
    def rule(self) -> str:
        return refusal_rule(self.refusal_code)


@dataclass(frozen=True)
class UsedBy:
    """A document that holds part of the line: reserved or committed."""

    document_type: str
    document_id: UUID
    number: str
    title: str
    on: date | None
    amount: int
    bucket: str


def position_of(line_id: UUID) -> LinePosition:
    """The line as it stands now; NotFound where there is none."""
    return positions_of([line_id])[line_id]


def find_position(line_id: UUID) -> LinePosition | None:
    """The line as it stands now, or none."""
    lines = BudgetLine.objects.filter(pk=line_id).select_related(
        "stat_item", "funding_source", "detail_project__parent__parent"
    )
    found = lines.first()
    return None if found is None else _position(found)


def positions_of(line_ids: Iterable[UUID]) -> dict[UUID, LinePosition]:
    """Several lines by one query; NotFound when one is missing."""
    wanted = set(line_ids)
    lines = BudgetLine.objects.filter(pk__in=wanted).select_related(
        "stat_item", "funding_source", "detail_project__parent__parent"
    )
    found = {line.pk: _position(line) for line in lines}
    if len(found) < len(wanted):
        raise NotFound()
    return found


def users_of(line_id: UUID) -> list[UsedBy]:
    """Documents that hold the line's money: open proposals, then everything committed, largest first."""
    return [*_proposals(line_id), *_committed(line_id)]


def unused_reserves(row_ids: Iterable[UUID]) -> dict[UUID, tuple[UUID, int]]:
    """Of rows of usable proposals: the budget line and what is still reserved on it for that row."""
    rows = SpendingProposalRow.objects.filter(pk__in=set(row_ids), proposal__state__in=_OPEN_PROPOSALS)
    return {
        row.pk: (row.line_id, row.amount - row.used)
        for row in rows.select_related("proposal")
        if policy_of(row.proposal.fiscal_year).reserve_at != "COMMITMENT"
    }


def explain(refusal: DomainError, line_id: UUID, requested: int) -> DomainError:
    """Give a budget refusal its line, figures, rule, documents and next legal steps."""
    position = position_of(line_id)
    figures = position.figures
    refusal.budget = {
        "line": {
            "id": str(position.id),
            "code": position.item_code,
            "name": position.item_name,
            "project": position.project_name,
            "funding": position.funding_name,
        },
        "current": figures.current,
        "allotted": figures.allotted,
        "reserved": figures.reserved,
        "committed": figures.committed,
        "paid": figures.paid,
        "available": figures.available,
        "requested": requested,
        "rule": refusal_rule(refusal.code),
        "documents": [_linked(document) for document in users_of(line_id)[:SHOWN_DOCUMENTS]],
    }
    refusal.next_steps = next_steps(refusal.code, position, requested)
    return refusal


def refusal_for(line_id: UUID, requested: int) -> DomainError | None:
    """What a request of this amount would be answered now, explained; none when it fits."""
    position = position_of(line_id)
    refusal = spending_refusal(position.figures, requested, position.item_code)
    return None if refusal is None else explain(refusal, line_id, requested)


def position_with_answer(line_id: UUID, requested: int) -> Answer:
    """Position of a line, the answer to a request, and who holds its money."""
    position = position_of(line_id)
    refusal = spending_refusal(position.figures, requested, position.item_code) if requested else None
    values = {item.name: getattr(position, item.name) for item in fields(position)}
    return Answer(**values, requested=requested, refusal=refusal, documents=users_of(line_id))


def next_steps(code: str, position: LinePosition, requested: int) -> list[NextStep]:
    """What the law leaves open after a refusal."""
    line = {"line": str(position.id)}
    used = NextStep("사용 내역 보기", "accounting:execution_documents", query=line)
    if code == "E-BUD-003":
        short = max(0, requested - position.figures.allotted_left)
        ad_hoc = NextStep(
            "수시배정 작성",
            "accounting:allotment_new",
            query={**line, "kind": "AD_HOC", "amount": str(short)},
        )
        left = max(0, position.figures.allotted_left)
        return [ad_hoc, used, NextStep(f"배정잔액 {left:,}원 이하로 금액 고치기")]
    if code == "E-BUD-002":
        free = max(0, position.figures.available)
        return [
            used,
            NextStep(f"가용액 {free:,}원 이하로 금액 고치기"),
            NextStep("같은 정책사업 안에서 전용 또는 조정 신청(지방재정법 제49조)"),
            NextStep("추가경정예산에 반영 요청"),
        ]
    if code == "E-BUD-006":
        return [NextStep("예비비 사용 승인 뒤 해당 과목에서 집행(지방재정법 제43조)")]
    return [used]


def document_titles(documents: Iterable[tuple[str, UUID]]) -> dict[UUID, str]:
    """Titles of documents of several kinds, one query per kind."""
    by_type: dict[str, list[UUID]] = {}
    for kind, document_id in documents:
        by_type.setdefault(kind, []).append(document_id)
    titles: dict[UUID, str] = {}
    for kind, ids in by_type.items():
        model = _DOCUMENTS.get(kind)
        if model is not None:
            titles.update(model.objects.filter(pk__in=ids).values_list("pk", "title"))
    return titles


def _position(line: BudgetLine) -> LinePosition:
    project = line.detail_project
    return LinePosition(
        id=line.pk,
        fiscal_year=line.fiscal_year,
        account_unit=line.account_unit_id,
        department_id=line.department_id,
        policy_project=project.parent.parent.code,
        project_code=project.code,
        project_name=project.name,
        item_code=line.stat_item.code,
        item_name=line.stat_item.name,
        funding_code=line.funding_source_id,
        funding_name=line.funding_source.name,
        figures=LineFigures(*(getattr(line, bucket) for bucket in BUCKETS)),
    )


def _proposals(line_id: UUID) -> list[UsedBy]:
    rows = (
        SpendingProposalRow.objects.filter(line_id=line_id, proposal__state__in=_OPEN_PROPOSALS)
        .values("proposal_id", "proposal__number", "proposal__title", "proposal__document_date")
        .annotate(open=Sum(F("amount") - F("used")))
        .filter(open__gt=0)
        .order_by("-open")[:SHOWN_DOCUMENTS]
    )
    return [
        UsedBy(
            "spending_proposal",
            row["proposal_id"],
            row["proposal__number"],
            row["proposal__title"],
            row["proposal__document_date"],
            row["open"],
            Bucket.RESERVED,
        )
        for row in rows
    ]


def _committed(line_id: UUID) -> list[UsedBy]:
    rows = list(
        BudgetLedger.objects.filter(line_id=line_id, bucket=Bucket.COMMITTED)
        .values("document_type", "document_id", "document_no")
        .annotate(total=Sum("amount"))
        .exclude(total=0)
        .order_by("-total")[:SHOWN_DOCUMENTS]
    )
    titles = document_titles((row["document_type"], row["document_id"]) for row in rows)
    return [
        UsedBy(
            row["document_type"],
            row["document_id"],
            row["document_no"],
            titles.get(row["document_id"], ""),
            None,
            row["total"],
            Bucket.COMMITTED,
        )
        for row in rows
    ]


def _linked(document: UsedBy) -> dict[str, Any]:
    return {
        "type": document.document_type,
        "id": str(document.document_id),
        "number": document.number,
        "title": document.title,
        "amount": document.amount,
        "bucket": str(document.bucket),
        "route": f"accounting:{document.document_type}",
    }
