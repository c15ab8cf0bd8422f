"""What officers looked at."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from consolidation.choices import LookReason, LookScreen
from core.models import TenantModel


class LookRecord(TenantModel):
    """One look of an officer into institutions' books; insert-only. An empty institution means all of them.

    The institution gets its copy in its own audit trail (quality rule 2.16).
    """

    looked_at = models.DateTimeField(_("시각"), db_index=True)
    officer_id = models.UUIDField(null=True)
    officer_name = models.CharField(_("담당관"), max_length=100)
    client_id = models.CharField(max_length=100, blank=True, default="")
    institution_code = models.CharField(_("기관"), max_length=40, blank=True, default="")
    institution_schema = models.CharField(max_length=60, blank=True, default="")
    screen = models.CharField(_("화면"), max_length=20, choices=LookScreen)
    subject = models.CharField(_("대상"), max_length=120, blank=True, default="")
    reason = models.CharField(_("사유"), max_length=20, choices=LookReason, blank=True, default="")
    facts = models.JSONField(default=dict)
    request_id = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering = ["-looked_at", "-id"]
        indexes = [models.Index(fields=["institution_code", "looked_at"], name="look_institution")]
        constraints = [
            models.CheckConstraint(
                name="look_screen_known", condition=models.Q(screen__in=LookScreen.values)
            ),
            models.CheckConstraint(
                name="look_reason_known",
                condition=models.Q(reason__in=[*LookReason.values, ""]),
            ),
        ]
