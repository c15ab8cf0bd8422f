"""Jobs of records, gathered for the worker."""

from __future__ import annotations

from django.utils import timezone

from core.schema import SchemaKind
from records.errors import DayRootBroken
from records.services.sealing import note_roots_held, seal_days, take_in_roots
from records.services.sealing_check import verify_roots
from tenants.jobs import every_night, tenant_job

__all__ = ["note_roots_held", "take_in_roots"]

KINDS = (SchemaKind.INSTITUTION, SchemaKind.GOVERNMENT)


@tenant_job(name="records.seal_days")
def seal_days_of_tenant() -> None:
    """Seal the days that are over and hand the roots to the parent."""
    seal_days(at=timezone.now())


@tenant_job(name="records.verify_roots")
def verify_roots_of_tenant() -> None:
    """Compare what the tables hold with the own seals and the parent's; fails when a day is not what was sealed."""
    if verify_roots(at=timezone.now()).faults:
        raise DayRootBroken


seal_days_everywhere = every_night(seal_days_of_tenant, at="00:40", kinds=KINDS)
verify_roots_everywhere = every_night(verify_roots_of_tenant, at="04:20", kinds=KINDS)
