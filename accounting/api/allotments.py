"""Allotments over REST."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.urls import reverse
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounting import permissions
from accounting.api.budget_shapes import (
    AllotmentIn,
    AllotmentOut,
    AllotmentRowOut,
    ApproveIn,
    QuarterIn,
    ReasonIn,
)
from accounting.choices import AllotmentKind, AllotmentState
from accounting.errors import budget as refusals
from accounting.errors.execution import OwnDocument
from accounting.queries.allotments import allotment, allotment_rows, allotments
from accounting.services.allotments import (
    AllotmentHead,
    AllotmentInput,
    approve_allotment,
    close_allotment,
    draft_allotment,
    draft_quarter,
    submit_allotment,
)
from core.api.docs import operation
from core.api.fields import ChoiceTextField, DayField, FiscalYearField
from core.api.lists import ONE_OF, RANGE, Filter, ListRules
from core.api.serializers import Nothing
from core.api.views import ApiView, ApiViewSet
from core.errors import InvalidMove, Refusals
from core.periods import day_of

TAG = "예산배정"


class AllotmentViewSet(ApiViewSet):
    """예산배정 통지서."""

    tag = TAG
    required: ClassVar = {
        "list": permissions.ALLOTMENT_VIEW,
        "retrieve": permissions.ALLOTMENT_VIEW,
        "create": permissions.ALLOTMENT_DRAFT,
        "by_quarter": permissions.ALLOTMENT_DRAFT,
        "submit": permissions.ALLOTMENT_DRAFT,
        "recall": permissions.ALLOTMENT_DRAFT,
        "approve": permissions.ALLOTMENT_APPROVE,
        "send_back": permissions.ALLOTMENT_APPROVE,
        "reject": permissions.ALLOTMENT_APPROVE,
    }
    versioned = frozenset({"submit", "recall", "approve", "send_back", "reject"})
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("fiscal_year", FiscalYearField()),
                Filter("state", ChoiceTextField(choices=AllotmentState.choices), ONE_OF),
                Filter("kind", ChoiceTextField(choices=AllotmentKind.choices), ONE_OF),
                Filter("document_date", DayField(), RANGE),
            ),
            search=("number", "title"),
            ordering=("document_date", "total_amount"),
            default_ordering=("-document_date",),
            countable=True,
        )
    }

    @operation("예산배정 목록", "조건에 맞는 배정 통지서를 본다.", output=AllotmentOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(allotments(), AllotmentOut)

    @operation("예산배정 조회", "배정 통지서 하나를 본다.", output=AllotmentOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.entity(allotment(pk), AllotmentOut)

    @operation(
        "예산배정 작성",
        "수시배정, 정기배정 또는 배정 감액을 작성한다.",
        input=AllotmentIn,
        output=AllotmentOut,
        status=201,
        errors=[refusals.RowsRefused],
    )
    def create(self, request: Request) -> Response:
        data = self.read(AllotmentIn)
        rows = [AllotmentInput(**row) for row in data.pop("rows")]
        made = draft_allotment(head=AllotmentHead(**data), rows=rows, actor=self.actor, at=self.at)
        return self._made(made.pk)

    @operation(
        "분기 배정 작성",
        "분기까지의 고른 계획에서 이미 배정한 금액을 뺀 정기배정을 작성한다.",
        input=QuarterIn,
        output=AllotmentOut,
        status=201,
        errors=[refusals.NothingToAllot],
    )
    @action(detail=False, methods=["post"], url_path="quarters")
    def by_quarter(self, request: Request) -> Response:
        made = draft_quarter(actor=self.actor, at=self.at, **self.read(QuarterIn))
        return self._made(made.pk)

    @operation(
        "예산배정 상신",
        "배정 통지서를 결재에 올리고 문서번호를 받는다.",
        input=Nothing,
        output=AllotmentOut,
        status=201,
        errors=[refusals.AllotmentAboveBudget, refusals.ReductionBelowUsed, Refusals, InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="submissions")
    def submit(self, request: Request, pk: UUID) -> Response:
        return self._acted(submit_allotment, pk, self.read(Nothing))

    @operation(
        "예산배정 회수",
        "결재 전의 배정 통지서를 거두어 고친다.",
        input=ReasonIn,
        output=AllotmentOut,
        status=201,
        errors=[InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="recalls")
    def recall(self, request: Request, pk: UUID) -> Response:
        return self._acted(close_allotment, pk, {**self.read(ReasonIn), "verb": "recall"})

    @operation(
        "예산배정 승인",
        "예산담당이 승인하면 각 과목의 배정액이 움직인다. 기안자는 승인할 수 없다.",
        input=ApproveIn,
        output=AllotmentOut,
        status=201,
        errors=[
            refusals.AllotmentAboveBudget,
            refusals.ReductionBelowUsed,
            OwnDocument,
            Refusals,
            InvalidMove,
        ],
    )
    @action(detail=True, methods=["post"], url_path="approvals")
    def approve(self, request: Request, pk: UUID) -> Response:
        effective_on = self.read(ApproveIn).get("effective_on") or day_of(self.at)
        return self._acted(approve_allotment, pk, {"effective_on": effective_on})

    @operation(
        "예산배정 반려",
        "고쳐서 다시 올리도록 기안자에게 돌려보낸다.",
        input=ReasonIn,
        output=AllotmentOut,
        status=201,
        errors=[InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="returns")
    def send_back(self, request: Request, pk: UUID) -> Response:
        return self._acted(close_allotment, pk, {**self.read(ReasonIn), "verb": "return"})

    @operation(
        "예산배정 부결",
        "배정하지 않기로 결정한다.",
        input=ReasonIn,
        output=AllotmentOut,
        status=201,
        errors=[InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="rejections")
    def reject(self, request: Request, pk: UUID) -> Response:
        return self._acted(close_allotment, pk, {**self.read(ReasonIn), "verb": "reject"})

    def _made(self, pk: UUID) -> Response:
        location = reverse("api-allotments-detail", kwargs={"pk": pk})
        return self.created(allotment(pk), AllotmentOut, location=location)

    def _acted(self, service: Any, pk: UUID, data: dict[str, Any]) -> Response:
        service(allotment_id=pk, actor=self.actor, at=self.at, expected_version=self.expected_version, **data)
        return self.created(allotment(pk), AllotmentOut)


class AllotmentRows(ApiView):
    """예산배정 통지서의 과목별 금액."""

    tag = TAG
    required: ClassVar = {"get": permissions.ALLOTMENT_VIEW}
    listing: ClassVar = {
        "get": ListRules(ordering=("ordinal",), default_ordering=("ordinal",), countable=True)
    }

    @operation("배정 내역", "배정 통지서의 과목별 금액을 본다.", output=AllotmentRowOut, listed=True)
    def get(self, request: Request, pk: UUID) -> Response:
        allotment(pk)
        return self.page(allotment_rows(pk), AllotmentRowOut)
