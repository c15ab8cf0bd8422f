"""What belongs together: permissions, menus, provisioning steps and reactions. Registered here, nowhere else."""

from __future__ import annotations

from importlib import import_module

from core.access import registry as permissions
from tenants.steps import steps

PERMISSION_MODULES: list[str] = [
    "accounting.permissions",
]


# Steps of the upper floors when a tenant is made, in order: "module:function", called with
# (TenantInfo, ProvisioningSpec) inside the new schema, in the provisioning transaction.
PROVISIONING_STEPS: dict[str, list[str]] = {
    "platform": [],
    "government": [],
    "institution": ["accounting.services.seeds:load_codes"],
}

# Run before a tenant's schema is dropped, called with (TenantInfo) in the dropping transaction.
RETIRING_STEPS: dict[str, list[str]] = {
    "institution": [],
}


def connect() -> None:
    """Run once at start-up."""
    for module in PERMISSION_MODULES:
        permissions.register(import_module(module).PERMISSIONS)
    steps.fill(PROVISIONING_STEPS, RETIRING_STEPS)
