"""Absences with their deputies: set by hand or by an approved leave, ended early, never taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound
from core.periods import SEOUL
from identity.queries import person
from identity.services import hold_accounts
from organization.choices import AbsenceKind
from organization.errors import AbsenceOver, AbsenceOverlaps, DeputyAway, DeputyOneself, MomentsReversed
from organization.models import Absence
from organization.permissions import ACTING_MANAGE


@dataclass(frozen=True)
class AbsenceData:
    """Who is away in [from_at, to_at), why, and who may act for which kinds of business (empty: all)."""

    person_id: UUID
    kind: str
    from_at: datetime
    to_at: datetime
    deputy_id: UUID | None = None
    reason: str = ""
    scope: Sequence[str] = ()


@transaction.atomic
def set_absence(*, actor: Actor, data: AbsenceData, at: datetime) -> Absence:
    """Record an absence and name the deputy (행정업무의 운영 및 혁신에 관한 규정 제10조제3항).

    One's own needs no permission; another's needs it. Locks both accounts. Refuses reversed times, an absence
    that is over already, oneself as deputy, a second absence in that time, and a deputy away in that time.
    """
    if actor.user_id != data.person_id:
        actor.require(ACTING_MANAGE)
    _refuse_unreadable(data, at)
    hold_accounts(*filter(None, (data.person_id, data.deputy_id)))
    away = person(data.person_id)
    if _shared(data.from_at, data.to_at).filter(person_id=data.person_id).exists():
        raise AbsenceOverlaps(user=away.name)
    if data.deputy_id is not None:
        deputy = person(data.deputy_id)
        if (
            _shared(data.from_at, data.to_at).filter(person_id=data.deputy_id).exists()
            or not deputy.is_active
        ):
            raise DeputyAway(user=deputy.name)
    absence = Absence.objects.create(**(vars(data) | {"scope": sorted(set(data.scope))}))
    _record(actor, absence, "absence_set", f"{away.name} 부재 설정", at)
    return absence


@transaction.atomic
def end_absence(*, actor: Actor, absence_id: UUID, at: datetime) -> Absence:
    """End an absence now; the deputy loses the right at once. One that has not begun never happens.

    Locks the row. Refuses an absence that is over.
    """
    absence = Absence.objects.select_for_update().filter(pk=absence_id).first()
    if absence is None:
        raise NotFound(absence_id=str(absence_id))
    if actor.user_id != absence.person_id:
        actor.require(ACTING_MANAGE)
    if absence.ended_at is not None or absence.to_at <= at:
        raise AbsenceOver
    absence.ended_at = max(absence.from_at, at)
    absence.save(update_fields=["ended_at"])
    _record(actor, absence, "absence_ended", "부재 종료", at)
    return absence


def _refuse_unreadable(data: AbsenceData, at: datetime) -> None:
    if data.to_at <= data.from_at or data.to_at <= at:
        raise MomentsReversed(from_at=_written(data.from_at), to_at=_written(data.to_at))
    if data.kind not in AbsenceKind.values:
        raise InvalidInput(errors=[FieldFault("/kind", "choice", "사유를 목록에서 고르십시오.")])
    if data.person_id == data.deputy_id:
        raise DeputyOneself


def _shared(from_at: datetime, to_at: datetime) -> QuerySet[Absence]:
    rows = Absence.objects.annotate(until_at=Coalesce("ended_at", "to_at"))
    return rows.filter(from_at__lt=to_at, until_at__gt=from_at).exclude(until_at=F("from_at"))


def _written(moment: datetime) -> str:
    return f"{moment.astimezone(SEOUL):%Y-%m-%d %H:%M}"


def _record(actor: Actor, absence: Absence, verb: str, summary: str, at: datetime) -> None:
    facts = {
        "kind": absence.kind,
        "deputy": str(absence.deputy_id or ""),
        "from_at": absence.from_at.isoformat(),
        "to_at": absence.to_at.isoformat(),
        "ended_at": absence.ended_at.isoformat() if absence.ended_at else "",
    }
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="user",
        subject_id=absence.person_id,
        summary=summary,
        at=at,
        facts=facts,
    )
