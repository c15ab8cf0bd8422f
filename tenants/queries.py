"""What operators see of tenants: life cycle, version, size, number of users; never their data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from psycopg import sql

from core.errors import NotFound

_ROWS = """
SELECT t.id, t.schema_name, t.kind, t.code, t.name, coalesce(g.name, ''), coalesce(d.host, ''), t.state,
       t.profile, t.created_at, t.color,
       coalesce((SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c
                 JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE n.nspname = t.schema_name AND c.relkind IN ('r', 'p')), 0)::bigint
FROM public.tenants_tenant t
LEFT JOIN public.tenants_tenant g ON g.id = t.government_id
LEFT JOIN public.tenants_domain d ON d.tenant_id = t.id AND d.is_primary
"""

_COUNTED = sql.SQL(
    "SELECT {0}, (SELECT count(*) FROM {1}.identity_user WHERE is_active), (SELECT count(*) FROM {1}.django_migrations)"
)
_UNCOUNTED = sql.SQL("SELECT {0}, 0, (SELECT count(*) FROM {1}.django_migrations)")


@dataclass(frozen=True)
class TenantRow:
    """One line of the operators' list. `size_bytes` counts tables with their indexes."""

    id: UUID
    schema_name: str
    kind: str
    code: str
    name: str
    government_name: str
    host: str
    state: str
    profile: str
    created_at: datetime
    color: str
    size_bytes: int
    user_count: int
    migration_count: int
    is_at_head: bool


@dataclass(frozen=True)
class RunRow:
    """One attempt to make a tenant."""

    schema_name: str
    state: str
    step: str
    error: str
    started_at: datetime
    milliseconds: int | None


def tenant_rows(*, kind: str = "", text: str = "", state: str = "") -> list[TenantRow]:
    """Tenants by government and code; a small list, so it is answered whole."""
    with connection.cursor() as cursor:
        cursor.execute(
            _ROWS + "WHERE (%s = '' OR t.kind = %s) AND (%s = '' OR t.state = %s) "
            "AND (%s = '' OR t.name ILIKE %s OR t.code ILIKE %s) "
            "ORDER BY coalesce(g.code, t.code), t.government_id IS NOT NULL, t.code",
            [kind, kind, state, state, text, f"%{text}%", f"%{text}%"],
        )
        rows = cursor.fetchall()
    counted = _counts([row[1] for row in rows])
    head = _counts(["tmpl_institution"], users=False)["tmpl_institution"][1]
    made = []
    for row in rows:
        users, migrations = counted[row[1]]
        made.append(TenantRow(*(*row, users, migrations, migrations == head)))
    return made


def tenant_row(tenant_id: UUID) -> TenantRow:
    """One tenant; NotFound when there is none."""
    for row in tenant_rows():
        if row.id == tenant_id:
            return row
    raise NotFound()


def recent_runs(limit: int = 50) -> list[RunRow]:
    """The last attempts to make a tenant, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT schema_name, state, step, error, started_at, milliseconds "
            "FROM public.tenants_provisioningrun ORDER BY started_at DESC, id DESC LIMIT %s",
            [limit],
        )
        return [RunRow(*row) for row in cursor.fetchall()]


def _counts(schemas: list[str], *, users: bool = True) -> dict[str, tuple[int, int]]:
    """Per schema: number of accounts in use, number of applied migrations; one statement for all."""
    if not schemas:
        return {}
    part = _COUNTED if users else _UNCOUNTED
    parts = [part.format(sql.Literal(schema), sql.Identifier(schema)) for schema in schemas]
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(" UNION ALL ").join(parts))
        return {row[0]: (row[1], row[2]) for row in cursor.fetchall()}
