"""기관 인력·휴가 현황: institution × headcount and leave, for the parent's officers; no person anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from consolidation.choices import LookScreen
from consolidation.permissions import STAFF_VIEW
from consolidation.queries.staff import StaffRow, staff_figures
from consolidation.rules.staff import StaffFigures, days_of
from consolidation.web.looked import LookedListScreen
from core.periods import day_of
from ui.columns import Column
from ui.listing import ListQuery, ListResult, page_sequence

_HEADS, _LEAVE, _WORK = _("정원·현원(오늘)"), _("연차(그해 부여분)"), _("복무(그해)")


def _to(name: str) -> Any:
    return lambda row: row["urls"].get(name) if row["urls"] else None


_HEADCOUNT, _ON_LEAVE, _LEAVE_USE, _MONTHS = (
    _to(name) for name in ("headcount", "on-leave", "leave-use", "work-months")
)


class StaffScreen(LookedListScreen):
    """Posts, people, leave and working time of every institution; each figure opens the institution's sums."""

    required = STAFF_VIEW
    title = _("기관 인력·휴가 현황")
    crumbs = (_("통합 조회"),)
    help_text = _(
        "숫자를 누르면 그 기관의 집계가 열립니다. 직원 이름과 한 사람의 자료는 어느 화면에도 없고, "
        "3명이 안 되는 묶음의 휴가·근무시간은 비워 둡니다. 52시간 초과는 마감된 달의 사람 수입니다."
    )
    look_screen = LookScreen.STAFF
    month_is_asked = False
    default_order = "institution"
    count_word = _("개 기관")
    empty_title = _("소속 기관이 없습니다.")
    empty_text = _("기관이 등록되면 이곳에 바로 나타납니다.")
    columns: ClassVar[Sequence[Column]] = (
        Column("institution", _("기관"), sort=True, frozen=True, href=_HEADCOUNT),
        Column("allowed", _("정원"), "number", _HEADS, sort=True, total=True, href=_HEADCOUNT),
        Column("actual", _("현원"), "number", _HEADS, sort=True, total=True, key=True, href=_HEADCOUNT),
        Column("separate", _("별도정원"), "number", _HEADS, total=True, href=_HEADCOUNT),
        Column("vacancy", _("결원"), "number", _HEADS, sort=True, total=True, href=_HEADCOUNT),
        Column("surplus", _("과원"), "number", _HEADS, sort=True, total=True, href=_HEADCOUNT),
        Column("on_leave", _("휴직"), "number", _HEADS, total=True, href=_ON_LEAVE),
        Column("granted", _("부여(일)"), "rate", _LEAVE, total=True, href=_LEAVE_USE),
        Column("used", _("사용(일)"), "rate", _LEAVE, total=True, href=_LEAVE_USE),
        Column("unused", _("남음(일)"), "rate", _LEAVE, total=True, href=_LEAVE_USE),
        Column("use_rate", _("사용률(%)"), "rate", _LEAVE, sort=True, total=True, href=_LEAVE_USE),
        Column("over_52", _("52시간 초과(명)"), "number", _WORK, total=True, href=_MONTHS),
        Column("notices", _("사용촉진 통보"), "number", _WORK, total=True, href=_MONTHS),
    )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.look(of_member=False)
        return super().get(request, *args, **kwargs)

    def fetch(self, query: ListQuery) -> ListResult:
        found = staff_figures(year=query.year)
        whole = sum((row.figures for row in found), StaffFigures())
        result = page_sequence([self._row(row, query.year) for row in found], query, sums=_figures(whole))
        return ListResult(
            rows=result.rows,
            count=result.count,
            sums=result.sums,
            next_cursor=result.next_cursor,
            prev_cursor=result.prev_cursor,
            facts=(_t("정원·현원 기준일 %(day)s") % {"day": day_of(self.now)},),
        )

    def _row(self, row: StaffRow, year: int) -> dict[str, Any]:
        asked = urlencode({"fy": year})
        names = ("headcount", "on-leave", "leave-use", "work-months")
        key = {"institution": row.member.code}
        urls = {name: f"{reverse(f'consolidation:{name}', kwargs=key)}?{asked}" for name in names}
        return {"institution": row.member.name, "urls": urls, **_figures(row.figures)}

    def row_url(self, row: Any) -> str:
        return str(row["urls"]["headcount"])


def _figures(figures: StaffFigures) -> dict[str, Any]:
    plan, leave = figures.plan, figures.leave
    return {
        "allowed": plan.allowed,
        "actual": plan.actual,
        "separate": plan.separate,
        "vacancy": plan.vacancy,
        "surplus": plan.surplus,
        "on_leave": figures.on_leave,
        "granted": days_of(leave.granted),
        "used": days_of(leave.used),
        "unused": days_of(leave.unused),
        "use_rate": leave.use_rate,
        "over_52": figures.over_52,
        "notices": figures.notices,
    }
