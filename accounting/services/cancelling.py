"""취소 기안: an approved paper is undone by an official document of its own (handbook 10, C-11).

Decided at least by the role that approved the original, with the same cooperation. The original document stays
approved, with its text, and names the one that cancelled it; the books get entries that compensate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounting import permissions
from accounting.models import (
    Allotment,
    Commitment,
    PaymentVoucher,
    RevenueAssessment,
    SpendingProposal,
)
from accounting.services import (
    allotments,
    commitment_ends,
    payment_vouchers,
    proposals,
    revenues,
)
from accounting.services.paper_documents import PaperText, hand_in
from accounting.services.paper_text import amount_fact, body_of
from accounting.services.papers import lock_paper, refuse_faults, refuse_long_text
from accounting.services.signatures import (
    COMMITMENT_OFFICER,
    DISBURSING_OFFICER,
    Signature,
)
from approvals.errors.documents import CannotCancel
from approvals.queries.subjects import document_of
from core.access import Actor
from core.errors import FieldFault


def no_signatures(paper_id: UUID) -> list[Signature]:
    """Of a paper that is no officer's act."""
    return []


@dataclass(frozen=True)
class Cancelling:
    """How a kind of paper is undone: `service` has may_be_undone and undo_approval.

    `duty`: the officer whose act the paper is, and its cancellation with it; `earlier`: who signed on the paper's
    way in duties that exclude that officer's.
    """

    subject: str
    label: str
    model: type[Any]
    service: Any
    permission: str
    duty: str = ""
    earlier: Callable[[UUID], list[Signature]] = no_signatures

    @property
    def name(self) -> str:
        return f"{self.subject}_cancellation"


KINDS: Mapping[str, Cancelling] = {
    kind.subject: kind
    for kind in (
        Cancelling("spending_proposal", "품의", SpendingProposal, proposals, permissions.PROPOSAL_DRAFT),
        Cancelling(
            "commitment",
            "원인행위",
            Commitment,
            commitment_ends,
            permissions.COMMITMENT_DRAFT,
            COMMITMENT_OFFICER,
            commitment_ends.earlier_signatures,
        ),
        Cancelling(
            "payment_voucher",
            "지출결의",
            PaymentVoucher,
            payment_vouchers,
            permissions.VOUCHER_DRAFT,
            DISBURSING_OFFICER,
            payment_vouchers.earlier_signatures,
        ),
        Cancelling(
            "revenue_assessment",
            "징수결의",
            RevenueAssessment,
            revenues,
            permissions.ASSESSMENT_DRAFT,
        ),
        Cancelling("allotment", "예산배정", Allotment, allotments, permissions.ALLOTMENT_DRAFT),
    )
}


def draft_cancellation(
    *, subject: str, paper_id: UUID, text: str, actor: Actor, at: datetime, version: int | None = None
) -> UUID:
    """Write and hand in the 취소 기안 of a paper; the id of its official document.

    Locks the new document, the paper, the original. Refuses without a reason, a paper that is cancelled already
    or whose effect is used up (E-DOC-020), one whose cancellation is under approval (E-APR-027).
    """
    kind = KINDS[subject]
    actor.require(kind.permission)
    reason = text.strip()
    if not reason:
        refuse_faults([FieldFault("/text", "EMPTY", "취소 사유를 입력하십시오.")])
    refuse_long_text(reason)

    def prepare() -> PaperText:
        paper = lock_paper(kind.model, paper_id, version)
        require_undoable(kind, paper)
        return _text_of(kind, paper, reason)

    with transaction.atomic():
        hand_in(subject=kind.name, paper_id=paper_id, prepare=prepare, actor=actor, at=at)
        found = document_of(kind.name, paper_id)
        if found is None:
            raise CannotCancel(document=str(paper_id))
        return found.document_id


def require_undoable(kind: Cancelling, paper: Any) -> None:
    """E-DOC-020 unless the paper's approval can still be undone."""
    if not kind.service.may_be_undone(paper):
        raise CannotCancel(document=paper.number or paper.title)


def may_cancel(subject: str, paper: Any, actor: Actor) -> bool:
    """Whether this person may draft the cancellation of the paper now."""
    kind = KINDS.get(subject)
    if kind is None or not actor.may(kind.permission) or not kind.service.may_be_undone(paper):
        return False
    found = document_of(subject, paper.pk)
    return (
        bool(found and found.state == "APPROVED") and cancellation_state(subject, paper.pk) != "IN_PROGRESS"
    )


def cancellation_state(subject: str, paper_id: UUID) -> str:
    """Where the paper's 취소 기안 stands; empty when there is none."""
    found = document_of(f"{subject}_cancellation", paper_id)
    return found.state if found else ""


def _text_of(kind: Cancelling, paper: Any, reason: str) -> PaperText:
    original = document_of(kind.subject, paper.pk)
    if original is None:
        raise CannotCancel(document=paper.number or paper.title)
    facts = [
        ("취소할 문서", f"{kind.label} {paper.number} {paper.title}"),
        ("결재 문서", original.number_text),
        ("취소 사유", reason),
        amount_fact("취소 금액", paper.total_amount),
    ]
    body = body_of(
        [fact for fact in facts if fact[1]], ("문서번호", "금액(원)"), [(paper.number, paper.total_amount)]
    )
    title = f"{kind.label} 취소: {paper.title}"[:200]
    return PaperText(paper, paper.total_amount, body, title=title, cancels_id=original.document_id)
