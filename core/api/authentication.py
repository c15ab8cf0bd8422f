"""People at the API: the login session with CSRF. (Systems: the bearer tokens of identity.)"""

from typing import Any

from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request

from core.access import ANONYMOUS, Actor


class LoginSession(SessionAuthentication):
    """The signed-in person of the session; unsafe methods need the CSRF token."""

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        actor = actor_of(request)
        user = getattr(request._request, "user", None)
        if user is None or not user.is_authenticated or actor.user_id is None:
            return None
        self.enforce_csrf(request)
        return user, None


def actor_of(request: Any) -> Actor:
    """Who acts in this request; ANONYMOUS where nobody is signed in."""
    plain = getattr(request, "_request", request)
    actor: Actor | None = getattr(plain, "actor", None)
    return actor or ANONYMOUS


def caller_of(actor: Actor) -> str:
    """Stable name of the caller, for keys and counters."""
    return f"client:{actor.client_id}" if actor.client_id else f"user:{actor.user_id}"
