"""Screen 1: tasks, my documents, money, deadlines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.periods import day_of
from core.schema import current_kind
from ui.home import Deadline, HomeParts, Moment, Money, page
from ui.language import is_korean
from ui.shell import route_url
from ui.views.screen import LOGGED_IN, PageHead, ScreenView

_COUNTS = ["", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열"]
MAX_TODOS = 6
MAX_DOCUMENTS = 5


class HomeScreen(ScreenView):
    """The first page after logging in."""

    required: ClassVar[str] = LOGGED_IN
    title = _("홈")
    template_name = "ui/home.html"

    def head(self) -> PageHead:
        return PageHead(title=self.title, star=False)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        moment = Moment(self.actor, self.now, self.year)
        parts = page.of(current_kind())
        todos = sorted(
            (t for p in parts for source in p.todos for t in source(moment)), key=lambda t: t.order
        )
        documents = [d for p in parts for source in p.documents for d in source(moment)]
        deadlines = sorted((d for p in parts for s in p.deadlines for d in s(moment)), key=lambda d: d.on)
        money = [held for p in parts for source in p.money if (held := source(moment)) is not None]
        today = day_of(self.now)
        return self.render(
            has_todos=any(part.todos for part in parts),
            greeting=greeting(self.actor.name, len(todos) if any(part.todos for part in parts) else None),
            today=today,
            todos=todos[:MAX_TODOS],
            todo_count=len(todos),
            documents=documents[:MAX_DOCUMENTS],
            money=[(tile, _elapsed(tile, today)) for tile in money],
            deadlines=[(item, _days_left(item, today)) for item in deadlines if item.on >= today][:6],
            figures=[figure for p in parts for source in p.figures for figure in source(moment)],
            lists=[found for p in parts for s in p.lists if (found := s(moment)) is not None],
            actions=self._acts(parts),
        )

    def _acts(self, parts: Sequence[HomeParts]) -> list[dict[str, Any]]:
        found = []
        for act in (act for part in parts for act in part.acts):
            url = route_url(act.route)
            if url and (not act.permission or self.actor.may(act.permission)):
                found.append({"label": act.label, "url": url, "icon": act.icon, "primary": act.primary})
        return found


def greeting(name: str, count: int | None) -> str:
    """윤하늘 님, 오늘 챙길 일은 네 가지입니다. None: nothing ever waits in this kind of schema."""
    if count is None:
        return _t("%(name)s 님, 오늘의 현황입니다.") % {"name": name}
    if count == 0:
        return _t("%(name)s 님, 지금 챙길 일이 없습니다.") % {"name": name}
    return _t("%(name)s 님, 오늘 챙길 일은 %(count)s입니다.") % {"name": name, "count": _count(count)}


def _count(count: int) -> str:
    if not is_korean():
        return str(count)
    return f"{_COUNTS[count]} 가지" if count < len(_COUNTS) else f"{count}가지"


def _elapsed(tile: Money, today: date) -> Decimal:
    """Share of the fiscal year that has passed, in per cent."""
    on = tile.elapsed_on or today
    days = (date(on.year, 12, 31) - date(on.year - 1, 12, 31)).days
    return Decimal(on.timetuple().tm_yday * 100) / days


def _days_left(item: Deadline, today: date) -> tuple[str, str]:
    left = (item.on - today).days
    tone = "now" if left == 0 else "near" if left <= 5 else ""
    return (_t("오늘") if left == 0 else f"D-{left}"), tone
