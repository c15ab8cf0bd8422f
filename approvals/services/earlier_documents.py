"""Tenants made before a form or a permission of official documents existed get it with the next migration."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from approvals.services.forms import has_forms, seed_forms
from core.schema import SchemaKind
from identity.services import extend_preset_roles
from tenants.registry import SchemaRef

PREFIXES = ("approvals.", "records.", "organization.")
KINDS = (SchemaKind.INSTITUTION, SchemaKind.GOVERNMENT)


def after_migration(target: SchemaRef) -> None:
    """Run in every schema's migration; a template and a tenant that is being made have nothing to make up for."""
    if target.kind in KINDS:
        make_up(kind=str(target.kind), at=timezone.now())


def make_up(*, kind: str, at: datetime) -> int:
    """Forms of the product that are missing, and permissions nobody here was ever given, for the preset roles.

    Repeatable. What the institution made of its forms stays, and a permission that was ever in one of its roles
    and taken out again is not put back. How many permissions were added.
    """
    if not has_forms():
        return 0
    with transaction.atomic():
        seed_forms(at)
        return extend_preset_roles(kind=kind, prefixes=PREFIXES, at=at)
