"""Employments as attendance keeps them: begun, ended, put on a schedule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from attendance.choices import AGREED_KINDS, AgreementKind, ProtectionKind, ScheduleKind
from attendance.errors import AgreementMissing, BreakTooShort, ScheduleFaulty
from attendance.models import (
    Protection,
    ScheduleAssignment,
    Staff,
    WorkSchedule,
    WrittenAgreement,
)
from attendance.permissions import SCHEDULE_MANAGE, STAFF_MANAGE
from attendance.queries.calendars import week_plan
from attendance.queries.rulebook import RuleBook
from attendance.rules.rosters import break_short
from attendance.rules.settlement import longest_settlement
from attendance.rules.working_time import FLEX_RULES, PlannedShift, flex_faults
from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound
from core.models.ranges import overlapping, valid_on

DAY = 1440


@dataclass(frozen=True)
class StaffData:
    """An employment: whose, from which day; regime and basis as the institution has them when left empty."""

    person_id: UUID
    hired_on: date
    employment_id: UUID | None = None
    last_on: date | None = None
    regime: str = ""
    basis: str = ""
    travel_class: str = "CLASS_2"


@transaction.atomic
def enrol(*, actor: Actor, data: StaffData, at: datetime) -> Staff:
    """Begin to keep attendance for an employment. Repeatable: the same person and day, or the running one, is one row."""
    actor.require(STAFF_MANAGE)
    known = _known(data)
    if known is not None:
        return known
    policy = RuleBook(data.hired_on).policy
    staff = Staff.objects.create(
        person_id=data.person_id,
        employment_id=data.employment_id,
        hired_on=data.hired_on,
        last_on=data.last_on,
        regime=data.regime or policy.regime,
        basis=data.basis or policy.basis,
        travel_class=data.travel_class,
    )
    _record(actor, "attendance_enrolled", staff.pk, "복무 관리 시작", at, {"hired_on": str(data.hired_on)})
    return staff


def _known(data: StaffData) -> Staff | None:
    """The row of this employment; one begun before personnel knew of it is taken over by its first day."""
    rows = Staff.objects.filter(person_id=data.person_id)
    found = rows.filter(hired_on=data.hired_on).first() or rows.filter(last_on__isnull=True).first()
    if found is None or (found.employment_id and data.employment_id not in (None, found.employment_id)):
        return None
    if data.employment_id is not None and found.employment_id is None:
        found.employment_id, found.hired_on = data.employment_id, data.hired_on
        found.save(update_fields=["employment_id", "hired_on"])
    return found


@transaction.atomic
def end_staff(*, actor: Actor, staff_id: UUID, last_on: date | None, at: datetime) -> Staff:
    """Set or take away the last day of an employment. Locks the row."""
    actor.require(STAFF_MANAGE)
    staff = lock_staff(staff_id)
    staff.last_on = last_on
    staff.save(update_fields=["last_on"])
    _record(actor, "attendance_ended", staff.pk, "복무 관리 종료", at, {"last_on": str(last_on or "")})
    return staff


def lock_staff(staff_id: UUID) -> Staff:
    """Lock an employment: everything on its ledger and calendar happens one after the other."""
    found = Staff.objects.select_for_update().filter(pk=staff_id).first()
    if found is None:
        raise NotFound(staff_id=str(staff_id))
    return found


@transaction.atomic
def protect(
    *, actor: Actor, staff_id: UUID, kind: str, from_on: date, until_on: date | None, at: datetime
) -> Protection:
    """Record pregnancy or the year after a birth; overtime is limited meanwhile. Locks the employment.

    [from_on, until_on). Refuses unreadable input and a period that overlaps another.
    """
    actor.require(STAFF_MANAGE)
    lock_staff(staff_id)
    faults = []
    if kind not in ProtectionKind.values:
        faults.append(FieldFault("/kind", "choice", "보호 구분을 목록에서 고르십시오."))
    if until_on is not None and until_on <= from_on:
        faults.append(FieldFault("/until_on", "range", "종료일이 시작일보다 늦어야 합니다."))
    elif overlapping(Protection.objects.filter(staff_id=staff_id), from_on, until_on).exists():
        faults.append(FieldFault("/from_on", "taken", "이미 등록한 보호 기간과 겹칩니다."))
    if faults:
        raise InvalidInput(errors=faults)
    row = Protection.objects.create(staff_id=staff_id, kind=kind, from_on=from_on, until_on=until_on)
    _record(actor, "protection_recorded", staff_id, "모성보호 기간 등록", at, {"from_on": str(from_on)})
    return row


@transaction.atomic
def exempt(*, actor: Actor, staff_id: UUID, reason: str, at: datetime) -> Staff:
    """Say that hours, breaks and holidays do not apply to somebody, and why; an empty reason takes it back.

    근로기준법 제63조제4호: managers and confidential staff; night premium and annual leave stay. Locks the row.
    """
    actor.require(STAFF_MANAGE)
    staff = lock_staff(staff_id)
    staff.exempt_reason = reason.strip()[:200]
    staff.save(update_fields=["exempt_reason"])
    summary = "근로시간 적용 제외" if staff.exempt_reason else "근로시간 적용 제외 해제"
    _record(actor, "exemption_set", staff.pk, summary, at, {"reason": staff.exempt_reason})
    return staff


@dataclass(frozen=True)
class AgreementData:
    """A written agreement as it was signed."""

    kind: str
    title: str
    document_no: str
    representative: str
    from_on: date
    until_on: date | None = None


@transaction.atomic
def register_agreement(*, actor: Actor, data: AgreementData, at: datetime) -> WrittenAgreement:
    """Register a written agreement with the workers' representative (근로기준법 제51조의2, 제52조, 제55조, 제57조)."""
    actor.require(STAFF_MANAGE)
    faults = [
        FieldFault(f"/{name}", "EMPTY", "필수 항목입니다.")
        for name in ("title", "document_no", "representative")
        if not getattr(data, name).strip()
    ]
    if data.kind not in AgreementKind.values:
        faults.append(FieldFault("/kind", "choice", "합의 대상을 목록에서 고르십시오."))
    if data.until_on is not None and data.until_on <= data.from_on:
        faults.append(FieldFault("/until_on", "range", "종료일이 시작일보다 늦어야 합니다."))
    if faults:
        raise InvalidInput(errors=faults)
    row = WrittenAgreement.objects.create(**vars(data), registered_by_id=actor.user_id, registered_at=at)
    _record(actor, "agreement_registered", row.pk, f"서면합의 등록: {data.title}", at, {"kind": data.kind})
    return row


def agreement_on(kind: str, on: date) -> WrittenAgreement:
    """The agreement in force on a day; E-ATT-016 when there is none."""
    found = WrittenAgreement.objects.filter(valid_on(on), kind=kind).first()
    if found is None:
        raise AgreementMissing
    return found


@dataclass(frozen=True)
class ScheduleData:
    """A working-time system: for each weekday start, end and breaks in minutes of the day."""

    code: str
    name: str
    kind: str
    week: dict[str, dict[str, Any]]
    weekly_holiday: int = 6
    grace_minutes: int = 0
    settlement_length: int = 0
    agreement_id: UUID | None = None


@transaction.atomic
def save_schedule(*, actor: Actor, data: ScheduleData, at: datetime) -> WorkSchedule:
    """Make a schedule, or change one nobody works by yet.

    Refuses systems that need a written agreement without one (E-ATT-016), breaks that are shorter than the law's
    (E-ATT-015) and plans beyond their limits.
    """
    actor.require(SCHEDULE_MANAGE)
    _refuse_unreadable(data)
    if data.kind in AGREED_KINDS and not _agreed(data):
        raise AgreementMissing
    schedule = WorkSchedule.objects.select_for_update().filter(code=data.code).first() or WorkSchedule(
        code=data.code
    )
    if schedule.version > 1 or ScheduleAssignment.objects.filter(schedule=schedule).exists():
        raise InvalidInput(
            errors=[FieldFault("/code", "used", "이미 쓰는 근무제입니다. 새 코드로 만드십시오.")]
        )
    for name, value in vars(data).items():
        setattr(schedule, name, value)
    _refuse_unlawful(schedule)
    schedule.save()
    _record(actor, "schedule_saved", schedule.pk, f"근무제 저장: {data.name}", at, {"code": data.code})
    return schedule


@transaction.atomic
def assign_schedule(
    *, actor: Actor, staff_id: UUID, schedule_id: UUID, from_on: date, until_on: date | None, at: datetime
) -> ScheduleAssignment:
    """Put somebody on a schedule from a day; an assignment that runs on ends there. Locks the employment."""
    actor.require(SCHEDULE_MANAGE)
    lock_staff(staff_id)
    rows = ScheduleAssignment.objects.filter(staff_id=staff_id)
    for row in overlapping(rows, from_on, until_on):
        if row.from_on >= from_on:
            row.delete()
        else:
            row.until_on = from_on
            row.save(update_fields=["until_on"])
    made = ScheduleAssignment.objects.create(
        staff_id=staff_id, schedule_id=schedule_id, from_on=from_on, until_on=until_on
    )
    _record(actor, "schedule_assigned", staff_id, "근무제 지정", at, {"from_on": str(from_on)})
    return made


def _agreed(data: ScheduleData) -> bool:
    return data.agreement_id is not None and (
        WrittenAgreement.objects.filter(pk=data.agreement_id, kind=data.kind).exists()
    )


def _refuse_unreadable(data: ScheduleData) -> None:
    faults = []
    if data.kind not in ScheduleKind.values:
        faults.append(FieldFault("/kind", "choice", "근무제를 목록에서 고르십시오."))
    for day, row in data.week.items():
        if day not in {str(n) for n in range(7)} or not 0 <= row["start"] < row["end"] <= 2 * DAY:
            faults.append(FieldFault(f"/week/{day}", "range", "시작과 종료 시각을 확인하십시오."))
    if not 0 <= data.settlement_length <= longest_settlement(data.kind):
        faults.append(FieldFault("/settlement_length", "range", "정산 단위가 근무제의 한도를 벗어납니다."))
    if faults:
        raise InvalidInput(errors=faults)


def _refuse_unlawful(schedule: WorkSchedule) -> None:
    plan = week_plan(schedule)
    needed = max((break_short(shift) for shift in plan.shifts.values() if shift.breaks), default=0)
    if needed:
        raise BreakTooShort(need=needed)
    if schedule.kind not in FLEX_RULES:
        return
    shifts = [
        PlannedShift(shift.minutes, day * DAY + shift.start, day * DAY + shift.end)
        for day, shift in sorted(plan.shifts.items())
    ]
    faults = [fault for fault in flex_faults(ScheduleKind(schedule.kind), [shifts]) if fault != "AVERAGE"]
    if faults:
        raise ScheduleFaulty(faults=faults)


def _record(
    actor: Actor, verb: str, subject_id: UUID, summary: str, at: datetime, facts: dict[str, Any]
) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="attendance_staff",
        subject_id=subject_id,
        summary=summary,
        at=at,
        facts=facts,
    )
