"""Roles as bundles of permission codes, and who holds them from when to when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel
from core.models.ranges import ends_after_start, no_overlap


class Role(TenantModel):
    """A named bundle of permission codes."""

    code = models.CharField(_("코드"), max_length=40, unique=True)
    name = models.CharField(_("이름"), max_length=60)
    description = models.CharField(_("설명"), max_length=200, blank=True, default="")
    is_preset = models.BooleanField(_("기본 역할"), default=False)
    is_privileged = models.BooleanField(_("추가 인증 대상"), default=False)
    ordinal = models.PositiveSmallIntegerField(_("순서"), default=100)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["ordinal", "name"]

    def __str__(self) -> str:
        return self.name


class RolePermission(TenantModel):
    """One permission code of a role; codes are declared in each app's permissions.py."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="permissions")
    code = models.CharField(_("권한 코드"), max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["role", "code"], name="role_permission_once"),
        ]


class RoleGrant(TenantModel):
    """A person holds a role in [from_on, until_on)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="grants")
    from_on = models.DateField(_("시작일"))
    until_on = models.DateField(_("종료일"), null=True, blank=True)
    reason = models.CharField(_("사유"), max_length=200, blank=True, default="")

    class Meta:
        ordering = ["from_on"]
        constraints = [
            ends_after_start("role_grant_order"),
            no_overlap("role_grant_once", ["user", "role"]),
        ]
