"""What rows of a government's views have in common."""

from __future__ import annotations

from typing import Any

from django.db import models

from core.models import TenantModel


class SourceRow(TenantModel):
    """A row of one member's books. `institution_code` is a literal in the view's branch."""

    institution_code = models.CharField(max_length=20)

    class Meta:
        abstract = True
        managed = False

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Institutions' books are read here, never written."""
        raise TypeError(f"{self._meta.label} is read-only")

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Institutions' books are read here, never written."""
        raise TypeError(f"{self._meta.label} is read-only")
