"""How allauth meets this product: no sign-up, logins are noted, secrets are sealed, Korean words."""

from __future__ import annotations

import time
from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import vault
from identity.choices import LoginEnd
from identity.models import User
from identity.services.logins import Browser, begin_login, end_login

TOTP_PURPOSE = "second_factor"


class AccountAdapter(DefaultAccountAdapter):
    """Log-in with name and password of the institution's own accounts."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("아이디 또는 비밀번호가 맞지 않습니다."),
        "too_many_login_attempts": _("로그인 시도가 너무 잦습니다. 잠시 뒤 다시 해 주십시오."),
        "incorrect_password": _("비밀번호가 맞지 않습니다."),
        "account_inactive": _("사용이 중지된 계정입니다."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def clean_username(self, username: str, shallow: bool = False) -> str:
        return username.strip().lower()

    def login(self, request: HttpRequest, user: User) -> None:
        """Open the session, note the login, start its clock."""
        super().login(request, user)
        now = timezone.now()
        request.session["started"] = request.session["seen"] = now.timestamp()
        request.session.pop("ended", None)
        browser = Browser(
            session_key=str(request.session.session_key),
            address=request.META.get("REMOTE_ADDR") or None,
            device=request.META.get("HTTP_USER_AGENT", ""),
            has_second_factor=proved_second_factor(request, user),
        )
        request.session["login"] = str(begin_login(user_id=user.pk, browser=browser, at=now))

    def logout(self, request: HttpRequest) -> None:
        login_id = request.session.get("login")
        if login_id:
            end_login(login_id=UUID(login_id), reason=LoginEnd.SIGNED_OUT, at=timezone.now())
        super().logout(request)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """A login of the last minutes counts as proof, too."""
        request = context.request
        return not proved_recently(request)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Quiet: the screens say what happened."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of authenticators are sealed per institution."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("인증 숫자가 맞지 않습니다. 새 숫자로 다시 해 주십시오."),
        "cannot_delete_authenticator": _("맡은 직무에 추가 인증이 필요하여 해제할 수 없습니다."),
    }

    def get_totp_issuer(self) -> str:
        tenant = getattr(context.request, "tenant", None)
        return str(getattr(tenant, "name", "") or "Dure ERP")

    def encrypt(self, text: str) -> str:
        return vault.seal(text, TOTP_PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        return vault.unseal(encrypted_text, TOTP_PURPOSE)


def proved_second_factor(request: HttpRequest, user: User) -> bool:
    """Whether this login was completed with a second factor."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))


def proved_recently(request: HttpRequest) -> bool:
    """Whether password or code was given within the last minutes in this session; a program never gave one."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return False
    records = get_authentication_records(request, person)
    return bool(records) and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
