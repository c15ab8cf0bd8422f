"""Screen 19: 예산서, main budget, supplementary budgets, current budget and the difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting import permissions
from accounting.choices import BudgetSide
from accounting.queries.budget_book import BookRow, BudgetBook, budget_book, kind_label
from accounting.queries.budget_choices import account_units
from ui.columns import Column
from ui.conditions import Choice, Condition
from ui.listing import ListQuery, ListResult
from ui.tables import Row, Table
from ui.units import THOUSAND
from ui.views import ListScreen

SIDES = ((BudgetSide.EXPENDITURE, _("세출")), (BudgetSide.REVENUE, _("세입")))


@dataclass(frozen=True)
class TreeRow(Row):
    """A table row that knows its place in the tree."""

    depth: int = 0
    code: str = ""
    label: str = ""
    is_leaf: bool = True


class BudgetBookScreen(ListScreen):
    """예산서."""

    required = permissions.BUDGET_VIEW
    title = _("예산서")
    crumbs = (_("예산"), _("편성"))
    help_text = _("확정된 본예산과 추경, 그 뒤에 움직인 금액을 더한 예산현액을 함께 봅니다.")
    body_template = "accounting/budget_book_body.html"
    has_units = True
    default_unit = THOUSAND
    answer = "current"
    count_word = _("개 과목")
    empty_title = _("확정된 예산이 없습니다.")
    empty_text = _("예산안에서 예산을 입력하고 이사회 의결을 등록한 뒤 확정하면 여기에 나타납니다.")
    columns: ClassVar[Sequence[Column]] = (Column("current", _("예산현액"), "won", total=True),)

    def conditions_for(self) -> Sequence[Condition]:
        return (
            Choice("side", _("구분"), default=BudgetSide.EXPENDITURE, choices=SIDES, empty=""),
            Choice("account", _("회계구분"), choices=account_units, empty=_("전체 회계")),
        )

    def actions(self) -> Sequence[dict[str, Any]]:
        return ({"label": _("예산안"), "url": reverse("accounting:budget_versions"), "icon": "draft"},)

    def fetch(self, query: ListQuery) -> ListResult:
        side = str(query["side"] or BudgetSide.EXPENDITURE)
        self.book: BudgetBook = budget_book(query.year, side, query["account"] or "")
        rows = [self._row(row) for row in self.book.rows]
        sums = {name: value for name, value in self._row(self.book.total).items() if isinstance(value, int)}
        leaves = sum(1 for row in self.book.rows if row.is_leaf)
        notes = (
            _t("예산액 = 본예산 + 추경"),
            _t("이월·전용 등 = 예산현액 − 예산액"),
            _t("상위 금액은 하위 금액을 더한 것입니다."),
        )
        return ListResult(rows, leaves, sums, notes=notes)

    def columns_for(self, query: ListQuery) -> Sequence[Column]:
        versions = [
            Column(f"v{index}", kind_label(version), "won", _("확정 예산"), total=True)
            for index, version in enumerate(self.book.versions)
        ]
        return (
            Column(
                "name",
                _("사업 · 과목") if query["side"] != BudgetSide.REVENUE else _("장 · 관 · 항 · 목"),
                frozen=True,
                css="col-name",
            ),
            *versions,
            Column("budget", _("예산액"), "won", _("확정 예산"), total=True),
            Column("moved", _("이월·전용 등"), "won", _("그 뒤 변경"), total=True),
            Column("current", _("예산현액"), "won", _("그 뒤 변경"), total=True, key=True),
        )

    def table(self, query: ListQuery, result: ListResult, columns: Sequence[Column]) -> Table:
        table = super().table(query, result, columns)
        rows = tuple(
            TreeRow(
                row.cells,
                _css(source["book"]),
                "",
                source["book"].depth,
                source["book"].step.code,
                source["book"].step.name,
                source["book"].is_leaf,
            )
            for row, source in zip(table.rows, result.rows, strict=True)
        )
        return Table(table.caption, table.groups, table.heads, rows, table.sums, table.name)

    def _row(self, row: BookRow) -> dict[str, Any]:
        """A row as the table and the Excel file read it: v0, v1 … are what each version gave."""
        given = {
            f"v{index}": row.versions.get(version.pk, 0) for index, version in enumerate(self.book.versions)
        }
        moved = {"budget": row.budget, "moved": row.moved, "current": row.current}
        return {"book": row, "name": f"{row.step.code} {row.step.name}".strip(), **given, **moved}


def _css(row: BookRow) -> str:
    if row.is_leaf:
        return ""
    return "sub1" if row.depth == 0 else "sub2"
