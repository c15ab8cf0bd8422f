"""Plain values of an approval line: seats, steps, groups, the line as planned, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from organization.rules.structure import Level


class StepKind(StrEnum):
    """What a step of the line does."""

    REVIEW = "REVIEW"
    COOPERATE = "COOPERATE"
    AGREE = "AGREE"
    AUDIT = "AUDIT"
    APPROVE = "APPROVE"
    POST_REVIEW = "POST_REVIEW"
    CIRCULATE = "CIRCULATE"
    REFER = "REFER"


# Steps that stand in the way of the decision; the others may follow it and never change the state.
DECIDING = frozenset({StepKind.REVIEW, StepKind.COOPERATE, StepKind.AGREE, StepKind.AUDIT, StepKind.APPROVE})
COOPERATION = frozenset({StepKind.COOPERATE, StepKind.AGREE})


class GroupMode(StrEnum):
    """Whether the steps of a group open one after the other or all at once."""

    SERIAL = "SERIAL"
    PARALLEL = "PARALLEL"


class CompleteRule(StrEnum):
    """When a group is complete."""

    ALL = "ALL"
    ANY = "ANY"
    COUNT = "COUNT"


class SeatKind(StrEnum):
    """How the person of a seat is found on the day the step becomes active."""

    HEAD_OF = "HEAD_OF"  # who heads the department
    POST = "POST"  # who holds the post of that level in the department (a 사무처장 without an office)
    DUTY = "DUTY"  # who holds the dated duty, wherever he sits
    PERSON = "PERSON"  # this person, whatever he becomes (the drafter, people added by name)


@dataclass(frozen=True)
class Seat:
    """A position of the line (자리). Steps store the position; person_id is who holds it now, None = vacant.

    `level` is the position's standing, `role` the word of the delegation table that led here.
    """

    kind: SeatKind
    level: Level
    title: str
    department_id: UUID | None = None
    department: str = ""
    duty: str = ""
    person_id: UUID | None = None
    person: str = ""
    role: str = ""

    @property
    def key(self) -> str:
        """The position as one text, the same whoever holds it: what a step stores and deputies are kept by."""
        return seat_key(self.kind, self.department_id, self.duty, self.level, self.person_id)

    @property
    def is_vacant(self) -> bool:
        return self.person_id is None

    @property
    def is_outside(self) -> bool:
        """The chair of the board without an account here: signs by link, or on paper that is registered."""
        return self.level == Level.CHAIR and self.person_id is None


def seat_key(
    kind: SeatKind, department_id: UUID | None, duty: str, level: Level, person_id: UUID | None
) -> str:
    """HEAD_OF:<department>, POST:<department>:<level>, DUTY:<duty>, PERSON:<person>."""
    if kind is SeatKind.HEAD_OF:
        return f"{kind}:{department_id}"
    if kind is SeatKind.POST:
        return f"{kind}:{department_id or ''}:{level.name}"
    return f"{kind}:{duty}" if kind is SeatKind.DUTY else f"{kind}:{person_id}"


class NoteCode(StrEnum):
    """Why a line came out as it did; approvals.queries.line_words has the sentence of each code."""

    RAISED_FROM_DRAFTER = "E-APR-004"
    RAISED_FROM_INTEREST = "E-APR-017"
    UNKNOWN_TYPE = "UNKNOWN_TYPE"
    UNKNOWN_SELECTOR = "UNKNOWN_SELECTOR"
    ABOVE_HIGHEST = "ABOVE_HIGHEST"
    AMOUNT_UNKNOWN = "AMOUNT_UNKNOWN"
    BETWEEN_BANDS = "BETWEEN_BANDS"
    NO_SUCH_ROLE = "NO_SUCH_ROLE"
    VACANT = "VACANT"
    ACTING = "ACTING"
    OWN_DRAFT = "OWN_DRAFT"
    ALREADY_THERE = "ALREADY_THERE"
    IS_DRAFTER = "IS_DRAFTER"
    NOT_ABOVE_DRAFTER = "NOT_ABOVE_DRAFTER"
    CONCERNED = "CONCERNED"
    HEAD_OWN_MATTER = "HEAD_OWN_MATTER"
    WAITS_FOR_BOARD = "WAITS_FOR_BOARD"
    NOBODY_DECIDES = "NOBODY_DECIDES"


@dataclass(frozen=True)
class Note:
    """What the drafter is told about how the line came out, with its figures."""

    code: NoteCode
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class PlannedStep:
    """One step of a line.

    `seat.person_id` is who signs as things stand. When that is the deputy of a vacant post, `acting_for` is
    the vacant post and the signature is a 대결. `post` is the position to store with the step.
    """

    kind: StepKind
    seat: Seat
    required: bool = True
    basis: str = ""
    notes: tuple[Note, ...] = ()
    acting_for: Seat | None = None
    skip_reason: str = ""

    @property
    def post(self) -> Seat:
        return self.acting_for or self.seat


@dataclass(frozen=True)
class PlannedGroup:
    """Steps that open together (PARALLEL) or in order (SERIAL); `count` belongs to COUNT."""

    seq: int
    steps: tuple[PlannedStep, ...]
    mode: GroupMode = GroupMode.SERIAL
    complete_rule: CompleteRule = CompleteRule.ALL
    count: int = 0


@dataclass(frozen=True)
class LeftOut:
    """A position of the table that got no step, and why; `is_present`: its signature is there anyway."""

    kind: StepKind
    role: str
    title: str
    reason: NoteCode
    is_present: bool = False
    seat_key: str = ""


@dataclass(frozen=True)
class PlannedLine:
    """The line the delegation table asks for. Step 0, the drafter's own signature, is not in `groups`.

    `final_role` is the role that decides after all raising; `delegated` is the 전결 mark; `gate` names what the
    effect waits for after the decision (BOARD_RESOLUTION). `decided_by_drafter`: a STAFF row, submitting approves.
    """

    groups: tuple[PlannedGroup, ...]
    final_role: str
    delegated: bool
    rule_id: str
    table_id: UUID | None
    notes: tuple[Note, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    important: bool = False
    bulk_forbidden: bool = False
    report_after_to: tuple[str, ...] = ()
    gate: str = ""
    decided_by_drafter: bool = False

    @property
    def steps(self) -> Iterator[PlannedStep]:
        """All steps in order."""
        return (step for group in self.groups for step in group.steps)

    @property
    def final(self) -> PlannedStep | None:
        """The deciding step."""
        return next((step for step in self.steps if step.kind is StepKind.APPROVE), None)


@dataclass(frozen=True)
class LineFault:
    """What is wrong with a line: a code with its figures. approvals.errors has the class of each code."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class LineRequest:
    """What a document says about itself when its line is asked for (reserved keys of the payload)."""

    business_type: str
    drafter_id: UUID
    amount: int | None = None
    people: tuple[UUID, ...] = ()
    selectors: Mapping[str, str] = field(default_factory=dict)
    at: datetime | None = None
