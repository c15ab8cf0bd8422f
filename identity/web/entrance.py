"""Log-in, second factor, log-out, asking again, and setting a password by invitation."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView, LogoutView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeReauthenticateView
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from core.errors import DomainError
from core.labels import Label
from identity.choices import LoginEnd
from identity.services.passwords import accept_invitation, invited_user
from ui.views import LOGGED_IN, PUBLIC, ScreenView

STEPS: list[dict[str, Label]] = [{"label": _("아이디·비밀번호")}, {"label": _("추가 인증")}]


def entrance_steps(now: int) -> list[dict[str, Label]]:
    """The two steps of the log-in with the present one marked."""
    return [
        {**step, "state": "done" if index < now else "now" if index == now else ""}
        for index, step in enumerate(STEPS)
    ]


class LoginScreen(LoginView):
    """Step 1: log-in name and password."""

    required = PUBLIC
    template_name = "identity/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ended = self.request.session.get("ended", "")
        known = {LoginEnd.IDLE, LoginEnd.TOO_LONG, LoginEnd.ELSEWHERE}
        return super().get_context_data(
            ended=LoginEnd(ended) if ended in known else "", steps=entrance_steps(0), **kwargs
        )


class SecondFactorScreen(AuthenticateView):
    """Step 2: the code of the authenticator app, or a recovery code."""

    required = PUBLIC
    template_name = "identity/second_factor.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "person": self.stage.login.user,
            "steps": entrance_steps(1),
        }


class LogoutScreen(LogoutView):
    """Log-out by a POST; a plain visit asks first."""

    required = PUBLIC
    template_name = "identity/logout.html"


class PasswordAgainScreen(ReauthenticateView):
    """The password once more before a sensitive act."""

    required = LOGGED_IN
    template_name = "identity/password_again.html"


class CodeAgainScreen(CodeReauthenticateView):
    """The code once more before a sensitive act."""

    required = LOGGED_IN
    template_name = "identity/code_again.html"


class InvitationScreen(ScreenView):
    """Setting a password by the path an administrator handed over."""

    required = PUBLIC
    title = _("비밀번호 설정")
    template_name = "identity/invitation.html"

    @method_decorator(sensitive_post_parameters())
    @method_decorator(never_cache)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.render(person=invited_user(kwargs["who"], kwargs["token"]))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        who, token = kwargs["who"], kwargs["token"]
        person = invited_user(who, token)
        if request.POST.get("password") != request.POST.get("again"):
            return self.render(status=400, person=person, faults=[_("두 비밀번호가 서로 다릅니다.")])
        try:
            accept_invitation(who=who, token=token, password=request.POST.get("password", ""), at=self.now)
        except DomainError as refusal:
            faults = [fault.detail for fault in refusal.errors] or [refusal.detail]
            return self.render(status=refusal.status, person=person, faults=faults)
        return redirect("account_login")
