"""Reorganisations, and what one would do: the tree after it, the appointments it makes, who is left without a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from approvals.queries.subjects import SubjectDocument, document_of
from core.errors import NotFound
from hr.choices import Fact, ReorganizationKind, ReorganizationState
from hr.models import EmploymentFact, Person, Reorganization
from hr.queries.orders import card_names
from hr.queries.standing import StandingRow, people_in
from hr.rules.kinds import ACTIVE, PROBATION
from hr.rules.reorganization import (
    CLOSE,
    MERGE,
    MOVE,
    OPEN,
    RENAME,
    SPLIT,
    Change,
    Part,
    Plan,
    Unit,
    depth_of,
    plan_changes,
)
from organization.queries import department_codes, department_name, departments, members

SUBJECT = "reorganization"
POST_VALUES = ("post", "duty", "title", "work")
KIND_WORDS = {"MOVE": "전보", "UNIT_CHANGE": "소속변경", "END_POST": "겸임·직무대리 해제"}


@dataclass(frozen=True)
class PlannedMove:
    """An appointment the reorganisation makes. `values` name the new department by its code."""

    person_id: UUID
    employee_no: str
    name: str
    kind: str
    kind_label: str
    before: str
    after: str
    to_code: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class LeftBehind:
    """Somebody whose department closes and who has no new one; without a number: an account without a card."""

    employee_no: str
    name: str
    code: str
    department: str
    is_later: bool = False

    @property
    def words(self) -> str:
        """김하늘 (2020-001, 홍보팀)."""
        return f"{self.name} ({', '.join(part for part in (self.employee_no, self.department) if part)})"


@dataclass(frozen=True)
class UnitRow:
    """A department of the tree after the reorganisation."""

    code: str
    name: str
    depth: int
    mark: str

    @property
    def indent(self) -> range:
        return range(self.depth)


@dataclass(frozen=True)
class ChangeWords:
    """A change in words."""

    seq: int
    kind: str
    kind_label: str
    code: str
    before: str
    after: str


@dataclass(frozen=True)
class Preview:
    """Everything a reorganisation would do on its date."""

    plan: Plan
    tree: tuple[UnitRow, ...]
    moves: tuple[PlannedMove, ...]
    left: tuple[LeftBehind, ...]
    faults: tuple[str, ...]

    @property
    def moved(self) -> int:
        return len({one.person_id for one in self.moves})


@dataclass(frozen=True)
class ReorganizationRow:
    """A reorganisation with everything on it."""

    reorganization_id: UUID
    title: str
    effective_on: date
    department_id: UUID
    department: str
    basis_document: str
    consultation_document_no: str
    board_resolution_no: str
    changes: tuple[Mapping[str, Any], ...]
    placements: Mapping[str, str]
    state: str
    state_label: str
    reason: str
    drafted_by: str
    issued_at: datetime | None
    applied_at: datetime | None
    order_id: UUID | None
    order_number: str
    version: int
    document: SubjectDocument | None = None


def reorganization_rows() -> QuerySet[Reorganization]:
    """Reorganisations as rows, for lists of this app's edge."""
    return Reorganization.objects.select_related("drafted_by", "order")


def reorganization(reorganization_id: UUID) -> ReorganizationRow:
    """One reorganisation; NotFound when there is none."""
    row = _found(reorganization_id)
    return ReorganizationRow(
        reorganization_id=row.pk,
        title=row.title,
        effective_on=row.effective_on,
        department_id=row.department_id,
        department=department_name(row.department_id, row.effective_on),
        basis_document=row.basis_document,
        consultation_document_no=row.consultation_document_no,
        board_resolution_no=row.board_resolution_no,
        changes=tuple(row.changes),
        placements=row.placements,
        state=row.state,
        state_label=row.get_state_display(),
        reason=row.reason,
        drafted_by=row.drafted_by.name if row.drafted_by else "",
        issued_at=row.issued_at,
        applied_at=row.applied_at,
        order_id=row.order_id,
        order_number=row.order.number if row.order else "",
        version=row.version,
        document=document_of(SUBJECT, row.pk),
    )


def change_of(row: Mapping[str, Any]) -> Change:
    """A stored change as the rules read it."""
    parent = row.get("parent_code")
    return Change(
        kind=str(row.get("kind", "")),
        code=str(row.get("code", "")),
        name=str(row.get("name", "")),
        parent=None if parent is None else str(parent),
        predecessors=tuple(str(code) for code in row.get("predecessors", ())),
        parts=tuple(Part(str(part["code"]), str(part["name"])) for part in row.get("parts", ())),
    )


def plan_of(row: Reorganization) -> Plan:
    """What the changes make of the tree of that day; of an applied set what they made of the tree before."""
    is_applied = row.state == ReorganizationState.APPLIED
    rows = departments(row.effective_on - timedelta(days=1) if is_applied else row.effective_on)
    codes = {one.department_id: one.code for one in rows}
    units = [
        Unit(one.code, one.name, codes.get(one.parent_id, "") if one.parent_id else "", one.ordinal)
        for one in rows
    ]
    changes = [change_of(change) for change in row.changes]
    return plan_changes(units, changes, () if is_applied else department_codes())


def preview(reorganization_id: UUID) -> Preview:
    """What would happen on its date; nothing is changed."""
    return preview_of(_found(reorganization_id))


def preview_of(row: Reorganization) -> Preview:
    """The same of a row at hand, also of one that is not stored yet."""
    plan = plan_of(row)
    moves, left = _people(row, plan)
    faults = [
        f"{fault.place + 1}. {FAULT_WORDS.get((fault.name, fault.code), FAULT_WORDS['', fault.code])}"
        f"{f' ({fault.text})' if fault.text else ''}"
        for fault in plan.faults
    ]
    return Preview(plan, _tree(plan), moves, left, tuple(faults))


FAULT_WORDS = {
    ("", "required"): "값을 넣으십시오.",
    ("", "unknown"): "시행일에 없는 부서입니다.",
    ("kind", "unknown"): "바꾸는 방법을 고르십시오.",
    ("", "taken"): "이미 쓰였던 부서 코드입니다.",
    ("", "children"): "폐지되는 부서 아래에 부서가 남습니다.",
    ("predecessors", "required"): "합칠 부서를 둘 이상 고르십시오.",
    ("parts", "required"): "나눌 부서를 둘 이상 넣으십시오.",
}


def change_words(row: ReorganizationRow, plan: Plan) -> list[ChangeWords]:
    """The changes in words, in their order."""
    names = {code: one.name for code, one in {**plan.after, **plan.before}.items()}
    return [_words(seq, change_of(change), names) for seq, change in enumerate(row.changes, 1)]


def reorganization_payload(reorganization_id: UUID) -> Mapping[str, Any]:
    """What is signed of a reorganisation."""
    row = _found(reorganization_id)
    return {
        "business_type": "policy_basic_plan",
        "title": row.title,
        "effective_on": row.effective_on.isoformat(),
        "basis": [row.basis_document, row.consultation_document_no, row.board_resolution_no],
        "changes": row.changes,
        "placements": row.placements,
    }


def _found(reorganization_id: UUID) -> Reorganization:
    row = reorganization_rows().filter(pk=reorganization_id).first()
    if row is None:
        raise NotFound(reorganization_id=str(reorganization_id))
    return row


def _words(seq: int, change: Change, names: Mapping[str, str]) -> ChangeWords:
    def named(code: str) -> str:
        return names.get(code, code)

    before = ", ".join(map(named, change.predecessors)) if change.kind == MERGE else named(change.code)
    after = {
        OPEN: change.name,
        CLOSE: "",
        RENAME: change.name,
        MOVE: named(change.parent) if change.parent else "",
        MERGE: change.name or named(change.code),
        SPLIT: ", ".join(part.name for part in change.parts),
    }.get(change.kind, "")
    label = str(dict(ReorganizationKind.choices).get(change.kind, change.kind))
    return ChangeWords(seq, change.kind, label, change.code, "" if change.kind == OPEN else before, after)


def _tree(plan: Plan) -> tuple[UnitRow, ...]:
    below: dict[str, list[Unit]] = {}
    for one in plan.after.values():
        below.setdefault(one.parent if one.parent in plan.after else "", []).append(one)

    def walk(parent: str) -> Iterator[UnitRow]:
        for one in sorted(below.get(parent, ()), key=lambda unit: (unit.ordinal, unit.code)):
            mark = "new" if one.code in plan.opened else "changed" if one.code in plan.changed else ""
            yield UnitRow(one.code, one.name, depth_of(plan.after, one.code) - 1, mark)
            yield from walk(one.code)

    return tuple(walk(""))


def _people(row: Reorganization, plan: Plan) -> tuple[tuple[PlannedMove, ...], tuple[LeftBehind, ...]]:
    """Who belongs to a department that closes: where the set sends them, and who stays without a place."""
    ids = department_codes()
    moves: list[PlannedMove] = []
    left: list[LeftBehind] = []
    for code in plan.closed:
        unit, department_id = plan.before[code], ids[code]
        standing = people_in(department_id, row.effective_on)
        cards = _cards(standing)
        for one in sorted(standing, key=lambda found: cards[found.person_id][0]):
            number, name = cards[one.person_id]
            carried = plan.carried.get(code, "")
            target = row.placements.get(number) or carried
            if target in plan.after:
                to = plan.after[target]
                moves.append(_move(one, number, name, unit, to, is_placed=target != carried))
            else:
                left.append(LeftBehind(number, name, code, unit.name))
        moves += _second_posts(department_id, unit, row.effective_on)
        left += _others(department_id, unit, row.effective_on)
    return tuple(sorted(moves, key=lambda one: (one.employee_no, one.kind))), tuple(left)


def _move(one: StandingRow, number: str, name: str, unit: Unit, to: Unit, *, is_placed: bool) -> PlannedMove:
    """전보 for who was given another place; 소속변경 where the work goes along or the status bars a 전보."""
    kind = "MOVE" if is_placed and one.status in (ACTIVE, PROBATION) else "UNIT_CHANGE"
    known = one.facts[Fact.POST].values
    values = {name: known[name] for name in POST_VALUES if known.get(name)}
    if not is_placed:
        values["keeps_post_tenure"] = True
    return PlannedMove(
        one.person_id, number, name, kind, KIND_WORDS[kind], unit.name, to.name, to.code, values
    )


def _second_posts(department_id: UUID, unit: Unit, on: date) -> list[PlannedMove]:
    """Second and acting posts in a department that closes end with it."""
    rows = _post_facts(department_id, on).exclude(slot="").filter(from_on__lte=on)
    found = list(rows.select_related("employment__person"))
    names = card_names([row.employment.person_id for row in found])
    return [
        PlannedMove(
            person_id=row.employment.person_id,
            employee_no=row.employment.person.employee_no,
            name=names.get(row.employment.person_id, ""),
            kind="END_POST",
            kind_label=KIND_WORDS["END_POST"],
            before=unit.name,
            after="",
            to_code="",
            values={"item": row.slot},
        )
        for row in found
    ]


def _others(department_id: UUID, unit: Unit, on: date) -> list[LeftBehind]:
    """People an issued order brings into the department later, and accounts in it that have no card."""
    later = _post_facts(department_id, on).filter(from_on__gt=on).select_related("employment__person")
    rows = {row.employment.person_id: row.employment.person.employee_no for row in later}
    names = card_names(rows)
    found = [
        LeftBehind(number, names.get(person_id, ""), unit.code, unit.name, is_later=True)
        for person_id, number in rows.items()
    ]
    here = members(on, department_id)
    known = set(
        Person.objects.filter(user_id__in=[one.user_id for one in here]).values_list("user_id", flat=True)
    )
    return found + [
        LeftBehind("", one.name, unit.code, unit.name) for one in here if one.user_id not in known
    ]


def _post_facts(department_id: UUID, on: date) -> QuerySet[EmploymentFact]:
    """Posts in a department on that day or after it, as known now."""
    rows = EmploymentFact.objects.filter(
        fact=Fact.POST, department_id=department_id, known_until__isnull=True
    )
    return rows.filter(Q(until_on__isnull=True) | Q(until_on__gt=on))


def _cards(standing: list[StandingRow]) -> dict[UUID, tuple[str, str]]:
    ids = [one.person_id for one in standing]
    names = card_names(ids)
    numbers = dict(Person.objects.filter(pk__in=ids).values_list("pk", "employee_no"))
    return {person_id: (numbers[person_id], names.get(person_id, "")) for person_id in ids}
