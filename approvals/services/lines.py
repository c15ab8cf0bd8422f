"""The line of a paper that is not handed in yet: what the delegation table in force asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from approvals.rules.line_building import Table, build_line
from approvals.rules.line_types import LineRequest, PlannedLine
from approvals.rules.splitting import WINDOW_DAYS, Paper, SplitWarning, split_warning
from approvals.services.planning import policy_now
from approvals.services.subjects import AsksForSigners, line_facts, registry
from core.errors import FieldFault, InvalidInput
from core.periods import day_of
from organization.queries import rules_of, structure_at, table, table_in_force

MAX_AMOUNT = 10**15


@dataclass(frozen=True)
class LineQuestion:
    """A paper as far as its line depends on it (handbook 2.5: business type, amount, people, selectors)."""

    business_type: str
    drafter_id: UUID
    amount: int | None = None
    people: Sequence[UUID] = ()
    selectors: Mapping[str, str] | None = None


def plan_line(*, question: LineQuestion, at: datetime, table_id: UUID | None = None) -> PlannedLine:
    """The line the table in force at that moment asks for (행정업무의 운영 및 혁신에 관한 규정 제10조).

    `table_id`: another version of the table is tried out instead.
    Reads the organisation of the moment in a fixed number of statements; locks nothing. Refuses when no table
    is in force, and an amount that is none.
    """
    if question.amount is not None and not 0 <= question.amount <= MAX_AMOUNT:
        raise InvalidInput(errors=[FieldFault("/amount", "amount", "금액은 0원 이상입니다.")])
    request = LineRequest(
        business_type=question.business_type,
        drafter_id=question.drafter_id,
        amount=question.amount,
        people=tuple(question.people),
        selectors=dict(question.selectors or {}),
        at=at,
    )
    given = table_of(day_of(at)) if table_id is None else _version(table_id, day_of(at))
    return build_line(request, given, structure_at(at), policy_now(at).head_own_matter)


def plan_record(*, subject_type: str, subject_id: UUID, drafter_id: UUID, at: datetime) -> PlannedLine:
    """The line the document of a business record would get if it were handed in at that moment."""
    kind = registry.get(subject_type)
    facts = line_facts([kind.payload(subject_id)])
    asked = kind.line_selectors(subject_id) if isinstance(kind, AsksForSigners) else {}
    question = LineQuestion(
        business_type=facts.business_type,
        drafter_id=drafter_id,
        amount=facts.amount,
        people=facts.people,
        selectors={**(facts.selectors or {}), **asked},
    )
    return plan_line(question=question, at=at)


def table_of(on: date) -> Table:
    """The delegation table in force on a day; refuses when there is none."""
    current = table_in_force(on)
    return Table(rules_of(current.table_id), current.basis_text, current.table_id)


def _version(table_id: UUID, on: date) -> Table:
    found = table(table_id, on)
    return Table(rules_of(found.table_id), found.basis_text, found.table_id)


def suspected_split(
    *,
    paper: Paper,
    earlier: Sequence[Paper],
    business_type: str,
    at: datetime,
    window_days: int = WINDOW_DAYS,
) -> SplitWarning | None:
    """Whether papers of the days before, together with this one, belong to a higher role (E-APR-036)."""
    return split_warning(paper, earlier, table_of(day_of(at)).rules, business_type, window_days)
