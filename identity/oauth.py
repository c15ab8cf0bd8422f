"""OAuth 2 client credentials of one institution, on django-oauth-toolkit's own tables.

Only digests of access tokens reach the database. Every token begins with the schema it was issued
in, so that a token shown at another host is refused before anything is looked up.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.utils import timezone
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauth2_provider.scopes import BaseScopes

from core.api.scopes import scope_of
from core.schema import current_schema
from identity.queries.api_clients import active_client, codes_of_application
from identity.services.api_clients import note_use

SEPARATOR = "~"


def new_token(request: Any) -> str:
    """A token of 256 random bits that names its institution."""
    return f"{current_schema()}{SEPARATOR}{secrets.token_urlsafe(32)}"


def is_of_this_institution(token: str) -> bool:
    """Whether the token says it was issued in the current schema."""
    return token.split(SEPARATOR, 1)[0] == current_schema()


class ClientScopes(BaseScopes):
    """A client may ask for the scopes it was given, and gets all of them when it asks for none."""

    def get_all_scopes(self) -> dict[str, str]:
        return {}

    def get_available_scopes(
        self, application: Any = None, request: Any = None, *args: Any, **kwargs: Any
    ) -> list[str]:
        if application is None:
            return []
        return [scope_of(code) for code in sorted(codes_of_application(application.pk))]

    def get_default_scopes(
        self, application: Any = None, request: Any = None, *args: Any, **kwargs: Any
    ) -> list[str]:
        return self.get_available_scopes(application)


class ClientValidator(OAuth2Validator):
    """Client credentials of clients in use; notes when a client last took a token."""

    def _load_application(self, client_id: str, request: Any) -> Any:
        application = super()._load_application(client_id, request)
        if application is None or active_client(application.pk) is None:
            request.client = None
            return None
        return application

    def _save_bearer_token(self, token: dict[str, Any], request: Any, *args: Any, **kwargs: Any) -> None:
        super()._save_bearer_token(token, request, *args, **kwargs)
        note_use(application_id=request.client.pk, at=timezone.now())
