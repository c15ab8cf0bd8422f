"""Whose an id is among all tenants, and the record of those who asked for another tenant's. Platform code."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from psycopg import sql

from tenants.models import ForeignRequest

_KEYED_TABLES = """
SELECT n.nspname, c.relname
FROM public.tenants_tenant t
JOIN pg_namespace n ON n.nspname = t.schema_name
JOIN pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p') AND NOT c.relispartition
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'id' AND a.atttypid = 'uuid'::regtype
ORDER BY 1, 2
"""


@dataclass(frozen=True)
class Place:
    """Where an id lies: schema and table."""

    schema_name: str
    table: str


def places_of(ids: Collection[UUID]) -> dict[UUID, list[Place]]:
    """Tables of all tenants in which these ids are keys; ids that lie nowhere are left out.

    One statement per schema, each looking into the key of every table. For the platform's own job: no
    request of a tenant asks this.
    """
    found: dict[UUID, list[Place]] = {}
    for schema, tables in _keyed_tables().items():
        part = sql.SQL("SELECT id, {} FROM {} WHERE id = ANY(%(ids)s)")
        parts = [part.format(sql.Literal(table), sql.Identifier(schema, table)) for table in tables]
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(" UNION ALL ").join(parts), {"ids": list(ids)})
            for key, table in cursor.fetchall():
                found.setdefault(key, []).append(Place(schema, table))
    return found


def _keyed_tables() -> dict[str, list[str]]:
    """Tables of every tenant whose key is a UUID named id, by schema."""
    with connection.cursor() as cursor:
        cursor.execute(_KEYED_TABLES)
        rows = cursor.fetchall()
    found: dict[str, list[str]] = {}
    for schema, table in rows:
        found.setdefault(schema, []).append(table)
    return found


def foreign_requests(
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    schema_name: str = "",
    owner_schema: str = "",
) -> QuerySet[ForeignRequest]:
    """Requests of one tenant for objects of another; to be read inside `public()`."""
    rows = ForeignRequest.objects.all()
    if since:
        rows = rows.filter(asked_at__gte=since)
    if until:
        rows = rows.filter(asked_at__lt=until)
    if schema_name:
        rows = rows.filter(schema_name=schema_name)
    if owner_schema:
        rows = rows.filter(owner_schema=owner_schema)
    return rows
