"""Notices to the personnel office at night, each once; returns drafted before their day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from core import audit
from core.access import SYSTEM, Actor
from core.errors import NotFound
from core.periods import day_of
from hr.choices import PersonnelNoticeKind
from hr.models import AppointmentOrder, Employment, PersonnelNotice
from hr.permissions import ORDER_DRAFT
from hr.queries.deadlines import (
    Deadline,
    Return,
    awaited_returns,
    near_deadlines,
    returns_under_way,
)
from hr.queries.orders import card_names
from hr.queries.rules import rule_rows
from hr.rules.deadlines import stage_reached
from hr.services.orders import ItemData, OrderData, write_order

TEXTS: Mapping[str, str] = {
    PersonnelNoticeKind.CONTRACT_END: "{who} 계약이 {due}에 끝납니다. ({stage}일 전 알림)",
    PersonnelNoticeKind.TWO_YEARS: "{who} 기간제 사용기간 2년이 {due}에 찹니다. 예외 사유 없이 넘기면 무기계약이 됩니다.",
    PersonnelNoticeKind.RETIREMENT: "{who} 정년퇴직일이 {due}입니다. ({stage}일 전 알림)",
    PersonnelNoticeKind.RETURN_DRAFTED: "{who} 기간이 {due}에 끝나 복귀 발령안을 만들었습니다.",
    PersonnelNoticeKind.RETURN_OVERDUE: "{who} 복귀할 날({due})이 지났으나 복귀 발령이 없습니다. ({stage}일째)",
}
TITLES = {"LEAVE_END": "복직", "SECOND_RETURN": "파견복귀"}
REASON = "기간 만료"


@transaction.atomic
def tell_deadlines(*, at: datetime) -> int:
    """Write every notice that is due today and was not written before, and draft returns; how many were written.

    Repeatable. Locks the employments told of, in the order of their keys.
    """
    today = day_of(at)
    returns = awaited_returns(today)
    wanted = [*near_deadlines(today), *_overdue(returns, today)]
    drafts = _to_draft(returns, today)
    keys = sorted({one.employment_id for one in wanted} | {one.standing.employment_id for one in drafts})
    people = {
        row.pk: row.person_id
        for row in Employment.objects.filter(pk__in=keys).order_by("pk").select_for_update()
    }
    names = card_names(people.values())
    drafted = {
        Deadline(PersonnelNoticeKind.RETURN_DRAFTED, one.standing.employment_id, one.due_on, stage): one
        for one, stage in ((one, _stage(one.due_on, today)) for one in drafts)
    }
    fresh = _unwritten([*wanted, *drafted])
    notices = []
    for one in fresh:
        order = _draft(drafted[one], today, at) if one in drafted else None
        notices.append(_notice(one, names.get(people[one.employment_id], ""), order, at))
    PersonnelNotice.objects.bulk_create(notices)
    return len(notices)


@transaction.atomic
def mark_notice_seen(*, actor: Actor, notice_id: UUID, at: datetime) -> PersonnelNotice:
    """Say that the notice was looked at; the first one counts. Locks it."""
    actor.require(ORDER_DRAFT)
    notice: PersonnelNotice | None = PersonnelNotice.objects.select_for_update().filter(pk=notice_id).first()
    if notice is None:
        raise NotFound(notice_id=str(notice_id))
    if notice.seen_at is None:
        notice.seen_at, notice.seen_by_id = at, actor.user_id
        notice.save(update_fields=["seen_at", "seen_by"])
        audit.record(
            actor=actor,
            verb="personnel_notice_seen",
            subject_type="personnel_notice",
            subject_id=notice.pk,
            summary=f"인사 알림 확인: {notice.get_kind_display()}",
            at=at,
        )
    return notice


def _overdue(returns: Iterable[Return], today: date) -> list[Deadline]:
    """Nobody returned: told each day, the day itself included."""
    return [
        Deadline(
            PersonnelNoticeKind.RETURN_OVERDUE,
            one.standing.employment_id,
            one.due_on,
            (today - one.due_on).days + 1,
        )
        for one in returns
        if one.due_on <= today
    ]


def _to_draft(returns: Iterable[Return], today: date) -> list[Return]:
    """Returns near enough that nobody has drafted, then or before."""
    near = [one for one in returns if one.due_on <= today or _is_near(one.due_on, today)]
    under_way = returns_under_way({one.standing.employment_id for one in near})
    told = set(
        PersonnelNotice.objects.filter(
            kind=PersonnelNoticeKind.RETURN_DRAFTED,
            employment_id__in=[one.standing.employment_id for one in near],
        ).values_list("employment_id", "due_on")
    )
    return [
        one
        for one in near
        if one.standing.employment_id not in under_way
        and (one.standing.employment_id, one.due_on) not in told
        and one.standing.department_id is not None
    ]


def _is_near(due_on: date, today: date) -> bool:
    return stage_reached(due_on, today, _return_days(today)) is not None


def _return_days(today: date) -> list[int]:
    found = next((row for row in rule_rows("personnel_warning", today) if row.key == "RETURN"), None)
    return [int(days) for days in found.payload["days"]] if found else []


def _stage(due_on: date, today: date) -> int:
    return max((due_on - today).days, 0)


def _unwritten(wanted: list[Deadline]) -> list[Deadline]:
    rows = PersonnelNotice.objects.filter(employment_id__in={one.employment_id for one in wanted})
    known = set(rows.values_list("kind", "employment_id", "due_on", "stage"))
    return [one for one in wanted if (one.kind, one.employment_id, one.due_on, one.stage) not in known]


def _draft(back: Return, today: date, at: datetime) -> AppointmentOrder:
    """The return as a draft of the personnel office, on its day or today when that is over."""
    place = back.standing.department_id
    assert place is not None  # noqa: S101 - chosen so
    on = max(back.due_on, today)
    item = ItemData(back.standing.person_id, back.kind, on, None, {}, REASON)
    data = OrderData(
        f"{TITLES[back.kind]} 발령안 ({on.year}. {on.month}. {on.day}.)", on, place, (item,), REASON
    )
    return write_order(actor=SYSTEM, data=data, at=at)


def _notice(one: Deadline, name: str, order: AppointmentOrder | None, at: datetime) -> PersonnelNotice:
    text = TEXTS[one.kind].format(who=name, due=one.due_on.isoformat(), stage=one.stage)
    return PersonnelNotice(
        kind=one.kind,
        employment_id=one.employment_id,
        due_on=one.due_on,
        stage=one.stage,
        text=text[:300],
        order=order,
        told_at=at,
    )
