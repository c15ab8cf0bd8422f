"""Discipline cases with their steps, limits, and the day their record is expunged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from core.errors import NotFound
from hr.choices import DisciplineKind
from hr.models import Discipline, DisciplineCase
from hr.queries.orders import card_names
from hr.queries.rules import rule_rows
from hr.queries.service_times import sanctions_of
from hr.rules.discipline import expunged_days
from hr.rules.discipline_case import CASE_FLOW, PENDING, barred_from


@dataclass(frozen=True)
class StepRow:
    """A step of a case."""

    verb: str
    state_label: str
    on: date
    text: str
    actor: str
    at: datetime


@dataclass(frozen=True)
class CaseRow:
    """A case as lists and its page show it."""

    case_id: UUID
    person_id: UUID
    employee_no: str
    name: str
    charge: str
    charge_kind: str
    charge_label: str
    occurred_on: date
    reported_on: date
    barred_on: date | None
    state: str
    state_label: str
    sanction: str
    sanction_label: str
    months: int
    grade: str
    is_grave: bool
    is_halved: bool
    committee_text: str
    committee_on: date | None
    order_id: UUID | None
    order_number: str
    version: int
    verbs: tuple[str, ...]
    steps: tuple[StepRow, ...] = ()


def discipline_cases(*, state: str = "", text: str = "") -> list[CaseRow]:
    """Cases, the newest first."""
    rows = DisciplineCase.objects.select_related("employment__person", "order")
    if state:
        rows = rows.filter(state=state)
    if text:
        rows = rows.filter(charge__icontains=text)
    return _rows(list(rows))


def discipline_case(case_id: UUID) -> CaseRow:
    """One case with its steps; NotFound when there is none."""
    rows = list(DisciplineCase.objects.select_related("employment__person", "order").filter(pk=case_id))
    if not rows:
        raise NotFound(case_id=str(case_id))
    return _rows(rows, with_steps=True)[0]


def has_pending_case(employment_id: UUID) -> bool:
    """Whether a sanction is asked for or decided and not executed yet."""
    return DisciplineCase.objects.filter(employment_id=employment_id, state__in=PENDING).exists()


def limit_on(charge_kind: str, occurred_on: date, on: date) -> tuple[date | None, str]:
    """The first day a sanction can no longer be asked for, and the row of the rule; None without a rule."""
    row = next((one for one in rule_rows("discipline_limit", on) if one.key == charge_kind), None)
    if row is None:
        return None, ""
    return barred_from(occurred_on, int(row.payload["years"])), str(row.id)


def expunged_on(case: DisciplineCase, on: date) -> date | None:
    """The day from which the record of the executed sanction is no longer shown."""
    row = Discipline.objects.filter(item_id=case.item_id, is_annulled=False).first() if case.item_id else None
    if row is None:
        return None
    years = {one.key: int(one.payload["years"]) for one in rule_rows("expunging", on)}
    days = {one.key: one.on for one in expunged_days(sanctions_of(case.employment_id), years)}
    return days.get(str(row.pk))


def _rows(rows: list[DisciplineCase], *, with_steps: bool = False) -> list[CaseRow]:
    names = card_names([row.employment.person_id for row in rows])
    return [_row(row, names, _steps(row) if with_steps else ()) for row in rows]


def _row(row: DisciplineCase, names: dict[UUID, str], steps: tuple[StepRow, ...]) -> CaseRow:
    return CaseRow(
        case_id=row.pk,
        person_id=row.employment.person_id,
        employee_no=row.employment.person.employee_no,
        name=names.get(row.employment.person_id, ""),
        charge=row.charge,
        charge_kind=row.charge_kind,
        charge_label=row.get_charge_kind_display(),
        occurred_on=row.occurred_on,
        reported_on=row.reported_on,
        barred_on=limit_on(row.charge_kind, row.occurred_on, row.reported_on)[0] if steps else None,
        state=row.state,
        state_label=row.get_state_display(),
        sanction=row.sanction,
        sanction_label=str(DisciplineKind(row.sanction).label) if row.sanction else "",
        months=row.months,
        grade=row.grade,
        is_grave=row.is_grave,
        is_halved=row.is_halved,
        committee_text=row.committee_text,
        committee_on=row.committee_on,
        order_id=row.order_id,
        order_number=row.order.number if row.order else "",
        version=row.version,
        verbs=CASE_FLOW.verbs(row.state),
        steps=steps,
    )


def _steps(row: DisciplineCase) -> tuple[StepRow, ...]:
    return tuple(
        StepRow(
            step.verb,
            step.get_state_display(),
            step.on,
            step.text,
            step.actor.name if step.actor else "",
            step.at,
        )
        for step in row.steps.select_related("actor").order_by("at", "pk")
    )
