"""Requests for leave of absence: of a person, and those that wait for an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from core.errors import NotFound
from hr.choices import ApplicationState, ItemState
from hr.models import LeaveApplication, LeaveOfAbsence
from hr.queries.orders import card_names
from hr.queries.rules import rule_rows
from hr.rules.childcare import request_deadlines
from hr.rules.childcare_limits import ChildcareLimits, ChildcarePart

BY_REQUEST = ("CHILDCARE", "FAMILY_CARE")


@dataclass(frozen=True)
class ApplicationRow:
    """A request with its deadlines: silence after `answer_until_on` is consent."""

    application_id: UUID
    person_id: UUID
    employee_no: str
    name: str
    kind: str
    kind_label: str
    from_on: date
    until_on: date
    child: str
    is_third_child: bool
    is_urgent: bool
    is_in_time: bool
    requested_on: date
    answer_until_on: date
    warn_on: date
    withdraw_until_on: date
    state: str
    state_label: str
    is_silent: bool
    answer_text: str
    order_id: UUID | None
    order_number: str
    version: int

    @property
    def last_on(self) -> date:
        return self.until_on - timedelta(days=1)

    @property
    def is_open(self) -> bool:
        return self.state == ApplicationState.REQUESTED


def leave_applications(*, state: str = "", person_id: UUID | None = None) -> list[ApplicationRow]:
    """Requests, those to be answered first by their deadline, then the newest."""
    rows = LeaveApplication.objects.select_related("employment__person", "order")
    if state:
        rows = rows.filter(state=state)
    if person_id is not None:
        rows = rows.filter(employment__person_id=person_id)
    found = _rows(list(rows))
    waiting = sorted((one for one in found if one.is_open), key=lambda one: one.answer_until_on)
    return [*waiting, *(one for one in found if not one.is_open)]


def leave_application(application_id: UUID) -> ApplicationRow:
    """One request; NotFound when there is none."""
    rows = LeaveApplication.objects.select_related("employment__person", "order").filter(pk=application_id)
    found = _rows(list(rows))
    if not found:
        raise NotFound(application_id=str(application_id))
    return found[0]


def kinds_by_request(on: date) -> list[tuple[str, str]]:
    """Kinds of leave of absence that begin with a request of the person, in words."""
    return [
        (row.key, str(row.payload["name_ko"]))
        for row in rule_rows("leave_of_absence_types", on)
        if row.key in BY_REQUEST
    ]


def childcare_parts(employment_id: UUID, child: str, limits: ChildcareLimits) -> list[ChildcarePart]:
    """Childcare leave of an employment for a child: begun, ordered for a day ahead, and waiting for an answer.

    A short leave for another child counts for the year, but none of its days for this child.
    """
    ordered = LeaveOfAbsence.objects.filter(employment_id=employment_id, kind="CHILDCARE", is_withdrawn=False)
    waiting = Q(state=ApplicationState.REQUESTED)
    ahead = Q(state=ApplicationState.GRANTED, order__items__state=ItemState.PENDING)
    asked = LeaveApplication.objects.filter(waiting | ahead, employment_id=employment_id, kind="CHILDCARE")
    spans = [(row.child, row.from_on, row.ended_on or row.planned_until_on) for row in ordered]
    spans += [(row.child, row.from_on, row.until_on) for row in asked]
    found = []
    for whose, from_on, until_on in spans:
        is_short = limits.is_short(from_on, until_on)
        if whose == child:
            found.append(ChildcarePart(from_on, until_on, is_short))
        elif is_short:
            found.append(ChildcarePart(from_on, from_on, is_short))
    return found


def _rows(rows: list[LeaveApplication]) -> list[ApplicationRow]:
    names = card_names([row.employment.person_id for row in rows])
    labels = dict(kinds_by_request(max((row.requested_on for row in rows), default=date.max)))
    return [_row(row, names, labels) for row in rows]


def _row(row: LeaveApplication, names: dict[UUID, str], labels: dict[str, str]) -> ApplicationRow:
    days = request_deadlines(row.requested_on, row.from_on, is_urgent=row.is_urgent)
    return ApplicationRow(
        application_id=row.pk,
        person_id=row.employment.person_id,
        employee_no=row.employment.person.employee_no,
        name=names.get(row.employment.person_id, ""),
        kind=row.kind,
        kind_label=labels.get(row.kind, row.kind),
        from_on=row.from_on,
        until_on=row.until_on,
        child=row.child,
        is_third_child=row.is_third_child,
        is_urgent=row.is_urgent,
        is_in_time=days.is_in_time,
        requested_on=row.requested_on,
        answer_until_on=row.answer_until_on,
        warn_on=days.warn_on,
        withdraw_until_on=days.withdraw_until,
        state=row.state,
        state_label=row.get_state_display(),
        is_silent=row.is_silent,
        answer_text=row.answer_text,
        order_id=row.order_id,
        order_number=row.order.number if row.order else "",
        version=row.version,
    )
