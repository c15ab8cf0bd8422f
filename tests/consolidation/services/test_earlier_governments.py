"""A government made before officers could see registers gets the view and the right with its migration."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connection

from consolidation.permissions import REGISTER_VIEW, STAFF_VIEW
from consolidation.queries.registers import register_counts
from consolidation.services.provisioning import after_migration, before_migration, rebuild_views
from core.access import SYSTEM
from core.schema import SchemaKind
from identity.models import RightsChange, Role, RolePermission
from identity.services import provisioning
from identity.services.roles import change_role
from tenants.context import institution
from tenants.registry import SchemaRef
from tests.consolidation.registers import write_registers
from tests.worlds import World

NEW = "consolidation.tomorrow.see"
AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def _holders(code: str = REGISTER_VIEW) -> set[str]:
    return set(RolePermission.objects.filter(code=code).values_list("role__code", flat=True))


def test_migration_makes_the_view_and_gives_a_new_right_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A right of tomorrow stands in the presets; nobody has it yet."""
    write_registers(world)
    target = SchemaRef(world.gov.schema_name, SchemaKind.GOVERNMENT)
    known = provisioning.role_presets("government")
    first = replace(known[0], codes=known[0].codes | {NEW})
    monkeypatch.setattr(provisioning, "role_presets", lambda _kind: (first, *known[1:]))
    with institution(world.gov):
        for _attempt in range(2):
            before_migration(target)
            after_migration(target)
        assert RolePermission.objects.get(code=NEW).role.code == first.code
        assert RightsChange.objects.filter(facts__added=[NEW]).count() == 1
        assert [(row.year, row.institution_code, row.total) for row in register_counts()] == [
            (2026, "culture", 3),
            (2026, "youth", 1),
            (2025, "culture", 1),
        ]


@pytest.mark.parametrize("code", [REGISTER_VIEW, STAFF_VIEW])
def test_new_government_has_the_right_in_its_officers_role(world: World, code: str) -> None:
    """What stands in the presets is what an earlier government gets with its migration."""
    with institution(world.gov):
        assert _holders(code) == {"officer"}


def test_right_an_office_took_away_stays_away(world: World) -> None:
    target = SchemaRef(world.gov.schema_name, SchemaKind.GOVERNMENT)
    with institution(world.gov):
        for role in Role.objects.filter(permissions__code=REGISTER_VIEW):
            codes = frozenset(role.permissions.exclude(code=REGISTER_VIEW).values_list("code", flat=True))
            change_role(actor=SYSTEM, role_id=role.pk, name=role.name, codes=codes, at=AT)
        after_migration(target)
        assert _holders() == set()


def test_rebuild_by_hand_grants_what_was_lost(world: World) -> None:
    write_registers(world)
    with institution(world.gov), connection.cursor() as cursor:
        cursor.execute("DROP VIEW consolidation_sourceregistryentry")
    assert list(rebuild_views(schemas=[world.gov.schema_name])) == [world.gov.schema_name]
    with institution(world.gov):
        assert len(register_counts()) == 3
