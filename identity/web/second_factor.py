"""Registering and removing the authenticator app, and the recovery codes."""

from __future__ import annotations

from typing import Any

from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.utils.translation import gettext_lazy as _

from ui.views import LOGGED_IN, PageHead


class RegisterAppScreen(ActivateTOTPView):
    """Shows the key as picture and text, and asks for the first code."""

    required = LOGGED_IN
    template_name = "identity/register_app.html"
    extra_context = {"head": PageHead(_("추가 인증 등록"), (_("내 정보·보안"),))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lacks = getattr(self.request, "lacks_second_factor", False)
        return super().get_context_data(must_register=lacks, **kwargs)


class RemoveAppScreen(DeactivateTOTPView):
    """Removes the app after a recent proof of the person."""

    required = LOGGED_IN
    template_name = "identity/remove_app.html"
    extra_context = {"head": PageHead(_("추가 인증 해제"), (_("내 정보·보안"),))}


class RecoveryCodesScreen(ViewRecoveryCodesView):
    """The unused recovery codes."""

    required = LOGGED_IN
    template_name = "identity/recovery_codes.html"
    extra_context = {"head": PageHead(_("복구 코드"), (_("내 정보·보안"),))}


class NewRecoveryCodesScreen(GenerateRecoveryCodesView):
    """Makes new recovery codes; the old ones stop working."""

    required = LOGGED_IN
    template_name = "identity/new_recovery_codes.html"
    extra_context = {"head": PageHead(_("복구 코드 새로 만들기"), (_("내 정보·보안"),))}
