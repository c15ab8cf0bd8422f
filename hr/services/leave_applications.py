"""Requests for leave of absence: answered, withdrawn, and granted by silence (남녀고용평등법 시행령 제11조)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from core import audit
from core.access import SYSTEM, Actor
from core.errors import FieldFault, InvalidInput, InvalidMove, NotFound, StaleVersion
from core.periods import day_of
from hr.choices import ApplicationState, OrderState
from hr.errors import ReasonMissing
from hr.models import AppointmentOrder, Employment, LeaveApplication, Person
from hr.permissions import ORDER_ISSUE
from hr.queries.leave_applications import BY_REQUEST, childcare_parts
from hr.queries.rules import RuleRow, rule_rows
from hr.queries.standing import standing_of
from hr.rules.childcare import RequestDays, RequestDeadlines, request_deadlines
from hr.rules.childcare_limits import ChildcareFacts, ChildcareLimits, ChildcarePart, childcare_faults
from hr.services.issuing import issue_locked
from hr.services.orders import ItemData, OrderData, locked_order, write_order

SILENCE = "남녀고용평등법 시행령 제11조제5항에 따라 기한까지 답변하지 않아 허용한 것으로 봅니다."


@dataclass(frozen=True)
class ApplicationData:
    """What is asked for in [from_on, until_on)."""

    kind: str
    from_on: date
    until_on: date
    child: str = ""
    is_third_child: bool = False
    is_urgent: bool = False
    other_parent_months: int = 0
    is_single_parent: bool = False
    is_child_disabled: bool = False

    @property
    def facts(self) -> ChildcareFacts:
        return ChildcareFacts(self.other_parent_months, self.is_single_parent, self.is_child_disabled)


@transaction.atomic
def apply_for_leave(*, actor: Actor, data: ApplicationData, at: datetime) -> LeaveApplication:
    """Ask for one's own leave of absence. Locks the employment.

    Refuses kinds that are not had by asking, who is not employed, and childcare leave beyond its months (12 for a
    child, 6 more under the conditions of 제19조제2항), its splits or the yearly count of short ones (E-ATT-007, 019).
    """
    person = Person.objects.filter(user_id=actor.user_id).first() if actor.user_id else None
    rows = Employment.objects.select_for_update().filter(person=person).order_by("-ordinal")
    employment = rows.first() if person else None
    if employment is None:
        raise NotFound
    today = day_of(at)
    faults = []
    if data.kind not in BY_REQUEST:
        faults.append(FieldFault("/kind", "choice", "신청으로 시작하는 휴직을 고르십시오."))
    if data.until_on <= data.from_on or data.from_on <= today:
        faults.append(FieldFault("/from_on", "range", "휴직 기간을 확인하십시오."))
    if faults:
        raise InvalidInput(errors=faults)
    rules = rule_rows("childcare_request", today)
    days = RequestDays(**{name: int(value) for name, value in rules[0].payload.items()}) if rules else None
    if data.kind == "CHILDCARE":
        rules = [*rules, *_refuse_beyond_limits(employment, data)]
    deadlines = request_deadlines(today, data.from_on, is_urgent=data.is_urgent, days=days)
    made = LeaveApplication.objects.create(
        employment=employment,
        requested_on=today,
        answer_until_on=deadlines.answer_until,
        rule_ids=[str(row.id) for row in rules],
        kind=data.kind,
        from_on=data.from_on,
        until_on=data.until_on,
        child=data.child,
        is_third_child=data.is_third_child,
        is_urgent=data.is_urgent,
    )
    _record(actor, made, "leave_applied", at, asdict(data.facts))
    return made


def _refuse_beyond_limits(employment: Employment, data: ApplicationData) -> list[RuleRow]:
    rules = rule_rows("childcare_limit", data.from_on)
    if not rules:
        return []
    values = dict(rules[0].payload)
    limits = ChildcareLimits(short_days=tuple(values.pop("short_days")), **values)
    asked = ChildcarePart(data.from_on, data.until_on, limits.is_short(data.from_on, data.until_on))
    used = childcare_parts(employment.pk, data.child, limits)
    refused = childcare_faults(used, asked, data.facts, limits)
    if refused:
        raise refused[0]
    return rules


def deadlines_of(application: LeaveApplication) -> RequestDeadlines:
    """Warning, answer and withdrawal days of a request."""
    return request_deadlines(application.requested_on, application.from_on, is_urgent=application.is_urgent)


@transaction.atomic
def answer_application(
    *, actor: Actor, application_id: UUID, grant: bool, text: str, at: datetime, version: int | None = None
) -> LeaveApplication:
    """Grant a request, which issues the leave, or refuse it with a reason. Locks the request."""
    actor.require(ORDER_ISSUE)
    asked = _locked(application_id)
    if version is not None and asked.version != version:
        raise StaleVersion(current=asked.version, seen=version)
    if not grant and not text.strip():
        raise ReasonMissing
    if grant:
        asked.order_id = _issue(asked, actor, at, text or "휴직 신청 허용").pk
    return _end(asked, ApplicationState.GRANTED if grant else ApplicationState.REFUSED, actor, text, at)


@transaction.atomic
def withdraw_application(*, actor: Actor, application_id: UUID, at: datetime) -> LeaveApplication:
    """Take one's own request back up to seven days before the start (시행령 제13조제1항). Locks it."""
    asked = _locked(application_id)
    person = asked.employment.person
    if actor.user_id is None or person.user_id != actor.user_id:
        raise NotFound(application_id=str(application_id))
    if day_of(at) > deadlines_of(asked).withdraw_until:
        raise InvalidMove(state=asked.get_state_display(), verb="withdraw")
    return _end(asked, ApplicationState.WITHDRAWN, actor, "", at)


def grant_silent_applications(*, at: datetime) -> int:
    """Requests nobody answered in time are granted, each in a transaction of its own; how many. Run at 00:00."""
    due = LeaveApplication.objects.filter(
        state=ApplicationState.REQUESTED, answer_until_on__lt=day_of(at)
    ).order_by("requested_on")
    return sum(_grant_silent(application_id, at) for application_id in due.values_list("pk", flat=True))


def due_for_warning(on: date) -> list[LeaveApplication]:
    """Requests whose answer is due in two days or less."""
    rows = LeaveApplication.objects.filter(state=ApplicationState.REQUESTED)
    return [row for row in rows if deadlines_of(row).warn_on <= on]


@transaction.atomic
def _grant_silent(application_id: UUID, at: datetime) -> bool:
    asked = _locked(application_id)
    asked.is_silent = True
    asked.order_id = _issue(asked, SYSTEM, at, SILENCE).pk
    _end(asked, ApplicationState.GRANTED, SYSTEM, SILENCE, at)
    return True


def _issue(asked: LeaveApplication, actor: Actor, at: datetime, basis: str) -> AppointmentOrder:
    """The order of the leave: its basis is the request, which the law has the employer grant."""
    standing = standing_of(asked.employment_id, asked.from_on)
    department = standing.department_id if standing else None
    if department is None:
        raise NotFound(employment_id=str(asked.employment_id))
    values: dict[str, object] = {"leave_kind": asked.kind}
    if asked.child:
        values["child"] = asked.child
    if asked.is_third_child:
        values["is_third_child"] = True
    person = asked.employment.person
    item = ItemData(person.pk, "LEAVE_START", asked.from_on, asked.until_on, values, basis[:300])
    data = OrderData(f"휴직 ({person.employee_no})", asked.from_on, department, (item,), basis[:300])
    order = write_order(actor=actor, data=data, at=at)
    AppointmentOrder.objects.filter(pk=order.pk).update(state=OrderState.APPROVED, approved_at=at)
    return issue_locked(order=locked_order(order.pk), actor=actor, at=at)


def _locked(application_id: UUID) -> LeaveApplication:
    found: LeaveApplication | None = (
        LeaveApplication.objects.select_for_update(of=("self",))
        .select_related("employment__person")
        .filter(pk=application_id)
        .first()
    )
    if found is None:
        raise NotFound(application_id=str(application_id))
    if found.state != ApplicationState.REQUESTED:
        raise InvalidMove(state=found.get_state_display(), verb="answer")
    return found


def _end(asked: LeaveApplication, state: str, actor: Actor, text: str, at: datetime) -> LeaveApplication:
    asked.state, asked.answer_text = state, text.strip()[:300]
    asked.answered_by_id, asked.answered_at = actor.user_id, at
    asked.version += 1
    asked.save()
    _record(actor, asked, f"leave_application_{state.lower()}", at)
    return asked


def _record(
    actor: Actor, asked: LeaveApplication, verb: str, at: datetime, more: dict[str, Any] | None = None
) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="leave_application",
        subject_id=asked.pk,
        summary=f"휴직 신청 {asked.get_state_display()}",
        at=at,
        facts={
            "kind": asked.kind,
            "from_on": str(asked.from_on),
            "until_on": str(asked.until_on),
            **(more or {}),
        },
    )
