"""Access tokens of programs: `Authorization: Bearer …`."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from identity.oauth import is_of_this_institution
from identity.queries.api_clients import actor_of_token

SCHEME = "bearer"


class AccessToken(BaseAuthentication):
    """Sets request.actor to the program that holds the token; a token of another institution is 401."""

    def authenticate(self, request: Request) -> tuple[None, str] | None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != SCHEME:
            return None
        actor = actor_of_token(token, timezone.now()) if is_of_this_institution(token) else None
        if actor is None:
            raise AuthenticationFailed
        request._request.actor = actor  # type: ignore[attr-defined]
        return None, token

    def authenticate_header(self, request: Any) -> str:
        return 'Bearer realm="api"'
