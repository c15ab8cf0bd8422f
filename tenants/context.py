"""The only switch between schemas."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from core.schema import WrongSchema
from tenants import registry
from tenants.registry import SchemaRef, TenantInfo

Target = TenantInfo | SchemaRef | str | Any


def resolve(target: Target) -> TenantInfo | SchemaRef:
    """Tenant named by its schema, or something that already has schema_name and kind."""
    if isinstance(target, (TenantInfo, SchemaRef)):
        return target
    name = target if isinstance(target, str) else target.schema_name
    found = registry.find_by_schema(name)
    if found is None:
        raise WrongSchema(f"no tenant has the schema {name!r}")
    return found


@contextmanager
def institution(target: Target, *, platform_code: bool = False) -> Iterator[TenantInfo | SchemaRef]:
    """Work in `target`'s schema until the block ends.

    Going from one tenant straight into another is refused unless the caller is platform code, so
    that no institution's request can reach into another by accident.
    """
    tenant = resolve(target)
    before = connection.tenant  # type: ignore[attr-defined]
    here = connection.schema_name  # type: ignore[attr-defined]
    if here not in ("public", tenant.schema_name) and not platform_code:
        raise WrongSchema(f"from {here!r} into {tenant.schema_name!r} without being platform code")
    connection.set_tenant(tenant)  # type: ignore[attr-defined]
    try:
        yield tenant
    finally:
        connection.set_tenant(before)  # type: ignore[attr-defined]


@contextmanager
def public() -> Iterator[None]:
    """Work in the registry (platform code only)."""
    before = connection.tenant  # type: ignore[attr-defined]
    connection.set_schema_to_public()  # type: ignore[attr-defined]
    try:
        yield
    finally:
        connection.set_tenant(before)  # type: ignore[attr-defined]


def each(kind: str) -> Iterator[TenantInfo]:
    """Go through all active tenants of a kind, one after the other, inside each one's schema."""
    for tenant in registry.all_tenants(kind):
        if tenant.state == "ACTIVE":
            with institution(tenant, platform_code=True):
                yield tenant
