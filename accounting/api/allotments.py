"""Allotments over REST."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounting import permissions
from accounting.api.budget_shapes import (
    AllotmentHeadOut,
    AllotmentIn,
    AllotmentOut,
    AllotmentRowOut,
    QuarterIn,
)
from accounting.api.papers import CANCELLING, DECIDING, HANDING_IN, TAKING_BACK, PaperViewSet
from accounting.api.spending_shapes import DecisionIn, GroundsIn, SubmitIn
from accounting.choices import AllotmentKind, AllotmentState
from accounting.errors import budget as refusals
from accounting.errors.execution import DocumentFaulty, NotTheDrafter, OwnDocument, PersonNeeded
from accounting.queries.allotments import allotment, allotment_rows, allotments
from accounting.services import allotments as services
from accounting.services.allotments import AllotmentHead, AllotmentInput
from core.api.docs import operation
from core.api.fields import ChoiceTextField, DayField, FiscalYearField
from core.api.lists import ONE_OF, RANGE, Filter, ListRules
from core.api.views import ApiView
from core.errors import InvalidMove, Refusals

TAG = "예산배정"
BUDGET = [refusals.AllotmentAboveBudget, refusals.ReductionBelowUsed, Refusals]


class AllotmentViewSet(PaperViewSet):
    """예산배정 통지서."""

    tag = TAG
    found = staticmethod(allotment)
    shape = AllotmentOut
    route = "api-allotments-detail"
    key = "allotment_id"
    subject = "allotment"
    required: ClassVar = {
        "list": permissions.ALLOTMENT_VIEW,
        "retrieve": permissions.ALLOTMENT_VIEW,
        "create": permissions.ALLOTMENT_DRAFT,
        "by_quarter": permissions.ALLOTMENT_DRAFT,
        "submit": permissions.ALLOTMENT_DRAFT,
        "recall": permissions.ALLOTMENT_DRAFT,
        "cancel": permissions.ALLOTMENT_DRAFT,
        "approve": permissions.ALLOTMENT_VIEW,
    }
    versioned = frozenset({"submit", "recall", "approve", "cancel"})
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

    @operation("예산배정 목록", "조건에 맞는 배정 통지서를 본다.", output=AllotmentHeadOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(allotments(), AllotmentHeadOut)

    @operation("예산배정 조회", "배정 통지서 하나를 본다.", output=AllotmentOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.one(pk)

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
        made = services.draft_allotment(head=AllotmentHead(**data), rows=rows, actor=self.actor, at=self.at)
        return self.made(made.pk)

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
        made = services.draft_quarter(actor=self.actor, at=self.at, **self.read(QuarterIn))
        return self.made(made.pk)

    @operation(
        "예산배정 상신",
        "위임전결규정에 따른 결재선에 올리고 문서번호를 받는다.",
        input=SubmitIn,
        output=AllotmentOut,
        status=201,
        errors=[*BUDGET, *HANDING_IN, InvalidMove, NotTheDrafter],
    )
    @action(detail=True, methods=["post"], url_path="submissions")
    def submit(self, request: Request, pk: UUID) -> Response:
        return self.handed_in(services.submit_allotment, pk)

    @operation(
        "예산배정 회수",
        "다음 결재자가 처리하기 전에 사유를 적어 상신을 거둔다.",
        input=GroundsIn,
        output=AllotmentOut,
        status=201,
        errors=[*TAKING_BACK, InvalidMove, NotTheDrafter],
    )
    @action(detail=True, methods=["post"], url_path="recalls")
    def recall(self, request: Request, pk: UUID) -> Response:
        return self.acted(services.recall_allotment, pk, **self.read(GroundsIn))

    @operation(
        "예산배정 결재",
        "결재선의 자기 차례를 처리한다. 마지막 결재와 같은 순간 각 과목의 배정액이 움직인다.",
        input=DecisionIn,
        output=AllotmentOut,
        status=201,
        errors=[*DECIDING, InvalidMove, OwnDocument, PersonNeeded, DocumentFaulty],
    )
    @action(detail=True, methods=["post"], url_path="approvals")
    def approve(self, request: Request, pk: UUID) -> Response:
        return self.decided(pk)

    @operation(
        "예산배정 취소",
        "작성중이면 기안자가 그만둔다. 승인된 배정은 취소 기안을 상신한다. 원 결재와 같은 결재선이 결재하면 배정액이 되돌아간다.",
        input=GroundsIn,
        output=AllotmentOut,
        status=201,
        errors=[*CANCELLING, InvalidMove, NotTheDrafter, DocumentFaulty],
    )
    @action(detail=True, methods=["post"], url_path="cancellations")
    def cancel(self, request: Request, pk: UUID) -> Response:
        return self.cancelled(services.discard_allotment, pk)


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
