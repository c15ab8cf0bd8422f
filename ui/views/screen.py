"""The base of all screens: permission first, then the page; refusals become pages people can read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from core.access import Actor
from core.errors import DomainError, PermissionMissing
from core.labels import Label
from core.retrying import retried
from ui.refusals import explain
from ui.shell import actor_of, fiscal_year_of

PUBLIC = "public"
"""Open to everybody, also logged out (log-in page, error pages)."""

LOGGED_IN = "logged-in"
"""Open to every person who is logged in at this institution."""


@dataclass(frozen=True)
class PageHead:
    """Head of a screen: title, path in words, state badge, document number, help sentence."""

    title: Label
    crumbs: tuple[Label, ...] = ()
    state: Any = None
    number: str = ""
    help: Label = ""
    star: bool = True

    @property
    def path(self) -> str:
        return " › ".join(str(crumb) for crumb in self.crumbs)


def is_partial(request: HttpRequest, target: str = "") -> bool:
    """Whether htmx asks for a part of the page (of that element), not for the page."""
    if request.headers.get("HX-Request") != "true" or request.headers.get("HX-Boosted") == "true":
        return False
    return not target or request.headers.get("HX-Target", "") == target


class ScreenView(View):
    """One screen. Subclasses set `required`, `title`, `template_name` and fill `context()`.

    `required` is a permission code, LOGGED_IN or PUBLIC, or a mapping of HTTP method to one of these
    ({"get": "accounting.voucher.read", "post": "accounting.voucher.draft"}).
    """

    required: ClassVar[str | Mapping[str, str]]
    title: ClassVar[Label] = ""
    crumbs: ClassVar[tuple[Label, ...]] = ()
    help_text: ClassVar[Label] = ""
    template_name: ClassVar[str] = ""
    rail: ClassVar[bool] = False
    fixed: ClassVar[bool] = False

    @property
    def actor(self) -> Actor:
        return actor_of(self.request)

    @property
    def year(self) -> int:
        """Fiscal year of this tab."""
        return fiscal_year_of(self.request)

    @property
    def now(self) -> datetime:
        """The clock, read once per request at the edge."""
        if not hasattr(self, "_now"):
            self._now = timezone.now()
        return self._now

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        method = (request.method or "GET").lower()
        if method not in self.http_method_names or not hasattr(self, method):
            return self.http_method_not_allowed(request, *args, **kwargs)
        code = self.required_for(method)
        if code != PUBLIC and self.actor.user_id is None:
            return login_needed(request)
        try:
            if code not in (PUBLIC, LOGGED_IN):
                self.actor.require(code)
            answer = super().dispatch
            return retried(lambda: answer(request, *args, **kwargs))
        except DomainError as error:
            return self.refused(error)

    @classmethod
    def required_for(cls, method: str) -> str:
        """Permission code of an HTTP method; a screen that names none is a programming error."""
        if isinstance(cls.required, str):
            return cls.required
        wanted = "get" if method.lower() in {"head", "options"} else method.lower()
        return cls.required[wanted]

    def refused(self, error: DomainError) -> HttpResponse:
        """Show a refusal where the act was tried: as a block for htmx, else as a page."""
        return refusal_response(self.request, error)

    def head(self) -> PageHead:
        return PageHead(title=self.title, crumbs=self.crumbs, help=self.help_text)

    def context(self, **kwargs: Any) -> dict[str, Any]:
        """Template data; subclasses extend it."""
        return {"head": self.head(), "rail": self.rail, "fixed": self.fixed, "year": self.year, **kwargs}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.template_name:  # a screen that only takes acts
            return self.http_method_not_allowed(request, *args, **kwargs)
        return self.render()

    def render(self, status: int = 200, **kwargs: Any) -> HttpResponse:
        return render(self.request, self.template_name, self.context(**kwargs), status=status)


def login_needed(request: HttpRequest) -> HttpResponseBase:
    """To the log-in page; htmx and fetch get 401 so that a form on the page keeps its typing."""
    wants_page = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    if is_partial(request) or (not wants_page and request.headers.get("X-Requested-With")):
        response = HttpResponse(status=401)
        response["X-Login-Url"] = _login_url()
        return response
    return redirect_to_login(request.get_full_path(), _login_url())


def _login_url() -> str:
    target = str(settings.LOGIN_URL)
    return target if target.startswith("/") else reverse(target)


def refusal_response(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A refusal as a block into #refusal (htmx) or as an error page with the same words."""
    refusal = explain(error)
    if is_partial(request):
        response = render(request, "ui/parts/refusal.html", {"refusal": refusal}, status=error.status)
        response["HX-Retarget"] = "#refusal"
        response["HX-Reswap"] = "innerHTML show:top"
        response["HX-Push-Url"] = "false"
        return response
    if isinstance(error, PermissionMissing):
        template = "ui/errors/403.html"
    else:
        template = "ui/errors/refused.html" if error.status != 404 else "ui/errors/404.html"
    return render(request, template, {"refusal": refusal}, status=error.status)
