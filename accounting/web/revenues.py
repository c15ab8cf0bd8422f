"""Screen 33: 수입결의·수납: assessments, notices, receipts, refunds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting import permissions
from accounting.choices import AssessmentState, VatType
from accounting.models import RevenueAssessment
from accounting.queries import documents
from accounting.queries.budget_choices import departments
from accounting.queries.corrections import assessment_changes
from accounting.queries.threads import revenue_thread
from accounting.rules.revenue_flow import ASSESSMENT_FLOW
from accounting.services import revenues as services
from accounting.services.revenues import AssessmentInput, AssessmentRowInput
from accounting.web.looks import look
from accounting.web.paper_line import ahead, new_line
from accounting.web.paper_parts import (
    Cell,
    Fact,
    Head,
    PaperTable,
    correction_table,
    day_text,
    money,
    stops,
)
from accounting.web.paper_screens import PaperScreen, numbered
from accounting.web.proposals import narrowed, sums_of
from accounting.web.typed import Typed, as_text, version_of
from core.periods import day_of
from ui.columns import Column
from ui.conditions import Choice, Condition, Period, Text
from ui.listing import ListQuery, ListResult, page_queryset
from ui.views import Act, DocumentScreen, Done, ListScreen, PageHead

CRUMBS = (_("수입"),)


class AssessmentList(ListScreen):
    """징수결의서 목록."""

    required = permissions.ASSESSMENT_VIEW
    title = _("수입결의·징수")
    crumbs = CRUMBS
    help_text = _("받을 돈을 정하는 징수결의와 수납 상황입니다.")
    default_order = "-document_date"
    answer = "left"
    has_units = True
    empty_title = _("징수결의서가 없습니다.")
    empty_text = _("'징수결의 작성'으로 받을 금액을 등록하십시오.")
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("state", _("상태"), choices=AssessmentState.choices),
        Period("on", _("결의일")),
        Text("q", _("제목·번호")),
        Text("partner", _("납부자"), more=True),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("number", _("번호"), "code", href=lambda row: row["url"], frozen=True),
        Column("title", _("제목"), href=lambda row: row["url"]),
        Column("partner", _("납부자")),
        Column("document_date", _("결의일"), "date", sort=True),
        Column("due_on", _("납부기한"), "date"),
        Column("total_amount", _("징수결정액"), "won", total=True, sort=True),
        Column("received_amount", _("수납액"), "won", total=True),
        Column("left", _("미수납액"), "won", key=True, total=True),
        Column("state", _("상태"), "badge"),
    )

    def actions(self) -> Sequence[dict[str, Any]]:
        found = []
        if self.actor.may(permissions.RECEIPT_RECORD):
            found.append({"label": _("수납 등록"), "url": reverse("accounting:receipt_new"), "icon": "won"})
        if self.actor.may(permissions.ASSESSMENT_DRAFT):
            url = reverse("accounting:revenue_assessment_new")
            found.append({"label": _("징수결의 작성"), "url": url, "icon": "plus", "primary": True})
        return found

    def fetch(self, query: ListQuery) -> ListResult:
        rows = narrowed(documents.assessments().filter(fiscal_year=query.year), query)
        rows = rows.filter(partner__name__icontains=query["partner"]) if query["partner"] else rows
        sums = sums_of(rows, "total_amount", "received_amount")
        sums["left"] = sums["total_amount"] - sums["received_amount"]
        return page_queryset(rows, query, to_row=_row, sums=sums)

    def row_url(self, row: dict[str, Any]) -> str:
        return str(row["url"])


class AssessmentForm(DocumentScreen):
    """징수결의 작성."""

    required = permissions.ASSESSMENT_DRAFT
    template_name = "accounting/assessment_form.html"

    @property
    def paper(self) -> RevenueAssessment | None:
        if "pk" not in self.kwargs:
            return None
        if not hasattr(self, "_paper"):
            self._paper = documents.assessment(self.kwargs["pk"])
        return self._paper

    def head(self) -> PageHead:
        paper = self.paper
        return PageHead(
            _("징수결의 작성"), (*CRUMBS, _("징수결의")), state="DRAFT", number=paper.number if paper else ""
        )

    def document(self) -> dict[str, Any]:
        today, paper = day_of(self.now), self.paper
        rows = paper.rows.all() if paper else ()
        return {
            "paper": paper,
            "departments": departments(today),
            "department": str(paper.department_id if paper else self.actor.department_id or ""),
            "today": day_text(paper.document_date if paper else min(today, date(self.year, 12, 31))),
            "partner_url": reverse("accounting:partner_lookup"),
            "columns": _columns(),
            "rows": [
                {
                    "line": row.line.stat_item.code,
                    "line_name": row.line.stat_item.name,
                    "line_id": str(row.line_id),
                    "text": row.text,
                    "vat_type": row.vat_type,
                    "amount": row.amount,
                }
                for row in rows
            ],
            "line": ahead("revenue_assessment", paper, self.now) if paper else new_line(self.actor),
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
            saved = services.draft_assessment(given=given, actor=self.actor, at=self.now)
        else:
            saved = services.edit_assessment(
                assessment_id=self.paper.pk,
                given=given,
                actor=self.actor,
                at=self.now,
                version=version_of(data),
            )
        url = reverse("accounting:revenue_assessment_edit", kwargs={"pk": saved.pk})
        return Done(url, _t("저장했습니다. 아직 상신하지 않았습니다."))

    def act_submit(self, data: QueryDict) -> Done:
        sent = services.write_and_submit(
            assessment_id=self.paper.pk if self.paper else None,
            given=self._given(data),
            actor=self.actor,
            at=self.now,
            version=version_of(data),
        )
        return Done(_url(sent.pk), _t("%(number)s 징수결의를 상신했습니다.") % {"number": sent.number})

    def _given(self, data: QueryDict) -> AssessmentInput:
        form = Typed(data, self.now)
        rows = [
            AssessmentRowInput(
                line_id=form.cell_key(index, row, "line_id", "line", _t("수입과목")),
                amount=form.cell_amount(index, row, "amount", _t("금액")),
                vat_type=row["vat_type"] if row.get("vat_type") in VatType.values else VatType.NONE,
                text=as_text(row.get("text")),
            )
            for index, row in enumerate(self.rows(data))
        ]
        given = AssessmentInput(
            fiscal_year=self.year,
            title=form.text("title", _t("제목"), limit=200),
            document_date=form.required_day("document_date", _t("결의일")),
            department_id=form.required_key("department", _t("부서")),
            partner_id=form.required_key("partner_id", _t("납부자")),
            cause=form.text("cause", _t("징수 사유")),
            rows=rows,
            due_on=form.day("due_on"),
            agreement=form.text("agreement", limit=60),
            text=form.note("text"),
        )
        form.check()
        return given


class AssessmentScreen(PaperScreen):
    """One assessment with its notice and receipts."""

    required: ClassVar = {"get": permissions.ASSESSMENT_VIEW, "post": permissions.ASSESSMENT_VIEW}
    subject = "revenue_assessment"
    kind_name = _("징수결의")
    crumbs = CRUMBS
    draft_permission = permissions.ASSESSMENT_DRAFT
    approve_permission = permissions.ASSESSMENT_APPROVE
    id_name = "assessment_id"
    submit = staticmethod(services.submit_assessment)
    recall = staticmethod(services.recall_assessment)

    def load(self) -> RevenueAssessment:
        return documents.assessment(self.kwargs["pk"])

    def tables(self) -> Sequence[PaperTable]:
        paper = self.paper
        rows = [
            [
                Cell(
                    f"{row.line.stat_item.code} {row.line.stat_item.name}", note=row.line.funding_source.name
                ),
                Cell(row.text),
                money(row.amount, "n key"),
                money(row.vat_amount),
                money(row.received - row.refunded),
                money(row.amount - row.received + row.refunded),
            ]
            for row in paper.rows.all()
        ]
        heads = (
            Head(_t("수입과목")),
            Head(_t("내용")),
            Head(_t("징수결정액"), "n"),
            Head(_t("부가세"), "n"),
            Head(_t("수납"), "n"),
            Head(_t("미수납"), "n"),
        )
        foot = (
            Cell(_t("합계")),
            Cell(""),
            money(paper.total_amount, "n"),
            money(sum(row.vat_amount for row in paper.rows.all())),
            money(paper.received_amount, "n"),
            money(paper.total_amount - paper.received_amount, "n"),
        )
        found = PaperTable("rows", _t("징수 내역"), heads, rows, foot, _t("원 단위"), paper.total_amount)
        corrected = correction_table(assessment_changes(paper.pk), _t("경정 내역"))
        return (found, corrected) if corrected else (found,)

    def facts(self) -> Sequence[Fact]:
        paper = self.paper
        url = reverse("accounting:partner", kwargs={"pk": paper.partner_id})
        facts = [Fact(_t("납부자"), paper.partner.name, url), Fact(_t("징수 사유"), paper.cause)]
        shown = (
            (_t("고지일"), day_text(paper.noticed_on)),
            (_t("납부기한"), day_text(paper.due_on)),
            (_t("교부결정번호"), paper.agreement),
            (_t("경정 사유"), paper.decision_text if ASSESSMENT_FLOW.may(paper.state, "correct") else ""),
        )
        return [*facts, *[Fact(label, text) for label, text in shown if text]]

    def thread(self) -> Sequence[dict[str, Any]]:
        found = documents.receipts().filter(rows__assessment_row__assessment=self.paper)
        receipts = list(found.values_list("pk", flat=True))
        return stops(revenue_thread([self.paper.pk], receipts, self.paper.pk))

    def fields(self) -> Sequence[dict[str, Any]]:
        if self.paper.state != "APPROVED" or not self.actor.may(permissions.ASSESSMENT_DRAFT):
            return ()
        today = day_of(self.now)
        return (
            {"name": "noticed_on", "label": _("고지일"), "value": day_text(today), "kind": "date"},
            {
                "name": "due_on",
                "label": _("납부기한"),
                "value": day_text(today + timedelta(days=15)),
                "kind": "date",
                "hint": _("고지일부터 15일 안에서 정합니다."),
            },
        )

    def more_acts(self) -> Sequence[Act]:
        state = self.paper.state
        acts = []
        if ASSESSMENT_FLOW.may(state, "correct") and not self.is_own:
            acts.append(Act("correct", _("경정"), "swap", required=permissions.ASSESSMENT_APPROVE))
        if state == "APPROVED":
            acts.append(Act("notify", _("납입고지"), "send", required=permissions.ASSESSMENT_DRAFT))
        if state in {"APPROVED", "NOTIFIED", "PARTLY_RECEIVED"}:
            acts.append(
                Act("receive", _("수납 등록"), "won", tone="primary", required=permissions.RECEIPT_RECORD)
            )
        return acts

    def act_cancel(self, data: QueryDict) -> Done:
        services.cancel_assessment(text=data.get("reason", ""), **self.act(data))
        return Done(self.url(), _t("징수결의를 취소했습니다."))

    def act_correct(self, data: QueryDict) -> Done:
        return Done(reverse("accounting:revenue_assessment_correct", kwargs={"pk": self.paper.pk}))

    def act_notify(self, data: QueryDict) -> Done:
        form = Typed(data, self.now)
        noticed = form.required_day("noticed_on", _t("고지일"))
        due = form.required_day("due_on", _t("납부기한"))
        form.check()
        services.notify_payer(noticed_on=noticed, due_on=due, **self.act(data))
        return Done(self.url(), _t("납입고지를 기록했습니다."))

    def act_receive(self, data: QueryDict) -> Done:
        return Done(f"{reverse('accounting:receipt_new')}?assessment={self.paper.pk}")


def _columns() -> list[dict[str, Any]]:
    return [
        line_column(),
        {"field": "text", "title": str(_("내용")), "type": "text", "min": 200},
        {
            "field": "vat_type",
            "title": str(_("부가세")),
            "type": "select",
            "options": [[value, str(label)] for value, label in VatType.choices],
            "width": 100,
        },
        amount_column(_("금액")),
    ]


def line_column() -> dict[str, Any]:
    return {
        "field": "line",
        "title": str(_("수입과목")),
        "type": "lookup",
        "url": reverse("accounting:revenue_line_lookup"),
        "name": "line_name",
        "fill": {"name": "line_name", "id": "line_id"},
        "min": 220,
        "required": True,
    }


def amount_column(title: Any) -> dict[str, Any]:
    return {
        "field": "amount",
        "title": str(title),
        "type": "won",
        "key": True,
        "total": True,
        "width": 140,
        "required": True,
    }


def _row(paper: RevenueAssessment) -> dict[str, Any]:
    return {
        "id": paper.pk,
        "url": _url(paper.pk),
        "number": numbered(paper),
        "title": paper.title,
        "partner": paper.partner.name,
        "document_date": paper.document_date,
        "due_on": paper.due_on,
        "total_amount": paper.total_amount,
        "received_amount": paper.received_amount,
        "left": paper.total_amount - paper.received_amount,
        "state": look(paper),
    }


def _url(pk: UUID) -> str:
    return reverse("accounting:revenue_assessment", kwargs={"pk": pk})
