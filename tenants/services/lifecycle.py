"""Pausing, resuming and removing tenants."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from core.ids import uuid7
from tenants import registry
from tenants.choices import TenantState
from tenants.context import public
from tenants.errors import DropNotConfirmed, GovernmentHasMembers, UnknownTenant
from tenants.models import Tenant
from tenants.registry import TenantInfo
from tenants.steps import steps


def suspend_tenant(*, schema_name: str) -> TenantInfo:
    """Stop answering at the tenant's hosts; its data stay as they are."""
    return _set_state(schema_name, TenantState.SUSPENDED)


def resume_tenant(*, schema_name: str) -> TenantInfo:
    """Answer again at the hosts of a suspended tenant."""
    return _set_state(schema_name, TenantState.ACTIVE)


def drop_tenant(*, schema_name: str, confirm: str) -> None:
    """Remove a tenant with all its data for good.

    `confirm` must be the tenant's code. Refuses a government that still has institutions. The upper
    floors' retiring steps run first, in the same transaction; files go after the commit.
    """
    info = _find(schema_name)
    if confirm != info.code:
        raise DropNotConfirmed(expected=info.code)
    with public(), transaction.atomic():
        members = Tenant.objects.filter(government_id=info.id).count()
        if members:
            raise GovernmentHasMembers(count=members)
        for _name, step in steps.retiring(info.kind):
            step(info)
        Tenant.objects.filter(pk=info.id).delete()
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA {connection.ops.quote_name(info.schema_name)} CASCADE")
    registry.forget_hosts()
    shutil.rmtree(Path(settings.MEDIA_ROOT) / str(info.id), ignore_errors=True)


def _set_state(schema_name: str, state: TenantState) -> TenantInfo:
    info = _find(schema_name)
    with public():
        Tenant.objects.filter(pk=info.id).update(state=state, cache_token=uuid7())
    registry.forget_hosts()
    return _find(schema_name)


def _find(schema_name: str) -> TenantInfo:
    info = registry.find_by_schema(schema_name)
    if info is None:
        raise UnknownTenant(name=schema_name)
    return info
