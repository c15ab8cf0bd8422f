"""일일 봉인: each day's seal and whether the parent holds it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from records.choices import SealedArea
from records.permissions import SEAL_VIEW
from records.queries.sealing import day_roots
from ui.badges import BadgeLook
from ui.columns import Column
from ui.conditions import Condition, Period
from ui.listing import ListQuery, ListResult, page_queryset
from ui.views import ListScreen


class DayRootList(ListScreen):
    """Own sealed days."""

    required = SEAL_VIEW
    title = _("일일 봉인")
    crumbs = (_("관리"),)
    help_text = _(
        "하루 동안의 서명과 결재를 하나의 값으로 봉인하여 상위 기관에 맡깁니다. "
        "나중에 자료를 고치면 맡긴 값과 달라져 드러납니다."
    )
    default_order = "-day"
    empty_title = _("봉인한 날이 없습니다.")
    empty_text = _("밤마다 지난날을 봉인합니다.")
    conditions: ClassVar[Sequence[Condition]] = (Period("on", _("기간")),)
    columns: ClassVar[Sequence[Column]] = (
        Column("day", _("날짜"), "date", sort=True, key=True),
        Column("area", _("업무")),
        Column("count", _("해시 수"), "number"),
        Column("root", _("봉인값"), "code"),
        Column("state", _("상위 기관"), "badge"),
        Column("held_at", _("보관일시"), "time"),
        Column("sealed_at", _("봉인일시"), "time", wide=True),
        Column("link", _("연결값"), "code", wide=True),
    )

    def fetch(self, query: ListQuery) -> ListResult:
        first, last = query["on"] or (None, None)
        rows = day_roots()
        if first:
            rows = rows.filter(day__gte=first)
        if last:
            rows = rows.filter(day__lte=last)
        return page_queryset(rows, query, to_row=_row)


def _row(one: Any) -> dict[str, Any]:
    if one.is_disputed:
        state = BadgeLook(_t("다른 값 보관"), "warn", "danger")
    elif one.held_at:
        state = BadgeLook(_t("보관"), "check", "ok")
    else:
        state = BadgeLook(_t("보관 전"), "clock", "")
    return {
        "id": one.pk,
        "day": one.day,
        "area": SealedArea(one.area).label,
        "count": one.count,
        "root": one.root,
        "state": state,
        "held_at": one.held_at,
        "sealed_at": one.sealed_at,
        "link": one.link,
    }
