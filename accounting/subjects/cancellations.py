"""What a 취소 기안 does with the paper it is about: nothing until it is decided, then the way back (C-11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from accounting.services.cancelling import KINDS, Cancelling, require_undoable
from accounting.services.paper_documents import refusals_of
from accounting.services.papers import lock_paper, note
from accounting.subjects.officers import refusals_of_officer
from approvals.services.subjects import RecordWords, Signing, SubjectContext
from core.errors import DomainError, NotFound


@dataclass(frozen=True)
class CancellationSubject:
    """The cancellation of a kind of paper; its record is the paper itself."""

    kind: Cancelling

    @property
    def table(self) -> str:
        return str(self.kind.model._meta.db_table)

    @property
    def effect_type(self) -> str:
        return f"{self.kind.name}_approved"

    def lock(self, subject_id: UUID) -> None:
        lock_paper(self.kind.model, subject_id)

    def validate(self, subject_id: UUID, context: SubjectContext) -> list[DomainError]:
        return refusals_of(lambda: require_undoable(self.kind, self._paper(subject_id)))

    def payload(self, subject_id: UUID) -> Mapping[str, Any]:
        paper = self._paper(subject_id)
        return {
            "cancels": self.kind.subject,
            "number": paper.number,
            "title": paper.title,
            "amount": paper.total_amount,
        }

    def describe(self, subject_id: UUID) -> RecordWords:
        """The paper that is taken back."""
        paper = self._paper(subject_id)
        url = reverse(f"accounting:{self.kind.subject}", kwargs={"pk": subject_id})
        return RecordWords(f"{self.kind.label} 취소", paper.title, paper.total_amount, url)

    def refusals_of_signer(
        self, subject_id: UUID, context: SubjectContext, signing: Signing
    ) -> list[DomainError]:
        """Undoing an officer's act is the officer's act too (E-EXE-003)."""
        if not self.kind.duty:
            return []
        return refusals_of_officer(self.kind.duty, lambda: self.kind.earlier(subject_id), context, signing)

    def on_submit(self, subject_id: UUID, context: SubjectContext) -> None:
        self._note(subject_id, "submitted", "상신", context)

    def commit(self, subject_id: UUID, context: SubjectContext) -> Mapping[str, Any]:
        paper = self._paper(subject_id)
        self.kind.service.undo_approval(paper, context.actor, context.at)
        self._note(subject_id, "approved", "결재", context)
        return {"number": paper.number, "state": paper.state}

    def on_return(self, subject_id: UUID, context: SubjectContext) -> None:
        self._note(subject_id, "returned", "반려", context)

    def on_recall(self, subject_id: UUID, context: SubjectContext) -> None:
        self._note(subject_id, "recalled", "회수", context)

    def _paper(self, subject_id: UUID) -> Any:
        found = self.kind.model.objects.filter(pk=subject_id).first()
        if found is None:
            raise NotFound(subject_id=str(subject_id))
        return found

    def _note(self, subject_id: UUID, verb: str, word: str, context: SubjectContext) -> None:
        paper = self._paper(subject_id)
        summary = f"{self.kind.label} 취소 {word}: {paper.number} {paper.title}"
        note(
            paper,
            f"{self.kind.name}_{verb}",
            summary,
            context.actor,
            context.at,
            text=context.text,
            document_id=str(context.document_id),
        )


spending_proposal = CancellationSubject(KINDS["spending_proposal"])
commitment = CancellationSubject(KINDS["commitment"])
payment_voucher = CancellationSubject(KINDS["payment_voucher"])
revenue_assessment = CancellationSubject(KINDS["revenue_assessment"])
allotment = CancellationSubject(KINDS["allotment"])
