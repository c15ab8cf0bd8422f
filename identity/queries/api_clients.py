"""Programs of other systems: who they are, what they may ask for, whose token this is."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from core.access import Actor, Permission, registry
from core.api.scopes import code_of
from core.errors import NotFound
from core.schema import current_kind
from identity.models import ApiClient
from identity.permissions import API_CLIENT_MANAGE

# A program that could register programs would outlive its own revocation.
NOT_FOR_PROGRAMS = frozenset({API_CLIENT_MANAGE})


def api_clients(*, text: str = "", with_revoked: bool = True) -> QuerySet[ApiClient]:
    """Registered programs with their OAuth application; `text` is looked for in both names."""
    found = ApiClient.objects.select_related("application").order_by("name", "id")
    if not with_revoked:
        found = found.filter(is_active=True)
    if text:
        found = found.filter(Q(name__icontains=text) | Q(system_name__icontains=text))
    return found


def api_client(client_id: UUID) -> ApiClient:
    """One program; NotFound where this institution has none of that id."""
    found = api_clients().filter(pk=client_id).first()
    if found is None:
        raise NotFound
    return found


def active_client(application_id: int) -> ApiClient | None:
    """The program behind an OAuth application, while it is in use."""
    return ApiClient.objects.filter(application_id=application_id, is_active=True).first()


def codes_of_application(application_id: int) -> frozenset[str]:
    """Permission codes that the program may ask for."""
    client = active_client(application_id)
    return frozenset(client.scopes) if client else frozenset()


def grantable_permissions() -> list[Permission]:
    """Permissions of this kind of schema that can be given to a program."""
    kind = current_kind()
    known = registry.of_kind(kind) if kind else []
    return [permission for permission in known if permission.code not in NOT_FOR_PROGRAMS]


def actor_of_token(token: str, at: datetime) -> Actor | None:
    """The program that holds a live token, with the codes the token and the registration share."""
    row = (
        ApiClient.objects.filter(
            is_active=True,
            application__accesstoken__token_checksum=hashlib.sha256(token.encode()).hexdigest(),
            application__accesstoken__expires__gt=at,
        )
        .values_list("name", "scopes", "application__client_id", "application__accesstoken__scope")
        .first()
    )
    if row is None:
        return None
    name, registered, client_id, scope = row
    asked = {code_of(item) for item in scope.split()}
    return Actor(user_id=None, name=name, codes=frozenset(registered) & asked, client_id=client_id)
