"""Requests for leave of absence over REST: of oneself, and for the personnel office."""

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
    WholeNumberField,
)
from core.api.serializers import Input, Nothing, Output
from core.api.views import SIGNED_IN, ApiView, ApiViewSet
from core.errors import InvalidMove
from hr import errors as refusals
from hr.choices import ApplicationState
from hr.permissions import ORDER_ISSUE, ORDER_VIEW
from hr.queries.leave_applications import leave_application, leave_applications
from hr.queries.people import person_of
from hr.services.leave_applications import (
    ApplicationData,
    answer_application,
    apply_for_leave,
    withdraw_application,
)

TAG = "휴직 신청"


class LeaveApplicationIn(Input):
    """What is asked for in [from_on, until_on)."""

    kind = CodeField(max_length=30, help_text=_("휴직 종류"))
    from_on = DayField()
    until_on = DayField(help_text=_("휴직이 끝난 다음 날"))
    child = LineField(max_length=60, required=False, allow_blank=True, help_text=_("대상 자녀"))
    is_third_child = FlagField(required=False)
    is_urgent = FlagField(required=False)
    other_parent_months = WholeNumberField(
        minimum=0, maximum=18, required=False, help_text=_("다른 부모가 같은 자녀로 쓴 달수")
    )
    is_single_parent = FlagField(required=False, help_text=_("한부모"))
    is_child_disabled = FlagField(required=False, help_text=_("장애아동"))


class LeaveApplicationOut(Output):
    """A request with its deadlines."""

    application_id = IdField()
    person_id = IdField()
    employee_no = CodeField(max_length=20)
    name = LineField(max_length=60, allow_blank=True)
    kind = CodeField(max_length=30)
    from_on = DayField()
    until_on = DayField()
    child = LineField(max_length=60, allow_blank=True)
    is_urgent = FlagField()
    is_in_time = FlagField()
    requested_on = DayField()
    answer_until_on = DayField()
    withdraw_until_on = DayField()
    state = ChoiceTextField(choices=ApplicationState.choices)
    is_silent = FlagField()
    answer_text = LineField(max_length=300, allow_blank=True)
    order_id = IdField(allow_null=True)
    version = WholeNumberField(minimum=1, maximum=2**31 - 1)


class LeaveApplicationsOut(Output):
    """Requests."""

    items = LeaveApplicationOut(many=True)


class LeaveApplicationsQuery(Input):
    """Which requests."""

    state = ChoiceTextField(choices=ApplicationState.choices, required=False)


class AnswerIn(Input):
    """Granted or refused; a refusal says why."""

    grant = FlagField()
    text = LineField(max_length=300, required=False, allow_blank=True)


class OwnLeaveApplicationView(ApiView):
    """본인의 휴직 신청."""

    tag = TAG
    required: ClassVar = {"get": SIGNED_IN, "post": SIGNED_IN}

    @operation("내 휴직 신청", "본인이 신청한 휴직을 기한과 함께 본다.", output=LeaveApplicationsOut)
    def get(self, request: Request) -> Response:
        person_id = person_of(self.actor.user_id)
        rows = leave_applications(person_id=person_id) if person_id else []
        return Response(LeaveApplicationsOut({"items": rows}).data)

    @operation(
        "휴직 신청",
        "본인의 휴직을 신청한다. 답변 기한까지 답이 없으면 허용된다.",
        input=LeaveApplicationIn,
        output=LeaveApplicationOut,
        status=201,
        errors=[refusals.UseLimitExceeded, refusals.TooManySplits],
    )
    def post(self, request: Request) -> Response:
        data = ApplicationData(**self.read(LeaveApplicationIn))
        made = apply_for_leave(actor=self.actor, data=data, at=self.at)
        return self.entity(leave_application(made.pk), LeaveApplicationOut, status=201)


class LeaveApplicationViewSet(ApiViewSet):
    """휴직 신청 처리."""

    tag = TAG
    required: ClassVar = {
        "list": ORDER_VIEW,
        "retrieve": ORDER_VIEW,
        "answer": ORDER_ISSUE,
        "withdraw": SIGNED_IN,
    }
    versioned = frozenset({"answer"})
    queries: ClassVar = {"list": LeaveApplicationsQuery}

    @operation("휴직 신청 목록", "답할 신청을 기한이 가까운 것부터 본다.", output=LeaveApplicationsOut)
    def list(self, request: Request) -> Response:
        rows = leave_applications(state=self.query().get("state", ""))
        return Response(LeaveApplicationsOut({"items": rows}).data)

    @operation("휴직 신청 조회", "신청 하나를 본다.", output=LeaveApplicationOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.entity(leave_application(pk), LeaveApplicationOut)

    @operation(
        "휴직 신청 답변",
        "신청을 허용하여 휴직 발령을 내거나 사유를 적고 허용하지 않는다.",
        input=AnswerIn,
        output=LeaveApplicationOut,
        status=201,
        errors=[InvalidMove, refusals.ReasonMissing, refusals.StatusPeriodOverlaps, refusals.KindNotAllowed],
    )
    @action(detail=True, methods=["post"], url_path="answers")
    def answer(self, request: Request, pk: UUID) -> Response:
        data = self.read(AnswerIn)
        answer_application(
            actor=self.actor,
            application_id=pk,
            grant=data["grant"],
            text=data.get("text", ""),
            at=self.at,
            version=self.expected_version,
        )
        return self.entity(leave_application(pk), LeaveApplicationOut, status=201)

    @operation(
        "휴직 신청 철회",
        "본인의 신청을 시작 7일 전까지 거두어들인다.",
        input=Nothing,
        output=LeaveApplicationOut,
        status=201,
        errors=[InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="withdrawals")
    def withdraw(self, request: Request, pk: UUID) -> Response:
        self.read(Nothing)
        withdraw_application(actor=self.actor, application_id=pk, at=self.at)
        return self.entity(leave_application(pk), LeaveApplicationOut, status=201)
