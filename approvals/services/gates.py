"""Effects that wait after the approval for what a gate names: the resolution of the board (10, C-07)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from approvals.choices import EffectState, NoticeKind
from approvals.models import BusinessEffect, OfficialDocument
from approvals.permissions import DOCUMENT_INSPECT
from approvals.rules.line_building import BOARD_RESOLUTION
from approvals.services.records_of_documents import EFFECT_DAY, day_of_effect, guarded, hold_records
from approvals.services.rounds import load_round
from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, InvalidMove


@dataclass(frozen=True)
class Resolution:
    """What the board decided on the matter: number of the minutes, day, passed or not."""

    minutes_no: str
    resolved_on: date
    passed: bool


def register_resolution(
    *, document_id: UUID, resolution: Resolution, actor: Actor, at: datetime
) -> OfficialDocument:
    """Register the resolution of the board: the waiting effects happen once, or are withdrawn.

    Locks the document, then the records by (table, id). Refuses when nothing waits (applied or withdrawn
    before), and what the effects refuse: then the resolution is not registered.
    """
    actor.require(DOCUMENT_INSPECT)
    return resolve_record(document_id=document_id, resolution=resolution, actor=actor, at=at)


@transaction.atomic
def resolve_record(
    *, document_id: UUID, resolution: Resolution, actor: Actor, at: datetime
) -> OfficialDocument:
    """The same for the app of a record, which has asked for its own permission."""
    if not resolution.minutes_no.strip():
        raise InvalidInput(errors=[FieldFault("/minutes_no", "required", "의사록 번호를 입력하십시오.")])
    case = load_round(document_id=document_id, actor=actor, at=at)
    document = case.document
    waiting = {
        effect.subject_id: effect
        for effect in BusinessEffect.objects.filter(
            document=document, state=EffectState.WAITING, gate=BOARD_RESOLUTION
        )
    }
    if not waiting:
        raise InvalidMove(state=document.get_state_display(), verb="register_resolution")
    facts = {"minutes_no": resolution.minutes_no, "resolved_on": str(resolution.resolved_on)}
    for one in hold_records(case, [document], gate_facts=facts):
        effect = waiting.get(one.row.pk)
        if effect is None:
            continue
        effect.gate_facts = facts
        due_on = day_of_effect(one)
        if resolution.passed and due_on is not None:
            effect.gate, effect.due_on = EFFECT_DAY, due_on
        elif resolution.passed:
            effect.result = guarded(lambda one=one: one.kind.commit(one.record_id, one.context))  # type: ignore[misc]
            effect.state, effect.applied_at = EffectState.APPLIED, at
        else:
            one.kind.on_return(one.record_id, one.context)
            effect.state = EffectState.WITHDRAWN
        effect.save(update_fields=["result", "state", "applied_at", "gate", "gate_facts", "due_on"])
    if not resolution.passed:
        case.tell([document.drafter_id, document.owner_id], NoticeKind.WITHDRAWN, resolution.minutes_no)
    case.write()
    audit.record(
        actor=actor,
        verb="board_resolution_registered",
        subject_type="official_document",
        subject_id=document.pk,
        summary=f"{document.number_text} {document.title}",
        at=at,
        facts={**facts, "passed": resolution.passed},
    )
    return document
