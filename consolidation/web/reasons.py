"""Why an officer opens institutions' papers: asked once per login session, written with each look."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from consolidation.choices import LookReason
from consolidation.web.looked import REASON_KEY
from ui.views.screen import LOGGED_IN, ScreenView


class ReasonScreen(ScreenView):
    """Choose the reason, then go on to the paper."""

    required = (
        LOGGED_IN  # the reason opens nothing by itself; who may open neither papers nor lists gets no form
    )
    title = _("열람 사유")
    crumbs = (_("통합 조회"),)
    template_name = "consolidation/reason.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        reason = request.POST.get("reason", "")
        if reason not in LookReason.values:
            return self.render(status=400, fault=_("사유를 선택하십시오."))
        request.session[REASON_KEY] = reason
        return HttpResponseRedirect(self.next_url())

    def next_url(self) -> str:
        """Where the officer was going; another site's address leads to the overview."""
        wanted = self.request.POST.get("next") or self.request.GET.get("next", "")
        here = {self.request.get_host()}
        is_ours = url_has_allowed_host_and_scheme(wanted, here, require_https=self.request.is_secure())
        return wanted if wanted.startswith("/") and is_ours else reverse("consolidation:overview")

    def context(self, **kwargs: Any) -> dict[str, Any]:
        return super().context(
            reasons=LookReason.choices,
            chosen=self.request.session.get(REASON_KEY, ""),
            next_url=self.next_url(),
            **kwargs,
        )
