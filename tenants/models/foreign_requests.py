"""Requests for objects that another tenant owns: first only the id, then, found by a job, its owner."""

from __future__ import annotations

from django.db import models

from core.ids import uuid7


class NamedId(models.Model):
    """An id that a refused request named, and who asked. No name of a person stands here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    asked_at = models.DateTimeField()
    schema_name = models.CharField(max_length=60)
    object_id = models.UUIDField()
    user_id = models.UUIDField(null=True)
    client_id = models.CharField(max_length=100, blank=True, default="")
    method = models.CharField(max_length=8)
    route = models.CharField(max_length=200, blank=True, default="")
    status = models.PositiveSmallIntegerField()
    address = models.GenericIPAddressField(null=True)
    request_id = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        abstract = True


class UnresolvedId(NamedId):
    """Waits until the job has looked whose it is; gone afterwards."""


class ForeignRequest(NamedId):
    """Somebody of one tenant asked for an object of another; insert-only for a year."""

    owner_schema = models.CharField(max_length=60)
    owner_table = models.CharField(max_length=63)
    resolved_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-asked_at", "-id"], name="foreign_request_recent")]
