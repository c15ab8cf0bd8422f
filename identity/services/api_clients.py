"""Registering programs of other systems: their secret, their scopes, their end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from oauth2_provider.generators import generate_client_secret
from oauth2_provider.models import AccessToken, Application

from core import audit
from core.access import Actor
from core.api.scopes import scope_of
from core.errors import InvalidMove, NotFound, StaleVersion
from identity.errors import ScopeNotGrantable
from identity.models import ApiClient
from identity.permissions import API_CLIENT_MANAGE
from identity.queries.api_clients import grantable_permissions


@dataclass(frozen=True)
class ApiClientData:
    """A program as an administrator registers it; `codes` are permission codes."""

    name: str
    system_name: str
    codes: Sequence[str]
    contact: str = ""


@dataclass(frozen=True)
class IssuedSecret:
    """A program with its secret in clear, which exists nowhere else and is shown once."""

    client: ApiClient
    secret: str = field(repr=False)


@transaction.atomic
def create_api_client(*, actor: Actor, data: ApiClientData, at: datetime) -> IssuedSecret:
    """Register a program and issue its first secret. Refuses codes that cannot be given to programs."""
    actor.require(API_CLIENT_MANAGE)
    codes = _checked(data.codes)
    secret = generate_client_secret()
    application = Application.objects.create(
        name=data.name,
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_CLIENT_CREDENTIALS,
        client_secret=secret,
    )
    client = ApiClient.objects.create(
        application=application,
        name=data.name,
        system_name=data.system_name,
        scopes=codes,
        contact=data.contact,
        created_by=actor.user_id,
        created_at=at,
    )
    _record(actor, "api_client_created", client, at)
    return IssuedSecret(client, secret)


@transaction.atomic
def change_api_client(
    *, actor: Actor, client_id: UUID, expected_version: int, data: ApiClientData, at: datetime
) -> ApiClient:
    """Change name, contact and codes. Tokens already out lose the codes taken away at once."""
    actor.require(API_CLIENT_MANAGE)
    client = _locked(client_id, expected_version)
    client.name, client.system_name, client.contact = data.name, data.system_name, data.contact
    client.scopes = _checked(data.codes)
    _save(client)
    _record(actor, "api_client_changed", client, at)
    return client


@transaction.atomic
def rotate_api_client_secret(
    *, actor: Actor, client_id: UUID, expected_version: int, at: datetime
) -> IssuedSecret:
    """Replace the secret and end every token issued with the old one. Refuses a revoked program."""
    actor.require(API_CLIENT_MANAGE)
    client = _locked(client_id, expected_version)
    if not client.is_active:
        raise InvalidMove(state="폐기")
    secret = generate_client_secret()
    application = client.application
    application.client_secret = secret
    application.save(update_fields=["client_secret", "updated"])
    AccessToken.objects.filter(application=application).delete()
    client.rotated_at = at
    _save(client)
    _record(actor, "api_client_secret_rotated", client, at)
    return IssuedSecret(client, secret)


@transaction.atomic
def revoke_api_client(*, actor: Actor, client_id: UUID, expected_version: int, at: datetime) -> ApiClient:
    """Put a program out of use for good; its tokens end in the same moment."""
    actor.require(API_CLIENT_MANAGE)
    client = _locked(client_id, expected_version)
    if not client.is_active:
        raise InvalidMove(state="폐기")
    AccessToken.objects.filter(application_id=client.application_id).delete()
    client.is_active = False
    client.revoked_at = at
    _save(client)
    _record(actor, "api_client_revoked", client, at)
    return client


def note_use(*, application_id: int, at: datetime) -> None:
    """Remember when the program last took a token."""
    ApiClient.objects.filter(application_id=application_id).update(last_used_at=at)


def _checked(codes: Sequence[str]) -> list[str]:
    wanted = sorted(set(codes))
    known = {permission.code for permission in grantable_permissions()}
    unknown = [code for code in wanted if code not in known]
    if unknown:
        raise ScopeNotGrantable(scopes=[scope_of(code) for code in unknown])
    return wanted


def _locked(client_id: UUID, expected_version: int) -> ApiClient:
    client = (
        ApiClient.objects.select_related("application")
        .select_for_update(of=("self",))
        .filter(pk=client_id)
        .first()
    )
    if client is None:
        raise NotFound
    if client.version != expected_version:
        raise StaleVersion
    return client


def _save(client: ApiClient) -> None:
    client.version += 1
    client.save()


def _record(actor: Actor, verb: str, client: ApiClient, at: datetime) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="identity.api_client",
        subject_id=client.pk,
        summary=f"연계 프로그램 {client.name}",
        facts={"system_name": client.system_name, "codes": client.scopes},
        at=at,
    )
