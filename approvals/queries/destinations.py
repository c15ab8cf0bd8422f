"""Where letters can go from here: the government, its institutions, the own departments."""

from __future__ import annotations

from datetime import date

from django.db import connection

from approvals.choices import ReceiverKind
from approvals.rules.receivers import Destination
from core.schema import current_schema
from organization.queries import departments
from tenants import registry


def tenant_destinations() -> list[Destination]:
    """The government of this group first, then its institutions by code; not the own one."""
    here = current_schema()
    parent = getattr(connection.tenant, "government_schema", None) or here  # type: ignore[attr-defined]
    government = registry.find_by_schema(parent)
    found = ([government] if government else []) + registry.institutions_of(parent)
    return [
        Destination(ReceiverKind.TENANT, one.schema_name, one.name)
        for one in found
        if one.schema_name != here and one.state == "ACTIVE"
    ]


def department_destinations(on: date) -> list[Destination]:
    """The own departments of a day."""
    return [Destination(ReceiverKind.DEPARTMENT, str(row.department_id), row.name) for row in departments(on)]
