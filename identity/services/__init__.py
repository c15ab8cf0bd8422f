from identity.services.accounts import (
    AccountData,
    change_own_contact,
    change_user,
    create_user,
    disable_user,
    enable_user,
    hold_accounts,
    reset_second_factor,
)
from identity.services.logins import (
    Browser,
    begin_login,
    end_login,
    end_logins,
    move_login,
    touch_login,
)
from identity.services.officers import AppointmentData, appoint_officer, relieve_officer
from identity.services.passwords import accept_invitation, change_password, invite, invited_user
from identity.services.policy import PolicyData, change_policy
from identity.services.provisioning import (
    add_preset_role,
    create_first_administrator,
    extend_preset_roles,
    load_role_presets,
    set_security_policy,
)
from identity.services.roles import GrantData, RoleData, change_role, create_role, grant_role, revoke_role

__all__ = [
    "add_preset_role",
    "AccountData",
    "AppointmentData",
    "Browser",
    "GrantData",
    "PolicyData",
    "RoleData",
    "accept_invitation",
    "appoint_officer",
    "begin_login",
    "change_own_contact",
    "change_password",
    "change_policy",
    "change_role",
    "change_user",
    "create_first_administrator",
    "create_role",
    "create_user",
    "disable_user",
    "enable_user",
    "end_login",
    "end_logins",
    "grant_role",
    "hold_accounts",
    "invite",
    "invited_user",
    "extend_preset_roles",
    "load_role_presets",
    "move_login",
    "relieve_officer",
    "reset_second_factor",
    "revoke_role",
    "set_security_policy",
    "touch_login",
]
