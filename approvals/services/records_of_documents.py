"""The business records of a document under their locks: checks, effects, ways back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from approvals.choices import EffectState
from approvals.errors.steps import EffectRefused, RecordInApproval
from approvals.models import BusinessEffect, DocumentSubject, OfficialDocument
from approvals.services.rounds import Round
from approvals.services.subjects import (
    ApprovalSubject,
    DatesItsEffect,
    Signing,
    SubjectContext,
    WaitsAtGates,
    WatchesSigners,
    registry,
)
from core.errors import DomainError, FieldFault, Refusals
from core.periods import day_of

EFFECT_DAY = "EFFECT_DAY"


@dataclass(frozen=True)
class Held:
    """A locked record with its kind and document."""

    document: OfficialDocument
    row: DocumentSubject
    kind: ApprovalSubject
    context: SubjectContext

    @property
    def record_id(self) -> UUID:
        return self.row.subject_id


def hold_records(
    case: Round,
    documents: Iterable[OfficialDocument],
    *,
    is_final: bool = False,
    text: str = "",
    gate_facts: Mapping[str, str] | None = None,
) -> list[Held]:
    """Lock the records of these documents by (table, id); in the order of documents and records."""
    held = [
        Held(
            document,
            row,
            registry.get(row.subject_type),
            _context(case, document, is_final, text, gate_facts),
        )
        for document in documents
        for row in _rows(document)
    ]
    for one in sorted(held, key=lambda one: (one.kind.table, one.record_id)):
        one.kind.lock(one.record_id)
    return held


def _rows(document: OfficialDocument) -> list[DocumentSubject]:
    """The records in their order; no statement where they were read beside the document."""
    facts: list[dict[str, Any]] | None = getattr(document, "subject_facts", None)
    if facts is None:
        return list(document.subjects.order_by("seq"))
    return [
        DocumentSubject(
            id=UUID(fact["id"]),
            document=document,
            seq=fact["seq"],
            subject_type=fact["type"],
            subject_id=UUID(fact["subject"]),
        )
        for fact in facts
    ]


def refuse_signer(case: Round, signing: Signing) -> None:
    """What the records have against this very person signing: separation of duties and the like."""
    context = _context(case, case.document)
    watching = [(row, registry.get(row.subject_type)) for row in _rows(case.document)]
    faults = [
        fault
        for row, kind in watching
        if isinstance(kind, WatchesSigners)
        for fault in kind.refusals_of_signer(row.subject_id, context, signing)
    ]
    if faults:
        raise faults[0] if len(faults) == 1 else Refusals(faults)


def refuse_taken(held: Iterable[Held]) -> None:
    """E-APR-027 when a record is under approval in another document; the record's lock is held."""
    for one in held:
        other = (
            DocumentSubject.objects.select_related("document")
            .filter(subject_type=one.row.subject_type, subject_id=one.record_id, is_open=True)
            .exclude(document=one.document)
            .first()
        )
        if other is not None:
            raise RecordInApproval(document=other.document.title or str(other.document_id))


def validated(held: Iterable[Held]) -> list[DomainError]:
    """What stands against the records now."""
    return [refusal for one in held for refusal in one.kind.validate(one.record_id, one.context)]


def take_in(held: Iterable[Held]) -> None:
    """The records go into approval: closed to their drafters, holds taken."""
    for one in held:
        one.kind.on_submit(one.record_id, one.context)
    rows = [one.row.pk for one in held]
    if rows:
        DocumentSubject.objects.filter(pk__in=rows).update(is_open=True)


def give_back(case: Round, held: Iterable[Held], *, recalled: bool = False) -> None:
    """The records leave approval without a decision: editable again, holds released."""
    for one in held:
        (one.kind.on_recall if recalled else one.kind.on_return)(one.record_id, one.context)
    _leave_approval(case, held)


def take_effect(case: Round, held: list[Held], gate: str) -> None:
    """The effect of the approval on every record, once; behind a gate it is only noted (10, C-07).

    Raises E-APR-032 with the record's own refusal: then nothing has happened.
    """
    refused = validated(held)
    if refused:
        raise effect_refused(refused)
    for one in held:
        due_on = day_of_effect(one)
        if gate or due_on is not None:
            case.add(_waiting(one, gate or EFFECT_DAY, due_on))
            if gate and isinstance(one.kind, WaitsAtGates):
                one.kind.on_wait(one.record_id, one.context)
        else:
            case.add(_applied(one))
    _leave_approval(case, held)


def day_of_effect(one: Held) -> date | None:
    """The day of a record's effect when that lies in the future."""
    found = one.kind.effect_on(one.record_id) if isinstance(one.kind, DatesItsEffect) else None
    return found if found is not None and found > day_of(one.context.at) else None


def _leave_approval(case: Round, held: Iterable[Held]) -> None:
    for one in held:
        one.row.is_open = False
        case.keep(["is_open"], one.row)


def effect_refused(refused: list[DomainError]) -> EffectRefused:
    """E-APR-032 with the codes and figures of what refused."""
    first = refused[0]
    faults = [FieldFault("", one.code, one.detail) for one in refused]
    if isinstance(first, Refusals):
        faults = list(first.errors)
    return EffectRefused(
        code=", ".join(dict.fromkeys(fault.code for fault in faults)),
        errors=faults,
        next_steps=first.next_steps,
        budget=first.budget,
        causes=[dict(one.facts) for one in refused],
    )


def _applied(one: Held) -> BusinessEffect:
    """Effects come with the approval, which happens once under the document's lock; a key guards it too."""
    return BusinessEffect(
        document=one.document,
        subject=one.row,
        effect_type=one.kind.effect_type,
        recorded_at=one.context.at,
        result=guarded(lambda: one.kind.commit(one.record_id, one.context)),
        state=EffectState.APPLIED,
        applied_at=one.context.at,
    )


def guarded(commit: Callable[[], Any]) -> dict[str, Any]:
    """The result of an effect; its refusal becomes E-APR-032."""
    try:
        return dict(commit() or {})
    except DomainError as refusal:
        raise effect_refused([refusal]) from refusal


def _waiting(one: Held, gate: str, due_on: date | None) -> BusinessEffect:
    return BusinessEffect(
        document=one.document,
        subject=one.row,
        effect_type=one.kind.effect_type,
        state=EffectState.WAITING,
        gate=gate,
        due_on=due_on,
        recorded_at=one.context.at,
    )


def _context(
    case: Round,
    document: OfficialDocument,
    is_final: bool = False,
    text: str = "",
    gate_facts: Mapping[str, str] | None = None,
) -> SubjectContext:
    return SubjectContext(
        document_id=document.pk,
        title=document.title,
        drafter_id=document.drafter_id,
        department_id=document.department_id,
        round=document.round,
        actor=case.actor,
        at=case.at,
        number_text=document.number_text,
        text=text,
        is_final=is_final,
        acknowledged={one["code"]: one["reason"] for one in document.acknowledged},
        gate_facts=dict(gate_facts or {}),
    )
