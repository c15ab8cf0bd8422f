"""What the page's clock asks: how long the login still lasts, and more time please."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from identity.middleware import touch
from ui.views import PUBLIC, ScreenView


def _state(request: HttpRequest) -> JsonResponse:
    ends_at = getattr(request, "session_ends_at", None)
    if ends_at is None:
        return JsonResponse({"seconds_left": 0, "may_extend": False}, status=401)
    left = max(0, int((ends_at - timezone.now()).total_seconds()))
    may_extend = bool(getattr(request, "session_may_extend", False))
    response = JsonResponse({"seconds_left": left, "may_extend": may_extend})
    response["Cache-Control"] = "no-store"
    return response


class SessionState(ScreenView):
    """GET: seconds left. Asking does not extend the login."""

    required = PUBLIC
    title = _("로그인 시간")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _state(request)


class SessionExtend(ScreenView):
    """POST: the person is still there."""

    required = PUBLIC
    title = _("로그인 연장")
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.actor.user_id is not None:
            extend(request)
        return _state(request)


def extend(request: HttpRequest) -> None:
    """Move the idle end; the absolute end stays."""
    clock = touch(request, timezone.now())
    limits = request.session_limits  # type: ignore[attr-defined]
    request.session_ends_at = limits.ends_at(clock)  # type: ignore[attr-defined]
    request.session_may_extend = limits.may_extend(clock)  # type: ignore[attr-defined]
