"""Official documents over REST: drafts, submissions, decisions, changes."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from approvals.api import shapes
from approvals.api.acts import LINE, OPEN_STEP, OWN, WRITING, DocumentActs, plain_values
from approvals.choices import Disclosure, DocumentState
from approvals.errors import documents, steps
from approvals.permissions import DOCUMENT_DRAFT, DOCUMENT_VIEW
from approvals.queries.documents import document_page, document_rows
from approvals.queries.full_text import document_matches
from approvals.services import asking, changing, deciding, drafting, returning
from approvals.services.drafting_delegations import drafter_for, drafter_on
from approvals.services.submitting import Known, submit
from core.api.docs import operation
from core.api.fields import ChoiceTextField, IdField, MomentField
from core.api.lists import ONE_OF, RANGE, Filter, ListRules


class DocumentViewSet(DocumentActs):
    """결재 문서."""

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
        "reply": DOCUMENT_DRAFT,
    }
    versioned = frozenset({"submit", "recall", "discard", "put_together", "skip"})
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("state", ChoiceTextField(choices=DocumentState.choices), ONE_OF),
                Filter("drafter", IdField(), ONE_OF, column="drafter_id"),
                Filter("department", IdField(), ONE_OF, column="department_id"),
                Filter("submitted_at", MomentField(), RANGE),
                Filter("disclosure", ChoiceTextField(choices=Disclosure.choices), ONE_OF),
                Filter("unit_task", IdField(), ONE_OF, column="record_file__unit_task_id"),
            ),
            search=("title", "number_text"),
            matching=document_matches,
            ordering=("created_at",),
            default_ordering=("-created_at",),
            countable=True,
        )
    }

    @operation("결재 문서 목록", "볼 수 있는 결재 문서를 찾는다.", output=shapes.DocumentHeadOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(document_rows(self.actor), shapes.DocumentHeadOut)

    @operation("결재 문서 조회", "문서 하나를 결재선·의견과 함께 본다.", output=shapes.DocumentOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.entity(document_page(pk, self.actor, self.at), shapes.DocumentOut)

    @operation(
        "기안",
        "서식으로 문서를 기안한다. 번호는 결재가 끝날 때 붙는다.",
        input=shapes.DocumentDraftIn,
        output=shapes.DocumentOut,
        status=201,
        errors=[documents.CannotCancel, documents.NoDraftingDelegation],
    )
    def create(self, request: Request) -> Response:
        given = self.read(shapes.DocumentDraftIn)
        who = drafter_for(person_id=given.pop("drafter_id", None), actor=self.actor, at=self.at)
        made = drafting.create_draft(
            form_code=given.pop("form_code"),
            department_id=given.pop("department_id", None),
            cancels_id=given.pop("cancels_id", None),
            subjects=_subjects(given.pop("subjects", None)) or (),
            values=plain_values(given),
            actor=who,
            at=self.at,
        )
        return self._made(made.pk, who)

    @operation(
        "기안 저장",
        "작성중이거나 반려·회수된 문서를 고친다. 보내지 않은 항목은 그대로 둔다.",
        input=shapes.DocumentChangeIn,
        output=shapes.DocumentOut,
        errors=[*OWN, steps.DocumentChanged, documents.NoDraftingDelegation],
    )
    def partial_update(self, request: Request, pk: UUID) -> Response:
        given = self.read(shapes.DocumentChangeIn)
        subjects = _subjects(given.pop("subjects", None))
        who = drafter_on(document_id=pk, actor=self.actor, at=self.at)
        drafting.save_draft(
            document_id=pk,
            seen=self.expected_version,
            values=plain_values(given),
            subjects=subjects,
            actor=who,
            at=self.at,
        )
        return self.entity(document_page(pk, who, self.at), shapes.DocumentOut)

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
        "문의에 답하기",
        "결재하는 사람의 문의에 기안자가 답한다. 한 문의에 한 번 답하고, 물은 사람에게 알림이 간다.",
        input=shapes.QuestionAnswerIn,
        output=shapes.DocumentOut,
        status=201,
        errors=[*OWN, steps.AlreadyProcessed, steps.OpinionMissing],
    )
    @action(detail=True, methods=["post"], url_path="question-answers")
    def reply(self, request: Request, pk: UUID) -> Response:
        asking.reply(document_id=pk, actor=self.actor, at=self.at, **self.read(shapes.QuestionAnswerIn))
        return self._made(pk)


def _subjects(given: Any) -> list[drafting.SubjectRef] | None:
    return None if given is None else [drafting.SubjectRef(**one) for one in given]
