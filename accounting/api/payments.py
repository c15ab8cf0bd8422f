"""Payment vouchers and payment orders over REST."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounting import permissions
from accounting.api.papers import BOOKS, CANCELLING, DECIDING, HANDING_IN, TAKING_BACK, PaperViewSet
from accounting.api.payment_shapes import (
    BounceIn,
    ExecutionIn,
    FailureIn,
    OrderHeadOut,
    OrderIn,
    OrderOut,
    ReissueIn,
    VoucherHeadOut,
    VoucherIn,
    VoucherOut,
)
from accounting.api.spending_shapes import DecisionIn, GroundsIn, SubmitIn
from accounting.choices import OrderState, VoucherKind, VoucherState
from accounting.errors import books, execution, taxation
from accounting.errors.budget import BudgetLineUnavailable
from accounting.queries import documents
from accounting.services import payment_orders as orders
from accounting.services import payment_settlement as settlement
from accounting.services import payment_vouchers as vouchers
from accounting.services.voucher_rows import VoucherRowInput
from approvals.errors import steps
from core.api import idempotency
from core.api.docs import operation
from core.api.fields import ChoiceTextField, DayField, FiscalYearField, IdField
from core.api.lists import ONE_OF, RANGE, Filter, ListRules
from core.api.serializers import Nothing
from core.errors import InvalidMove, Refusals

GATES = [
    execution.PaymentAboveCommitment,
    execution.AccountHolderMismatch,
    execution.EvidenceMissing,
    execution.InvoiceAlreadyUsed,
    execution.InspectionMissing,
    execution.AfterCashClose,
    execution.NoApprovedProposal,
    taxation.WithholdingDiffers,
    taxation.PayeeIdentityMissing,
    Refusals,
]
WARNINGS = [
    execution.PossibleDuplicatePayment,
    taxation.InputVatNotDeductible,
    taxation.InvoiceInOtherTaxPeriod,
]
DRAFTING = [execution.DocumentFaulty, execution.MixedYears, BudgetLineUnavailable]


class PaymentVoucherViewSet(PaperViewSet):
    """지출결의서."""

    tag = "지출결의"
    found = staticmethod(documents.voucher)
    shape = VoucherOut
    route = "api-payment-vouchers-detail"
    key = "voucher_id"
    subject = "payment_voucher"
    keep = idempotency.PAYMENTS
    required: ClassVar = {
        "list": permissions.VOUCHER_VIEW,
        "retrieve": permissions.VOUCHER_VIEW,
        "create": permissions.VOUCHER_DRAFT,
        "update": permissions.VOUCHER_DRAFT,
        "submit": permissions.VOUCHER_DRAFT,
        "recall": permissions.VOUCHER_DRAFT,
        "approve": permissions.VOUCHER_VIEW,
        "cancel": permissions.VOUCHER_VIEW,
    }
    versioned = frozenset({"submit", "recall", "approve", "cancel"})
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("fiscal_year", FiscalYearField()),
                Filter("state", ChoiceTextField(choices=VoucherState.choices), ONE_OF),
                Filter("kind", ChoiceTextField(choices=VoucherKind.choices), ONE_OF),
                Filter("document_date", DayField(), RANGE),
                Filter("department", IdField(), ONE_OF, column="department_id"),
            ),
            search=("number", "title"),
            ordering=("document_date", "total_amount"),
            default_ordering=("-document_date",),
            countable=True,
        )
    }

    @operation("지출결의 목록", "조건에 맞는 지출결의서를 본다.", output=VoucherHeadOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(documents.vouchers(), VoucherHeadOut)

    @operation("지출결의 조회", "지출결의서 하나를 줄과 증빙까지 본다.", output=VoucherOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.one(pk)

    @operation(
        "지출결의 작성",
        "여러 줄, 여러 채권자로 작성한다. 보내지 않은 세액은 계산해 넣는다.",
        input=VoucherIn,
        output=VoucherOut,
        status=201,
        errors=DRAFTING,
    )
    def create(self, request: Request) -> Response:
        given = voucher_input(self.read(VoucherIn))
        made = vouchers.draft_payment_voucher(given=given, actor=self.actor, at=self.at)
        return self.made(made.pk)

    @operation(
        "지출결의 수정",
        "작성중인 지출결의서를 통째로 고친다.",
        input=VoucherIn,
        output=VoucherOut,
        errors=[*DRAFTING, execution.DocumentLocked, execution.AlreadyPaid, execution.NotTheDrafter],
    )
    def update(self, request: Request, pk: UUID) -> Response:
        given = voucher_input(self.read(VoucherIn))
        return self.edited(vouchers.edit_payment_voucher, pk, given)

    @operation(
        "지출결의 상신",
        "모든 관문을 한꺼번에 확인한다. 경고는 acknowledged에 까닭을 적어 다시 보낸다.",
        input=SubmitIn,
        output=VoucherOut,
        status=201,
        errors=[*GATES, *WARNINGS, *BOOKS, *HANDING_IN, InvalidMove, execution.NotTheDrafter],
    )
    @action(detail=True, methods=["post"], url_path="submissions")
    def submit(self, request: Request, pk: UUID) -> Response:
        return self.handed_in(vouchers.submit_payment_voucher, pk)

    @operation(
        "지출결의 회수",
        "다음 결재자가 처리하기 전에 사유를 적어 상신을 거둔다.",
        input=GroundsIn,
        output=VoucherOut,
        status=201,
        errors=[*TAKING_BACK, InvalidMove, execution.NotTheDrafter],
    )
    @action(detail=True, methods=["post"], url_path="recalls")
    def recall(self, request: Request, pk: UUID) -> Response:
        return self.acted(vouchers.recall_payment_voucher, pk, **self.read(GroundsIn))

    @operation(
        "지출결의 결재",
        "결재선의 자기 차례를 처리한다. 마지막 결재와 같은 순간 자동분개가 이루어진다. "
        "재무관으로 원인행위에 서명한 사람은 지출원의 자리에 서명할 수 없다.",
        input=DecisionIn,
        output=VoucherOut,
        status=201,
        errors=[
            *DECIDING,
            InvalidMove,
            execution.OwnDocument,
            execution.PersonNeeded,
            execution.DutiesConflict,
            execution.DocumentFaulty,
        ],
    )
    @action(detail=True, methods=["post"], url_path="approvals")
    def approve(self, request: Request, pk: UUID) -> Response:
        return self.decided(pk)

    @operation(
        "지출결의 취소",
        "작성중이면 기안자가 그만둔다. 승인된 뒤 지급명령 전에는 취소 기안을 상신한다: 결재하면 분개가 되돌려진다.",
        input=GroundsIn,
        output=VoucherOut,
        status=201,
        errors=[
            *CANCELLING,
            execution.AlreadyPaid,
            execution.OwnDocument,
            execution.PersonNeeded,
            execution.NotTheDrafter,
            InvalidMove,
            *BOOKS,
        ],
    )
    @action(detail=True, methods=["post"], url_path="cancellations")
    def cancel(self, request: Request, pk: UUID) -> Response:
        return self.cancelled(vouchers.cancel_payment_voucher, pk)


class PaymentOrderViewSet(PaperViewSet):
    """지급명령."""

    tag = "지급명령"
    found = staticmethod(documents.order)
    shape = OrderOut
    route = "api-payment-orders-detail"
    key = "order_id"
    subject = "payment_order"
    keep = idempotency.PAYMENTS
    required: ClassVar = {
        "list": permissions.ORDER_VIEW,
        "retrieve": permissions.ORDER_VIEW,
        "create": permissions.ORDER_CREATE,
        "cancel": permissions.ORDER_CREATE,
        "submit": permissions.ORDER_CREATE,
        "recall": permissions.ORDER_CREATE,
        "approve": permissions.ORDER_VIEW,
        "send": permissions.ORDER_SIGN,
        "execute": permissions.ORDER_SETTLE,
        "fail_lines": permissions.ORDER_SETTLE,
        "reissue": permissions.ORDER_SETTLE,
        "bounce": permissions.ORDER_SETTLE,
    }
    versioned = frozenset({"cancel", "submit", "recall", "approve", "send", "execute", "fail_lines"})
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("fiscal_year", FiscalYearField()),
                Filter("state", ChoiceTextField(choices=OrderState.choices), ONE_OF),
                Filter("pay_on", DayField(), RANGE),
                Filter("bank_account", IdField(), ONE_OF, column="bank_account_id"),
            ),
            search=("number", "title"),
            ordering=("pay_on", "net_amount"),
            default_ordering=("-pay_on",),
            countable=True,
        )
    }

    @operation("지급명령 목록", "조건에 맞는 지급명령을 본다.", output=OrderHeadOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(documents.orders(), OrderHeadOut)

    @operation("지급명령 조회", "지급명령 하나를 채권자별 줄과 함께 본다.", output=OrderOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.one(pk)

    @operation(
        "지급명령 작성",
        "승인된 지출결의를 모아 채권자 계좌마다 한 줄인 지급명령을 만든다.",
        input=OrderIn,
        output=OrderOut,
        status=201,
        errors=[
            execution.NothingToPay,
            execution.MixedYears,
            execution.InspectionMissing,
            execution.AccountHolderMismatch,
            execution.AfterCashClose,
            execution.FundingNotReceived,
            execution.DedicatedAccountRequired,
            taxation.PayeeIdentityMissing,
            BudgetLineUnavailable,
            InvalidMove,
            Refusals,
        ],
    )
    def create(self, request: Request) -> Response:
        given = orders.OrderInput(**self.read(OrderIn))
        made = orders.create_payment_order(given=given, actor=self.actor, at=self.at)
        return self.made(made.pk)

    @operation(
        "지급명령 상신",
        "지출원이 서명하는 결재선에 올린다.",
        input=SubmitIn,
        output=OrderOut,
        status=201,
        errors=[*HANDING_IN, InvalidMove, execution.NotTheDrafter],
    )
    @action(detail=True, methods=["post"], url_path="submissions")
    def submit(self, request: Request, pk: UUID) -> Response:
        return self.handed_in(orders.submit_payment_order, pk)

    @operation(
        "지급명령 회수",
        "서명하기 전에 사유를 적어 상신을 거둔다.",
        input=GroundsIn,
        output=OrderOut,
        status=201,
        errors=[*TAKING_BACK, InvalidMove, execution.NotTheDrafter],
    )
    @action(detail=True, methods=["post"], url_path="recalls")
    def recall(self, request: Request, pk: UUID) -> Response:
        return self.acted(orders.recall_payment_order, pk, **self.read(GroundsIn))

    @operation(
        "지급명령 결재",
        "결재선의 자기 차례를 처리한다. 지출원의 서명으로 발행된다. 방금 본인 확인을 거쳐야 하고, "
        "원인행위에 재무관으로 서명한 사람은 할 수 없다.",
        input=DecisionIn,
        output=OrderOut,
        status=201,
        errors=[
            *DECIDING,
            steps.StepUpNeeded,
            InvalidMove,
            execution.OwnDocument,
            execution.PersonNeeded,
            execution.DutiesConflict,
            execution.DocumentFaulty,
        ],
    )
    @action(detail=True, methods=["post"], url_path="approvals")
    def approve(self, request: Request, pk: UUID) -> Response:
        return self.decided(pk)

    @operation(
        "지급명령 전송",
        "발행된 지급명령을 은행에 넘긴다.",
        input=Nothing,
        output=OrderOut,
        status=201,
        errors=[InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="dispatches")
    def send(self, request: Request, pk: UUID) -> Response:
        return self.acted(orders.send_payment_order, pk, **self.read(Nothing))

    @operation(
        "지급명령 취소",
        "전송 전의 지급명령을 취소한다. 지출결의는 다시 승인 상태가 된다.",
        input=GroundsIn,
        output=OrderOut,
        status=201,
        errors=[InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="cancellations")
    def cancel(self, request: Request, pk: UUID) -> Response:
        return self.acted(orders.cancel_payment_order, pk, **self.read(GroundsIn))

    @operation(
        "지급 확인",
        "은행이 지급한 줄을 적는다. 예산의 지출액과 분개가 같은 순간 움직인다.",
        input=ExecutionIn,
        output=OrderOut,
        status=201,
        errors=[InvalidMove, execution.DutiesConflict, books.PeriodClosed],
    )
    @action(detail=True, methods=["post"], url_path="executions")
    def execute(self, request: Request, pk: UUID) -> Response:
        return self.acted(settlement.execute_lines, pk, **self.read(ExecutionIn))

    @operation(
        "지급 반송",
        "은행이 거절한 줄과 사유를 적는다.",
        input=FailureIn,
        output=OrderOut,
        status=201,
        errors=[InvalidMove, execution.DutiesConflict],
    )
    @action(detail=True, methods=["post"], url_path="failures")
    def fail_lines(self, request: Request, pk: UUID) -> Response:
        lines = self.read(FailureIn)["lines"]
        failures = {line["line_id"]: line["reason"] for line in lines}
        return self.acted(settlement.fail_lines, pk, failures=failures)

    @operation(
        "지급 재발행",
        "반송된 줄을 한 번 다시 지급한다. 새 지급명령이 만들어진다.",
        input=ReissueIn,
        output=OrderOut,
        status=201,
        errors=[InvalidMove, execution.LineAlreadyReissued],
    )
    @action(detail=True, methods=["post"], url_path="reissues")
    def reissue(self, request: Request, pk: UUID) -> Response:
        made = settlement.reissue_line(order_id=pk, actor=self.actor, at=self.at, **self.read(ReissueIn))
        return self.made(made.pk)

    @operation(
        "이체 후 반송",
        "지급한 뒤 되돌아온 줄을 적는다. 지출액이 되돌아가고 다시 지급할 수 있다.",
        input=BounceIn,
        output=OrderOut,
        status=201,
        errors=[InvalidMove, books.PeriodClosed],
    )
    @action(detail=True, methods=["post"], url_path="bounces")
    def bounce(self, request: Request, pk: UUID) -> Response:
        settlement.bounce_line(order_id=pk, actor=self.actor, at=self.at, **self.read(BounceIn))
        return self.made(pk)


def voucher_input(data: dict[str, Any]) -> vouchers.VoucherInput:
    """What was sent as the service takes it."""
    rows = [_row(row) for row in data.pop("rows")]
    evidence = [vouchers.EvidenceInput(**paper) for paper in data.pop("evidence", [])]
    return vouchers.VoucherInput(rows=rows, evidence=evidence, **data)


def _row(row: dict[str, Any]) -> VoucherRowInput:
    other = {item["account"]: item["amount"] for item in row.pop("other_withheld", [])}
    return VoucherRowInput(other_withheld=other, **row)
