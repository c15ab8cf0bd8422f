"""Received letters over REST: the box, entering, distribution, registration, sending on and back, handling."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from approvals.api import letter_shapes as shapes
from approvals.api import shapes as document_shapes
from approvals.choices import ReceivedState
from approvals.errors import documents as document_refusals
from approvals.errors import letters as refusals
from approvals.permissions import DOCUMENT_DRAFT, DOCUMENT_VIEW, RECEIPT_DISTRIBUTE, RECEIPT_REGISTER
from approvals.queries.documents import document_page
from approvals.queries.full_text import letter_matches
from approvals.queries.received import received_file, received_page, received_rows, stored_bytes
from approvals.services.dispatching import ReceiverData
from approvals.services.forwarding import forward, forwarded_package, hand_over_forwarded
from approvals.services.handling import assign, circulate, draft_reply, finish_received, note_seen
from approvals.services.outside_letters import NamedFile, OutsideLetter, enter_letter
from approvals.services.receipts import (
    FilingData,
    ask_redistribution,
    distribute,
    register_received,
    send_back,
    tell_departments,
)
from approvals.services.transports import HandOver
from core.api.docs import operation
from core.api.fields import ChoiceTextField, IdField, MomentField
from core.api.lists import ONE_OF, RANGE, Filter, ListRules
from core.api.serializers import Nothing
from core.api.views import ApiView, ApiViewSet
from core.errors import InvalidMove, StaleVersion
from core.periods import day_of
from records import errors as records_errors
from ui.pdf import MIME, pdf_response

TAG = "문서 접수"
ANY = "application/octet-stream"
ZIP = "application/zip"
MOVES = [InvalidMove, StaleVersion]


class ReceivedViewSet(ApiViewSet):
    """접수함."""

    tag = TAG
    required: ClassVar = {
        "list": DOCUMENT_VIEW,
        "retrieve": DOCUMENT_VIEW,
        "distribute": RECEIPT_DISTRIBUTE,
        "ask_again": RECEIPT_REGISTER,
        "register": RECEIPT_REGISTER,
        "tell": RECEIPT_REGISTER,
        "forward": RECEIPT_REGISTER,
        "deliver": RECEIPT_REGISTER,
        "send_back": DOCUMENT_VIEW,
        "assign": DOCUMENT_VIEW,
        "circulate": DOCUMENT_VIEW,
        "reply": DOCUMENT_DRAFT,
        "finish": DOCUMENT_VIEW,
    }
    versioned = frozenset(
        {
            "distribute",
            "ask_again",
            "register",
            "tell",
            "forward",
            "deliver",
            "send_back",
            "assign",
            "circulate",
            "reply",
            "finish",
        }
    )
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("state", ChoiceTextField(choices=ReceivedState.choices), ONE_OF),
                Filter("department", IdField(), ONE_OF, column="department_id"),
                Filter("arrived_at", MomentField(), RANGE),
            ),
            search=("title", "sender_number", "number_text", "sender_name"),
            matching=letter_matches,
            ordering=("arrived_at",),
            default_ordering=("-arrived_at",),
            countable=True,
        )
    }

    @operation("접수함", "도착한 문서를 찾는다.", output=shapes.ReceivedHeadOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(received_rows(self.actor), shapes.ReceivedHeadOut)

    @operation("받은 문서 조회", "받은 문서 하나를 파일과 처리 과정과 함께 본다.", output=shapes.ReceivedOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        letter = received_page(pk, self.actor, on=day_of(self.at))
        if note_seen(received=letter, actor=self.actor, at=self.at):
            letter = received_page(pk, self.actor, on=day_of(self.at))
        return self.entity(letter, shapes.ReceivedOut)

    @operation(
        "배부",
        "도착한 문서를 처리할 부서에 나눈다. 재배부도 같다.",
        input=shapes.DistributionIn,
        output=shapes.ReceivedOut,
        status=201,
        errors=MOVES,
    )
    @action(detail=True, methods=["post"], url_path="distributions")
    def distribute(self, request: Request, pk: UUID) -> Response:
        return self._do(pk, distribute, self.read(shapes.DistributionIn))

    @operation(
        "재배부 요청",
        "소관이 아닌 문서를 다시 배부해 달라고 한다. 접수번호는 쓰지 않는다.",
        input=shapes.LetterReasonIn,
        output=shapes.ReceivedOut,
        status=201,
        errors=[*MOVES, refusals.NotYourDepartment, refusals.SendBackReasonMissing],
    )
    @action(detail=True, methods=["post"], url_path="redistribution-requests")
    def ask_again(self, request: Request, pk: UUID) -> Response:
        return self._do(pk, ask_redistribution, self.read(shapes.LetterReasonIn))

    @operation(
        "접수",
        "문서를 접수하여 접수등록번호를 받는다. 보낸 기관에 번호를 알린다.",
        input=shapes.LetterReceiptIn,
        output=shapes.ReceivedOut,
        status=201,
        errors=[
            *MOVES,
            refusals.NotYourDepartment,
            refusals.AlreadyReceived,
            records_errors.GroundsMissing,
            records_errors.GroundsOnOpen,
            records_errors.RecordFileMissing,
            records_errors.RecordFileClosed,
            records_errors.RecordFileForeign,
            records_errors.DepartmentAbolished,
        ],
    )
    @action(detail=True, methods=["post"], url_path="registrations")
    def register(self, request: Request, pk: UUID) -> Response:
        given = self.read(shapes.LetterReceiptIn)
        given["grounds"] = tuple(given.get("grounds", ()))
        return self._do(pk, register_received, {"filing": FilingData(**given)})

    @operation(
        "관련 부서 통보",
        "접수한 부서가 그 문서와 관련된 다른 부서에 알린다.",
        input=shapes.ConcernedIn,
        output=shapes.ReceivedOut,
        status=201,
        errors=[*MOVES, refusals.NotYourDepartment],
    )
    @action(detail=True, methods=["post"], url_path="tellings")
    def tell(self, request: Request, pk: UUID) -> Response:
        return self._do(pk, tell_departments, self.read(shapes.ConcernedIn))

    @operation(
        "이송",
        "다른 기관 소관인 문서를 사유와 함께 그 기관에 넘긴다. 플랫폼 밖의 기관에는 사람이 전달한다.",
        input=shapes.ForwardIn,
        output=shapes.ReceivedOut,
        status=201,
        errors=[
            *MOVES,
            refusals.NotYourDepartment,
            refusals.SendBackReasonMissing,
            refusals.ReceiverUnknown,
            refusals.ForwardedToSender,
        ],
    )
    @action(detail=True, methods=["post"], url_path="forwardings")
    def forward(self, request: Request, pk: UUID) -> Response:
        given = self.read(shapes.ForwardIn)
        return self._do(pk, forward, {**given, "to": ReceiverData(**given["to"])})

    @operation(
        "이송 문서 전달",
        "사람이 전달한 이송 문서의 도달일시와 받은 사람, 증빙을 적는다.",
        input=shapes.HandOverIn,
        output=shapes.ReceivedOut,
        status=201,
        errors=[*MOVES, refusals.NotYourDepartment],
    )
    @action(detail=True, methods=["post"], url_path="forwarding-deliveries")
    def deliver(self, request: Request, pk: UUID) -> Response:
        return self._do(pk, hand_over_forwarded, {"given": HandOver(**self.read(shapes.HandOverIn))})

    @operation(
        "반송",
        "접수하기 전의 문서를 사유와 함께 보낸 기관에 돌려보낸다.",
        input=shapes.LetterReasonIn,
        output=shapes.ReceivedOut,
        status=201,
        errors=[*MOVES, refusals.NotYourDepartment, refusals.SendBackReasonMissing],
    )
    @action(detail=True, methods=["post"], url_path="returns")
    def send_back(self, request: Request, pk: UUID) -> Response:
        return self._do(pk, send_back, self.read(shapes.LetterReasonIn))

    @operation(
        "담당 지정",
        "접수한 문서의 담당자와 기한, 처리 방법을 정한다.",
        input=shapes.HandlerIn,
        output=shapes.ReceivedOut,
        status=201,
        errors=[*MOVES, refusals.NotYourDepartment],
    )
    @action(detail=True, methods=["post"], url_path="assignments")
    def assign(self, request: Request, pk: UUID) -> Response:
        return self._do(pk, assign, self.read(shapes.HandlerIn))

    @operation(
        "공람",
        "접수한 문서를 사람들에게 보인다. 열람은 저절로 기록되고, 통계·자료 수집 문서는 거절된다.",
        input=shapes.CirculationIn,
        output=shapes.ReceivedOut,
        status=201,
        errors=[*MOVES, refusals.NotYourDepartment, refusals.NotForCirculation],
    )
    @action(detail=True, methods=["post"], url_path="circulations")
    def circulate(self, request: Request, pk: UUID) -> Response:
        return self._do(pk, circulate, self.read(shapes.CirculationIn))

    @operation(
        "회신 기안",
        "받은 문서를 관련 문서로 적은 회신을 기안한다.",
        input=Nothing,
        output=document_shapes.DocumentOut,
        status=201,
        errors=[*MOVES, refusals.NotYourDepartment],
    )
    @action(detail=True, methods=["post"], url_path="replies")
    def reply(self, request: Request, pk: UUID) -> Response:
        self.read(Nothing)
        made = draft_reply(received_id=pk, seen=self.expected_version, actor=self.actor, at=self.at)
        location = reverse("api-official-documents-detail", kwargs={"pk": made.pk})
        return self.created(document_page(made.pk, self.actor), document_shapes.DocumentOut, location)

    @operation(
        "처리 완료",
        "회신의 결재가 끝났거나 회신이 필요 없는 사유를 적어 처리를 마친다.",
        input=shapes.DoneIn,
        output=shapes.ReceivedOut,
        status=201,
        errors=[*MOVES, refusals.NotYourDepartment, refusals.ReplyNotSent],
    )
    @action(detail=True, methods=["post"], url_path="completions")
    def finish(self, request: Request, pk: UUID) -> Response:
        return self._do(pk, finish_received, self.read(shapes.DoneIn))

    def _do(self, pk: UUID, service: Callable[..., Any], given: dict[str, Any]) -> Response:
        service(received_id=pk, seen=self.expected_version, actor=self.actor, at=self.at, **given)
        location = reverse("api-received-documents-detail", kwargs={"pk": pk})
        # Who asked for another department no longer sees the letter: the answer is what it was left as.
        return self.created(self._page(pk), shapes.ReceivedOut, location)

    def _page(self, pk: UUID) -> Any:
        return received_page(pk, self.actor, on=day_of(self.at), is_own_act=True)


class OutsideLetterView(ApiView):
    """플랫폼 밖에서 온 문서."""

    tag = TAG
    parser_classes = (MultiPartParser,)
    required: ClassVar = {"post": RECEIPT_REGISTER}

    @operation(
        "외부 문서 등록",
        "우편·팩스·전자우편으로 온 문서를 스캔 원문과 함께 올린다. 배부와 접수는 다른 문서와 같다.",
        input=shapes.OutsideLetterIn,
        output=shapes.ReceivedOut,
        status=201,
        errors=[
            refusals.ScanUnfit,
            refusals.AlreadyReceived,
            document_refusals.AttachmentNotChecked,
            document_refusals.AttachmentLimit,
        ],
    )
    def post(self, request: Request) -> Response:
        given = self.read(shapes.OutsideLetterIn)
        scan, files = _named(given.pop("scan")), [_named(one) for one in given.pop("files", ())]
        made = enter_letter(
            letter=OutsideLetter(**given), scan=scan, files=files, actor=self.actor, at=self.at
        )
        page = received_page(made.pk, self.actor, on=day_of(self.at), is_own_act=True)
        location = reverse("api-received-documents-detail", kwargs={"pk": made.pk})
        return self.created(page, shapes.ReceivedOut, location)


class ForwardedPackageView(ApiView):
    """사람이 전달할 이송 문서."""

    tag = TAG
    required: ClassVar = {"get": RECEIPT_REGISTER}

    @operation(
        "이송 문서 꾸러미",
        "플랫폼 밖의 기관에 전달할 이송 문서를 붙임과 해시가 담긴 zip으로 받는다.",
        file=ZIP,
        errors=[InvalidMove, refusals.NotYourDepartment],
    )
    def get(self, request: Request, received_id: UUID) -> HttpResponse:
        content = forwarded_package(received_id=received_id, actor=self.actor, at=self.at)
        response = HttpResponse(content, content_type=ZIP)
        response["Content-Disposition"] = 'attachment; filename="letter.zip"'
        response["X-Content-Type-Options"] = "nosniff"
        return response


def _named(file: Any) -> NamedFile:
    return NamedFile(str(file.name), file.read())


class ReceivedPrintView(ApiView):
    """받은 문서의 원문."""

    tag = TAG
    required: ClassVar = {"get": DOCUMENT_VIEW}

    @operation("받은 문서 원문", "보낸 기관의 시행문 PDF/A를 받는다.", file=MIME)
    def get(self, request: Request, received_id: UUID) -> HttpResponse:
        letter = received_page(received_id, self.actor)
        note_seen(received=letter, actor=self.actor, at=self.at)
        return pdf_response(stored_bytes(letter.print_stored_as), f"{letter.sender_number}.pdf")


class ReceivedFileView(ApiView):
    """받은 문서의 붙임."""

    tag = TAG
    required: ClassVar = {"get": DOCUMENT_VIEW}

    @operation("받은 문서 붙임", "받은 문서에 딸린 파일 하나를 받는다.", file=ANY)
    def get(self, request: Request, received_id: UUID, file_id: UUID) -> HttpResponse:
        file = received_file(received_id, file_id, self.actor)
        response = HttpResponse(stored_bytes(file.stored_as), content_type=ANY)
        response["Content-Disposition"] = 'attachment; filename="file"'
        response["X-Content-Type-Options"] = "nosniff"
        return response
