"""Changes of commitments over REST: written, handed in, decided on the line of the new total."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounting import permissions
from accounting.api.papers import DECIDING, HANDING_IN, TAKING_BACK, PaperViewSet
from accounting.api.proposals import SHORT
from accounting.api.spending_shapes import MAX_ROWS, ChangeRowIn, DecisionIn, DocumentOut, GroundsIn, SubmitIn
from accounting.choices import ChangeKind, ChangeState
from accounting.errors import execution
from accounting.queries import documents
from accounting.services import commitment_changes as services
from core.api.docs import operation
from core.api.fields import (
    ChoiceTextField,
    CodeField,
    DayField,
    FiscalYearField,
    IdField,
    TextField,
    WholeNumberField,
    WonField,
)
from core.api.lists import ONE_OF, RANGE, Filter, ListRules
from core.api.serializers import Input, Output
from core.errors import InvalidMove


class CommitmentChangeIn(Input):
    """A change to write; REST lets everything unpaid go and takes no rows."""

    commitment_id = IdField()
    kind = ChoiceTextField(choices=ChangeKind.choices, required=False)
    text = TextField(max_length=500, help_text=_("변경 사유"))
    rows = ChangeRowIn(many=True, required=False, max_length=MAX_ROWS)


class CommitmentChangeRowOut(Output):
    """One row of the commitment before the change, and by how much it changes."""

    id = IdField()
    ordinal = WholeNumberField(minimum=1, maximum=9999)
    commitment_row_id = IdField()
    item_code = CodeField(max_length=12, source="commitment_row.line.stat_item.code")
    before_amount = WonField()
    amount = WonField(minimum=None)


class CommitmentChangeHeadOut(DocumentOut):
    """A change without its rows."""

    state = ChoiceTextField(choices=ChangeState.choices)
    kind = ChoiceTextField(choices=ChangeKind.choices)
    commitment_id = IdField()
    total_amount = WonField(minimum=None, help_text=_("증감액"))
    new_total = WonField(help_text=_("변경 뒤 총액. 결재선은 이 금액이 정한다."))


class CommitmentChangeOut(CommitmentChangeHeadOut):
    """A change."""

    document_id = IdField(allow_null=True, help_text=_("결재 문서. 상신하기 전에는 없다."))
    rows = CommitmentChangeRowOut(many=True, source="rows.all")


WRITING = [
    execution.DocumentFaulty,
    execution.ReductionBelowPaid,
    execution.AlreadyPaid,
    InvalidMove,
]


class CommitmentChangeViewSet(PaperViewSet):
    """원인행위 변경."""

    tag = "지출원인행위"
    found = staticmethod(documents.change)
    shape = CommitmentChangeOut
    route = "api-commitment-changes-detail"
    key = "change_id"
    subject = services.SUBJECT
    required: ClassVar = {
        "list": permissions.COMMITMENT_VIEW,
        "retrieve": permissions.COMMITMENT_VIEW,
        "create": permissions.COMMITMENT_DRAFT,
        "update": permissions.COMMITMENT_DRAFT,
        "submit": permissions.COMMITMENT_DRAFT,
        "recall": permissions.COMMITMENT_DRAFT,
        "cancel": permissions.COMMITMENT_DRAFT,
        "approve": permissions.COMMITMENT_VIEW,
    }
    versioned = frozenset({"submit", "recall", "cancel", "approve"})
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("fiscal_year", FiscalYearField()),
                Filter("state", ChoiceTextField(choices=ChangeState.choices), ONE_OF),
                Filter("document_date", DayField(), RANGE),
                Filter("commitment", IdField(), ONE_OF, column="commitment_id"),
            ),
            search=("number", "title"),
            ordering=("document_date", "new_total"),
            default_ordering=("-document_date",),
            countable=True,
        )
    }

    @operation("원인행위 변경 목록", "조건에 맞는 변경을 본다.", output=CommitmentChangeHeadOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(documents.changes(), CommitmentChangeHeadOut)

    @operation("원인행위 변경 조회", "변경 하나를 줄마다 앞뒤 금액과 함께 본다.", output=CommitmentChangeOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.one(pk)

    @operation(
        "원인행위 변경 작성",
        "승인된 원인행위를 줄마다 증감하거나(AMOUNT) 지급하지 않은 금액을 모두 취소하는(REST) 변경을 작성한다.",
        input=CommitmentChangeIn,
        output=CommitmentChangeOut,
        status=201,
        errors=WRITING,
    )
    def create(self, request: Request) -> Response:
        data = self.read(CommitmentChangeIn)
        made = services.draft_change(
            commitment_id=data["commitment_id"], given=_input(data), actor=self.actor, at=self.at
        )
        return self.made(made.pk)

    @operation(
        "원인행위 변경 수정",
        "작성중인 변경을 통째로 고친다. 다른 원인행위의 변경으로 바꾸지는 못한다.",
        input=CommitmentChangeIn,
        output=CommitmentChangeOut,
        errors=[*WRITING, execution.DocumentLocked, execution.NotTheDrafter],
    )
    def update(self, request: Request, pk: UUID) -> Response:
        return self.edited(services.edit_change, pk, _input(self.read(CommitmentChangeIn)))

    @operation(
        "원인행위 변경 상신",
        "변경 뒤의 총액에 따른 결재선에 올린다. 계약이면 계약의 행과 변경의 행을 합친 협조와 감사를 거친다. 늘리는 금액은 "
        "품의의 남은 금액이나 가용액 안에서, 줄이는 금액은 지급하지 않은 금액까지. 상신해도 예산을 잡아 두지 않는다.",
        input=SubmitIn,
        output=CommitmentChangeOut,
        status=201,
        errors=[
            *SHORT,
            *HANDING_IN,
            execution.CommitmentAboveProposal,
            execution.ReductionBelowPaid,
            execution.ChangeOutdated,
            execution.NotTheDrafter,
            InvalidMove,
        ],
    )
    @action(detail=True, methods=["post"], url_path="submissions")
    def submit(self, request: Request, pk: UUID) -> Response:
        return self.handed_in(services.submit_change, pk)

    @operation(
        "원인행위 변경 회수",
        "다음 결재자가 처리하기 전에 사유를 적어 상신을 거둔다.",
        input=GroundsIn,
        output=CommitmentChangeOut,
        status=201,
        errors=[*TAKING_BACK, InvalidMove, execution.NotTheDrafter],
    )
    @action(detail=True, methods=["post"], url_path="recalls")
    def recall(self, request: Request, pk: UUID) -> Response:
        return self.acted(services.recall_change, pk, **self.read(GroundsIn))

    @operation(
        "원인행위 변경 결재",
        "결재선의 자기 차례를 처리한다. 마지막 결재와 같은 순간 원인행위가 바뀐다.",
        input=DecisionIn,
        output=CommitmentChangeOut,
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
        "원인행위 변경 취소",
        "작성중인 변경을 기안자가 그만둔다. 결재가 끝난 변경은 다시 변경해서 고친다.",
        input=GroundsIn,
        output=CommitmentChangeOut,
        status=201,
        errors=[execution.DocumentLocked, execution.NotTheDrafter, InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="cancellations")
    def cancel(self, request: Request, pk: UUID) -> Response:
        return self.acted(services.cancel_change, pk, **self.read(GroundsIn))


def _input(data: dict[str, Any]) -> services.ChangeInput:
    changes = {row["row_id"]: row["amount"] for row in data.get("rows", [])}
    return services.ChangeInput(
        text=data["text"], kind=data.get("kind", ChangeKind.AMOUNT.value), changes=changes
    )
