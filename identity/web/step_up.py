"""A second proof of the person for one act: the code of the authenticator app, typed beside the act."""

from __future__ import annotations

from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from identity.models import User


def asks_for_code(request: HttpRequest) -> bool:
    """Whether this person proves himself by a code; without an app the password is asked for."""
    return isinstance(request.user, User) and bool(_codes_of(request.user))


def proves(request: HttpRequest, typed: str) -> bool:
    """Whether the code (or, without an app, the password) is right now.

    A code is used up by it. Wrong tries count against the allowance of the person.
    """
    user = request.user
    given = typed.strip()
    if not isinstance(user, User) or not given:
        return False
    if not ratelimit.consume(request, action="reauthenticate", user=user):
        return False
    ways = _codes_of(user)
    if not ways:
        return bool(user.check_password(typed))
    return any(way.wrap().validate_code(given) for way in ways)


def _codes_of(user: User) -> list[Authenticator]:
    """App and recovery codes; empty for somebody without an app."""
    ways = list(Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.WEBAUTHN))
    return ways if any(way.type == Authenticator.Type.TOTP for way in ways) else []
