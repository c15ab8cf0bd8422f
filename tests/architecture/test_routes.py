"""Every route declares who may use it, with a code that exists."""

from __future__ import annotations

import pytest

from core.access import registry
from core.schema import SchemaKind
from tests.architecture.routes import KINDS, routes

OPEN = {"public", "logged-in", "signed-in"}
# Foreign views: what they open is decided by their own package, each with its reason.
FOREIGN = {
    "allauth": "log-in, log-out, second factor",
    "oauth2_provider": "token of a registered program",
    "django": "static redirects and language choice",
    "drf_spectacular": "the schema, refused by our own wrapper",
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_own_route_declares_a_permission(kind: str) -> None:
    silent = [str(route) for route in routes(kind) if route.own and not route.required()]
    assert silent == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "public"])
def test_declared_codes_exist_in_the_schema_they_are_asked_in(kind: str) -> None:
    known = {permission.code for permission in registry.of_kind(SchemaKind(kind))}
    unknown = {
        str(route): code
        for route in routes(kind)
        if route.own
        for code in route.required()
        if code not in OPEN and code not in known
    }
    assert unknown == {}


@pytest.mark.parametrize("kind", KINDS)
def test_foreign_views_come_from_known_packages_only(kind: str) -> None:
    unknown = {
        str(route)
        for route in routes(kind)
        if not route.own and (route.view or route.callback).__module__.partition(".")[0] not in FOREIGN
    }
    assert unknown == set()


def test_every_permission_explains_itself() -> None:
    silent = [permission.code for permission in registry.all() if not str(permission.sentence).strip()]
    assert silent == []


def test_every_permission_code_has_the_form_area_noun_action() -> None:
    odd = [permission.code for permission in registry.all() if permission.code.count(".") != 2]
    assert odd == []
