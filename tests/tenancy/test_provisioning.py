"""Making and removing tenants (T7): nothing half-made, all alike, many in a row."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from tenants import registry
from tenants.building import migrating, templates
from tenants.choices import RunState
from tenants.context import public
from tenants.errors import (
    DropNotConfirmed,
    GovernmentHasMembers,
    InvalidTenant,
    ProvisioningFailed,
    TenantExists,
    UnknownTenant,
)
from tenants.models import Domain, Membership, ProvisioningRun, Tenant
from tenants.services import provisioning
from tenants.services.lifecycle import drop_tenant, resume_tenant, suspend_tenant
from tenants.services.provisioning import create_institution
from tests.worlds import World, spec


def _schemas() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'inst%'")
        return {row[0] for row in cursor.fetchall()}


def _make(code: str, **changes: object) -> registry.TenantInfo:
    return create_institution(government_code="garam", code=code, name=f"가람{code}원", spec=spec(**changes))  # type: ignore[arg-type]


def test_new_institution_has_host_membership_schema_and_all_tables(world: World) -> None:
    info = _make("library")
    assert info.schema_name == "inst_garam_library"
    assert info.host == "library.garam.localhost"
    assert info.government_schema == "gov_garam"
    assert registry.find_by_host("library.garam.localhost") == info
    assert templates.tables_of(info.schema_name) == templates.tables_of("tmpl_institution")
    assert [found.schema_name for found in registry.institutions_of("gov_garam")] == [
        "inst_garam_culture",
        "inst_garam_library",
        "inst_garam_youth",
    ]


def test_thirty_in_a_row(world: World) -> None:
    for number in range(30):
        _make(f"agency{number}")
    with public():
        runs = ProvisioningRun.objects.filter(schema_name__startswith="inst_garam_agency")
        assert runs.count() == 30
        assert {run.state for run in runs} == {RunState.DONE}
    assert migrating.table_set_faults() == []


@pytest.mark.parametrize("broken", ["registry", "schema", "steps", "self-test"])
def test_failure_at_any_step_leaves_no_schema_no_row_no_file(
    world: World, broken: str, monkeypatch: pytest.MonkeyPatch, settings: object, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]

    def explode(*args: object, **kwargs: object) -> None:
        raise RuntimeError("broken on purpose")

    if broken == "registry":
        monkeypatch.setattr(Membership.objects, "create", explode)
    elif broken == "schema":
        monkeypatch.setattr(templates, "replay", explode)
    elif broken == "steps":
        monkeypatch.setattr(provisioning.steps, "making", lambda kind: [("codes", explode)])
    else:
        monkeypatch.setattr(provisioning, "_self_test", explode)
    before = _schemas()
    with pytest.raises(ProvisioningFailed):
        _make("broken")
    assert _schemas() == before
    with public():
        assert not Tenant.objects.filter(code="broken").exists()
        assert not Domain.objects.filter(host__startswith="broken").exists()
        run = ProvisioningRun.objects.get(schema_name="inst_garam_broken")
        assert run.state == RunState.FAILED
        assert "broken on purpose" in run.error
    assert list(tmp_path.iterdir()) == []


def test_same_institution_twice_unknown_parent_and_bad_code_are_refused(world: World) -> None:
    with pytest.raises(TenantExists):
        _make("culture")
    with pytest.raises(UnknownTenant):
        create_institution(government_code="nowhere", code="abc", name="없음", spec=spec())
    for code in ("A", "1st", "with_underscore", "x" * 21, "a-b", ""):
        with pytest.raises(InvalidTenant):
            _make(code)


def test_suspended_institution_is_not_answered_and_resumes(world: World, client: object) -> None:
    suspend_tenant(schema_name="inst_garam_youth")
    answer = client.get("/", HTTP_HOST="youth.garam.localhost")  # type: ignore[attr-defined]
    assert answer.status_code == 503
    assert answer.json()["code"] == "TENANT_SUSPENDED"
    resume_tenant(schema_name="inst_garam_youth")
    found = registry.find_by_host("youth.garam.localhost")
    assert found is not None
    assert found.state == "ACTIVE"


def test_drop_needs_the_code_and_takes_schema_rows_and_files(
    world: World, settings: object, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    folder = tmp_path / str(world.youth.id)
    folder.mkdir()
    with pytest.raises(DropNotConfirmed):
        drop_tenant(schema_name="inst_garam_youth", confirm="culture")
    assert registry.find_by_schema("inst_garam_youth") is not None
    drop_tenant(schema_name="inst_garam_youth", confirm="youth")
    assert registry.find_by_schema("inst_garam_youth") is None
    assert "inst_garam_youth" not in _schemas()
    assert not folder.exists()
    with public():
        assert not Membership.objects.filter(institution_id=world.youth.id).exists()


def test_government_with_institutions_cannot_be_dropped(world: World) -> None:
    with pytest.raises(GovernmentHasMembers):
        drop_tenant(schema_name="gov_garam", confirm="garam")


def test_every_schema_has_exactly_the_tables_of_its_kind(world: World) -> None:
    assert migrating.table_set_faults() == []
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE inst_garam_youth.stray (id int)")
    assert migrating.table_set_faults() == ["inst_garam_youth: missing [], extra ['stray']"]


def test_shared_schema_holds_the_registry_and_the_queue_only(world: World) -> None:
    names = set(templates.tables_of("public"))
    assert all(
        name == "django_migrations" or name.startswith(("tenants_", "procrastinate_")) for name in names
    ), names
