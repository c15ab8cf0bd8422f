"""Effects that wait after the approval for what a gate names: the resolution of the board (10, C-07)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from approvals.choices import DocumentState, EffectState, NoticeKind
from approvals.models import BoardResolution, BusinessEffect, OfficialDocument
from approvals.permissions import RESOLUTION_REGISTER
from approvals.rules.line_building import BOARD_RESOLUTION
from approvals.services.finishing import takes_effect_by_decision
from approvals.services.records_of_documents import EFFECT_DAY, Held, day_of_effect, guarded, hold_records
from approvals.services.rounds import Round, load_round
from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, InvalidMove
from core.periods import day_of


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

    Locks the document, then the records by (table, id). An internal document without records takes effect with
    it. Refuses a document that does not wait for the board (resolved before among them), a day that has not come,
    and what the effects refuse: then the resolution is not registered.
    """
    actor.require(RESOLUTION_REGISTER)
    return resolve_record(document_id=document_id, resolution=resolution, actor=actor, at=at)


@transaction.atomic
def resolve_record(
    *, document_id: UUID, resolution: Resolution, actor: Actor, at: datetime
) -> OfficialDocument:
    """The same for the app of a record, which has asked for its own permission."""
    _refuse_empty(resolution, at)
    case = load_round(document_id=document_id, actor=actor, at=at)
    document = case.document
    waiting = _waiting_effects(document)
    _require_waiting(document, waiting)
    facts = {"minutes_no": resolution.minutes_no.strip(), "resolved_on": str(resolution.resolved_on)}
    for one in hold_records(case, [document], gate_facts=facts):
        effect = waiting.get(one.row.pk)
        if effect is not None:
            _settle(one, effect, resolution, facts, at)
    BoardResolution.objects.create(
        document=document,
        minutes_no=facts["minutes_no"],
        resolved_on=resolution.resolved_on,
        passed=resolution.passed,
        registered_by_id=actor.user_id,
        registered_at=at,
    )
    if resolution.passed:
        _take_effect(case, at)
    else:
        case.tell([document.drafter_id, document.owner_id], NoticeKind.WITHDRAWN, facts["minutes_no"])
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


def _refuse_empty(resolution: Resolution, at: datetime) -> None:
    faults = []
    if not resolution.minutes_no.strip():
        faults.append(FieldFault("/minutes_no", "required", "의사록 번호를 입력하십시오."))
    if resolution.resolved_on > day_of(at):
        faults.append(FieldFault("/resolved_on", "future", "의결일은 오늘이거나 그 앞입니다."))
    if faults:
        raise InvalidInput(errors=faults)


def _waiting_effects(document: OfficialDocument) -> dict[UUID, BusinessEffect]:
    found = BusinessEffect.objects.filter(document=document, state=EffectState.WAITING, gate=BOARD_RESOLUTION)
    return {effect.subject_id: effect for effect in found}


def _require_waiting(document: OfficialDocument, waiting: dict[UUID, BusinessEffect]) -> None:
    """A document behind the gate, decided and not resolved yet; of one with records, effects that wait."""
    gate = document.line_versions.order_by("-number").values_list("gate", flat=True).first()
    is_open = document.state == DocumentState.APPROVED and gate == BOARD_RESOLUTION
    is_resolved = BoardResolution.objects.filter(document=document).exists()
    has_records = document.effects.exists()
    if not is_open or is_resolved or (has_records and not waiting):
        raise InvalidMove(state=document.get_state_display(), verb="register_resolution")


def _settle(
    one: Held, effect: BusinessEffect, resolution: Resolution, facts: dict[str, str], at: datetime
) -> None:
    """The effect of one record: done now, on its day, or withdrawn."""
    effect.gate_facts = facts
    due_on = day_of_effect(one)
    if resolution.passed and due_on is not None:
        effect.gate, effect.due_on = EFFECT_DAY, due_on
    elif resolution.passed:
        effect.result = guarded(lambda: one.kind.commit(one.record_id, one.context))
        effect.state, effect.applied_at = EffectState.APPLIED, at
    else:
        one.kind.on_return(one.record_id, one.context)
        effect.state = EffectState.WITHDRAWN
    effect.save(update_fields=["result", "state", "applied_at", "gate", "gate_facts", "due_on"])


def _take_effect(case: Round, at: datetime) -> None:
    """An internal document takes effect with the resolution; others when they arrive or are announced."""
    if takes_effect_by_decision(case.document):
        case.document.effective_at = at
        case.keep(["effective_at"], case.document)
