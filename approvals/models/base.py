"""What tables of approvals have in common."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q, TextChoices


def one_of(name: str, field: str, choices: type[TextChoices]) -> models.CheckConstraint:
    """Check constraint: the column holds one of the codes."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": list(choices.values)}), name=name)


def person_key(**options: Any) -> Any:
    """Foreign key to a person, without a way back."""
    options.setdefault("on_delete", models.PROTECT)
    return models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", **options)


def hash_column(**options: Any) -> Any:
    """SHA-256 in hexadecimal."""
    return models.CharField(max_length=64, **options)
