"""Leaves, sanctions and contracts of a person as the rules reckon with them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from hr.choices import EntryKind, Fact
from hr.models import Discipline, Employment, EmploymentFact, LeaveOfAbsence, PersonVersion, RecordEntry
from hr.queries.rules import rule_rows
from hr.rules.discipline import Sanction, stop_periods, with_awards
from hr.rules.dismissal import Protected
from hr.rules.fixed_term import Contract
from hr.rules.kinds import GONE, ON_LEAVE, REMOVED, SUSPENDED
from hr.rules.retirement import retirement_on

FOREVER = date(9999, 12, 31)


def protected_leaves(employment_id: UUID) -> list[Protected]:
    """Leaves of absence, the running one up to its planned end."""
    rows = LeaveOfAbsence.objects.filter(employment_id=employment_id, is_withdrawn=False)
    return [Protected(row.kind, row.from_on, row.ended_on or row.planned_until_on) for row in rows]


def sanctions_of(employment_id: UUID) -> list[Sanction]:
    """Disciplines that were not annulled, halved where an award of the listed kinds came after them."""
    rows = Discipline.objects.filter(employment_id=employment_id, is_annulled=False).exclude(
        executed_until_on__gte=FOREVER
    )
    found = [
        Sanction(str(row.pk), row.kind, row.from_on, row.executed_until_on, row.is_grave, row.is_halved)
        for row in rows
    ]
    return with_awards(found, _award_days(employment_id)) if found else found


def _award_days(employment_id: UUID) -> list[date]:
    """Days of the awards that shorten a stop period."""
    rows = RecordEntry.objects.filter(
        person__employments=employment_id, kind=EntryKind.AWARD, halves_stop=True, known_until__isnull=True
    ).values_list("last_on", "from_on")
    return [day for last, first in rows if (day := last or first) is not None]


def away_spans(employment_id: UUID, statuses: Collection[str]) -> list[tuple[date, date]]:
    """When the person had one of the statuses, as known now."""
    rows = EmploymentFact.objects.filter(
        employment_id=employment_id, fact=Fact.STATUS, code__in=list(statuses), known_until__isnull=True
    )
    return [(row.from_on, row.until_on or FOREVER) for row in rows.order_by("from_on")]


def left_out_of_grade(
    employment_id: UUID, stop_rules: Mapping[str, Mapping[str, Any]]
) -> list[tuple[date, date]]:
    """Time that does not count for a promotion: leave, removal, execution and stop periods."""
    stops = stop_periods(sanctions_of(employment_id), stop_rules)
    spans = away_spans(employment_id, (ON_LEAVE, REMOVED, SUSPENDED))
    return [*spans, *((stop.from_on, stop.until_on) for stop in stops)]


def fixed_term_contracts(
    person_id: UUID, left_out_kinds: Collection[str]
) -> tuple[list[Contract], list[tuple[date, date]]]:
    """Fixed-term contracts of all employments here, and the leaves that do not count."""
    rows = EmploymentFact.objects.filter(
        employment__person_id=person_id, fact=Fact.CONTRACT, code="FIXED_TERM", known_until__isnull=True
    ).select_related("employment")
    contracts = []
    for row in rows:
        end = row.values.get("contract_until")
        until = min(date.fromisoformat(end) if end else FOREVER, row.until_on or FOREVER)
        if row.from_on < until:
            contracts.append(Contract(row.from_on, until))
    leaves = LeaveOfAbsence.objects.filter(
        employment__person_id=person_id, kind__in=list(left_out_kinds), is_withdrawn=False
    )
    return contracts, [(row.from_on, row.ended_on or row.planned_until_on) for row in leaves]


def retirement_day(person_id: UUID, on: date) -> date | None:
    """Last day of service by the age rule in force on a day; None without a date of birth."""
    return retirement_days([person_id], on).get(person_id)


def retirement_days(person_ids: Collection[UUID], on: date) -> dict[UUID, date]:
    """The same of several people; two statements."""
    rule = next(iter(rule_rows("retirement_age", on)), None)
    if rule is None:
        return {}
    age, half_year_end = int(rule.payload["age"]), bool(rule.payload["half_year_end"])
    rows = PersonVersion.objects.filter(person_id__in=person_ids, known_until__isnull=True)
    cards: dict[UUID, PersonVersion] = {}
    for card in rows.order_by("person", "from_on"):
        if card.person_id not in cards or card.from_on <= on:
            cards[card.person_id] = card
    return {
        key: retirement_on(card.birth_on, age=age, half_year_end=half_year_end) for key, card in cards.items()
    }


def has_left_before(person_id: UUID, on: date) -> bool:
    """Whether an employment of the person is over by that day, also by an exit issued ahead."""
    return EmploymentFact.objects.filter(
        employment__person_id=person_id,
        fact=Fact.STATUS,
        code__in=list(GONE),
        known_until__isnull=True,
        from_on__lte=on,
    ).exists()


def employments_of(person_id: UUID) -> list[Employment]:
    """Employments of a person, the oldest first."""
    return list(Employment.objects.filter(person_id=person_id).order_by("ordinal"))
