"""Revenue assessments, receipts, returns of expenditure and partners over REST."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounting import permissions
from accounting.api import revenue_shapes as shapes
from accounting.api.papers import BOOKS, CANCELLING, DECIDING, HANDING_IN, TAKING_BACK, PaperViewSet
from accounting.api.spending_shapes import ChangeIn, DecisionIn, GroundsIn, SubmitIn
from accounting.choices import AssessmentState, ReceiptState, ReturnState
from accounting.errors import execution, revenue
from accounting.errors.budget import BudgetLineUnavailable
from accounting.queries import documents
from accounting.services import receipts, returns, revenues
from core.api import idempotency
from core.api.docs import operation
from core.api.fields import ChoiceTextField, DayField, FiscalYearField, IdField
from core.api.lists import ONE_OF, RANGE, Filter, ListRules
from core.errors import InvalidMove

DRAFTING = [execution.DocumentFaulty, execution.MixedYears, BudgetLineUnavailable, revenue.ClosedYearRevenue]


class RevenueAssessmentViewSet(PaperViewSet):
    """징수결의서."""

    tag = "징수결의"
    found = staticmethod(documents.assessment)
    shape = shapes.AssessmentOut
    route = "api-revenue-assessments-detail"
    key = "assessment_id"
    subject = "revenue_assessment"
    required: ClassVar = {
        "list": permissions.ASSESSMENT_VIEW,
        "retrieve": permissions.ASSESSMENT_VIEW,
        "create": permissions.ASSESSMENT_DRAFT,
        "update": permissions.ASSESSMENT_DRAFT,
        "submit": permissions.ASSESSMENT_DRAFT,
        "recall": permissions.ASSESSMENT_DRAFT,
        "give_notice": permissions.ASSESSMENT_DRAFT,
        "approve": permissions.ASSESSMENT_VIEW,
        "correct": permissions.ASSESSMENT_APPROVE,
        "cancel": permissions.ASSESSMENT_VIEW,
    }
    versioned = frozenset({"submit", "recall", "give_notice", "approve", "correct", "cancel"})
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("fiscal_year", FiscalYearField()),
                Filter("state", ChoiceTextField(choices=AssessmentState.choices), ONE_OF),
                Filter("document_date", DayField(), RANGE),
                Filter("partner", IdField(), ONE_OF, column="partner_id"),
            ),
            search=("number", "title", "cause"),
            ordering=("document_date", "total_amount"),
            default_ordering=("-document_date",),
            countable=True,
        )
    }

    @operation(
        "징수결의 목록", "조건에 맞는 징수결의서를 본다.", output=shapes.AssessmentHeadOut, listed=True
    )
    def list(self, request: Request) -> Response:
        return self.page(documents.assessments(), shapes.AssessmentHeadOut)

    @operation("징수결의 조회", "징수결의서 하나를 본다.", output=shapes.AssessmentOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.one(pk)

    @operation(
        "징수결의 작성",
        "원인과 금액, 수입과목으로 작성한다.",
        input=shapes.AssessmentIn,
        output=shapes.AssessmentOut,
        status=201,
        errors=DRAFTING,
    )
    def create(self, request: Request) -> Response:
        given = assessment_input(self.read(shapes.AssessmentIn))
        return self.made(revenues.draft_assessment(given=given, actor=self.actor, at=self.at).pk)

    @operation(
        "징수결의 수정",
        "작성중인 징수결의서를 통째로 고친다.",
        input=shapes.AssessmentIn,
        output=shapes.AssessmentOut,
        errors=[*DRAFTING, execution.DocumentLocked, execution.NotTheDrafter],
    )
    def update(self, request: Request, pk: UUID) -> Response:
        given = assessment_input(self.read(shapes.AssessmentIn))
        return self.edited(revenues.edit_assessment, pk, given)

    @operation(
        "징수결의 상신",
        "징수관의 결재에 올린다.",
        input=SubmitIn,
        output=shapes.AssessmentOut,
        status=201,
        errors=[*HANDING_IN, InvalidMove, execution.NotTheDrafter, revenue.ClosedYearRevenue],
    )
    @action(detail=True, methods=["post"], url_path="submissions")
    def submit(self, request: Request, pk: UUID) -> Response:
        return self.handed_in(revenues.submit_assessment, pk)

    @operation(
        "징수결의 회수",
        "다음 결재자가 처리하기 전에 사유를 적어 상신을 거둔다.",
        input=GroundsIn,
        output=shapes.AssessmentOut,
        status=201,
        errors=[*TAKING_BACK, InvalidMove, execution.NotTheDrafter],
    )
    @action(detail=True, methods=["post"], url_path="recalls")
    def recall(self, request: Request, pk: UUID) -> Response:
        return self.acted(revenues.recall_assessment, pk, **self.read(GroundsIn))

    @operation(
        "징수결의 결재",
        "결재하면 징수결정액이 되고, 미수금으로 잡는 과목은 분개된다.",
        input=DecisionIn,
        output=shapes.AssessmentOut,
        status=201,
        errors=[
            *DECIDING,
            InvalidMove,
            execution.OwnDocument,
            execution.PersonNeeded,
            execution.DocumentFaulty,
        ],
    )
    @action(detail=True, methods=["post"], url_path="approvals")
    def approve(self, request: Request, pk: UUID) -> Response:
        return self.decided(pk)

    @operation(
        "납입고지",
        "고지일과 납부기한을 정한다.",
        input=shapes.NoticeIn,
        output=shapes.AssessmentOut,
        status=201,
        errors=[InvalidMove, revenue.DueDateTooFar],
    )
    @action(detail=True, methods=["post"], url_path="notices")
    def give_notice(self, request: Request, pk: UUID) -> Response:
        return self.acted(revenues.notify_payer, pk, **self.read(shapes.NoticeIn))

    @operation(
        "징수 경정",
        "줄마다 증감한다. 이미 수납한 금액 아래로는 줄이지 못한다.",
        input=ChangeIn,
        output=shapes.AssessmentOut,
        status=201,
        errors=[
            InvalidMove,
            revenue.CorrectionBelowReceived,
            execution.OwnDocument,
            execution.PersonNeeded,
            execution.DocumentFaulty,
            *BOOKS,
        ],
    )
    @action(detail=True, methods=["post"], url_path="corrections")
    def correct(self, request: Request, pk: UUID) -> Response:
        return self.changed(revenues.correct_assessment, pk)

    @operation(
        "징수결의 취소",
        "작성중이면 기안자가 그만둔다. 수납 전의 징수결의는 취소 기안을 상신한다: 결재하면 징수결정이 되돌아간다.",
        input=GroundsIn,
        output=shapes.AssessmentOut,
        status=201,
        errors=[
            *CANCELLING,
            InvalidMove,
            execution.OwnDocument,
            execution.PersonNeeded,
            execution.NotTheDrafter,
            revenue.CorrectionBelowReceived,
            *BOOKS,
        ],
    )
    @action(detail=True, methods=["post"], url_path="cancellations")
    def cancel(self, request: Request, pk: UUID) -> Response:
        return self.cancelled(revenues.cancel_assessment, pk)


class ReceiptViewSet(PaperViewSet):
    """수납."""

    tag = "수납"
    found = staticmethod(documents.receipt)
    shape = shapes.ReceiptOut
    route = "api-receipts-detail"
    keep = idempotency.PAYMENTS
    required: ClassVar = {
        "list": permissions.RECEIPT_VIEW,
        "retrieve": permissions.RECEIPT_VIEW,
        "create": permissions.RECEIPT_RECORD,
        "refund": permissions.REFUND_DECIDE,
    }
    versioned = frozenset({"refund"})
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("fiscal_year", FiscalYearField()),
                Filter("state", ChoiceTextField(choices=ReceiptState.choices), ONE_OF),
                Filter("received_on", DayField(), RANGE),
                Filter("partner", IdField(), ONE_OF, column="partner_id"),
            ),
            search=("number", "title"),
            ordering=("received_on", "total_amount"),
            default_ordering=("-received_on",),
            countable=True,
        )
    }

    @operation("수납 목록", "조건에 맞는 수납을 본다.", output=shapes.ReceiptHeadOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(documents.receipts(), shapes.ReceiptHeadOut)

    @operation("수납 조회", "수납 하나를 본다.", output=shapes.ReceiptOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.one(pk)

    @operation(
        "수납 등록",
        "징수결의의 줄에, 또는 영수보고로 수납한다.",
        input=shapes.ReceiptIn,
        output=shapes.ReceiptOut,
        status=201,
        errors=[*DRAFTING, revenue.NoAssessment, execution.DutiesConflict, *BOOKS],
    )
    def create(self, request: Request) -> Response:
        data = self.read(shapes.ReceiptIn)
        rows = [receipts.ReceiptRowInput(**row) for row in data.pop("rows")]
        given = receipts.ReceiptInput(rows=rows, **data)
        made = receipts.record_receipt(given=given, actor=self.actor, at=self.at)
        return self.made(made.pk)

    @operation(
        "과오납 반환",
        "잘못 받은 금액을 같은 해의 수입에서 돌려준다.",
        input=shapes.RefundIn,
        output=shapes.RefundOut,
        status=201,
        errors=[
            revenue.RefundAboveReceipt,
            execution.OwnDocument,
            execution.PersonNeeded,
            InvalidMove,
            *BOOKS,
        ],
    )
    @action(detail=True, methods=["post"], url_path="refunds")
    def refund(self, request: Request, pk: UUID) -> Response:
        made = receipts.refund_receipt(receipt_id=pk, **self.act(), **self.read(shapes.RefundIn))
        return self.created(made, shapes.RefundOut)


class ExpenditureReturnViewSet(PaperViewSet):
    """반납(여입)."""

    tag = "여입"
    found = staticmethod(documents.expenditure_return)
    shape = shapes.ReturnOut
    route = "api-expenditure-returns-detail"
    key = "return_id"
    subject = "expenditure_return"
    keep = idempotency.PAYMENTS
    required: ClassVar = {
        "list": permissions.VOUCHER_VIEW,
        "retrieve": permissions.VOUCHER_VIEW,
        "create": permissions.RETURN_DRAFT,
        "cancel": permissions.RETURN_DRAFT,
        "approve": permissions.VOUCHER_VIEW,
    }
    versioned = frozenset({"approve", "cancel"})
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("fiscal_year", FiscalYearField()),
                Filter("state", ChoiceTextField(choices=ReturnState.choices), ONE_OF),
                Filter("returned_on", DayField(), RANGE),
            ),
            search=("number", "title"),
            ordering=("returned_on", "total_amount"),
            default_ordering=("-returned_on",),
            countable=True,
        )
    }

    @operation("여입 목록", "조건에 맞는 반납결의서를 본다.", output=shapes.ReturnHeadOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(documents.returns(), shapes.ReturnHeadOut)

    @operation("여입 조회", "반납결의서 하나를 본다.", output=shapes.ReturnOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.one(pk)

    @operation(
        "여입 작성",
        "지급된 줄의 반납을 올린다. 출납폐쇄 뒤에는 과년도수입으로 수납한다.",
        input=shapes.ReturnIn,
        output=shapes.ReturnOut,
        status=201,
        errors=[
            execution.DocumentFaulty,
            execution.MixedYears,
            execution.ReturnAbovePaid,
            execution.AfterCashClose,
            *HANDING_IN,
        ],
    )
    def create(self, request: Request) -> Response:
        data = self.read(shapes.ReturnIn)
        rows = [returns.ReturnRowInput(**row) for row in data.pop("rows")]
        made = returns.draft_return(
            given=returns.ReturnInput(rows=rows, **data), actor=self.actor, at=self.at
        )
        return self.made(made.pk)

    @operation(
        "여입 결재",
        "결재하면 지출액과 원인행위액이 그 과목으로 되돌아간다.",
        input=DecisionIn,
        output=shapes.ReturnOut,
        status=201,
        errors=[
            *DECIDING,
            InvalidMove,
            execution.OwnDocument,
            execution.PersonNeeded,
            execution.DocumentFaulty,
        ],
    )
    @action(detail=True, methods=["post"], url_path="approvals")
    def approve(self, request: Request, pk: UUID) -> Response:
        return self.decided(pk)

    @operation(
        "여입 취소",
        "다음 결재자가 처리하기 전의 반납결의서나 반려된 반납결의서를 사유를 적어 거둔다.",
        input=GroundsIn,
        output=shapes.ReturnOut,
        status=201,
        errors=[*TAKING_BACK, InvalidMove, execution.NotTheDrafter],
    )
    @action(detail=True, methods=["post"], url_path="cancellations")
    def cancel(self, request: Request, pk: UUID) -> Response:
        return self.acted(returns.recall_return, pk, **self.read(GroundsIn))


def assessment_input(data: dict[str, Any]) -> revenues.AssessmentInput:
    """What was sent as the service takes it."""
    rows = [revenues.AssessmentRowInput(**row) for row in data.pop("rows")]
    return revenues.AssessmentInput(rows=rows, **data)
