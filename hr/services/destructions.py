"""Destruction of leavers' personal data: proposed by one officer, reviewed and carried out by another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, InvalidMove, NotFound, StaleVersion
from core.periods import day_of
from hr.choices import DestructionPart, DestructionState
from hr.errors import DestructionNotDue, DestructionOwn, ReasonMissing
from hr.models import Destruction, DestructionLine
from hr.permissions import DESTRUCTION_DECIDE, DESTRUCTION_PROPOSE
from hr.queries.destructions import CONTACT_FIELDS, cards_with_contacts, due_for_destruction, rows_of_part
from hr.services.people import locked_person


@transaction.atomic
def propose_destruction(
    *, actor: Actor, chosen: Sequence[tuple[UUID, str]], reason: str, at: datetime
) -> Destruction:
    """Propose parts of leavers' records for destruction; nothing is touched yet. Locks the people.

    Refuses what is still kept, is not there any more or is proposed already, and a proposal without a reason.
    """
    actor.require(DESTRUCTION_PROPOSE)
    if not chosen:
        raise InvalidInput(errors=[FieldFault("/lines", "required", "파기할 것을 하나 이상 고르십시오.")])
    if not reason.strip():
        raise ReasonMissing
    _lock({person_id for person_id, _part in chosen})
    due = {(row.person_id, row.part): row for row in due_for_destruction(day_of(at))}
    wrong = [one for one in chosen if one not in due]
    if wrong:
        raise DestructionNotDue(count=len(wrong))
    act = Destruction.objects.create(
        reason=reason.strip()[:300], proposed_by_id=actor.user_id, proposed_at=at
    )
    DestructionLine.objects.bulk_create(
        DestructionLine(
            destruction=act,
            person_id=row.person_id,
            part=row.part,
            left_on=row.left_on,
            kept_until_on=row.kept_until_on,
            basis=row.basis,
            rule_ids=list(row.rule_ids),
            found=row.count,
        )
        for row in (due[one] for one in sorted(set(chosen), key=str))
    )
    _record(actor, act, "destruction_proposed", f"개인정보 파기 제안 {len(set(chosen))}건", at)
    return act


@transaction.atomic
def decide_destruction(
    *,
    actor: Actor,
    destruction_id: UUID,
    destroy: bool,
    text: str,
    at: datetime,
    version: int | None = None,
) -> Destruction:
    """Carry a proposal out, or hold it back with a reason. Locks the act and the people.

    Refuses the officer who proposed it, and a line that is kept again (somebody was hired anew).
    """
    actor.require(DESTRUCTION_DECIDE)
    act = _locked(destruction_id, version)
    if actor.user_id is None or actor.user_id == act.proposed_by_id:
        raise DestructionOwn
    if not destroy and not text.strip():
        raise ReasonMissing
    lines = list(act.lines.order_by("person_id", "part"))
    if destroy:
        _lock({line.person_id for line in lines})
        _refuse_kept(act, lines, at)
    act.state = DestructionState.DESTROYED if destroy else DestructionState.REJECTED
    act.decided_by_id, act.decided_at = actor.user_id, at
    act.decision_text, act.version = text.strip()[:300], act.version + 1
    act.save()
    for line in lines if destroy else ():
        line.destroyed = _destroy(line)
        line.save(update_fields=["destroyed"])
    word = "파기" if destroy else "보류"
    done = sum(line.destroyed for line in lines)
    _record(actor, act, f"destruction_{act.state.lower()}", f"개인정보 {word} {done}건", at, done)
    return act


def _destroy(line: DestructionLine) -> int:
    """Rows of one part of one person, gone; how many. The database lets them go by this act only."""
    if line.part == DestructionPart.CONTACTS:
        return cards_with_contacts([line.person_id]).update(**dict.fromkeys(CONTACT_FIELDS, ""))
    count, _by_model = rows_of_part(line.part, [line.person_id]).delete()
    return count


def _refuse_kept(act: Destruction, lines: Sequence[DestructionLine], at: datetime) -> None:
    """Proposed lines stand outside the list of what is due: asked for without this act."""
    people = {line.person_id for line in lines}
    free = {(row.person_id, row.part) for row in due_for_destruction(day_of(at), people, without=act.pk)}
    kept = [line for line in lines if (line.person_id, line.part) not in free]
    if kept:
        raise DestructionNotDue(count=len(kept))


def _lock(person_ids: set[UUID]) -> None:
    for person_id in sorted(person_ids):
        locked_person(person_id)


def _locked(destruction_id: UUID, version: int | None) -> Destruction:
    act: Destruction | None = Destruction.objects.select_for_update().filter(pk=destruction_id).first()
    if act is None:
        raise NotFound(destruction_id=str(destruction_id))
    if version is not None and act.version != version:
        raise StaleVersion(current=act.version, seen=version)
    if act.state != DestructionState.PROPOSED:
        raise InvalidMove(state=act.get_state_display(), verb="decide")
    return act


def _record(
    actor: Actor, act: Destruction, verb: str, summary: str, at: datetime, destroyed: int = 0
) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="hr_destruction",
        subject_id=act.pk,
        summary=summary,
        at=at,
        facts={"reason": act.reason, "text": act.decision_text, "destroyed": destroyed},
    )
