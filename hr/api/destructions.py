"""Destruction of leavers' personal data over REST."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.docs import operation
from core.api.fields import (
    ChoiceTextField,
    CodeField,
    DayField,
    FlagField,
    IdField,
    LineField,
    MomentField,
    WholeNumberField,
)
from core.api.serializers import Input, Output
from core.api.views import ApiView, ApiViewSet
from core.errors import InvalidMove
from core.periods import day_of
from hr import errors as refusals
from hr.choices import DestructionPart, DestructionState
from hr.permissions import DESTRUCTION_DECIDE, DESTRUCTION_PROPOSE, PERSON_VIEW
from hr.queries.destructions import destruction, destructions, due_for_destruction
from hr.services.destructions import decide_destruction, propose_destruction

TAG = "개인정보 파기"
MANY = 1_000_000


class DestructionDueOut(Output):
    """A part of a leaver's record that nothing keeps any more."""

    person_id = IdField()
    employee_no = CodeField(max_length=20)
    name = LineField(max_length=60, allow_blank=True)
    part = ChoiceTextField(choices=DestructionPart.choices)
    left_on = DayField(help_text=_("퇴직일"))
    kept_until_on = DayField(help_text=_("보존 만료일"))
    basis = LineField(max_length=500)
    count = WholeNumberField(minimum=0, maximum=MANY)


class DestructionsDueOut(Output):
    """Everything due."""

    items = DestructionDueOut(many=True)


class DestructionChoiceIn(Input):
    """One part of one person's record."""

    person_id = IdField()
    part = ChoiceTextField(choices=DestructionPart.choices)


class DestructionIn(Input):
    """A proposal."""

    reason = LineField(max_length=300, allow_blank=True)
    lines = DestructionChoiceIn(many=True)


class DestructionDecisionIn(Input):
    """Destroyed, or held back with a reason."""

    destroy = FlagField()
    text = LineField(max_length=300, required=False, allow_blank=True)


class DestructionLineOut(Output):
    """A line of an act, and what is left in the tables now."""

    person_id = IdField()
    employee_no = CodeField(max_length=20)
    part = ChoiceTextField(choices=DestructionPart.choices)
    left_on = DayField()
    kept_until_on = DayField()
    basis = LineField(max_length=500)
    found = WholeNumberField(minimum=0, maximum=MANY)
    destroyed = WholeNumberField(minimum=0, maximum=MANY)
    left = WholeNumberField(minimum=0, maximum=MANY, help_text=_("지금 남은 건수"))


class DestructionOut(Output):
    """An act with its lines."""

    destruction_id = IdField()
    state = ChoiceTextField(choices=DestructionState.choices)
    reason = LineField(max_length=300)
    proposed_by = LineField(max_length=100, allow_blank=True)
    proposed_at = MomentField()
    decided_by = LineField(max_length=100, allow_blank=True)
    decided_at = MomentField(allow_null=True)
    decision_text = LineField(max_length=300, allow_blank=True)
    version = WholeNumberField(minimum=1, maximum=2**31 - 1)
    lines = DestructionLineOut(many=True)


class DestructionsOut(Output):
    """Acts."""

    items = DestructionOut(many=True)


class DestructionDueView(ApiView):
    """파기할 때가 된 정보."""

    tag = TAG
    required: ClassVar = {"get": PERSON_VIEW}

    @operation(
        "파기 대상 조회",
        "보존기간표에 따라 보존할 까닭이 없어진 퇴직자의 정보를 본다.",
        output=DestructionsDueOut,
    )
    def get(self, request: Request) -> Response:
        return Response(DestructionsDueOut({"items": due_for_destruction(day_of(self.at))}).data)


class DestructionViewSet(ApiViewSet):
    """개인정보 파기."""

    tag = TAG
    required: ClassVar = {
        "list": PERSON_VIEW,
        "retrieve": PERSON_VIEW,
        "create": DESTRUCTION_PROPOSE,
        "decide": DESTRUCTION_DECIDE,
    }
    versioned = frozenset({"decide"})

    @operation("파기 대장", "제안하고 심사하고 파기한 것을 건수와 근거와 함께 본다.", output=DestructionsOut)
    def list(self, request: Request) -> Response:
        return Response(DestructionsOut({"items": destructions()}).data)

    @operation("파기 조회", "파기 하나를 본다.", output=DestructionOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.entity(destruction(pk), DestructionOut)

    @operation(
        "파기 제안",
        "보존기간이 지난 것의 파기를 제안한다. 다른 담당자가 심사한다.",
        input=DestructionIn,
        output=DestructionOut,
        status=201,
        errors=[refusals.DestructionNotDue, refusals.ReasonMissing],
    )
    def create(self, request: Request) -> Response:
        data = self.read(DestructionIn)
        chosen = [(one["person_id"], one["part"]) for one in data["lines"]]
        made = propose_destruction(actor=self.actor, chosen=chosen, reason=data["reason"], at=self.at)
        return self.entity(destruction(made.pk), DestructionOut, status=201)

    @operation(
        "파기 심사",
        "제안한 사람이 아닌 담당자가 파기하거나 사유를 적어 보류한다. 파기한 것은 되돌릴 수 없다.",
        input=DestructionDecisionIn,
        output=DestructionOut,
        status=201,
        errors=[
            InvalidMove,
            refusals.DestructionNotDue,
            refusals.DestructionOwn,
            refusals.ReasonMissing,
        ],
    )
    @action(detail=True, methods=["post"], url_path="decisions")
    def decide(self, request: Request, pk: UUID) -> Response:
        data = self.read(DestructionDecisionIn)
        decide_destruction(
            actor=self.actor,
            destruction_id=pk,
            destroy=data["destroy"],
            text=data.get("text", ""),
            at=self.at,
            version=self.expected_version,
        )
        return self.entity(destruction(pk), DestructionOut, status=201)
