"""Record files over REST."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.urls import reverse
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.docs import operation
from core.api.fields import ChoiceTextField, FiscalYearField, IdField
from core.api.lists import ONE_OF, Filter, ListRules
from core.api.serializers import Nothing
from core.api.views import ApiView, ApiViewSet
from core.errors import InvalidMove
from core.periods import day_of
from records import errors as refusals
from records.api.shapes import CompletionIn, FileIn, FileItemOut, FileOut, FilingQuery, FilingsOut
from records.choices import FileState
from records.permissions import FILE_MANAGE, REGISTRY_VIEW, YEAR_MANAGE
from records.queries.files import filing_choices, record_file, record_files
from records.services import files as services

TAG = "기록물철"


class RecordFileViewSet(ApiViewSet):
    """기록물철."""

    tag = TAG
    required: ClassVar = {
        "list": REGISTRY_VIEW,
        "retrieve": REGISTRY_VIEW,
        "create": FILE_MANAGE,
        "open_volume": FILE_MANAGE,
        "complete": FILE_MANAGE,
        "reopen": FILE_MANAGE,
        "put_up": YEAR_MANAGE,
    }
    versioned = frozenset({"open_volume", "complete", "reopen", "put_up"})
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("department", IdField(), ONE_OF, column="department_id"),
                Filter("unit_task", IdField(), ONE_OF, column="unit_task_id"),
                Filter("state", ChoiceTextField(choices=FileState.choices), ONE_OF),
                Filter("year", FiscalYearField()),
            ),
            search=("title",),
            ordering=("year", "opened_on", "title"),
            default_ordering=("-year", "title"),
            countable=True,
        )
    }

    @operation("기록물철 목록", "기록물철을 본다.", output=FileItemOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(record_files(), FileItemOut)

    @operation("기록물철 조회", "기록물철 하나와 보존기간 기산일, 만료일, 이관 기한을 본다.", output=FileOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self._shown(pk)

    @operation(
        "기록물철 생성",
        "단위과제에 기록물철을 만든다. 보존기간은 단위과제에서 온다.",
        input=FileIn,
        output=FileOut,
        status=201,
        errors=[refusals.UnitTaskNotValid, refusals.UnitTaskOfOthers],
    )
    def create(self, request: Request) -> Response:
        data = services.FileData(**self.read(FileIn))
        made = services.open_file(data=data, actor=self.actor, at=self.at)
        return self._made(made.pk)

    @operation(
        "다음 권 생성",
        "같은 기록물철의 다음 권을 만든다.",
        input=Nothing,
        output=FileOut,
        status=201,
        errors=[InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="volumes")
    def open_volume(self, request: Request, pk: UUID) -> Response:
        self.read(Nothing)
        made = services.open_next_volume(
            file_id=pk, actor=self.actor, at=self.at, version=self.expected_version
        )
        return self._made(made.pk)

    @operation(
        "기록물철 종결",
        "업무가 끝난 날로 종결한다. 보존기간은 다음 해 1월 1일부터 센다.",
        input=CompletionIn,
        output=FileOut,
        status=201,
        errors=[InvalidMove, refusals.CompletedBeforeOpened],
    )
    @action(detail=True, methods=["post"], url_path="completions")
    def complete(self, request: Request, pk: UUID) -> Response:
        on = self.read(CompletionIn)["completed_on"]
        services.complete_file(
            file_id=pk, completed_on=on, actor=self.actor, at=self.at, version=self.expected_version
        )
        return self._shown(pk, 201)

    @operation(
        "종결 취소",
        "보존기간이 시작되기 전에 종결을 취소한다.",
        input=Nothing,
        output=FileOut,
        status=201,
        errors=[InvalidMove, refusals.RetentionBegun],
    )
    @action(detail=True, methods=["post"], url_path="reopenings")
    def reopen(self, request: Request, pk: UUID) -> Response:
        self.read(Nothing)
        services.reopen_file(file_id=pk, actor=self.actor, at=self.at, version=self.expected_version)
        return self._shown(pk, 201)

    @operation(
        "평가 대상 지정",
        "보존기간이 끝난 기록물철을 평가 대상으로 올린다.",
        input=Nothing,
        output=FileOut,
        status=201,
        errors=[InvalidMove, refusals.RetentionNotOver],
    )
    @action(detail=True, methods=["post"], url_path="appraisals")
    def put_up(self, request: Request, pk: UUID) -> Response:
        self.read(Nothing)
        services.put_up_for_appraisal(file_id=pk, actor=self.actor, at=self.at, version=self.expected_version)
        return self._shown(pk, 201)

    def _shown(self, pk: UUID, status: int = 200) -> Response:
        return self.entity(record_file(pk, day_of(self.at)), FileOut, status=status)

    def _made(self, pk: UUID) -> Response:
        address = reverse("api-record-files-detail", kwargs={"pk": pk})
        return self.created(record_file(pk, day_of(self.at)), FileOut, location=address)


class FilingChoices(ApiView):
    """편철할 기록물철."""

    tag = TAG
    required: ClassVar = {"get": REGISTRY_VIEW}
    queries: ClassVar = {"get": FilingQuery}

    @operation(
        "편철할 기록물철",
        "부서에서 열려 있는 기록물철과 기본 공개구분을 본다.",
        output=FilingsOut,
    )
    def get(self, request: Request) -> Response:
        query = self.query()
        found = filing_choices(query["department"], day_of(self.at), text=query.get("q", ""))
        return Response(FilingsOut({"items": found}).data)
