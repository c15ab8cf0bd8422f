"""Checking a printed page by its code: open to everybody, tells the title of open documents only."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from approvals.queries.verification import verify
from core.api import throttles
from ui.views import PUBLIC, ScreenView

MOST_LETTERS = 40


class VerifyScreen(ScreenView):
    """문서 확인: type the code of a page, or come by its square."""

    required = PUBLIC
    title = _("문서 확인")
    template_name = "approvals/verify.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        typed = (kwargs.get("code") or request.GET.get("code", "")).strip()[:MOST_LETTERS]
        if typed:
            try:
                throttles.spend_check(request.META.get("REMOTE_ADDR", ""))
            except throttles.AllowanceUsed as used:
                answer = self.render(typed=typed, found=None, is_too_often=True)
                answer.status_code = 429
                answer["Retry-After"] = str(used.allowance.resets_in)
                return answer
        return self.render(typed=typed, found=verify(typed) if typed else None)
