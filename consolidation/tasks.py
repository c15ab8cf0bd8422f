"""Jobs of consolidation, gathered for the worker."""

from __future__ import annotations

from consolidation.services.look_copies import write_look_at_institution
from consolidation.services.provisioning import follow_memberships
from core.schema import SchemaKind, current_schema
from tenants.jobs import app, fan_out, tenant_job

__all__ = ["follow_memberships_everywhere", "write_look_at_institution"]


@tenant_job(name="consolidation.follow_memberships")
def follow_memberships_of_government() -> None:
    """The views of one government show the members of today."""
    follow_memberships(schema=current_schema())


@app.periodic(cron="0 * * * *")
@app.task(name="consolidation.follow_memberships_everywhere", pass_context=False)
def follow_memberships_everywhere(timestamp: int) -> None:
    """Every hour, so at midnight in Seoul too: memberships that start or end take effect."""
    fan_out(follow_memberships_of_government, SchemaKind.GOVERNMENT)
