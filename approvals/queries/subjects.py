"""Documents as their business records see them: which one, where it stands, who signed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from approvals.choices import OpinionKind, SignatureKind
from approvals.models import ApprovalStep, DocumentSubject, OfficialDocument, Opinion, Signature
from approvals.queries.answered_warnings import AnsweredWarning, warnings_answered
from approvals.rules import flows


@dataclass(frozen=True)
class SubjectDocument:
    """The newest document about a record."""

    subject_id: UUID
    document_id: UUID
    state: str
    version: int
    number_text: str


@dataclass(frozen=True)
class LineStep:
    """One step of a document's line as people read it."""

    step_id: UUID
    kind: str
    kind_label: str
    state: str
    seat_key: str
    title: str
    person_id: UUID | None
    person: str
    acted_by_id: UUID | None
    acting_for_id: UUID | None
    acted_at: datetime | None
    opinion: str
    skip_reason: str
    basis: str
    due_on: date | None

    @property
    def is_open(self) -> bool:
        return self.state in flows.OPEN_STEPS

    @property
    def is_signed(self) -> bool:
        return self.state in flows.DONE_WELL and self.acted_by_id is not None


@dataclass(frozen=True)
class RecordLine:
    """The line of the present round, with what the delegation of authority said."""

    document_id: UUID
    number_text: str
    round: int
    delegated: bool
    rule_id: str
    steps: tuple[LineStep, ...]
    warnings: tuple[AnsweredWarning, ...] = ()

    @property
    def open_steps(self) -> tuple[LineStep, ...]:
        return tuple(step for step in self.steps if step.is_open)


@dataclass(frozen=True)
class GivenSignature:
    """A signature of a round: who signed on whose position."""

    signer_id: UUID
    holder_id: UUID


def signatures_of(document_id: UUID, round_: int) -> list[GivenSignature]:
    """The signatures of a round in order, the drafter's left out."""
    rows = Signature.objects.filter(document_id=document_id, round=round_).exclude(kind=SignatureKind.DRAFT)
    return [
        GivenSignature(row.signer_id, row.acting_for_id or row.signer_id) for row in rows.order_by("ordinal")
    ]


def documents_of(subject_type: str, subject_ids: Iterable[UUID]) -> dict[UUID, SubjectDocument]:
    """The newest document of each record that was ever handed in, without discarded ones."""
    rows = (
        DocumentSubject.objects.filter(subject_type=subject_type, subject_id__in=list(subject_ids))
        .exclude(document__state__in=[flows.DRAFT, flows.DISCARDED])
        .select_related("document")
        .order_by("document__created_at", "document_id")
    )
    return {
        row.subject_id: SubjectDocument(
            row.subject_id,
            row.document_id,
            row.document.state,
            row.document.version,
            row.document.number_text,
        )
        for row in rows
    }


def document_of(subject_type: str, subject_id: UUID) -> SubjectDocument | None:
    """The newest document of one record."""
    return documents_of(subject_type, [subject_id]).get(subject_id)


def line_of(document_id: UUID) -> RecordLine | None:
    """The line of the present round; None while nothing was handed in."""
    document = OfficialDocument.objects.get(pk=document_id)
    steps = list(
        ApprovalStep.objects.filter(document=document, round=document.round)
        .exclude(state=flows.SUPERSEDED)
        .select_related("person", "line")
        .order_by("group__seq", "ordinal")
    )
    if not steps:
        return None
    said = _opinions(document)
    line = max((step.line for step in steps), key=lambda one: one.number)
    return RecordLine(
        document_id,
        document.number_text,
        document.round,
        line.delegated,
        line.rule_id,
        tuple(_step(step, said.get(step.pk, "")) for step in steps),
        tuple(warnings_answered(document)),
    )


def unanswered_audit(document_id: UUID) -> UUID | None:
    """The audit step of the present round whose opinion the drafter has not answered; None when there is none."""
    document = OfficialDocument.objects.get(pk=document_id)
    asked = Signature.objects.filter(
        document=document, round=document.round, kind=SignatureKind.AUDIT_OPINION
    ).values_list("step_id", flat=True)
    answered = Opinion.objects.filter(step_id__in=asked, kind=OpinionKind.AUDIT_ANSWER)
    return next(iter(set(asked) - set(answered.values_list("step_id", flat=True))), None)


def _opinions(document: OfficialDocument) -> dict[UUID, str]:
    asked = (OpinionKind.QUESTION, OpinionKind.ANSWER)
    rows = Opinion.objects.filter(document=document, round=document.round, step__isnull=False)
    rows = rows.exclude(kind__in=asked)
    return {row.step_id: row.text for row in rows.order_by("written_at") if row.step_id is not None}


def _step(step: ApprovalStep, opinion: str) -> LineStep:
    holder = step.person.name if step.person else str(step.seat.get("person", ""))
    named = step.acted_by_name or holder
    return LineStep(
        step.pk,
        step.kind,
        step.get_kind_display(),
        step.state,
        step.seat_key,
        step.title,
        step.person_id,
        named,
        step.acted_by_id,
        step.acting_for_id,
        step.acted_at,
        opinion,
        step.skip_reason,
        step.basis,
        step.due_on,
    )
