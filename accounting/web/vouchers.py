"""Screen 26: 지출결의: list, form with payees, deductions, taxes and evidence, document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting import permissions
from accounting.choices import ExtendedReason, VoucherKind, VoucherState
from accounting.models import PaymentVoucher
from accounting.queries import documents
from accounting.queries.budget_choices import departments
from accounting.queries.threads import spending_thread
from accounting.rules.evidence import CHOICES, LABELS
from accounting.services import payment_vouchers as services
from accounting.services.payment_vouchers import EvidenceInput, VoucherInput
from accounting.services.voucher_rows import taxes_of
from accounting.web.looks import look
from accounting.web.paper_line import ahead, answered, ask_for_reason, new_line
from accounting.web.paper_parts import Cell, Fact, Head, PaperTable, day_text, item_cell, money, stops
from accounting.web.paper_screens import PaperScreen, numbered
from accounting.web.proposals import budget_panel, narrowed, posted_json, sums_of
from accounting.web.typed import Typed, as_amount, as_uuid, version_of
from accounting.web.voucher_grid import (
    asked_commitment,
    grid_columns,
    grid_rows,
    row_input,
    started_rows,
)
from core.errors import DomainError
from core.periods import day_of
from ui.columns import Column
from ui.conditions import Choice, Condition, Period, Text
from ui.listing import ListQuery, ListResult, page_queryset
from ui.views import Act, DocumentScreen, Done, ListScreen, PageHead, ScreenView

CRUMBS = (_("지출"),)
WARNINGS = ("E-EXE-021", "E-TAX-003", "E-TAX-004")


class VoucherList(ListScreen):
    """지출결의서 목록."""

    required = permissions.VOUCHER_VIEW
    title = _("지출결의")
    crumbs = CRUMBS
    help_text = _("원인행위에 따라 누구에게 얼마를 지급할지 정하는 문서입니다.")
    default_order = "-document_date"
    answer = "total_amount"
    has_units = True
    empty_title = _("지출결의서가 없습니다.")
    empty_text = _("원인행위에서 '지출결의 작성'을 누르십시오.")
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("state", _("상태"), choices=VoucherState.choices),
        Period("on", _("결의일")),
        Text("q", _("제목·번호")),
        Text("partner", _("채권자"), more=True),
        Choice("kind", _("종류"), choices=VoucherKind.choices, more=True),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("number", _("번호"), "code", href=lambda row: row["url"], frozen=True),
        Column("title", _("제목"), href=lambda row: row["url"]),
        Column("kind", _("종류"), wide=True),
        Column("document_date", _("결의일"), "date", sort=True),
        Column("pay_on", _("지급 예정일"), "date"),
        Column("total_amount", _("지출액"), "won", key=True, total=True, sort=True),
        Column("withheld_amount", _("공제"), "won", total=True),
        Column("net", _("실지급액"), "won", total=True),
        Column("state", _("상태"), "badge"),
        Column("drafter", _("기안자"), wide=True),
    )

    def actions(self) -> Sequence[dict[str, Any]]:
        if not self.actor.may(permissions.VOUCHER_DRAFT):
            return ()
        url = reverse("accounting:payment_voucher_new")
        return ({"label": _("지출결의 작성"), "url": url, "icon": "plus", "primary": True},)

    def fetch(self, query: ListQuery) -> ListResult:
        rows = narrowed(documents.vouchers().filter(fiscal_year=query.year), query)
        rows = rows.filter(kind=query["kind"]) if query["kind"] else rows
        if query["partner"]:
            rows = rows.filter(pk__in=_paying(query["partner"]))
        sums = sums_of(rows, "total_amount", "withheld_amount")
        sums["net"] = sums["total_amount"] - sums["withheld_amount"]
        return page_queryset(rows, query, to_row=_row, sums=sums)

    def row_url(self, row: dict[str, Any]) -> str:
        return str(row["url"])


class VoucherForm(DocumentScreen):
    """지출결의 작성, from a commitment (?commitment=) or by looking its rows up."""

    required = permissions.VOUCHER_DRAFT
    template_name = "accounting/voucher_form.html"

    @property
    def paper(self) -> PaymentVoucher | None:
        if "pk" not in self.kwargs:
            return None
        if not hasattr(self, "_paper"):
            self._paper = documents.voucher(self.kwargs["pk"])
        return self._paper

    def head(self) -> PageHead:
        paper = self.paper
        return PageHead(
            _("지출결의 작성"), (*CRUMBS, _("지출결의")), state="DRAFT", number=paper.number if paper else ""
        )

    def document(self) -> dict[str, Any]:
        today, paper = day_of(self.now), self.paper
        commitment = asked_commitment(self.request)
        source: Any = paper or commitment
        chosen = set(paper.evidence.values_list("kind", flat=True)) if paper else set()
        return {
            "paper": paper,
            "title": source.title if source else "",
            "text": source.text if source else "",
            "kinds": VoucherKind.choices,
            "reasons": ExtendedReason.choices,
            "departments": departments(today),
            "department": str(source.department_id if source else self.actor.department_id or ""),
            "today": day_text(paper.document_date if paper else min(today, date(self.year, 12, 31))),
            "pay_on": day_text(paper.pay_on if paper else None),
            "columns": grid_columns(self.year),
            "rows": grid_rows(paper) if paper else started_rows(commitment),
            "panel_url": reverse("accounting:voucher_panel"),
            "evidence": [(code, _t(label), code in chosen) for code, label in CHOICES],
            "warnings": WARNINGS,
            "line": ahead("payment_voucher", paper, self.now) if paper else new_line(self.actor),
            "me": self.actor.name,
        }

    def acts(self) -> Sequence[Act]:
        return (
            Act("save", _("임시저장"), "save", key="Ctrl S"),
            Act("submit", _("상신"), "send", tone="primary", key="Ctrl ↵"),
        )

    def act_save(self, data: QueryDict) -> Done:
        given = self._given(data)
        if self.paper is None:
            saved = services.draft_payment_voucher(given=given, actor=self.actor, at=self.now)
        else:
            saved = services.edit_payment_voucher(
                voucher_id=self.paper.pk,
                given=given,
                actor=self.actor,
                at=self.now,
                version=version_of(data),
            )
        url = reverse("accounting:payment_voucher_edit", kwargs={"pk": saved.pk})
        return Done(url, _t("저장했습니다. 아직 상신하지 않았습니다."))

    def act_submit(self, data: QueryDict) -> Done:
        sent = services.write_and_submit(
            voucher_id=self.paper.pk if self.paper else None,
            given=self._given(data),
            actor=self.actor,
            at=self.now,
            version=version_of(data),
            acknowledged=answered(self.request, WARNINGS),
        )
        return Done(_url(sent.pk), _t("%(number)s 지출결의를 상신했습니다.") % {"number": sent.number})

    def _given(self, data: QueryDict) -> VoucherInput:
        form = Typed(data, self.now)
        rows = [row_input(form, index, row) for index, row in enumerate(self.rows(data))]
        kind, reason = data.get("kind", ""), data.get("extended_reason", "")
        given = VoucherInput(
            fiscal_year=self.year,
            title=form.text("title", _t("제목"), limit=200),
            document_date=form.required_day("document_date", _t("결의일")),
            department_id=form.required_key("department", _t("부서")),
            rows=rows,
            kind=kind if kind in VoucherKind.values else VoucherKind.GENERAL,
            text=form.note("text"),
            pay_on=form.day("pay_on"),
            extended_reason=reason if reason in ExtendedReason.values else "",
            evidence=[
                EvidenceInput(kind=code) for code, _label in CHOICES if code in data.getlist("evidence")
            ],
        )
        form.check()
        return given

    def kept(self, error: DomainError) -> HttpResponse:
        return super().kept(ask_for_reason(error))


class VoucherPanel(ScreenView):
    """Side panel while typing: tax of the row, what the commitment has left, the line's budget."""

    required = permissions.VOUCHER_DRAFT

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        current = posted_json(request, "row", {})
        rows = [row for row in posted_json(request, "rows", []) if isinstance(row, dict)]
        line_id = as_uuid(current.get("line_id"))
        form = Typed(request.POST, self.now)
        inputs = [row_input(form, index, row) for index, row in enumerate(rows)]
        gross = sum(row.amount for row in inputs)
        tax = sum(tax.total for tax in taxes_of(None, [row for row in inputs if row.amount > 0]))
        same = [
            row.amount
            for row in inputs
            if str(row.commitment_row_id) == str(current.get("commitment_row_id"))
        ]
        left = as_amount(current.get("left"))
        context = {
            "panel": budget_panel(line_id, 0) if line_id else None,
            "gross": gross,
            "tax": tax,
            "net": gross - tax,
            "left": left,
            "after": left - sum(same) if left is not None else None,
        }
        return render(request, "accounting/parts/voucher_panel.html", context)


class VoucherScreen(PaperScreen):
    """One voucher."""

    required: ClassVar = {"get": permissions.VOUCHER_VIEW, "post": permissions.VOUCHER_VIEW}
    subject = "payment_voucher"
    kind_name = _("지출결의")
    crumbs = CRUMBS
    draft_permission = permissions.VOUCHER_DRAFT
    approve_permission = permissions.VOUCHER_APPROVE
    id_name = "voucher_id"
    submit = staticmethod(services.submit_payment_voucher)
    recall = staticmethod(services.recall_payment_voucher)

    def load(self) -> PaymentVoucher:
        return documents.voucher(self.kwargs["pk"])

    def tables(self) -> Sequence[PaperTable]:
        paper = self.paper
        rows = [
            [
                Cell(row.partner.name, "", reverse("accounting:partner", kwargs={"pk": row.partner_id})),
                Cell(_account(row)),
                item_cell(row.line),
                money(row.amount),
                money(row.vat_amount),
                money(row.withheld_amount),
                money(row.amount - row.withheld_amount, "n key"),
                Cell(day_text(row.paid_on)),
            ]
            for row in paper.rows.all()
        ]
        heads = (
            Head(_t("채권자")),
            Head(_t("계좌")),
            Head(_t("예산과목")),
            Head(_t("지출액"), "n"),
            Head(_t("부가세"), "n"),
            Head(_t("공제"), "n"),
            Head(_t("실지급액"), "n"),
            Head(_t("지급일")),
        )
        foot = (
            Cell(_t("합계")),
            Cell(""),
            Cell(""),
            money(paper.total_amount, "n"),
            money(sum(row.vat_amount for row in paper.rows.all())),
            money(paper.withheld_amount, "n"),
            money(paper.total_amount - paper.withheld_amount, "n"),
            Cell(""),
        )
        evidence = [
            [Cell(_t(LABELS.get(item.kind, item.kind))), Cell(item.reference)]
            for item in paper.evidence.all()
        ]
        return (
            PaperTable("rows", _t("지급 내역"), heads, rows, foot, _t("원 단위"), paper.total_amount),
            PaperTable("evidence", _t("증빙"), (Head(_t("종류")), Head(_t("번호"))), evidence),
        )

    def facts(self) -> Sequence[Fact]:
        paper = self.paper
        shown = [
            (_t("종류"), paper.get_kind_display()),
            (_t("지급 예정일"), day_text(paper.pay_on)),
            (_t("출납폐쇄 예외"), paper.get_extended_reason_display() if paper.extended_reason else ""),
        ]
        shown += [
            (_t("확인 사유 %(code)s") % {"code": code}, text) for code, text in paper.warning_reasons.items()
        ]
        return [Fact(label, text) for label, text in shown if text]

    def thread(self) -> Sequence[dict[str, Any]]:
        return stops(spending_thread("payment_voucher", self.paper.pk))

    def panels(self) -> Sequence[dict[str, Any]]:
        first = next(iter(self.paper.rows.all()), None)
        return ({"title": _("예산"), **budget_panel(first.line_id, 0)},) if first else ()

    def more_acts(self) -> Sequence[Act]:
        paper = self.paper
        if paper.state == "APPROVED":
            return (
                Act("order", _("지급명령 작성"), "send", tone="primary", required=permissions.ORDER_CREATE),
            )
        if paper.state == "PAID":
            return (Act("give_back", _("여입 작성"), "back", required=permissions.RETURN_DRAFT),)
        return ()

    def act_cancel(self, data: QueryDict) -> Done:
        services.cancel_payment_voucher(text=data.get("reason", ""), **self.act(data))
        return Done(self.url(), _t("작성중인 지출결의를 취소했습니다."))

    def act_order(self, data: QueryDict) -> Done:
        return Done(f"{reverse('accounting:payment_order_new')}?voucher={self.paper.pk}")

    def act_give_back(self, data: QueryDict) -> Done:
        return Done(f"{reverse('accounting:expenditure_return_new')}?voucher={self.paper.pk}")


def _account(row: Any) -> str:
    account = row.partner_account
    return f"****{account.account_last4} {account.holder}" if account else "-"


def _paying(name: str) -> Any:
    from accounting.models import PaymentVoucherRow

    return PaymentVoucherRow.objects.filter(partner__name__icontains=name).values("voucher_id")


def _row(paper: PaymentVoucher) -> dict[str, Any]:
    return {
        "id": paper.pk,
        "url": _url(paper.pk),
        "number": numbered(paper),
        "title": paper.title,
        "kind": paper.get_kind_display(),
        "document_date": paper.document_date,
        "pay_on": paper.pay_on,
        "total_amount": paper.total_amount,
        "withheld_amount": paper.withheld_amount,
        "net": paper.total_amount - paper.withheld_amount,
        "state": look(paper),
        "drafter": paper.drafted_by.name if paper.drafted_by else "",
    }


def _url(pk: UUID) -> str:
    return reverse("accounting:payment_voucher", kwargs={"pk": pk})
