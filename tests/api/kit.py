"""Programs and people at the REST interface of the test world."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.test import Client
from oauth2_provider.models import AccessToken

from core.access import Actor, registry
from core.api.scopes import scope_of
from core.ids import uuid7
from core.periods import SEOUL
from core.schema import SchemaKind
from identity.models import ApiClient
from identity.permissions import API_CLIENT_MANAGE, API_CLIENT_VIEW, USER_VIEW
from identity.queries.api_clients import grantable_permissions
from identity.services.api_clients import ApiClientData, IssuedSecret, create_api_client
from tenants.context import institution
from tenants.registry import TenantInfo

AT = datetime(2026, 3, 2, 9, 0, tzinfo=SEOUL)
PROBLEM = "application/problem+json"
FORM = "application/x-www-form-urlencoded"


def administrator(*codes: str) -> Actor:
    """Somebody with these codes, for calling services directly."""
    return Actor(user_id=UUID(int=1), name="관리자", codes=frozenset(codes))


def all_codes(tenant: TenantInfo) -> frozenset[str]:
    """Every permission code of the tenant's kind that a program can hold."""
    with institution(tenant):
        return frozenset(permission.code for permission in grantable_permissions())


def known_codes(kind: str) -> frozenset[str]:
    """Every permission code of a kind."""
    return frozenset(permission.code for permission in registry.of_kind(SchemaKind(kind)))


def register(tenant: TenantInfo, codes: Any, name: str = "회계 연계") -> IssuedSecret:
    """A program of the tenant that may ask for the codes."""
    data = ApiClientData(name=name, system_name="시 재정시스템", codes=sorted(codes))
    with institution(tenant):
        return create_api_client(actor=administrator("identity.api_client.manage"), data=data, at=AT)


@dataclass
class Program:
    """A program with an access token at one host."""

    host: str
    token: str = ""
    client: Client = field(default_factory=lambda: Client(raise_request_exception=True))

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """One request; `headers` in snake case (`if_match='"1"'`)."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            given.setdefault("Authorization", f"Bearer {self.token}")
        content = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        return self.client.generic(method, path, headers=given, HTTP_HOST=self.host, **content)

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, *, key: str | UUID | None = None, **headers: str) -> Any:
        headers.setdefault("idempotency_key", str(key or uuid7()))
        return self.ask("POST", path, body, **headers)

    def put(self, path: str, body: Any, **headers: str) -> Any:
        return self.ask("PUT", path, body, **headers)


def take_token(tenant: TenantInfo, issued: IssuedSecret, **fields: str) -> Any:
    """Ask the token endpoint."""
    data = {
        "grant_type": "client_credentials",
        "client_id": issued.client.application.client_id,
        "client_secret": issued.secret,
        **fields,
    }
    client = Client(HTTP_HOST=tenant.host)
    return client.generic("POST", "/api/v1/oauth/token", urlencode(data), content_type=FORM)


def program(tenant: TenantInfo, *codes: str) -> Program:
    """A signed-in program of the tenant with these codes."""
    answer = take_token(tenant, register(tenant, codes))
    assert answer.status_code == 200, answer.content
    return Program(tenant.host, answer.json()["access_token"])


def keeper(tenant: TenantInfo) -> Program:
    """A program that may keep programs, which no service would give it: its rights are set behind them."""
    caller = program(tenant, API_CLIENT_VIEW, USER_VIEW)
    codes = [API_CLIENT_VIEW, API_CLIENT_MANAGE, USER_VIEW]
    with institution(tenant):
        ApiClient.objects.update(scopes=codes)
        AccessToken.objects.update(scope=" ".join(scope_of(code) for code in codes))
    return caller
