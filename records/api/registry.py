"""The register over REST: lines, paper registered by hand, corrections, the public list."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.docs import operation
from core.api.fields import ChoiceTextField, DayField, FiscalYearField, IdField
from core.api.lists import ONE_OF, RANGE, Filter, ListRules
from core.api.views import ApiView, ApiViewSet
from core.errors import FieldFault, InvalidInput
from records import errors as refusals
from records.api.shapes import (
    CorrectionIn,
    CorrectionOut,
    CorrectionsOut,
    EntryOut,
    InformationListOut,
    MonthQuery,
    PaperIn,
    SeparateAttachmentIn,
    SeparateAttachmentOut,
    SeparateAttachmentsOut,
)
from records.choices import Direction, Disclosure
from records.permissions import REGISTRY_CORRECT, REGISTRY_REGISTER, REGISTRY_VIEW
from records.queries.information_list import as_csv, information_list
from records.queries.registry import (
    correction_rows,
    entry,
    register_matches,
    registry,
    separate_attachments,
)
from records.services.corrections import CorrectionData, correct_entry
from records.services.hand_registration import PaperData, register_paper
from records.services.separate_attachments import SeparateAttachmentData, register_separate_attachment

TAG = "기록물등록대장"


class RegistryEntryViewSet(ApiViewSet):
    """기록물등록대장."""

    tag = TAG
    required: ClassVar = {
        "list": REGISTRY_VIEW,
        "retrieve": REGISTRY_VIEW,
        "create": REGISTRY_REGISTER,
        "corrections": REGISTRY_VIEW,
        "correct": REGISTRY_CORRECT,
        "attachments": REGISTRY_VIEW,
        "attach": REGISTRY_REGISTER,
    }
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("year", FiscalYearField()),
                Filter("department", IdField(), ONE_OF, column="department_id"),
                Filter("direction", ChoiceTextField(choices=Direction.choices)),
                Filter(
                    "disclosure", ChoiceTextField(choices=Disclosure.choices), ONE_OF, column="now_disclosure"
                ),
                Filter("record_file", IdField(), ONE_OF, column="now_file_id"),
                Filter("document", IdField(), ONE_OF, column="document_id"),
                Filter("produced_on", DayField(), RANGE, column="produced_at__date"),
            ),
            search=("shown_title", "number_text"),
            matching=register_matches,
            ordering=("produced_at", "number"),
            default_ordering=("-produced_at",),
            countable=True,
        )
    }

    @operation("등록대장 목록", "등록대장의 줄을 지금 내용으로 본다.", output=EntryOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(registry(self.actor), EntryOut)

    @operation("등록대장 한 줄", "등록대장의 한 줄을 지금 내용으로 본다.", output=EntryOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.entity(entry(pk, self.actor), EntryOut)

    @operation(
        "문서 등록",
        "접수한 문서나 종이 문서를 등록하고 번호를 받는다.",
        input=PaperIn,
        output=EntryOut,
        status=201,
        errors=[
            refusals.GroundsMissing,
            refusals.GroundsOnOpen,
            refusals.RecordFileMissing,
            refusals.RecordFileClosed,
            refusals.RecordFileForeign,
            refusals.DepartmentAbolished,
        ],
    )
    def create(self, request: Request) -> Response:
        data = PaperData(**_typed(self.read(PaperIn)))
        made = register_paper(data=data, actor=self.actor, at=self.at)
        address = reverse("api-registry-entries-detail", kwargs={"pk": made.entry_id})
        return self.created(entry(made.entry_id, self.actor), EntryOut, location=address)

    @operation("등록정보 수정 내역", "확인자, 날짜, 내용, 사유를 오래된 것부터 본다.", output=CorrectionsOut)
    @action(detail=True, methods=["get"], url_path="correction-history")
    def corrections(self, request: Request, pk: UUID) -> Response:
        entry(pk, self.actor)
        return Response(CorrectionsOut({"items": correction_rows(pk)}).data)

    @operation(
        "등록정보 수정",
        "기록물관리책임자가 사유를 적어 등록정보를 바로잡는다. 처음 줄은 그대로 남는다.",
        input=CorrectionIn,
        output=CorrectionOut,
        status=201,
        errors=[
            refusals.CorrectionNotConfirmed,
            refusals.TitleMissing,
            refusals.GroundsMissing,
            refusals.GroundsOnOpen,
            refusals.RecordFileMissing,
            refusals.RecordFileForeign,
        ],
    )
    @action(detail=True, methods=["post"], url_path="corrections")
    def correct(self, request: Request, pk: UUID) -> Response:
        data = CorrectionData(**_typed(self.read(CorrectionIn)))
        made = correct_entry(entry_id=pk, data=data, actor=self.actor, at=self.at)
        return self.created(made, CorrectionOut)

    @operation(
        "따로 보관하는 첨부물",
        "문서와 따로 보관하는 첨부물을 번호 순서로 본다.",
        output=SeparateAttachmentsOut,
    )
    @action(detail=True, methods=["get"], url_path="attachment-list")
    def attachments(self, request: Request, pk: UUID) -> Response:
        return Response(SeparateAttachmentsOut({"items": separate_attachments(entry(pk, self.actor))}).data)

    @operation(
        "따로 보관하는 첨부물 등록",
        "문서와 따로 보관하는 첨부물에 문서번호와 일련번호를 붙인다. 등록하면 고치거나 지울 수 없다.",
        input=SeparateAttachmentIn,
        output=SeparateAttachmentOut,
        status=201,
    )
    @action(detail=True, methods=["post"], url_path="attachments")
    def attach(self, request: Request, pk: UUID) -> Response:
        entry(pk, self.actor)
        data = SeparateAttachmentData(**self.read(SeparateAttachmentIn))
        made = register_separate_attachment(entry_id=pk, data=data, actor=self.actor, at=self.at)
        return self.created(made, SeparateAttachmentOut)


class InformationListView(ApiView):
    """정보목록."""

    tag = TAG
    required: ClassVar = {"get": REGISTRY_VIEW}
    queries: ClassVar = {"get": MonthQuery}

    @operation(
        "정보목록",
        "한 달의 정보목록을 본다. 제목을 숨긴 문서는 `비공개 문서`로 나온다.",
        output=InformationListOut,
    )
    def get(self, request: Request) -> Response:
        return Response(InformationListOut({"items": information_list(_period(self.query()))}).data)


class InformationFileView(ApiView):
    """정보목록 파일."""

    tag = TAG
    required: ClassVar = {"get": REGISTRY_VIEW}
    queries: ClassVar = {"get": MonthQuery}

    @operation("정보목록 파일", "한 달의 정보목록을 CSV로 받는다.", file="text/csv")
    def get(self, request: Request) -> HttpResponse:
        period = _period(self.query())
        return csv_response(as_csv(information_list(period)), period)


def csv_response(text: str, period: int) -> HttpResponse:
    """CSV that spreadsheets open with Korean letters."""
    response = HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="information-list-{period}.csv"'
    return response


def _period(query: dict[str, Any]) -> int:
    period = int(query["period"])
    if not 1 <= period % 100 <= 12:
        raise InvalidInput(errors=[FieldFault("/period", "MONTH", "연월은 202611처럼 적습니다.")])
    return period


def _typed(given: dict[str, Any]) -> dict[str, Any]:
    """Members of a request as the services take them."""
    kinds = {"direction": Direction, "disclosure": Disclosure, "grounds": tuple, "keywords": tuple}
    return {name: kinds[name](value) if name in kinds else value for name, value in given.items()}
