"""The institution's own items behind a cell of the matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from consolidation.choices import ColumnLevel, LookScreen
from consolidation.permissions import FIGURES_VIEW
from consolidation.queries.papers import item_rows
from consolidation.rules.figures import ItemFigures, total
from consolidation.web.looked import LookedListScreen
from ui.columns import Column
from ui.conditions import Choice, Condition, Text
from ui.listing import ListQuery, ListResult, page_sequence
from ui.views.screen import PageHead

_NO_COLUMN = "-"


class ItemsScreen(LookedListScreen):
    """통계목 of one institution with all measures; they add up to the figure that was opened."""

    required = FIGURES_VIEW
    title = _("기관 과목별 집행")
    look_screen = LookScreen.ITEMS
    has_units = True
    default_order = "item_code"
    answer = "paid"
    columns = (
        Column("item_code", _("통계목"), "code", frozen=True, sort=True),
        Column("item_name", _("이름"), sort=True, css="nowrap"),
        Column("standard_code", _("표준과목"), "code", sort=True),
        Column("original", _("본예산"), "won", total=True, wide=True),
        Column("current", _("예산현액"), "won", total=True, sort=True),
        Column(
            "committed", _("원인행위액"), "won", total=True, sort=True, href=lambda row: row["committed_url"]
        ),
        Column("paid", _("지출액"), "won", total=True, sort=True, href=lambda row: row["paid_url"]),
        Column("available", _("가용액"), "won", total=True, sort=True),
        Column("rate", _("집행률"), "rate", key=True, total=True, sort=True),
    )

    def head(self) -> PageHead:
        crumbs = (_("통합 예산집행"), _("기관 × 과목"), self.member.name)
        return PageHead(title=f"{self.member.name} {_t('과목별 집행')}", crumbs=crumbs, star=False)

    def conditions_for(self) -> Sequence[Condition]:
        return (
            *super().conditions_for(),
            Text("column", _("표준과목 열")),
            Choice("level", _("열 단위"), choices=ColumnLevel.choices, default=ColumnLevel.MIXED, empty=""),
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.look(subject=request.GET.get("column", ""))
        return super().get(request, *args, **kwargs)

    def fetch(self, query: ListQuery) -> ListResult:
        column = query["column"]
        found = item_rows(
            member=self.member,
            fiscal_year=query.year,
            month=self.month,
            level=query["level"] or ColumnLevel.MIXED,
            column="" if column == _NO_COLUMN else column,
        )
        whole = total(row.figures for row in found)
        sums = {**asdict(whole), "available": whole.available, "rate": whole.rate}
        return page_sequence([self._row(row) for row in found], query, sums=sums)

    def _row(self, row: ItemFigures) -> dict[str, Any]:
        return {
            "item_code": row.item_code,
            "item_name": row.item_name,
            "standard_code": row.standard_code or _t("미연결"),
            **asdict(row.figures),
            "available": row.figures.available,
            "rate": row.figures.rate,
            "committed_url": self._movements(row.item_code, "committed") if row.figures.committed else "",
            "paid_url": self._movements(row.item_code, "paid") if row.figures.paid else "",
        }

    def _movements(self, item_code: str, bucket: str) -> str:
        path = reverse("consolidation:movements", kwargs={"institution": self.member.code})
        asked = {"item": item_code, "bucket": bucket, "month": str(self.month), "fy": str(self.year)}
        return f"{path}?{urlencode(asked)}"

    def row_url(self, row: Any) -> str:
        return str(row["paid_url"])
