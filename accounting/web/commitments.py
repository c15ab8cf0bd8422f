"""Screen 25: 원인행위: list, form from a proposal or direct."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting import permissions
from accounting.choices import CommitmentKind, CommitmentState
from accounting.models import Commitment, SpendingProposal
from accounting.queries import documents
from accounting.queries.budget_choices import departments
from accounting.queries.budget_use import unused_reserves
from accounting.rules.commitment_flow import DIRECT_KINDS
from accounting.services import commitments as services
from accounting.services.commitments import CommitmentInput, CommitmentRowInput
from accounting.web.looks import look
from accounting.web.paper_line import ahead, answered, new_line
from accounting.web.paper_parts import day_text
from accounting.web.paper_screens import numbered
from accounting.web.proposals import ProposalPanel, narrowed, sums_of
from accounting.web.typed import Typed, as_amount, as_text, as_uuid, mark_rows, version_of
from core.errors import DomainError
from core.periods import day_of
from ui.columns import Column
from ui.conditions import Choice, Condition, Period, Text
from ui.listing import ListQuery, ListResult, page_queryset
from ui.views import Act, DocumentScreen, Done, ListScreen, PageHead

CRUMBS = (_("지출"),)
SPLIT = ("E-APR-036",)


class CommitmentList(ListScreen):
    """지출원인행위 목록."""

    required = permissions.COMMITMENT_VIEW
    title = _("원인행위")
    crumbs = CRUMBS
    help_text = _("계약과 그 밖의 지출원인행위입니다. 원인행위만큼 예산이 확정됩니다.")
    default_order = "-document_date"
    answer = "left"
    has_units = True
    empty_title = _("원인행위가 없습니다.")
    empty_text = _("승인된 품의에서 '원인행위 작성'을 누르거나 바로 작성하십시오.")
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("state", _("상태"), choices=CommitmentState.choices),
        Period("on", _("원인행위일")),
        Text("q", _("제목·번호")),
        Choice("kind", _("종류"), choices=CommitmentKind.choices, more=True),
        Text("partner", _("상대자"), more=True),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("number", _("번호"), "code", href=lambda row: row["url"], frozen=True),
        Column("title", _("제목"), href=lambda row: row["url"]),
        Column("kind", _("종류")),
        Column("partner", _("상대자")),
        Column("document_date", _("원인행위일"), "date", sort=True),
        Column("due_on", _("이행기한"), "date", wide=True),
        Column("total_amount", _("원인행위액"), "won", total=True, sort=True),
        Column("paid_amount", _("지출액"), "won", total=True),
        Column("left", _("미지급"), "won", key=True, total=True),
        Column("state", _("상태"), "badge"),
    )

    def actions(self) -> Sequence[dict[str, Any]]:
        if not self.actor.may(permissions.COMMITMENT_DRAFT):
            return ()
        url = reverse("accounting:commitment_new")
        return ({"label": _("원인행위 작성"), "url": url, "icon": "plus", "primary": True},)

    def fetch(self, query: ListQuery) -> ListResult:
        rows = narrowed(documents.commitments().filter(fiscal_year=query.year), query)
        rows = rows.filter(kind=query["kind"]) if query["kind"] else rows
        rows = rows.filter(partner__name__icontains=query["partner"]) if query["partner"] else rows
        sums = sums_of(rows, "total_amount", "paid_amount")
        sums["left"] = sums["total_amount"] - sums["paid_amount"]
        return page_queryset(rows, query, to_row=_row, sums=sums)

    def row_url(self, row: dict[str, Any]) -> str:
        return str(row["url"])


class CommitmentForm(DocumentScreen):
    """원인행위 작성: from a proposal (?proposal=), or direct for the kinds that need none."""

    required = permissions.COMMITMENT_DRAFT
    template_name = "accounting/commitment_form.html"

    @property
    def paper(self) -> Commitment | None:
        if "pk" not in self.kwargs:
            return None
        if not hasattr(self, "_paper"):
            self._paper = documents.commitment(self.kwargs["pk"])
        return self._paper

    @property
    def proposal(self) -> SpendingProposal | None:
        if not hasattr(self, "_proposal"):
            found = self.paper.proposal_id if self.paper else as_uuid(self.request.GET.get("proposal"))
            self._proposal = documents.proposal(found) if found else None
        return self._proposal

    def head(self) -> PageHead:
        paper = self.paper
        return PageHead(
            _("원인행위 작성"), (*CRUMBS, _("원인행위")), state="DRAFT", number=paper.number if paper else ""
        )

    def document(self) -> dict[str, Any]:
        today, paper, proposal = day_of(self.now), self.paper, self.proposal
        source: Any = paper or proposal
        kinds = (
            CommitmentKind.choices
            if proposal
            else [p for p in CommitmentKind.choices if p[0] in DIRECT_KINDS]
        )
        return {
            "paper": paper,
            "proposal": proposal,
            "left": proposal.total_amount - proposal.used_amount if proposal else 0,
            "kinds": kinds,
            "kind": source.kind if source else "",
            "title": source.title if source else "",
            "text": source.text if source else "",
            "departments": departments(today),
            "department": str(source.department_id if source else self.actor.department_id or ""),
            "today": day_text(paper.document_date if paper else min(today, date(self.year, 12, 31))),
            "columns": _from_proposal_columns() if proposal else _direct_columns(),
            "rows": self._rows(),
            "panel_url": reverse("accounting:commitment_panel"),
            "partner_url": reverse("accounting:partner_lookup"),
            "proposal_url": reverse("accounting:proposal_lookup"),
            "line": ahead("commitment", paper, self.now) if paper else new_line(self.actor),
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
            saved = services.draft_commitment(given=given, actor=self.actor, at=self.now)
        else:
            saved = services.edit_commitment(
                commitment_id=self.paper.pk,
                given=given,
                actor=self.actor,
                at=self.now,
                version=version_of(data),
            )
        url = reverse("accounting:commitment_edit", kwargs={"pk": saved.pk})
        return Done(url, _t("저장했습니다. 아직 상신하지 않았습니다."))

    def act_submit(self, data: QueryDict) -> Done:
        sent = services.write_and_submit(
            commitment_id=self.paper.pk if self.paper else None,
            given=self._given(data),
            actor=self.actor,
            at=self.now,
            version=version_of(data),
            acknowledged=answered(self.request, SPLIT),
        )
        return Done(_url(sent.pk), _t("%(number)s 원인행위를 상신했습니다.") % {"number": sent.number})

    def _given(self, data: QueryDict) -> CommitmentInput:
        form = Typed(data, self.now)
        proposal = self.proposal
        rows = [
            CommitmentRowInput(
                amount=form.cell_amount(index, row, "amount", _t("금액")),
                proposal_row_id=as_uuid(row.get("proposal_row_id")) if proposal else None,
                line_id=None if proposal else form.cell_key(index, row, "line_id", "line", _t("예산과목")),
                text=as_text(row.get("text")),
            )
            for index, row in enumerate(self.rows(data))
            if not proposal or row.get("amount")
        ]
        kind = data.get("kind", "")
        given = CommitmentInput(
            fiscal_year=self.year,
            title=form.text("title", _t("제목"), limit=200),
            document_date=form.required_day("document_date", _t("원인행위일")),
            department_id=form.required_key("department", _t("부서")),
            kind=kind if kind in CommitmentKind.values else CommitmentKind.OTHER,
            rows=rows,
            proposal_id=proposal.pk if proposal else None,
            partner_id=form.key("partner_id"),
            text=form.note("text"),
            estimated_price=form.amount("estimated_price"),
            quote_count=min(form.number("quote_count"), 99),
            is_preferred_firm=form.flag("is_preferred_firm"),
            bond_amount=form.amount("bond_amount") or 0,
            bond_exempt_reason=form.text("bond_exempt_reason", limit=200),
            contract_no=form.text("contract_no", limit=60),
            contracted_on=form.day("contracted_on"),
            due_on=form.day("due_on"),
        )
        form.check()
        return given

    def _rows(self) -> list[dict[str, Any]]:
        if self.paper is not None:
            return [_paper_row(row) for row in self.paper.rows.all()]
        if self.proposal is not None:
            rows = self.proposal.rows.all()
            return [_proposal_row(row) for row in rows]
        return []

    def kept(self, error: DomainError) -> HttpResponse:
        mark_rows(error, self.rows(self.request.POST))
        return super().kept(error)


class CommitmentPanel(ProposalPanel):
    """Side panel while typing: what the proposal already reserved is not taken off a second time."""

    required = permissions.COMMITMENT_DRAFT

    def taken_over(self, rows: Sequence[Any]) -> dict[UUID, int]:
        asked: dict[UUID, int] = defaultdict(int)
        for row in rows:
            key = as_uuid(row.get("proposal_row_id")) if isinstance(row, dict) else None
            if key is not None:
                asked[key] += max(as_amount(row.get("amount")) or 0, 0)
        found: dict[UUID, int] = defaultdict(int)
        for key, (line_id, unused) in unused_reserves(asked).items():
            found[line_id] += min(asked[key], unused)
        return found


def _proposal_row(row: Any) -> dict[str, Any]:
    """A row that draws on what a proposal row has left."""
    left = row.amount - row.used
    return _grid_row(row.line, left, row.text) | {
        "line": _line_text(row.line),
        "proposal_row_id": str(row.pk),
        "left": left,
    }


def _paper_row(row: Any) -> dict[str, Any]:
    """A row of a draft; one from a proposal shows what that has left."""
    found = _grid_row(row.line, row.amount, row.text)
    if row.proposal_row is None:
        return found
    return found | {
        "line": _line_text(row.line),
        "proposal_row_id": str(row.proposal_row_id),
        "left": row.proposal_row.amount - row.proposal_row.used,
    }


def _grid_row(line: Any, amount: int, text: str) -> dict[str, Any]:
    return {
        "line": line.stat_item.code,
        "line_name": f"{line.stat_item.name} · {line.detail_project.name}",
        "line_id": str(line.pk),
        "text": text,
        "amount": amount,
    }


def _line_text(line: Any) -> str:
    return f"{line.stat_item.code} {line.stat_item.name} · {line.detail_project.name}"


def _from_proposal_columns() -> list[dict[str, Any]]:
    return [
        {
            "field": "line",
            "title": str(_("예산과목")),
            "type": "text",
            "name": "line_name",
            "readonly": True,
            "min": 230,
        },
        {"field": "text", "title": str(_("내용")), "type": "text", "min": 220},
        {"field": "left", "title": str(_("품의 남은 금액")), "type": "won", "readonly": True, "width": 140},
        _amount_column(),
    ]


def _direct_columns() -> list[dict[str, Any]]:
    return [
        {
            "field": "line",
            "title": str(_("예산과목")),
            "type": "lookup",
            "url": reverse("accounting:budget_line_lookup"),
            "name": "line_name",
            "fill": {"name": "line_name", "id": "line_id"},
            "min": 230,
            "required": True,
        },
        {"field": "text", "title": str(_("내용")), "type": "text", "min": 240},
        _amount_column(),
    ]


def _amount_column() -> dict[str, Any]:
    return {
        "field": "amount",
        "title": str(_("금액")),
        "type": "won",
        "key": True,
        "total": True,
        "width": 140,
        "required": True,
    }


def _row(paper: Commitment) -> dict[str, Any]:
    return {
        "id": paper.pk,
        "url": _url(paper.pk),
        "number": numbered(paper),
        "title": paper.title,
        "kind": paper.get_kind_display(),
        "partner": paper.partner.name if paper.partner else "",
        "document_date": paper.document_date,
        "due_on": paper.due_on,
        "total_amount": paper.total_amount,
        "paid_amount": paper.paid_amount,
        "left": paper.total_amount - paper.paid_amount,
        "state": look(paper),
    }


def _url(pk: UUID) -> str:
    return reverse("accounting:commitment", kwargs={"pk": pk})
