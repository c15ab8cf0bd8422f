"""Journals and their lines over REST."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.urls import reverse
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounting import permissions
from accounting.api.books_shapes import (
    JournalDetailOut,
    JournalOut,
    LedgerLineOut,
    ManualJournalDetailOut,
    ReversalIn,
)
from accounting.errors.books import AlreadyReversed, AutomaticJournalLocked
from accounting.queries.journals import all_journals, all_lines, journal, manual_journal
from accounting.services.journals import draft_reversal
from core.api.docs import operation
from core.api.fields import CodeField, DayField, FiscalYearField, IdField, WonField
from core.api.lists import ONE_OF, RANGE, Filter, ListRules
from core.api.views import ApiViewSet

TAG = "전표·장부"


class JournalViewSet(ApiViewSet):
    """전표."""

    tag = TAG
    required: ClassVar = {
        "list": permissions.JOURNAL_VIEW,
        "retrieve": permissions.JOURNAL_VIEW,
        "reverse": permissions.JOURNAL_DRAFT,
    }
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("fiscal_year", FiscalYearField()),
                Filter("effective_on", DayField(), RANGE),
                Filter("event", CodeField(max_length=40), ONE_OF),
                Filter("document_type", CodeField(max_length=40), ONE_OF),
                Filter("document_id", IdField(), ONE_OF),
                Filter("account_unit", CodeField(max_length=8), column="account_unit_id"),
                Filter("total_amount", WonField(), RANGE),
            ),
            search=("number", "text", "document_no"),
            ordering=("effective_on", "recorded_at", "number", "total_amount"),
            default_ordering=("-effective_on",),
            countable=True,
            has_as_of=True,
        )
    }

    @operation("전표 목록", "조건에 맞는 전표를 본다.", output=JournalOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(all_journals(self.list_request(JournalOut).as_of), JournalOut)

    @operation("전표 조회", "전표 하나를 분개와 함께 본다.", output=JournalDetailOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.entity(journal(pk), JournalDetailOut)

    @operation(
        "역분개 작성",
        "대체전표를 취소하는 대체전표를 작성한다. 자동분개 전표는 원천 문서에서 정정한다.",
        input=ReversalIn,
        output=ManualJournalDetailOut,
        status=201,
        errors=[AutomaticJournalLocked, AlreadyReversed],
    )
    @action(detail=True, methods=["post"], url_path="reversals")
    def reverse(self, request: Request, pk: UUID) -> Response:
        data: dict[str, Any] = self.read(ReversalIn)
        paper = draft_reversal(journal_id=pk, actor=self.actor, at=self.at, **data)
        location = reverse("api-manual-journals-detail", kwargs={"pk": paper.pk})
        return self.created(manual_journal(paper.pk), ManualJournalDetailOut, location=location)


class LedgerLineViewSet(ApiViewSet):
    """보조부의 행."""

    tag = TAG
    required: ClassVar = {"list": permissions.LEDGER_VIEW}
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("fiscal_year", FiscalYearField()),
                Filter("account", CodeField(max_length=10), ONE_OF, column="account_code"),
                Filter("effective_on", DayField(), RANGE),
                Filter("account_unit", CodeField(max_length=8), column="account_unit_code"),
                Filter("partner", IdField(), ONE_OF, column="partner_id"),
                Filter("department", IdField(), ONE_OF, column="department_id"),
                Filter("detail_project", IdField(), ONE_OF, column="detail_project_id"),
                Filter("budget_line", IdField(), ONE_OF, column="budget_line_id"),
                Filter("funding", CodeField(max_length=20), ONE_OF, column="funding_code"),
                Filter("entity", CodeField(max_length=40), ONE_OF, column="entity_code"),
                Filter("journal", IdField(), ONE_OF, column="journal_id"),
            ),
            ordering=("effective_on", "account_code"),
            default_ordering=("effective_on",),
            countable=True,
            has_as_of=True,
        )
    }

    @operation(
        "보조부",
        "계정, 거래처, 부서, 사업, 재원 등으로 좁힌 전표 행을 귀속일 순서로 본다.",
        output=LedgerLineOut,
        listed=True,
    )
    def list(self, request: Request) -> Response:
        return self.page(all_lines(self.list_request(LedgerLineOut).as_of), LedgerLineOut)
