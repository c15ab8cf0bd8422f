"""Compilers that refuse to run a query outside the schema it belongs to.

Two refusals: a model whose app has no table in the current kind of schema, and a queryset that was
built while another schema was current.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import django.apps
from django.conf import settings
from django.db.models.sql import compiler as base

from core.schema import WrongSchema


@cache
def labels_of(kind: str) -> frozenset[str]:
    """App labels with tables in schemas of this kind."""
    names = set(settings.TENANT_TYPES[kind]["APPS"])
    found = set()
    for config in django.apps.apps.get_app_configs():
        full = f"{type(config).__module__}.{type(config).__name__}"
        if config.name in names or full in names:
            found.add(config.label)
    return frozenset(found)


def refuse_foreign(connection: Any, query: Any) -> None:
    """Raise WrongSchema when `query` may not run on `connection` as it stands."""
    model = query.model
    if model is None or model._meta.apps is not django.apps.apps:
        return
    kind = connection.kind
    if kind is None or model._meta.app_label not in labels_of(kind):
        raise WrongSchema(
            f"{model._meta.label} has no table in schema {connection.schema_name!r} (kind {kind})"
        )
    built_in = getattr(query, "built_in_schema", None)
    if built_in is not None and built_in != connection.schema_name:
        raise WrongSchema(
            f"queryset of {model._meta.label} was built in {built_in!r}, runs in {connection.schema_name!r}"
        )


class SQLCompiler(base.SQLCompiler):
    def execute_sql(self, *args: Any, **kwargs: Any) -> Any:
        refuse_foreign(self.connection, self.query)
        return super().execute_sql(*args, **kwargs)


class SQLInsertCompiler(base.SQLInsertCompiler, SQLCompiler):
    def execute_sql(self, *args: Any, **kwargs: Any) -> Any:
        refuse_foreign(self.connection, self.query)
        return base.SQLInsertCompiler.execute_sql(self, *args, **kwargs)


class SQLDeleteCompiler(base.SQLDeleteCompiler, SQLCompiler):
    pass


class SQLUpdateCompiler(base.SQLUpdateCompiler, SQLCompiler):
    def execute_sql(self, *args: Any, **kwargs: Any) -> Any:
        refuse_foreign(self.connection, self.query)
        return base.SQLUpdateCompiler.execute_sql(self, *args, **kwargs)


class SQLAggregateCompiler(base.SQLAggregateCompiler, SQLCompiler):
    pass
