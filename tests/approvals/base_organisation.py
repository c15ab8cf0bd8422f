"""The base organisation of the acceptance cases, as plain values.

대표이사 최 › 사무처장 정 › 공연본부 이 › 공연사업팀 박 · 김 · 김2; 경영지원본부 경 › 예 회 계 인 기; 감사팀 감 under 최.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid5

from approvals.rules.line_building import Table, build_line
from approvals.rules.line_types import LineRequest, PlannedLine, PlannedStep, Seat, SeatKind, StepKind
from approvals.rules.seats import Chart
from organization.rules.delegation import Rule
from organization.rules.delegation_file import rule_of_row
from organization.rules.structure import Level, Place, Structure, Unit, Worker

SEED = Path(__file__).resolve().parents[2] / "organization/seed/delegation_of_authority_sample.csv"
_SPACE = UUID("0192a0c0-0000-7000-8000-000000000000")
# Unit, its parent, title and level of its head, who heads it, who else works there.
_UNITS: tuple[tuple[str, str, str, Level, str, tuple[str, ...]], ...] = (
    ("재단", "", "대표이사", Level.HEAD, "최", ()),
    ("사무처", "재단", "사무처장", Level.SECRETARY_GENERAL, "정", ()),
    ("공연본부", "사무처", "본부장", Level.DIVISION_HEAD, "이", ()),
    ("공연사업팀", "공연본부", "팀장", Level.TEAM_LEAD, "박", ("김", "김2")),
    ("경영지원본부", "사무처", "본부장", Level.DIVISION_HEAD, "경", ()),
    ("예산팀", "경영지원본부", "팀장", Level.TEAM_LEAD, "예", ()),
    ("회계팀", "경영지원본부", "팀장", Level.TEAM_LEAD, "회", ()),
    ("계약팀", "경영지원본부", "팀장", Level.TEAM_LEAD, "계", ()),
    ("인사팀", "경영지원본부", "팀장", Level.TEAM_LEAD, "인", ()),
    ("기획팀", "경영지원본부", "팀장", Level.TEAM_LEAD, "기", ()),
    ("감사팀", "재단", "팀장", Level.TEAM_LEAD, "감", ("감2",)),
)
_FUNCTIONS = {
    "BUDGET_TEAM": "예산팀",
    "ACCOUNTING_TEAM": "회계팀",
    "CONTRACT_TEAM": "계약팀",
    "HR_TEAM": "인사팀",
    "PLANNING_TEAM": "기획팀",
    "LEGAL": "기획팀",
    "AUDIT_TEAM": "감사팀",
}
_DUTIES = {"ASSET_MANAGER": "경", "ASSET_KEEPER": "계", "RECORDS_OFFICER": "기", "SEAL_KEEPER": "인"}


def one(name: str) -> UUID:
    """Id of a person or unit of the base organisation."""
    return uuid5(_SPACE, name)


def base(
    *,
    without: Iterable[str] = (),
    away: Iterable[str] = (),
    deputies: dict[str, tuple[str, ...]] | None = None,
) -> Structure:
    """The base organisation; `without` empties posts, `away` makes people absent, deputies by unit."""
    gone, absent = set(without), set(away)
    units, workers = {}, {}
    for name, parent, title, level, head, others in _UNITS:
        units[one(name)] = Unit(
            one(name),
            name,
            one(parent) if parent else None,
            level,
            title,
            None if head in gone else one(head),
        )
        for person in {head, *others} - gone:
            place = (
                Place(one(name), level, title, True)
                if person == head
                else Place(one(name), Level.MEMBER, "주임")
            )
            workers[one(person)] = Worker(one(person), person, (place,), person in absent)
    order = {f"HEAD_OF:{one(unit)}": tuple(map(one, people)) for unit, people in (deputies or {}).items()}
    functions = {function: one(unit) for function, unit in _FUNCTIONS.items()}
    duties = {duty: one(person) for duty, person in _DUTIES.items() if person not in gone}
    return Structure(units, workers, functions, duties, order)


def sample() -> tuple[Rule, ...]:
    """Rows of the sample delegation table."""
    with SEED.open(encoding="utf-8", newline="") as handle:
        return tuple(rule_of_row(row) for row in csv.DictReader(handle))


def line(
    business_type: str,
    amount: int | None = None,
    *,
    drafter: str = "김",
    people: tuple[str, ...] = (),
    selectors: dict[str, str] | None = None,
    structure: Structure | None = None,
    rules: tuple[Rule, ...] | None = None,
    head_own_matter: str = "DEPUTY_WITH_REPORT",
) -> PlannedLine:
    """The line for a document of this drafter."""
    asked = request(business_type, amount, drafter=drafter, people=people, selectors=selectors)
    table = Table(rules or sample(), "위임전결규정")
    return build_line(asked, table, structure or base(), head_own_matter)


def request(
    business_type: str,
    amount: int | None = None,
    *,
    drafter: str = "김",
    people: tuple[str, ...] = (),
    selectors: dict[str, str] | None = None,
) -> LineRequest:
    """What the document says about itself."""
    return LineRequest(business_type, one(drafter), amount, tuple(map(one, people)), selectors or {})


def shape(planned: PlannedLine) -> str:
    """The line in one text: `검토 박 > 협조 예+회 > 감사 감 > 결재 정 전결`."""
    words = {
        StepKind.REVIEW: "검토",
        StepKind.COOPERATE: "협조",
        StepKind.AUDIT: "감사",
        StepKind.APPROVE: "결재",
    }
    groups = [
        f"{words[group.steps[0].kind]} {'+'.join(_name(step) for step in group.steps)}"
        for group in planned.groups
    ]
    return " > ".join(groups) + (" 전결" if planned.delegated else "")


def _name(step: PlannedStep) -> str:
    name = step.seat.person or "공석"
    return f"{name}(대결 {step.acting_for.title})" if step.acting_for else name


def seat(name: str, structure: Structure | None = None) -> Seat:
    """The position a head of a unit holds."""
    chart = Chart(structure or base())
    unit = next(unit for unit in chart.structure.units.values() if unit.head_id == one(name))
    return chart.head_of(unit, unit.head_level.name if unit.head_level else "")


def person_seat(name: str) -> Seat:
    """A seat for one person by name."""
    found = Chart(base()).of_person(one(name))
    assert found.kind is SeatKind.PERSON
    return found


def codes(planned: PlannedLine) -> list[str]:
    """Codes of the notes the drafter sees."""
    return [str(note.code) for note in planned.notes]


def left(planned: PlannedLine) -> dict[str, str]:
    """Why a role of the row got no step."""
    return {item.role: str(item.reason) for item in planned.left_out}


def with_final(planned: PlannedLine, name: str, structure: Structure | None = None) -> PlannedLine:
    """The line with another final approver, as a drafter would change it."""
    groups = tuple(
        replace(group, steps=tuple(_final(step, name, structure) for step in group.steps))
        for group in planned.groups
    )
    return replace(planned, groups=groups)


def _final(step: PlannedStep, name: str, structure: Structure | None) -> PlannedStep:
    if step.kind is not StepKind.APPROVE:
        return step
    return replace(step, seat=seat(name, structure), acting_for=None)
