"""Asking for the password (or code) once more before a sensitive act: confirming payments, changing
rights, downloading personal data in bulk."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from core.api.problems import API_PREFIX
from identity.errors import ReauthenticationNeeded
from identity.web.adapters import proved_recently

View = Callable[..., HttpResponseBase]


def require_recent_proof(request: HttpRequest) -> None:
    """Raise ReauthenticationNeeded unless password or code was given within the last five minutes."""
    if not proved_recently(request):
        raise ReauthenticationNeeded


def is_proved(request: Any) -> bool:
    """Whether the person of this request, also one over REST, gave the password or code a moment ago."""
    plain: HttpRequest = getattr(request, "_request", request)
    return proved_recently(plain)


class RecentProofMixin:
    """For screens: unsafe requests need a recent proof of the person; else the proof is asked for.

    After it the person is back on the same screen; htmx requests are sent there by HX-Redirect. Screens
    with several acts name those that matter in `sensitive_acts`; without names all of them do.
    """

    sensitive_acts: ClassVar[frozenset[str]] = frozenset()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and self.is_sensitive(request) and not proved_recently(request):
            return ask_again(request)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def is_sensitive(self, request: HttpRequest) -> bool:
        """Whether this request is one of the acts that matter."""
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return False
        return not self.sensitive_acts or request.POST.get("act") in self.sensitive_acts


def recent_proof_required(view: View) -> View:
    """The same for a plain view function."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if proved_recently(request):
            return view(request, *args, **kwargs)
        return ask_again(request)

    return guarded


def ask_again(request: HttpRequest) -> HttpResponseBase:
    """To the page that asks for the password, and from there back to the screen."""
    if request.path.startswith(API_PREFIX):
        raise ReauthenticationNeeded
    back = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or request.path
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/"
    target = f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}"
    if request.headers.get("HX-Request") == "true":
        response = HttpResponse(status=204)
        response["HX-Redirect"] = target
        return response
    return HttpResponseRedirect(target)
