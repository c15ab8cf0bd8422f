"""Brings every schema to the release on disk: one transaction each, a journal line each.

The SQL of a plan is recorded while the first schema of a group (same kind, same applied migrations)
is migrated and replayed in the others; a plan with Python steps runs by the ordinary executor in
each. Schemas at head are skipped, the run stops after the first failure and can be taken up again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from core.db.backend.compiler import labels_of
from tenants import registry
from tenants.building import templates
from tenants.building.builder import full_plan
from tenants.choices import RunState
from tenants.context import institution, public
from tenants.models import MigrationRun
from tenants.registry import SchemaRef

Hook = Callable[[SchemaRef], None]


@dataclass
class Hooks:
    """What the upper floors do inside a schema's migration transaction, before and after its DDL."""

    before: list[Hook] = field(default_factory=list)
    after: list[Hook] = field(default_factory=list)


hooks = Hooks()


class MigrationFailed(RuntimeError):
    """One schema could not be migrated; those before it are done, those after it untouched."""


def migrate_all(at: datetime) -> Iterator[str]:
    """Migrate public, the templates and every tenant; yields one line per schema."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    plan = full_plan(loader)
    recordings: dict[tuple[str, tuple[tuple[str, str], ...]], list[str] | None] = {}
    changed = False
    for target in _targets():
        missing = _missing(target, plan)
        if not missing:
            yield f"{target.schema_name}: at head"
            continue
        changed = True
        key = (target.kind, tuple((m.app_label, m.name) for m in missing))
        yield _migrate_one(target, loader, plan, missing, recordings, key, at)
    if changed:
        templates.dump_templates(at)


def _targets() -> list[SchemaRef]:
    found = [SchemaRef("public", "public")]
    found += [SchemaRef(templates.template_schema(kind), kind) for kind in templates.KINDS]
    found += [SchemaRef(info.schema_name, info.kind) for info in registry.all_tenants()]
    return found


def _missing(target: SchemaRef, plan: Sequence[Migration]) -> list[Migration]:
    with institution(target, platform_code=True):
        applied = MigrationRecorder(connection).applied_migrations()
    return [m for m in plan if (m.app_label, m.name) not in applied]


def _migrate_one(
    target: SchemaRef,
    loader: MigrationLoader,
    plan: Sequence[Migration],
    missing: list[Migration],
    recordings: dict[Any, list[str] | None],
    key: Any,
    at: datetime,
) -> str:
    started = time.monotonic()
    replayed = key in recordings and recordings[key] is not None
    try:
        with institution(target, platform_code=True), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '2s'")
                cursor.execute("SET LOCAL statement_timeout = '10min'")
            for hook in hooks.before:
                hook(target)
            if replayed:
                _replay(recordings[key] or [], missing)
            else:
                recordings[key] = _execute(loader, plan, missing)
            for hook in hooks.after:
                hook(target)
    except Exception as failure:
        _journal(target, missing, at, started, replayed, repr(failure)[:2000])
        raise MigrationFailed(f"{target.schema_name}: {failure!r}") from failure
    milliseconds = _journal(target, missing, at, started, replayed, "")
    return f"{target.schema_name}: {len(missing)} migrations, {'replayed' if replayed else 'executed'}, {milliseconds} ms"


def _execute(
    loader: MigrationLoader, plan: Sequence[Migration], missing: list[Migration]
) -> list[str] | None:
    """Run `missing` here; gives the SQL that was sent, or None when a Python step took part."""
    wanted = {(m.app_label, m.name) for m in missing}
    state = ProjectState(real_apps=loader.unmigrated_apps)
    recorded: list[str] = []
    has_python = any(isinstance(o, RunPython) or _names_schema(o) for m in missing for o in m.operations)
    for migration in plan:
        if (migration.app_label, migration.name) not in wanted:
            state = migration.mutate_state(state, preserve=False)
            continue
        with connection.schema_editor(atomic=False) as editor:
            _record_into(editor, recorded)
            state = migration.apply(state, editor)
    _mark(missing)
    return None if has_python else recorded


def _names_schema(operation: Any) -> bool:
    return type(operation).__name__ == "SchemaSQL"


def _record_into(editor: Any, recorded: list[str]) -> None:
    execute = editor.execute

    def recording(statement: Any, params: Any = ()) -> Any:
        text = str(statement)
        if params:
            text = connection.ops.compose_sql(text, params)  # type: ignore[attr-defined]
        recorded.append(text)
        return execute(statement, params)

    editor.execute = recording


def _replay(statements: Sequence[str], missing: list[Migration]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    _mark(missing)


def _mark(missing: list[Migration]) -> None:
    recorder = MigrationRecorder(connection)
    for migration in missing:
        recorder.record_applied(migration.app_label, migration.name)


def _journal(
    target: SchemaRef, missing: list[Migration], at: datetime, started: float, replayed: bool, error: str
) -> int:
    milliseconds = int((time.monotonic() - started) * 1000)
    with public():
        MigrationRun.objects.create(
            schema_name=target.schema_name,
            fingerprint=templates.fingerprint(),
            migrations=[f"{m.app_label}.{m.name}" for m in missing],
            state=RunState.FAILED if error else RunState.DONE,
            replayed=replayed,
            error=error,
            started_at=at,
            milliseconds=milliseconds,
        )
    return milliseconds


def table_set_faults() -> list[str]:
    """One line per schema whose tables are not exactly those of its kind (architecture section 2)."""
    faults = []
    for target in _targets():
        expected = _expected_tables(target.kind)
        found = set(templates.tables_of(target.schema_name))
        if found != expected:
            faults.append(
                f"{target.schema_name}: missing {sorted(expected - found)}, extra {sorted(found - expected)}"
            )
    return faults


def _expected_tables(kind: str) -> set[str]:
    labels = labels_of(kind)
    return {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in labels
        and (model._meta.managed or model._meta.app_label == "procrastinate")
    } | {"django_migrations"}
