"""What operators see of tenants: life cycle, version, size, number of users; never their data."""

from __future__ import annotations

import json
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
class TenantCount:
    """How many tenants of a kind stand in a state, and how many of them wait for a migration."""

    kind: str
    state: str
    number: int
    behind: int


@dataclass(frozen=True)
class RunRow:
    """One attempt to make a tenant."""

    schema_name: str
    state: str
    step: str
    error: str
    started_at: datetime
    milliseconds: int | None


@dataclass(frozen=True)
class MigrationRow:
    """One schema brought (or not brought) to a release."""

    schema_name: str
    state: str
    migrations: list[str]
    replayed: bool
    error: str
    started_at: datetime
    milliseconds: int | None


@dataclass(frozen=True)
class JobRow:
    """One job of the shared queue: whose it is and where it stands, never what it carries."""

    id: int
    task_name: str
    schema_name: str
    tenant_name: str
    state: str
    attempts: int
    scheduled_at: datetime | None
    changed_at: datetime | None


def tenant_rows(
    *, kind: str = "", text: str = "", state: str = "", is_at_head: bool | None = None
) -> list[TenantRow]:
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
    return [row for row in made if is_at_head is None or row.is_at_head == is_at_head]


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


def tenant_counts() -> list[TenantCount]:
    """Tenants by kind and state, by kind."""
    found: dict[tuple[str, str], list[TenantRow]] = {}
    for row in tenant_rows():
        found.setdefault((row.kind, row.state), []).append(row)
    return [
        TenantCount(kind, state, len(rows), sum(not row.is_at_head for row in rows))
        for (kind, state), rows in sorted(found.items())
    ]


def recent_migrations(limit: int = 50) -> list[MigrationRow]:
    """The last schemas that were migrated, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT schema_name, state, migrations, replayed, error, started_at, milliseconds "
            "FROM public.tenants_migrationrun ORDER BY started_at DESC, id DESC LIMIT %s",
            [limit],
        )
        rows = cursor.fetchall()
    return [MigrationRow(name, state, json.loads(done), *rest) for name, state, done, *rest in rows]


def job_counts() -> dict[str, int]:
    """Number of jobs by state."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, count(*) FROM public.procrastinate_jobs GROUP BY status")
        return dict(cursor.fetchall())


def recent_jobs(*, state: str = "", limit: int = 500) -> list[JobRow]:
    """The last jobs, newest first. What a job carries stays unread: it may name people."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT j.id, j.task_name, coalesce(j.args->>'tenant', ''), coalesce(t.name, ''), "
            "j.status::text, j.attempts, j.scheduled_at, "
            "(SELECT max(e.at) FROM public.procrastinate_events e WHERE e.job_id = j.id) "
            "FROM public.procrastinate_jobs j "
            "LEFT JOIN public.tenants_tenant t ON t.schema_name = j.args->>'tenant' "
            "WHERE (%s = '' OR j.status::text = %s) ORDER BY j.id DESC LIMIT %s",
            [state, state, limit],
        )
        return [JobRow(*row) for row in cursor.fetchall()]


def _counts(schemas: list[str], *, users: bool = True) -> dict[str, tuple[int, int]]:
    """Per schema: number of accounts in use, number of applied migrations; one statement for all."""
    if not schemas:
        return {}
    part = _COUNTED if users else _UNCOUNTED
    parts = [part.format(sql.Literal(schema), sql.Identifier(schema)) for schema in schemas]
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(" UNION ALL ").join(parts))
        return {row[0]: (row[1], row[2]) for row in cursor.fetchall()}
