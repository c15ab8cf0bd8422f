"""The documents behind a figure of the execution report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting import permissions
from accounting.queries.budget_choices import account_units, departments, funding_sources
from accounting.queries.budget_use import find_position
from accounting.queries.execution import ExecutionFilter, line_ids_of
from accounting.queries.execution_documents import FIGURES, MovementRow, movement_rows, movements_of, sum_of
from accounting.rules.execution_columns import BUCKET_LABELS, LABELS
from accounting.web.links import document_url
from core.errors import NotFound
from core.periods import day_of
from ui.columns import Column
from ui.conditions import Choice, Condition, Day, Text
from ui.listing import ListQuery, ListResult, page_queryset
from ui.views import ListScreen


@dataclass(frozen=True)
class _Row:
    """A movement with the address of its document."""

    movement: MovementRow

    @property
    def item(self) -> str:
        return f"{self.movement.item_code} {self.movement.item_name}"

    @property
    def bucket(self) -> str:
        return _t(BUCKET_LABELS[self.movement.bucket])

    @property
    def url(self) -> str:
        return document_url(self.movement.document_type, self.movement.document_id)


class ExecutionDocumentsScreen(ListScreen):
    """집행 문서 내역: rows add up to the figure that was opened."""

    required = permissions.EXECUTION_VIEW
    title = _("집행 문서 내역")
    crumbs = (_("예산"), _("예산집행 현황"))
    help_text = _("금액 하나를 이룬 문서입니다. 모두 더하면 그 금액과 같습니다.")
    default_order = "effective_on"
    answer = "movement.amount"
    columns: ClassVar[Sequence[Column]] = (
        Column("movement.effective_on", _("귀속일"), "date", sort="effective_on"),
        Column("movement.document_no", _("문서번호"), "code", href=lambda row: row.url),
        Column("movement.title", _("제목"), css="col-wide"),
        Column("bucket", _("구분")),
        Column("movement.project_name", _("세부사업")),
        Column("item", _("과목")),
        Column("movement.amount", _("금액"), "won", total=True, key=True),
    )

    def conditions_for(self) -> Sequence[Condition]:
        today = day_of(self.now)
        return (
            Choice(
                "figure",
                _("금액"),
                default="paid",
                choices=[(key, _t(label)) for key, label in LABELS.items()],
                empty="",
            ),
            Text("project", _("사업 코드")),
            Text("item", _("과목 코드")),
            Choice("department", _("부서"), choices=lambda: departments(today), empty=_("전체 부서")),
            Choice("funding", _("재원"), choices=funding_sources, empty=_("전체 재원")),
            Day("until", _("기준일")),
            Choice("account", _("회계구분"), choices=account_units, empty=_("전체 회계")),
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A single line (`?line=`) is asked by the conditions that name it."""
        line = request.GET.get("line", "")
        return super().get(request, *args, **kwargs) if not line else redirect(self._address_of(line))

    def _address_of(self, line: str) -> str:
        found = find_position(_uuid(line))
        if found is None:
            raise NotFound()
        asked = {
            "figure": self.request.GET.get("figure", "committed"),
            "project": found.project_code,
            "item": found.item_code,
            "department": str(found.department_id),
            "funding": found.funding_code,
            "fy": str(found.fiscal_year),
        }
        return f"{self.request.path}?{urlencode(asked)}"

    def fetch(self, query: ListQuery) -> ListResult:
        figure = query["figure"] if query["figure"] in FIGURES else "paid"
        rows = movements_of(self._lines(query), figure, until=query["until"])
        found = page_queryset(rows, query, sums={"movement.amount": sum_of(rows, figure)})
        return ListResult(
            rows=[_Row(row) for row in movement_rows(list(found.rows), figure)],
            count=found.count,
            sums=found.sums,
            next_cursor=found.next_cursor,
            prev_cursor=found.prev_cursor,
            facts=[_t(LABELS[figure])],
        )

    def row_url(self, row: _Row) -> str:
        return row.url

    def _lines(self, query: ListQuery) -> list[UUID]:
        return line_ids_of(
            ExecutionFilter(
                fiscal_year=query.year,
                account_unit=query["account"] or "",
                department_id=UUID(query["department"]) if query["department"] else None,
                funding=query["funding"] or "",
                project=query["project"] or "",
                item=query["item"] or "",
            )
        )


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
