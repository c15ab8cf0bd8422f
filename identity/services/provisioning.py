"""Steps of identity when a tenant is made: roles, security settings, first administrator."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from core.access import SYSTEM
from core.periods import day_of
from identity.choices import RightsChangeKind, SecondFactor
from identity.models import RightsChange, Role, RolePermission
from identity.presets import RolePreset, role_presets
from identity.services.accounts import AccountData, create_user
from identity.services.policy import PolicyData, change_policy
from identity.services.roles import GrantData, RoleData, add_to_role, create_role, grant_role
from tenants.registry import TenantInfo
from tenants.steps import ProvisioningSpec


def load_role_presets(tenant: TenantInfo, spec: ProvisioningSpec) -> None:
    """Create the preset roles of the tenant's kind."""
    for ordinal, preset in enumerate(role_presets(str(tenant.kind)), start=1):
        create_role(actor=SYSTEM, data=_role_of(preset, ordinal), at=spec.at)


@transaction.atomic
def add_preset_role(*, kind: str, code: str, at: datetime) -> bool:
    """A preset role the product has learned since, for a tenant made earlier; True when it was made."""
    if Role.objects.filter(code=code).exists():
        return False
    ordinal, preset = next(
        (place, one) for place, one in enumerate(role_presets(kind), start=1) if one.code == code
    )
    create_role(actor=SYSTEM, data=_role_of(preset, ordinal), at=at)
    return True


def _role_of(preset: RolePreset, ordinal: int) -> RoleData:
    return RoleData(
        code=preset.code,
        name=preset.name,
        description=preset.description,
        codes=preset.codes,
        is_privileged=preset.is_privileged,
        is_preset=True,
        ordinal=ordinal,
    )


@transaction.atomic
def extend_preset_roles(*, kind: str, prefixes: tuple[str, ...], at: datetime) -> int:
    """Give preset roles the permissions the product has learned since; repeatable. How many were given.

    Only codes with one of the prefixes that stand in no role and never stood in one: what the institution took
    out of its roles stays out. Locks the roles.
    """
    given = _ever_given()
    count = 0
    for preset in role_presets(kind):
        new = {code for code in preset.codes if code.startswith(prefixes)} - given
        role = Role.objects.select_for_update().filter(code=preset.code, is_preset=True).first()
        if role is None or not new:
            continue
        add_to_role(actor=SYSTEM, role=role, codes=frozenset(new), at=at)
        count += len(new)
    return count


def _ever_given() -> set[str]:
    """Codes in any role now, or in one at any time by the record of rights changes."""
    rows = RightsChange.objects.filter(kind=RightsChangeKind.ROLE_CHANGED).values_list("facts", flat=True)
    past = {code for facts in rows for code in facts.get("added", ())}
    return past | set(RolePermission.objects.values_list("code", flat=True))


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
