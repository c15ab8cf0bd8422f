"""검수: asked for from a commitment, accepted or refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting import permissions
from accounting.choices import InspectionKind, InspectionState, VatType
from accounting.models import Commitment, Inspection
from accounting.queries import documents
from accounting.queries.lookups import sub_types
from accounting.queries.threads import spending_thread
from accounting.services import inspections as services
from accounting.services.inspections import InspectionInput, InspectionRowInput
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
    names,
    stops,
)
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


class InspectionList(ListScreen):
    """검수조서 목록."""

    required = permissions.COMMITMENT_VIEW
    title = _("검수")
    crumbs = CRUMBS
    help_text = _("납품과 이행을 확인한 기록입니다. 합격하면 그날 비용이 인식됩니다.")
    default_order = "-document_date"
    answer = "total_amount"
    empty_title = _("검수 기록이 없습니다.")
    empty_text = _("검수가 필요한 원인행위에서 '검수 요청'을 누르십시오.")
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("state", _("상태"), choices=InspectionState.choices),
        Period("on", _("요청일")),
        Text("q", _("제목·번호")),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("number", _("번호"), "code", href=lambda row: row["url"], frozen=True),
        Column("title", _("제목"), href=lambda row: row["url"]),
        Column("partner", _("상대자")),
        Column("document_date", _("요청일"), "date", sort=True),
        Column("inspected_on", _("검수일"), "date"),
        Column("total_amount", _("검수액"), "won", key=True, total=True),
        Column("state", _("상태"), "badge"),
    )

    def fetch(self, query: ListQuery) -> ListResult:
        rows = narrowed(documents.inspections().filter(fiscal_year=query.year), query)
        return page_queryset(rows, query, to_row=_row, sums=sums_of(rows, "total_amount"))

    def row_url(self, row: dict[str, Any]) -> str:
        return str(row["url"])


class InspectionForm(DocumentScreen):
    """검수 요청 for one commitment."""

    required = permissions.INSPECTION_RECORD
    template_name = "accounting/inspection_form.html"

    @property
    def commitment(self) -> Commitment:
        if not hasattr(self, "_commitment"):
            pk = as_uuid(self.request.GET.get("commitment"))
            if pk is None:
                raise NotFound
            self._commitment = documents.commitment(pk)
        return self._commitment

    def head(self) -> PageHead:
        return PageHead(_("검수 요청"), (*CRUMBS, _("검수")))

    def document(self) -> dict[str, Any]:
        commitment = self.commitment
        return {
            "commitment": commitment,
            "kinds": InspectionKind.choices,
            "today": day_text(day_of(self.now)),
            "waits": self._waits(),
            "columns": _columns(self.year),
            "rows": [
                {
                    "line": f"{row.line.stat_item.code} {row.line.stat_item.name}",
                    "commitment_row_id": str(row.pk),
                    "left": row.amount - row.inspected,
                    "amount": row.amount - row.inspected,
                    "vat_type": VatType.NONE.value,
                    "sub_type": "",
                    "text": row.text,
                }
                for row in commitment.rows.all()
                if row.amount > row.inspected
            ],
        }

    def _waits(self) -> str:
        return names(permissions.INSPECTION_RECORD, day_of(self.now), self.actor.user_id)

    def acts(self) -> Sequence[Act]:
        return (Act("request", _("검수 요청"), "send", tone="primary", key="Ctrl ↵"),)

    def act_request(self, data: QueryDict) -> Done:
        form = Typed(data, self.now)
        rows = [
            InspectionRowInput(
                commitment_row_id=form.cell_key(index, row, "commitment_row_id", "line", _t("예산과목")),
                amount=form.cell_amount(index, row, "amount", _t("검수 금액")),
                sub_type=as_text(row.get("sub_type"), 20),
                vat_type=row["vat_type"] if row.get("vat_type") in VatType.values else VatType.NONE,
                is_vat_deductible=row.get("is_vat_deductible") is True,
                text=as_text(row.get("text")),
            )
            for index, row in enumerate(self.rows(data))
            if row.get("amount")
        ]
        kind = data.get("kind", "")
        given = InspectionInput(
            commitment_id=self.commitment.pk,
            title=form.text("title", limit=200) or self.commitment.title,
            document_date=form.required_day("document_date", _t("요청일")),
            rows=rows,
            kind=kind if kind in InspectionKind.values else InspectionKind.REPORT,
            completed_on=form.day("completed_on"),
            place=form.text("place", limit=200),
            text=form.note("text"),
        )
        form.check()
        made = services.request_inspection(given=given, actor=self.actor, at=self.now)
        return Done(
            _url(made),
            _t("%(number)s 검수를 요청했습니다. %(names)s에게 갑니다.")
            % {"number": made.number, "names": self._waits()},
        )


class InspectionScreen(PaperScreen):
    """One inspection."""

    required: ClassVar = {"get": permissions.COMMITMENT_VIEW, "post": permissions.INSPECTION_RECORD}
    subject = "inspection"
    kind_name = _("검수")
    crumbs = CRUMBS
    draft_permission = permissions.INSPECTION_RECORD
    approve_permission = permissions.INSPECTION_RECORD
    editable = False
    id_name = "inspection_id"

    def load(self) -> Inspection:
        return documents.inspection(self.kwargs["pk"])

    def tables(self) -> Sequence[PaperTable]:
        rows = [
            [
                Cell(f"{row.commitment_row.line.stat_item.code} {row.commitment_row.line.stat_item.name}"),
                Cell(row.text),
                Cell(row.get_vat_type_display()),
                money(row.vat_amount),
                money(row.amount, "n key"),
                money(row.recognised),
            ]
            for row in self.paper.rows.all()
        ]
        heads = (
            Head(_t("예산과목")),
            Head(_t("내용")),
            Head(_t("부가세")),
            Head(_t("세액"), "n"),
            Head(_t("검수액"), "n"),
            Head(_t("지출결의"), "n"),
        )
        foot = (Cell(_t("합계")), *[Cell("")] * 3, money(self.paper.total_amount, "n"), Cell(""))
        return (
            PaperTable("rows", _t("검수 내역"), heads, rows, foot, _t("원 단위"), self.paper.total_amount),
        )

    def facts(self) -> Sequence[Fact]:
        paper = self.paper
        shown = (
            (_t("종류"), paper.get_kind_display()),
            (_t("완료 통지일"), day_text(paper.completed_on)),
            (_t("검수일"), day_text(paper.inspected_on)),
            (_t("장소"), paper.place),
            (_t("불합격 사유"), paper.decision_text),
        )
        return [Fact(label, text) for label, text in shown if text]

    def signs(self) -> Sequence[Any]:
        paper = self.paper
        drafter = paper.drafted_by.name if paper.drafted_by else ""
        signs = [Sign(_t("요청"), drafter, "done", moment(paper.drafted_at))]
        if paper.inspector is not None:
            state = "done" if paper.state == "PASSED" else "back"
            return [*signs, Sign(_t("검수"), paper.inspector.name, state, day_text(paper.inspected_on))]
        waits = names(permissions.INSPECTION_RECORD, day_of(self.now), paper.drafted_by_id)
        note = _("요청한 사람은 검수하지 않습니다.")
        return [*signs, Sign(_t("검수"), waits, "now" if paper.state == "REQUESTED" else "", note=str(note))]

    def thread(self) -> Sequence[dict[str, Any]]:
        return stops(spending_thread("inspection", self.paper.pk))

    def acts(self) -> Sequence[Act]:
        if self.paper.state == "REQUESTED" and not self.is_own:
            return (
                Act("fail", _("불합격"), "x", tone="danger", reason=_("불합격 사유")),
                Act("accept", _("합격"), "check", tone="primary", key="Ctrl ↵"),
            )
        if self.paper.state == "FAILED" and self.is_own:
            return (Act("again", _("다시 요청"), "back", tone="primary"),)
        return ()

    def act_accept(self, data: QueryDict) -> Done:
        services.pass_inspection(**self.act(data))
        return Done(self.url(), _t("합격으로 기록했습니다. 비용이 인식되었습니다."))

    def act_fail(self, data: QueryDict) -> Done:
        services.fail_inspection(text=data.get("reason", ""), **self.act(data))
        return Done(self.url(), _t("불합격으로 기록했습니다."))

    def act_again(self, data: QueryDict) -> Done:
        services.request_again(**self.act(data))
        return Done(self.url(), _t("검수를 다시 요청했습니다."))


def _columns(fiscal_year: int) -> list[dict[str, Any]]:
    return [
        {
            "field": "line",
            "title": str(_("예산과목")),
            "type": "text",
            "name": "line_name",
            "readonly": True,
            "min": 200,
        },
        {"field": "text", "title": str(_("내용")), "type": "text", "min": 160},
        {"field": "left", "title": str(_("검수할 금액")), "type": "won", "readonly": True, "width": 130},
        {
            "field": "amount",
            "title": str(_("검수 금액")),
            "type": "won",
            "key": True,
            "total": True,
            "width": 130,
            "required": True,
        },
        {
            "field": "sub_type",
            "title": str(_("세부 구분")),
            "type": "select",
            "options": sub_types(fiscal_year),
            "width": 130,
        },
        {
            "field": "vat_type",
            "title": str(_("부가세")),
            "type": "select",
            "options": [[value, str(label)] for value, label in VatType.choices],
            "width": 100,
        },
        {"field": "is_vat_deductible", "title": str(_("공제")), "type": "check", "width": 60},
    ]


def _row(paper: Inspection) -> dict[str, Any]:
    partner = paper.commitment.partner
    return {
        "id": paper.pk,
        "url": _url(paper),
        "number": numbered(paper),
        "title": paper.title,
        "partner": partner.name if partner else "",
        "document_date": paper.document_date,
        "inspected_on": paper.inspected_on,
        "total_amount": paper.total_amount,
        "state": look(paper),
    }


def _url(paper: Inspection) -> str:
    return reverse("accounting:inspection", kwargs={"pk": paper.pk})
