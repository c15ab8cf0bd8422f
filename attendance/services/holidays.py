"""Holidays of the institution: entered and withdrawn; approved leave on such a day is counted anew (2.6, 7.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from attendance.choices import AgreementKind, HolidayKind, LeaveState
from attendance.errors import AgreementMissing, HolidayTaken, RequestFaulty
from attendance.models import (
    AttendanceDay,
    Holiday,
    HolidayExchange,
    LeaveDay,
    OvertimeOrder,
    WrittenAgreement,
)
from attendance.permissions import HOLIDAY_MANAGE
from attendance.rules.moments import moment
from attendance.services.days import calculate_days
from attendance.services.leave import give_days_back
from attendance.services.leave_checks import closed_months
from core import audit
from core.access import Actor
from core.errors import FieldFault, NotFound

APPROVED = (LeaveState.APPROVED, LeaveState.TAKEN)


@dataclass(frozen=True)
class HolidayData:
    """A holiday to be entered."""

    on: date
    name: str
    kind: str
    source: str
    is_office: bool = True
    is_labour: bool = True


@dataclass(frozen=True)
class Touched:
    """Whom a holiday on a day would touch."""

    leaves: tuple[tuple[UUID, str], ...]
    days: int
    orders: int


def preview_holiday(*, actor: Actor, on: date) -> Touched:
    """Whom a holiday on that day touches, without changing anything."""
    actor.require(HOLIDAY_MANAGE)
    rows = _leaves(on).select_related("request__staff__person")
    return Touched(
        tuple((row.request_id, row.request.staff.person.name) for row in rows),
        AttendanceDay.objects.filter(on=on).count(),
        OvertimeOrder.objects.filter(on=on, state__in=("ORDERED", "WORKED", "RECOGNIZED")).count(),
    )


@transaction.atomic
def enter_holiday(*, actor: Actor, data: HolidayData, at: datetime) -> Holiday:
    """Enter a holiday: leave on it is given back, days are calculated anew, overtime becomes holiday work.

    Locks the employments it touches. Refuses a day of a closed month (E-ATT-004) and the same holiday twice.
    """
    actor.require(HOLIDAY_MANAGE)
    _refuse_unreadable(data)
    refused = closed_months(data.on, data.on)
    if refused:
        raise refused[0]
    try:
        with transaction.atomic():
            row = Holiday.objects.create(**vars(data), recorded_at=at, recorded_by_id=actor.user_id)
    except IntegrityError:
        raise HolidayTaken(on=data.on, name=data.name) from None
    returned = recount_day(actor=actor, on=data.on, cause=f"{data.name} 지정", at=at)
    _record(actor, row, "holiday_entered", f"휴일 등록: {data.on} {data.name}", at, returned)
    return row


@transaction.atomic
def withdraw_holiday(*, actor: Actor, holiday_id: UUID, reason: str, at: datetime) -> Holiday:
    """Withdraw a holiday that was a mistake. Locks it; leave that was given back is not taken again."""
    actor.require(HOLIDAY_MANAGE)
    row = Holiday.objects.select_for_update().filter(pk=holiday_id, withdrawn_at__isnull=True).first()
    if row is None:
        raise NotFound(holiday_id=str(holiday_id))
    if not reason.strip():
        fault = FieldFault("/reason", "EMPTY", "사유를 입력하십시오.")
        raise RequestFaulty(errors=[fault], count=1)
    refused = closed_months(row.on, row.on)
    if refused:
        raise refused[0]
    row.withdrawn_at, row.withdrawn_by_id, row.reason = at, actor.user_id, reason.strip()[:300]
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "reason"])
    _recalculate(row.on, at)
    _record(actor, row, "holiday_withdrawn", f"휴일 철회: {row.on} {row.name}", at, 0)
    return row


@transaction.atomic
def exchange_holiday(
    *, actor: Actor, original_on: date, moved_to: date, agreement_id: UUID, at: datetime
) -> HolidayExchange:
    """휴일대체: a public holiday becomes a normal day, another one is free instead (근로기준법 제55조제2항 단서).

    Refuses without a written agreement (E-ATT-016), less than 24 hours before, and 1 May.
    """
    actor.require(HOLIDAY_MANAGE)
    agreed = WrittenAgreement.objects.filter(pk=agreement_id, kind=AgreementKind.HOLIDAY_MOVE).exists()
    if not agreed:
        raise AgreementMissing
    first = min(original_on, moved_to)
    faults = []
    if moment(first, 0) - timedelta(hours=24) < at:
        faults.append(FieldFault("/original_on", "late", "24시간 전까지 알려야 합니다."))
    if (original_on.month, original_on.day) == (5, 1):
        faults.append(FieldFault("/original_on", "labour_day", "노동절은 대체할 수 없습니다."))
    if not Holiday.objects.filter(on=original_on, withdrawn_at__isnull=True).exists():
        faults.append(FieldFault("/original_on", "choice", "휴일이 아닙니다."))
    if faults:
        raise RequestFaulty(errors=faults, count=len(faults))
    row = HolidayExchange.objects.create(
        original_on=original_on,
        moved_to=moved_to,
        agreement_id=agreement_id,
        announced_at=at,
        announced_by_id=_person(actor),
    )
    recount_day(actor=actor, on=moved_to, cause="휴일대체", at=at)
    _recalculate(original_on, at)
    audit.record(
        actor=actor,
        verb="holiday_exchanged",
        subject_type="holiday",
        subject_id=row.pk,
        summary=f"휴일대체: {original_on} → {moved_to}",
        at=at,
    )
    return row


def _person(actor: Actor) -> UUID:
    if actor.user_id is None:
        raise NotFound
    return actor.user_id


@transaction.atomic
def recount_day(*, actor: Actor, on: date, cause: str, at: datetime) -> int:
    """Give approved leave of a day back that is free now, and calculate the day anew; the minutes given back."""
    actor.require(HOLIDAY_MANAGE)
    returned = sum(
        give_days_back(request=row.request, on=[on], cause=cause, actor=actor, at=at)
        for row in _leaves(on).select_related("request").order_by("request_id")
    )
    _recalculate(on, at)
    return returned


def _leaves(on: date):  # type: ignore[no-untyped-def]
    return LeaveDay.objects.filter(
        on=on, given_back_at__isnull=True, request__state__in=APPROVED, minutes__gt=0
    )


def _recalculate(on: date, at: datetime) -> None:
    have = list(AttendanceDay.objects.filter(on=on).values_list("staff_id", flat=True))
    calculate_days(staff_ids=have, from_on=on, until_on=on + timedelta(days=1), at=at)


def _refuse_unreadable(data: HolidayData) -> None:
    faults = []
    if data.kind not in HolidayKind.values:
        faults.append(FieldFault("/kind", "choice", "휴일 구분을 목록에서 고르십시오."))
    empty = [name for name in ("name", "source") if not getattr(data, name).strip()]
    faults += [FieldFault(f"/{name}", "EMPTY", "필수 항목입니다.") for name in empty]
    if not (data.is_office or data.is_labour):
        faults.append(FieldFault("/is_office", "EMPTY", "관공서 휴일이나 유급휴일 가운데 하나를 고르십시오."))
    if faults:
        raise RequestFaulty(errors=faults, count=len(faults))


def _record(actor: Actor, row: Holiday, verb: str, summary: str, at: datetime, returned: int) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="holiday",
        subject_id=row.pk,
        summary=summary,
        at=at,
        facts={"on": str(row.on), "returned_minutes": returned},
    )
