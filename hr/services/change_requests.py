"""A person asks that the own record be corrected; the personnel office decides (인사기록규칙 제6조)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, InvalidMove, NotFound, StaleVersion
from hr.choices import ChangeState
from hr.errors import ReasonMissing
from hr.models import Person, RecordChangeRequest
from hr.permissions import PERSON_MANAGE
from hr.services.people import locked_person, write_card

OWN_FIELDS = (
    "name_hanja",
    "name_en",
    "postal_code",
    "address",
    "phone",
    "mobile",
    "email",
    "emergency_contact",
)
ASKED_FIELDS = (
    *OWN_FIELDS,
    "name",
    "nationality",
    "tax_family_count",
    "tax_child_count",
    "withholding_percent",
)


@transaction.atomic
def request_change(
    *, actor: Actor, changes: Mapping[str, Any], evidence: str, effective_on: date, at: datetime
) -> RecordChangeRequest:
    """Ask for one's own record to be corrected, with evidence. Refuses who is not on the register."""
    person = Person.objects.filter(user_id=actor.user_id).first() if actor.user_id else None
    if person is None:
        raise NotFound
    faults = [
        FieldFault(f"/fields/{name}", "unknown", "신청할 수 없는 항목입니다.")
        for name in changes
        if name not in ASKED_FIELDS
    ]
    if not changes:
        faults.append(FieldFault("/fields", "required", "바꿀 내용을 넣으십시오."))
    if not evidence.strip():
        faults.append(FieldFault("/evidence", "required", "증빙을 적으십시오."))
    if faults:
        raise InvalidInput(errors=faults)
    made = RecordChangeRequest.objects.create(
        person=person,
        fields=dict(changes),
        evidence=evidence.strip(),
        effective_on=effective_on,
        requested_by_id=actor.user_id,
        requested_at=at,
    )
    _record(actor, made, "hr_change_requested", at)
    return made


@transaction.atomic
def decide_change(
    *,
    actor: Actor,
    request_id: UUID,
    approve: bool,
    text: str,
    at: datetime,
    version: int | None = None,
) -> RecordChangeRequest:
    """Approve a request, which changes the card from its day, or reject it with a reason.

    Locks the request, then the person. Refuses one's own request and one that is decided.
    """
    actor.require(PERSON_MANAGE)
    asked = _locked(request_id, version)
    if asked.requested_by_id == actor.user_id:
        raise InvalidMove(state=asked.get_state_display(), verb="decide")
    if not approve and not text.strip():
        raise ReasonMissing
    if approve:
        person = locked_person(asked.person_id)
        write_card(person=person, changes=asked.fields, from_on=asked.effective_on, actor=actor, at=at)
    return _end(asked, ChangeState.APPROVED if approve else ChangeState.REJECTED, actor, text, at)


@transaction.atomic
def withdraw_change(*, actor: Actor, request_id: UUID, at: datetime) -> RecordChangeRequest:
    """Take one's own request back before it is decided. Locks it."""
    asked = _locked(request_id, None)
    if asked.requested_by_id != actor.user_id:
        raise NotFound(request_id=str(request_id))
    return _end(asked, ChangeState.WITHDRAWN, actor, "", at)


def _locked(request_id: UUID, version: int | None) -> RecordChangeRequest:
    found: RecordChangeRequest | None = (
        RecordChangeRequest.objects.select_for_update().filter(pk=request_id).first()
    )
    if found is None:
        raise NotFound(request_id=str(request_id))
    if version is not None and found.version != version:
        raise StaleVersion(current=found.version, seen=version)
    if found.state != ChangeState.REQUESTED:
        raise InvalidMove(state=found.get_state_display(), verb="decide")
    return found


def _end(
    asked: RecordChangeRequest, state: str, actor: Actor, text: str, at: datetime
) -> RecordChangeRequest:
    asked.state, asked.decision_text = state, text.strip()[:300]
    asked.decided_by_id, asked.decided_at = actor.user_id, at
    asked.version += 1
    asked.save()
    _record(actor, asked, f"hr_change_{state.lower()}", at)
    return asked


def _record(actor: Actor, asked: RecordChangeRequest, verb: str, at: datetime) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="hr_change_request",
        subject_id=asked.pk,
        summary=f"인사기록 변경 신청 {asked.get_state_display()}",
        at=at,
        facts={"fields": sorted(asked.fields)},
    )
