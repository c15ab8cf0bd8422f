"""Sending letters over REST: the dispatch box, sealing and sending, single receivers, packages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from approvals.api import letter_shapes as shapes
from approvals.errors import letters as refusals
from approvals.errors.steps import IntegrityBroken, OpinionMissing
from approvals.models import Transport
from approvals.permissions import DISPATCH_SEND
from approvals.queries.dispatches import outgoing_page, outgoing_rows, own_transport
from approvals.services.delivering import package_of
from approvals.services.dispatching import (
    ReceiverData,
    SealChoice,
    add_receiver,
    cancel_dispatch,
    publish_notice,
    request_dispatch,
    send,
)
from approvals.services.reading import note_refused_dispatch
from approvals.services.transports import HandOver, decide_receiver, hand_over, recall_letter, send_again
from core.api.docs import operation
from core.api.fields import ChoiceTextField, MomentField
from core.api.lists import ONE_OF, RANGE, Filter, ListRules
from core.api.serializers import Nothing
from core.api.views import ApiView, ApiViewSet
from core.errors import InvalidMove

TAG = "문서 발송"
ZIP = "application/zip"
RECEIVERS = [refusals.ReceiverMissing, refusals.ReceiverUnknown, refusals.ReceiverTwice]
BEFORE = [InvalidMove, IntegrityBroken]


class NotesDamage(ApiView):
    """Acts on letters: that somebody wanted to send a damaged document is written down."""

    def _answer(self, args: Any, kwargs: Any) -> HttpResponse:
        try:
            return super()._answer(args, kwargs)
        except IntegrityBroken as refusal:
            note_refused_dispatch(refusal=refusal, actor=self.actor, at=self.at)
            raise


class DispatchViewSet(NotesDamage, ApiViewSet):
    """발송함."""

    tag = TAG
    required: ClassVar = {
        "list": DISPATCH_SEND,
        "retrieve": DISPATCH_SEND,
        "create": DISPATCH_SEND,
        "send": DISPATCH_SEND,
        "cancel": DISPATCH_SEND,
        "add": DISPATCH_SEND,
    }
    versioned = frozenset({"send", "cancel", "add"})
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("dispatch_state", ChoiceTextField(choices=shapes.DISPATCH_STATES), ONE_OF),
                Filter("decided_at", MomentField(), RANGE),
            ),
            search=("title", "number_text"),
            ordering=("created_at",),
            default_ordering=("-created_at",),
            countable=True,
        )
    }

    @operation(
        "발송함",
        "나가는 결재 문서를 받는 곳의 상태와 함께 찾는다.",
        output=shapes.DispatchHeadOut,
        listed=True,
    )
    def list(self, request: Request) -> Response:
        return self.page(outgoing_rows(self.actor), shapes.DispatchHeadOut)

    @operation("발송 문서 조회", "문서 하나를 받는 곳마다의 상태와 함께 본다.", output=shapes.DispatchOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.entity(dispatched(pk, self.actor), shapes.DispatchOut)

    @operation(
        "발송 요청",
        "결재된 문서를 받는 곳에 보내도록 올린다. 기관은 스키마, 소속 부서는 부서 id로 가리킨다.",
        input=shapes.DispatchIn,
        output=shapes.DispatchOut,
        status=201,
        errors=[*RECEIVERS, *BEFORE, refusals.InternalNotSent, refusals.AlreadySent],
    )
    def create(self, request: Request) -> Response:
        given = self.read(shapes.DispatchIn)
        receivers = [ReceiverData(**one) for one in given.pop("receivers")]
        made = request_dispatch(receivers=receivers, actor=self.actor, at=self.at, **given)
        return self._made(made.document_id)

    @operation(
        "날인·발송",
        "관인을 찍거나 생략하여 받는 곳에 보낸다. 시행문을 만들어 보관하고, 관인 사용을 기록한다.",
        input=shapes.SealChoiceIn,
        output=shapes.DispatchOut,
        status=201,
        errors=[
            *BEFORE,
            refusals.ReceiverMissing,
            refusals.AlreadySent,
            refusals.NoSealAuthority,
            refusals.SealNotRegistered,
        ],
    )
    @action(detail=True, methods=["post"], url_path="sendings")
    def send(self, request: Request, pk: UUID) -> Response:
        given = self.read(shapes.SealChoiceIn)
        send(
            document_id=pk,
            seen=self.expected_version,
            seal=SealChoice(**given) if given.get("mark") else None,
            verify_at=request.build_absolute_uri(reverse("approvals:verify")),
            actor=self.actor,
            at=self.at,
        )
        return self._made(pk)

    @operation(
        "시행 취소",
        "아무 데도 보내기 전에 처리과장이 시행을 취소한다. 번호는 그대로 남는다.",
        input=shapes.LetterReasonIn,
        output=shapes.DispatchOut,
        status=201,
        errors=[*BEFORE, refusals.OnlyTheHead, refusals.ReceiverMissing, OpinionMissing],
    )
    @action(detail=True, methods=["post"], url_path="cancellations")
    def cancel(self, request: Request, pk: UUID) -> Response:
        given = self.read(shapes.LetterReasonIn)
        cancel_dispatch(document_id=pk, seen=self.expected_version, actor=self.actor, at=self.at, **given)
        return self._made(pk)

    @operation(
        "받는 곳 추가",
        "받는 곳을 더한다. 발송한 뒤에는 처리과장의 승인을 기다린다.",
        input=shapes.LetterReceiverIn,
        output=shapes.DispatchOut,
        status=201,
        errors=[*RECEIVERS, *BEFORE],
    )
    @action(detail=True, methods=["post"], url_path="receivers")
    def add(self, request: Request, pk: UUID) -> Response:
        receiver = ReceiverData(**self.read(shapes.LetterReceiverIn))
        seen = self.expected_version
        add_receiver(document_id=pk, seen=seen, receiver=receiver, actor=self.actor, at=self.at)
        return self._made(pk)

    def _made(self, pk: UUID) -> Response:
        location = reverse("api-dispatches-detail", kwargs={"pk": pk})
        return self.created(dispatched(pk, self.actor), shapes.DispatchOut, location)


class TransportViewSet(NotesDamage, ApiViewSet):
    """받는 곳마다의 전달."""

    tag = TAG
    required: ClassVar = {
        "retrieve": DISPATCH_SEND,
        "decide": DISPATCH_SEND,
        "recall": DISPATCH_SEND,
        "again": DISPATCH_SEND,
        "handed": DISPATCH_SEND,
    }

    @operation("전달 조회", "한 받는 곳의 전달 상태를 본다.", output=shapes.TransportOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.entity(own_transport(pk, self.actor), shapes.TransportOut)

    @operation(
        "추가 수신자 승인",
        "발송한 뒤에 더한 받는 곳을 처리과장이 승인하거나 승인하지 않는다.",
        input=shapes.ReceiverDecisionIn,
        output=shapes.TransportOut,
        status=201,
        errors=[*BEFORE, refusals.OnlyTheHead, refusals.SendBackReasonMissing],
    )
    @action(detail=True, methods=["post"], url_path="decisions")
    def decide(self, request: Request, pk: UUID) -> Response:
        return self._do(pk, decide_receiver, self.read(shapes.ReceiverDecisionIn))

    @operation(
        "발송 회수",
        "전달하기 전의 문서를 거둔다. 이미 전달한 문서는 거둘 수 없다.",
        input=shapes.LetterReasonIn,
        output=shapes.TransportOut,
        status=201,
        errors=[*BEFORE, refusals.AlreadyOnItsWay, refusals.SendBackReasonMissing],
    )
    @action(detail=True, methods=["post"], url_path="recalls")
    def recall(self, request: Request, pk: UUID) -> Response:
        return self._do(pk, recall_letter, self.read(shapes.LetterReasonIn))

    @operation(
        "다시 발송",
        "반송·회수되었거나 전달하지 못한 문서를 같은 받는 곳에 다시 보낸다.",
        input=Nothing,
        output=shapes.TransportOut,
        status=201,
        errors=[*BEFORE, refusals.ReceiverTwice],
    )
    @action(detail=True, methods=["post"], url_path="repeats")
    def again(self, request: Request, pk: UUID) -> Response:
        return self._do(pk, send_again, self.read(Nothing))

    @operation(
        "직접 전달 기록",
        "사람이 전달한 날과 시각, 받은 사람, 증빙을 적는다. 그때부터 효력이 생긴다.",
        input=shapes.HandOverIn,
        output=shapes.TransportOut,
        status=201,
        errors=BEFORE,
    )
    @action(detail=True, methods=["post"], url_path="hand-overs")
    def handed(self, request: Request, pk: UUID) -> Response:
        return self._do(pk, hand_over, {"given": HandOver(**self.read(shapes.HandOverIn))})

    def _do(self, pk: UUID, service: Callable[..., Transport], given: dict[str, Any]) -> Response:
        own_transport(pk, self.actor)
        made = service(transport_id=pk, actor=self.actor, at=self.at, **given)
        location = reverse("api-transports-detail", kwargs={"pk": made.pk})
        return self.created(made, shapes.TransportOut, location)


class PackageView(NotesDamage):
    """발송 꾸러미."""

    tag = TAG
    required: ClassVar = {"get": DISPATCH_SEND}

    @operation(
        "발송 꾸러미",
        "외부 기관에 전할 PDF/A, 붙임, 문서정보(JSON)와 해시를 zip으로 받는다.",
        file=ZIP,
        errors=BEFORE,
    )
    def get(self, request: Request, transport_id: UUID) -> HttpResponse:
        own_transport(transport_id, self.actor)
        content = package_of(transport_id=transport_id, actor=self.actor, at=self.at)
        response = HttpResponse(content, content_type=ZIP)
        response["Content-Disposition"] = f'attachment; filename="letter-{transport_id}.zip"'
        return response


class NoticePublicationsView(ApiView):
    """공고."""

    tag = TAG
    required: ClassVar = {"post": DISPATCH_SEND}

    @operation(
        "공고 기록",
        "공고문서를 공고한 날과 곳을 적는다. 정한 날이 없으면 5일이 지난 날부터 효력이 생긴다.",
        input=shapes.NoticePublicationIn,
        output=shapes.DispatchOut,
        status=201,
        errors=[*BEFORE, refusals.AlreadySent],
    )
    def post(self, request: Request) -> Response:
        made = publish_notice(actor=self.actor, at=self.at, **self.read(shapes.NoticePublicationIn))
        location = reverse("api-dispatches-detail", kwargs={"pk": made.pk})
        return self.created(dispatched(made.pk, self.actor), shapes.DispatchOut, location)


def dispatched(document_id: UUID, actor: Any) -> Any:
    """The document with what belongs to its dispatch, flat for the answer."""
    found: Any = outgoing_page(document_id, actor)
    dispatch = getattr(found, "dispatch", None)
    found.version = dispatch.version if dispatch else 0
    found.dispatched_at = dispatch.dispatched_at if dispatch else None
    found.seal_mark = dispatch.seal_mark if dispatch else ""
    found.is_private = bool(dispatch and dispatch.is_private)
    return found
