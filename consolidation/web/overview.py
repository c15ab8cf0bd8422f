"""기관 종합 현황 (screen 60): every member at a glance."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from consolidation.choices import LookScreen
from consolidation.permissions import FIGURES_VIEW
from consolidation.queries.overview import OverviewRow, overview
from consolidation.web.looked import LookedListScreen
from core.periods import day_of
from ui.columns import Column
from ui.listing import ListQuery, ListResult, page_sequence
from ui.units import MILLION

_COLUMNS = (
    Column("name", _("기관"), frozen=True, sort=True, href=lambda row: row["url"]),
    Column("rate", _("집행률"), "rate", key=True, total=True, sort=True),
    Column("paid", _("지출액"), "won", total=True, sort=True),
    Column("current", _("예산현액"), "won", total=True, sort=True),
    Column("committed", _("원인행위액"), "won", total=True, sort=True),
    Column("available", _("가용액"), "won", total=True, sort=True),
    Column("received", _("수납액"), "won", total=True, sort=True),
    Column("warnings", _("경고"), "flag"),
    Column("closed", _("마감월")),
)


class OverviewScreen(LookedListScreen):
    """Budget, execution, warnings and last closing of each institution."""

    required = FIGURES_VIEW
    title = _("기관 종합 현황")
    crumbs = (_("통합 조회"),)
    help_text = _(
        "경고는 경과율보다 15%포인트 넘게 늦은 과목, 내부거래 불일치, 표준과목에 연결되지 않은 과목의 수입니다."
    )
    look_screen = LookScreen.OVERVIEW
    columns = _COLUMNS
    has_units = True
    default_unit = MILLION
    default_order = "rate"
    answer = "paid"
    count_word = _("개 기관")
    empty_title = _("소속 기관이 없습니다.")
    empty_text = _("기관이 등록되면 이곳에 바로 나타납니다.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.look(of_member=False)
        return super().get(request, *args, **kwargs)

    def fetch(self, query: ListQuery) -> ListResult:
        found = overview(fiscal_year=query.year, month=self.month, today=day_of(self.now))
        rows = [self._row(row) for row in found.rows]
        sums = {**asdict(found.sum), "available": found.sum.available, "rate": found.sum.rate}
        sums["received"] = sum(row.received for row in found.rows)
        result = page_sequence(rows, query, sums=sums)
        return ListResult(
            rows=result.rows,
            count=result.count,
            sums=result.sums,
            facts=(_t("경과율 %(rate)s%%") % {"rate": found.benchmark},),
        )

    def _row(self, row: OverviewRow) -> dict[str, Any]:
        asked = urlencode({"month": self.month, "fy": self.year})
        path = reverse("consolidation:items", kwargs={"institution": row.member.code})
        return {
            "name": row.member.name,
            "url": f"{path}?{asked}",
            **asdict(row.figures),
            "available": row.figures.available,
            "rate": row.rate,
            "received": row.received,
            "warnings": _warning_words(row),
            "closed": f"{row.closed_until // 100}-{row.closed_until % 100:02d}" if row.closed_until else "–",
        }

    def row_url(self, row: Any) -> str:
        return str(row["url"])


def _warning_words(row: OverviewRow) -> str:
    words = []
    if row.late_columns:
        words.append(_t("늦음 %(count)s") % {"count": row.late_columns})
    if row.mismatches:
        words.append(_t("불일치 %(count)s") % {"count": row.mismatches})
    if row.unmapped:
        words.append(_t("미연결 %(count)s") % {"count": row.unmapped})
    return ", ".join(words)
