"""Budget line fragments: live position while a document is typed, look-up, and why money was refused (screen 12)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounting import permissions
from accounting.queries.budget_lookup import find_lines
from accounting.queries.budget_use import position_of, refusal_for, users_of
from accounting.rules.execution_columns import BUCKET_LABELS
from accounting.subjects.effects import position_of as drawn
from accounting.web.links import document_url
from core.periods import day_of
from ui.refusals import explain
from ui.rules.entry import parse_amount
from ui.rules.gauges import Position
from ui.views import ScreenView


def _requested(request: HttpRequest) -> int:
    return max(parse_amount(request.GET.get("requested", "")) or 0, 0)


class PositionFragment(ScreenView):
    """Panel of one line with the amount that is being typed (`requested`)."""

    required = permissions.BUDGET_VIEW

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        line = position_of(kwargs["pk"])
        shown = drawn(line.figures)
        context = {
            "position": Position(
                shown.current,
                shown.allotted,
                shown.reserved,
                shown.committed,
                shown.paid,
                _requested(request),
            ),
            "line_label": f"{line.item_code} {line.item_name}",
            "line_note": f"{line.project_name} · {line.funding_name}",
        }
        return render(request, "ui/parts/budget_panel.html", context)


class LineLookup(ScreenView):
    """Suggestions for a budget line: item, project, available amount."""

    required = permissions.BUDGET_VIEW

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = find_lines(self.year, request.GET.get("q", ""), day_of(self.now))
        return JsonResponse({"items": found})


class RefusalScreen(ScreenView):
    """거절 사유 보기: rule, line, figures, the documents that used the money, what to do next."""

    required = permissions.BUDGET_VIEW
    title = _("거절 사유 보기")
    crumbs = (_("예산"), _("예산집행 현황"))
    help_text = _("요청한 금액이 왜 거절되는지 지금의 예산으로 다시 계산해 보여 줍니다.")
    template_name = "accounting/budget_refusal.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        line_id: UUID = kwargs["pk"]
        requested = _requested(request)
        line = position_of(line_id)
        refusal = refusal_for(line_id, requested)
        users = [
            {
                "kind": _t(BUCKET_LABELS[user.bucket]),
                "number": user.number,
                "title": user.title,
                "on": user.on,
                "amount": user.amount,
                "url": document_url(user.document_type, user.document_id),
            }
            for user in users_of(line_id)
        ]
        return self.render(
            line=line,
            requested=requested,
            refusal=explain(refusal) if refusal else None,
            position=drawn(line.figures),
            users=users,
        )
