"""Small tables every tenant has: audit, outbox, counters, idempotency, preferences."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from core.models.base import TenantModel


class AuditEntry(TenantModel):
    """What somebody did to something; insert-only (guarded by a trigger)."""

    recorded_at = models.DateTimeField(db_index=True)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=100)
    client_id = models.CharField(max_length=100, blank=True, default="")
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField(null=True)
    summary = models.CharField(max_length=300)
    facts = models.JSONField(default=dict)
    request_id = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="audit_subject")]


class OutboxMessage(TenantModel):
    """Something that must leave the system after commit: written in the business transaction.

    `due_at` is the next attempt. `open_ends` counts attempts of which nobody knows how they ended: the process
    was killed in between. A message that was given up has `dead_at` and waits for an operator.
    """

    topic = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(default=timezone.now)
    delivered_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    open_ends = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                name="outbox_due",
                condition=models.Q(delivered_at__isnull=True, dead_at__isnull=True),
            ),
            models.Index(fields=["dead_at"], name="outbox_dead", condition=models.Q(dead_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(delivered_at__isnull=True) | models.Q(dead_at__isnull=True),
                name="outbox_delivered_or_dead",
            )
        ]


class DocumentCounter(TenantModel):
    """Last number given out for (prefix, fiscal year, unit); its row lock makes numbers gap-free."""

    prefix = models.CharField(max_length=12)
    fiscal_year = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=20)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prefix", "fiscal_year", "unit"], name="counter_key"),
        ]


class IdempotencyRecord(TenantModel):
    """First answer to an Idempotency-Key of one client, kept with the business transaction."""

    client = models.CharField(max_length=100)
    key = models.UUIDField()
    request_hash = models.CharField(max_length=64)
    method = models.CharField(max_length=8)
    path = models.CharField(max_length=500)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    keep_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "key"], name="idempotency_key")]


class UserPreference(TenantModel):
    """One remembered choice of a person: favourites, density, saved conditions, column widths."""

    user_id = models.UUIDField()
    key = models.CharField(max_length=120)
    value = models.JSONField(default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user_id", "key"], name="preference_key")]
