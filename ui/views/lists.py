"""P1: conditions, count and sum, table, pages, Excel and print from one declaration."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.labels import Label
from core.periods import day_of
from ui import preferences
from ui.columns import Column
from ui.conditions import Condition, Filled
from ui.excel import ExportHead, file_response, workbook
from ui.listing import EXPORT_LIMIT, PAGE_SIZE, PRINT_LIMIT, ListQuery, ListResult
from ui.refusals import explain
from ui.tables import Table, build_table
from ui.units import UNITS, WON, Unit, unit_of
from ui.views.screen import ScreenView, is_partial

PANEL_COLUMNS = 4
NO_CONDITION = frozenset({"fy", "order", "unit", "cursor", "export", "print"})


def acts_after(conditions: Sequence[Filled]) -> int:
    """How many conditions fit the first row of the panel; 조회 stands at its end."""
    used = 0
    for index, item in enumerate(conditions):
        used += item.span
        if used > PANEL_COLUMNS:
            return index
    return len(conditions)


class ListScreen(ScreenView, ABC):
    """A list. Subclasses declare `conditions`, `columns`, `default_order` and write `fetch(query)`.

    The address holds everything: conditions by name, `order`, `unit`, `cursor`, `fy`. `?export=xlsx`
    gives the same rows as Excel, `?print=1` all rows on one page for the printer. A template that shows
    the rows in its own way overrides the block `grid` of ui/list/body.html through `body_template`.
    """

    template_name: ClassVar[str] = "ui/list/screen.html"
    body_template: ClassVar[str] = "ui/list/body.html"
    fixed: ClassVar[bool] = True
    conditions: ClassVar[Sequence[Condition]] = ()
    columns: ClassVar[Sequence[Column]] = ()
    default_order: ClassVar[str] = ""
    page_size: ClassVar[int] = PAGE_SIZE
    has_units: ClassVar[bool] = False
    default_unit: ClassVar[Unit] = WON
    answer: ClassVar[str] = ""
    count_word: ClassVar[Label] = _("건")
    empty_title: ClassVar[Label] = _("조건에 맞는 자료가 없습니다.")
    empty_text: ClassVar[Label] = _("조건을 넓히거나 초기화한 뒤 다시 조회해 주십시오.")
    row_class: ClassVar[str] = ""
    exportable: ClassVar[bool] = True

    @abstractmethod
    def fetch(self, query: ListQuery) -> ListResult:
        """Rows, count and sums for the question. One call to the app's queries."""

    def columns_for(self, query: ListQuery) -> Sequence[Column]:
        """Columns of this question; lists whose columns depend on data override it."""
        return self.columns

    def conditions_for(self) -> Sequence[Condition]:
        """Conditions of this list; override where they depend on the actor."""
        return self.conditions

    def row_url(self, row: Any) -> str:
        """Address the row opens with Enter or a double click; "" when it opens nothing."""
        return ""

    def row_classes(self, row: Any) -> str:
        """Classes of a row: sub1, sub2, is-cancelled …"""
        return ""

    def actions(self) -> Sequence[dict[str, Any]]:
        """Buttons at the right of the head: {label, url, icon, primary}."""
        return ()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        filled = self.filled()
        query = self.query(filled)
        if request.GET.get("export") == "xlsx" and self.exportable:
            return self.export(query, filled)
        if request.GET.get("print") == "1":
            query = replace(query, size=PRINT_LIMIT, cursor="")
        context = self.context(**self.list_context(query, filled))
        template = self.body_template if is_partial(request, "list") else self.template_name
        response = render(request, template, context)
        response["Vary"] = "HX-Request"
        return response

    def filled(self) -> list[Filled]:
        """Conditions with the values asked for."""
        return [Filled(condition, condition.read(self.request.GET)) for condition in self.conditions_for()]

    def query(self, filled: Sequence[Filled]) -> ListQuery:
        data = self.request.GET
        return ListQuery(
            values={item.name: item.value for item in filled},
            order=self._order(data),
            year=self.year,
            actor=self.actor,
            unit=unit_of(data.get("unit"), self.default_unit) if self.has_units else WON,
            cursor=data.get("cursor", ""),
            size=self.page_size,
            kwargs=self.kwargs,
        )

    def _order(self, data: QueryDict) -> str:
        asked = data.get("order", "")
        known = {column.order_key for column in self.columns if column.sort}
        return asked if asked.lstrip("-") in known else self.default_order

    def list_context(self, query: ListQuery, filled: Sequence[Filled]) -> dict[str, Any]:
        result = self.fetch(query)
        chosen = preferences.read(self.actor.user_id, f"list:{self.route}", {})
        hidden = set(chosen.get("hidden", [])) if isinstance(chosen, dict) else set()
        columns = self.columns_for(query)
        return {
            "table": self.table(query, result, [c for c in columns if c.name not in hidden]),
            "all_columns": [(column, column.name not in hidden) for column in columns if not column.key],
            "hidden_count": len(hidden),
            "result": result,
            "query": query,
            "conditions": [item for item in filled if not item.condition.more],
            "acts_after": acts_after([item for item in filled if not item.condition.more]),
            "more_conditions": [item for item in filled if item.condition.more],
            "more_open": any(item.condition.more and item.shown for item in filled),
            "saved_conditions": chosen.get("saved", []) if isinstance(chosen, dict) else [],
            "route": self.route,
            "units": [(unit, self.address(unit=str(unit.divisor))) for unit in UNITS],
            "has_units": self.has_units,
            "answer": self._answer(query, result),
            "count_word": self.count_word,
            **self._empty(),
            "actions": self.actions(),
            "exportable": self.exportable,
            "export_url": self.address(export="xlsx", cursor=""),
            "print_url": self.address(print="1", cursor=""),
            "next_url": self.address(cursor=result.next_cursor) if result.next_cursor else "",
            "prev_url": self.address(cursor=result.prev_cursor) if result.prev_cursor else "",
            "first_url": self.address(cursor="") if query.cursor else "",
            "is_print": self.request.GET.get("print") == "1",
            "body_template": self.body_template,
            "reset_url": self.request.path,
        }

    def _empty(self) -> dict[str, Any]:
        """What an empty list says: nothing there yet and how to begin, or nothing that fits."""
        asked = (value for key, value in self.request.GET.items() if key not in NO_CONDITION)
        if any(asked):
            act = {"label": _("초기화"), "url": self.request.path}
            return {"empty_title": self.empty_title, "empty_text": self.empty_text, "empty_act": act}
        act = next((dict(action) for action in self.actions() if action.get("primary")), {})
        if self.empty_title is not ListScreen.empty_title:
            text = "" if self.empty_text is ListScreen.empty_text else self.empty_text
            return {"empty_title": self.empty_title, "empty_text": text, "empty_act": act}
        return {"empty_title": _("아직 자료가 없습니다."), "empty_text": "", "empty_act": act}

    @property
    def route(self) -> str:
        match = self.request.resolver_match
        return match.view_name if match else ""

    def table(self, query: ListQuery, result: ListResult, columns: Sequence[Column]) -> Table:
        return build_table(
            columns=columns,
            rows=result.rows,
            sums=result.sums,
            unit=query.unit,
            order=query.order,
            order_url=lambda order: self.address(order=order, cursor=""),
            row_url=self.row_url,
            row_classes=self.row_classes,
            caption=self._caption(query.unit),
        )

    def _caption(self, unit: Unit) -> str:
        if not self.has_units:
            return str(self.title)
        return _t("%(title)s, 단위 %(unit)s") % {"title": self.title, "unit": unit.label}

    def _answer(self, query: ListQuery, result: ListResult) -> tuple[str, str] | None:
        """The one sum of the toolbar: label and amount of the column named in `answer`."""
        if not self.answer or self.answer not in result.sums:
            return None
        label = next((c.label for c in self.columns if c.name == self.answer), self.answer)
        return str(label), query.unit.shown(int(result.sums[self.answer] or 0))

    def address(self, **changes: str) -> str:
        """This address with some parts changed; empty parts are left out."""
        data = {key: value for key, value in self.request.GET.items() if key not in ("export", "print")}
        data.update(changes)
        asked = urlencode({key: value for key, value in data.items() if value})
        return f"{self.request.path}?{asked}" if asked else self.request.path

    def export(self, query: ListQuery, filled: Sequence[Filled]) -> HttpResponse:
        """The list as Excel: same conditions, order and columns, all pages."""
        result = self.fetch(replace(query, size=EXPORT_LIMIT, cursor=""))
        chosen = preferences.read(self.actor.user_id, f"list:{self.route}", {})
        hidden = set(chosen.get("hidden", [])) if isinstance(chosen, dict) else set()
        columns = [column for column in self.columns_for(query) if column.name not in hidden]
        head = ExportHead(
            title=str(self.title),
            conditions=[
                (_t("회계연도"), str(query.year)),
                *((str(item.label), item.shown) for item in filled if item.shown),
            ],
            taken_by=self.actor.name,
            taken_at=self.now,
        )
        content = workbook(head, columns, result.rows, dict(result.sums))
        return file_response(content, f"{self.title}_{day_of(self.now):%Y%m%d}.xlsx")

    def refused(self, error: Any) -> HttpResponse:
        """A refused list keeps its conditions: the block stands in place of the rows."""
        if is_partial(self.request, "list"):
            context = {"refusal": explain(error)}
            return render(self.request, "ui/list/refused.html", context, status=error.status)
        return super().refused(error)
