"""열람 기록 (screen 66): what officers looked at, why and when."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from consolidation.choices import LookScreen
from consolidation.models import LookRecord
from consolidation.permissions import LOOK_VIEW
from consolidation.queries.looks import looks
from consolidation.queries.members import members
from ui.columns import Column
from ui.conditions import Choice, Period, Text
from ui.listing import ListQuery, ListResult, page_queryset
from ui.views.lists import ListScreen


def _institutions() -> list[tuple[str, str]]:
    return [(member.code, member.name) for member in members()]


class LooksScreen(ListScreen):
    """Insert-only log; each institution has its own copy."""

    required = LOOK_VIEW
    title = _("열람 기록")
    crumbs = (_("통합 조회"),)
    default_order = "-looked_at"
    empty_title = _("열람 기록이 없습니다.")
    conditions: ClassVar = (
        Period("on", _("기간")),
        Choice("institution", _("기관"), choices=_institutions),
        Choice("screen", _("화면"), choices=LookScreen.choices),
        Text("officer", _("담당관")),
    )
    columns: ClassVar = (
        Column("looked_at", _("시각"), "time", sort=True, key=True),
        Column("officer", _("담당관")),
        Column("institution", _("기관")),
        Column("screen", _("화면")),
        Column("subject", _("대상")),
        Column("reason", _("사유")),
        Column("request_id", _("요청 번호"), "code", wide=True),
    )

    def fetch(self, query: ListQuery) -> ListResult:
        names = dict(_institutions())
        first, last = query["on"] or (None, None)
        rows = looks(
            first=first,
            last=last,
            institution=query["institution"] or "",
            screen=query["screen"] or "",
            officer=query["officer"] or "",
        )

        def shown(row: LookRecord) -> dict[str, Any]:
            return {
                "id": row.pk,
                "looked_at": row.looked_at,
                "officer": row.officer_name or row.client_id,
                "institution": names.get(row.institution_code, row.institution_code) or _t("모든 기관"),
                "screen": row.get_screen_display(),
                "subject": row.subject,
                "reason": row.get_reason_display() if row.reason else "",
                "request_id": row.request_id,
            }

        return page_queryset(rows, query, to_row=shown)
