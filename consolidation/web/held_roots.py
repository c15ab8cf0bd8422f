"""기관 봉인 보관: what the institutions sealed each day, kept where they cannot change it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from consolidation.queries.members import members
from records.choices import SealedArea
from records.permissions import SEAL_VIEW
from records.queries.sealing import held_roots
from ui.badges import BadgeLook
from ui.columns import Column
from ui.conditions import Check, Choice, Period
from ui.listing import ListQuery, ListResult, page_queryset
from ui.views.lists import ListScreen


def _institutions() -> list[tuple[str, str]]:
    return [(member.schema, member.name) for member in members()]


class HeldRootList(ListScreen):
    """Roots of institutions, insert-only."""

    required = SEAL_VIEW
    title = _("기관 봉인 보관")
    crumbs = (_("통합 조회"),)
    help_text = _(
        "기관이 밤마다 봉인한 값을 맡아 둡니다. 같은 날의 값이 다시 와서 처음과 다르면 함께 남깁니다."
    )
    default_order = "-day"
    empty_title = _("맡은 봉인값이 없습니다.")
    conditions: ClassVar = (
        Period("on", _("기간")),
        Choice("institution", _("기관"), choices=_institutions),
        Check("disputed", _("처음과 다른 값만")),
    )
    columns: ClassVar = (
        Column("day", _("날짜"), "date", sort=True, key=True),
        Column("institution", _("기관")),
        Column("area", _("업무")),
        Column("count", _("해시 수"), "number"),
        Column("root", _("봉인값"), "code"),
        Column("state", _("상태"), "badge"),
        Column("received_at", _("받은 일시"), "time"),
        Column("link", _("연결값"), "code", wide=True),
    )

    def fetch(self, query: ListQuery) -> ListResult:
        first, last = query["on"] or (None, None)
        rows = held_roots(sender=query["institution"] or "", only_disputed=bool(query["disputed"]))
        if first:
            rows = rows.filter(day__gte=first)
        if last:
            rows = rows.filter(day__lte=last)
        return page_queryset(rows, query, to_row=_row)


def _row(one: Any) -> dict[str, Any]:
    if not one.is_first:
        state = BadgeLook(_t("나중에 온 다른 값"), "warn", "danger")
    elif one.is_disputed:
        state = BadgeLook(_t("처음 값, 다른 값 있음"), "warn", "warn")
    else:
        state = BadgeLook(_t("보관"), "check", "ok")
    return {
        "id": one.pk,
        "day": one.day,
        "institution": one.sender_name,
        "area": SealedArea(one.area).label,
        "count": one.count,
        "root": one.root,
        "state": state,
        "received_at": one.received_at,
        "link": one.link,
    }
