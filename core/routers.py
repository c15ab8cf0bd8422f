"""Database router: tables only where their kind of schema lists them, relations only inside a schema."""

from __future__ import annotations

from typing import Any

from django.db import connections
from django_tenants.routers import TenantSyncRouter

from core.schema import WrongSchema, current_schema


class SchemaRouter(TenantSyncRouter):
    """django-tenants' rule for migrations plus refusal of relations across schemas."""

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **hints: Any
    ) -> bool | None:
        if db == "default" and connections[db].kind is None:  # type: ignore[attr-defined]
            return False
        allowed: bool | None = super().allow_migrate(db, app_label, model_name, **hints)
        return allowed

    def allow_relation(self, obj1: Any, obj2: Any, **hints: Any) -> bool | None:
        # An instance that is being made has no stamp yet: it belongs to the schema of this moment.
        first = getattr(obj1._state, "schema", None) or current_schema()
        second = getattr(obj2._state, "schema", None) or current_schema()
        if first != second:
            raise WrongSchema(f"{obj1!r} of {first!r} cannot refer to {obj2!r} of {second!r}")
        return None
