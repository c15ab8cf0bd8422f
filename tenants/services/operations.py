"""What operators do to tenants, with right and audit line; the work is in provisioning and lifecycle."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from core import audit
from core.access import Actor
from tenants import queries
from tenants.permissions import TENANT_CREATE, TENANT_DROP, TENANT_SUSPEND
from tenants.queries import TenantRow
from tenants.services import lifecycle
from tenants.services.provisioning import NewTenant, create_tenant
from tenants.steps import ProvisioningSpec


def open_tenant(*, actor: Actor, at: datetime, new: NewTenant, spec: ProvisioningSpec) -> TenantRow:
    """Make a tenant on an operator's order. Refuses what create_tenant refuses."""
    actor.require(TENANT_CREATE)
    info = create_tenant(new=new, spec=spec)
    row = queries.tenant_row(info.id)
    _note(actor, at, "tenant_created", row, f"{row.name} 생성")
    return row


def suspend(*, actor: Actor, at: datetime, tenant_id: UUID, reason: str) -> TenantRow:
    """Stop answering at the tenant's hosts; its data stay."""
    actor.require(TENANT_SUSPEND)
    with transaction.atomic():
        row = queries.tenant_row(tenant_id)
        lifecycle.suspend_tenant(schema_name=row.schema_name)
        _note(actor, at, "tenant_suspended", row, f"{row.name} 이용 중지: {reason}")
    return queries.tenant_row(tenant_id)


def resume(*, actor: Actor, at: datetime, tenant_id: UUID) -> TenantRow:
    """Answer at the tenant's hosts again."""
    actor.require(TENANT_SUSPEND)
    with transaction.atomic():
        row = queries.tenant_row(tenant_id)
        lifecycle.resume_tenant(schema_name=row.schema_name)
        _note(actor, at, "tenant_resumed", row, f"{row.name} 이용 재개")
    return queries.tenant_row(tenant_id)


def drop(*, actor: Actor, at: datetime, tenant_id: UUID, confirm: str) -> None:
    """Remove a tenant for good; `confirm` must be its code (DropNotConfirmed)."""
    actor.require(TENANT_DROP)
    with transaction.atomic():
        row = queries.tenant_row(tenant_id)
        lifecycle.drop_tenant(schema_name=row.schema_name, confirm=confirm)
        _note(actor, at, "tenant_dropped", row, f"{row.name} 삭제")


def _note(actor: Actor, at: datetime, verb: str, row: TenantRow, summary: str) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="tenant",
        subject_id=row.id,
        summary=summary,
        at=at,
        facts={"schema": row.schema_name, "code": row.code, "kind": row.kind},
    )
