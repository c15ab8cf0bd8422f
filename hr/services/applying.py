"""What appointments do on their day: leaves, disciplines, posts and absences below, accounts of leavers, facts above."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from core.errors import DomainError
from core.periods import day_of, period_over
from core.reactions import reactions
from hr.choices import ItemState
from hr.events import AppointmentEffective, EmployeeJoined, EmployeeLeft, LeaveEnded, LeaveStarted
from hr.models import AppointmentItem, Discipline, Employment, LeaveOfAbsence
from hr.queries.replaying import kind_played, kinds_on
from hr.rules.kinds import ENTRY_KINDS, Kind
from hr.services.organising import follow_acting, follow_appointments

SANCTION_KINDS = frozenset({"SUSPEND", "DEMOTE", "PAY_CUT", "REPRIMAND", "WARN", "REMOVE_POST"})
LAST_DAY = timedelta(days=1)
ENDING = ("ADD_POST", "ACTING", "SUSPEND", "DEMOTE", "PAY_CUT")


@dataclass(frozen=True)
class AppliedDay:
    """What a night did: appointments that took effect, periods that ended, and what was refused, in words."""

    effective: int
    ended: int
    refused: tuple[str, ...]


def apply_due(*, at: datetime) -> AppliedDay:
    """Appointments whose day has come take effect, and those whose period is over end.

    Run at 00:00. An exit takes effect on the day after the last day of service. Each item in a transaction of its
    own under its lock: one that is refused waits and is told, the others go on.
    """
    today = day_of(at)
    due = AppointmentItem.objects.filter(state=ItemState.PENDING, effective_on__lte=today)
    over = AppointmentItem.objects.filter(state=ItemState.EFFECTIVE, until_on__lte=today, kind__in=ENDING)
    refused: list[str] = []
    order = ("effective_on", "order__issued_at", "seq")
    done = sum(_one(_apply_one, pk, at, refused) for pk in due.order_by(*order).values_list("pk", flat=True))
    ended = sum(
        _one(_end_one, pk, at, refused) for pk in over.order_by("until_on").values_list("pk", flat=True)
    )
    return AppliedDay(done, ended, tuple(refused))


def _one(act: Callable[[UUID, datetime], int], item_id: UUID, at: datetime, refused: list[str]) -> int:
    try:
        with transaction.atomic():
            return act(item_id, at)
    except DomainError as error:
        refused.append(f"{item_id}: {error.code} {error.detail}")
        return 0


def _apply_one(item_id: UUID, at: datetime) -> int:
    item = _locked_item(item_id)
    return apply_items([item], at) if item.state == ItemState.PENDING else 0


def _end_one(item_id: UUID, at: datetime) -> int:
    """A second post, an acting post or a sanction is over."""
    item = _locked_item(item_id)
    if item.state != ItemState.EFFECTIVE or item.employment_id is None:
        return 0
    AppointmentItem.objects.filter(pk=item.pk).update(state=ItemState.ENDED)
    if item.kind == "ACTING":
        follow_acting(item=item, begins=False, on=day_of(at), at=at)
    follow_appointments(employment_id=item.employment_id, on=day_of(at), at=at, since=item.until_on)
    return 1


def _locked_item(item_id: UUID) -> AppointmentItem:
    rows = AppointmentItem.objects.select_related("order", "person", "target")
    return rows.select_for_update(of=("self",)).get(pk=item_id)


def apply_items(items: Sequence[AppointmentItem], at: datetime) -> int:
    """Effects of issued appointments whose day has come, in the order given; each once. How many."""
    today, done = day_of(at), 0
    employments: dict[UUID, date] = {}
    for item in items:
        if item.state != ItemState.PENDING or item.employment_id is None:
            continue
        kind = kinds_on(item.effective_on).get(kind_played(item))
        if kind is None or (kind.is_exit and item.effective_on >= today):
            continue
        _EFFECTS.get(kind.code, _nothing)(item, item.employment_id, at)
        if kind.is_exit:
            _leave(item, item.employment_id, at)
        item.state, item.applied_at = ItemState.EFFECTIVE, at
        item.save(update_fields=["state", "applied_at"])
        employments[item.employment_id] = min(
            employments.get(item.employment_id, item.effective_on), item.effective_on
        )
        _publish(item, kind, at)
        done += 1
    for employment_id, since in sorted(employments.items()):
        follow_appointments(employment_id=employment_id, on=today, at=at, since=since)
    return done


def apply_meta(items: Sequence[AppointmentItem], at: datetime) -> None:
    """What cancellations and corrections undo below: leaves, disciplines, exits, posts."""
    for item in items:
        if item.target_id is None or item.employment_id is None:
            continue
        target = AppointmentItem.objects.get(pk=item.target_id)
        LeaveOfAbsence.objects.filter(item=target).update(is_withdrawn=True)
        Discipline.objects.filter(item=target).update(is_annulled=True)
        kind = kind_played(target)
        if kind == "LEAVE_END":
            LeaveOfAbsence.objects.filter(
                employment_id=item.employment_id, ended_on=target.effective_on
            ).update(ended_on=None)
        known = kinds_on(target.effective_on).get(kind)
        if known is not None and known.is_exit:
            Employment.objects.filter(pk=item.employment_id).update(left_on=None, exit_reason="")
        if item.kind == "CANCEL":
            follow_appointments(
                employment_id=item.employment_id, on=day_of(at), at=at, since=target.effective_on
            )


def _start_leave(item: AppointmentItem, employment_id: UUID, at: datetime) -> None:
    assert item.until_on is not None  # noqa: S101 - the kind asks for a period
    LeaveOfAbsence.objects.create(
        employment_id=employment_id,
        item=item,
        kind=str(item.values.get("leave_kind", "")),
        from_on=item.effective_on,
        planned_until_on=item.until_on,
        child=str(item.values.get("child", ""))[:60],
        is_third_child=bool(item.values.get("is_third_child")),
        is_extended=bool(item.values.get("is_extended")),
    )


def _extend_leave(item: AppointmentItem, employment_id: UUID, at: datetime) -> None:
    _running(employment_id, item.effective_on).update(planned_until_on=item.until_on)


def _end_leave(item: AppointmentItem, employment_id: UUID, at: datetime) -> None:
    _running(employment_id, item.effective_on).update(ended_on=item.effective_on)
    Discipline.objects.filter(
        employment_id=employment_id, kind="REMOVE_POST", executed_until_on__gt=item.effective_on
    ).update(executed_until_on=item.effective_on)


def _running(employment_id: UUID, on: date) -> QuerySet[LeaveOfAbsence]:
    rows = LeaveOfAbsence.objects.filter(employment_id=employment_id, is_withdrawn=False)
    return rows.filter(ended_on__isnull=True, from_on__lte=on)


def _sanction(item: AppointmentItem, employment_id: UUID, at: datetime) -> None:
    kind = kind_played(item)
    end = item.until_on or item.effective_on
    if item.until_on is None and kind == "REMOVE_POST":
        end = date.max
    if item.values.get("months") and _running(employment_id, item.effective_on).exists():
        end = _after_return(item, employment_id, int(item.values["months"]))
    Discipline.objects.create(
        employment_id=employment_id,
        item=item,
        kind=kind,
        from_on=item.effective_on,
        executed_until_on=end,
        reason=str(item.values.get("charge") or item.reason)[:300],
        is_grave=bool(item.values.get("is_grave")),
        is_halved=bool(item.values.get("is_halved")),
    )


def _after_return(item: AppointmentItem, employment_id: UUID, months: int) -> date:
    """A sanction decided during a leave is executed from the planned return on (지방공무원법 제71조제6항)."""
    leave = _running(employment_id, item.effective_on).order_by("-from_on").first()
    return period_over(leave.planned_until_on if leave else item.effective_on, months)


def _leave(item: AppointmentItem, employment_id: UUID, at: datetime) -> None:
    Employment.objects.filter(pk=employment_id).update(
        left_on=item.effective_on, exit_reason=str(item.values.get("exit_reason") or item.kind)[:40]
    )
    _running(employment_id, item.effective_on).update(ended_on=item.effective_on + LAST_DAY)


def _act(item: AppointmentItem, employment_id: UUID, at: datetime) -> None:
    follow_acting(item=item, begins=True, on=item.effective_on, at=at)


def _nothing(item: AppointmentItem, employment_id: UUID, at: datetime) -> None:
    """Kinds whose effect is their facts alone."""


_EFFECTS: Mapping[str, Callable[[AppointmentItem, UUID, datetime], None]] = {
    "LEAVE_START": _start_leave,
    "LEAVE_EXTEND": _extend_leave,
    "LEAVE_END": _end_leave,
    "ACTING": _act,
    **dict.fromkeys(SANCTION_KINDS, _sanction),
}


def _publish(item: AppointmentItem, kind: Kind, at: datetime) -> None:
    assert item.employment_id is not None  # noqa: S101 - issued items have one
    who = (item.person_id, item.employment_id, item.person.user_id)
    on = item.effective_on
    reactions.publish(AppointmentEffective(*who, item.pk, kind.code, on, at))
    if kind.code in ENTRY_KINDS:
        reactions.publish(EmployeeJoined(*who, on, at))
    elif kind.is_exit:
        reactions.publish(EmployeeLeft(*who, on, str(item.values.get("exit_reason") or kind.code), at))
    elif kind.code in ("LEAVE_START", "LEAVE_END"):
        _publish_leave(item, who, at)


def _publish_leave(item: AppointmentItem, who: tuple[UUID, UUID, UUID | None], at: datetime) -> None:
    leave = (
        LeaveOfAbsence.objects.filter(employment_id=who[1], is_withdrawn=False).order_by("-from_on").first()
    )
    if leave is None:
        return
    if kind_played(item) == "LEAVE_START":
        end = leave.planned_until_on
        reactions.publish(LeaveStarted(*who, leave.pk, leave.kind, item.effective_on, end, at))
    else:
        reactions.publish(LeaveEnded(*who, leave.pk, leave.kind, item.effective_on, at))
