"""What belongs together: permissions, menus, provisioning steps and reactions. Registered here, nowhere else."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from approvals.services.subjects import registry as subjects
from core.access import registry as permissions
from core.outbox import deliverers
from core.reactions import reactions
from hr.services.closed_months import sources as closed_months
from hr.services.rules import rule_users
from records.queries.full_texts import full_texts
from records.queries.sealing import sealed_areas
from tenants.building.migrating import hooks
from tenants.steps import steps
from ui.home import page as home_page
from ui.menu import menu
from ui.shell import sources as frame_sources

PERMISSION_MODULES: list[str] = [
    "tenants.permissions",
    "identity.permissions",
    "organization.permissions",
    "records.permissions",
    "approvals.permissions",
    "accounting.permissions",
    "hr.permissions",
    "attendance.permissions",
    "consolidation.permissions",
]

# Screens of the menu: each module has MENU, a list of ui.menu.MenuItem.
MENU_MODULES: list[str] = [
    "ui.web.menu",
    "tenants.web.menu",
    "identity.web.menu",
    "organization.web.menu",
    "records.web.menu",
    "approvals.web.menu",
    "approvals.web.letters_menu",
    "accounting.web.menu",
    "hr.web.menu",
    "attendance.web.menu",
    "consolidation.web.menu",
]

# Parts of the home page (HOME by kind of schema) and what the frame asks: YEARS, DEPARTMENT_NAME.
HOME_MODULES: list[str] = [
    "tenants.web.home",
    "approvals.web.home",
    "accounting.web.home",
    "consolidation.web.home",
    "organization.web.home",
    "hr.web.personnel_notices",
    "attendance.web.home",
]
FRAME_MODULES: list[str] = ["accounting.web.home", "organization.web.frame"]

_DELEGATION = "organization.services.provisioning:load_delegation_table"
_PEOPLE = [
    "identity.services.provisioning:load_role_presets",
    "identity.services.provisioning:set_security_policy",
    "identity.services.provisioning:create_first_administrator",
]
# Steps of the upper floors when a tenant is made, in order: "module:function", called with
# (TenantInfo, ProvisioningSpec) inside the new schema, in the provisioning transaction.
PROVISIONING_STEPS: dict[str, list[str]] = {
    "platform": [*_PEOPLE],
    "government": [
        *_PEOPLE,
        _DELEGATION,
        "records.services.provisioning:load_codes",
        "approvals.services.forms:load_forms",
        "consolidation.services.provisioning:open_government",
    ],
    "institution": [
        *_PEOPLE,
        _DELEGATION,
        "records.services.provisioning:load_codes",
        "approvals.services.forms:load_forms",
        "accounting.services.seeds:load_codes",
        "accounting.services.paper_forms:load_forms",
        "hr.services.seeds:load_rules",
        "hr.services.order_approval:load_forms",
        "hr.services.reorganization_approval:load_forms",
        "attendance.services.seeds:load",
        "consolidation.services.provisioning:join_government",
    ],
}

# How the register of records searches the texts of documents it only knows by their ids.
FULL_TEXTS: dict[str, str] = {"approvals": "approvals.queries.full_text:registered_texts"}

# Kinds of business record that documents decide on: name of the kind, "module:object".
SUBJECTS: dict[str, str] = {
    kind: f"accounting.subjects.papers:{kind}"
    for kind in (
        "spending_proposal",
        "commitment",
        "commitment_change",
        "payment_voucher",
        "revenue_assessment",
        "expenditure_return",
        "payment_order",
        "allotment",
    )
}
SUBJECTS["appointment_order"] = "hr.subjects:appointment_order"
SUBJECTS["reorganization"] = "hr.subjects:reorganization"
SUBJECTS["budget_version"] = "accounting.subjects.budgets:budget_version"
SUBJECTS |= {
    f"{kind}_cancellation": f"accounting.subjects.cancellations:{kind}"
    for kind in ("spending_proposal", "commitment", "payment_voucher", "revenue_assessment", "allotment")
}

SUBJECTS |= {
    kind: f"attendance.subjects.requests:{kind}"
    for kind in (
        "leave_request",
        "clock_correction",
        "overtime_order",
        "trip_order",
        "trip_cancellation",
        "trip_change",
        "trip_settlement",
    )
}

# Who delivers the messages of a topic that the outbox holds, called with (message=, at=) in the tenant.
DELIVERERS: dict[str, str] = {
    "identity.login_locked": "identity.services.mails:deliver_login_locked",
    "approvals.notice": "approvals.services.notice_mails:deliver_notice",
    "hr.appointment_notice": "hr.services.notice_mails:deliver_notice",
    "records.day_roots": "records.services.sealing:deliver_roots",
}

# Areas whose days are sealed: "module:function", called with (first day, last day), gives (day, hash) pairs.
SEALED_AREAS: dict[str, str] = {"approvals": "approvals.queries.day_hashes:day_hashes"}

# Who calculates by which table of rules: "module:object" of hr.services.rules.RuleUser, by the code of the table.
RULE_USERS: dict[str, list[str]] = {
    "retirement_age": ["hr.services.rule_effects:retirement"],
    "leave_of_absence_types": ["hr.services.rule_effects:leaves"],
    "step_up_leave": ["hr.services.rule_effects:leaves"],
    "step_up_stop": ["hr.services.rule_effects:disciplines"],
    "expunging": ["hr.services.rule_effects:disciplines"],
    "grade": ["hr.services.rule_effects:grades"],
    "promotion_minimum_years": ["hr.services.rule_effects:grades"],
    "job_series": ["hr.services.rule_effects:series"],
    "employment_type": ["hr.services.rule_effects:employment_types"],
    "headcount_counting": ["hr.services.rule_effects:statuses"],
    "annual_leave": ["attendance.services.rule_effects:grants"],
    "annual_leave_advance": ["attendance.services.rule_effects:advances"],
    "attendance_policy": ["attendance.services.rule_effects:policy"],
    "leave_type": ["attendance.services.rule_effects:leaves"],
    "family_event_leave": ["attendance.services.rule_effects:leaves"],
    "overtime": ["attendance.services.rule_effects:overtime"],
    "travel_rate": ["attendance.services.rule_effects:travel"],
}

# Who reacts to which fact, in order, in the transaction of the act: "module:fact" to "module:function".
REACTIONS: dict[str, list[str]] = {
    "hr.events:EmployeeJoined": ["attendance.reactions:joined"],
    "hr.events:EmployeeLeft": ["attendance.reactions:left"],
    "hr.events:LeaveStarted": ["attendance.reactions:loa_started"],
    "hr.events:LeaveEnded": ["attendance.reactions:loa_ended"],
    "accounting.events:VoucherPaid": ["attendance.reactions:voucher_paid"],
    "accounting.events:VoucherBounced": ["attendance.reactions:voucher_bounced"],
    "accounting.events:SpendingReturned": ["attendance.reactions:spending_returned"],
}

# Who knows which months are closed, asked with a day: orders of hr that reach back name them.
CLOSED_MONTHS: list[str] = ["attendance.queries.month_state:closed_since"]

# Run before a tenant's schema is dropped, called with (TenantInfo) in the dropping transaction.
RETIRING_STEPS: dict[str, list[str]] = {
    "government": ["consolidation.services.provisioning:close_government"],
    "institution": ["consolidation.services.provisioning:leave_government"],
}

# Run inside each schema's migration transaction, before and after its DDL, called with (SchemaRef).
MIGRATION_HOOKS: dict[str, list[str]] = {
    "before": ["consolidation.services.provisioning:before_migration"],
    "after": [
        "consolidation.services.provisioning:after_migration",
        "accounting.services.earlier_papers:after_migration",
        "approvals.services.earlier_documents:after_migration",
        "hr.services.seeds:after_migration",
        "attendance.services.seeds:after_migration",
    ],
}


def connect() -> None:
    """Run once at start-up."""
    for module in PERMISSION_MODULES:
        permissions.register(import_module(module).PERMISSIONS)
    _connect_screens()
    for subject_type, path in SUBJECTS.items():
        subjects.register(subject_type, _named(path))
    for name, path in FULL_TEXTS.items():
        full_texts.register(name, _named(path))
    for topic, path in DELIVERERS.items():
        deliverers.register(topic, _named(path))
    for area, path in SEALED_AREAS.items():
        sealed_areas.register(area, _named(path))
    _connect_listeners()
    steps.fill(PROVISIONING_STEPS, RETIRING_STEPS)
    hooks.before = [_named(path) for path in MIGRATION_HOOKS["before"]]
    hooks.after = [_named(path) for path in MIGRATION_HOOKS["after"]]


def _connect_screens() -> None:
    for module in MENU_MODULES:
        menu.register(import_module(module).MENU)
    for module in HOME_MODULES:
        for kind, parts in import_module(module).HOME.items():
            home_page.register(kind, parts)
    for module in FRAME_MODULES:
        frame_sources.fiscal_years |= getattr(import_module(module), "YEARS", {})
        frame_sources.department_names |= getattr(import_module(module), "DEPARTMENT_NAME", {})


def _connect_listeners() -> None:
    for code, path in ((code, path) for code, paths in RULE_USERS.items() for path in paths):
        rule_users.register(code, _named(path))
    for fact, path in ((fact, path) for fact, paths in REACTIONS.items() for path in paths):
        reactions.register(_named(fact), _named(path))
    for path in CLOSED_MONTHS:
        closed_months.register(_named(path))


def _named(path: str) -> Any:
    module, _, name = path.partition(":")
    return getattr(import_module(module), name)
