"""Commitments and inspections over REST."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounting import permissions
from accounting.api.papers import CANCELLING, DECIDING, HANDING_IN, TAKING_BACK, PaperViewSet
from accounting.api.proposals import DRAFTING, SHORT
from accounting.api.spending_shapes import (
    CommitmentHeadOut,
    CommitmentIn,
    CommitmentOut,
    DecisionIn,
    GroundsIn,
    InspectionHeadOut,
    InspectionIn,
    InspectionOut,
    PassIn,
    SubmitIn,
)
from accounting.choices import CommitmentKind, CommitmentState, InspectionState
from accounting.errors import books, execution
from accounting.queries import documents
from accounting.services import commitment_ends as ends
from accounting.services import commitments as services
from accounting.services import inspections
from core.api.docs import operation
from core.api.fields import ChoiceTextField, DayField, FiscalYearField, IdField
from core.api.lists import ONE_OF, RANGE, Filter, ListRules
from core.api.serializers import Nothing
from core.errors import InvalidMove

PROPOSAL = [
    execution.NoApprovedProposal,
    execution.CommitmentAboveProposal,
    execution.SecondQuoteNeeded,
    execution.ContractBondMissing,
]


class CommitmentViewSet(PaperViewSet):
    """지출원인행위."""

    tag = "지출원인행위"
    found = staticmethod(documents.commitment)
    shape = CommitmentOut
    route = "api-commitments-detail"
    key = "commitment_id"
    subject = "commitment"
    required: ClassVar = {
        "list": permissions.COMMITMENT_VIEW,
        "retrieve": permissions.COMMITMENT_VIEW,
        "create": permissions.COMMITMENT_DRAFT,
        "update": permissions.COMMITMENT_DRAFT,
        "submit": permissions.COMMITMENT_DRAFT,
        "recall": permissions.COMMITMENT_DRAFT,
        "complete": permissions.COMMITMENT_DRAFT,
        "approve": permissions.COMMITMENT_VIEW,
        "cancel": permissions.COMMITMENT_VIEW,
    }
    versioned = frozenset({"submit", "recall", "complete", "approve", "cancel"})
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("fiscal_year", FiscalYearField()),
                Filter("state", ChoiceTextField(choices=CommitmentState.choices), ONE_OF),
                Filter("kind", ChoiceTextField(choices=CommitmentKind.choices), ONE_OF),
                Filter("document_date", DayField(), RANGE),
                Filter("department", IdField(), ONE_OF, column="department_id"),
                Filter("partner", IdField(), ONE_OF, column="partner_id"),
                Filter("proposal", IdField(), ONE_OF, column="proposal_id"),
            ),
            search=("number", "title", "contract_no"),
            ordering=("document_date", "total_amount"),
            default_ordering=("-document_date",),
            countable=True,
        )
    }

    @operation("원인행위 목록", "조건에 맞는 지출원인행위를 본다.", output=CommitmentHeadOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(documents.commitments(), CommitmentHeadOut)

    @operation("원인행위 조회", "지출원인행위 하나를 내역과 함께 본다.", output=CommitmentOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.one(pk)

    @operation(
        "원인행위 작성",
        "품의의 줄에서, 또는 품의가 필요 없는 종류는 예산과목에서 바로 작성한다.",
        input=CommitmentIn,
        output=CommitmentOut,
        status=201,
        errors=DRAFTING,
    )
    def create(self, request: Request) -> Response:
        given = commitment_input(self.read(CommitmentIn))
        made = services.draft_commitment(given=given, actor=self.actor, at=self.at)
        return self.made(made.pk)

    @operation(
        "원인행위 수정",
        "작성중인 지출원인행위를 통째로 고친다.",
        input=CommitmentIn,
        output=CommitmentOut,
        errors=[*DRAFTING, execution.DocumentLocked, execution.NotTheDrafter],
    )
    def update(self, request: Request, pk: UUID) -> Response:
        given = commitment_input(self.read(CommitmentIn))
        return self.edited(services.edit_commitment, pk, given)

    @operation(
        "원인행위 상신",
        "위임전결규정에 따른 결재선에 올린다. 재무관이 결재선에 선다. 품의 잔액, 견적, 보증금, 가용액을 확인한다.",
        input=SubmitIn,
        output=CommitmentOut,
        status=201,
        errors=[*PROPOSAL, *SHORT, *HANDING_IN, InvalidMove, execution.NotTheDrafter],
    )
    @action(detail=True, methods=["post"], url_path="submissions")
    def submit(self, request: Request, pk: UUID) -> Response:
        return self.handed_in(services.submit_commitment, pk)

    @operation(
        "원인행위 회수",
        "다음 결재자가 처리하기 전에 사유를 적어 상신을 거둔다.",
        input=GroundsIn,
        output=CommitmentOut,
        status=201,
        errors=[*TAKING_BACK, InvalidMove, execution.NotTheDrafter],
    )
    @action(detail=True, methods=["post"], url_path="recalls")
    def recall(self, request: Request, pk: UUID) -> Response:
        return self.acted(services.recall_commitment, pk, **self.read(GroundsIn))

    @operation(
        "원인행위 결재",
        "결재선의 자기 차례를 처리한다. 마지막 결재와 같은 순간 품의 예약이 원인행위로 옮겨 간다.",
        input=DecisionIn,
        output=CommitmentOut,
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
        "원인행위 취소",
        "작성중이면 기안자가 그만둔다. 승인된 뒤에는 취소 기안을 상신한다: 원 결재와 같은 결재선이 결재하면 원인행위가 "
        "되돌아간다. 일부 지급한 원인행위는 지급하지 않은 금액을 변경(REST)으로 취소한다.",
        input=GroundsIn,
        output=CommitmentOut,
        status=201,
        errors=[
            *CANCELLING,
            execution.NotTheDrafter,
            InvalidMove,
        ],
    )
    @action(detail=True, methods=["post"], url_path="cancellations")
    def cancel(self, request: Request, pk: UUID) -> Response:
        return self.cancelled(ends.cancel_commitment, pk)

    @operation(
        "원인행위 이행 완료",
        "이행이 모두 끝났음을 적는다.",
        input=Nothing,
        output=CommitmentOut,
        status=201,
        errors=[InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="completions")
    def complete(self, request: Request, pk: UUID) -> Response:
        return self.acted(ends.complete_commitment, pk, **self.read(Nothing))


class InspectionViewSet(PaperViewSet):
    """검수(검사)조서."""

    tag = "검수"
    found = staticmethod(documents.inspection)
    shape = InspectionOut
    route = "api-inspections-detail"
    key = "inspection_id"
    required: ClassVar = {
        "list": permissions.COMMITMENT_VIEW,
        "retrieve": permissions.COMMITMENT_VIEW,
        "create": permissions.INSPECTION_RECORD,
        "accept": permissions.INSPECTION_RECORD,
        "reject": permissions.INSPECTION_RECORD,
        "again": permissions.INSPECTION_RECORD,
    }
    versioned = frozenset({"accept", "reject", "again"})
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("fiscal_year", FiscalYearField()),
                Filter("state", ChoiceTextField(choices=InspectionState.choices), ONE_OF),
                Filter("commitment", IdField(), ONE_OF, column="commitment_id"),
                Filter("document_date", DayField(), RANGE),
            ),
            search=("number", "title"),
            ordering=("document_date",),
            default_ordering=("-document_date",),
            countable=True,
        )
    }

    @operation("검수 목록", "조건에 맞는 검수조서를 본다.", output=InspectionHeadOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(documents.inspections(), InspectionHeadOut)

    @operation("검수 조회", "검수조서 하나를 본다.", output=InspectionOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.one(pk)

    @operation(
        "검수 요청",
        "납품·이행된 금액의 검수를 요청한다.",
        input=InspectionIn,
        output=InspectionOut,
        status=201,
        errors=[execution.PaymentAboveCommitment, execution.DocumentFaulty, InvalidMove],
    )
    def create(self, request: Request) -> Response:
        data = self.read(InspectionIn)
        rows = [inspections.InspectionRowInput(**row) for row in data.pop("rows")]
        given = inspections.InspectionInput(rows=rows, **data)
        made = inspections.request_inspection(given=given, actor=self.actor, at=self.at)
        return self.made(made.pk)

    @operation(
        "검수 합격",
        "합격하면 그날 비용과 미지급금이 인식된다. 검수를 요청한 사람은 할 수 없다.",
        input=PassIn,
        output=InspectionOut,
        status=201,
        errors=[
            InvalidMove,
            execution.RequesterInspects,
            execution.PersonNeeded,
            execution.PaymentAboveCommitment,
            books.NoMapping,
            books.PeriodClosed,
            books.DimensionMissing,
        ],
    )
    @action(detail=True, methods=["post"], url_path="acceptances")
    def accept(self, request: Request, pk: UUID) -> Response:
        return self.acted(inspections.pass_inspection, pk, **self.read(PassIn))

    @operation(
        "검수 불합격",
        "사유를 적어 불합격으로 둔다.",
        input=GroundsIn,
        output=InspectionOut,
        status=201,
        errors=[InvalidMove, execution.RequesterInspects, execution.PersonNeeded],
    )
    @action(detail=True, methods=["post"], url_path="rejections")
    def reject(self, request: Request, pk: UUID) -> Response:
        return self.acted(inspections.fail_inspection, pk, **self.read(GroundsIn))

    @operation(
        "검수 재요청",
        "고쳐서 다시 검수를 요청한다. 처음 요청한 사람이 한다.",
        input=Nothing,
        output=InspectionOut,
        status=201,
        errors=[InvalidMove, execution.NotTheDrafter],
    )
    @action(detail=True, methods=["post"], url_path="requests")
    def again(self, request: Request, pk: UUID) -> Response:
        return self.acted(inspections.request_again, pk, **self.read(Nothing))


def commitment_input(data: dict[str, Any]) -> services.CommitmentInput:
    """What was sent as the service takes it."""
    rows = [services.CommitmentRowInput(**row) for row in data.pop("rows")]
    return services.CommitmentInput(rows=rows, **data)
