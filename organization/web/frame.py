"""What the frame of every page says about the person's place."""

from __future__ import annotations

from django.utils import timezone

from core.access import Actor
from core.periods import day_of
from core.schema import SchemaKind
from organization.queries import departments_of


def department_name(actor: Actor) -> str:
    """Name of the department of the person's main post today."""
    if actor.user_id is None:
        return ""
    memberships = departments_of(actor.user_id, day_of(timezone.now()))
    return memberships[0].department if memberships else ""


DEPARTMENT_NAME = {SchemaKind.INSTITUTION: department_name, SchemaKind.GOVERNMENT: department_name}
