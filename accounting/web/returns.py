"""여입: money that comes back to its own line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting import permissions
from accounting.choices import ReturnState
from accounting.models import ExpenditureReturn, PaymentVoucher
from accounting.queries import documents
from accounting.queries.lookups import bank_accounts
from accounting.services import returns as services
from accounting.services.returns import ReturnInput, ReturnRowInput
from accounting.web.looks import look
from accounting.web.paper_line import new_line
from accounting.web.paper_parts import Cell, Fact, Head, PaperTable, day_text, item_cell, money
from accounting.web.paper_screens import PaperScreen, numbered
from accounting.web.proposals import narrowed, sums_of
from accounting.web.typed import Typed, as_text, as_uuid
from core.errors import NotFound
from core.periods import day_of
from ui.columns import Column
from ui.conditions import Choice, Condition, Period, Text
from ui.listing import ListQuery, ListResult, page_queryset
from ui.views import Act, DocumentScreen, Done, ListScreen, PageHead

CRUMBS = (_("지출"),)


class ReturnList(ListScreen):
    """반납결의서 목록."""

    required = permissions.VOUCHER_VIEW
    title = _("여입")
    crumbs = CRUMBS
    help_text = _("지급한 돈이 되돌아와 그 과목에 다시 들어간 기록입니다.")
    default_order = "-returned_on"
    answer = "total_amount"
    empty_title = _("여입이 없습니다.")
    empty_text = _("지급이 끝난 지출결의에서 '여입 작성'을 누르십시오.")
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("state", _("상태"), choices=ReturnState.choices),
        Period("on", _("입금일")),
        Text("q", _("제목·번호")),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("number", _("번호"), "code", href=lambda row: row["url"], frozen=True),
        Column("title", _("제목"), href=lambda row: row["url"]),
        Column("partner", _("반납자")),
        Column("returned_on", _("입금일"), "date", sort=True),
        Column("total_amount", _("반납액"), "won", key=True, total=True),
        Column("state", _("상태"), "badge"),
    )

    def fetch(self, query: ListQuery) -> ListResult:
        rows = narrowed(documents.returns().filter(fiscal_year=query.year), query, "returned_on")
        return page_queryset(rows, query, to_row=_row, sums=sums_of(rows, "total_amount"))

    def row_url(self, row: dict[str, Any]) -> str:
        return str(row["url"])


class ReturnForm(DocumentScreen):
    """여입 작성 for a paid voucher (?voucher=)."""

    required = permissions.RETURN_DRAFT
    template_name = "accounting/return_form.html"

    @property
    def voucher(self) -> PaymentVoucher:
        if not hasattr(self, "_voucher"):
            pk = as_uuid(self.request.GET.get("voucher"))
            if pk is None:
                raise NotFound
            self._voucher = documents.voucher(pk)
        return self._voucher

    def head(self) -> PageHead:
        return PageHead(_("여입 작성"), (*CRUMBS, _("여입")))

    def document(self) -> dict[str, Any]:
        voucher = self.voucher
        return {
            "voucher": voucher,
            "accounts": bank_accounts(),
            "today": day_text(day_of(self.now)),
            "columns": _columns(),
            "rows": [
                {
                    "line": f"{row.line.stat_item.code} {row.line.stat_item.name}",
                    "partner": row.partner.name,
                    "voucher_row_id": str(row.pk),
                    "left": row.amount - row.returned,
                    "amount": None,
                }
                for row in voucher.rows.all()
                if row.paid_on is not None
            ],
            "line": new_line(self.actor),
        }

    def acts(self) -> Sequence[Act]:
        return (Act("submit", _("상신"), "send", tone="primary", key="Ctrl ↵"),)

    def act_submit(self, data: QueryDict) -> Done:
        form = Typed(data, self.now)
        rows = [
            ReturnRowInput(
                voucher_row_id=form.cell_key(index, row, "voucher_row_id", "line", _t("예산과목")),
                amount=form.cell_amount(index, row, "amount", _t("반납액")),
                text=as_text(row.get("text")),
            )
            for index, row in enumerate(self.rows(data))
            if row.get("amount")
        ]
        given = ReturnInput(
            title=form.text("title", _t("제목"), limit=200),
            returned_on=form.required_day("returned_on", _t("입금일")),
            bank_account_id=form.required_key("bank_account", _t("입금계좌")),
            rows=rows,
            reason=form.note("text"),
            is_reopened=form.flag("is_reopened"),
        )
        form.check()
        made = services.draft_return(given=given, actor=self.actor, at=self.now)
        return Done(_url(made.pk), _t("%(number)s 여입을 상신했습니다.") % {"number": made.number})


class ReturnScreen(PaperScreen):
    """One return."""

    required: ClassVar = {"get": permissions.VOUCHER_VIEW, "post": permissions.VOUCHER_VIEW}
    subject = "expenditure_return"
    kind_name = _("여입")
    crumbs = CRUMBS
    draft_permission = permissions.RETURN_DRAFT
    approve_permission = permissions.RETURN_APPROVE
    editable = False
    id_name = "return_id"
    recall = staticmethod(services.recall_return)

    def load(self) -> ExpenditureReturn:
        return documents.expenditure_return(self.kwargs["pk"])

    def tables(self) -> Sequence[PaperTable]:
        rows = []
        for row in self.paper.rows.all():
            voucher = row.voucher_row.voucher if row.voucher_row else None
            url = reverse("accounting:payment_voucher", kwargs={"pk": voucher.pk}) if voucher else ""
            rows.append(
                [
                    item_cell(row.line),
                    Cell(voucher.number if voucher else "-", "code", url),
                    Cell(row.text),
                    money(row.amount, "n key"),
                ]
            )
        heads = (Head(_t("예산과목")), Head(_t("지출결의")), Head(_t("내용")), Head(_t("반납액"), "n"))
        foot = (Cell(_t("합계")), Cell(""), Cell(""), money(self.paper.total_amount, "n"))
        return (
            PaperTable("rows", _t("반납 내역"), heads, rows, foot, _t("원 단위"), self.paper.total_amount),
        )

    def facts(self) -> Sequence[Fact]:
        paper = self.paper
        return [
            Fact(_t("반납자"), paper.partner.name),
            Fact(_t("입금일"), day_text(paper.returned_on)),
            Fact(_t("입금계좌"), paper.bank_account.name),
            Fact(_t("다시 집행"), _t("예정") if paper.is_reopened else _t("없음")),
        ]


def _columns() -> list[dict[str, Any]]:
    return [
        {
            "field": "line",
            "title": str(_("예산과목")),
            "type": "text",
            "name": "line_name",
            "readonly": True,
            "min": 200,
        },
        {"field": "partner", "title": str(_("채권자")), "type": "text", "readonly": True, "width": 150},
        {"field": "left", "title": str(_("지급액")), "type": "won", "readonly": True, "width": 130},
        {"field": "text", "title": str(_("내용")), "type": "text", "min": 160},
        {
            "field": "amount",
            "title": str(_("반납액")),
            "type": "won",
            "key": True,
            "total": True,
            "width": 130,
        },
    ]


def _row(paper: ExpenditureReturn) -> dict[str, Any]:
    return {
        "id": paper.pk,
        "url": _url(paper.pk),
        "number": numbered(paper),
        "title": paper.title,
        "partner": paper.partner.name,
        "returned_on": paper.returned_on,
        "total_amount": paper.total_amount,
        "state": look(paper),
    }


def _url(pk: UUID) -> str:
    return reverse("accounting:expenditure_return", kwargs={"pk": pk})
