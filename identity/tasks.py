"""Jobs of identity, gathered for the worker."""

from __future__ import annotations

from django.utils import timezone

from identity.services.cleaning import clear_old
from tenants.jobs import app, fan_out, tenant_job

TENANT_KINDS = ("institution", "government", "platform")


@tenant_job(name="identity.clear_old")
def clear_old_of_tenant() -> None:
    """Remove expired sessions, counters and tokens of one tenant."""
    clear_old(at=timezone.now())


@app.periodic(cron="10 3 * * *")
@app.task(name="identity.clear_old_everywhere", pass_context=False)
def clear_old_everywhere(timestamp: int) -> None:
    """Every night: one cleaning job per tenant."""
    for kind in TENANT_KINDS:
        fan_out(clear_old_of_tenant, kind)
