"""연차 사용촉진: notices to single people, their answers, days fixed by the employer (근로기준법 제61조)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from attendance.errors import PromotionTooEarly, RequestFaulty
from attendance.models import UsePromotionNotice
from attendance.permissions import LEDGER_MANAGE, OWN_USE
from attendance.queries.calendars import plans_for
from attendance.queries.promotions import PromotionCase, promotion_cases
from attendance.queries.staff import staff_of
from attendance.rules.calendar import days
from core import audit
from core.access import Actor
from core.errors import FieldFault, NotFound
from core.periods import day_of


@transaction.atomic
def send_first_notices(*, actor: Actor, at: datetime) -> int:
    """Write to everybody with unused leave whose window is open today; each person and period once. How many.

    Outside the ten (five) days nothing is sent: a late notice would not free from paying.
    """
    actor.require(LEDGER_MANAGE)
    today = day_of(at)
    wanted = [
        case
        for case in promotion_cases(today)
        if case.notice is None
        and case.minutes > 0
        and case.dates.notice_from <= today <= case.dates.notice_until
    ]
    UsePromotionNotice.objects.bulk_create(_notice(case, 1, actor, at) for case in wanted)
    if wanted:
        _record(actor, "promotion_notices_sent", f"연차 사용촉진 1차 통보 {len(wanted)}명", at)
    return len(wanted)


@transaction.atomic
def fix_days(
    *, actor: Actor, staff_id: UUID, ends_on: date, part: str, fixed: Sequence[date], at: datetime
) -> UsePromotionNotice:
    """Second notice: the employer fixes the days (제61조제1항제2호). Refuses after its last day and free days."""
    actor.require(LEDGER_MANAGE)
    today = day_of(at)
    case = _case(staff_id, ends_on, part, today)
    if case.notice is None or today > case.dates.fix_until:
        raise PromotionTooEarly(from_on=case.dates.notice_from, until_on=case.dates.fix_until)
    _refuse_free_days(staff_id, fixed, today, ends_on)
    made = _notice(case, 2, actor, at)
    made.fixed_days = [day.isoformat() for day in sorted(set(fixed))]
    made.save(force_insert=True)
    _record(actor, "promotion_days_fixed", f"연차 사용일 지정 {len(made.fixed_days)}일", at)
    return made


@transaction.atomic
def read_notice(*, actor: Actor, notice_id: UUID, at: datetime) -> UsePromotionNotice:
    """The person has opened the notice: the moment it was received. Locks it; read twice, the first counts."""
    row = _own(notice_id, actor, at)
    if row.read_at is None:
        row.read_at = at
        row.save(update_fields=["read_at"])
    return row


@transaction.atomic
def answer_notice(
    *, actor: Actor, notice_id: UUID, planned: Sequence[date], at: datetime
) -> UsePromotionNotice:
    """The person says when the leave will be taken. Locks the notice; refuses free days."""
    actor.require(OWN_USE)
    row = _own(notice_id, actor, at)
    _refuse_free_days(row.staff_id, planned, day_of(at), row.ends_on)
    row.planned_days = [day.isoformat() for day in sorted(set(planned))]
    row.answered_at = at
    row.read_at = row.read_at or at
    row.save(update_fields=["planned_days", "answered_at", "read_at"])
    return row


def _case(staff_id: UUID, ends_on: date, part: str, today: date) -> PromotionCase:
    for case in promotion_cases(today):
        if (case.staff_id, case.ends_on, case.part) == (staff_id, ends_on, part):
            return case
    raise NotFound(staff_id=str(staff_id))


def _own(notice_id: UUID, actor: Actor, at: datetime) -> UsePromotionNotice:
    row = UsePromotionNotice.objects.select_for_update().filter(pk=notice_id).first()
    if row is None or actor.user_id is None or staff_of(actor.user_id, day_of(at)).staff_id != row.staff_id:
        raise NotFound(notice_id=str(notice_id))
    return row


def _notice(case: PromotionCase, step: int, actor: Actor, at: datetime) -> UsePromotionNotice:
    return UsePromotionNotice(
        staff_id=case.staff_id,
        step=step,
        part=case.part,
        ends_on=case.ends_on,
        minutes=case.minutes,
        window_from=case.dates.notice_from,
        window_until=case.dates.notice_until if step == 1 else case.dates.fix_until,
        sent_at=at,
        sent_by_id=actor.user_id,
    )


def _refuse_free_days(staff_id: UUID, wanted: Sequence[date], today: date, ends_on: date) -> None:
    plans = plans_for([staff_id], today, ends_on)
    allowed = {on for on in days(today, ends_on) if plans.shift_of(staff_id, on) is not None} | {ends_on}
    wrong = [on for on in wanted if on not in allowed]
    if not wanted or wrong:
        faults = [FieldFault("/days", "range", f"{on}: 근무일이 아니거나 기간 밖입니다.") for on in wrong]
        faults = faults or [FieldFault("/days", "EMPTY", "사용할 날을 고르십시오.")]
        raise RequestFaulty(errors=faults, count=len(faults))


def _record(actor: Actor, verb: str, summary: str, at: datetime) -> None:
    audit.record(
        actor=actor, verb=verb, subject_type="leave_promotion", subject_id=None, summary=summary, at=at
    )
