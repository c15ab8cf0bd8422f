"""Steps of identity when a tenant is made: roles, security settings, first administrator."""

from __future__ import annotations

from django.conf import settings

from core.access import SYSTEM
from core.periods import day_of
from identity.choices import SecondFactor
from identity.models import Role
from identity.presets import role_presets
from identity.services.accounts import AccountData, create_user
from identity.services.policy import PolicyData, change_policy
from identity.services.roles import GrantData, RoleData, create_role, grant_role
from tenants.registry import TenantInfo
from tenants.steps import ProvisioningSpec


def load_role_presets(tenant: TenantInfo, spec: ProvisioningSpec) -> None:
    """Create the preset roles of the tenant's kind."""
    for ordinal, preset in enumerate(role_presets(str(tenant.kind)), start=1):
        data = RoleData(
            code=preset.code,
            name=preset.name,
            description=preset.description,
            codes=preset.codes,
            is_privileged=preset.is_privileged,
            is_preset=True,
            ordinal=ordinal,
        )
        create_role(actor=SYSTEM, data=data, at=spec.at)


def set_security_policy(tenant: TenantInfo, spec: ProvisioningSpec) -> None:
    """Write the security settings; a second factor is asked for where the deployment says so."""
    default = SecondFactor.PRIVILEGED if settings.TOTP_REQUIRED else SecondFactor.OFF
    chosen = spec.extra.get("second_factor", default)
    change_policy(actor=SYSTEM, data=PolicyData(second_factor=chosen), at=spec.at)


def create_first_administrator(tenant: TenantInfo, spec: ProvisioningSpec) -> None:
    """Open the first account and give it the administrator's role of the kind."""
    first = spec.administrator
    data = AccountData(login_name=first.login_name, name=first.name, email=first.email)
    user = create_user(actor=SYSTEM, data=data, at=spec.at, password=first.password)
    codes = [preset.code for preset in role_presets(str(tenant.kind)) if preset.is_first_administrator]
    for role in Role.objects.filter(code__in=codes):
        grant = GrantData(user.pk, role.pk, day_of(spec.at), reason="기관 개설")
        grant_role(actor=SYSTEM, data=grant, at=spec.at)
