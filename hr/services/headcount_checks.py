"""Whether an order would bring more people than posts allow (E-HR-004)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from core.errors import DomainError
from hr.errors import HeadcountExceeded
from hr.models import AppointmentItem
from hr.queries.headcount import headcount_report
from hr.queries.replaying import kind_played
from hr.rules.kinds import ENTRY_KINDS

FILLING = ENTRY_KINDS | {"PROMOTE"}


def headcount_refusals(items: Sequence[AppointmentItem]) -> list[DomainError]:
    """One refusal for each grade that would be over its plan; replacements of people on leave are not counted."""
    wanted: Counter[tuple[date, str, str]] = Counter()
    for item in items:
        grade = str(item.values.get("grade", ""))
        if kind_played(item) in FILLING and grade and not item.values.get("replaces"):
            wanted[(item.effective_on, grade, str(item.values.get("employment_type", "")))] += 1
    found: list[DomainError] = []
    for (on, grade, employment_type), more in wanted.items():
        lines = [
            line
            for line in headcount_report(on).lines
            if line.key.grade == grade and employment_type in ("", line.key.employment_type) and line.plan_id
        ]
        allowed = sum(line.plan.allowed for line in lines)
        actual = sum(line.plan.actual for line in lines)
        if lines and actual + more > allowed:
            found.append(HeadcountExceeded(quota=allowed, actual=actual))
    return found
