"""Corrections of clock records by a document: a record is added, or one does not count (handbook 2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from attendance.choices import ClockKind, ClockSource, CorrectionState
from attendance.errors import PunchMissing, RequestFaulty
from attendance.models import ClockCorrection, ClockEvent
from attendance.permissions import OWN_USE
from attendance.queries.staff import staff_by_id, staff_of
from attendance.rules import flows
from attendance.services.days import calculate_days
from attendance.services.leave_checks import closed_months
from attendance.services.paper_documents import (
    Said,
    hand_in,
    lock_paper,
    number_of,
    recall_paper,
    require_drafter,
    save_paper,
)
from attendance.services.staff import lock_staff
from core.access import Actor
from core.errors import DomainError, FieldFault, NotFound
from core.periods import SEOUL, day_of
from organization.queries import primary_department

SUBJECT, PREFIX = "clock_correction", "CC"


@dataclass(frozen=True)
class CorrectionData:
    """What was not recorded, or which record shall not count, and why."""

    on: date
    kind: str
    reason: str
    at: datetime | None = None
    voids_id: UUID | None = None


@transaction.atomic
def draft_correction(*, actor: Actor, data: CorrectionData, at: datetime) -> ClockCorrection:
    """Write a correction of one's own records. Refuses unreadable input and a record of somebody else."""
    actor.require(OWN_USE)
    if actor.user_id is None:
        raise NotFound
    staff = staff_of(actor.user_id, data.on)
    faults = []
    if data.kind not in ClockKind.values:
        faults.append(FieldFault("/kind", "choice", "기록 구분을 목록에서 고르십시오."))
    if data.at is None and data.voids_id is None:
        faults.append(FieldFault("/at", "EMPTY", "바로잡을 시각을 입력하십시오."))
    if not data.reason.strip():
        faults.append(FieldFault("/reason", "EMPTY", "사유를 입력하십시오."))
    if faults:
        raise RequestFaulty(errors=faults, count=len(faults))
    if data.voids_id and not ClockEvent.objects.filter(pk=data.voids_id, staff_id=staff.staff_id).exists():
        raise PunchMissing
    department_id = primary_department(actor.user_id, day_of(at))
    if department_id is None:
        raise NotFound(what="부서")
    return ClockCorrection.objects.create(
        staff_id=staff.staff_id,
        department_id=department_id,
        on=data.on,
        kind=data.kind,
        at=data.at,
        voids_id=data.voids_id,
        reason=data.reason.strip()[:500],
        drafted_by_id=actor.user_id,
        drafted_at=at,
    )


def submit_correction(
    *, actor: Actor, correction_id: UUID, at: datetime, version: int | None = None
) -> ClockCorrection:
    """Hand a correction in. Refuses days of a closed month (E-ATT-004) and a line that cannot be built."""
    actor.require(OWN_USE)

    def prepare() -> Said:
        paper = lock_paper(ClockCorrection, correction_id, version)
        require_drafter(paper, actor)
        flows.correction.next(paper.state, "submit")
        return _said(paper)

    with transaction.atomic():
        hand_in(subject=SUBJECT, paper_id=correction_id, prepare=prepare, actor=actor, at=at)
        return ClockCorrection.objects.get(pk=correction_id)


def recall_correction(
    *, actor: Actor, correction_id: UUID, reason: str, at: datetime, version: int | None = None
) -> ClockCorrection:
    """Take a correction back before anybody signed it."""
    with transaction.atomic():
        recall_paper(
            subject=SUBJECT,
            model=ClockCorrection,
            paper_id=correction_id,
            version=version,
            reason=reason,
            actor=actor,
            at=at,
        )
        return ClockCorrection.objects.get(pk=correction_id)


def check_submission(paper: ClockCorrection, at: datetime) -> list[DomainError]:
    """Closed months stay as they are."""
    return closed_months(paper.on, paper.on)


def take_in(paper: ClockCorrection, actor: Actor, at: datetime) -> None:
    """Handed in."""
    state = flows.correction.next(paper.state, "submit")
    save_paper(paper, state=state, submitted_at=at, number=number_of(paper, PREFIX, at))


def complete_approval(paper: ClockCorrection, actor: Actor, at: datetime) -> None:
    """Approved: the record is added (or the other no longer counts), the day is calculated anew."""
    refused = closed_months(paper.on, paper.on)
    if refused:
        raise refused[0]
    lock_staff(paper.staff_id)
    save_paper(paper, state=flows.correction.next(paper.state, "approve"), approved_at=at)
    if paper.at is not None:
        ClockEvent.objects.create(
            staff_id=paper.staff_id,
            on=paper.on,
            at=paper.at,
            kind=paper.kind,
            source=ClockSource.CORRECTION,
            raw={"correction": str(paper.pk)},
            recorded_at=at,
            recorded_by=actor.user_id,
        )
    calculate_days(staff_ids=[paper.staff_id], from_on=paper.on, until_on=paper.on + timedelta(days=1), at=at)


def give_back(paper: ClockCorrection, verb: str, actor: Actor, at: datetime, text: str) -> None:
    """Returned, rejected or recalled."""
    save_paper(paper, state=flows.correction.next(paper.state, verb), decision_text=text)


def _said(paper: ClockCorrection) -> Said:
    name = staff_by_id(paper.staff_id).name
    when = f"{paper.at.astimezone(SEOUL):%Y-%m-%d %H:%M}" if paper.at else "기록 삭제"
    word = str(ClockKind(paper.kind).label)
    state = CorrectionState(paper.state).label
    return Said(
        paper,
        f"출퇴근 기록 정정({name}, {paper.on})",
        f"{name} {paper.on} {word} 기록 정정",
        [
            ("신청자", name),
            ("근무일", str(paper.on)),
            (word, when),
            ("사유", paper.reason),
            ("상태", str(state)),
        ],
    )
