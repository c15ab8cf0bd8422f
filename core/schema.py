"""Which schema is current, and of what kind. Switching is done by tenants.context alone."""

from __future__ import annotations

from enum import StrEnum

from django.db import connection


class SchemaKind(StrEnum):
    """The four kinds of schema; a table exists in exactly the kinds its app is listed for."""

    PUBLIC = "public"
    PLATFORM = "platform"
    GOVERNMENT = "government"
    INSTITUTION = "institution"


class WrongSchema(RuntimeError):
    """Something of one schema was about to be read or written in another."""


def current_schema() -> str:
    """Name of the schema the default connection works in."""
    return str(connection.schema_name)  # type: ignore[attr-defined]


def current_kind() -> SchemaKind | None:
    """Kind of the current schema; None when unknown (then nothing may run)."""
    kind = connection.kind  # type: ignore[attr-defined]
    return SchemaKind(kind) if kind else None
