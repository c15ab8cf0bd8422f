"""Presets, security settings and first administrator of a new tenant."""

import json

import pytest

from core.access import registry
from core.schema import SchemaKind
from identity.models import Role, User
from identity.presets import SEED, role_presets
from identity.queries import who_may
from tenants.context import institution
from tests.people import HIRED_AT
from tests.worlds import World

KINDS = ("institution", "government", "platform")


@pytest.mark.parametrize("kind", KINDS)
def test_presets_list_only_codes_declared_for_their_kind(kind: str) -> None:
    known = {permission.code for permission in registry.of_kind(SchemaKind(kind))}
    unknown = {preset.code: sorted(preset.codes - known) for preset in role_presets(kind)}
    assert {code: missing for code, missing in unknown.items() if missing} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_every_permission_is_in_some_preset(kind: str) -> None:
    given = set().union(*(preset.codes for preset in role_presets(kind)))
    assert {permission.code for permission in registry.of_kind(SchemaKind(kind))} - given == set()


def test_seed_names_each_role_once() -> None:
    for rows in json.loads(SEED.read_text(encoding="utf-8")).values():
        codes = [row["code"] for row in rows]
        assert len(codes) == len(set(codes))


def test_no_preset_unites_separate_acts() -> None:
    sign, approve, settle = (
        "accounting.payment_order.sign",
        "accounting.commitment.approve",
        "accounting.payment_order.settle",
    )
    for preset in role_presets("institution"):
        assert len(preset.codes & {sign, approve, settle}) <= 1, preset.code


def test_every_tenant_has_its_roles_and_an_administrator(world: World) -> None:
    for tenant, kind in (
        (world.culture, "institution"),
        (world.gov, "government"),
        (world.platform, "platform"),
    ):
        with institution(tenant):
            wanted = {preset.code for preset in role_presets(kind)}
            assert wanted <= set(Role.objects.values_list("code", flat=True))
            assert User.objects.get(login_name="admin").has_usable_password()
            managers = [person.login_name for person in who_may("identity.user.manage", HIRED_AT.date())]
            assert "admin" in managers
