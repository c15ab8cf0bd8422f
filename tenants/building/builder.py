"""Builds the schemas of all kinds in one pass over the migration plan.

Ordinary migration renders the whole model state again for each kind and migration; here the plan is
walked once and each step is executed in every schema whose kind lists the app. The result is the
same as by ordinary migration (a test compares the two by pg_dump).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import connection, router, transaction
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import CreateModel
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from tenants.context import institution
from tenants.registry import SchemaRef


def full_plan(loader: MigrationLoader) -> list[Migration]:
    """All migrations on disk in an order that respects their dependencies."""
    seen: dict[tuple[str, str], None] = {}
    for leaf in loader.graph.leaf_nodes():
        for key in loader.graph.forwards_plan(leaf):
            seen.setdefault(key)
    return [loader.graph.nodes[key] for key in seen]


def build(schemas: Mapping[str, str]) -> None:
    """Create one schema per kind and all its tables, in one transaction.

    `schemas` maps kind → schema name; the schema must not exist, except `public`.
    """
    loader = MigrationLoader(None, ignore_no_migrations=True)
    plan = full_plan(loader)
    targets = [SchemaRef(schema_name=name, kind=kind) for kind, name in schemas.items()]
    with transaction.atomic():
        _prepare(targets)
        state = ProjectState(real_apps=loader.unmigrated_apps)
        for migration in plan:
            state = _run(migration, state, targets)
        for target in targets:
            _record(target, plan)


def _prepare(targets: Sequence[SchemaRef]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA public")
        for target in targets:
            if target.schema_name != "public":
                cursor.execute(f"CREATE SCHEMA {connection.ops.quote_name(target.schema_name)}")


def _record(target: SchemaRef, plan: Sequence[Migration]) -> None:
    with institution(target, platform_code=True):
        recorder = MigrationRecorder(connection)
        with connection.schema_editor() as editor:
            editor.create_model(recorder.Migration)
        recorder.Migration.objects.bulk_create(
            [recorder.Migration(app=migration.app_label, name=migration.name) for migration in plan]
        )


def _run(migration: Migration, state: ProjectState, targets: Sequence[SchemaRef]) -> ProjectState:
    wanted = [target for target in targets if _is_listed(migration.app_label, target)]
    if not wanted:
        return migration.mutate_state(state, preserve=False)
    if all(isinstance(operation, CreateModel) for operation in migration.operations):
        return _create_models(migration, state, wanted)
    return _run_operations(migration, state, wanted)


def _is_listed(app_label: str, target: SchemaRef) -> bool:
    with institution(target, platform_code=True):
        return router.allow_migrate(connection.alias, app_label)


def _create_models(migration: Migration, state: ProjectState, targets: Sequence[SchemaRef]) -> ProjectState:
    state.__dict__.pop("apps", None)
    for operation in migration.operations:
        operation.state_forwards(migration.app_label, state)
    models = [state.apps.get_model(migration.app_label, operation.name) for operation in migration.operations]  # type: ignore[attr-defined]
    for target in targets:
        with institution(target, platform_code=True), connection.schema_editor(atomic=False) as editor:
            for model in models:
                if model._meta.can_migrate(connection) and router.allow_migrate_model(
                    connection.alias, model
                ):
                    editor.create_model(model)
    return state


def _run_operations(migration: Migration, state: ProjectState, targets: Sequence[SchemaRef]) -> ProjectState:
    """Every schema gets the operations in turn; the states between them are worked out once."""
    states = [state]
    for operation in migration.operations:
        after = states[-1].clone()
        operation.state_forwards(migration.app_label, after)
        states.append(after)
    for target in targets:
        with institution(target, platform_code=True), connection.schema_editor(atomic=False) as editor:
            for operation, before, after in zip(migration.operations, states, states[1:], strict=False):
                operation.database_forwards(migration.app_label, editor, before, after)
    return states[-1]
