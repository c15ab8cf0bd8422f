"""What a request knows of its tenant, looked up by host without leaving the present schema."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

CACHE_SECONDS = 5.0

_COLUMNS = """t.id, t.schema_name, t.kind, t.code, t.name, t.short_name, t.color, t.profile, t.state,
t.cache_token, g.schema_name, g.name, d.host"""
_FROM = """FROM public.tenants_tenant t
LEFT JOIN public.tenants_tenant g ON g.id = t.government_id
LEFT JOIN public.tenants_domain d ON d.tenant_id = t.id AND d.is_primary"""


@dataclass(frozen=True)
class TenantInfo:
    """A tenant as plain values; also what the connection is switched with."""

    id: UUID
    schema_name: str
    kind: str
    code: str
    name: str
    short_name: str
    color: str
    profile: str
    state: str
    cache_token: UUID
    government_schema: str | None
    government_name: str | None
    host: str | None

    def get_tenant_type(self) -> str:
        return self.kind


@dataclass(frozen=True)
class SchemaRef:
    """A schema that has no tenant row: a template, or one being made."""

    schema_name: str
    kind: str

    def get_tenant_type(self) -> str:
        return self.kind


_by_host: dict[tuple[str, str], tuple[float, TenantInfo | None]] = {}


def find_by_host(host: str) -> TenantInfo | None:
    """Tenant at exactly this host, from process memory when looked up in the last 5 s."""
    key = (str(connection.settings_dict["NAME"]), host)
    now = time.monotonic()
    held = _by_host.get(key)
    if held is not None and now - held[0] < CACHE_SECONDS:
        return held[1]
    found = _one(
        f"SELECT {_COLUMNS} {_FROM} JOIN public.tenants_domain h ON h.tenant_id = t.id WHERE h.host = %s",
        [host],
    )
    if len(_by_host) > 10_000:
        _by_host.clear()
    _by_host[key] = (now, found)
    return found


def find_by_schema(schema_name: str) -> TenantInfo | None:
    """Tenant whose schema has this name."""
    return _one(f"SELECT {_COLUMNS} {_FROM} WHERE t.schema_name = %s", [schema_name])


def all_tenants(kind: str | None = None) -> list[TenantInfo]:
    """All tenants (of one kind), by schema name."""
    where, params = ("WHERE t.kind = %s", [kind]) if kind else ("", [])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_COLUMNS} {_FROM} {where} ORDER BY t.schema_name", params)
        return [TenantInfo(*row) for row in cursor.fetchall()]


def institutions_of(government_schema: str) -> list[TenantInfo]:
    """Institutions that belong to a government today, by code."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} {_FROM} JOIN public.tenants_membership m ON m.institution_id = t.id "
            "JOIN public.tenants_tenant p ON p.id = m.government_id "
            "WHERE p.schema_name = %s AND m.during @> (now() AT TIME ZONE 'Asia/Seoul')::date ORDER BY t.code",
            [government_schema],
        )
        return [TenantInfo(*row) for row in cursor.fetchall()]


def forget_hosts() -> None:
    """Drop what this process remembers of hosts."""
    _by_host.clear()


def _one(statement: str, params: list[Any]) -> TenantInfo | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        row = cursor.fetchone()
    return TenantInfo(*row) if row else None
