"""Forms of the log-in."""

from __future__ import annotations

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class CodeForm(AuthenticateForm):
    """The code of the second step. A wrong code counts like a wrong password: the fifth failure locks."""

    def clean_code(self) -> str:
        request = context.request
        credentials = {"username": self.user.login_name}
        if not AxesProxyHandler.is_allowed(request, credentials):
            request.axes_locked_out = True
            raise ValidationError(_("로그인이 잠겼습니다."), code="locked")
        try:
            return str(super().clean_code())
        except ValidationError:
            user_login_failed.send(sender=__name__, credentials=credentials, request=request)
            raise
