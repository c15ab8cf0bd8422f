"""What tables of hr have in common."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q, TextChoices


def one_of(name: str, field: str, choices: type[TextChoices]) -> models.CheckConstraint:
    """Check constraint: the column holds one of the codes."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": list(choices.values)}), name=name)


def account_key(**options: Any) -> Any:
    """Foreign key to an account, without a way back."""
    options.setdefault("on_delete", models.PROTECT)
    return models.ForeignKey(settings.AUTH_USER_MODEL, related_name="+", **options)
