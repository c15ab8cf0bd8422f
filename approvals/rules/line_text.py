"""Planned lines as JSON and back: what is stored with a document and what its hash covers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from approvals.rules.line_types import (
    CompleteRule,
    GroupMode,
    Note,
    NoteCode,
    PlannedGroup,
    PlannedLine,
    PlannedStep,
    Seat,
    SeatKind,
    StepKind,
)
from organization.rules.structure import Level


def seat_values(seat: Seat) -> dict[str, Any]:
    """A position as stored."""
    return {
        "kind": seat.kind.value,
        "level": seat.level.name,
        "title": seat.title,
        "department_id": _text(seat.department_id),
        "department": seat.department,
        "duty": seat.duty,
        "person_id": _text(seat.person_id),
        "person": seat.person,
        "role": seat.role,
    }


def seat_of(values: Mapping[str, Any]) -> Seat:
    """The stored position."""
    return Seat(
        kind=SeatKind(values["kind"]),
        level=Level[values["level"]],
        title=values["title"],
        department_id=_id(values["department_id"]),
        department=values["department"],
        duty=values["duty"],
        person_id=_id(values["person_id"]),
        person=values["person"],
        role=values["role"],
    )


def step_values(step: PlannedStep) -> dict[str, Any]:
    """A planned step as stored."""
    return {
        "kind": step.kind.value,
        "seat": seat_values(step.seat),
        "acting_for": seat_values(step.acting_for) if step.acting_for else None,
        "required": step.required,
        "basis": step.basis,
        "skip_reason": step.skip_reason,
        "notes": [{"code": note.code.value, "facts": _facts(note.facts)} for note in step.notes],
    }


def notes_of(stored: Iterable[Mapping[str, Any]]) -> tuple[Note, ...]:
    """The stored notes of a step."""
    return tuple(Note(NoteCode(one["code"]), dict(one["facts"])) for one in stored)


def group_values(group: PlannedGroup) -> dict[str, Any]:
    """A planned group as stored."""
    return {
        "seq": group.seq,
        "mode": group.mode.value,
        "complete_rule": group.complete_rule.value,
        "count": group.count,
        "steps": [step_values(step) for step in group.steps],
    }


def line_values(line: PlannedLine) -> dict[str, Any]:
    """What the delegation of authority asks for, as stored with the document."""
    return {
        "groups": [group_values(group) for group in line.groups],
        "final_role": line.final_role,
        "delegated": line.delegated,
        "rule_id": line.rule_id,
        "table_id": _text(line.table_id),
        "important": line.important,
        "bulk_forbidden": line.bulk_forbidden,
        "report_after_to": list(line.report_after_to),
        "gate": line.gate,
        "decided_by_drafter": line.decided_by_drafter,
        "notes": [{"code": note.code.value, "facts": _facts(note.facts)} for note in line.notes],
        "left_out": [
            {"kind": one.kind.value, "role": one.role, "title": one.title, "reason": one.reason.value}
            for one in line.left_out
        ],
    }


def line_of(values: Mapping[str, Any]) -> PlannedLine:
    """The stored line, as far as checks of changed lines ask: notes are for reading and stay aside."""
    return PlannedLine(
        groups=tuple(group_of(group) for group in values["groups"]),
        final_role=values["final_role"],
        delegated=values["delegated"],
        rule_id=values["rule_id"],
        table_id=_id(values["table_id"]),
        important=values["important"],
        bulk_forbidden=values["bulk_forbidden"],
        report_after_to=tuple(values["report_after_to"]),
        gate=values["gate"],
        decided_by_drafter=values["decided_by_drafter"],
    )


def group_of(values: Mapping[str, Any]) -> PlannedGroup:
    """The stored group."""
    return PlannedGroup(
        seq=int(values["seq"]),
        steps=tuple(step_of(step) for step in values["steps"]),
        mode=GroupMode(values["mode"]),
        complete_rule=CompleteRule(values["complete_rule"]),
        count=int(values["count"]),
    )


def step_of(values: Mapping[str, Any]) -> PlannedStep:
    """The stored step."""
    return PlannedStep(
        kind=StepKind(values["kind"]),
        seat=seat_of(values["seat"]),
        required=values["required"],
        basis=values["basis"],
        acting_for=seat_of(values["acting_for"]) if values["acting_for"] else None,
        skip_reason=values["skip_reason"],
    )


def renumbered(groups: Iterable[PlannedGroup], first: int) -> tuple[PlannedGroup, ...]:
    """The groups in their order with running numbers from `first`."""
    ordered = sorted(groups, key=lambda group: group.seq)
    return tuple(
        PlannedGroup(first + place, group.steps, group.mode, group.complete_rule, group.count)
        for place, group in enumerate(ordered)
    )


def _facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value if isinstance(value, int | str) else str(value) for name, value in facts.items()}


def _text(value: UUID | None) -> str | None:
    return str(value) if value else None


def _id(value: str | None) -> UUID | None:
    return UUID(value) if value else None
