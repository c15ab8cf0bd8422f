"""What the frame of every page says about the person's place."""

from __future__ import annotations

from django.utils import timezone

from core.access import Actor
from core.periods import day_of
from core.schema import SchemaKind
from organization.queries import department_name


def department_of(actor: Actor) -> str:
    """Name of the department of the person's main post today."""
    if actor.department_id is None:
        return ""
    return department_name(actor.department_id, day_of(timezone.now()))


DEPARTMENT_NAME = {SchemaKind.INSTITUTION: department_of, SchemaKind.GOVERNMENT: department_of}
