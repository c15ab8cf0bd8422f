"""Migration operation for SQL that names the schema it runs in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import router
from django.db.migrations.operations.base import Operation


class SchemaSQL(Operation):
    """Runs SQL files in which `{schema}` stands for the schema being migrated.

    Trigger functions must name their own schema, because a statement that fires them may come over
    another search path; provisioning replaces the template's name in the dumped text.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, *paths: Path) -> None:
        self.paths = paths

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (self.__class__.__name__, list(self.paths), {})

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Tables in Django's eyes stay as they are."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if not router.allow_migrate(schema_editor.connection.alias, app_label):
            return
        schema = schema_editor.connection.ops.quote_name(schema_editor.connection.schema_name)
        for path in self.paths:
            text = path.read_text(encoding="utf-8").replace("{schema}", schema)
            schema_editor.execute(text, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Guards stay when a migration is undone; the tables they guard go with theirs."""

    def describe(self) -> str:
        return "Run " + ", ".join(path.name for path in self.paths)
