"""An institution's movements, vouchers and journals over REST: masked, with a reason, written down."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from consolidation.api.inputs import PageQuery, ReasonQuery, names_of, note_look, page_of
from consolidation.choices import LookScreen, MovedBucket
from consolidation.permissions import DOCUMENT_VIEW
from consolidation.queries.members import member
from consolidation.queries.papers import journal_paper, movements, voucher_paper, vouchers
from core.api.docs import operation
from core.api.fields import (
    ChoiceTextField,
    CodeField,
    DayField,
    FiscalYearField,
    IdField,
    LineField,
    MomentField,
    WholeNumberField,
    WonField,
)
from core.api.serializers import Output
from core.api.views import ApiView, ApiViewSet


class MovementQuery(PageQuery):
    """Which movements."""

    fiscal_year = FiscalYearField(help_text=_("회계연도"))
    month = WholeNumberField(minimum=1, maximum=12, required=False, help_text=_("이 달까지, 비우면 12월까지"))
    item_code = CodeField(max_length=12, required=False, help_text=_("통계목"))
    bucket = ChoiceTextField(choices=MovedBucket.choices, required=False, help_text=_("구분"))


class MovementOut(Output):
    """A row of the budget ledger."""

    id = IdField()
    effective_on = DayField()
    period = WholeNumberField(minimum=199001, maximum=300001)
    account_unit_code = LineField(max_length=8)
    item_code = LineField(max_length=12)
    project_name = LineField(max_length=100)
    department_name = LineField(max_length=60, allow_blank=True)
    bucket = LineField(max_length=24)
    amount = WonField(minimum=None)
    event = LineField(max_length=40)
    document_type = LineField(max_length=40)
    document_id = IdField(allow_null=True)
    document_no = LineField(max_length=32, allow_blank=True)
    recorded_at = MomentField()


class InstitutionMovements(ApiView):
    """기관 예산 원장."""

    tag = "통합 열람"
    required: ClassVar = {"get": DOCUMENT_VIEW}
    queries: ClassVar = {"get": MovementQuery}

    @operation(
        "기관 예산 원장",
        "한 기관의 세출 예산 원장을 최근 순으로 본다. 열람이 양쪽에 기록된다.",
        output=MovementOut,
        listed=True,
    )
    def get(self, request: Request, institution: str) -> Response:
        asked = self.query()
        found = member(institution)
        note_look(
            screen=LookScreen.MOVEMENTS,
            actor=self.actor,
            at=self.at,
            member=found,
            subject=asked.get("item_code", ""),
            reason=asked["reason"],
        )
        rows = movements(member=found, fiscal_year=asked["fiscal_year"], month=asked.get("month", 12))
        given = {name: asked[name] for name in ("item_code", "bucket") if name in asked}
        return page_of(self, rows.filter(**given), "-effective_on", asked, MovementOut)


class VoucherQuery(PageQuery):
    """Which vouchers."""

    fiscal_year = FiscalYearField(help_text=_("회계연도"))


class VoucherOut(Output):
    """Head of a payment voucher; persons' names in the title are masked."""

    id = IdField()
    number = LineField(max_length=32, allow_blank=True)
    fiscal_year = WholeNumberField(minimum=1990, maximum=2999)
    account_unit_code = LineField(max_length=8)
    department_name = LineField(max_length=60, allow_blank=True)
    title = LineField(max_length=300)
    document_date = DayField()
    state = LineField(max_length=20)
    total_amount = WonField()
    withheld_amount = WonField()
    approved_at = MomentField(allow_null=True)


class VoucherRowOut(Output):
    """A row of a voucher; a person's name is masked."""

    ordinal = WholeNumberField(minimum=0, maximum=100_000)
    item_code = LineField(max_length=12)
    project_name = LineField(max_length=100)
    payee = LineField(max_length=100, allow_blank=True)
    text = LineField(max_length=300, allow_blank=True)
    amount = WonField()
    withheld_amount = WonField()
    paid_amount = WonField(minimum=None)
    paid_on = DayField(allow_null=True)
    order_no = LineField(max_length=32, allow_blank=True)


class JournalHeadOut(Output):
    """A journal."""

    id = IdField()
    number = LineField(max_length=32)
    effective_on = DayField()
    recorded_at = MomentField()
    event = LineField(max_length=40)
    document_no = LineField(max_length=32, allow_blank=True)
    text = LineField(max_length=300, allow_blank=True)


class VoucherPaperOut(VoucherOut):
    """A voucher down to its payment lines and journals."""

    rows = VoucherRowOut(many=True)
    journals = JournalHeadOut(many=True)


class InstitutionVoucherViewSet(ApiViewSet):
    """기관 지출결의."""

    tag = "통합 열람"
    required: ClassVar = {"list": DOCUMENT_VIEW, "retrieve": DOCUMENT_VIEW}
    queries: ClassVar = {"list": VoucherQuery, "retrieve": ReasonQuery}

    @operation(
        "기관 지출결의 목록",
        "한 기관의 지출결의를 최근 순으로 본다. 열람이 양쪽에 기록된다.",
        output=VoucherOut,
        listed=True,
    )
    def list(self, request: Request, institution: str) -> Response:
        asked = self.query()
        found = member(institution)
        note_look(
            screen=LookScreen.VOUCHER, actor=self.actor, at=self.at, member=found, reason=asked["reason"]
        )
        rows = vouchers(member=found, fiscal_year=asked["fiscal_year"])
        return page_of(self, rows, "-document_date", asked, VoucherOut)

    @operation(
        "기관 지출결의 조회",
        "지출결의 하나를 지급 내역과 전표까지 본다. 열람이 양쪽에 기록된다.",
        output=VoucherPaperOut,
    )
    def retrieve(self, request: Request, institution: str, pk: UUID) -> Response:
        asked = self.query()
        found = member(institution)
        paper = voucher_paper(member=found, voucher_id=pk)
        note_look(
            screen=LookScreen.VOUCHER,
            actor=self.actor,
            at=self.at,
            member=found,
            subject=paper.head.number,
            reason=asked["reason"],
        )
        answer = {name: getattr(paper.head, name) for name in names_of(VoucherOut)}
        return Response(VoucherPaperOut({**answer, "rows": paper.rows, "journals": paper.journals}).data)


class JournalLineOut(Output):
    """A line of a journal; a person's name is masked."""

    ordinal = WholeNumberField(minimum=0, maximum=100_000)
    account_code = LineField(max_length=10)
    account_name = LineField(max_length=60)
    partner_name = LineField(max_length=100, allow_blank=True)
    entity_code = LineField(max_length=40, allow_blank=True)
    debit = WonField()
    credit = WonField()
    text = LineField(max_length=300, allow_blank=True)


class JournalPaperOut(JournalHeadOut):
    """A journal with its lines."""

    lines = JournalLineOut(many=True)


class InstitutionJournal(ApiView):
    """기관 전표."""

    tag = "통합 열람"
    required: ClassVar = {"get": DOCUMENT_VIEW}
    queries: ClassVar = {"get": ReasonQuery}

    @operation("기관 전표 조회", "전표 하나를 본다. 열람이 양쪽에 기록된다.", output=JournalPaperOut)
    def get(self, request: Request, institution: str, pk: UUID) -> Response:
        asked = self.query()
        found = member(institution)
        paper = journal_paper(member=found, journal_id=pk)
        note_look(
            screen=LookScreen.JOURNAL,
            actor=self.actor,
            at=self.at,
            member=found,
            subject=paper.head.number,
            reason=asked["reason"],
        )
        answer = {name: getattr(paper.head, name) for name in names_of(JournalHeadOut)}
        return Response(JournalPaperOut({**answer, "lines": paper.lines}).data)
