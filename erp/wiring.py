"""What belongs together: permissions, menus, provisioning steps and reactions. Registered here, nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from core.access import registry as permissions
from tenants.building.migrating import hooks
from tenants.steps import steps
from ui.menu import menu

PERMISSION_MODULES: list[str] = [
    "tenants.permissions",
    "identity.permissions",
    "organization.permissions",
    "accounting.permissions",
    "consolidation.permissions",
]

# Screens of the menu: each module has MENU, a list of ui.menu.MenuItem.
MENU_MODULES: list[str] = [
    "ui.web.menu",
    "tenants.web.menu",
    "identity.web.menu",
    "organization.web.menu",
    "accounting.web.menu",
    "consolidation.web.menu",
]


_PEOPLE = [
    "identity.services.provisioning:load_role_presets",
    "identity.services.provisioning:set_security_policy",
    "identity.services.provisioning:create_first_administrator",
]
# Steps of the upper floors when a tenant is made, in order: "module:function", called with
# (TenantInfo, ProvisioningSpec) inside the new schema, in the provisioning transaction.
PROVISIONING_STEPS: dict[str, list[str]] = {
    "platform": [*_PEOPLE],
    "government": [*_PEOPLE, "consolidation.services.provisioning:open_government"],
    "institution": [
        *_PEOPLE,
        "accounting.services.seeds:load_codes",
        "consolidation.services.provisioning:join_government",
    ],
}

# Run before a tenant's schema is dropped, called with (TenantInfo) in the dropping transaction.
RETIRING_STEPS: dict[str, list[str]] = {
    "government": ["consolidation.services.provisioning:close_government"],
    "institution": ["consolidation.services.provisioning:leave_government"],
}

# Run inside each schema's migration transaction, before and after its DDL, called with (SchemaRef).
MIGRATION_HOOKS: dict[str, list[str]] = {
    "before": ["consolidation.services.provisioning:before_migration"],
    "after": ["consolidation.services.provisioning:after_migration"],
}


def connect() -> None:
    """Run once at start-up."""
    for module in PERMISSION_MODULES:
        permissions.register(import_module(module).PERMISSIONS)
    for module in MENU_MODULES:
        menu.register(import_module(module).MENU)
    steps.fill(PROVISIONING_STEPS, RETIRING_STEPS)
    hooks.before = [_named(path) for path in MIGRATION_HOOKS["before"]]
    hooks.after = [_named(path) for path in MIGRATION_HOOKS["after"]]


def _named(path: str) -> Callable[..., None]:
    module, _, name = path.partition(":")
    found: Callable[..., None] = getattr(import_module(module), name)
    return found
