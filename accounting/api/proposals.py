"""Spending proposals over REST."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounting import permissions
from accounting.api.papers import CANCELLING, DECIDING, HANDING_IN, TAKING_BACK, PaperViewSet
from accounting.api.spending_shapes import (
    DecisionIn,
    GroundsIn,
    ProposalHeadOut,
    ProposalIn,
    ProposalOut,
    SubmitIn,
)
from accounting.choices import CommitmentKind, ProposalState
from accounting.errors import budget, execution
from accounting.queries import documents
from accounting.services import proposals as services
from core.api.docs import operation
from core.api.fields import ChoiceTextField, DayField, FiscalYearField, IdField
from core.api.lists import ONE_OF, RANGE, Filter, ListRules
from core.api.serializers import Nothing
from core.errors import InvalidMove, Refusals

SHORT = [
    budget.BudgetExceeded,
    budget.AllotmentExceeded,
    budget.BudgetLineUnavailable,
    budget.ContingencyNotSpendable,
    Refusals,
]
DRAFTING = [execution.DocumentFaulty, execution.MixedYears, budget.BudgetLineUnavailable]


class ProposalViewSet(PaperViewSet):
    """품의서."""

    tag = "품의"
    found = staticmethod(documents.proposal)
    shape = ProposalOut
    route = "api-spending-proposals-detail"
    key = "proposal_id"
    subject = "spending_proposal"
    required: ClassVar = {
        "list": permissions.PROPOSAL_VIEW,
        "retrieve": permissions.PROPOSAL_VIEW,
        "create": permissions.PROPOSAL_DRAFT,
        "update": permissions.PROPOSAL_DRAFT,
        "submit": permissions.PROPOSAL_DRAFT,
        "recall": permissions.PROPOSAL_DRAFT,
        "close": permissions.PROPOSAL_DRAFT,
        "cancel": permissions.PROPOSAL_DRAFT,
        "approve": permissions.PROPOSAL_VIEW,
    }
    versioned = frozenset({"submit", "recall", "close", "cancel", "approve"})
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("fiscal_year", FiscalYearField()),
                Filter("state", ChoiceTextField(choices=ProposalState.choices), ONE_OF),
                Filter("kind", ChoiceTextField(choices=CommitmentKind.choices), ONE_OF),
                Filter("document_date", DayField(), RANGE),
                Filter("department", IdField(), ONE_OF, column="department_id"),
            ),
            search=("number", "title"),
            ordering=("document_date", "total_amount"),
            default_ordering=("-document_date",),
            countable=True,
        )
    }

    @operation("품의 목록", "조건에 맞는 품의서를 본다.", output=ProposalHeadOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(documents.proposals(), ProposalHeadOut)

    @operation("품의 조회", "품의서 하나를 산출 내역과 함께 본다.", output=ProposalOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.one(pk)

    @operation(
        "품의 작성",
        "품의서를 작성한다. 번호는 처음 상신할 때 붙고, 예산은 승인될 때 예약된다.",
        input=ProposalIn,
        output=ProposalOut,
        status=201,
        errors=DRAFTING,
    )
    def create(self, request: Request) -> Response:
        given = proposal_input(self.read(ProposalIn))
        made = services.draft_proposal(given=given, actor=self.actor, at=self.at)
        return self.made(made.pk)

    @operation(
        "품의 수정",
        "작성중인 품의서를 통째로 고친다.",
        input=ProposalIn,
        output=ProposalOut,
        errors=[*DRAFTING, execution.DocumentLocked, execution.NotTheDrafter],
    )
    def update(self, request: Request, pk: UUID) -> Response:
        return self.edited(services.edit_proposal, pk, proposal_input(self.read(ProposalIn)))

    @operation(
        "품의 상신",
        "품의서를 결재에 올린다. 모든 과목의 가용액을 확인하고, 위임전결규정에 따른 결재선으로 문서를 올린다. "
        "경고는 acknowledged에 까닭을 적어 다시 보낸다.",
        input=SubmitIn,
        output=ProposalOut,
        status=201,
        errors=[*SHORT, *HANDING_IN, InvalidMove, execution.NotTheDrafter],
    )
    @action(detail=True, methods=["post"], url_path="submissions")
    def submit(self, request: Request, pk: UUID) -> Response:
        return self.handed_in(services.submit_proposal, pk)

    @operation(
        "품의 회수",
        "다음 결재자가 처리하기 전에 사유를 적어 상신을 거둔다.",
        input=GroundsIn,
        output=ProposalOut,
        status=201,
        errors=[*TAKING_BACK, InvalidMove, execution.NotTheDrafter],
    )
    @action(detail=True, methods=["post"], url_path="recalls")
    def recall(self, request: Request, pk: UUID) -> Response:
        return self.acted(services.recall_proposal, pk, **self.read(GroundsIn))

    @operation(
        "품의 결재",
        "결재선의 자기 차례를 처리한다. 마지막 결재와 같은 순간 예산이 예약되고, 가용액이 모자라면 결재에 머문다.",
        input=DecisionIn,
        output=ProposalOut,
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
        "품의 종결",
        "더 쓰지 않을 품의를 끝내고 남은 예약을 푼다.",
        input=Nothing,
        output=ProposalOut,
        status=201,
        errors=[InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="closings")
    def close(self, request: Request, pk: UUID) -> Response:
        return self.acted(services.close_proposal, pk, **self.read(Nothing))

    @operation(
        "품의 취소",
        "작성중이면 기안자가 그만둔다. 승인되고 쓰지 않은 품의는 취소 기안을 상신한다: 결재하면 예약이 풀린다.",
        input=GroundsIn,
        output=ProposalOut,
        status=201,
        errors=[*CANCELLING, InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="cancellations")
    def cancel(self, request: Request, pk: UUID) -> Response:
        return self.cancelled(services.cancel_proposal, pk)


def proposal_input(data: dict[str, Any]) -> services.ProposalInput:
    """What was sent as the service takes it."""
    rows = [services.ProposalRowInput(**row) for row in data.pop("rows")]
    return services.ProposalInput(rows=rows, **data)
