"""What consolidation does when governments and institutions come, change and go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from django.db import transaction
from django.utils import timezone

from accounting.services.seeds import table
from consolidation import sources
from consolidation.models import StandardItem
from core.ids import uuid7
from core.schema import SchemaKind
from identity.services import extend_preset_roles
from tenants import registry
from tenants.registry import SchemaRef, TenantInfo
from tenants.steps import ProvisioningSpec

_FIRST_EDITION: Final = 2000
_TEMPLATES: Final = "tmpl_"
_PREFIXES: Final = ("consolidation.",)


def open_government(tenant: TenantInfo, spec: ProvisioningSpec) -> None:
    """Standard items, roles and empty views of a new government; inside its schema and transaction."""
    load_standard_items(edition=_FIRST_EDITION)
    sources.prepare_government(tenant.schema_name)


def join_government(tenant: TenantInfo, spec: ProvisioningSpec) -> None:
    """A new institution appears in its government's views."""
    if tenant.government_schema:
        sources.rebuild_government_views(tenant.government_schema)


def leave_government(tenant: TenantInfo) -> None:
    """Before an institution's schema is dropped, its government's views let go of it."""
    if tenant.government_schema:
        sources.rebuild_government_views(tenant.government_schema, without=tenant.schema_name)
        sources.release_institution(tenant.government_schema, tenant.schema_name)


def close_government(tenant: TenantInfo) -> None:
    """Before a government's schema is dropped: its views and roles."""
    sources.remove_government(tenant.schema_name)


def before_migration(target: SchemaRef) -> None:
    """Views stand in the way of DDL on the tables they read; they go first, in the same transaction."""
    government = _government_of(target)
    if government:
        sources.drop_government_views(government)


def after_migration(target: SchemaRef) -> None:
    """Make the views again over the changed tables; officers made earlier get permissions nobody ever had."""
    government = _government_of(target)
    if government:
        sources.rebuild_government_views(government)
    if government and target.kind == SchemaKind.GOVERNMENT:
        extend_preset_roles(kind=str(target.kind), prefixes=_PREFIXES, at=timezone.now())


def load_standard_items(*, edition: int) -> int:
    """Load the parent's standard items of an edition (목그룹, 편성목, 통계목); what is there stays."""
    rows = [
        StandardItem(
            id=uuid7(),
            edition=edition,
            code=row["code"],
            name=row["name"][:60],
            level=row["level"],
            parent_code=row["parent"],
        )
        for row in table("items_local_government")
    ]
    return len(StandardItem.objects.bulk_create(rows, ignore_conflicts=True))


def rebuild_views(*, schemas: Sequence[str] = ()) -> Iterator[str]:
    """Roles and views of governments (all when none is named), one transaction each; repeatable.

    Waits at most two seconds for officers' running looks; then the database's refusal reaches the caller.
    """
    for government in registry.all_tenants(SchemaKind.GOVERNMENT):
        if not schemas or government.schema_name in schemas:
            with transaction.atomic():
                sources.prepare_government(government.schema_name)
            yield government.schema_name


def follow_memberships(*, schema: str) -> bool:
    """Make a government's views again when its members of today are not those the views read; says whether.

    A dated membership that starts or ends takes effect this way; who left loses the owner role's rights in
    the same transaction. Called again, it changes nothing. Waits at most two seconds for officers' running
    looks; then the database's refusal reaches the caller, and the next call tries again.
    """
    members = {member.schema_name for member in registry.institutions_of(schema)}
    with transaction.atomic():
        seen = sources.members_in_views(schema)
        if seen == members:
            return False
        sources.rebuild_government_views(schema)
        for gone in sorted(seen - members):
            sources.release_institution(schema, gone)
    return True


def _government_of(target: SchemaRef) -> str:
    if target.kind == SchemaKind.GOVERNMENT:
        return "" if target.schema_name.startswith(_TEMPLATES) else target.schema_name
    if target.kind != SchemaKind.INSTITUTION:
        return ""
    info = registry.find_by_schema(target.schema_name)
    return (info.government_schema or "") if info else ""
