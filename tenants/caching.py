"""Cache keys start with the tenant and its version token, so a key of one is never another's."""

from __future__ import annotations

from django.db import connection

from core.schema import WrongSchema


def key(key: str, key_prefix: str, version: int) -> str:
    """KEY_FUNCTION: `schema:token:version:key`; refuses to cache while the kind is unknown."""
    schema = connection.schema_name  # type: ignore[attr-defined]
    if connection.kind is None:  # type: ignore[attr-defined]
        raise WrongSchema(f"no cache in schema {schema!r} of unknown kind")
    token = getattr(connection.tenant, "cache_token", "")  # type: ignore[attr-defined]
    return f"{schema}:{token}:{key_prefix}:{version}:{key}"
