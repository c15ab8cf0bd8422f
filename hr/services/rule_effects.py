"""Whom a change of hr's own tables touches. What hr reckons by them is reckoned when it is read: nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from core.access import Actor
from core.periods import day_of
from hr.choices import Fact
from hr.models import Discipline, EmploymentFact, LeaveOfAbsence, PersonVersion
from hr.queries.orders import card_names
from hr.queries.rules import RuleRow
from hr.rules.retirement import retirement_on
from hr.services.rules import RuleData, RuleUser, Touched


def _retiring(data: RuleData, before: RuleRow | None) -> Iterable[Touched]:
    """People whose last day by age becomes another one, from the day of the change on."""
    cards = PersonVersion.objects.filter(known_until__isnull=True, until_on__isnull=True)
    for card in cards.select_related("person"):
        old = _last_day(card.birth_on, before.payload if before else None)
        new = _last_day(card.birth_on, data.payload)
        if old != new and max(filter(None, (old, new))) >= data.from_on:
            words = f"{card.name} ({card.person.employee_no}) 정년 {old or '없음'} → {new or '없음'}"
            yield Touched("정년", card.person_id, words)


def _last_day(birth: date, payload: Mapping[str, Any] | None) -> date | None:
    if payload is None:
        return None
    return retirement_on(birth, age=int(payload["age"]), half_year_end=bool(payload["half_year_end"]))


def _on_leave(data: RuleData, before: RuleRow | None) -> Iterable[Touched]:
    """Leaves of the kind that run on the day of the change or later."""
    rows = LeaveOfAbsence.objects.filter(kind=data.key, is_withdrawn=False, planned_until_on__gt=data.from_on)
    found = list(rows.select_related("employment__person"))
    names = card_names([row.employment.person_id for row in found])
    for row in found:
        name = names.get(row.employment.person_id, "")
        yield Touched("휴직", row.pk, f"{name} {row.from_on} ~ {row.planned_until_on}")


def _disciplined(data: RuleData, before: RuleRow | None) -> Iterable[Touched]:
    """Disciplines of the kind, whose stop or expunging is reckoned by the table."""
    rows = list(
        Discipline.objects.filter(kind=data.key, is_annulled=False).select_related("employment__person")
    )
    names = card_names([row.employment.person_id for row in rows])
    for row in rows:
        yield Touched("징계", row.pk, f"{names.get(row.employment.person_id, '')} {row.from_on}")


def _of_fact(fact: str, kind: str) -> RuleUser:
    """People of whom the code of the row is true on the day of the change or later."""

    def touched(data: RuleData, before: RuleRow | None) -> Iterable[Touched]:
        rows = EmploymentFact.objects.filter(fact=fact, code=data.key, known_until__isnull=True)
        running = rows.exclude(until_on__lte=data.from_on).select_related("employment")
        people = {row.employment.person_id for row in running}
        for person_id, name in sorted(card_names(people).items(), key=lambda one: one[1]):
            yield Touched(kind, person_id, name)

    return RuleUser(touched, _read_anew)


def _read_anew(data: RuleData, actor: Actor, at: datetime) -> Mapping[str, Any]:
    """Nothing is stored by these tables: from now on everything reads by the new row."""
    return {"read_anew_on": str(day_of(at))}


retirement = RuleUser(_retiring, _read_anew)
leaves = RuleUser(_on_leave, _read_anew)
disciplines = RuleUser(_disciplined, _read_anew)
grades = _of_fact(Fact.GRADE, "직급")
series = _of_fact(Fact.SERIES, "직렬")
employment_types = _of_fact(Fact.CONTRACT, "고용형태")
statuses = _of_fact(Fact.STATUS, "신분")
