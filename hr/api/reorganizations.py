"""Reorganisations over REST."""

from __future__ import annotations

from typing import ClassVar
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
from hr.api import reorganization_shapes as shapes
from hr.api.shapes import ReasonIn
from hr.choices import ReorganizationState
from hr.permissions import ORDER_VIEW, REORGANIZATION_DRAFT, REORGANIZATION_ISSUE
from hr.queries.reorganizations import preview, reorganization, reorganization_rows
from hr.services.reorganization_approval import hand_in_reorganization, recall_reorganization
from hr.services.reorganizations import (
    ReorganizationData,
    change_reorganization,
    draft_reorganization,
    issue_reorganization,
    undo_reorganization,
    void_reorganization,
)

STANDING = [
    refusals.TreeRing,
    refusals.PeopleLeftBehind,
    refusals.ReorganizationEmpty,
    refusals.ReorganizationPast,
]


class ReorganizationViewSet(ApiViewSet):
    """조직개편."""

    tag = "조직개편"
    required: ClassVar = {
        "list": ORDER_VIEW,
        "retrieve": ORDER_VIEW,
        "preview": ORDER_VIEW,
        "create": REORGANIZATION_DRAFT,
        "update": REORGANIZATION_DRAFT,
        "submit": REORGANIZATION_DRAFT,
        "recall": REORGANIZATION_DRAFT,
        "void": REORGANIZATION_DRAFT,
        "issue": REORGANIZATION_ISSUE,
        "undo": REORGANIZATION_ISSUE,
    }
    versioned = frozenset({"submit", "issue", "undo", "void"})
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("state", ChoiceTextField(choices=ReorganizationState.choices), ONE_OF),
                Filter("effective_on", DayField(), RANGE),
            ),
            search=("title",),
            ordering=("drafted_at", "effective_on"),
            default_ordering=("-drafted_at",),
            countable=True,
        )
    }

    @operation("조직개편 목록", "조직개편을 본다.", output=shapes.ReorganizationListItemOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(reorganization_rows(), shapes.ReorganizationListItemOut)

    @operation("조직개편 조회", "조직개편 하나를 본다.", output=shapes.ReorganizationOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self._shown(pk)

    @operation(
        "조직개편안 작성",
        "부서의 신설, 폐지, 명칭·소속 변경, 통합, 분할을 한 묶음으로 적는다.",
        input=shapes.ReorganizationIn,
        output=shapes.ReorganizationOut,
        status=201,
    )
    def create(self, request: Request) -> Response:
        made = draft_reorganization(actor=self.actor, data=self._data(), at=self.at)
        address = reverse("api-reorganizations-detail", kwargs={"pk": made.pk})
        return self.created(reorganization(made.pk), shapes.ReorganizationOut, location=address)

    @operation(
        "조직개편안 수정",
        "작성 중인 조직개편안을 새로 쓴다.",
        input=shapes.ReorganizationIn,
        output=shapes.ReorganizationOut,
        errors=[InvalidMove],
    )
    def update(self, request: Request, pk: UUID) -> Response:
        change_reorganization(
            actor=self.actor,
            reorganization_id=pk,
            data=self._data(),
            at=self.at,
            version=self.expected_version,
        )
        return self._shown(pk)

    @operation(
        "조직개편 미리보기",
        "개편 후 조직, 나갈 발령, 새 소속이 없는 직원을 본다. 아무것도 바꾸지 않는다.",
        output=shapes.ReorganizationPreviewOut,
    )
    @action(detail=True, methods=["get"], url_path="preview")
    def preview(self, request: Request, pk: UUID) -> Response:
        return Response(shapes.ReorganizationPreviewOut(preview(pk)).data)

    @operation(
        "상신",
        "조직개편안을 결재에 올린다.",
        input=Nothing,
        output=shapes.ReorganizationOut,
        status=201,
        errors=STANDING,
    )
    @action(detail=True, methods=["post"], url_path="submissions")
    def submit(self, request: Request, pk: UUID) -> Response:
        self.read(Nothing)
        hand_in_reorganization(
            actor=self.actor, reorganization_id=pk, at=self.at, version=self.expected_version
        )
        return self._shown(pk, 201)

    @operation(
        "회수",
        "아무도 결재하지 않은 조직개편안을 거두어들인다.",
        input=ReasonIn,
        output=shapes.ReorganizationOut,
        status=201,
        errors=[InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="recalls")
    def recall(self, request: Request, pk: UUID) -> Response:
        reason = self.read(ReasonIn)["reason"]
        recall_reorganization(actor=self.actor, reorganization_id=pk, reason=reason, at=self.at)
        return self._shown(pk, 201)

    @operation(
        "시행",
        "결재가 끝난 조직개편을 시행일에 맞추어 둔다. 시행일이 오늘이면 바로 시행한다.",
        input=Nothing,
        output=shapes.ReorganizationOut,
        status=201,
        errors=[refusals.ReorganizationNotApproved, *STANDING],
    )
    @action(detail=True, methods=["post"], url_path="issues")
    def issue(self, request: Request, pk: UUID) -> Response:
        self.read(Nothing)
        issue_reorganization(
            actor=self.actor, reorganization_id=pk, at=self.at, version=self.expected_version
        )
        return self._shown(pk, 201)

    @operation(
        "시행 철회",
        "시행일 전의 조직개편을 사유를 적고 철회한다.",
        input=ReasonIn,
        output=shapes.ReorganizationOut,
        status=201,
        errors=[refusals.ReorganizationBegun, refusals.ReasonMissing, InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="undoings")
    def undo(self, request: Request, pk: UUID) -> Response:
        undo_reorganization(
            actor=self.actor,
            reorganization_id=pk,
            reason=self.read(ReasonIn)["reason"],
            at=self.at,
            version=self.expected_version,
        )
        return self._shown(pk, 201)

    @operation(
        "폐기",
        "시행하지 않은 조직개편안을 버린다. 결재가 끝난 것은 사유를 적는다.",
        input=ReasonIn,
        output=shapes.ReorganizationOut,
        status=201,
        errors=[refusals.ReasonMissing, InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="voids")
    def void(self, request: Request, pk: UUID) -> Response:
        void_reorganization(
            actor=self.actor,
            reorganization_id=pk,
            reason=self.read(ReasonIn)["reason"],
            at=self.at,
            version=self.expected_version,
        )
        return self._shown(pk, 201)

    def _shown(self, pk: UUID, status: int = 200) -> Response:
        return self.entity(reorganization(pk), shapes.ReorganizationOut, status=status)

    def _data(self) -> ReorganizationData:
        data = self.read(shapes.ReorganizationIn)
        data["placements"] = {str(no): str(code) for no, code in data.get("placements", {}).items()}
        return ReorganizationData(**data)
