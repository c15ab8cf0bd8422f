"""The registry in `public`: who the tenants are, at which hosts, and who belongs to whom."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import RegexValidator
from django.db import models

from core.ids import uuid7
from tenants.choices import InstitutionProfile, TenantKind, TenantState

SCHEMA_NAME = r"^[a-z][a-z0-9_]{2,50}$"


class Tenant(models.Model):
    """One schema with people in it: the platform, a parent government or an institution."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    schema_name = models.CharField(max_length=60, unique=True, validators=[RegexValidator(SCHEMA_NAME)])
    kind = models.CharField(max_length=20, choices=TenantKind)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=20)
    color = models.CharField(max_length=20, default="teal")
    profile = models.CharField(max_length=20, choices=InstitutionProfile, blank=True, default="")
    government = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="institutions")
    state = models.CharField(max_length=20, choices=TenantState, default=TenantState.ACTIVE)
    cache_token = models.UUIDField(default=uuid7)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "government", "code"], name="tenant_code"),
            models.CheckConstraint(
                name="tenant_government",
                condition=models.Q(kind=TenantKind.INSTITUTION, government__isnull=False)
                | models.Q(government__isnull=True) & ~models.Q(kind=TenantKind.INSTITUTION),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.schema_name})"

    def get_tenant_type(self) -> str:
        """Kind of schema, as django-tenants asks for it."""
        return self.kind


class Domain(models.Model):
    """One host of a tenant; a host that is not here is answered by nobody."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    host = models.CharField(max_length=253, unique=True)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="domains")
    is_primary = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant"], name="domain_one_primary", condition=models.Q(is_primary=True)
            ),
        ]


class Membership(models.Model):
    """From when until when an institution belongs to a government: one at a time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    institution = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="memberships")
    government = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="members")
    during = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="membership_one_government",
                expressions=[("institution", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
        ]
