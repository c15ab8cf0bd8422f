"""정원·현원: what is allowed and who is there, on a day, as known at a moment (인사기록규칙 제17조)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from core.models.ranges import valid_on
from hr.choices import Fact
from hr.models import AuthorizedHeadcount
from hr.queries.rules import rule_rows
from hr.queries.standing import StandingRow, as_of
from hr.rules.headcount import Counted, Place, PlanLine, Standing, counted, filled
from hr.rules.kinds import ON_LEAVE, SECONDED
from organization.queries import department_names


@dataclass(frozen=True)
class HeadcountKey:
    """What a line counts; without a department the whole institution."""

    grade: str
    job_series: str = ""
    employment_type: str = ""
    department_id: UUID | None = None


@dataclass(frozen=True)
class LineWords:
    """A line's codes in words."""

    grade: str
    series: str
    employment_type: str
    department: str


@dataclass(frozen=True)
class HeadcountLine:
    """정원, 현원, 별도정원, 결원 and 과원 of one line, with the people behind the figures."""

    plan_id: UUID | None
    key: HeadcountKey
    words: LineWords
    plan: PlanLine
    basis_document: str
    consultation_document_no: str
    board_resolution_no: str
    employment_ids: tuple[UUID, ...]
    separate_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class HeadcountReport:
    """The comparison of a day (정원·현원 대비표)."""

    on: date
    lines: tuple[HeadcountLine, ...]
    outside: Mapping[str, int]

    @property
    def total(self) -> PlanLine:
        return PlanLine(
            sum(line.plan.allowed for line in self.lines),
            sum(line.plan.actual for line in self.lines),
            sum(line.plan.separate for line in self.lines),
        )


def headcount_report(on: date, *, known_at: datetime | None = None) -> HeadcountReport:
    """Plan against people on a day; a fixed number of statements whatever the size."""
    people = [row for row in as_of(on, known_at=known_at).values() if row.is_in_service]
    table = {row.key: row.payload for row in rule_rows("headcount_counting", on)}
    found = {row.employment_id: counted(standing_of_row(row), table) for row in people}
    plans = {plan.pk: plan for plan in AuthorizedHeadcount.objects.filter(valid_on(on))}
    inside = {row.employment_id: row for row in people if found[row.employment_id] != Counted.OUT}
    names = _names(on)
    taken, rest = filled(
        {key: _place_of_plan(plan) for key, plan in plans.items()},
        {key: _place_of(row) for key, row in inside.items()},
    )
    lines = [_line(plans[key], [inside[one] for one in own], found, names) for key, own in taken.items()]
    lines += _without_plan([inside[one] for one in rest], found, names)
    outside = Counter(row.employment_type for row in people if found[row.employment_id] == Counted.OUT)
    order = {row.key: place for place, row in enumerate(rule_rows("grade", on))}
    lines.sort(
        key=lambda line: (order.get(line.key.grade, 99), line.key.job_series, line.key.employment_type)
    )
    return HeadcountReport(on, tuple(lines), dict(outside))


def standing_of_row(row: StandingRow) -> Standing:
    """What counting needs, from what is true on the day."""
    fact = row.facts.get(Fact.STATUS)
    is_away = row.status in (ON_LEAVE, SECONDED) and fact is not None
    planned = fact.values.get("planned_until") if fact and is_away else None
    return Standing(
        status=row.status,
        employment_type=row.employment_type,
        away_from=date.fromisoformat(str(fact.values.get("since") or fact.from_on))
        if fact and is_away
        else None,
        away_until=date.fromisoformat(str(planned)) if planned else None,
        is_replacement=bool(row.value(Fact.CONTRACT, "replaces")),
    )


def _place_of(row: StandingRow) -> Place:
    series = str(row.value(Fact.SERIES, "series", ""))
    return Place(row.grade, row.employment_type, series, row.department_id)


def _place_of_plan(plan: AuthorizedHeadcount) -> Place:
    return Place(plan.grade, plan.employment_type, plan.job_series, plan.department_id)


def _line(
    plan: AuthorizedHeadcount, own: list[StandingRow], found: Mapping[UUID, Counted], names: Any
) -> HeadcountLine:
    inside = tuple(row.employment_id for row in own if found[row.employment_id] == Counted.IN)
    apart = tuple(row.employment_id for row in own if found[row.employment_id] == Counted.SEPARATE)
    key = HeadcountKey(plan.grade, plan.job_series, plan.employment_type, plan.department_id)
    return HeadcountLine(
        plan.pk,
        key,
        names(key),
        PlanLine(plan.count, len(inside), len(apart)),
        plan.basis_document,
        plan.consultation_document_no,
        plan.board_resolution_no,
        inside,
        apart,
    )


def _without_plan(
    people: list[StandingRow], found: Mapping[UUID, Counted], names: Any
) -> list[HeadcountLine]:
    """People whom no post allows: lines with a plan of none."""
    groups: dict[HeadcountKey, list[StandingRow]] = {}
    for row in people:
        groups.setdefault(HeadcountKey(row.grade, "", row.employment_type), []).append(row)
    lines = []
    for key, own in groups.items():
        inside = tuple(row.employment_id for row in own if found[row.employment_id] == Counted.IN)
        apart = tuple(row.employment_id for row in own if found[row.employment_id] == Counted.SEPARATE)
        plan = PlanLine(0, len(inside), len(apart))
        lines.append(HeadcountLine(None, key, names(key), plan, "", "", "", inside, apart))
    return lines


def _names(on: date) -> Any:
    words = {code: {row.key: row.payload["name"] for row in rule_rows(code, on)} for code in _CODES}
    departments = department_names(on)

    def of(key: HeadcountKey) -> LineWords:
        department = departments.get(key.department_id) if key.department_id else None
        return LineWords(
            str(words["grade"].get(key.grade, key.grade)),
            str(words["job_series"].get(key.job_series, key.job_series)),
            str(words["employment_type"].get(key.employment_type, key.employment_type)),
            department.name if department else "",
        )

    return of


_CODES = ("grade", "job_series", "employment_type")
