"""Schemas built in one pass, replayed and migrated later are the same as by ordinary migration."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from tenants.building import migrating, templates
from tenants.choices import RunState
from tenants.context import institution, public
from tenants.models import MigrationRun
from tenants.registry import SchemaRef
from tests.worlds import World


def _dump(schema: str) -> list[str]:
    """DDL of a schema under a neutral name, statement by statement."""
    text = templates._NOISE.sub("", templates._pg_dump(schema, "--schema-only"))
    text = re.sub(rf"\b{schema}\b", "the_schema", text)
    # The order of constraints in an IN list of a check is printed as first stored: both are text.
    return sorted(part.strip() for part in text.split(";\n") if part.strip())


def test_one_pass_and_ordinary_migration_agree_to_the_letter(committed_database: str) -> None:
    plain = SchemaRef("plain_institution", "institution")
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA plain_institution")
    connection.set_tenant(plain, include_public=False)
    call_command("migrate", verbosity=0, interactive=False, database="default")
    connection.set_schema_to_public()
    assert _dump("plain_institution") == _dump("tmpl_institution")


def test_provisioned_schema_equals_its_template(committed_database: str) -> None:
    assert _without_in_lists(_dump("inst_garam_culture")) == _without_in_lists(_dump("tmpl_institution"))


def _without_in_lists(statements: list[str]) -> list[str]:
    """One text differs after the first replay: IN lists on varchar are printed in another form."""
    return [re.sub(r"= ANY \(.*\)|::[a-z ]+(\[\])?|[()]", "", statement) for statement in statements]


def _next_release(monkeypatch: pytest.MonkeyPatch, *operations: Any) -> None:
    """Pretend that core has one more migration on disk."""
    real = MigrationLoader.load_disk

    def load_disk(self: MigrationLoader) -> None:
        real(self)
        last = max(name for app, name in self.disk_migrations if app == "core")
        made = migrations.Migration("9999_next", "core")
        made.operations = list(operations)
        made.dependencies = [("core", last)]
        self.disk_migrations[("core", "9999_next")] = made

    monkeypatch.setattr(MigrationLoader, "load_disk", load_disk)


def _has_column(schema: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM information_schema.columns WHERE table_schema = %s "
            "AND table_name = 'core_outboxmessage' AND column_name = 'channel'",
            [schema],
        )
        return cursor.fetchone() is not None


ADD_COLUMN = migrations.AddField("OutboxMessage", "channel", models.CharField(max_length=20, default=""))


def test_nothing_to_do_touches_nothing(world: World) -> None:
    lines = list(migrating.migrate_all(timezone.now()))
    assert lines
    assert all(line.endswith(": at head") for line in lines)


def test_next_release_is_executed_once_per_kind_and_replayed_in_the_rest(
    committed_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _next_release(monkeypatch, ADD_COLUMN)
    lines = list(migrating.migrate_all(timezone.now()))
    by_schema = {line.split(":")[0]: line for line in lines}
    assert "executed" in by_schema["tmpl_institution"]
    for schema in ("inst_garam_culture", "inst_garam_youth", "inst_narae_stranger"):
        assert "replayed" in by_schema[schema]
    for schema in ("inst_garam_culture", "gov_garam", "platform", "tmpl_institution"):
        assert _has_column(schema), schema
    assert all(line.endswith(": at head") for line in migrating.migrate_all(timezone.now()))
    with public():
        assert MigrationRun.objects.filter(state=RunState.DONE, schema_name="inst_garam_youth").count() == 1


def test_run_stops_after_the_first_failure_and_can_be_taken_up_again(
    committed_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as release:
        _next_release(release, ADD_COLUMN)
        broken = migrating.Hooks(before=[_explode_at("inst_garam_youth")])
        release.setattr(migrating, "hooks", broken)
        with pytest.raises(migrating.MigrationFailed, match="inst_garam_youth"):
            list(migrating.migrate_all(timezone.now()))
        assert _has_column("inst_garam_culture")
        assert not _has_column("inst_garam_youth")
        assert not _has_column("inst_narae_stranger")
        release.setattr(migrating, "hooks", migrating.Hooks())
        lines = list(migrating.migrate_all(timezone.now()))
        assert "inst_garam_culture: at head" in lines
        assert _has_column("inst_garam_youth")
    with public():
        states = list(
            MigrationRun.objects.filter(schema_name="inst_garam_youth")
            .order_by("id")
            .values_list("state", flat=True)
        )
    assert states == [RunState.FAILED, RunState.DONE]


def _explode_at(schema: str) -> Any:
    def hook(target: SchemaRef) -> None:
        if target.schema_name == schema:
            raise RuntimeError("broken on purpose")

    return hook


def test_python_step_runs_in_every_schema(committed_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    visited: list[str] = []
    _next_release(
        monkeypatch, migrations.RunPython(lambda apps, editor: visited.append(editor.connection.schema_name))
    )
    list(migrating.migrate_all(timezone.now()))
    assert {"tmpl_institution", "inst_garam_culture", "inst_garam_youth", "gov_garam", "platform"} <= set(
        visited
    )
    assert len(visited) == len(set(visited))
    with institution("inst_garam_culture"):
        assert connection.schema_name == "inst_garam_culture"  # type: ignore[attr-defined]
