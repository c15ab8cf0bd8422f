"""Official documents over REST: drafts, submissions, decisions, changes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID, uuid5

from django.urls import reverse
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from approvals.api import shapes
from approvals.choices import DocumentState, SignatureKind
from approvals.errors import acting, documents, line, steps
from approvals.models import OfficialDocument
from approvals.permissions import DOCUMENT_DRAFT, DOCUMENT_VIEW
from approvals.queries.documents import document_page, document_rows
from approvals.services import bulk, changing, deciding, drafting, returning
from approvals.services.submitting import Known, submit
from approvals.services.wanted_lines import WantedGroup, planned_groups
from core.api.authentication import caller_of
from core.api.docs import SIGNED_IN, operation
from core.api.fields import ChoiceTextField, IdField, MomentField
from core.api.idempotency import DAY, HEADER, IdempotencyKeyRequired
from core.api.lists import ONE_OF, RANGE, Filter, ListRules
from core.api.views import ApiViewSet
from core.errors import DomainError, InvalidMove, Refusals
from core.idempotency import Answer, KeyedRequest, answer_once

TAG = "전자결재"
OPEN_STEP = [steps.NotYourTurn, steps.AlreadyProcessed, steps.Recalled]
RIGHT = [
    acting.NoActingAuthority,
    acting.OutsideAbsence,
    acting.DrafterActs,
    acting.ChainTooLong,
    acting.PersonalInterest,
    line.SeatEmpty,
]
STEP = [*OPEN_STEP, *RIGHT, steps.OpinionMissing]
FINAL = [
    steps.StepUpNeeded,
    steps.AuditNegative,
    steps.AuditUnanswered,
    steps.EffectRefused,
    steps.AuthorityLost,
    steps.IntegrityBroken,
    documents.CannotCancel,
]
LINE = [
    line.NotOneApprover,
    line.ApproverTooLow,
    line.CooperationMissing,
    line.SelfApproval,
    line.PersonTwice,
    line.SeatEmpty,
    acting.PersonalInterest,
    Refusals,
]
WRITING = [
    documents.TitleMissing,
    documents.AbstractMissing,
    documents.DisclosureMissing,
    documents.GroundMissing,
    documents.RecordFileMissing,
    documents.AmountsDiffer,
    documents.AttachmentsDiffer,
    documents.EndMarkMissing,
    documents.ResidentNumberFound,
    documents.AttachmentNotChecked,
    documents.AttachmentLimit,
]
OWN = [acting.NoActingAuthority, documents.ApprovedDocumentFixed, InvalidMove]


class DocumentViewSet(ApiViewSet):
    """결재 문서."""

    tag = TAG
    required: ClassVar = {
        "list": DOCUMENT_VIEW,
        "retrieve": DOCUMENT_VIEW,
        "create": DOCUMENT_DRAFT,
        "partial_update": DOCUMENT_DRAFT,
        "submit": DOCUMENT_DRAFT,
        "recall": DOCUMENT_DRAFT,
        "discard": DOCUMENT_DRAFT,
        "put_together": DOCUMENT_DRAFT,
        "skip": DOCUMENT_DRAFT,
        "answer": DOCUMENT_DRAFT,
        "sign": SIGNED_IN,
        "send_back": SIGNED_IN,
        "reject": SIGNED_IN,
        "hold": SIGNED_IN,
        "release": SIGNED_IN,
        "merge": SIGNED_IN,
        "edit": SIGNED_IN,
        "change_line": SIGNED_IN,
        "raise_decider": SIGNED_IN,
        "read_afterwards": SIGNED_IN,
    }
    versioned = frozenset(
        {
            *("submit", "recall", "discard", "put_together", "skip", "sign", "send_back", "reject", "hold"),
            *("release", "merge", "edit", "change_line", "raise_decider"),
        }
    )
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("state", ChoiceTextField(choices=DocumentState.choices), ONE_OF),
                Filter("drafter", IdField(), ONE_OF, column="drafter_id"),
                Filter("department", IdField(), ONE_OF, column="department_id"),
                Filter("submitted_at", MomentField(), RANGE),
            ),
            search=("title", "number_text"),
            ordering=("created_at", "submitted_at"),
            default_ordering=("-created_at",),
            countable=True,
        )
    }

    @operation("결재 문서 목록", "볼 수 있는 결재 문서를 찾는다.", output=shapes.DocumentHeadOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(document_rows(self.actor), shapes.DocumentHeadOut)

    @operation("결재 문서 조회", "문서 하나를 결재선·의견과 함께 본다.", output=shapes.DocumentOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.entity(document_page(pk, self.actor), shapes.DocumentOut)

    @operation(
        "기안",
        "서식으로 문서를 기안한다. 번호는 결재가 끝날 때 붙는다.",
        input=shapes.DocumentDraftIn,
        output=shapes.DocumentOut,
        status=201,
        errors=[documents.CannotCancel],
    )
    def create(self, request: Request) -> Response:
        given = self.read(shapes.DocumentDraftIn)
        made = drafting.create_draft(
            form_code=given.pop("form_code"),
            department_id=given.pop("department_id", None),
            cancels_id=given.pop("cancels_id", None),
            subjects=_subjects(given.pop("subjects", None)) or (),
            values=_values(given),
            actor=self.actor,
            at=self.at,
        )
        return self._made(made.pk)

    @operation(
        "기안 저장",
        "작성중이거나 반려·회수된 문서를 고친다. 보내지 않은 항목은 그대로 둔다.",
        input=shapes.DocumentChangeIn,
        output=shapes.DocumentOut,
        errors=[*OWN, steps.DocumentChanged],
    )
    def partial_update(self, request: Request, pk: UUID) -> Response:
        given = self.read(shapes.DocumentChangeIn)
        subjects = _subjects(given.pop("subjects", None))
        drafting.save_draft(
            document_id=pk,
            seen=self.expected_version,
            values=_values(given),
            subjects=subjects,
            actor=self.actor,
            at=self.at,
        )
        return self.entity(document_page(pk, self.actor), shapes.DocumentOut)

    @operation(
        "상신",
        "문서를 결재에 올린다. 결재선은 위임전결규정에 따라 만들어지고, 고친 결재선은 그 이상이어야 한다.",
        input=shapes.DocumentSubmissionIn,
        output=shapes.DocumentOut,
        status=201,
        errors=[
            *OWN, *WRITING, *LINE, steps.DocumentChanged, steps.RecordInApproval, steps.SplitSuspected,
            documents.CannotCancel, steps.EffectRefused,
        ],
    )  # fmt: skip
    @action(detail=True, methods=["post"], url_path="submissions")
    def submit(self, request: Request, pk: UUID) -> Response:
        given = self.read(shapes.DocumentSubmissionIn)
        submit(
            document_id=pk,
            groups=self._groups(given["groups"]) if "groups" in given else None,
            acknowledged=[Known(**one) for one in given.get("acknowledged", ())],
            **self._act(),
        )
        return self._made(pk)

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
            **self._act(),
        )
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
        "회수",
        "기안자가 문서를 거둔다.",
        input=shapes.ApprovalReasonIn,
        output=shapes.DocumentOut,
        status=201,
        errors=[
            *OWN, steps.ApprovedForGood, steps.NextStepProcessed, steps.RecallReasonMissing, steps.Recalled,
            steps.DocumentChanged, steps.NotYourTurn,
        ],
    )  # fmt: skip
    @action(detail=True, methods=["post"], url_path="recalls")
    def recall(self, request: Request, pk: UUID) -> Response:
        return self._do(pk, returning.recall, shapes.ApprovalReasonIn)

    @operation(
        "폐기",
        "번호가 없는 문서를 폐기한다. 반려된 중요 문서는 등록된다.",
        input=shapes.ApprovalReasonIn,
        output=shapes.DocumentOut,
        status=201,
        errors=[*OWN, documents.NumberedDocumentStays, steps.OpinionMissing, steps.DocumentChanged],
    )
    @action(detail=True, methods=["post"], url_path="discards")
    def discard(self, request: Request, pk: UUID) -> Response:
        return self._do(pk, drafting.discard, shapes.ApprovalReasonIn)

    @operation(
        "일괄기안",
        "여러 문서를 이 문서의 결재선으로 함께 올린다. 번호는 문서마다 이어서 받는다.",
        input=shapes.DocumentFollowersIn,
        output=shapes.DocumentOut,
        status=201,
        errors=[*OWN, steps.DocumentChanged],
    )
    @action(detail=True, methods=["post"], url_path="followers")
    def put_together(self, request: Request, pk: UUID) -> Response:
        drafting.put_together(
            lead_id=pk, follower_ids=self.read(shapes.DocumentFollowersIn)["follower_ids"], **self._act()
        )
        return self._made(pk)

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
        "검토 생략",
        "부재중인 검토자의 검토를 사유와 함께 생략한다.",
        input=shapes.ApprovalStepReasonIn,
        output=shapes.DocumentOut,
        status=201,
        errors=[*OPEN_STEP, *OWN, steps.OpinionMissing, steps.SkipNotAllowed, steps.DocumentChanged],
    )
    @action(detail=True, methods=["post"], url_path="skips")
    def skip(self, request: Request, pk: UUID) -> Response:
        return self._do(pk, deciding.skip_review, shapes.ApprovalStepReasonIn)

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
            document_id=pk, step_id=given["step_id"], changes=_values(given["changes"]), **self._act()
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
        "감사 조치결과",
        "감사의견에 대한 조치결과를 적는다.",
        input=shapes.ApprovalOpinionIn,
        output=shapes.DocumentOut,
        status=201,
        errors=[*OWN, steps.NotYourTurn, steps.OpinionMissing],
    )
    @action(detail=True, methods=["post"], url_path="audit-answers")
    def answer(self, request: Request, pk: UUID) -> Response:
        given = self.read(shapes.ApprovalOpinionIn)
        changing.answer_audit(
            document_id=pk, step_id=given["step_id"], text=given["opinion"], actor=self.actor, at=self.at
        )
        return self._made(pk)

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

    def _do(self, pk: UUID, service: Callable[..., OfficialDocument], shape: type[Any]) -> Response:
        service(document_id=pk, **self.read(shape), **self._act())
        return self._made(pk)

    def _groups(self, given: Any) -> Any:
        return planned_groups(wanted=[WantedGroup(**one) for one in given], at=self.at)

    def _act(self) -> dict[str, Any]:
        return {"actor": self.actor, "at": self.at, "seen": self.expected_version}

    def _made(self, pk: UUID) -> Response:
        location = reverse("api-official-documents-detail", kwargs={"pk": pk})
        return self.created(document_page(pk, self.actor), shapes.DocumentOut, location)


def _values(given: dict[str, Any]) -> dict[str, Any]:
    return {
        name: [dict(one) for one in value] if name == "enclosures" else value for name, value in given.items()
    }


def _subjects(given: Any) -> list[drafting.SubjectRef] | None:
    return None if given is None else [drafting.SubjectRef(**one) for one in given]


class BulkView(ApiViewSet):
    """일괄결재."""

    tag = TAG
    required: ClassVar = {"create": SIGNED_IN}
    keyless = frozenset({"create"})

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
