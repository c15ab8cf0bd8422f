"""Base of every table of a tenant: UUIDv7 key, and instances and querysets that know their schema."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Self, TypeVar

from django.db import connections, models

from core.ids import uuid7
from core.schema import WrongSchema, current_schema

ModelT = TypeVar("ModelT", bound=models.Model, covariant=True)


class TenantQuerySet(models.QuerySet[ModelT]):
    """Queryset stamped with the schema it was built in; the compilers refuse it elsewhere."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        query = self._query  # type: ignore[attr-defined]
        if getattr(query, "built_in_schema", None) is None:
            query.built_in_schema = connections[self.db].schema_name  # type: ignore[attr-defined]

    def for_change(self) -> Self:
        """Lock the rows in the order of their keys until the transaction ends."""
        return self.order_by("pk").select_for_update()


_Manager = models.Manager.from_queryset(TenantQuerySet)


class TenantManager(_Manager[ModelT]):
    """Default and base manager of tenant tables."""


class TenantModel(models.Model):
    """A row of one tenant's schema. Saving, deleting or refreshing it in another schema raises."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    objects = TenantManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._state.schema = current_schema()  # type: ignore[attr-defined]

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **kwargs: Any
    ) -> Self:
        instance = super().from_db(db, field_names, values, **kwargs)
        if db is not None:
            instance._state.schema = connections[db].schema_name  # type: ignore[attr-defined]
        return instance

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.refuse_elsewhere()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.refuse_elsewhere()
        return super().delete(*args, **kwargs)

    def refresh_from_db(
        self, using: str | None = None, fields: Iterable[str] | None = None, from_queryset: Any = None
    ) -> None:
        self.refuse_elsewhere()
        super().refresh_from_db(using=using, fields=fields, from_queryset=from_queryset)

    def refuse_elsewhere(self) -> None:
        """WrongSchema when the row belongs to another schema than the current one."""
        home = getattr(self._state, "schema", None)
        here = current_schema()
        if home != here:
            raise WrongSchema(f"{self._meta.label} {self.pk} of {home!r} was used in {here!r}")
