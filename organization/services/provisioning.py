"""What a new institution or government begins with."""

from __future__ import annotations

from datetime import date

from core.periods import day_of
from organization.services.delegation import keep_sample
from tenants.registry import TenantInfo
from tenants.steps import ProvisioningSpec


def load_delegation_table(tenant: TenantInfo, spec: ProvisioningSpec) -> None:
    """Provisioning step: the sample delegation table, in force from the first day of the year; repeatable."""
    keep_sample(effective_from=date(day_of(spec.at).year, 1, 1))
