"""Manual journals over REST."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.urls import reverse
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounting import permissions
from accounting.api.books_shapes import (
    JournalReasonIn,
    ManualJournalDetailOut,
    ManualJournalIn,
    ManualJournalOut,
)
from accounting.choices import ManualJournalState
from accounting.errors import books as refusals
from accounting.errors.budget import BudgetLineUnavailable
from accounting.errors.execution import DocumentLocked, NotTheDrafter, OwnDocument
from accounting.queries.journals import all_manual_journals, manual_journal
from accounting.services import journals as services
from accounting.services.journals import ManualJournalInput, RowInput
from core.api.docs import operation
from core.api.fields import ChoiceTextField, DayField, FiscalYearField
from core.api.lists import ONE_OF, RANGE, Filter, ListRules
from core.api.serializers import Nothing
from core.api.views import ApiViewSet
from core.errors import InvalidMove, Refusals

CONTENT = [
    refusals.JournalUnbalanced,
    refusals.AccountNotPosting,
    refusals.DimensionMissing,
    refusals.AccountAutomaticOnly,
    refusals.RowNeedsOneSide,
    refusals.JournalTooShort,
    BudgetLineUnavailable,
    Refusals,
]


class ManualJournalViewSet(ApiViewSet):
    """대체전표."""

    tag = "대체전표"
    required: ClassVar = {
        "list": permissions.JOURNAL_VIEW,
        "retrieve": permissions.JOURNAL_VIEW,
        "create": permissions.JOURNAL_DRAFT,
        "update": permissions.JOURNAL_DRAFT,
        "submit": permissions.JOURNAL_DRAFT,
        "recall": permissions.JOURNAL_DRAFT,
        "cancel": permissions.JOURNAL_DRAFT,
        "approve": permissions.JOURNAL_APPROVE,
        "send_back": permissions.JOURNAL_APPROVE,
        "reject": permissions.JOURNAL_APPROVE,
    }
    versioned = frozenset({"submit", "recall", "cancel", "approve", "send_back", "reject"})
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("fiscal_year", FiscalYearField()),
                Filter("state", ChoiceTextField(choices=ManualJournalState.choices), ONE_OF),
                Filter("effective_on", DayField(), RANGE),
            ),
            search=("number", "title"),
            ordering=("document_date", "total_amount"),
            default_ordering=("-document_date",),
            countable=True,
        )
    }

    @operation("대체전표 목록", "조건에 맞는 대체전표를 본다.", output=ManualJournalOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(all_manual_journals(), ManualJournalOut)

    @operation("대체전표 조회", "대체전표 하나를 행과 함께 본다.", output=ManualJournalDetailOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.entity(manual_journal(pk), ManualJournalDetailOut)

    @operation(
        "대체전표 작성",
        "결산 조정을 위한 대체전표를 작성한다. 자동분개 전용 계정은 쓸 수 없다.",
        input=ManualJournalIn,
        output=ManualJournalDetailOut,
        status=201,
        errors=CONTENT,
    )
    def create(self, request: Request) -> Response:
        given = _given(self.read(ManualJournalIn))
        paper = services.draft_manual_journal(given=given, actor=self.actor, at=self.at)
        location = reverse("api-manual-journals-detail", kwargs={"pk": paper.pk})
        return self.created(manual_journal(paper.pk), ManualJournalDetailOut, location=location)

    @operation(
        "대체전표 수정",
        "작성중인 대체전표의 내용을 바꾼다.",
        input=ManualJournalIn,
        output=ManualJournalDetailOut,
        errors=[*CONTENT, DocumentLocked, NotTheDrafter],
    )
    def update(self, request: Request, pk: UUID) -> Response:
        services.edit_manual_journal(
            manual_journal_id=pk,
            given=_given(self.read(ManualJournalIn)),
            actor=self.actor,
            at=self.at,
            version=self.expected_version,
        )
        return self.entity(manual_journal(pk), ManualJournalDetailOut)

    @operation(
        "대체전표 상신",
        "결재에 올리고 전표번호를 받는다.",
        input=Nothing,
        output=ManualJournalDetailOut,
        status=201,
        errors=[*CONTENT, refusals.PeriodClosed, NotTheDrafter, InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="submissions")
    def submit(self, request: Request, pk: UUID) -> Response:
        self.read(Nothing)
        return self._acted(services.submit_manual_journal, pk)

    @operation(
        "대체전표 승인",
        "승인하면 장부에 기록된다. 기안자는 승인할 수 없다.",
        input=Nothing,
        output=ManualJournalDetailOut,
        status=201,
        errors=[*CONTENT, refusals.PeriodClosed, refusals.AlreadyReversed, OwnDocument, InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="approvals")
    def approve(self, request: Request, pk: UUID) -> Response:
        self.read(Nothing)
        return self._acted(services.approve_manual_journal, pk)

    @operation(
        "대체전표 반려",
        "고쳐서 다시 올리도록 기안자에게 돌려보낸다.",
        input=JournalReasonIn,
        output=ManualJournalDetailOut,
        status=201,
        errors=[OwnDocument, InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="returns")
    def send_back(self, request: Request, pk: UUID) -> Response:
        return self._acted(services.decide_manual_journal, pk, verb="return", **self.read(JournalReasonIn))

    @operation(
        "대체전표 부결",
        "기록하지 않기로 결정한다.",
        input=JournalReasonIn,
        output=ManualJournalDetailOut,
        status=201,
        errors=[OwnDocument, InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="rejections")
    def reject(self, request: Request, pk: UUID) -> Response:
        return self._acted(services.decide_manual_journal, pk, verb="reject", **self.read(JournalReasonIn))

    @operation(
        "대체전표 회수",
        "결재 전의 대체전표를 거두어 고친다.",
        input=JournalReasonIn,
        output=ManualJournalDetailOut,
        status=201,
        errors=[NotTheDrafter, InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="recalls")
    def recall(self, request: Request, pk: UUID) -> Response:
        return self._acted(services.decide_manual_journal, pk, verb="recall", **self.read(JournalReasonIn))

    @operation(
        "대체전표 취소",
        "작성중인 대체전표를 쓰지 않기로 한다.",
        input=JournalReasonIn,
        output=ManualJournalDetailOut,
        status=201,
        errors=[NotTheDrafter, InvalidMove],
    )
    @action(detail=True, methods=["post"], url_path="cancellations")
    def cancel(self, request: Request, pk: UUID) -> Response:
        return self._acted(services.decide_manual_journal, pk, verb="cancel", **self.read(JournalReasonIn))

    def _acted(self, service: Any, pk: UUID, **data: Any) -> Response:
        service(manual_journal_id=pk, actor=self.actor, at=self.at, version=self.expected_version, **data)
        return self.created(manual_journal(pk), ManualJournalDetailOut)


def _given(data: dict[str, Any]) -> ManualJournalInput:
    rows = tuple(RowInput(**row) for row in data.pop("rows"))
    return ManualJournalInput(rows=rows, **data)
