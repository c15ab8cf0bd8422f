"""What the matrix takes off between institutions: the payments behind its elimination row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from consolidation.choices import ColumnLevel, LookScreen
from consolidation.permissions import FIGURES_VIEW
from consolidation.queries.intercompany import EliminatedPart
from consolidation.queries.matrix import matrix_report
from consolidation.web.looked import LookedListScreen
from core.periods import day_of
from tenants.choices import InstitutionProfile
from ui.columns import Column
from ui.conditions import Choice, Condition, Text
from ui.listing import ListQuery, ListResult, page_sequence

_NO_COLUMN = "-"


class EliminationsScreen(LookedListScreen):
    """Payments both sides booked, and transfers inside one institution; their sum is the matrix's figure."""

    required = FIGURES_VIEW
    title = _("기관 간 거래 제거 내역")
    crumbs = (_("통합 예산집행"), _("통합 집행 매트릭스"))
    help_text = _(
        "통합 집행 매트릭스의 제거 행을 이루는 지급 내역입니다. 합계가 매트릭스의 금액과 같습니다. "
        "지급 기관과 수입 기관이 함께 인정한 금액만 제거하므로 한쪽만 계상한 금액은 여기에 없고, "
        "모기관이 준 출연금은 기관들의 지출이 아니므로 제거하지 않습니다."
    )
    look_screen = LookScreen.RECONCILIATION
    has_units = True
    default_order = "amount"
    answer = "amount"
    empty_title = _("제거한 거래가 없습니다.")
    empty_text = _("양쪽 기관이 함께 인정한 거래가 없어 단순 합계와 순계가 같습니다.")
    columns = (
        Column("kind", _("구분"), sort=True, css="nowrap"),
        Column("payer", _("지급 기관"), sort=True, css="nowrap"),
        Column("receiver", _("수입 기관"), sort=True, css="nowrap"),
        Column("agreement", _("협약·교부결정 번호 / 월"), sort=True),
        Column("item_code", _("지급 기관 통계목"), "code"),
        Column("standard_code", _("표준과목"), "code", sort=True),
        Column("amount", _("제거"), "won", total=True, key=True, sort=True),
    )

    def conditions_for(self) -> Sequence[Condition]:
        return (
            *super().conditions_for(),
            Text("column", _("표준과목 열")),
            Choice("level", _("열 단위"), choices=ColumnLevel.choices, default=ColumnLevel.MIXED, empty=""),
            Choice("profile", _("기관 유형"), choices=InstitutionProfile.choices),
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.look(subject=request.GET.get("column", ""), of_member=False)
        return super().get(request, *args, **kwargs)

    def fetch(self, query: ListQuery) -> ListResult:
        level = query["level"] or ColumnLevel.MIXED
        report = matrix_report(
            fiscal_year=query.year,
            month=self.month,
            level=level,
            profile=query["profile"] or "",
            today=day_of(self.now),
        )
        names = {member.code: member.name for member in report.members}
        asked = query["column"]
        column = "" if asked == _NO_COLUMN else asked
        rows = [_row(part, names) for part in report.eliminated_in(column, level)]
        fact = _t("예산현액, 원인행위, 지출에서 같은 금액을 뺍니다.")
        sums = {"amount": sum(row["amount"] for row in rows)}
        found = page_sequence(rows, query, sums=sums)
        return ListResult(found.rows, found.count, sums, found.next_cursor, found.prev_cursor, (fact,))

    def actions(self) -> list[dict[str, Any]]:
        asked = urlencode({"month": self.month, "fy": self.year})
        url = f"{reverse('consolidation:reconciliation')}?{asked}"
        return [{"label": _t("내부거래 대사"), "url": url, "icon": "swap"}]


def _row(part: EliminatedPart, names: dict[str, str]) -> dict[str, Any]:
    month = f"{part.period // 100}-{part.period % 100:02d}" if part.period else ""
    is_between = bool(part.receiver)
    return {
        "kind": _t("기관 사이") if is_between else _t("기관 안 회계 사이"),
        "payer": names.get(part.payer, part.payer),
        "receiver": names.get(part.receiver or part.payer, part.receiver),
        "agreement": part.agreement or month,
        "item_code": part.item_code,
        "standard_code": part.standard_code or _t("미연결"),
        "amount": -part.amount,
    }
