"""Screen 17: 결재 통계: how long my acts and those of my team take, and what has waited longest."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from approvals.choices import StepKind
from approvals.permissions import DOCUMENT_VIEW
from approvals.queries.desk import desk_at
from approvals.queries.statistics import delays, oldest, team_of
from core.periods import SEOUL, day_of
from ui.rules.entry import parse_date
from ui.views import ScreenView

USUAL_DAYS = 90


class StatisticsScreen(ScreenView):
    """결재 통계."""

    required = DOCUMENT_VIEW
    title = _("결재 통계")
    crumbs = (_("전자결재"),)
    help_text = _("차례가 온 때부터 처리한 때까지의 시간입니다. 가운데 값은 절반이 그 안에 끝난 시간입니다.")
    template_name = "approvals/desks/statistics.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        today = day_of(self.now)
        data = self.request.GET
        first = parse_date(data.get("from", ""), today) or today - timedelta(days=USUAL_DAYS)
        last = parse_date(data.get("to", ""), today) or today
        team = team_of(self.actor, desk_at(self.now))
        is_team = bool(team) and data.get("whose") == "team"
        people = team if is_team else [self.actor.user_id] if self.actor.user_id else []
        begin = datetime.combine(min(first, last), time(), SEOUL)
        end = datetime.combine(max(first, last) + timedelta(days=1), time(), SEOUL)
        rows = delays(people, begin, end)
        return super().context(
            rows=rows,
            total=sum(row.count for row in rows),
            oldest=[
                {
                    "title": one.title,
                    "form": one.form,
                    "holder": one.holder,
                    "kind": StepKind(one.kind).label,
                    "since": one.since,
                    "url": reverse("approvals:document", args=[one.document_id]) if one.is_readable else "",
                }
                for one in oldest(people, self.actor)
            ],
            is_team=is_team,
            has_team=bool(team),
            team_size=len(team),
            first=min(first, last),
            last=max(first, last),
            **kwargs,
        )
