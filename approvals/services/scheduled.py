"""Effects that wait for their day (발령 as of 1 January), and days on which something must be decided anew."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from approvals.choices import Disclosure, DocumentState, EffectState, NoticeKind
from approvals.errors.steps import IntegrityBroken
from approvals.models import BusinessEffect, DocumentNotice, DocumentVersion, OfficialDocument
from approvals.queries.integrity import said
from approvals.rules.canonical import canonical
from approvals.services.content import payloads_of
from approvals.services.records_of_documents import EFFECT_DAY, Held, guarded, hold_records
from approvals.services.rounds import Round, load_round
from core.access import SYSTEM
from core.errors import DomainError
from core.periods import day_of

UNDER_WAY = 5


def apply_due_effects(*, at: datetime) -> int:
    """Apply the effects whose day has come, each once; how many. Each document in its own transaction.

    A refusal leaves the effect waiting and is told to the drafter; the next run tries again.
    """
    due = BusinessEffect.objects.filter(
        state=EffectState.WAITING, gate=EFFECT_DAY, due_on__lte=day_of(at)
    ).order_by("due_on", "document_id")
    documents = list(dict.fromkeys(due.values_list("document_id", flat=True)))
    return sum(_apply(document_id, at) for document_id in documents)


def _apply(document_id: UUID, at: datetime) -> int:
    try:
        with transaction.atomic():
            return _apply_all(document_id, at)
    except DomainError as refusal:
        with transaction.atomic():
            _tell_refusal(load_round(document_id=document_id, actor=SYSTEM, at=at), refusal)
        return 0


def _apply_all(document_id: UUID, at: datetime) -> int:
    """Locks the document, then its records by (table, id); what another run has applied is not there any more."""
    case = load_round(document_id=document_id, actor=SYSTEM, at=at)
    document = case.document
    effects = BusinessEffect.objects.filter(
        document=document, state=EffectState.WAITING, gate=EFFECT_DAY, due_on__lte=day_of(at)
    )
    waiting = {effect.subject_id: effect for effect in effects}
    facts = next((effect.gate_facts for effect in waiting.values() if effect.gate_facts), None)
    # What the board resolved is part of the matter, where the effect has waited for it before.
    records = hold_records(case, [document], gate_facts=facts)
    held = [one for one in records if one.row.pk in waiting]
    _require_as_signed(document, held)
    for one in held:
        effect = waiting[one.row.pk]
        effect.result = guarded(lambda one=one: one.kind.commit(one.record_id, one.context))  # type: ignore[misc]
        effect.state, effect.applied_at = EffectState.APPLIED, at
        case.keep(["result", "state", "applied_at"], effect)
    if held:
        case.note(
            "scheduled_effect_applied",
            f"{document.number_text} {document.title}",
            {"records": [str(one.record_id) for one in held]},
        )
    case.write()
    return len(held)


def _require_as_signed(document: OfficialDocument, held: list[Held]) -> None:
    """E-APR-035 when a record is not what was signed."""
    version = DocumentVersion.objects.filter(document=document, number=document.content_version).first()
    signed = [canonical(one) for one in said(version).get("payloads", [])]
    if any(canonical(one) not in signed for one in payloads_of(one.row for one in held)):
        raise IntegrityBroken


def _tell_refusal(case: Round, refusal: DomainError) -> None:
    """Drafter and owner hear of it once a day."""
    document = case.document
    today = DocumentNotice.objects.filter(
        document=document, kind=NoticeKind.EFFECT_FAILED, sent_at__date=day_of(case.at)
    )
    if today.exists():
        return
    case.tell([document.owner_id, document.drafter_id], NoticeKind.EFFECT_FAILED, refusal.detail)
    case.note("scheduled_effect_refused", f"{document.number_text} {document.title}", {"code": refusal.code})
    case.write()


def ask_to_reopen(*, at: datetime) -> int:
    """Closed for a decision under way (제9조제1항제5호): on the day it was to end its class is decided anew.

    A task for owner and drafter, once for a document; how many were asked.
    """
    today: date = day_of(at)
    closed = OfficialDocument.objects.filter(
        Q(disclosure__in=[Disclosure.PARTIAL, Disclosure.CLOSED]),
        state=DocumentState.APPROVED,
        process_end_expected__lte=today,
        grounds__contains=[UNDER_WAY],
    ).exclude(pk__in=DocumentNotice.objects.filter(kind=NoticeKind.REOPEN).values("document_id"))
    ids = list(closed.order_by("pk").values_list("pk", flat=True))
    for document_id in ids:
        with transaction.atomic():
            case = load_round(document_id=document_id, actor=SYSTEM, at=at)
            day = case.document.process_end_expected
            case.tell([case.document.owner_id, case.document.drafter_id], NoticeKind.REOPEN, str(day))
            case.write()
    return len(ids)
