"""수납: receipts on an assessment or by a receipt report, and refunds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting import permissions
from accounting.choices import ReceiptState
from accounting.models import Receipt, RevenueAssessment
from accounting.queries import documents
from accounting.queries.budget_choices import departments
from accounting.queries.lookups import bank_accounts, open_assessment_rows
from accounting.queries.threads import revenue_thread
from accounting.services import receipts as receipt_services
from accounting.services.receipts import ReceiptInput, ReceiptRowInput
from accounting.web.looks import look
from accounting.web.paper_parts import (
    Cell,
    Fact,
    Head,
    PaperTable,
    Sign,
    day_text,
    moment,
    money,
    stops,
)
from accounting.web.paper_screens import PaperScreen, numbered
from accounting.web.proposals import narrowed, sums_of
from accounting.web.revenues import CRUMBS, amount_column, line_column
from accounting.web.typed import Typed, as_amount, as_text, as_uuid
from core.periods import day_of
from ui.columns import Column
from ui.conditions import Choice, Condition, Period, Text
from ui.listing import ListQuery, ListResult, page_queryset
from ui.views import Act, DocumentScreen, Done, ListScreen, PageHead


class ReceiptList(ListScreen):
    """수납 목록."""

    required = permissions.RECEIPT_VIEW
    title = _("수납")
    crumbs = CRUMBS
    help_text = _("들어온 돈의 기록입니다.")
    default_order = "-received_on"
    answer = "net"
    has_units = True
    empty_title = _("수납 기록이 없습니다.")
    empty_text = _("'수납 등록'으로 들어온 돈을 기록하십시오.")
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("state", _("상태"), choices=ReceiptState.choices),
        Period("on", _("수납일")),
        Text("q", _("제목·번호")),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("number", _("번호"), "code", href=lambda row: row["url"], frozen=True),
        Column("title", _("제목"), href=lambda row: row["url"]),
        Column("partner", _("납부자")),
        Column("received_on", _("수납일"), "date", sort=True),
        Column("bank", _("입금계좌")),
        Column("total_amount", _("수납액"), "won", total=True, sort=True),
        Column("refunded_amount", _("반환"), "won", total=True),
        Column("net", _("실제수납"), "won", key=True, total=True),
        Column("state", _("상태"), "badge"),
    )

    def actions(self) -> Sequence[dict[str, Any]]:
        if not self.actor.may(permissions.RECEIPT_RECORD):
            return ()
        url = reverse("accounting:receipt_new")
        return ({"label": _("수납 등록"), "url": url, "icon": "plus", "primary": True},)

    def fetch(self, query: ListQuery) -> ListResult:
        rows = narrowed(documents.receipts().filter(fiscal_year=query.year), query, "received_on")
        sums = sums_of(rows, "total_amount", "refunded_amount")
        sums["net"] = sums["total_amount"] - sums["refunded_amount"]
        return page_queryset(rows, query, to_row=_receipt_row, sums=sums)

    def row_url(self, row: dict[str, Any]) -> str:
        return str(row["url"])


class ReceiptForm(DocumentScreen):
    """수납 등록, on an assessment (?assessment=) or by a receipt report."""

    required = permissions.RECEIPT_RECORD
    template_name = "accounting/receipt_form.html"

    @property
    def assessment(self) -> RevenueAssessment | None:
        if not hasattr(self, "_assessment"):
            pk = as_uuid(self.request.GET.get("assessment"))
            self._assessment = documents.assessment(pk) if pk else None
        return self._assessment

    def head(self) -> PageHead:
        return PageHead(_("수납 등록"), (*CRUMBS, _("수납")))

    def document(self) -> dict[str, Any]:
        today, paper = day_of(self.now), self.assessment
        return {
            "assessment": paper,
            "departments": departments(today),
            "department": str(paper.department_id if paper else self.actor.department_id or ""),
            "title": f"{paper.title} 수납" if paper else "",
            "today": day_text(today),
            "accounts": bank_accounts(),
            "partner_url": reverse("accounting:partner_lookup"),
            "columns": _receipt_columns(is_assessed=paper is not None),
            "rows": _assessed_rows(paper.pk) if paper else [],
        }

    def acts(self) -> Sequence[Act]:
        return (Act("record", _("수납 등록"), "check", tone="primary", key="Ctrl ↵"),)

    def act_record(self, data: QueryDict) -> Done:
        form = Typed(data, self.now)
        paper = self.assessment
        rows = [
            ReceiptRowInput(
                amount=form.cell_amount(index, row, "amount", _t("수납액")),
                assessment_row_id=as_uuid(row.get("assessment_row_id")) if paper else None,
                line_id=None if paper else form.cell_key(index, row, "line_id", "line", _t("수입과목")),
                withheld_tax=max(as_amount(row.get("withheld_tax")) or 0, 0),
                text=as_text(row.get("text")),
            )
            for index, row in enumerate(self.rows(data))
            if not paper or row.get("amount")
        ]
        given = ReceiptInput(
            fiscal_year=self.year,
            title=form.text("title", _t("제목"), limit=200),
            received_on=form.required_day("received_on", _t("수납일")),
            department_id=form.required_key("department", _t("부서")),
            bank_account_id=form.required_key("bank_account", _t("입금계좌")),
            rows=rows,
            partner_id=paper.partner_id if paper else form.key("partner_id"),
            report_no=form.text("report_no", limit=60),
            agreement=form.text("agreement", limit=60),
            text=form.note("text"),
        )
        form.check()
        made = receipt_services.record_receipt(given=given, actor=self.actor, at=self.now)
        return Done(_receipt_url(made.pk), _t("%(number)s 수납을 기록했습니다.") % {"number": made.number})


class ReceiptScreen(PaperScreen):
    """One receipt and its refunds."""

    required: ClassVar = {"get": permissions.RECEIPT_VIEW, "post": permissions.REFUND_DECIDE}
    subject = "receipt"
    kind_name = _("수납")
    crumbs = CRUMBS
    approve_permission = permissions.REFUND_DECIDE
    editable = False
    id_name = "receipt_id"

    def load(self) -> Receipt:
        return documents.receipt(self.kwargs["pk"])

    def tables(self) -> Sequence[PaperTable]:
        paper = self.paper
        rows = [
            [
                Cell(
                    f"{row.line.stat_item.code} {row.line.stat_item.name}", note=row.line.funding_source.name
                ),
                Cell(row.text),
                money(row.amount, "n key"),
                money(row.withheld_tax),
                money(row.refunded),
            ]
            for row in paper.rows.all()
        ]
        heads = (
            Head(_t("수입과목")),
            Head(_t("내용")),
            Head(_t("수납액"), "n"),
            Head(_t("원천징수"), "n"),
            Head(_t("반환"), "n"),
        )
        foot = (
            Cell(_t("합계")),
            Cell(""),
            money(paper.total_amount, "n"),
            Cell(""),
            money(paper.refunded_amount, "n"),
        )
        return (PaperTable("rows", _t("수납 내역"), heads, rows, foot, _t("원 단위"), paper.total_amount),)

    def facts(self) -> Sequence[Fact]:
        paper = self.paper
        shown = (
            (_t("납부자"), paper.partner.name if paper.partner else ""),
            (_t("수납일"), day_text(paper.received_on)),
            (_t("입금계좌"), paper.bank_account.name),
            (_t("영수보고"), paper.report_no),
            (_t("교부결정번호"), paper.agreement),
        )
        return [Fact(label, text) for label, text in shown if text]

    def signs(self) -> Sequence[Any]:
        who = self.paper.drafted_by.name if self.paper.drafted_by else _t("연계 프로그램")
        return [Sign(_t("출납원"), who, "done", moment(self.paper.drafted_at))]

    def thread(self) -> Sequence[dict[str, Any]]:
        found = {
            row.assessment_row.assessment_id
            for row in self.paper.rows.all()
            if row.assessment_row is not None
        }
        return stops(revenue_thread(found, [self.paper.pk], self.paper.pk))

    def fields(self) -> Sequence[dict[str, Any]]:
        if not self._may_refund():
            return ()
        today = day_text(day_of(self.now))
        return (
            {"name": "amount", "label": _("반환할 금액"), "value": "", "kind": "amount"},
            {"name": "refunded_on", "label": _("반환일"), "value": today, "kind": "date"},
            {"name": "bank_account", "label": _("출금계좌"), "options": bank_accounts(), "css": "c4"},
        )

    def acts(self) -> Sequence[Act]:
        if not self._may_refund():
            return ()
        return (
            Act(
                "refund",
                _("과오납 반환"),
                "back",
                required=permissions.REFUND_DECIDE,
                reason=_("반환 사유"),
            ),
        )

    def act_refund(self, data: QueryDict) -> Done:
        form = Typed(data, self.now)
        amount = form.amount("amount", _t("반환할 금액")) or 0
        day = form.required_day("refunded_on", _t("반환일"))
        account = form.required_key("bank_account", _t("출금계좌"))
        form.check()
        receipt_services.refund_receipt(
            amount=amount,
            reason=data.get("reason", ""),
            bank_account_id=account,
            refunded_on=day,
            **self.act(data),
        )
        return Done(self.url(), _t("과오납 반환을 기록했습니다."))

    def _may_refund(self) -> bool:
        paper = self.paper
        left = paper.total_amount - paper.refunded_amount
        return left > 0 and not self.is_own and self.actor.may(permissions.REFUND_DECIDE)


def _assessed_rows(assessment_id: UUID) -> list[dict[str, Any]]:
    return [
        {
            "line": f"{row.line.stat_item.code} {row.line.stat_item.name}",
            "assessment_row_id": str(row.pk),
            "left": row.amount - row.received + row.refunded,
            "amount": max(row.amount - row.received + row.refunded, 0) or None,
        }
        for row in open_assessment_rows(assessment_id)
    ]


def _receipt_columns(*, is_assessed: bool) -> list[dict[str, Any]]:
    tail = [
        {"field": "withheld_tax", "title": str(_("원천징수(이자)")), "type": "won", "width": 130},
        {"field": "text", "title": str(_("내용")), "type": "text", "min": 160},
        amount_column(_("수납액")),
    ]
    if not is_assessed:
        return [line_column(), *tail]
    return [
        {
            "field": "line",
            "title": str(_("수입과목")),
            "type": "text",
            "name": "line_name",
            "readonly": True,
            "min": 200,
        },
        {"field": "left", "title": str(_("미수납액")), "type": "won", "readonly": True, "width": 130},
        *tail,
    ]


def _receipt_row(paper: Receipt) -> dict[str, Any]:
    return {
        "id": paper.pk,
        "url": _receipt_url(paper.pk),
        "number": numbered(paper),
        "title": paper.title,
        "partner": paper.partner.name if paper.partner else "",
        "received_on": paper.received_on,
        "bank": paper.bank_account.name,
        "total_amount": paper.total_amount,
        "refunded_amount": paper.refunded_amount,
        "net": paper.total_amount - paper.refunded_amount,
        "state": look(paper),
    }


def _receipt_url(pk: UUID) -> str:
    return reverse("accounting:receipt", kwargs={"pk": pk})
