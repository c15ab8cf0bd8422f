"""What waits in the outboxes of all tenants, by topic and state; never what a message carries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from psycopg import sql

from core.errors import NotFound

# Schemas that have the columns of the delivery: during a release some may still lack them.
_SCHEMAS = """
SELECT t.schema_name, t.name FROM public.tenants_tenant t
JOIN information_schema.columns c ON c.table_schema = t.schema_name
    AND c.table_name = 'core_outboxmessage' AND c.column_name = 'due_at'
WHERE t.state = 'ACTIVE' ORDER BY t.schema_name
"""
_DUE = sql.SQL(
    "SELECT {0} WHERE EXISTS (SELECT 1 FROM {1}.core_outboxmessage "
    "WHERE delivered_at IS NULL AND dead_at IS NULL AND due_at <= {2})"
)
_DEAD = sql.SQL(
    "SELECT id, {0}, {2}, topic, created_at, dead_at, attempts, open_ends, last_error "
    "FROM {1}.core_outboxmessage WHERE dead_at IS NOT NULL"
)


@dataclass(frozen=True)
class DeadLetter:
    """A message that was given up: whose, of what kind, since when, why. `open_ends` 2: it may have arrived."""

    id: UUID
    schema_name: str
    tenant_name: str
    topic: str
    created_at: datetime
    dead_at: datetime
    attempts: int
    open_ends: int
    error: str


def schemas_with_due_messages(at: datetime) -> list[str]:
    """Active tenants whose outbox has something to deliver, by name; two statements for all."""
    parts = [
        _DUE.format(sql.Literal(schema), sql.Identifier(schema), sql.Literal(at))
        for schema, _name in _schemas()
    ]
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(" UNION ALL ").join(parts))
        return sorted(row[0] for row in cursor.fetchall())


def dead_letters(limit: int = 500) -> list[DeadLetter]:
    """Messages that were given up, the newest first, of all active tenants."""
    parts = [
        _DEAD.format(sql.Literal(schema), sql.Identifier(schema), sql.Literal(name))
        for schema, name in _schemas()
    ]
    if not parts:
        return []
    whole = sql.SQL(" UNION ALL ").join(parts)
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("SELECT * FROM ({}) AS dead ORDER BY dead_at DESC, id LIMIT {}").format(
                whole, sql.Literal(limit)
            )
        )
        return [DeadLetter(*row) for row in cursor.fetchall()]


def dead_letter(schema_name: str, message_id: UUID) -> DeadLetter:
    """One of them; NotFound when that tenant has no such message."""
    for schema, name in _schemas():
        if schema == schema_name:
            part = _DEAD.format(sql.Literal(schema), sql.Identifier(schema), sql.Literal(name))
            with connection.cursor() as cursor:
                cursor.execute(part + sql.SQL(" AND id = {}").format(sql.Literal(message_id)))
                row = cursor.fetchone()
            if row:
                return DeadLetter(*row)
    raise NotFound(message=str(message_id))


def _schemas() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_SCHEMAS)
        return [(str(schema), str(name)) for schema, name in cursor.fetchall()]
