"""Decisions on documents over REST: sign, send back, hold, edit, change the line, many at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID, uuid5

from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from approvals.api import shapes
from approvals.api.acts import FINAL, LINE, OPEN_STEP, STEP, TAG, WRITING, DocumentActs, plain_values
from approvals.choices import SignatureKind
from approvals.errors import acting, line, steps
from approvals.permissions import DOCUMENT_VIEW, RESOLUTION_REGISTER
from approvals.services import asking, bulk, changing, deciding, returning
from approvals.services.circulating import circulate, confirm_reading
from approvals.services.gates import Resolution, register_resolution
from approvals.services.reminding import ask_deputy
from core.api.authentication import caller_of
from core.api.docs import SIGNED_IN, operation
from core.api.idempotency import DAY, HEADER, IdempotencyKeyRequired
from core.api.views import ApiViewSet
from core.errors import DomainError, InvalidMove, Refusals
from core.idempotency import Answer, KeyedRequest, answer_once
from identity.web.reauthentication import is_proved


class DecisionViewSet(DocumentActs):
    """결재 문서의 처리."""

    required: ClassVar = {
        "sign": SIGNED_IN,
        "send_back": SIGNED_IN,
        "reject": SIGNED_IN,
        "hold": SIGNED_IN,
        "ask": SIGNED_IN,
        "release": SIGNED_IN,
        "merge": SIGNED_IN,
        "edit": SIGNED_IN,
        "change_line": SIGNED_IN,
        "raise_decider": SIGNED_IN,
        "read_afterwards": SIGNED_IN,
        "confirm": SIGNED_IN,
        "circulate": DOCUMENT_VIEW,
        "ask_deputy": SIGNED_IN,
        "resolve": RESOLUTION_REGISTER,
    }
    versioned = frozenset(
        {"sign", "send_back", "reject", "hold", "release", "merge", "edit", "change_line", "raise_decider"}
    )

    @operation(
        "서명",
        "자기 차례인 단계에 서명한다. 마지막 서명이 문서를 성립시키고 번호를 받으며 업무에 반영한다.",
        input=shapes.ApprovalSignatureIn,
        output=shapes.DocumentOut,
        status=201,
        errors=[*STEP, *FINAL, steps.DocumentChanged],
    )
    @action(detail=True, methods=["post"], url_path="signatures")
    def sign(self, request: Request, pk: UUID) -> Response:
        given = self.read(shapes.ApprovalSignatureIn)
        deciding.sign(
            document_id=pk,
            step_id=given["step_id"],
            result=SignatureKind(given.get("result", SignatureKind.AGREED)),
            opinion=given.get("opinion", ""),
            stepped_up=is_proved(request),
            **self._act(),
        )
        return self._made(pk)

    @operation(
        "이사회 의결 등록",
        "이사회 의결을 기다리는 결재 문서에 의사록 번호, 의결일, 가부를 등록한다. 가결이면 기다리던 효력이 한 번 생기고, "
        "부결이면 없어지며 기안자에게 알린다. 업무 자료가 받아들이지 않으면 의결도 등록되지 않는다.",
        input=shapes.BoardResolutionIn,
        output=shapes.DocumentOut,
        status=201,
        errors=[steps.EffectRefused, InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="resolutions")
    def resolve(self, request: Request, pk: UUID) -> Response:
        resolution = Resolution(**self.read(shapes.BoardResolutionIn))
        register_resolution(document_id=pk, resolution=resolution, actor=self.actor, at=self.at)
        return self._made(pk)

    @operation(
        "반려",
        "문서를 기안자에게 돌려보낸다.",
        input=shapes.ApprovalOpinionIn,
        output=shapes.DocumentOut,
        status=201,
        errors=[*STEP, steps.DocumentChanged],
    )
    @action(detail=True, methods=["post"], url_path="returns")
    def send_back(self, request: Request, pk: UUID) -> Response:
        return self._do(pk, returning.return_document, shapes.ApprovalOpinionIn)

    @operation(
        "부결",
        "최종결재자가 문서를 부결한다. 새로 기안해야 한다.",
        input=shapes.ApprovalOpinionIn,
        output=shapes.DocumentOut,
        status=201,
        errors=[*STEP, steps.DocumentChanged, InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="rejections")
    def reject(self, request: Request, pk: UUID) -> Response:
        return self._do(pk, returning.reject, shapes.ApprovalOpinionIn)

    @operation(
        "보류",
        "자기 차례를 보류한다.",
        input=shapes.ApprovalOpinionIn,
        output=shapes.DocumentOut,
        status=201,
        errors=[*STEP, steps.DocumentChanged, InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="holds")
    def hold(self, request: Request, pk: UUID) -> Response:
        return self._do(pk, deciding.hold, shapes.ApprovalOpinionIn)

    @operation(
        "문의",
        "자기 차례인 사람이 기안자에게 묻는다. 문서와 단계의 상태는 바뀌지 않는다. 기안자에게 알림이 간다.",
        input=shapes.ApprovalOpinionIn,
        output=shapes.DocumentOut,
        status=201,
        errors=STEP,
    )
    @action(detail=True, methods=["post"], url_path="questions")
    def ask(self, request: Request, pk: UUID) -> Response:
        given = self.read(shapes.ApprovalOpinionIn)
        asking.ask(
            document_id=pk, step_id=given["step_id"], text=given["opinion"], actor=self.actor, at=self.at
        )
        return self._made(pk)

    @operation(
        "보류 해제",
        "보류한 단계를 다시 연다.",
        input=shapes.ApprovalStepIn,
        output=shapes.DocumentOut,
        status=201,
        errors=[*STEP, steps.DocumentChanged, InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="releases")
    def release(self, request: Request, pk: UUID) -> Response:
        return self._do(pk, deciding.release, shapes.ApprovalStepIn)

    @operation(
        "검토를 대결로 갈음",
        "결재자를 대결할 검토자가 자기 검토를 대결로 갈음한다.",
        input=shapes.ApprovalStepIn,
        output=shapes.DocumentOut,
        status=201,
        errors=[*STEP, steps.SkipNotAllowed, steps.DocumentChanged],
    )
    @action(detail=True, methods=["post"], url_path="merged-reviews")
    def merge(self, request: Request, pk: UUID) -> Response:
        return self._do(pk, deciding.merge_review, shapes.ApprovalStepIn)

    @operation(
        "검토자 수정",
        "검토자가 본문을 고친다. 새 내용 판이 생기고 앞선 서명은 그대로 남는다.",
        input=shapes.ReviewEditIn,
        output=shapes.DocumentOut,
        status=201,
        errors=[*STEP, *WRITING, Refusals, steps.FieldNotEditable, steps.DocumentChanged],
    )
    @action(detail=True, methods=["post"], url_path="edits")
    def edit(self, request: Request, pk: UUID) -> Response:
        given = self.read(shapes.ReviewEditIn)
        changing.edit_by_reviewer(
            document_id=pk, step_id=given["step_id"], changes=plain_values(given["changes"]), **self._act()
        )
        return self._made(pk)

    @operation(
        "결재선 변경",
        "아직 차례가 오지 않은 단계를 다른 단계로 바꾼다.",
        input=shapes.ApprovalLineChangeIn,
        output=shapes.DocumentOut,
        status=201,
        errors=[
            *LINE,
            steps.StepsFixed,
            steps.OpinionMissing,
            steps.NotYourTurn,
            steps.DocumentChanged,
            InvalidMove,
        ],
    )
    @action(detail=True, methods=["post"], url_path="line-changes")
    def change_line(self, request: Request, pk: UUID) -> Response:
        given = self.read(shapes.ApprovalLineChangeIn)
        changing.change_line(
            document_id=pk,
            replaces=given["replaces"],
            groups=self._groups(given["groups"]),
            reason=given["reason"],
            **self._act(),
        )
        return self._made(pk)

    @operation(
        "최종결재자 올리기",
        "전결권이 없어진 결재자를 검토자로 바꾸고 위임전결규정의 결재자를 세운다.",
        input=shapes.ApprovalStepReasonIn,
        output=shapes.DocumentOut,
        status=201,
        errors=[*OPEN_STEP, *LINE, steps.StepsFixed, steps.OpinionMissing, steps.DocumentChanged],
    )
    @action(detail=True, methods=["post"], url_path="raised-deciders")
    def raise_decider(self, request: Request, pk: UUID) -> Response:
        return self._do(pk, changing.raise_decider, shapes.ApprovalStepReasonIn)

    @operation(
        "후열",
        "대결된 문서를 본래 결재자가 읽는다. 효력에는 영향이 없다.",
        input=shapes.ApprovalSignatureIn,
        output=shapes.DocumentOut,
        status=201,
        errors=OPEN_STEP,
    )
    @action(detail=True, methods=["post"], url_path="post-reviews")
    def read_afterwards(self, request: Request, pk: UUID) -> Response:
        given = self.read(shapes.ApprovalSignatureIn)
        deciding.read_afterwards(
            document_id=pk,
            step_id=given["step_id"],
            opinion=given.get("opinion", ""),
            actor=self.actor,
            at=self.at,
        )
        return self._made(pk)

    @operation(
        "공람 확인",
        "공람·참조로 받은 문서를 읽었음을 남긴다.",
        input=shapes.ApprovalStepIn,
        output=shapes.DocumentOut,
        status=201,
        errors=[steps.NotYourTurn, steps.AlreadyProcessed],
    )
    @action(detail=True, methods=["post"], url_path="reading-confirmations")
    def confirm(self, request: Request, pk: UUID) -> Response:
        given = self.read(shapes.ApprovalStepIn)
        confirm_reading(document_id=pk, step_id=given["step_id"], actor=self.actor, at=self.at)
        return self._made(pk)

    @operation(
        "공람",
        "결재가 끝난 문서를 동료에게 공람한다. 이미 받은 사람은 빼고, 비공개 문서는 기안자와 결재자만 한다.",
        input=shapes.DocumentCirculationIn,
        output=shapes.DocumentOut,
        status=201,
        errors=[acting.NoActingAuthority, InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="circulations")
    def circulate(self, request: Request, pk: UUID) -> Response:
        given = self.read(shapes.DocumentCirculationIn)
        circulate(
            document_id=pk,
            people=given["people"],
            reason=given.get("reason", ""),
            actor=self.actor,
            at=self.at,
        )
        return self._made(pk)

    @operation(
        "대결 요청",
        "오래 처리되지 않은 단계를 직무대리자에게 알린다. 서명할 권한은 부재가 등록되어야 생긴다.",
        input=shapes.ApprovalStepIn,
        output=shapes.DocumentOut,
        status=201,
        errors=[*OPEN_STEP, acting.NoActingAuthority, line.SeatEmpty],
    )
    @action(detail=True, methods=["post"], url_path="deputy-requests")
    def ask_deputy(self, request: Request, pk: UUID) -> Response:
        given = self.read(shapes.ApprovalStepIn)
        ask_deputy(document_id=pk, step_id=given["step_id"], actor=self.actor, at=self.at)
        return self._made(pk)


class BulkView(ApiViewSet):
    """일괄결재."""

    tag = TAG
    required: ClassVar = {"create": SIGNED_IN}
    keyless = frozenset({"create"})
    keyed_by_item = frozenset({"create"})

    @operation(
        "일괄결재",
        "쉰 건까지 한 번에 서명한다. 문서마다 따로 처리되고, 하나가 거절되어도 다른 문서는 처리된다. "
        "Idempotency-Key에서 문서마다의 키가 만들어진다.",
        input=shapes.BulkSignaturesIn,
        output=shapes.BulkSignaturesOut,
        status=200,
        errors=[IdempotencyKeyRequired],
    )
    def create(self, request: Request) -> Response:
        items = self.read(shapes.BulkSignaturesIn)["items"]
        key = self._key()
        return Response({"results": [self._one(key, item) for item in items]})

    def _key(self) -> UUID:
        try:
            return UUID(self.request.headers.get(HEADER, "").strip())
        except ValueError as fault:
            raise IdempotencyKeyRequired from fault

    def _one(self, key: UUID, item: dict[str, Any]) -> dict[str, Any]:
        """Each document under a key of its own, in a transaction of its own."""
        wanted = bulk.BulkItem(item["document_id"], item["step_id"], item["version"])
        found: list[bulk.BulkResult] = []

        def act() -> Answer:
            found.append(bulk.sign_in_bulk(item=wanted, actor=self.actor, at=self.at))
            if found[0].refusal is not None:
                raise found[0].refusal
            return Answer(200, found[0].number_text)

        text = f"{item['document_id']}:{item['step_id']}:{item['version']}"
        asked = KeyedRequest(
            client=caller_of(self.actor),
            key=uuid5(key, text),
            digest=hashlib.sha256(text.encode()).hexdigest(),
            method="POST",
            path=self.request.path,
            keep=DAY,
        )
        return self._answered(wanted, asked, act)

    def _answered(
        self, wanted: bulk.BulkItem, asked: KeyedRequest, act: Callable[[], Answer]
    ) -> dict[str, Any]:
        empty = {
            "document_id": str(wanted.document_id),
            "state": "",
            "number_text": "",
            "code": "",
            "detail": "",
        }
        try:
            answer = answer_once(asked=asked, act=act, at=self.at)
        except DomainError as refusal:
            return {**empty, "code": refusal.code, "detail": refusal.detail}
        return {**empty, "state": "DONE", "number_text": answer.body}
