"""What approval documents do with financial papers (handbook 2.14): one object for each kind, listed in erp/wiring.py."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from accounting.models import (
    Allotment,
    Commitment,
    CommitmentChange,
    ExpenditureReturn,
    PaymentOrder,
    PaymentVoucher,
    RevenueAssessment,
    SpendingProposal,
)
from accounting.queries import budget_payloads, change_payloads, paper_payloads
from accounting.queries.budget_left import budget_left
from accounting.rules.paper_states import WITH_DRAFTER
from accounting.services import (
    allotments,
    commitment_changes,
    commitments,
    payment_orders,
    payment_vouchers,
    proposals,
    returns,
    revenues,
)
from accounting.services.paper_documents import refusals_of
from accounting.services.papers import lock_paper, note
from accounting.services.signatures import (
    ASSESSMENT_OFFICER,
    COMMITMENT_OFFICER,
    DISBURSING_OFFICER,
)
from accounting.subjects.effects import line_effects
from accounting.subjects.officers import officer_who_signed, refusals_of_officer
from approvals.services.subjects import LineEffect, RecordWords, Signing, SubjectContext
from core.errors import DomainError, NotFound


@dataclass(frozen=True)
class PaperSubject:
    """A kind of paper. Its services do the work; this turns the words of documents into theirs."""

    name: str
    label: str
    model: type[Any]
    payload_of: Callable[[UUID], Mapping[str, Any] | None]
    selectors_of: Callable[[UUID], Mapping[str, str]]
    service: Any

    @property
    def table(self) -> str:
        return str(self.model._meta.db_table)

    @property
    def effect_type(self) -> str:
        return f"{self.name}_approved"

    def lock(self, subject_id: UUID) -> None:
        lock_paper(self.model, subject_id)

    def validate(self, subject_id: UUID, context: SubjectContext) -> list[DomainError]:
        """At the submission; before the effect `commit` checks the same again under its locks."""
        paper = self._paper(subject_id)
        if paper.state not in WITH_DRAFTER:
            return []
        return refusals_of(lambda: self.service.check_submission(paper))

    def payload(self, subject_id: UUID) -> Mapping[str, Any]:
        found = self.payload_of(subject_id)
        if found is None:
            raise NotFound(subject_id=str(subject_id))
        return found

    def describe(self, subject_id: UUID) -> RecordWords:
        found = self.payload(subject_id)
        url = reverse(f"accounting:{self.name}", kwargs={"pk": subject_id})
        amount = found.get("amount")
        title = str(found.get("title") or self.label)
        return RecordWords(self.label, title, int(amount) if amount is not None else None, url)

    def budget_left(self, subject_ids: Collection[UUID]) -> Mapping[UUID, int]:
        return budget_left(self.name, subject_ids)

    def effects_on_budget(self, subject_id: UUID) -> Sequence[LineEffect]:
        """What the approval would move, told by the service that moves it; kinds that move nothing tell nothing."""
        told = getattr(self.service, "movements_at_approval", None)
        paper = self.model.objects.filter(pk=subject_id).first()
        return line_effects(told(paper)) if told is not None and paper is not None else []

    def line_selectors(self, subject_id: UUID) -> Mapping[str, str]:
        return self.selectors_of(subject_id)

    def on_submit(self, subject_id: UUID, context: SubjectContext) -> None:
        self.service.take_in(self._paper(subject_id), context.actor, context.at, context.acknowledged)

    def commit(self, subject_id: UUID, context: SubjectContext) -> Mapping[str, Any]:
        return self._completed(self._paper(subject_id), context)

    def _completed(self, paper: Any, context: SubjectContext) -> Mapping[str, Any]:
        self.service.complete_approval(paper, context.actor, context.at)
        self._note(paper, "approved", "결재", context)
        return {"number": paper.number, "state": paper.state}

    def on_return(self, subject_id: UUID, context: SubjectContext) -> None:
        verb, word = ("reject", "부결") if context.is_final else ("return", "반려")
        self._give_back(subject_id, verb, word, context)

    def on_recall(self, subject_id: UUID, context: SubjectContext) -> None:
        self._give_back(subject_id, "recall", "회수", context)

    def _give_back(self, subject_id: UUID, verb: str, word: str, context: SubjectContext) -> None:
        paper = self._paper(subject_id)
        text = "" if verb == "recall" else context.text[:500]
        self.service.give_back(paper, verb, context.actor, context.at, text)
        self._note(paper, f"{verb}ed", word, context)

    def _paper(self, subject_id: UUID) -> Any:
        """The paper, locked a moment ago by `lock`."""
        found = self.model.objects.filter(pk=subject_id).first()
        if found is None:
            raise NotFound(subject_id=str(subject_id))
        return found

    def _note(self, paper: Any, verb: str, word: str, context: SubjectContext) -> None:
        summary = f"{self.label} {word}: {paper.number} {paper.title}"
        note(
            paper,
            f"{self.name}_{verb}",
            summary,
            context.actor,
            context.at,
            text=context.text,
            document_id=str(context.document_id),
        )


@dataclass(frozen=True)
class OfficerSubject(PaperSubject):
    """A kind of paper that is an act of an officer of the accounting law: who signs as the officer is noted."""

    duty: str = ""
    officer_column: str = "officer_id"

    def refusals_of_signer(
        self, subject_id: UUID, context: SubjectContext, signing: Signing
    ) -> list[DomainError]:
        earlier = getattr(self.service, "earlier_signatures", None)
        if earlier is None:
            return []
        return refusals_of_officer(self.duty, lambda: earlier(subject_id), context, signing)

    def commit(self, subject_id: UUID, context: SubjectContext) -> Mapping[str, Any]:
        paper = self._paper(subject_id)
        setattr(paper, self.officer_column, officer_who_signed(self.duty, context))
        return self._completed(paper, context)


@dataclass(frozen=True)
class ChangeSubject(OfficerSubject):
    """A change of a commitment: the commitment is locked before it."""

    def lock(self, subject_id: UUID) -> None:
        commitment_changes.lock_change(subject_id)


spending_proposal = PaperSubject(
    "spending_proposal",
    "품의",
    SpendingProposal,
    paper_payloads.proposal_payload,
    paper_payloads.proposal_selectors,
    proposals,
)
commitment = OfficerSubject(
    "commitment",
    "원인행위",
    Commitment,
    paper_payloads.commitment_payload,
    paper_payloads.commitment_selectors,
    commitments,
    COMMITMENT_OFFICER,
)
commitment_change = ChangeSubject(
    "commitment_change",
    "원인행위 변경",
    CommitmentChange,
    change_payloads.change_payload,
    change_payloads.change_selectors,
    commitment_changes,
    COMMITMENT_OFFICER,
)
payment_voucher = OfficerSubject(
    "payment_voucher",
    "지출결의",
    PaymentVoucher,
    paper_payloads.voucher_payload,
    paper_payloads.voucher_selectors,
    payment_vouchers,
    DISBURSING_OFFICER,
)
revenue_assessment = OfficerSubject(
    "revenue_assessment",
    "징수결의",
    RevenueAssessment,
    paper_payloads.assessment_payload,
    paper_payloads.assessment_selectors,
    revenues,
    ASSESSMENT_OFFICER,
)
expenditure_return = PaperSubject(
    "expenditure_return",
    "여입",
    ExpenditureReturn,
    paper_payloads.return_payload,
    paper_payloads.no_selectors,
    returns,
)
payment_order = OfficerSubject(
    "payment_order",
    "지급명령",
    PaymentOrder,
    budget_payloads.order_payload,
    budget_payloads.order_selectors,
    payment_orders,
    DISBURSING_OFFICER,
    "signed_by_id",
)
allotment = PaperSubject(
    "allotment",
    "예산배정",
    Allotment,
    budget_payloads.allotment_payload,
    budget_payloads.allotment_selectors,
    allotments,
)
