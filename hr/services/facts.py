"""Facts of an employment, kept equal to what its appointments say; the past of knowledge stays."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from hr.models import Discipline, Employment, EmploymentFact
from hr.queries.replaying import items_in_force, kinds_on, played
from hr.rules.kinds import CONTRACT, GRADE, POST, SERIES, STATUS, SUSPENDED
from hr.rules.replay import Replayed, Span, replay

CODES = {STATUS: "status", GRADE: "grade", SERIES: "series", CONTRACT: "employment_type"}


def refresh_facts(*, employment_id: UUID, on: date, at: datetime) -> Replayed:
    """Replay the appointments in force and supersede the facts that read differently; gives what was replayed.

    Locks the employment. Rows that say the same stay; the others end in `known_until` and new ones are added.
    """
    Employment.objects.select_for_update().get(pk=employment_id)
    found = replay(played(items_in_force(employment_id)), kinds_on(on))
    stored = EmploymentFact.objects.filter(employment_id=employment_id, known_until__isnull=True)
    wanted = {_key(span): span for span in found.spans}
    known = {_key_of(row): row for row in stored}
    gone = [row.pk for key, row in known.items() if key not in wanted]
    EmploymentFact.objects.filter(pk__in=gone).update(known_until=at)
    EmploymentFact.objects.bulk_create(
        _row(employment_id, span, at) for key, span in wanted.items() if key not in known
    )
    _settle_disciplines(employment_id, found)
    return found


def _settle_disciplines(employment_id: UUID, found: Replayed) -> None:
    """Execution ends where the replay ends it, also when a leave stood in between (지방공무원법 제71조제6항)."""
    ends: dict[str, date] = {}
    for span in found.spans:
        if span.fact == STATUS and span.values.get("status") == SUSPENDED and span.until_on is not None:
            ends[span.item] = max(span.until_on, ends.get(span.item, span.until_on))
    for row in Discipline.objects.filter(
        employment_id=employment_id, item_id__in=[UUID(key) for key in ends]
    ):
        if row.executed_until_on != ends[str(row.item_id)]:
            row.executed_until_on = ends[str(row.item_id)]
            row.save(update_fields=["executed_until_on"])


def _row(employment_id: UUID, span: Span, at: datetime) -> EmploymentFact:
    department = span.values.get("department") if span.fact == POST else None
    return EmploymentFact(
        employment_id=employment_id,
        fact=span.fact,
        slot=span.slot,
        code=str(span.values.get(CODES.get(span.fact, ""), ""))[:40],
        department_id=UUID(str(department)) if department else None,
        values=dict(span.values),
        item_id=UUID(span.item),
        from_on=span.from_on,
        until_on=span.until_on,
        known_from=at,
    )


def _key(span: Span) -> tuple[Any, ...]:
    return (span.fact, span.slot, span.from_on, span.until_on, span.item, _frozen(span.values))


def _key_of(row: EmploymentFact) -> tuple[Any, ...]:
    return (row.fact, row.slot, row.from_on, row.until_on, str(row.item_id), _frozen(row.values))


def _frozen(values: Any) -> str:
    return repr(sorted((str(name), value) for name, value in values.items()))
