"""Jobs of identity, gathered for the worker."""

from __future__ import annotations

from django.utils import timezone

from identity.services.cleaning import clear_old
from tenants.jobs import EVERY_TENANT, every_night, tenant_job


@tenant_job(name="identity.clear_old")
def clear_old_of_tenant() -> None:
    """Remove expired sessions, counters and tokens of one tenant."""
    clear_old(at=timezone.now())


clear_old_everywhere = every_night(clear_old_of_tenant, at="03:10", kinds=EVERY_TENANT)
