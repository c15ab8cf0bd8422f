"""다른 기관 자료 요청: who asked, from which tenant, for an object of which other tenant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from core.periods import SEOUL, end_of_day
from tenants import registry
from tenants.context import public
from tenants.crossings import foreign_requests
from tenants.models import ForeignRequest
from tenants.permissions import FOREIGN_REQUEST_VIEW
from ui.columns import Column
from ui.conditions import Choice, Period
from ui.listing import ListQuery, ListResult, page_queryset
from ui.views import ListScreen


def _names() -> dict[str, str]:
    return {info.schema_name: info.name for info in registry.all_tenants()}


def _tenants() -> list[tuple[str, str]]:
    return sorted(_names().items(), key=lambda item: item[1])


@dataclass(frozen=True)
class ForeignRequestLine:
    """One request as the list shows it; the object is named by its id alone."""

    id: UUID
    asked_at: datetime
    asking: str
    owner: str
    caller: str
    method: str
    route: str
    owner_table: str
    object_id: UUID
    status: int
    address: str
    request_id: str


class ForeignRequestList(ListScreen):
    """Requests that were refused, and whose object another tenant owns."""

    required = FOREIGN_REQUEST_VIEW
    title = _("다른 기관 자료 요청")
    crumbs = (_("플랫폼"),)
    help_text = _(
        "한 기관에 로그인한 사람이나 프로그램이 다른 기관의 자료 번호로 요청했다가 거절된 기록입니다. "
        "요청한 쪽에는 없는 자료로만 답했고, 소유 기관은 몇 분 안에 확인되어 여기에 나타납니다."
    )
    empty_title = _("다른 기관의 자료를 요청한 기록이 없습니다.")
    default_order = "-asked_at"
    count_word = _("건")
    conditions: ClassVar = (
        Period("on", _("기간")),
        Choice("asking", _("요청 기관"), choices=_tenants),
        Choice("owner", _("소유 기관"), choices=_tenants),
    )
    columns: ClassVar = (
        Column("asked_at", _("시각"), kind="time", sort=True, key=True),
        Column("asking", _("요청 기관")),
        Column("owner", _("소유 기관")),
        Column("caller", _("요청자"), kind="code"),
        Column("method", _("방법"), kind="code"),
        Column("route", _("주소"), kind="code"),
        Column("status", _("응답"), kind="code"),
        Column("owner_table", _("자료의 종류"), kind="code"),
        Column("object_id", _("자료 번호"), kind="code", wide=True),
        Column("address", _("접속 주소"), kind="code", wide=True),
        Column("request_id", _("요청 번호"), kind="code", wide=True),
    )

    def fetch(self, query: ListQuery) -> ListResult:
        first, last = query["on"] or (None, None)
        names = _names()

        def shown(row: ForeignRequest) -> ForeignRequestLine:
            return ForeignRequestLine(
                id=row.pk,
                asked_at=row.asked_at,
                asking=names.get(row.schema_name, row.schema_name),
                owner=names.get(row.owner_schema, row.owner_schema),
                caller=row.client_id or str(row.user_id),
                method=row.method,
                route=row.route,
                owner_table=row.owner_table,
                object_id=row.object_id,
                status=row.status,
                address=row.address or "",
                request_id=row.request_id,
            )

        with public():
            rows = foreign_requests(
                since=datetime.combine(first, time.min, tzinfo=SEOUL) if first else None,
                until=end_of_day(last) if last else None,
                schema_name=query["asking"] or "",
                owner_schema=query["owner"] or "",
            )
            return page_queryset(rows, query, to_row=shown)
