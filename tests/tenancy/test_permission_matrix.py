"""T26: every route of every kind × logged out, another institution's login, no permission, the permission.

The list of requests is made from the URL lists: a new route is asked without anybody adding it here.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from core.ids import uuid7
from identity.models import Role, RoleGrant, RolePermission, User
from tenants.context import institution
from tenants.registry import TenantInfo
from tests.architecture.routes import Route, routes
from tests.people import HIRED_ON, client_of
from tests.worlds import World

OPEN = {"public"}
SIGNED_IN = {"signed-in", "logged-in"}
HOME = {"institution": "culture", "government": "gov", "platform": "platform"}
ELSEWHERE = {"institution": "youth", "government": "other_gov", "platform": "culture"}
ABSENT = UUID("0199c2d4-7a10-7c3e-9b51-2f6c0d4e8a17")
VALUES = {"uuid": str(ABSENT), "int": "202603", "slug": "none", "str": "none", "path": "none"}
NOT_THERE = {404, 400}  # 400: a parameter the route needs was not given
METHODS = ("get", "post", "put", "patch", "delete")
BODY = "application/json"


@dataclass(frozen=True)
class Ask:
    """One request of the matrix and the code its route declares."""

    address: str
    method: str
    code: str

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.address} [{self.code}]"


def _asks(kind: str) -> Iterator[Ask]:
    for route in routes(kind):
        if route.own and route.view is not None:
            for method, code in _methods(route):
                yield Ask("/" + _filled(route.pattern), method, code)


def _filled(pattern: str) -> str:
    return re.sub(r"<(?:(\w+):)?\w+>", lambda found: VALUES[found[1] or "str"], pattern)


def _methods(route: Route) -> Iterator[tuple[str, str]]:
    """Methods a route answers, each with its code."""
    actions = getattr(route.callback, "actions", None)
    required: Any = route.view.required
    names = actions or {name: name for name in METHODS if hasattr(route.view, name)}
    for method, handler in list(names.items()):
        if method not in METHODS or method not in route.view.http_method_names:
            continue
        code = required if isinstance(required, str) else required.get(handler)
        if code is not None:
            yield method, code


def _send(client: Client, ask: Ask) -> int:
    """Status of the answer; keys and versions are right, so that only rights can stop it."""
    client.raise_request_exception = False
    given = {"Idempotency-Key": str(uuid7()), "If-Match": '"1"'}
    if not ask.address.startswith("/api/"):
        return int(getattr(client, ask.method)(ask.address, headers=given).status_code)
    body = None if ask.method == "get" else "{}"
    send = getattr(client, ask.method)
    return (
        int(send(ask.address, body, content_type=BODY, headers=given).status_code)
        if body
        else int(send(ask.address, headers=given).status_code)
    )


def _proved(tenant: TenantInfo, login_name: str) -> Client:
    """A login that has just given its password."""
    client = client_of(tenant, login_name)
    with institution(tenant):
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session["account_authentication_methods_user"] = session["_auth_user_id"]
        session.save()
    return client


def _tenants(world: World, kind: str) -> tuple[TenantInfo, TenantInfo]:
    return getattr(world, HOME[kind]), getattr(world, ELSEWHERE[kind])


def _keyholder(tenant: TenantInfo) -> Role:
    """A person who will hold one code at a time."""
    with institution(tenant):
        role = Role.objects.create(code="one-code", name="한 가지 권한")
        holder = User.objects.create(login_name="keyholder", name="한가지")
        RoleGrant.objects.create(user=holder, role=role, from_on=HIRED_ON)
    return role


@pytest.mark.parametrize("kind", HOME)
def test_logged_out_opens_only_what_is_public(world: World, kind: str) -> None:
    here, _elsewhere = _tenants(world, kind)
    opened = [
        f"{ask}: {status}"
        for ask in _asks(kind)
        if ask.code not in OPEN
        for status in [_send(client_of(here), ask)]
        if status not in ({401} if ask.address.startswith("/api/") else {302, 401, 403})
    ]
    assert not opened, "\n".join(opened)


@pytest.mark.parametrize("kind", HOME)
def test_login_of_another_tenant_opens_nothing(world: World, kind: str) -> None:
    here, elsewhere = _tenants(world, kind)
    foreign = client_of(elsewhere, "admin")
    opened = []
    for ask in _asks(kind):
        if ask.code in OPEN:
            continue
        client = Client(headers={"host": str(here.host)})
        client.cookies = foreign.cookies
        status = _send(client, ask)
        if status not in ({401} if ask.address.startswith("/api/") else {302, 401, 403}):
            opened.append(f"{ask}: {status}")
    assert not opened, "\n".join(opened)


@pytest.mark.slow
@pytest.mark.parametrize("kind", HOME)
def test_somebody_without_any_permission_is_refused_everywhere(world: World, kind: str) -> None:
    here, _elsewhere = _tenants(world, kind)
    opened = [
        f"{ask}: {status}"
        for ask in _asks(kind)
        if ask.code not in OPEN | SIGNED_IN
        for status in [_send(_proved(here, "outsider"), ask)]
        if status != 403
    ]
    assert not opened, "\n".join(opened)


@pytest.mark.slow
@pytest.mark.parametrize("kind", HOME)
def test_the_declared_permission_opens_and_absent_objects_are_not_found(world: World, kind: str) -> None:
    here, _elsewhere = _tenants(world, kind)
    role = _keyholder(here)
    wrong = []
    for ask in sorted(_asks(kind), key=lambda one: one.code):
        with institution(here):
            RolePermission.objects.filter(role=role).delete()
            if ask.code not in OPEN | SIGNED_IN:
                RolePermission.objects.create(role=role, code=ask.code)
        status = _send(_proved(here, "keyholder"), ask)
        is_named = str(ABSENT) in ask.address and ask.method == "get"
        if status in {401, 403} or status >= 500 or (is_named and status not in NOT_THERE):
            wrong.append(f"{ask}: {status}")
    assert not wrong, "\n".join(wrong)
