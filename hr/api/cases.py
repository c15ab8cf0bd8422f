"""Discipline cases over REST."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.urls import reverse
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
    WholeNumberField,
)
from core.api.serializers import Input, Output
from core.api.views import ApiViewSet
from core.errors import InvalidMove
from hr import errors as refusals
from hr.api.shapes import AppointmentOrderOut
from hr.choices import CaseState, ChargeKind
from hr.permissions import DISCIPLINE_MANAGE, DISCIPLINE_VIEW
from hr.queries.cases import discipline_case, discipline_cases
from hr.queries.orders import order
from hr.services.cases import CaseData, Sanctioned, draft_sanction_order, move_case, open_case


class CasesQuery(Input):
    """Which cases."""

    state = ChoiceTextField(choices=CaseState.choices, required=False)
    q = LineField(max_length=60, required=False, help_text=_("징계 사유"))


class CaseIn(Input):
    """A case as reported."""

    person_id = IdField()
    charge = LineField(max_length=300)
    occurred_on = DayField()
    charge_kind = ChoiceTextField(choices=ChargeKind.choices, required=False)


class SanctionIn(Input):
    """What was decided."""

    sanction = CodeField(max_length=14)
    months = WholeNumberField(minimum=0, maximum=3, required=False)
    grade = CodeField(max_length=20, required=False, allow_blank=True)
    is_grave = FlagField(required=False)
    is_halved = FlagField(required=False)
    committee_text = LineField(max_length=100, required=False, allow_blank=True)


class CaseMoveIn(Input):
    """The next step."""

    verb = CodeField(max_length=12)
    on = DayField(required=False)
    text = LineField(max_length=500, required=False, allow_blank=True)
    sanctioned = SanctionIn(required=False)


class SanctionOrderIn(Input):
    """When the sanction begins; a dismissal names its written notice."""

    effective_on = DayField()
    notice = LineField(max_length=200, required=False, allow_blank=True)


class CaseStepOut(Output):
    """A step of a case."""

    verb = CodeField(max_length=12)
    on = DayField()
    text = LineField(max_length=500, allow_blank=True)
    actor = LineField(max_length=60, allow_blank=True)


class CaseOut(Output):
    """A case with its steps."""

    case_id = IdField()
    person_id = IdField()
    employee_no = CodeField(max_length=20)
    name = LineField(max_length=60, allow_blank=True)
    charge = LineField(max_length=300)
    charge_kind = ChoiceTextField(choices=ChargeKind.choices)
    occurred_on = DayField()
    reported_on = DayField()
    barred_on = DayField(allow_null=True)
    state = ChoiceTextField(choices=CaseState.choices)
    sanction = CodeField(max_length=14, allow_blank=True)
    months = WholeNumberField(minimum=0, maximum=3)
    committee_text = LineField(max_length=100, allow_blank=True)
    committee_on = DayField(allow_null=True)
    order_id = IdField(allow_null=True)
    version = WholeNumberField(minimum=1, maximum=2**31 - 1)
    steps = CaseStepOut(many=True)


class CasesOut(Output):
    """Cases."""

    items = CaseOut(many=True)


class DisciplineCaseViewSet(ApiViewSet):
    """징계 사건."""

    tag = "징계 사건"
    required: ClassVar = {
        "list": DISCIPLINE_VIEW,
        "retrieve": DISCIPLINE_VIEW,
        "create": DISCIPLINE_MANAGE,
        "move": DISCIPLINE_MANAGE,
        "draft": DISCIPLINE_MANAGE,
    }
    versioned = frozenset({"move", "draft"})
    queries: ClassVar = {"list": CasesQuery}

    @operation("징계 사건 목록", "징계 사건을 본다. 단계는 사건 조회에서 본다.", output=CasesOut)
    def list(self, request: Request) -> Response:
        asked = self.query()
        rows = discipline_cases(state=asked.get("state", ""), text=asked.get("q", ""))
        return Response(CasesOut({"items": rows}).data)

    @operation("징계 사건 조회", "사건 하나를 모든 단계와 함께 본다.", output=CaseOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.entity(discipline_case(pk), CaseOut)

    @operation("징계 사건 접수", "사건을 접수한다.", input=CaseIn, output=CaseOut, status=201)
    def create(self, request: Request) -> Response:
        made = open_case(actor=self.actor, data=CaseData(**self.read(CaseIn)), at=self.at)
        address = reverse("api-discipline-cases-detail", kwargs={"pk": made.pk})
        return self.created(discipline_case(made.pk), CaseOut, location=address)

    @operation(
        "징계 사건 진행",
        "사건을 다음 단계로 옮긴다. 의결과 재심 변경은 sanctioned에 징계를 적는다.",
        input=CaseMoveIn,
        output=CaseOut,
        status=201,
        errors=[
            InvalidMove,
            refusals.DisciplineBarred,
            refusals.ReasonMissing,
            refusals.OrderNotApproved,
        ],
    )
    @action(detail=True, methods=["post"], url_path="moves")
    def move(self, request: Request, pk: UUID) -> Response:
        data = self.read(CaseMoveIn)
        given = data.pop("sanctioned", None)
        move_case(
            actor=self.actor,
            case_id=pk,
            at=self.at,
            sanctioned=Sanctioned(**given) if given else None,
            version=self.expected_version,
            **data,
        )
        return self.entity(discipline_case(pk), CaseOut, status=201)

    @operation(
        "집행 발령안 작성",
        "의결된 징계를 집행하거나 재심 결과를 반영하는 발령안을 만든다.",
        input=SanctionOrderIn,
        output=AppointmentOrderOut,
        status=201,
        errors=[InvalidMove, refusals.SanctionOrderDrafted],
    )
    @action(detail=True, methods=["post"], url_path="orders")
    def draft(self, request: Request, pk: UUID) -> Response:
        data = self.read(SanctionOrderIn)
        made = draft_sanction_order(
            actor=self.actor,
            case_id=pk,
            effective_on=data["effective_on"],
            notice=data.get("notice", ""),
            at=self.at,
            version=self.expected_version,
        )
        return self.entity(order(made.pk), AppointmentOrderOut, status=201)
