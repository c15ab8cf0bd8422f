"""Screen 20: 예산배정, list, drafting (quarter, ad hoc, reduction) and the document."""

from __future__ import annotations

import json
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
from accounting.choices import AllotmentKind, AllotmentState
from accounting.errors.budget import RowsRefused
from accounting.models import Allotment
from accounting.queries.allotments import allotment, allotment_rows, allotments
from accounting.queries.budget_choices import account_units
from accounting.queries.budget_use import find_position
from accounting.services.allotments import (
    AllotmentHead,
    AllotmentInput,
    discard_allotment,
    draft_and_submit,
    draft_quarter,
    recall_allotment,
    submit_allotment,
)
from accounting.subjects.effects import position_of as drawn
from accounting.web.paper_line import new_line, waiting_names
from accounting.web.paper_parts import Cell, Fact, Head, PaperTable, item_cell, money
from accounting.web.paper_screens import PaperScreen
from core.errors import FieldFault, InvalidInput
from core.periods import day_of, quarter_of
from ui.columns import Column
from ui.conditions import Choice, Condition, Period, Text
from ui.listing import ListQuery, ListResult, page_queryset
from ui.rules.entry import parse_date, parse_whole
from ui.units import won_words
from ui.views import Act, DocumentScreen, Done, ListScreen, PageHead, ScreenView

CRUMBS = (_("예산"), _("예산배정"))


class AllotmentList(ListScreen):
    """예산배정 통지서 목록."""

    required = permissions.ALLOTMENT_VIEW
    title = _("예산배정")
    crumbs = (_("예산"), _("집행"))
    help_text = _("분기별 정기배정과 수시배정, 배정 감액 문서입니다.")
    default_order = "-document_date"
    answer = "total_amount"
    empty_title = _("배정 문서가 없습니다.")
    empty_text = _("'배정 작성'으로 이번 분기의 정기배정부터 시작하십시오.")
    columns: ClassVar[Sequence[Column]] = (
        Column("number", _("문서번호"), "code", href=lambda row: str(row["url"])),
        Column("title", _("제목"), href=lambda row: str(row["url"])),
        Column("kind", _("종류")),
        Column("document_date", _("배정일"), "date", sort=True),
        Column("total_amount", _("금액"), "won", key=True, sort=True),
        Column("state", _("상태"), "badge"),
        Column("drafted_by", _("기안자")),
    )

    def conditions_for(self) -> Sequence[Condition]:
        return (
            Choice("state", _("상태"), choices=AllotmentState.choices),
            Choice("kind", _("종류"), choices=AllotmentKind.choices),
            Period("on", _("배정일")),
            Text("q", _("제목·번호")),
        )

    def actions(self) -> Sequence[dict[str, Any]]:
        if not self.actor.may(permissions.ALLOTMENT_DRAFT):
            return ()
        return (
            {
                "label": _("배정 작성"),
                "url": reverse("accounting:allotment_new"),
                "icon": "plus",
                "primary": True,
            },
        )

    def fetch(self, query: ListQuery) -> ListResult:
        rows = allotments(
            query.year, state=query["state"] or "", kind=query["kind"] or "", text=query["q"] or ""
        )
        first, last = query["on"] or (None, None)
        rows = rows.filter(document_date__gte=first) if first else rows
        rows = rows.filter(document_date__lte=last) if last else rows
        return page_queryset(rows, query, to_row=_row)

    def row_url(self, row: dict[str, Any]) -> str:
        return str(row["url"])


class NewAllotment(DocumentScreen):
    """Draft an allotment: a whole quarter by the even plan, or single lines."""

    required = permissions.ALLOTMENT_DRAFT
    template_name = "accounting/allotment_new.html"
    draft_key = "allotment-new"

    def head(self) -> PageHead:
        return PageHead(_("배정 작성"), CRUMBS)

    def document(self) -> dict[str, Any]:
        today = day_of(self.now)
        return {
            "kinds": [kind for kind in AllotmentKind.choices if kind[0] != AllotmentKind.REGULAR],
            "kind": self.request.GET.get("kind", AllotmentKind.AD_HOC),
            "units": account_units(),
            "quarter": quarter_of(min(today, date(self.year, 12, 31))),
            "today": today.isoformat(),
            "columns": _grid_columns(),
            "rows": _asked_rows(self.request.GET),
            "panel_url": reverse("accounting:allotment_panel"),
            "signs": new_line(self.actor),
        }

    def acts(self) -> Sequence[Act]:
        return (Act("draft", _("상신"), "send", tone="primary", key="Ctrl ↵"),)

    def act_draft(self, data: QueryDict) -> Done:
        head = AllotmentHead(
            fiscal_year=self.year,
            account_unit=data.get("account_unit", ""),
            kind=_kind(data),
            title=data.get("title", "").strip()[:200] or str(AllotmentKind(_kind(data)).label),
            document_date=_day(data, self.now),
            text=data.get("text", "")[:2000],
        )
        rows = _inputs(self.rows(data))
        made = draft_and_submit(head=head, rows=rows, actor=self.actor, at=self.now)
        names = waiting_names("allotment", made.pk)
        return Done(_url(made), _t("배정을 상신했습니다. %(names)s에게 갑니다.") % {"names": names})

    def act_quarter(self, data: QueryDict) -> Done:
        quarter = data.get("quarter", "")
        if quarter not in ("1", "2", "3", "4"):
            raise InvalidInput(errors=[FieldFault("/quarter", "REQUIRED", _t("분기를 고르십시오."))])
        made = draft_quarter(
            fiscal_year=self.year,
            account_unit=data.get("account_unit", ""),
            quarter=int(quarter),
            document_date=_day(data, self.now),
            whole_rest=data.get("whole_rest") == "1",
            actor=self.actor,
            at=self.now,
        )
        return Done(_url(made), _t("정기배정을 작성했습니다. 내용을 확인하고 상신하십시오."))


class AllotmentScreen(PaperScreen):
    """One allotment document and its approval line."""

    required: ClassVar = {"get": permissions.ALLOTMENT_VIEW, "post": permissions.ALLOTMENT_VIEW}
    subject = "allotment"
    kind_name = _("예산배정")
    crumbs = (_("예산"),)
    draft_permission = permissions.ALLOTMENT_DRAFT
    editable = False
    submit = staticmethod(submit_allotment)
    recall = staticmethod(recall_allotment)
    id_name = "allotment_id"

    def load(self) -> Allotment:
        return allotment(self.kwargs["pk"])

    def facts(self) -> Sequence[Fact]:
        paper = self.paper
        kind = str(AllotmentKind(paper.kind).label)
        if paper.quarter:
            kind += " " + _t("(%(quarter)s분기)") % {"quarter": paper.quarter}
        return [
            Fact(_t("종류"), kind),
            Fact(_t("배정일"), paper.document_date.isoformat()),
            Fact(_t("금액"), won_words(paper.total_amount)),
        ]

    def tables(self) -> Sequence[PaperTable]:
        paper = self.paper
        changed = _("감액") if paper.kind == AllotmentKind.REDUCTION else _("이번 배정")
        heads = (
            Head(_t("과목")),
            Head(_t("예산현액"), "n"),
            Head(_t("지금 배정"), "n"),
            Head(str(changed), "n"),
        )
        rows = [
            [
                item_cell(row.line),
                money(row.line.current),
                money(row.line.allotted),
                money(row.amount, "n key"),
            ]
            for row in allotment_rows(paper.pk)
        ]
        foot = [Cell(_t("합계")), Cell(""), Cell(""), money(paper.total_amount)]
        return (PaperTable("rows", _t("배정 내역"), heads, rows, foot),)

    def act_cancel(self, data: QueryDict) -> Done:
        discard_allotment(**self.act(data))
        return Done(reverse("accounting:allotments"), _t("작성중인 배정을 지웠습니다."))


class AllotmentPanel(ScreenView):
    """Side panel of the grid: the line under the cursor."""

    required = permissions.ALLOTMENT_VIEW

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        position = find_position(_uuid(_json_row(request).get("line_id")))
        if position is None:
            return HttpResponse(_('<p class="muted">과목을 고르면 배정할 수 있는 금액이 보입니다.</p>'))
        context = {
            "position": drawn(position.figures),
            "line_label": f"{position.item_code} {position.item_name}",
            "line_note": f"{position.project_name} · "
            + _t("배정 가능 %(amount)s원") % {"amount": f"{position.figures.unallotted:,}"},
        }
        return render(request, "ui/parts/budget_panel.html", context)


def _json_row(request: HttpRequest) -> dict[str, Any]:
    try:
        found = json.loads(request.POST.get("row", "") or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _grid_columns() -> list[dict[str, Any]]:
    return [
        {
            "field": "line",
            "title": _("예산과목"),
            "type": "lookup",
            "url": reverse("accounting:budget_line_lookup"),
            "name": "line_name",
            "fill": {"name": "line_name", "id": "line_id", "unallotted": "unallotted"},
            "min": 320,
            "required": True,
        },
        {"field": "unallotted", "title": _("배정 가능"), "type": "won", "readonly": True, "width": 130},
        {
            "field": "amount",
            "title": _("배정액(원)"),
            "type": "won",
            "key": True,
            "total": True,
            "width": 140,
            "required": True,
        },
    ]


def _asked_rows(data: QueryDict) -> list[dict[str, Any]]:
    """The row asked for by a link (a refused document offers the missing amount)."""
    position = find_position(_uuid(data.get("line", "")))
    if position is None:
        return []
    amount = data.get("amount", "")
    return [
        {
            "line": position.item_code,
            "line_name": f"{position.item_name} · {position.project_name}",
            "line_id": str(position.id),
            "unallotted": position.figures.unallotted,
            "amount": parse_whole(amount, 15),
        }
    ]


def _inputs(rows: Sequence[dict[str, Any]]) -> list[AllotmentInput]:
    faults: list[FieldFault] = []
    found: list[AllotmentInput] = []
    for index, row in enumerate(rows):
        line_id, amount = _uuid(row.get("line_id")), row.get("amount")
        if line_id.int == 0:
            faults.append(
                FieldFault(
                    f"/rows/{index}/line",
                    "UNKNOWN_CODE",
                    _t("%(row)s줄 예산과목을 고르십시오.") % {"row": index + 1},
                )
            )
        if not isinstance(amount, int) or isinstance(amount, bool):
            faults.append(
                FieldFault(
                    f"/rows/{index}/amount",
                    "REQUIRED",
                    _t("%(row)s줄 금액을 넣으십시오.") % {"row": index + 1},
                )
            )
        else:
            found.append(AllotmentInput(line_id, amount))
    if faults:
        raise RowsRefused(errors=faults, count=len(faults))
    return found


def _kind(data: QueryDict) -> str:
    kind = data.get("kind", "")
    if kind not in (AllotmentKind.AD_HOC, AllotmentKind.REDUCTION):
        raise InvalidInput(errors=[FieldFault("/kind", "REQUIRED", _t("종류를 고르십시오."))])
    return kind


def _day(data: QueryDict, now: Any) -> date:
    found = parse_date(data.get("document_date", ""), day_of(now))
    if found is None:
        raise InvalidInput(errors=[FieldFault("/document_date", "REQUIRED", _t("배정일을 입력하십시오."))])
    return found


def _uuid(value: Any) -> UUID:
    try:
        return UUID(str(value or ""))
    except ValueError:
        return UUID(int=0)


def _url(paper: Allotment) -> str:
    return reverse("accounting:allotment", kwargs={"pk": paper.pk})


def _row(paper: Allotment) -> dict[str, Any]:
    return {
        "id": paper.pk,
        "url": _url(paper),
        "number": paper.number or _("(작성중)"),
        "title": paper.title,
        "kind": AllotmentKind(paper.kind).label,
        "document_date": paper.document_date,
        "total_amount": -paper.total_amount if paper.kind == AllotmentKind.REDUCTION else paper.total_amount,
        "state": AllotmentState(paper.state),
        "drafted_by": paper.drafted_by.name if paper.drafted_by else "",
    }
