"""Appointment orders over REST."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.urls import reverse
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.docs import operation
from core.api.fields import ChoiceTextField, DayField
from core.api.lists import ONE_OF, RANGE, Filter, ListRules
from core.api.serializers import Nothing
from core.api.views import ApiViewSet
from core.errors import InvalidMove
from hr import errors as refusals
from hr.api import shapes
from hr.choices import OrderState
from hr.models import AppointmentOrder
from hr.permissions import ORDER_DRAFT, ORDER_ISSUE, ORDER_VIEW
from hr.queries.orders import order, order_rows
from hr.services.issuing import issue_order
from hr.services.order_approval import hand_in_order, recall_order
from hr.services.order_checks import refusals_of_order
from hr.services.orders import ItemData, OrderData, change_order, draft_order, void_order

STANDING = [
    refusals.StatusPeriodOverlaps,
    refusals.KindNotAllowed,
    refusals.SameDayContradiction,
    refusals.AfterExit,
    refusals.LaterOrderRests,
    refusals.FixedTermOver,
    refusals.PromotionStopped,
    refusals.DisciplinePending,
    refusals.DismissalBarred,
    refusals.DepartmentNotInForce,
    refusals.CommitteeMissing,
]


class OrderViewSet(ApiViewSet):
    """인사발령."""

    tag = "인사발령"
    required: ClassVar = {
        "list": ORDER_VIEW,
        "retrieve": ORDER_VIEW,
        "check": ORDER_VIEW,
        "create": ORDER_DRAFT,
        "update": ORDER_DRAFT,
        "submit": ORDER_DRAFT,
        "recall": ORDER_DRAFT,
        "issue": ORDER_ISSUE,
        "void": ORDER_DRAFT,
    }
    versioned = frozenset({"submit", "issue", "void"})
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("state", ChoiceTextField(choices=OrderState.choices), ONE_OF),
                Filter("effective_on", DayField(), RANGE),
            ),
            search=("title", "number"),
            ordering=("drafted_at", "effective_on"),
            default_ordering=("-drafted_at",),
            countable=True,
        )
    }

    @operation("발령 목록", "발령과 발령대장을 본다.", output=shapes.OrderListItemOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(order_rows(), shapes.OrderListItemOut)

    @operation("발령 조회", "발령 하나와 발령 대상을 본다.", output=shapes.AppointmentOrderOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self._shown(pk)

    @operation(
        "발령안 작성",
        "발령안을 만든다. 취소와 정정은 kind를 CANCEL, CORRECT로 하고 target_id를 적는다.",
        input=shapes.AppointmentOrderIn,
        output=shapes.AppointmentOrderOut,
        status=201,
        errors=[refusals.OrderEmpty],
    )
    def create(self, request: Request) -> Response:
        made = draft_order(actor=self.actor, data=self._data(), at=self.at)
        address = reverse("api-appointment-orders-detail", kwargs={"pk": made.pk})
        return self.created(order(made.pk), shapes.AppointmentOrderOut, location=address)

    @operation(
        "발령안 수정",
        "작성 중인 발령안을 새로 쓴다.",
        input=shapes.AppointmentOrderIn,
        output=shapes.AppointmentOrderOut,
        errors=[refusals.OrderIssued, InvalidMove],
    )
    def update(self, request: Request, pk: UUID) -> Response:
        change_order(
            actor=self.actor, order_id=pk, data=self._data(), at=self.at, version=self.expected_version
        )
        return self._shown(pk)

    @operation(
        "발령 점검",
        "지금 시행하면 거절될 까닭과 경고를 모두 본다. 아무것도 바꾸지 않는다.",
        output=shapes.RefusalsOut,
    )
    @action(detail=True, methods=["get"], url_path="refusals")
    def check(self, request: Request, pk: UUID) -> Response:
        order(pk)
        found = refusals_of_order(AppointmentOrder.objects.get(pk=pk), self.at)
        return Response(shapes.RefusalsOut({"items": found}).data)

    @operation(
        "상신",
        "발령안을 결재에 올린다. 경고는 acknowledged에 코드와 사유를 적어 확인한다.",
        input=shapes.HandInIn,
        output=shapes.AppointmentOrderOut,
        status=201,
        errors=STANDING,
    )
    @action(detail=True, methods=["post"], url_path="submissions")
    def submit(self, request: Request, pk: UUID) -> Response:
        given: dict[str, Any] = self.read(shapes.HandInIn).get("acknowledged", {})
        hand_in_order(
            actor=self.actor,
            order_id=pk,
            at=self.at,
            version=self.expected_version,
            acknowledged={str(code): str(reason) for code, reason in given.items()},
        )
        return self._shown(pk, 201)

    @operation(
        "회수",
        "아무도 결재하지 않은 발령안을 거두어들인다.",
        input=shapes.ReasonIn,
        output=shapes.AppointmentOrderOut,
        status=201,
        errors=[InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="recalls")
    def recall(self, request: Request, pk: UUID) -> Response:
        recall_order(actor=self.actor, order_id=pk, reason=self.read(shapes.ReasonIn)["reason"], at=self.at)
        return self._shown(pk, 201)

    @operation(
        "시행",
        "결재가 끝난 발령을 번호를 붙여 시행한다. 시행한 발령은 바뀌지 않는다.",
        input=Nothing,
        output=shapes.AppointmentOrderOut,
        status=201,
        errors=[refusals.OrderNotApproved, refusals.OrderIssued, refusals.ClosedMonthsTouched, *STANDING],
    )
    @action(detail=True, methods=["post"], url_path="issues")
    def issue(self, request: Request, pk: UUID) -> Response:
        self.read(Nothing)
        issue_order(actor=self.actor, order_id=pk, at=self.at, version=self.expected_version)
        return self._shown(pk, 201)

    @operation(
        "폐기",
        "시행하지 않은 발령안을 버린다. 결재가 끝난 것은 사유를 적는다.",
        input=shapes.ReasonIn,
        output=shapes.AppointmentOrderOut,
        status=201,
        errors=[refusals.OrderIssued, refusals.ReasonMissing, InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="voids")
    def void(self, request: Request, pk: UUID) -> Response:
        void_order(
            actor=self.actor,
            order_id=pk,
            reason=self.read(shapes.ReasonIn)["reason"],
            at=self.at,
            version=self.expected_version,
        )
        return self._shown(pk, 201)

    def _shown(self, pk: UUID, status: int = 200) -> Response:
        return self.entity(order(pk), shapes.AppointmentOrderOut, status=status)

    def _data(self) -> OrderData:
        data = self.read(shapes.AppointmentOrderIn)
        items = tuple(ItemData(**item) for item in data.pop("items"))
        return OrderData(items=items, **data)
