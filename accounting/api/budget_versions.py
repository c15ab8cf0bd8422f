"""Budget versions over REST: made, filled, uploaded, voted, made effective."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounting import permissions
from accounting.api.budget_shapes import (
    LinesIn,
    UploadIn,
    UploadOut,
    VersionHeadOut,
    VersionIn,
    VersionLineOut,
    VersionOut,
    VersionSubmitIn,
    VoteIn,
)
from accounting.api.papers import DECIDING, HANDING_IN, TAKING_BACK, PaperViewSet
from accounting.api.spending_shapes import DecisionIn, GroundsIn
from accounting.choices import BudgetSide, VersionState
from accounting.errors import budget as refusals
from accounting.errors.execution import DocumentFaulty, NotTheDrafter, OwnDocument, PersonNeeded
from accounting.queries.budget_form import budget_form
from accounting.queries.budget_versions import budget_version, budget_versions, version_lines
from accounting.rules.budget_sheet import BasisPart
from accounting.services import budget_version_approval as approval
from accounting.services.budget_upload import check_upload, load_upload
from accounting.services.budget_version_lines import LineInput, save_version_lines
from accounting.services.budget_versions import create_version, withdraw_version
from approvals.errors import steps
from core.api.docs import operation
from core.api.fields import ChoiceTextField, FiscalYearField
from core.api.lists import ONE_OF, Filter, ListRules
from core.api.serializers import Nothing
from core.api.views import ApiView
from core.errors import InvalidMove, Refusals
from core.periods import day_of
from core.sheets import FileUnreadable
from ui.excel import MIME, file_response

TAG = "예산"


class BudgetVersionViewSet(PaperViewSet):
    """예산안."""

    tag = TAG
    found = staticmethod(budget_version)
    shape = VersionOut
    route = "api-budget-versions-detail"
    key = "version_id"
    subject = "budget_version"
    required: ClassVar = {
        "list": permissions.BUDGET_VIEW,
        "retrieve": permissions.BUDGET_VIEW,
        "create": permissions.BUDGET_EDIT,
        "submit": permissions.BUDGET_EDIT,
        "recall": permissions.BUDGET_EDIT,
        "approve": permissions.BUDGET_VIEW,
        "vote": permissions.BUDGET_CONFIRM,
        "withdraw": permissions.BUDGET_EDIT,
    }
    versioned = frozenset({"submit", "recall", "approve", "vote", "withdraw"})
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("fiscal_year", FiscalYearField()),
                Filter("state", ChoiceTextField(choices=VersionState.choices), ONE_OF),
            ),
            search=("number", "title"),
            ordering=("fiscal_year", "drafted_at"),
            default_ordering=("-fiscal_year", "-drafted_at"),
            countable=True,
        )
    }

    @operation("예산안 목록", "본예산과 추가경정예산을 총액과 함께 본다.", output=VersionHeadOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(budget_versions(), VersionHeadOut)

    @operation("예산안 조회", "예산안 하나를 본다.", output=VersionOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.one(pk)

    @operation(
        "예산안 시작",
        "본예산 또는 추가경정예산의 편성을 시작한다.",
        input=VersionIn,
        output=VersionOut,
        status=201,
        errors=[refusals.MainBudgetExists, refusals.VersionInProgress, refusals.BudgetNotEffective],
    )
    def create(self, request: Request) -> Response:
        version = create_version(actor=self.actor, at=self.at, **self.read(VersionIn))
        return self.made(version.pk)

    @operation(
        "예산안 상신",
        "위임전결규정에 따른 결재선에 올린다. 기관장이 결재하면 이사회 의결을 기다린다.",
        input=VersionSubmitIn,
        output=VersionOut,
        status=201,
        errors=[
            refusals.BudgetUnbalanced,
            refusals.ContingencyAboveCap,
            refusals.ItemsUnmapped,
            refusals.EmptyBudget,
            refusals.EffectiveDateGoesBack,
            *HANDING_IN,
            NotTheDrafter,
            Refusals,
            InvalidMove,
        ],
    )
    @action(detail=True, methods=["post"], url_path="submissions")
    def submit(self, request: Request, pk: UUID) -> Response:
        given = self.read(VersionSubmitIn)
        reasons = {item["code"]: item["reason"] for item in given.pop("acknowledged", [])}
        return self.acted(approval.submit_version, pk, acknowledged=reasons, **given)

    @operation(
        "예산안 회수",
        "다음 결재자가 처리하기 전에 사유를 적어 상신을 거둔다.",
        input=GroundsIn,
        output=VersionOut,
        status=201,
        errors=[*TAKING_BACK, InvalidMove, NotTheDrafter],
    )
    @action(detail=True, methods=["post"], url_path="recalls")
    def recall(self, request: Request, pk: UUID) -> Response:
        return self.acted(approval.recall_version, pk, **self.read(GroundsIn))

    @operation(
        "예산안 결재",
        "결재선의 자기 차례를 처리한다.",
        input=DecisionIn,
        output=VersionOut,
        status=201,
        errors=[*DECIDING, InvalidMove, OwnDocument, PersonNeeded, DocumentFaulty],
    )
    @action(detail=True, methods=["post"], url_path="approvals")
    def approve(self, request: Request, pk: UUID) -> Response:
        return self.decided(pk)

    @operation(
        "이사회 의결 등록",
        "기관장이 결재한 예산안의 의결일과 의사록 번호를 등록한다. 의결되면 같은 순간 예산이 확정되어 본예산은 "
        "본예산액, 추경은 추경증감액으로 각 과목에 들어간다. 부결되면 편성 중으로 돌아간다.",
        input=VoteIn,
        output=VersionOut,
        status=201,
        errors=[InvalidMove, steps.EffectRefused],
    )
    @action(detail=True, methods=["post"], url_path="board-votes")
    def vote(self, request: Request, pk: UUID) -> Response:
        return self.acted(approval.register_vote, pk, **self.read(VoteIn))

    @operation(
        "예산안 철회",
        "편성 중인 예산안을 철회한다.",
        input=Nothing,
        output=VersionOut,
        status=201,
        errors=[InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="withdrawals")
    def withdraw(self, request: Request, pk: UUID) -> Response:
        self.read(Nothing)
        withdraw_version(version_id=pk, actor=self.actor, at=self.at, expected_version=self.expected_version)
        return self.made(pk)


class BudgetVersionLines(ApiView):
    """예산안의 과목별 금액."""

    tag = TAG
    required: ClassVar = {"get": permissions.BUDGET_VIEW, "put": permissions.BUDGET_EDIT}
    listing: ClassVar = {
        "get": ListRules(
            filters=(Filter("side", ChoiceTextField(choices=BudgetSide.choices)),),
            ordering=("side", "id"),
            default_ordering=("side", "id"),
            countable=True,
        )
    }

    @operation("예산안 금액 목록", "예산안에 든 과목별 금액을 본다.", output=VersionLineOut, listed=True)
    def get(self, request: Request, pk: UUID) -> Response:
        budget_version(pk)
        return self.page(version_lines(pk), VersionLineOut)

    @operation(
        "예산안 금액 저장",
        "예산안의 금액 전체를 보낸 행으로 바꾼다. 한 행이라도 틀리면 아무것도 바꾸지 않는다.",
        input=LinesIn,
        output=VersionHeadOut,
        errors=[refusals.RowsRefused, refusals.BudgetImmutable, InvalidMove],
    )
    def put(self, request: Request, pk: UUID) -> Response:
        rows = [_line_input(row) for row in self.read(LinesIn)["rows"]]
        save_version_lines(
            version_id=pk, rows=rows, actor=self.actor, at=self.at, expected_version=self.expected_version
        )
        return self.entity(budget_version(pk), VersionHeadOut)


class _Upload(ApiView):
    """Base of the two uploads."""

    tag = TAG
    parser_classes = (MultiPartParser,)

    def content(self) -> bytes:
        found: bytes = self.read(UploadIn)["file"].read()
        return found


class BudgetUpload(_Upload):
    """예산 파일 올리기."""

    required: ClassVar = {"post": permissions.BUDGET_EDIT}
    versioned = frozenset({"post"})

    @operation(
        "예산 파일 올리기",
        "예산 양식의 내용으로 예산안 전체를 바꾼다. 한 칸이라도 틀리면 아무것도 올리지 않는다.",
        input=UploadIn,
        output=UploadOut,
        status=201,
        errors=[refusals.UploadRefused, refusals.BudgetImmutable, FileUnreadable, InvalidMove],
    )
    def post(self, request: Request, pk: UUID) -> Response:
        report = load_upload(
            version_id=pk,
            content=self.content(),
            actor=self.actor,
            at=self.at,
            expected_version=self.expected_version,
        )
        return Response(UploadOut(report).data, status=201)


class BudgetUploadCheck(_Upload):
    """예산 파일 점검."""

    required: ClassVar = {"post": permissions.BUDGET_EDIT}
    keyless = frozenset({"post"})

    @operation(
        "예산 파일 점검",
        "파일을 올리면 어떻게 되는지와 고칠 곳을 행과 열로 알려 준다. 아무것도 바꾸지 않는다.",
        input=UploadIn,
        output=UploadOut,
        errors=[refusals.BudgetImmutable, FileUnreadable, InvalidMove],
    )
    def post(self, request: Request, pk: UUID) -> Response:
        report = check_upload(version_id=pk, content=self.content(), actor=self.actor, at=self.at)
        return Response(UploadOut(report).data)


class BudgetForm(ApiView):
    """예산 양식."""

    tag = TAG
    required: ClassVar = {"get": permissions.BUDGET_VIEW}

    @operation("예산 양식 내려받기", "지금의 금액과 코드표가 든 엑셀 양식을 받는다.", file=MIME)
    def get(self, request: Request, pk: UUID) -> HttpResponse:
        name, content = budget_form(pk, day_of(self.at))
        return file_response(content, name)


def _line_input(row: dict[str, Any]) -> LineInput:
    basis = row.get("basis")
    return LineInput(
        side=row["side"],
        account_unit=row["account_unit"],
        department_id=row["department_id"],
        detail_project_id=row.get("detail_project_id"),
        stat_item_id=row["stat_item_id"],
        funding=row["funding"],
        amount=row["amount"],
        text=row.get("text", ""),
        basis=None if basis is None else tuple(BasisPart(**part) for part in basis),
    )
