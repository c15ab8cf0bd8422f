"""Screen 10: 품의, list, writing with the live budget, and the document."""

from __future__ import annotations

import json
from collections import defaultdict
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
from accounting.choices import CommitmentKind, ContractMethod, ProposalState
from accounting.models import SpendingProposal
from accounting.queries import documents
from accounting.queries.budget_choices import departments
from accounting.queries.budget_use import find_position, positions_of
from accounting.queries.threads import spending_thread
from accounting.rules.proposal_flow import USABLE
from accounting.services import proposals as services
from accounting.services.proposals import ProposalInput, ProposalRowInput
from accounting.subjects.effects import position_of as drawn
from accounting.web.looks import look
from accounting.web.paper_line import ahead, answered, ask_for_reason, new_line
from accounting.web.paper_parts import Cell, Fact, Head, PaperTable, day_text, item_cell, money, stops
from accounting.web.paper_screens import PaperScreen, numbered
from accounting.web.typed import Typed, as_amount, as_decimal, as_text, as_uuid, mark_rows, version_of
from core.errors import DomainError
from core.periods import day_of
from ui.columns import Column
from ui.conditions import Choice, Condition, Period, Text
from ui.listing import ListQuery, ListResult, page_queryset
from ui.rules.gauges import Position
from ui.views import Act, DocumentScreen, Done, ListScreen, PageHead, ScreenView

CRUMBS = (_("지출"),)
SPLIT = ("E-APR-036",)


class ProposalList(ListScreen):
    """품의서 목록."""

    required = permissions.PROPOSAL_VIEW
    title = _("품의")
    crumbs = CRUMBS
    help_text = _("품의서를 찾고 새로 씁니다. 승인된 품의만큼 예산이 예약됩니다.")
    default_order = "-document_date"
    answer = "total_amount"
    has_units = True
    empty_title = _("품의서가 없습니다.")
    empty_text = _("'품의 작성'으로 첫 품의를 시작하십시오.")
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("state", _("상태"), choices=ProposalState.choices),
        Period("on", _("품의일")),
        Text("q", _("제목·번호")),
        Choice("kind", _("종류"), choices=CommitmentKind.choices, more=True),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("number", _("번호"), "code", href=lambda row: row["url"], frozen=True),
        Column("title", _("제목"), href=lambda row: row["url"]),
        Column("kind", _("종류")),
        Column("document_date", _("품의일"), "date", sort=True),
        Column("total_amount", _("품의액"), "won", total=True, key=True, sort=True),
        Column("left", _("남은 금액"), "won"),
        Column("state", _("상태"), "badge"),
        Column("drafter", _("기안자")),
    )

    def actions(self) -> Sequence[dict[str, Any]]:
        if not self.actor.may(permissions.PROPOSAL_DRAFT):
            return ()
        url = reverse("accounting:spending_proposal_new")
        return ({"label": _("품의 작성"), "url": url, "icon": "plus", "primary": True},)

    def fetch(self, query: ListQuery) -> ListResult:
        rows = narrowed(documents.proposals().filter(fiscal_year=query.year), query)
        rows = rows.filter(kind=query["kind"]) if query["kind"] else rows
        return page_queryset(rows, query, to_row=_row, sums=sums_of(rows, "total_amount"))

    def row_url(self, row: dict[str, Any]) -> str:
        return str(row["url"])


class ProposalForm(DocumentScreen):
    """품의 작성: new or a draft of one's own."""

    required = permissions.PROPOSAL_DRAFT
    template_name = "accounting/proposal_form.html"

    @property
    def paper(self) -> SpendingProposal | None:
        if "pk" not in self.kwargs:
            return None
        if not hasattr(self, "_paper"):
            self._paper = documents.proposal(self.kwargs["pk"])
        return self._paper

    @property
    def draft_key(self) -> str:  # type: ignore[override]
        return f"proposal-{self.kwargs.get('pk', 'new')}"

    def head(self) -> PageHead:
        paper = self.paper
        return PageHead(
            _("품의 작성"), (*CRUMBS, _("품의")), state="DRAFT", number=paper.number if paper else ""
        )

    def document(self) -> dict[str, Any]:
        today, paper = day_of(self.now), self.paper
        return {
            "paper": paper,
            "kinds": [pair for pair in CommitmentKind.choices],
            "methods": ContractMethod.choices,
            "departments": departments(today),
            "department": str(paper.department_id if paper else self.actor.department_id or ""),
            "today": day_text(paper.document_date if paper else min(today, date(self.year, 12, 31))),
            "columns": _grid_columns(),
            "rows": _grid_rows(paper) if paper else _asked_rows(self.request.GET),
            "panel_url": reverse("accounting:proposal_panel"),
            "line": ahead("spending_proposal", paper, self.now) if paper else new_line(self.actor),
            "me": self.actor.name,
        }

    def acts(self) -> Sequence[Act]:
        return (
            Act("save", _("임시저장"), "save", key="Ctrl S"),
            Act("submit", _("상신"), "send", tone="primary", key="Ctrl ↵"),
        )

    def act_save(self, data: QueryDict) -> Done:
        saved = self._saved(data)
        url = reverse("accounting:spending_proposal_edit", kwargs={"pk": saved.pk})
        return Done(url, _t("저장했습니다. 아직 상신하지 않았습니다."))

    def act_submit(self, data: QueryDict) -> Done:
        given = self._given(data)
        sent = services.write_and_submit(
            proposal_id=self.paper.pk if self.paper else None,
            given=given,
            actor=self.actor,
            at=self.now,
            version=version_of(data),
            acknowledged=answered(self.request, SPLIT),
        )
        return Done(_url(sent.pk), _t("%(number)s 품의를 상신했습니다.") % {"number": sent.number})

    def _saved(self, data: QueryDict) -> SpendingProposal:
        given = self._given(data)
        if self.paper is None:
            return services.draft_proposal(given=given, actor=self.actor, at=self.now)
        return services.edit_proposal(
            proposal_id=self.paper.pk, given=given, actor=self.actor, at=self.now, version=version_of(data)
        )

    def _given(self, data: QueryDict) -> ProposalInput:
        form = Typed(data, self.now)
        rows = [
            ProposalRowInput(
                line_id=form.cell_key(index, row, "line_id", "line", _t("예산과목")),
                amount=form.cell_amount(index, row, "amount", _t("금액")),
                text=as_text(row.get("text")),
                quantity=as_decimal(row.get("quantity")),
                unit=as_text(row.get("unit"), 20),
                unit_price=as_amount(row.get("unit_price")),
            )
            for index, row in enumerate(self.rows(data))
        ]
        given = ProposalInput(
            fiscal_year=self.year,
            title=form.text("title", _t("제목"), limit=200),
            document_date=form.required_day("document_date", _t("품의일")),
            department_id=form.required_key("department", _t("부서")),
            rows=rows,
            kind=_one_of(data.get("kind", ""), CommitmentKind.values, CommitmentKind.GOODS),
            text=form.note("text"),
            needed_on=form.day("needed_on"),
            contract_method=_one_of(data.get("contract_method", ""), ContractMethod.values, ""),
        )
        form.check()
        return given

    def kept(self, error: DomainError) -> HttpResponse:
        mark_rows(error, self.rows(self.request.POST))
        return super().kept(ask_for_reason(error))


class ProposalPanel(ScreenView):
    """Side panel while typing: the line under the cursor with this paper's request, and the other lines."""

    required = permissions.PROPOSAL_DRAFT

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = posted_json(request, "rows", [])
        current = posted_json(request, "row", {})
        line_id = as_uuid(current.get("line_id") if isinstance(current, dict) else None)
        requests: dict[UUID, int] = defaultdict(int)
        for row in rows if isinstance(rows, list) else []:
            row_line = as_uuid(row.get("line_id")) if isinstance(row, dict) else None
            if row_line is not None:
                requests[row_line] += max(as_amount(row.get("amount")) or 0, 0)
        if line_id is None and requests:
            line_id = next(iter(requests))
        held = self.taken_over(rows if isinstance(rows, list) else [])
        context = {
            "panel": budget_panel(line_id, requests.get(line_id, 0), held.get(line_id, 0))
            if line_id
            else None,
            "others": _others(requests, held, line_id),
            "total": sum(requests.values()),
            "row_number": request.POST.get("row_number", ""),
        }
        return render(request, "accounting/parts/proposal_panel.html", context)

    def taken_over(self, rows: Sequence[Any]) -> dict[UUID, int]:
        """What the typed rows move on from a reserve, by line; a proposal itself reserves anew."""
        return {}


class ProposalScreen(PaperScreen):
    """One proposal."""

    required: ClassVar = {"get": permissions.PROPOSAL_VIEW, "post": permissions.PROPOSAL_VIEW}
    subject = "spending_proposal"
    kind_name = _("품의")
    crumbs = CRUMBS
    draft_permission = permissions.PROPOSAL_DRAFT
    approve_permission = permissions.PROPOSAL_APPROVE
    id_name = "proposal_id"
    submit = staticmethod(services.submit_proposal)
    recall = staticmethod(services.recall_proposal)

    def load(self) -> SpendingProposal:
        return documents.proposal(self.kwargs["pk"])

    def tables(self) -> Sequence[PaperTable]:
        paper = self.paper
        rows = [
            [
                item_cell(row.line),
                Cell(row.text),
                Cell(_quantity(row.quantity), "n"),
                Cell(row.unit),
                money(row.unit_price) if row.unit_price is not None else Cell("", "n"),
                money(row.amount, "n key"),
                money(row.used),
            ]
            for row in paper.rows.all()
        ]
        heads = (
            Head(_t("예산과목")),
            Head(_t("내용")),
            Head(_t("수량"), "n"),
            Head(_t("단위")),
            Head(_t("단가"), "n"),
            Head(_t("금액"), "n"),
            Head(_t("원인행위"), "n"),
        )
        foot = (
            Cell(_t("합계")),
            *[Cell("")] * 4,
            money(paper.total_amount, "n"),
            money(paper.used_amount, "n"),
        )
        return (
            PaperTable(
                "rows", _t("산출 내역"), heads, rows, foot, _t("원 단위, 부가세 포함"), paper.total_amount
            ),
        )

    def facts(self) -> Sequence[Fact]:
        paper = self.paper
        facts = [Fact(_t("종류"), paper.get_kind_display())]
        if paper.contract_method:
            facts.append(Fact(_t("계약 방법"), paper.get_contract_method_display()))
        if paper.needed_on:
            facts.append(Fact(_t("필요한 날"), day_text(paper.needed_on)))
        if paper.state == ProposalState.CLOSED:
            is_whole = paper.used_amount == paper.total_amount
            facts.append(Fact(_t("종결"), _t("전액 사용") if is_whole else _t("남은 예약을 풀고 종결")))
        return facts

    def thread(self) -> Sequence[dict[str, Any]]:
        return stops(spending_thread("spending_proposal", self.paper.pk))

    def panels(self) -> Sequence[dict[str, Any]]:
        requests: dict[UUID, int] = defaultdict(int)
        for row in self.paper.rows.all():
            requests[row.line_id] += row.amount
        asks = self.paper.state in {"DRAFT", "SUBMITTED"}
        return [
            {"title": _("남은 예산"), **budget_panel(line, amount if asks else 0)}
            for line, amount in list(requests.items())[:3]
        ]

    def more_acts(self) -> Sequence[Act]:
        if self.paper.state not in USABLE:
            return ()
        acts = [
            Act(
                "close",
                _("종결"),
                "lock",
                required=permissions.PROPOSAL_DRAFT,
                confirm=_("남은 예약을 풀고 품의를 끝냅니다."),
            )
        ]
        if self.actor.may(permissions.COMMITMENT_DRAFT):
            acts.append(Act("commit", _("원인행위 작성"), "pen", tone="primary"))
        return acts

    def act_close(self, data: QueryDict) -> Done:
        services.close_proposal(**self.act(data))
        return Done(self.url(), _t("종결했습니다. 남은 예약이 가용액으로 돌아갔습니다."))

    def act_cancel(self, data: QueryDict) -> Done:
        services.cancel_proposal(text=data.get("reason", ""), **self.act(data))
        return Done(reverse("accounting:spending_proposals"), _t("품의를 취소했습니다."))

    def act_commit(self, data: QueryDict) -> Done:
        return Done(f"{reverse('accounting:commitment_new')}?proposal={self.paper.pk}")


def budget_panel(line_id: UUID, requested: int, taken_over: int = 0) -> dict[str, Any]:
    """Position of one line with what is asked now, for ui/parts/budget_panel.html."""
    found = find_position(line_id)
    if found is None:
        return {}
    shown = drawn(found.figures)
    return {
        "position": Position(
            shown.current, shown.allotted, shown.reserved, shown.committed, shown.paid, requested, taken_over
        ),
        "line_label": f"{found.item_code} {found.item_name}",
        "line_note": f"{found.project_name} · {found.funding_name}",
    }


def narrowed(rows: Any, query: ListQuery, on: str = "document_date") -> Any:
    """The usual conditions of a list of documents: state, period, number or title."""
    from django.db.models import Q

    first, last = query["on"] or (None, None)
    rows = rows.filter(state=query["state"]) if query["state"] else rows
    rows = rows.filter(**{f"{on}__gte": first}) if first else rows
    rows = rows.filter(**{f"{on}__lte": last}) if last else rows
    text = query["q"] or ""
    return rows.filter(Q(title__icontains=text) | Q(number__icontains=text)) if text else rows


def sums_of(rows: Any, *names_: str) -> dict[str, int]:
    """Sums of the whole question, not of the page."""
    from django.db.models import Sum

    found = rows.order_by().aggregate(**{f"sum_{name}": Sum(name) for name in names_})
    return {name: found[f"sum_{name}"] or 0 for name in names_}


def _others(requests: dict[UUID, int], held: dict[UUID, int], current: UUID | None) -> list[dict[str, Any]]:
    wanted = [line for line in requests if line != current]
    found = positions_of(wanted)
    return [
        {
            "label": f"{position.item_code} {position.item_name}",
            "after": position.figures.available + held.get(line, 0) - requests[line],
        }
        for line in wanted
        if (position := found.get(line)) is not None
    ]


def posted_json(request: HttpRequest, name: str, empty: Any) -> Any:
    try:
        return json.loads(request.POST.get(name, "") or "null") or empty
    except ValueError:
        return empty


def _grid_columns() -> list[dict[str, Any]]:
    return [
        {
            "field": "line",
            "title": str(_("예산과목")),
            "type": "lookup",
            "url": reverse("accounting:budget_line_lookup"),
            "name": "line_name",
            "fill": {"name": "line_name", "id": "line_id", "available": "available"},
            "min": 200,
            "required": True,
        },
        {"field": "text", "title": str(_("내용")), "type": "text", "min": 160},
        {"field": "quantity", "title": str(_("수량")), "type": "number", "width": 78},
        {"field": "unit", "title": str(_("단위")), "type": "text", "width": 62},
        {"field": "unit_price", "title": str(_("단가")), "type": "won", "width": 110},
        {
            "field": "amount",
            "title": str(_("금액")),
            "type": "won",
            "key": True,
            "total": True,
            "width": 125,
            "formula": "quantity*unit_price",
            "required": True,
        },
        {"field": "available", "title": str(_("가용액")), "type": "won", "readonly": True, "width": 115},
    ]


def _grid_rows(paper: SpendingProposal) -> list[dict[str, Any]]:
    return [
        {
            "line": row.line.stat_item.code,
            "line_name": f"{row.line.stat_item.name} · {row.line.detail_project.name}",
            "line_id": str(row.line_id),
            "text": row.text,
            "quantity": float(row.quantity) if row.quantity is not None else None,
            "unit": row.unit,
            "unit_price": row.unit_price,
            "amount": row.amount,
            "available": row.line.available,
        }
        for row in paper.rows.all()
    ]


def _asked_rows(data: QueryDict) -> list[dict[str, Any]]:
    """The row a link asks for (from the execution report)."""
    line_id = as_uuid(data.get("line", ""))
    found = find_position(line_id) if line_id else None
    if found is None:
        return []
    return [
        {
            "line": found.item_code,
            "line_name": f"{found.item_name} · {found.project_name}",
            "line_id": str(line_id),
            "available": found.figures.available,
        }
    ]


def _one_of(value: str, known: Sequence[str], default: str) -> str:
    return value if value in known else default


def _quantity(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:,.3f}".rstrip("0").rstrip(".")


def _row(paper: SpendingProposal) -> dict[str, Any]:
    return {
        "id": paper.pk,
        "url": _url(paper.pk),
        "number": numbered(paper),
        "title": paper.title,
        "kind": paper.get_kind_display(),
        "document_date": paper.document_date,
        "total_amount": paper.total_amount,
        "left": paper.total_amount - paper.used_amount if paper.state in USABLE else 0,
        "state": look(paper),
        "drafter": paper.drafted_by.name if paper.drafted_by else "",
    }


def _url(pk: UUID) -> str:
    return reverse("accounting:spending_proposal", kwargs={"pk": pk})
