"""Query parameters that consolidated resources share."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.response import Response

from consolidation.choices import LookReason, LookScreen
from consolidation.queries.members import MemberInfo
from consolidation.services.looks import Look, record_look
from core.access import Actor
from core.api import cursors
from core.api.fields import ChoiceTextField, FiscalYearField, LineField, WholeNumberField
from core.api.lists import DEFAULT_LIMIT, MAX_LIMIT
from core.api.serializers import Input, Output
from core.api.views import ApiView


class MonthQuery(Input):
    """A fiscal year until the end of a month."""

    fiscal_year = FiscalYearField(help_text=_("회계연도"))
    month = WholeNumberField(minimum=1, maximum=12, required=False, help_text=_("이 달까지, 비우면 12월까지"))


class ReasonQuery(Input):
    """Why an institution's paper is opened; the reason is written into the log on both sides."""

    reason = ChoiceTextField(choices=LookReason.choices, help_text=_("열람 사유"))


class PageQuery(ReasonQuery):
    """A page of an institution's rows."""

    limit = WholeNumberField(minimum=1, maximum=MAX_LIMIT, required=False, help_text=_("한 쪽의 건수"))
    cursor = LineField(max_length=1000, required=False, help_text=_("앞 응답의 next 또는 prev에 든 위치"))


def limit_of(asked: dict[str, Any]) -> int:
    """Rows of a page."""
    return int(asked.get("limit") or DEFAULT_LIMIT)


def page_of(
    view: ApiView, rows: QuerySet[Any], order: str, asked: dict[str, Any], output: type[Output]
) -> Response:
    """A cursor page of an institution's rows."""
    page = cursors.cut(
        rows, place=view.request.path, order=(order,), limit=limit_of(asked), cursor=asked.get("cursor")
    )
    return Response(
        {
            "items": output(page.rows, many=True).data,
            "next": view._page_url(page.next),
            "prev": view._page_url(page.prev),
        }
    )


def names_of(output: type[Output]) -> list[str]:
    """Members an output shows."""
    return [str(name) for name in output().get_fields()]


def note_look(
    *,
    screen: LookScreen,
    actor: Actor,
    at: datetime,
    member: MemberInfo | None = None,
    subject: str = "",
    reason: str = "",
) -> None:
    """Write an API client's or officer's look down before anything is given out."""
    look = Look(screen=screen, member=member, subject=subject, reason=reason, facts={"api": 1})
    record_look(look=look, actor=actor, at=at)
