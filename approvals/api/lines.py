"""The line of a paper before it is handed in, over REST."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ListField

from approvals.permissions import DOCUMENT_DRAFT
from approvals.queries.line_words import STEP_WORDS, note_words, reason_words
from approvals.rules.line_types import (
    CompleteRule,
    GroupMode,
    LeftOut,
    Note,
    PlannedGroup,
    PlannedLine,
    PlannedStep,
    Seat,
    StepKind,
)
from approvals.services.lines import LineQuestion, plan_line
from core.api.docs import operation
from core.api.fields import (
    ChoiceTextField,
    CodeField,
    FlagField,
    IdField,
    LineField,
    WholeNumberField,
    WonField,
)
from core.api.serializers import Input, Output
from core.api.views import ApiView
from organization.errors import TableNotYet
from organization.permissions import DELEGATION_VIEW
from organization.queries import role_words

SEPARATOR = ":"
MANY_SELECTORS = 20


class LineQuery(Input):
    """What the line depends on."""

    business_type = CodeField(max_length=60, help_text=_("업무 유형"))
    amount = WonField(required=False, help_text=_("금액. 행의 금액 기준에 따른다"))
    people = IdField(required=False, help_text=_("문서가 다루는 사람"))
    contract_type = CodeField(max_length=60, required=False, help_text=_("계약 변경일 때 그 계약의 유형"))
    drafter_id = IdField(
        required=False, help_text=_("다른 기안자로 시험. 위임전결규정을 볼 권한이 있어야 한다")
    )
    table_id = IdField(required=False, help_text=_("다른 판으로 시험. 위임전결규정을 볼 권한이 있어야 한다"))
    selector = LineField(
        max_length=120, required=False, help_text=_("행을 고르는 값. 이름:값을 쉼표로 잇는다")
    )


class SeatOut(Output):
    """A position, and who holds it now."""

    key = LineField(max_length=120)
    title = LineField(max_length=60, allow_blank=True)
    department = LineField(max_length=60, allow_blank=True)
    person_id = IdField(allow_null=True)
    person = LineField(max_length=60, allow_blank=True)


class LineNoteOut(Output):
    """Why the line came out so."""

    code = CodeField(max_length=40)
    text = LineField(max_length=300)


class LineStepOut(Output):
    """A step of the line; `acting_for` when the deputy of a vacant post signs."""

    kind = ChoiceTextField(choices=[(str(kind), label) for kind, label in STEP_WORDS.items()])
    seat = SeatOut()
    acting_for = SeatOut(allow_null=True)
    is_required = FlagField()
    basis = LineField(max_length=300, allow_blank=True)
    notes = LineNoteOut(many=True)


class LineGroupOut(Output):
    """Steps that open together or one after the other."""

    seq = WholeNumberField(minimum=1, maximum=1000)
    mode = ChoiceTextField(choices=[(str(mode), str(mode)) for mode in GroupMode])
    complete_rule = ChoiceTextField(choices=[(str(rule), str(rule)) for rule in CompleteRule])
    count = WholeNumberField(minimum=0, maximum=100)
    steps = LineStepOut(many=True)


class LeftOutOut(Output):
    """A position of the table without a step."""

    kind = ChoiceTextField(choices=[(str(kind), label) for kind, label in STEP_WORDS.items()])
    role = CodeField(max_length=40)
    role_text = LineField(max_length=60)
    reason = CodeField(max_length=40)
    text = LineField(max_length=300)
    is_present = FlagField(help_text=_("그 서명이 결재선에 이미 있는지"))


class LineOut(Output):
    """The line the delegation table asks for."""

    groups = LineGroupOut(many=True)
    final_role = CodeField(max_length=40, allow_blank=True)
    final_role_text = LineField(max_length=60, allow_blank=True)
    delegated = FlagField(help_text=_("전결"))
    decided_by_drafter = FlagField(help_text=_("상신하면 바로 결재된다"))
    rule_id = CodeField(max_length=20, allow_blank=True, help_text=_("위임전결규정의 행"))
    table_id = IdField(allow_null=True)
    important = FlagField()
    bulk_forbidden = FlagField()
    gate = CodeField(max_length=40, allow_blank=True, help_text=_("효력이 기다리는 것"))
    report_after_to = ListField(child=CodeField(max_length=40), help_text=_("사후보고"))
    notes = LineNoteOut(many=True)
    left_out = LeftOutOut(many=True)


class LinePreview(ApiView):
    """결재선 미리보기."""

    tag = "전자결재"
    required: ClassVar = {"get": DOCUMENT_DRAFT}
    queries: ClassVar = {"get": LineQuery}

    @operation(
        "결재선 미리보기",
        "내가 이 업무를 기안하면 누구를 거쳐 누가 결재하는지 본다. 다른 기안자나 다른 판으로도 시험할 수 있다. "
        "아무것도 바꾸지 않는다.",
        output=LineOut,
        errors=[TableNotYet],
    )
    def get(self, request: Request) -> Response:
        asked = self.query()
        if asked.get("drafter_id") or asked.get("table_id"):
            self.actor.require(DELEGATION_VIEW)
        drafter = asked.get("drafter_id") or self.actor.user_id or UUID(int=0)
        question = LineQuestion(
            business_type=asked["business_type"],
            drafter_id=drafter,
            amount=asked.get("amount"),
            people=[asked["people"]] if asked.get("people") else [],
            selectors=_selectors(asked),
        )
        line = plan_line(question=question, at=self.at, table_id=asked.get("table_id"))
        return Response(LineOut(line_values(line)).data)


def _selectors(asked: dict[str, Any]) -> dict[str, str]:
    pairs = [part.partition(SEPARATOR) for part in asked.get("selector", "").split(",")[:MANY_SELECTORS]]
    found = {name.strip(): value.strip() for name, _sign, value in pairs if name.strip() and value.strip()}
    if asked.get("contract_type"):
        found["contract_type"] = asked["contract_type"]
    return found


def line_values(line: PlannedLine) -> dict[str, Any]:
    """The line as the API gives it out."""
    return vars(line) | {
        "groups": [_group(group) for group in line.groups],
        "final_role_text": role_words(line.final_role),
        "notes": [_note(note) for note in line.notes],
        "left_out": [_left_out(item) for item in line.left_out],
    }


def _group(group: PlannedGroup) -> dict[str, Any]:
    return vars(group) | {"steps": [_step(step) for step in group.steps]}


def _step(step: PlannedStep) -> dict[str, Any]:
    return {
        "kind": StepKind(step.kind),
        "seat": _seat(step.seat),
        "acting_for": _seat(step.acting_for) if step.acting_for else None,
        "is_required": step.required,
        "basis": step.basis,
        "notes": [_note(note) for note in step.notes],
    }


def _seat(seat: Seat) -> dict[str, Any]:
    return vars(seat) | {"key": seat.key}


def _note(note: Note) -> dict[str, str]:
    return {"code": str(note.code), "text": note_words(note)}


def _left_out(item: LeftOut) -> dict[str, Any]:
    return vars(item) | {"role_text": role_words(item.role), "text": reason_words(item)}
