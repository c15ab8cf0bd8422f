"""What a person sees of their own account: logins, devices, second factor."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from identity.choices import LoginEnd
from identity.models import Login, SecurityPolicy

RECENT_LOGINS = 10
_BROWSERS = (
    ("Edg", _("엣지")),
    ("Whale", _("웨일")),
    ("Firefox", _("파이어폭스")),
    ("Chrome", _("크롬")),
    ("Safari", _("사파리")),
)
_SYSTEMS = (
    ("Windows", _("윈도")),
    ("Android", _("안드로이드")),
    ("iPhone", _("아이폰")),
    ("iPad", _("아이패드")),
    ("Mac OS", _("맥")),
    ("Linux", _("리눅스")),
)


@dataclass(frozen=True)
class LoginRow:
    """One login as shown: where from, since when, whether still open."""

    login_id: UUID
    device: str
    address: str
    started_at: datetime
    seen_at: datetime
    ended_at: datetime | None
    end: str
    is_here: bool
    has_second_factor: bool


@dataclass(frozen=True)
class SecondFactorState:
    """Registered authenticators of a person."""

    has_app: bool
    recovery_codes_left: int
    registered_at: datetime | None


def logins_of(user_id: UUID, here: str = "") -> list[LoginRow]:
    """Open logins first, then the last ones."""
    rows = Login.objects.filter(user_id=user_id).order_by("-started_at")[:RECENT_LOGINS]
    return sorted((_login_row(row, here) for row in rows), key=lambda row: row.ended_at is not None)


def second_factor_of(user_id: UUID) -> SecondFactorState:
    """Authenticator app and what is left of the recovery codes."""
    found = {str(row.type): row for row in Authenticator.objects.filter(user_id=user_id)}
    app, codes = found.get("totp"), found.get("recovery_codes")
    left = len(codes.wrap().get_unused_codes()) if codes else 0
    return SecondFactorState(app is not None, left, app.created_at if app else None)


def security_policy() -> SecurityPolicy:
    """The security settings; the defaults where none were written."""
    return SecurityPolicy.objects.first() or SecurityPolicy()


def device_words(agent: str) -> str:
    """Browser and system of a user agent in two words."""
    browser = next((word for mark, word in _BROWSERS if mark in agent), "")
    system = next((word for mark, word in _SYSTEMS if mark in agent), "")
    if browser or system:
        return " · ".join(str(word) for word in (browser, system) if word)
    return re.sub(r"[^\w./ -]", "", agent)[:40] or str(_("알 수 없는 기기"))


def _login_row(row: Login, here: str) -> LoginRow:
    return LoginRow(
        login_id=row.pk,
        device=device_words(row.device),
        address=row.address or "",
        started_at=row.started_at,
        seen_at=row.seen_at,
        ended_at=row.ended_at,
        end=str(LoginEnd(row.end_reason).label),
        is_here=bool(here) and row.session_key == here,
        has_second_factor=row.has_second_factor,
    )
