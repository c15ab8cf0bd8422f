"""What was made and moved: provisioning runs, migration runs, and the DDL new schemas are made from."""

from __future__ import annotations

from django.db import models

from core.ids import uuid7
from tenants.choices import RunState, TenantKind


class ProvisioningRun(models.Model):
    """One attempt to make a tenant. A failed one leaves only this line."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    schema_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=TenantKind)
    state = models.CharField(max_length=10, choices=RunState)
    step = models.CharField(max_length=60, blank=True, default="")
    error = models.TextField(blank=True, default="")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    milliseconds = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-started_at"], name="provisioning_recent")]


class MigrationRun(models.Model):
    """One schema brought to one release by the migration runner."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    schema_name = models.CharField(max_length=60)
    fingerprint = models.CharField(max_length=64)
    migrations = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=RunState)
    replayed = models.BooleanField(default=False)
    error = models.TextField(blank=True, default="")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    milliseconds = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["schema_name", "-started_at"], name="migration_recent")]


class SchemaTemplate(models.Model):
    """DDL and bookkeeping rows of a kind at a release; a new schema is their replay."""

    kind = models.CharField(primary_key=True, max_length=20)
    fingerprint = models.CharField(max_length=64)
    ddl = models.TextField()
    rows = models.TextField()
    tables = models.JSONField(default=list)
    made_at = models.DateTimeField()
